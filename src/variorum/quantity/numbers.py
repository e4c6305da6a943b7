"""Numbers in words: value, precision and unit of one number, and what stands behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from variorum.data import units
from variorum.data.periods import Pair
from variorum.quantity.lexicon import FEWER, HEDGES_AFTER, MORE, MULTIPLES, VAGUE
from variorum.quantity.model import Figure, Kind
from variorum.quantity.numberwords import (
    BIG,
    CARDINAL,
    DIGITS,
    FRACTION,
    FRACTIONS,
    ORDINAL,
    ORDINALS,
    SCALES,
    digit_value,
    word_value,
)

NUMBER = rf"(?P<money>(?:US)?[$£€])?(?:(?P<digits>{DIGITS})(?P<big>{BIG})?|(?P<words>{CARDINAL}))"
_NUMBER = re.compile(rf"{NUMBER}(?![\w,.]*\d)(?!\w|-[a-z])", re.I)
_PER_CENT = re.compile(r"\s*(?:%|per\s?cent(?:age)?\b)(?:\s+points?\b)?", re.I)
_RATE = re.compile(r"\s+(?:\w+\s+){0,3}?(?:per|a|an)\s+(?P<per>100,000|1,000|million|day)\b", re.I)
_TIME = re.compile(rf"\s+(?:{'|'.join(unit[:-1] for unit in units.TIMES)})s?\b", re.I)
_TO = re.compile(r"\s*(?:-|\bto\b|\band\b|\bor\b)\s*", re.I)
_RATIO = re.compile(
    rf"(?P<a>{CARDINAL}|\d+)\s+(?:in|out of)(?:\s+every)?\s+(?P<b>{CARDINAL}|\d+)", re.I
)
_FRACTION = re.compile(
    rf"(?:(?P<a>{CARDINAL}|an?)[\s-]+)?(?P<b>{FRACTION})(?=\s+(?:of|the|as)\b|$)", re.I
)
_PART = re.compile(rf"\bof\s+(?:the|its|their|all)?\s*(?P<n>{CARDINAL}|{DIGITS})\b", re.I)
_DIFFERENCE = re.compile(
    rf"(?:\s+(?:points?|votes?))?\s*(?P<word>{'|'.join(sorted(MORE | FEWER))})\b", re.I
)
_ORDINAL = re.compile(rf"(?:(?P<n>\d+)(?:st|nd|rd|th)|(?P<word>{ORDINAL}))\b", re.I)
_TIMES = re.compile(rf"(?P<n>{CARDINAL}|{DIGITS})\s+times\b", re.I)
_NUMERAL = re.compile(rf"\d|\b{CARDINAL}\b", re.I)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: value, place value of its last counting digit, unit."""

    value: Decimal
    step: Decimal
    unit: str = ""
    scale: Decimal = Decimal(1)
    """1,000,000 for `2.7 million`: in `1.3 to 2.7 million` it holds for both."""


def read_number(words: str, core: str) -> tuple[Figure, str] | None:
    """The figure that the core opens with, and the words behind it; None for no number."""
    for reader in (_ratio, _fraction, _ordinal, _multiple, _vague, _range, _plain):
        found = reader(words, core)
        if found:
            return found
    return None


def finish(figure: Figure, tail: str) -> tuple[Figure, str]:
    """Take what the words behind the number add: hedge, whole, direction, unit of time."""
    for phrase, hedge in HEDGES_AFTER.items():
        if tail.strip().lower().endswith(phrase) and not figure.hedge:
            figure, tail = replace(figure, hedge=hedge), tail.strip()[: -len(phrase)]
    part = _PART.search(tail)
    if part and figure.kind is Kind.NUMBER:
        figure = replace(figure, kind=Kind.PART, whole=_value(part["n"])[0])
        tail = tail[: part.start()] + tail[part.end() :]
    difference = _DIFFERENCE.match(tail)
    if difference and figure.number is not None and figure.kind is not Kind.RATIO:
        sign = 1 if difference["word"].lower() in MORE else -1
        figure = replace(figure, kind=Kind.DIFFERENCE, direction=sign)
    return figure, tail


def has_numeral(text: str) -> bool:
    """Whether words hold a number that has not been read."""
    return bool(_NUMERAL.search(text))


def _one(core: str, pos: int = 0) -> tuple[Number, int] | None:
    found = _NUMBER.match(core, pos)
    if not found:
        return None
    value, step = _worth(found)
    end = found.end()
    unit = units.DOLLAR if found["money"] and "$" in found["money"] else found["money"] or ""
    for pattern, name in ((_PER_CENT, units.PER_CENT), (_RATE, ""), (_TIME, "")):
        tail = pattern.match(core, end) if not unit else None
        if tail:
            unit = name or units.unit_of(_unit_words(tail[0])).kind
            end = tail.end()
    return Number(value, step, unit, _scale(found)), end


def _scale(found: re.Match[str]) -> Decimal:
    if found["big"]:
        return digit_value("1", found["big"])[0]
    last = re.split(r"[\s-]", (found["words"] or "").lower())[-1]
    return Decimal(SCALES.get(last, 1))


def _worth(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    if found["words"]:
        return word_value(found["words"])
    return digit_value(found["digits"], found["big"] or "")


def _unit_words(tail: str) -> str:
    text = tail.strip().lower()
    if not re.search(r"\b(?:per|an?)\s", text):
        return text
    return "per " + re.split(r"\b(?:per|an?)\s+", text)[-1].replace("million", "1,000,000")


def _value(text: str) -> tuple[Decimal, Decimal]:
    return digit_value(text) if text[0].isdigit() else word_value(text)


def _plain(words: str, core: str) -> tuple[Figure, str] | None:
    found = _one(core)
    if not found:
        return None
    number, end = found
    return Figure(words, _kind(number.unit), number.value, number.step, number.unit), core[end:]


def _kind(unit: str) -> Kind:
    if unit == units.PER_CENT:
        return Kind.PERCENT
    if unit in ("$", "£", "€"):
        return Kind.CURRENCY
    return Kind.RATE if unit.startswith("per ") else Kind.NUMBER


def _range(words: str, core: str) -> tuple[Figure, str] | None:
    first = _one(core)
    joint = _TO.match(core, first[1]) if first else None
    second = _one(core, joint.end()) if joint else None
    if not first or not joint or not second:
        return None
    start, end = first[0], second[0]
    unit, step = end.unit or start.unit, max(start.step, end.step)
    if "-" in joint[0] and end.value < start.value:
        return None
    scale = end.scale if start.scale == 1 and start.value < 1000 else Decimal(1)
    ends = Pair(start.value * scale, end.value)
    return Figure(words, Kind.RANGE, None, step, unit, ends=ends), core[second[1] :]


def _ratio(words: str, core: str) -> tuple[Figure, str] | None:
    found = _RATIO.match(core)
    if not found:
        return None
    value = _value(found["a"])[0] / _value(found["b"])[0]
    return Figure(words, Kind.RATIO, value, Decimal("0.05")), core[found.end() :]


def _fraction(words: str, core: str) -> tuple[Figure, str] | None:
    found = _FRACTION.match(core)
    if not found or (not found["a"] and found["b"].lower() not in ("half", "halves")):
        return None
    parts = found["a"] or "a"
    above = Decimal(1) if parts.lower() in ("a", "an") else _value(parts)[0]
    value = above / FRACTIONS[found["b"].lower()]
    return Figure(words, Kind.RATIO, value, Decimal("0.05")), core[found.end() :]


def _multiple(words: str, core: str) -> tuple[Figure, str] | None:
    found = _TIMES.match(core)
    if found:
        value, step = _value(found["n"])
        return Figure(words, Kind.MULTIPLE, value, step), core[found.end() :]
    first = re.match(r"[\w-]+", core)
    worth = MULTIPLES.get(first[0].lower()) if first else None
    if not first or not worth:
        return None
    step = Decimal("0.1") if worth == "0.5" else Decimal("0.5")
    return Figure(words, Kind.MULTIPLE, Decimal(worth), step), core[first.end() :]


def _vague(words: str, core: str) -> tuple[Figure, str] | None:
    for phrase in sorted(VAGUE, key=len, reverse=True):
        found = re.match(rf"{phrase}\b(?:\s+of\b)?", core, re.I)
        if found:
            low, high = map(Decimal, VAGUE[phrase])
            time = _TIME.match(core, found.end())
            unit = units.unit_of(time[0].strip()).kind if time else ""
            unit = "years" if phrase == "decades" else unit
            end = time.end() if time else found.end()
            return Figure(words, Kind.VAGUE, unit=unit, ends=Pair(low, high)), core[end:]
    return None


def _ordinal(words: str, core: str) -> tuple[Figure, str] | None:
    found = _ORDINAL.match(core)
    if not found:
        return None
    number = Decimal(found["n"] or ORDINALS[found["word"].lower()])
    return Figure(words, Kind.ORDINAL, number), core[found.end() :]
