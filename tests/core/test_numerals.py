"""Every numeral of a text is one span, the longest there is, at its word."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.faults import FigureError
from variorum.folding import token_range
from variorum.quantity import read
from variorum.quantity.numerals import find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It fell on 2 December 2007, a Sunday.", ["2 December 2007"]),
        ("From 28 January to December 2nd.", ["28 January", "December 2nd"]),
        (
            "December 2, 2007 and December 2006, not December.",
            ["December 2, 2007", "December 2006"],
        ),
        ("In 1974-79 and 2002/3, 1970–73.", ["1974-79", "2002/3", "1970–73"]),
        ("The 1990s, the '90s and the 21st century", ["1990s", "'90s", "21st century"]),
        ("the twenty-first century; twenty-first", ["twenty-first century", "twenty-first"]),
        ("50.7% to 49.2%, ten per cent", ["50.7%", "49.2%", "ten per cent"]),
        (
            "2.7 million houses, three million, a million",
            ["2.7 million", "three million", "a million"],
        ),
        ("33.2 per 100,000, compared with 1.1", ["33.2 per 100,000", "1.1"]),
        ("$80 a barrel, \\$38, US$1.5 billion, £767", ["$80", "\\$38", "US$1.5 billion", "£767"]),
        ("1,600 delegates (44%)", ["1,600", "44%"]),
        ("one in four; two thirds of it; half of it", ["one in four", "two thirds", "half"]),
        ("Half a million", ["Half a million"]),
        ("No one, but One of two", ["one", "One", "two"]),
        ("first, second, Fourth and fifth", ["first", "second", "Fourth", "fifth"]),
        (
            "millions, dozens, hundreds of thousands",
            ["millions", "dozens", "hundreds of thousands"],
        ),
        ("it doubled, twice", ["doubled", "twice"]),
        ("two dozen, $5 trillion, 3bn", ["two dozen", "$5 trillion", "3bn"]),
        (
            "two and a half years, 1 and a half million, tenfold, 10-fold",
            ["two and a half", "1 and a half million", "tenfold", "10-fold"],
        ),
        (
            "a few thousand, several hundred thousand, several weeks",
            ["a few thousand", "several hundred thousand"],
        ),
        ("five eighths of it", ["five eighths"]),
        ("between five and ten", ["five", "ten"]),
        ("nine of the 23 states", ["nine", "23"]),
        ("six to seven years; 44 to 36 hours", ["six", "seven", "44", "36"]),
        ("three\nmillion fewer", ["three\nmillion"]),
        ("someone, none, often, tend, weighty, height", []),
        ("a third way; the thirds", ["third"]),
        ("§ 14 and p12; H2O, 4x4, m²", ["14", "p12", "H2O", "4x4", "m²"]),
        ("80p, 5km, 10am, 10.30am, 10:30", ["80p", "5km", "10am", "10.30am", "10:30"]),
        ("¾ of it, 1½ million, 1/2", ["¾", "1½ million", "1/2"]),
        ("two-thirds majority, one-fifth", ["two-thirds", "one-fifth"]),
        ("two thirds voted, one quarter left", ["two thirds", "one quarter"]),
        ("1.2 trillion, £1.2tn, ¥500, C$5", ["1.2 trillion", "£1.2tn", "¥500", "C$5"]),
        (
            "an 8-hour day, a 3-year-old, eight-hour",
            ["8-hour", "3-year-old", "eight-hour"],
        ),
        (
            "half a dozen, half-a-dozen, half-dozen, half",
            ["half a dozen", "half-a-dozen", "half-dozen", "half"],
        ),
        ("-5%, (–5), −£3m; a - 5, 5-10%, so—5 of", ["-5%", "–5", "−£3m", "5", "5", "10%", "5"]),
        ("3,4 and 1.2.3", ["3", "4", "1.2", "3"]),
        ("", []),
    ],
)
def test_spans(text: str, found: list[str]) -> None:
    assert [span.words for span in find(text)] == found


@given(st.text(alphabet="one two 1,0.%$-/'sDecember\n“”", max_size=80))
def test_spans_are_in_order_apart_and_true_to_the_text(text: str) -> None:
    end = 0
    for span in find(text):
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.words
        assert token_range(text, span.start, span.end)[0] == span.word
        end = span.end


@given(st.text() | st.text(alphabet="a 1234567890,.%-—/()£½²:x\\\n", max_size=60))
def test_no_digit_is_missed(text: str) -> None:
    covered = {at for span in find(text) for at in range(span.start, span.end)}
    digits = {at for at, sign in enumerate(text) if unicodedata.category(sign) in ("Nd", "No")}
    assert digits <= covered


def test_twice_the_same() -> None:
    text = "one 2 three 4% five million" * 50
    assert find(text) == find(text)


@pytest.mark.parametrize("words", ["80p", "5km", "10am", "¾ of it", "¥500", "1½ million", "1/2"])
def test_what_figure_cannot_read_it_refuses(words: str) -> None:
    with pytest.raises(FigureError, match="V301"):
        read(words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("half a dozen", "6"),
        ("half-a-dozen", "6"),
        ("£1.2tn", "1200000000000"),
        ("-5%", "-5"),
        ("8-hour", "8"),
        ("two-thirds", "0.6666666666666666666666666667"),
    ],
)
def test_what_the_scanner_finds_figure_reads(words: str, number: str) -> None:
    assert [span.words for span in find(words)] == [words]
    assert read(words).number == Decimal(number)
