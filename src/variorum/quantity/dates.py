"""Dates in words: days, months, years, spans of years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from variorum.data import periods
from variorum.data.periods import MONTHS, Pair, Period
from variorum.quantity.measures import measure
from variorum.quantity.model import Figure, Kind, YearlessDate
from variorum.quantity.numberwords import MONTH, ORDINAL, ORDINALS
from variorum.quantity.tails import changes, has_numeral

_YEAR = r"(1[5-9]\d\d|20\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_TAIL = r"(?P<tail>(?:\s+(?!and\b|to\b|or\b)[^\W\d][\w'-]*){0,5})"
"""Words after a year that name what it dates: `1999 constitution`."""
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}

_DAY_FIRST = re.compile(rf"{_DAY}\s+(?:of\s+)?({MONTH})(?:,?\s+{_YEAR})?", re.I)
_MONTH_FIRST = re.compile(rf"({MONTH})\s+{_DAY}(?:,?\s+{_YEAR})?", re.I)
_MONTH = re.compile(rf"({MONTH})(?:'s)?(?:\s+{_YEAR})?", re.I)
_SPAN = re.compile(rf"{_YEAR}\s*(?:-|/|to|and|until|or)\s*(\d{{4}}|\d\d?)", re.I)
_DECADE = re.compile(rf"(?:(early|mid|late)[\s-]+)?{_YEAR}'?s", re.I)
_CENTURY = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)|({ORDINAL}))[\s-]+century{_TAIL}", re.I)
_ONLY_YEAR = re.compile(rf"{_YEAR}{_TAIL}", re.I)


def read_date(words: str, core: str) -> Figure | None:
    """The date that the core words name, or None when they name none."""
    for reader in (_day, _month, _span, _decade, _century, _year):
        figure = reader(words, core)
        if figure:
            return figure
    return None


def _day(words: str, core: str) -> Figure | None:
    found = _DAY_FIRST.fullmatch(core)
    day, name, year = (found[1], found[2], found[3]) if found else ("", "", None)
    if not found and (found := _MONTH_FIRST.fullmatch(core)):
        day, name, year = found[2], found[1], found[3]
    if not found:
        return None
    month = MONTHS.index(name.capitalize()) + 1
    try:
        known = date(int(year or 2000), month, int(day))
    except ValueError:
        return None
    when = periods.day(known) if year else YearlessDate(month, known.day)
    return Figure(words, Kind.DATE, when=when)


def _month(words: str, core: str) -> Figure | None:
    found = _MONTH.fullmatch(core)
    if not found or found[1] in ("may", "march"):  # lower case: other words
        return None
    month = MONTHS.index(found[1].capitalize()) + 1
    when = periods.month(int(found[2]), month) if found[2] else YearlessDate(month)
    return Figure(words, Kind.MONTH, when=when)


def _span(words: str, core: str) -> Figure | None:
    found = _SPAN.fullmatch(core)
    if not found:
        return None
    first, last = found[1], found[1][: 4 - len(found[2])] + found[2]
    if int(last) <= int(first):
        return None
    ends = Pair(periods.year(int(first)), periods.year(int(last)))
    return Figure(words, Kind.RANGE, ends=ends)


def _decade(words: str, core: str) -> Figure | None:
    found = _DECADE.fullmatch(core)
    if not found or int(found[2]) % 10 or found[2] in ("1500", "1600", "1700", "1800", "1900"):
        return None  # `the 1800s` are a decade or a century
    low, high = _PARTS.get((found[1] or "").lower(), (0, 9))
    start = int(found[2])
    return Figure(words, Kind.DECADE, when=periods.year(start + low, start + high))


def _century(words: str, core: str) -> Figure | None:
    found = _CENTURY.fullmatch(core)
    if not found or _measured(found["tail"]):
        return None
    number = int(found[1]) if found[1] else ORDINALS[found[2].lower()]
    if not 1 < number < 31:
        return None
    when = Period(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31))
    return Figure(words, Kind.CENTURY, Decimal(number), when=when)


def _year(words: str, core: str) -> Figure | None:
    found = _ONLY_YEAR.fullmatch(core)
    if not found or _measured(found["tail"]):
        return None
    return Figure(words, Kind.YEAR, when=periods.year(int(found[1])))


def _measured(tail: str) -> bool:
    """Whether the words behind make a number of the year: `2000 million`, `1500 hours`."""
    return has_numeral(tail) or changes(tail) or bool(measure(tail, 0)[0])
