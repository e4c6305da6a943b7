"""Every phrase of the table is read as written down, or refused with the words not understood."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.figure_words import described
from variorum.data.units import Unit, unit_of
from variorum.faults import FigureError
from variorum.problems import Code
from variorum.quantity import Hedge, Kind, read
from variorum.quantity.numberwords import digit_value, word_value

PHRASES = Path(__file__).parent / "figures" / "phrases.csv"


def rows() -> list[tuple[str, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return [(row["words"], row["reading"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("words", "reading"), rows())
def test_phrase(words: str, reading: str) -> None:
    if not reading.startswith("error: "):
        assert described(read(words)) == reading
        return
    with pytest.raises(FigureError) as caught:
        read(words)
    assert caught.value.code is Code.FIGURE_UNREADABLE
    assert caught.value.found.endswith(reading.removeprefix("error: "))


def test_the_table_is_long_and_holds_every_kind_and_hedge() -> None:
    phrases = dict(rows())
    assert len(phrases) == len(rows()) >= 400
    readings = "\n".join(phrases.values())
    assert all(f"{kind} " in readings for kind in Kind)
    assert all(f"<{hedge}>" in readings for hedge in Hedge if hedge)


@pytest.mark.parametrize("words", ["", "   ", "()", "nearly", "%", "per 100,000", "x" * 5000])
def test_no_figure_is_an_error(words: str) -> None:
    with pytest.raises(FigureError):
        read(words)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(words: str) -> None:
    try:
        assert read(words).words == words
    except FigureError as fault:
        assert fault.code is Code.FIGURE_UNREADABLE


@given(st.decimals("0", "999999.99", places=2, allow_nan=False))
def test_digits_keep_their_value(number: Decimal) -> None:
    assert read(f"{number:,.2f}%").number == number
    assert read(f"{number:,.2f}%").step == Decimal("0.01")


@pytest.mark.parametrize(
    ("digits", "scale", "value", "step"),
    [
        ("999", "", 999, 1),
        ("990", "", 990, 1),
        ("1,000", "", 1000, 1000),
        ("1,600", "", 1600, 100),
        ("10,010", "", 10010, 10),
        ("2.70", "million", 2700000, 10000),
        ("4", "bn", 4000000000, 1000000000),
    ],
)
def test_zeros_at_the_end_do_not_count_from_1000_on(
    digits: str, scale: str, value: int, step: int
) -> None:
    assert digit_value(digits, scale) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("words", "kind", "scale"),
    [
        ("US dollars a barrel", "$", 1),
        ("US dollars of 2003 a barrel", "$", 1),
        ("million US dollars", "$", 1_000_000),
        ("hundred thousand pounds", "£", 100_000),
        ("pounds of meat", "", 1),
        ("compound growth", "", 1),
        ("percent", "%", 1),
        ("percentage points", "percentage points", 1),
        ("percentiles", "", 1),
        ("per 100,000 inhabitants", "per 100,000", 1),
        ("per million people", "per 1,000,000", 1),
        ("murders a day", "per day", 1),
        ("hours", "hours", 1),
        ("second round", "", 1),
        ("bolívares", "bolivars", 1),
    ],
)
def test_units(words: str, kind: str, scale: int) -> None:
    assert unit_of(words) == Unit(kind, Decimal(scale))
    assert unit_of(kind).kind == kind


@pytest.mark.parametrize("dash", "-‐‑‒–—−")
def test_every_dash_and_space_is_one(dash: str) -> None:
    ends = read(f"1{dash}2%").ends
    assert ends is not None and (ends.start, ends.end) == (1, 2)
    assert read("three\u00a0million\u202ffewer").number == 3_000_000


def test_number_words() -> None:
    assert word_value("Three Million") == (Decimal(3_000_000), Decimal(1_000_000))
    assert word_value("half a  million") == (Decimal(500_000), Decimal(100_000))
    with pytest.raises(ValueError, match="text2num"):
        word_value("two two")
