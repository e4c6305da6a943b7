"""Sums a check may do with values: shares, changes, means, times between dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

from variorum.data import periods, units
from variorum.data.periods import Pair, Period
from variorum.data.values import Series, Value, derived
from variorum.faults import FigureError
from variorum.problems import Code


def percent(part: Value, whole: Value) -> Value:
    """The part in per cent of the whole."""
    return derived(_quotient(part, whole) * 100, units.PER_CENT, (part, whole))


def ratio(value: Value, base: Value) -> Value:
    """How many times the base the value is."""
    return derived(_quotient(value, base), "", (value, base))


def change(old: Value, new: Value) -> Value:
    """The change from old to new in per cent of old; negative for a fall."""
    if old.number < 0:
        raise FigureError(Code.CHECK_BROKEN, f"a change from {old}, which is below zero")
    moved = derived((_quotient(new, old) - 1) * 100, units.PER_CENT, (old, new))
    return replace(moved, signed=True)


def mean(series: Series) -> Value:
    """The arithmetic mean of a column."""
    if not series.values:
        raise FigureError(Code.DATA_ROWS, "the mean of no rows")
    unit = series.values[0].unit
    return derived(sum(series.numbers, Decimal(0)) / len(series.values), unit, series.parents)


def span(start: Value, end: Value) -> Value:
    """The range from one value to another: dates for `1974-79`, numbers for `six to seven`."""
    ends = tuple(_end(value) for value in (start, end))
    if isinstance(ends[0], Period) != isinstance(ends[1], Period):
        raise FigureError(Code.CHECK_UNLIKE, f"a range from {start} to {end}")
    return derived(Pair(ends[0], ends[1]), start.unit or end.unit, (start, end))


def days_between(start: Value, end: Value) -> Value:
    """Days from one date to another."""
    first, last = _days(start, end, "day")
    return derived(Decimal((last - first).days), "days", (start, end))


def months_between(start: Value, end: Value) -> Value:
    """Months from one date to another; exact from a day to the same day of a month."""
    first, last = _days(start, end, "day", "month")
    return derived(periods.months_between(first, last), "months", (start, end))


def years_between(start: Value, end: Value) -> Value:
    """Years from one date to another; exact from a day to its anniversary, or year to year."""
    first, last = _days(start, end, "day", "month", "year")
    return derived(periods.years_between(first, last), "years", (start, end))


def _quotient(value: Value, base: Value) -> Decimal:
    if value.unit and base.unit and value.unit != base.unit:
        raise FigureError(Code.CHECK_UNLIKE, f"{value} over {base}: two units")
    if not base.number:
        raise FigureError(Code.CHECK_BROKEN, f"{value} over {base} has no result")
    with localcontext(prec=28):
        return value.number / base.number


def _end(value: Value) -> Decimal | Period:
    return value.content if isinstance(value.content, Period) else value.number


def _days(start: Value, end: Value, *grains: str) -> tuple[date, date]:
    first, last = start.period, end.period
    if first.grain != last.grain or first.grain not in grains:
        found = f"{start} and {end}, which must both name the {' or the '.join(grains)}"
        raise FigureError(Code.CHECK_UNLIKE, found)
    if last.first < first.first:
        raise FigureError(Code.CHECK_UNLIKE, f"{end} is before {start}", "Give the earlier first.")
    return first.first, last.first
