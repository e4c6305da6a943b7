"""Shares, multiples and vague words: `one in four`, `two thirds`, `threefold`, `a few thousand`."""

from __future__ import annotations

import re
from decimal import Decimal
from math import gcd, prod

from variorum.data import units
from variorum.data.periods import Pair
from variorum.quantity.lexicon import FALLS, FEWER, MORE, MULTIPLES, VAGUE
from variorum.quantity.measures import measure, one
from variorum.quantity.model import Figure, Kind
from variorum.quantity.numberwords import (
    CARDINAL,
    DIGITS,
    FRACTION,
    FRACTIONS,
    ORDINALS,
    SCALES,
    value_of,
)
from variorum.quantity.tails import unread

Read = tuple[Figure, str] | None

_STEP = Decimal("0.05")
_RATIO = re.compile(
    rf"(?P<a>{CARDINAL}|\d+)\s+(?:in|out\s+of)(?:\s+every)?\s+(?P<b>{CARDINAL}|{DIGITS})(?![\w%-])",
    re.I,
)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_FRACTION = re.compile(
    rf"(?:(?P<a>{CARDINAL}|an?)[\s-]+)?(?P<b>{FRACTION})(?![\w-])"
    rf"(?P<open>(?=\s+(?:of|the|as|{'|'.join(MORE | FEWER)})\b)|$)?",
    re.I,
)
_POINT = re.compile(r"(?:half|(?P<n>[\d.]+) of)\s+(?:an?|one)\s+(?P<unit>(?:percentage )?point)\b")
_FOLD = re.compile(rf"(?P<n>{CARDINAL}|{DIGITS})[\s-]?fold\b", re.I)
_TIMES = re.compile(r"\s+times\b", re.I)
_GREATER = re.compile(
    rf"\s+(?:(?:{'|'.join(MORE - {'than'})})\b(?:\s+than\b)?|as\s+\w+|rise\b|increase\b)", re.I
)
_SMALLER = re.compile(
    rf"\b(?:{'|'.join(FEWER | FALLS | {'few', 'little', 'low', 'small', 'short', 'weak'})})\b", re.I
)
_AFTER_DOUBLE = re.compile(r"\s*$|\s+(?:the|that|those|its|their|his|her|what|as)\b", re.I)
_VAGUE = re.compile(
    rf"(?P<few>a few|several|a couple(?: of)?)(?P<scales>(?:\s+(?:{'|'.join(SCALES)}))*)\b"
    rf"|(?P<many>{'|'.join(sorted(VAGUE, key=len, reverse=True))})\b",
    re.I,
)


def ratio(words: str, core: str) -> Read:
    """`one in four`, `9 out of 10`; `ten in 1999` and `two in five years` are none."""
    found = _RATIO.match(core)
    if not found:
        return None
    above, below = value_of(found["a"])[0], value_of(found["b"])[0]
    timed = re.match(rf"\s+(?:{'|'.join(units.TIMES)})\b", core[found.end() :], re.I)
    if above >= below or timed or _YEAR.fullmatch(found["b"]):
        return None
    return Figure(words, Kind.RATIO, above / below, _STEP), core[found.end() :]


def fraction(words: str, core: str) -> Read:
    """`two thirds`, `half of`, `a quarter more`; `a third way` is refused, it may be either."""
    point = _POINT.match(core.lower())
    if point:
        number = Decimal(point["n"] or "0.5")
        step = Decimal(1).scaleb(-len((point["n"] or "0.5").partition(".")[2]))
        return Figure(words, Kind.NUMBER, number, step, units.POINTS), core[point.end() :]
    found = _FRACTION.match(core)
    if not found:
        return None
    name, parts = found["b"].lower(), (found["a"] or "").lower()
    is_open = found["open"] is not None
    if not parts and (name not in ("half", "halves") or not is_open):
        return None
    if parts in ("a", "an") and not is_open:
        if name in ORDINALS:
            raise unread(words, core, "may be a share or a place")
        return None
    above = Decimal(1) if parts in ("", "a", "an") else value_of(parts)[0]
    below = Decimal(FRACTIONS[name])
    if above >= below or gcd(int(above), int(below)) > 1 or (above > 1) != (name[-1] == "s"):
        return None
    return Figure(words, Kind.RATIO, above / below, _STEP), core[found.end() :]


def multiple(words: str, core: str) -> Read:
    """`three times`, `10-fold`, `doubled`; three times higher is three times as high."""
    found = _worth(core)
    if not found:
        return None
    figure, tail = Figure(words, Kind.MULTIPLE, *found[:2]), core[found[2] :]
    smaller = _SMALLER.search(tail)
    if smaller and found[0] >= 1:
        raise unread(words, smaller[0], "does not say how many times what")
    greater = _GREATER.match(tail)
    return figure, tail[greater.end() :] if greater else tail


def _worth(core: str) -> tuple[Decimal, Decimal, int] | None:
    fold = _FOLD.match(core)
    if fold and fold[0].lower() not in MULTIPLES:
        value, step = value_of(fold["n"])
        return value, step / 2, fold.end()
    number = one(core)
    times = _TIMES.match(core, number[1]) if number and not number[0].unit else None
    if number and times:
        return number[0].value, number[0].step, times.end()
    first = re.match(r"[\w-]+", core)
    worth = MULTIPLES.get(first[0].lower()) if first else None
    if not first or not worth:
        return None
    noun = first[0].lower() in ("double", "triple", "twice")
    if noun and not _AFTER_DOUBLE.match(core, first.end()):
        return None  # `double standards`, `twice a week`
    return Decimal(worth), Decimal("0.1" if worth == "0.5" else "0.5"), first.end()


def vague(words: str, core: str) -> Read:
    """`a few days`, `several hundred thousand`, `millions of dollars`: bounds, and their unit."""
    found = _VAGUE.match(core)
    if not found:
        return None
    few = (found["few"] or "").lower().removesuffix(" of")
    low, high = map(Decimal, VAGUE[few or found["many"].lower()])
    factor = Decimal(prod(SCALES[scale] for scale in (found["scales"] or "").lower().split()))
    end = found.end()
    of = re.compile(r"\s+of\b", re.I).match(core, end)
    unit, times, end = measure(core, of.end() if of else end)
    if found["many"] and found["many"].lower() == "decades":
        unit = "years"
    bounds = Pair(low * factor * times, high * factor * times)
    return Figure(words, Kind.VAGUE, unit=unit, ends=bounds), core[end:]
