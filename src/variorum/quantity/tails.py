"""The words behind a number: what they change of it, and which of them nobody has read.

Any noun may follow a number. What may not be passed over are the words that make it another
number: scales, denominators, multiples, comparisons, hedges, signs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from variorum.data import units
from variorum.faults import FigureError
from variorum.problems import Code
from variorum.quantity.lexicon import (
    FALLS,
    FEWER,
    HEDGES_AFTER,
    JUDGED,
    MEASURED,
    MORE,
    MULTIPLES,
    RISES,
)
from variorum.quantity.model import Figure, Kind
from variorum.quantity.numberwords import (
    BIG,
    CARDINAL,
    DIGITS,
    FRACTIONS,
    MONTH,
    ORDINALS,
    SCALES,
    value_of,
)

_NUMERAL = re.compile(rf"\d|\b{CARDINAL}\b", re.I)
_MONTH = re.compile(rf"\s*{MONTH}\b", re.I)
_BY_DAY = re.compile(rf"\s+(?:of\s+)?{MONTH}\b", re.I)
_HYPHENED = re.compile(r"\s*-(?!old\b|long\b)[a-z]", re.I)
_DENOMINATOR = re.compile(rf"\s*-?(?:{'|'.join(ORDINALS)})\b", re.I)
_CHANGING = re.compile(
    rf"\b(?:{'|'.join(SCALES)}|hundreds|thousands|millions|billions|trillions|dozens|scores?|gross"
    rf"|{'|'.join(name for name in FRACTIONS if name not in ORDINALS)}|third"
    rf"|bn|mn|tn|m|k|{'|'.join(MULTIPLES)}|\w*fold|times|decades?|centur(?:y|ies)"
    r"|more|fewer|less|than|too|again|short|shy|apart|odd|another|none|nothing|nil|figures?|digits?"
    r"|minus|plus|or so|or thereabouts"
    r"|at (?:the )?(?:least|most)|maximum|minimum|tops"
    r"|per\s?(?:cent(?:age)?|mille)|pct|percentile|basis|points?"
    r"|dollars?|euros?|cents?|bol[ií]var(?:e?s)?|pesos?|usd|eur|gbp"
    r"|[ap]m|[ap]\.m|o'clock|bc|bce)\b|[%‰+×±=/€$£¥#<>]",
    re.I,
)
_PART = re.compile(
    rf"\bof\s+(?:the|its|their|all)?\s*(?P<n>{CARDINAL}|(?:{DIGITS}){BIG}?)(?![\w%])", re.I
)
_WORDS = "|".join(sorted(MORE | FEWER, key=len, reverse=True))
_NO_NOUN = (
    r"(?:of|in|or|and|not?|to|for|with|at|by|on|as|from|is|are|was|were|ha[ds]|have|much|even|once"
    rf"|times|{'|'.join(SCALES)})\b"
)
_QUALITY = r"(?=\s+\w+(?:ed|ing|al|ous|ive|ful|[ae]nt|ic|[ai]ble|rn|an)\b)"
"""`two less populated states` are two."""
_DIFFERENCE = re.compile(
    rf"\s+(?:(?!{_NO_NOUN})(?P<noun>[a-z]+)\s+)?(?P<word>{_WORDS})\b"
    rf"(?P<than>\s+than\b)?(?P<quality>{_QUALITY})?",
    re.I,
)
_CHANGE = re.compile(rf"\s+(?P<word>{'|'.join(RISES | FALLS)})\b", re.I)
_TIME = re.compile(rf"\s+(?P<unit>{'|'.join(units.TIMES)})\b", re.I)
_COUNTED = (Kind.NUMBER, Kind.PERCENT, Kind.CURRENCY, Kind.RATE)
_MOVABLE = (*_COUNTED, Kind.RATIO, Kind.RANGE, Kind.VAGUE)


def finish(figure: Figure, tail: str) -> tuple[Figure, str]:
    """Take what the words behind the number add: hedge, whole, direction, unit of time."""
    figure, tail = _hedge(figure, tail)
    if figure.kind is Kind.MULTIPLE:
        return figure, tail
    figure, tail = _difference(figure, tail)
    part = _PART.search(tail)
    if part and figure.kind is Kind.NUMBER and not figure.unit and not _scaled(figure, part["n"]):
        figure = replace(figure, kind=Kind.PART, whole=value_of(part["n"])[0])
        tail = tail[: part.start()] + tail[part.end() :]
    return figure, tail


def moved(figure: Figure, direction: int) -> Figure:
    """The figure as a change: `by a third` is 33.3% of what was there before."""
    if figure.kind is Kind.MULTIPLE and direction > 0:
        return figure
    if figure.kind is Kind.DIFFERENCE and figure.direction == direction:
        return figure
    if figure.kind not in _MOVABLE or (figure.number or 0) < 0 or figure.direction:
        raise unread(figure.words, figure.words, "is no change that could be measured")
    if figure.kind is Kind.RATIO and figure.number is not None:
        share = figure.number * 100
        figure = replace(figure, number=share, step=figure.step * 100, unit=units.PER_CENT)
    if figure.kind not in (Kind.RANGE, Kind.VAGUE):
        figure = replace(figure, kind=Kind.DIFFERENCE)
    return replace(figure, direction=direction)


def require_read(figure: Figure, tail: str) -> None:
    """FigureError for a tail with words that would change the number."""
    words, said = figure.words, tail.strip()
    if _MONTH.match(tail) or (figure.kind is Kind.ORDINAL and _BY_DAY.match(tail)):
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: no such day")
    if has_numeral(tail):
        advice = "Give figure() one figure; check the other with a figure() of its own."
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: a second number in `{said}`", advice)
    if changes(tail) or (figure.kind is Kind.MULTIPLE and _frequency(tail)):
        raise unread(words, said, "may change the number")


def changes(tail: str) -> bool:
    """Whether a tail holds a word or sign that makes the number before it another one."""
    signs = any(char.isnumeric() for char in tail)
    patterns = (_HYPHENED.match, _DENOMINATOR.match, _CHANGING.search)
    return signs or any(pattern(tail) for pattern in patterns)


def has_numeral(text: str) -> bool:
    """Whether words hold a number that has not been read."""
    return bool(_NUMERAL.search(text))


def unread(words: str, tail: str, why: str) -> FigureError:
    """The error that names the words not understood."""
    return FigureError(Code.FIGURE_UNREADABLE, f"`{words}`: `{tail}` {why}")


def _frequency(tail: str) -> bool:
    times = "|".join(unit[:-1] for unit in units.TIMES)
    return bool(re.match(rf"\s+(?:a|an|per|each|every|in an?)\s+(?:{times})\b", tail, re.I))


def _hedge(figure: Figure, tail: str) -> tuple[Figure, str]:
    said = tail.strip()
    for phrase, hedge in sorted(HEDGES_AFTER.items(), key=lambda each: -len(each[0])):
        edge = "" if phrase == "+" else r"\b"
        found = re.search(rf"^-?{re.escape(phrase)}{edge}|(?<!\w){re.escape(phrase)}$", said, re.I)
        if found and not re.match(r"\s+than\b", said[found.end() :], re.I):
            if figure.hedge and figure.hedge is not hedge:
                raise FigureError(Code.FIGURE_UNREADABLE, f"`{figure.words}`: two hedges")
            rest = f" {said[: found.start()]} {said[found.end() :]}".rstrip()
            return replace(figure, hedge=hedge), rest
    return figure, tail


def _difference(figure: Figure, tail: str) -> tuple[Figure, str]:
    found = _DIFFERENCE.match(tail)
    if found and figure.kind in _MOVABLE and _measures(figure, found, tail):
        word = found["word"].lower()
        if word in JUDGED:
            raise unread(figure.words, tail.strip(), "does not say which way")
        figure, tail = moved(figure, 1 if word in MORE else -1), tail[found.end() :]
        time = _TIME.match(tail) if not figure.unit else None
        return (replace(figure, unit=time["unit"].lower()) if time else figure), tail
    change = _CHANGE.match(tail)
    if change and figure.kind in _MOVABLE:
        if not figure.unit and figure.step == 1 and figure.number != 1:
            raise unread(figure.words, tail.strip(), "may be a change or a thing")
        if figure.unit or figure.step != 1:
            way = 1 if change["word"].lower() in RISES else -1
            figure, tail = moved(figure, way), tail[change.end() :]
    return figure, tail


def _scaled(figure: Figure, whole: str) -> bool:
    """Whether the whole has a scale that the part may share: `7 of 8 million`."""
    return figure.step == 1 and bool(re.search(r"\d\s*[a-z]", whole, re.I))


def _measures(figure: Figure, found: re.Match[str], tail: str) -> bool:
    """Whether the word compares; refused where it may as well describe what is counted."""
    quantifies = found["word"].lower() in MEASURED and found["quality"] is None
    if found["noun"]:
        return found["word"].lower() in ("more", "fewer", "less")
    last = not tail[found.end() :].strip() or bool(found["than"])
    if quantifies or last or (figure.unit and figure.kind is not Kind.RATE):
        return True
    raise unread(figure.words, tail.strip(), "may compare or describe")
