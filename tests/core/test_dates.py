"""Dates: a figure's day, month, year, range or decade against what the source dates."""

from __future__ import annotations

import pytest

from tests.core.test_verdict import CELLS, SOURCES, when
from variorum.data import periods
from variorum.data.periods import Pair
from variorum.data.values import Value
from variorum.figures.vocabulary import figure


@pytest.mark.parametrize(
    ("words", "source", "verdict"),
    [
        ("2 December 2007", "2007-12-02", "agrees"),
        ("2 December 2007", "2007-12-03", "differs"),
        ("2 December 2007", "2007-12", "approximates"),
        ("2 December 2007", "2007", "approximates"),
        ("2 December 2007", "2006", "differs"),
        ("December 2006", "2006-12-31", "agrees"),
        ("December 2006", "2007-01-01", "differs"),
        ("December 2006", "2006-12", "agrees"),
        ("December 2006", "2006", "approximates"),
        ("2002", "2002-01-01", "agrees"),
        ("2002", "2002-12-31", "agrees"),
        ("2002", "2003-01-01", "differs"),
        ("2002", "2002", "agrees"),
        ("6 January", "2008-01-06", "agrees"),
        ("6 January", "1999-01-06", "agrees"),
        ("6 January", "2008-01-07", "differs"),
        ("6 January", "2008-01", "approximates"),
        ("6 January", "2008", "approximates"),
        ("January", "2008-01-31", "agrees"),
        ("January", "2008-02", "differs"),
        ("1930s", "1930-01-01", "agrees"),
        ("1930s", "1939-12-31", "agrees"),
        ("1930s", "1940", "differs"),
        ("21st century", "2001", "agrees"),
        ("21st century", "2000", "differs"),
        ("1974-79", "1976", "agrees"),
        ("1974-79", "1980", "differs"),
    ],
)
def test_date(words: str, source: str, verdict: str) -> None:
    assert figure(words).check(when(source)).verdict == verdict


@pytest.mark.parametrize(
    ("words", "start", "end", "verdict"),
    [
        ("1974-79", "1974-03-12", "1979-03-12", "agrees"),
        ("1974-79", "1974-03-12", "1980-01-01", "differs"),
        ("1974-79", "1973-12-31", "1979-03-12", "differs"),
        ("2002/3", "2002-12", "2003-02", "agrees"),
        ("1930s", "1936-07-17", "1939-04-01", "agrees"),
        ("1930s", "1936-07-17", "1940-01-01", "differs"),
    ],
)
def test_range_of_dates(words: str, start: str, end: str, verdict: str) -> None:
    pair = Pair(periods.from_iso(start), periods.from_iso(end))
    assert figure(words).check(Value(pair, "", CELLS, SOURCES)).verdict == verdict
