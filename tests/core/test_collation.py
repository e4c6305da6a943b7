"""A second witness differs only where its words do."""

from __future__ import annotations

import pytest

from variorum.text.collation import Variant, VariantKind, collate, collate_text

A = {
    1: "The old mill stood by the river, and nobody knew its age.",
    2: "In spring the miller's daughter opened the sluice; the wheel began to turn.",
    3: "By summer the whole valley ate its bread.",
}


def facts(variants: list[Variant]) -> list[tuple[int, str, str, str]]:
    return [(v.paragraph, v.lemma, v.reading, v.kind.name.lower()) for v in variants]


@pytest.mark.parametrize(
    ("b", "expected"),
    [
        ("one 'two' three", []),
        ("one, two;\nthree!", []),
        ("one four three", [("two", "four", "substitution")]),
        ("one three", [("two", "", "omission")]),
        ("one two and three", [("", "and", "addition")]),
        ("", [("one two three", "", "omission")]),
    ],
)
def test_one_passage(b: str, expected: list[tuple[str, str, str]]) -> None:
    assert [f[1:] for f in facts(collate("one “two” three", b))] == expected


def test_capitals_and_accents_are_accidental() -> None:
    [variant] = collate("in Décember", "in december")
    assert variant.accidental
    [variant] = collate("to analyse", "to analysis")
    assert not variant.accidental


def test_figures_are_words() -> None:
    assert facts(collate("by 50.7% and $80", "by 50.3% and $80"))[0][1:3] == ("50.7%", "50.3%")


def test_a_whole_witness() -> None:
    b = "\n".join(A.values()).replace("old mill", "mill").replace("bread", "cake")
    assert facts(collate_text(A, b)) == [
        (1, "old", "", "omission"),
        (3, "bread", "cake", "substitution"),
    ]


def test_what_lies_outside_the_part_seen_is_not_omitted() -> None:
    variants = collate_text(A, "A blog, 20 July\n" + A[2].replace("the wheel", "a wheel"))
    assert [(v.paragraph, v.kind) for v in variants] == [
        (1, VariantKind.ENDS),
        (2, VariantKind.SUBSTITUTION),
        (3, VariantKind.ENDS),
    ]


def test_an_omission_between_two_parts_is_one() -> None:
    [variant] = collate_text(A, A[1] + "\n" + A[3])
    assert (variant.kind, variant.paragraph, variant.words) == (VariantKind.OMISSION, 2, 13)
    assert variant.lemma == "In spring the … began to turn"


def test_another_text_shows_nothing_but_that() -> None:
    [variant] = collate_text(A, "Nothing here agrees with what was written above.")
    assert (variant.kind, variant.words) == (VariantKind.ENDS, 33)


def test_nothing_against_nothing() -> None:
    assert collate("", "") == []
    assert facts(collate("", "new")) == [(0, "", "new", "addition")]
