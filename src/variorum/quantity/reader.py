"""`read("nearly 10%")`: one figure from the text's own words, or an error that says why not."""

from __future__ import annotations

import re
from dataclasses import replace

from variorum.faults import FigureError
from variorum.folding import fold
from variorum.problems import Code
from variorum.quantity import numbers, tails
from variorum.quantity.dates import read_date
from variorum.quantity.lexicon import HEDGES, LEADS, LEVELS, MOVES, VAGUE
from variorum.quantity.model import Figure, Hedge, Kind
from variorum.quantity.numberwords import FRACTION, SCALE
from variorum.quantity.relations import read_relation

MAX_WORDS = 12
_EDGE = " \t\n.,;:!?()[]'\"…*"
_BEFORE = re.compile(rf"^(?:(?!\.\d)[{re.escape(_EDGE)}])+")
_HEDGES = sorted(HEDGES, key=len, reverse=True)
_BETWEEN = re.compile(r"\bbetween ([\w.,$£€% -]{1,40}?) and ", re.I)
_A_NUMBER = re.compile(rf"an?\s+(?:{FRACTION}|{SCALE})(?![\w-])", re.I)
_TO_A_LEVEL = re.compile(r"\S+(?: \S+){0,3}? to ", re.I)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\b", re.I)
_LIMITS = tuple(hedge for hedge in Hedge if hedge not in (Hedge.NONE, Hedge.ABOUT))
"""Hedges that bind one number from one side."""


def read(words: str) -> Figure:
    """Read a figure in words; FigureError V301 names the words that were not understood."""
    core = _BEFORE.sub("", " ".join(fold(words).replace("\\$", "$").split())).rstrip(_EDGE)
    if not core or len(core.split()) > MAX_WORDS:
        found = f"{len(core.split())} words" if core else "no words"
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: {found}, not 1 to {MAX_WORDS}")
    hedge, direction, rest = _heads(words, _BETWEEN.sub(r"\1 to ", core))
    figure = read_date(words, rest) if not direction else None
    if figure and not (hedge in _LIMITS and figure.kind is Kind.YEAR):
        return _dated(figure, hedge)
    try:
        number = numbers.read_number(words, rest)
    except ValueError:  # number words in an order that makes no number
        number = None
    if number and figure and not _is_round(rest):
        raise tails.unread(words, core, "may bind a year or a number")
    if number and direction and _TO_A_LEVEL.match(rest) and not _BETWEEN.search(core):
        raise tails.unread(words, rest, "may be a range, or a change and a level")
    if number:
        return _numbered(number, hedge, direction)
    relation = read_relation(words, core)
    if relation:
        return relation
    raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: cannot read `{rest}`")


def _heads(words: str, core: str) -> tuple[Hedge, int, str]:
    """Take hedges, directions and empty words off the front."""
    hedge, direction, rest = Hedge.NONE, 0, core
    while True:
        phrase = next((p for p in _HEDGES if _starts(rest, p)), "")
        if phrase:
            if hedge and hedge is not HEDGES[phrase]:
                raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: two hedges")
            hedge, rest = HEDGES[phrase], rest[len(phrase) :].lstrip()
            if rest.lower().startswith("of "):  # `some of the three million`
                raise tails.unread(words, rest, "is part of something")
            continue
        first, _, behind = rest.partition(" ")
        if first.lower() in MOVES and behind:
            to_a_level = behind.partition(" ")[0].lower() in LEVELS
            direction, rest = 0 if to_a_level else MOVES[first.lower()], behind
        elif first.lower() in LEADS and behind and not _is_number(rest):
            rest = behind
        else:
            return hedge, direction, rest


def _starts(text: str, phrase: str) -> bool:
    behind = text[len(phrase) :]
    return text.lower().startswith(phrase) and (behind[:1] in (" ", "$") or phrase in ("~", "c."))


def _is_number(text: str) -> bool:
    """Whether the first word, `a` or `an`, belongs to the number: a million, a few, a third."""
    low = text.lower()
    if any(low.startswith(phrase) for phrase in VAGUE):
        return True
    return bool(_A_NUMBER.match(low))


def _is_round(rest: str) -> bool:
    """Whether a year's digits may count things after a limit: `over 2000 people`."""
    return bool(_YEAR.match(rest)) and rest[2:4] == "00"


def _dated(figure: Figure, hedge: Hedge) -> Figure:
    if hedge in _LIMITS:
        raise tails.unread(figure.words, hedge, "cannot bind a date")
    return replace(figure, hedge=hedge)


def _numbered(number: tuple[Figure, str], hedge: Hedge, direction: int) -> Figure:
    figure, tail = tails.finish(replace(number[0], hedge=hedge), number[1])
    tails.require_read(figure, tail)
    if figure.hedge in _LIMITS and (figure.ends or (figure.number or 0) < 0):
        raise tails.unread(figure.words, figure.hedge, "binds no range, nor a number below zero")
    return tails.moved(figure, direction) if direction else figure
