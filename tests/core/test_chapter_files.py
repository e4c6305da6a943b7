"""Chapters by their lines: the blocks that MyST sees, at the places where it sees them."""

from __future__ import annotations

import pytest

from variorum.chapter_files import Block, blocks_in, code_in, lines_of


def blocks(text: str) -> list[Block]:
    return list(blocks_in(lines_of(text)))


def test_lines_end_with_a_line_feed_and_nothing_else() -> None:
    assert lines_of("a\u2028b\x0cc\x85d\ne\n") == ["a\u2028b\x0cc\x85d", "e"]
    assert lines_of("a\n\n") == ["a", ""]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(":::", ":::"), ("::::", "::::"), (":::", "  ::::: "), ("```", "```\t"), ("````", "````")],
)
def test_fences_close_as_markdown_closes_them(opens: str, closes: str) -> None:
    (block, after) = blocks(
        f"{opens}{{annotation}} a\n:quote: b c\n\n    {opens}\nWords.\n{closes}\n"
        ":::{annotation} d\n:::"
    )
    assert (block.argument, block.start, block.body, block.end) == ("a", 0, 2, 5)
    assert (after.argument, after.start, after.end) == ("d", 6, 7)


def test_one_blank_line_may_stand_before_the_options() -> None:
    (block,) = blocks(":::{annotation} a\n\n:quote: b c\n:kind: figure\n\nWords.\n:::\n")
    assert dict(block.options) == {"quote": "b c", "kind": "figure"}
    assert block.option_lines["quote"] == 2
    assert block.body == 4


def test_a_fence_that_nothing_closes_ends_with_the_file() -> None:
    (block,) = blocks(":::{annotation} a\n\nWords.")
    assert block.end == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```python\n>>> x\n```", [(">>> x\n", 1)]),
        ("````python\n```\n`````", [("```\n", 1)]),
        ("~~~\n```\n~~~", [("```\n", 1)]),
        ("``` ```\n```python\n1\n```", [("1\n", 2)]),
        ("```python\n1", []),
    ],
)
def test_code_in_fences(text: str, found: list[tuple[str, int]]) -> None:
    lines = lines_of(text)
    assert list(code_in(lines, 0, len(lines))) == found
