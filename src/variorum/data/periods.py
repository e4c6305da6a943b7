"""Days, months, years and spans of years: what a source dates, as closely as it dates it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

MONTHS = tuple(name for name in calendar.month_name if name)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, first and last included; one day, a month, a year, or longer."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether the source names the day."""
        return self.first == self.last

    @property
    def grain(self) -> str:
        """How closely the period is dated: day, month or year; empty for a longer one."""
        if self.is_day:
            return "day"
        if self == month(self.first.year, self.first.month):
            return "month"
        return "year" if self == year(self.first.year) else ""

    def days(self) -> Iterator[date]:
        """Each day of the period, in order."""
        return (self.first + timedelta(days) for days in range((self.last - self.first).days + 1))

    def holds(self, other: Period) -> bool:
        """Whether the other period lies wholly inside this one."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        first, last, grain = self.first, self.last, self.grain
        if grain == "year":
            return str(first.year)
        if grain:
            named = f"{MONTHS[first.month - 1]} {first.year}"
            return f"{first.day} {named}" if grain == "day" else named
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first.year}–{last.year}"
        return f"{day(first)} – {day(last)}"


@dataclass(frozen=True, slots=True)
class Pair:
    """The two ends of a range, each a number or a period."""

    start: Decimal | Period
    end: Decimal | Period


def day(when: date) -> Period:
    """The period of one day."""
    return Period(when, when)


def month(year_: int, month_: int) -> Period:
    """The whole of a month."""
    last = calendar.monthrange(year_, month_)[1]
    return Period(date(year_, month_, 1), date(year_, month_, last))


def year(year_: int, until: int | None = None) -> Period:
    """The whole of a year, or of the years up to and with another one."""
    return Period(date(year_, 1, 1), date(until or year_, 12, 31))


def from_iso(text: str) -> Period:
    """The period that `2007`, `2007-12` or `2007-12-03` names; ValueError otherwise."""
    found = _ISO.fullmatch(text)
    if not found:
        raise ValueError(text)
    if found[3]:
        return day(date.fromisoformat(text))
    if found[2]:
        return month(int(found[1]), int(found[2]))
    return year(int(found[1]))


def years_between(start: date, end: date) -> Decimal:
    """Years from one day to the other: whole ones, then the part of the year begun."""
    whole = end.year - start.year
    if _anniversary(start, whole) > end:
        whole -= 1
    begun, next_ = _anniversary(start, whole), _anniversary(start, whole + 1)
    return whole + Decimal((end - begun).days) / Decimal((next_ - begun).days)


def months_between(start: date, end: date) -> Decimal:
    """Months from one day to the other: whole ones, then the part of the month begun."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    if _months_on(start, whole) > end:
        whole -= 1
    begun, next_ = _months_on(start, whole), _months_on(start, whole + 1)
    return whole + Decimal((end - begun).days) / Decimal((next_ - begun).days)


def _anniversary(start: date, years: int) -> date:
    return _months_on(start, years * 12)


def _months_on(start: date, months: int) -> date:
    year_, month_ = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year_, month_ + 1)[1]
    return date(year_, month_ + 1, min(start.day, last))
