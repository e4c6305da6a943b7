"""A quotation is found exactly, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from variorum.model import Span
from variorum.problems import Code, Place, Problem
from variorum.text import anchor

PLACE = Place(Path("chapters/02.md"), 7)
TEXT = "The toll – ‘a penny’, say the ferrymen – rose by 50.7% to 1,600 in the last toll year…"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("a penny", "a penny"),
        ("'a penny', say", "‘a penny’, say"),
        ('"a penny"', "‘a penny’"),
        ("ferrymen - rose", "ferrymen – rose"),
        ("50.7%", "50.7%"),
        ("1,600 in", "1,600 in"),
        ("last toll year...", "last toll year…"),
    ],
)
def test_shapes_of_signs_do_not_count(quote: str, found: str) -> None:
    span = anchor.anchor(TEXT, quote, 2, PLACE)
    assert isinstance(span, Span), span
    assert TEXT[span.start : span.end] == found


@pytest.mark.parametrize(
    "quote", ["0.7%", "penn", "600 in", "1,60", "errymen", "A penny", "50.7 %"]
)
def test_parts_of_words_and_other_words_are_not_found(quote: str) -> None:
    problem = anchor.anchor(TEXT, quote, 2, PLACE)
    assert isinstance(problem, Problem)
    assert problem.code is Code.QUOTE_MISSING


def test_the_nearest_words_are_named() -> None:
    problem = anchor.anchor(TEXT, "say the ferryman", 2, PLACE)
    assert isinstance(problem, Problem)
    assert '"say the ferrymen"' in problem.found
    assert problem.place == PLACE


def test_words_that_stand_twice_are_refused_with_both_places() -> None:
    problem = anchor.anchor(TEXT, "toll", 2, PLACE)
    assert isinstance(problem, Problem)
    assert problem.code is Code.QUOTE_TWICE
    assert '"The toll –' in problem.found
    assert "last toll year…" in problem.found
