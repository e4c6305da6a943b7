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


@pytest.mark.parametrize(
    ("text", "quote", "times"),
    [
        ("had had had", "had had", 2),
        ("so and so and so", "so and so", 2),
        ("aha aha", "aha", 2),
        ("ha, ha, ha, ha", "ha, ha,", 2),
        ("had had, had", "had had", 1),
    ],
)
def test_places_that_overlap_are_two_places(text: str, quote: str, times: int) -> None:
    assert [text[s.start : s.end] for s in anchor.find(text, quote)] == [quote] * times
    found = anchor.anchor(text, quote, 1, PLACE)
    assert isinstance(found, Span) is (times == 1)


@pytest.mark.parametrize("copy", ["the toll year… is over", "the toll year... is over"])
@pytest.mark.parametrize("quote", ["toll year…", "toll year...", "year… is", "year... is"])
def test_three_dots_are_one_sign_on_both_sides(copy: str, quote: str) -> None:
    [span] = anchor.find(copy, quote)
    assert copy[span.start : span.end].replace("...", "…") == quote.replace("...", "…")


def test_no_words_stand_nowhere() -> None:
    assert anchor.find("a few words", " ") == []
