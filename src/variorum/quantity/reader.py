"""`read("nearly 10%")`: one figure from the text's own words, or an error that says why not."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from variorum.faults import FigureError
from variorum.problems import Code
from variorum.quantity import numbers
from variorum.quantity.dates import read_date
from variorum.quantity.lexicon import (
    FEWER,
    HEDGES,
    LEADS,
    LEAST,
    LEVELS,
    MORE,
    MOST,
    MOVES,
    STEADY,
    VAGUE,
)
from variorum.quantity.model import Figure, Hedge, Kind
from variorum.quantity.numberwords import MONTH

MAX_WORDS = 12
_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_EDGE = " \t\n.,;:!?()[]'\"…*"
_HEDGES = sorted(HEDGES, key=len, reverse=True)
_MONTH = re.compile(rf"\s*{MONTH}\b", re.I)
_SUPERLATIVE = re.compile(r"\b(?:most|least)\s+\w+|\b\w{3,}est\b", re.I)
_A_NUMBER = re.compile(
    r"an?\s+(?:(?:half|third|quarter|fifth|sixth|tenth)(?:\s+of\b|$)|"
    r"(?:hundred|thousand|million|billion)\b)"
)


def read(words: str) -> Figure:
    """Read a figure in words; FigureError V301 names the words that were not understood."""
    core = " ".join(words.translate(_FOLD).replace("\\$", "$").split()).strip(_EDGE)
    if not core or len(core.split()) > MAX_WORDS:
        found = f"{len(core.split())} words" if core else "no words"
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: {found}, not 1 to {MAX_WORDS}")
    hedge, direction, rest = _heads(words, core)
    figure = read_date(words, rest)
    if figure:
        return _hedged(figure, hedge)
    try:
        number = numbers.read_number(words, rest)
    except ValueError:  # number words in an order that makes no number
        number = None
    if number:
        return _numbered(words, number, hedge, direction)
    relation = _relation(words, core)
    if relation:
        return relation
    if re.fullmatch(r"(?:a |the )?majority\b.*", core, re.I):
        return Figure(words, Kind.PERCENT, Decimal(50), unit="%", hedge=Hedge.OVER)
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


def _numbered(words: str, number: tuple[Figure, str], hedge: Hedge, direction: int) -> Figure:
    figure, tail = numbers.finish(_hedged(number[0], hedge), number[1])
    if _MONTH.match(tail):
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: no such day")
    if numbers.has_numeral(tail):
        raise FigureError(
            Code.FIGURE_UNREADABLE,
            f"`{words}`: a second number in `{tail.strip()}`",
            "Give figure() one figure; check the other with a figure() of its own.",
        )
    if direction and figure.number is not None:
        figure = replace(figure, kind=Kind.DIFFERENCE, direction=direction)
    return figure


def _hedged(figure: Figure, hedge: Hedge) -> Figure:
    return replace(figure, hedge=hedge) if hedge else figure


def _relation(words: str, core: str) -> Figure | None:
    """Comparatives, superlatives and trends, which carry no number."""
    said = [word.lower() for word in re.findall(r"[\w-]+", core)]
    up = any(word in MORE for word in said)
    down = any(word in FEWER for word in said)
    if up != down and any(word in STEADY for word in said):
        return Figure(words, Kind.TREND, direction=1 if up else -1)
    if any(word in MOST | LEAST for word in said) or _SUPERLATIVE.search(core):
        least = any(word in LEAST for word in said)
        return Figure(words, Kind.SUPERLATIVE, direction=-1 if least else 1)
    if up != down:
        return Figure(words, Kind.COMPARATIVE, direction=1 if up else -1)
    return None
