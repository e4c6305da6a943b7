"""Numbers in words: plain ones, ranges and places, with what stands behind them."""

from __future__ import annotations

import re
from decimal import Decimal

from variorum.data import units
from variorum.data.periods import Pair
from variorum.quantity import shares
from variorum.quantity.measures import Number, one
from variorum.quantity.model import Figure, Kind
from variorum.quantity.numberwords import ORDINAL, ORDINALS
from variorum.quantity.tails import unread

_TO = re.compile(r"\s*(?P<word>-|\bto\b|\band\b|\bor\b)\s*", re.I)
_ORDINAL = re.compile(rf"(?:(?P<n>\d+)(?:st|nd|rd|th)|(?P<word>{ORDINAL}))\b(?!-[a-z])", re.I)
_FAR = 10
"""A start this many times the end's own figure cannot share its scale: `500 to 2 million`."""


def read_number(words: str, core: str) -> tuple[Figure, str] | None:
    """The figure that the core opens with, and the words behind it; None for no number."""
    for reader in (
        *(shares.ratio, shares.fraction, _ordinal, shares.multiple, shares.vague),
        *(_range, _plain),
    ):
        found = reader(words, core)
        if found:
            return found
    return None


def _plain(words: str, core: str) -> tuple[Figure, str] | None:
    found = one(core)
    if not found:
        return None
    number, end = found
    return Figure(words, _kind(number.unit), number.value, number.step, number.unit), core[end:]


def _kind(unit: str) -> Kind:
    if unit == units.PER_CENT:
        return Kind.PERCENT
    if unit in units.MONEY:
        return Kind.CURRENCY
    return Kind.RATE if unit.startswith("per ") else Kind.NUMBER


def _range(words: str, core: str) -> tuple[Figure, str] | None:
    first = one(core)
    joint = _TO.match(core, first[1]) if first else None
    second = one(core, joint.end()) if joint else None
    if not first or not joint or not second:
        return None
    start, end = first[0], second[0]
    unit, step = end.unit or start.unit, max(start.step, end.step)
    if "-" in joint[0] and end.value <= start.value:
        return None
    scale = _shared(words, core, start, end)
    low = start.value * scale
    one_unit = start.unit in ("", end.unit) or (start.unit in units.MONEY and not end.unit)
    if not one_unit or start.value < 0 or _is_odds(joint["word"], low, end):
        raise unread(words, core, "is no range of one unit")
    ends = Pair(low, end.value)
    return Figure(words, Kind.RANGE, None, step, unit, ends=ends), core[second[1] :]


def _shared(words: str, core: str, start: Number, end: Number) -> Decimal:
    """The end's scale where the start shares it: `2 to 3 million`, not `500 to 2 million`."""
    one_scale = Decimal(1)
    if end.scale == 1 or start.scale != 1 or start.value >= 1000:
        return one_scale
    if start.value * end.scale < end.value:
        return end.scale
    if start.value * end.scale >= end.value * _FAR:
        return one_scale
    raise unread(words, core, "leaves open which scale the first number has")


def _is_odds(joint: str, low: Decimal, end: Number) -> bool:
    """`two to one` is a ratio of two sides, `a million or two` no range."""
    return end.value <= low and (joint.lower() == "or" or end.value == 1 or end.value == low)


def _ordinal(words: str, core: str) -> tuple[Figure, str] | None:
    found = _ORDINAL.match(core)
    if not found:
        return None
    number = Decimal(found["n"] or ORDINALS[found["word"].lower()])
    return Figure(words, Kind.ORDINAL, number), core[found.end() :]
