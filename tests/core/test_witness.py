"""From a copy to numbered paragraphs: nothing is guessed, nothing is silently changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import bridge
from variorum.folding import words
from variorum.model import EditedText
from variorum.problems import Code, Place, Problem
from variorum.text import source, witness
from variorum.text.apparatus import Apparatus

PLACE = Place(Path("copy.txt"))


def edit(text: str | bytes) -> tuple[EditedText, list[Problem]]:
    data = text.encode() if isinstance(text, str) else text
    copy = source.read_copy(data, PLACE)
    assert isinstance(copy, source.Copy)
    return witness.edit(copy, bridge.chapters(), Apparatus())


def edited(text: str | bytes) -> EditedText:
    result, problems = edit(text)
    assert problems == []
    return result


def test_paragraphs_head_and_emphasis() -> None:
    result = edited(bridge.text())
    assert list(result.paragraphs) == list(range(8))
    assert result.paragraphs[2].text.startswith("Nobody disputes that the bridge is old.")
    (title,) = result.paragraphs[3].emphasis
    assert result.paragraphs[3].text[title.start : title.end] == "The Courier"
    assert "By Ada Pell" in result.head
    assert result.paragraphs[6].text.endswith("and ‘let the bridge pay for itself’.")


def test_words_in_are_words_out() -> None:
    """The body's words come out as they went in; only headings and head matter stay behind."""
    body = bridge.text().split("A town that pays")[1]
    for heading in ("What the figures say", "What should be done", "By Ada Pell, 4 May 1931"):
        body = body.replace(heading, "")
    out = " ".join(p.text for p in edited(bridge.text()).paragraphs.values())
    assert words("A town that pays" + body) == words(out)


def test_a_page_break_is_joined_and_recorded() -> None:
    cut = bridge.text().replace("rebuilt after the", "rebuilt\n\n17\n\nafter the")
    result = edited(cut)
    assert result.paragraphs[2].text == edited(bridge.text()).paragraphs[2].text
    rules = [r.rule for r in result.repairs if r.paragraph == 2]
    assert rules.count("page-break") == 1
    assert rules.count("page-number") == 1


@pytest.mark.parametrize("cut", ["coun-\n\ncil’s clerk told", "coun-\ncil’s clerk told"])
def test_a_word_cut_by_a_hyphen_is_joined(cut: str) -> None:
    text = bridge.text().replace("clerk told", cut)
    result = edited(text)
    assert "council’s clerk told" in result.paragraphs[4].text
    assert any(r.before == "coun- ¶ cil" and r.after == "council" for r in result.repairs)


def test_a_compound_that_stands_elsewhere_keeps_its_hyphen() -> None:
    text = bridge.text().replace("general purse", "toll-free purse, not toll-\nfree carts")
    assert "not toll-free carts" in edited(text).paragraphs[4].text


def without(text: str, start: str) -> str:
    return "\n\n".join(b for b in text.split("\n\n") if not b.startswith(start))


SPOILT = {
    "a paragraph missing": (
        lambda t: without(t, "The toll brought"),
        Code.PARAGRAPH_MISSING,
        "§ 4",
    ),
    "a paragraph doubled": (
        lambda t: t.replace(
            "What should be done",
            "The toll brought in £767, and repairs took "
            '"less than half of it", as the clerk told\n\nWhat should be done',
        ),
        Code.PARAGRAPH_DOUBLED,
        "§ 4",
    ),
    "out of order": (
        lambda t: without(t, "Nobody disputes") + "\nNobody disputes that the bridge is old.",
        Code.PARAGRAPH_ORDER,
        "§ 3",
    ),
    "a heading missing": (
        lambda t: t.replace("What should be done", ""),
        Code.HEADING_MISSING,
        "What should be done",
    ),
    "an incipit in two places": (
        lambda t: t + "\nThe council could open a door.\n",
        Code.INCIPIT_AMBIGUOUS,
        "§ 5",
    ),
    "cut off": (lambda t: t.split("If the books")[0], Code.TEXT_CUT, "§ 6"),
    "another article": (lambda _: "Some words.\n\nSome other words.\n", Code.TEXT_OTHER, "0 of 8"),
    "a paragraph too many": (
        lambda t: t.replace(
            "What should be done", "A stray sentence stands here.\n\nWhat should be done"
        ),
        Code.TEXT_EXTRA,
        "A stray sentence stands here",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_copy_is_refused(name: str) -> None:
    spoil, code, found = SPOILT[name]
    _, problems = edit(spoil(bridge.text()))
    assert code in [p.code for p in problems]
    assert any(found in p.found for p in problems if p.code is code)


def test_what_follows_the_last_paragraph_is_set_aside() -> None:
    result = edited(bridge.text() + "\n\nShare this page with a friend.\n")
    assert result.paragraphs[7].text.endswith("Ratepayers’ League.")
    assert "end-matter" in {r.rule for r in result.repairs}


REFERENCE = {n: p.text for n, p in edited(bridge.text()).paragraphs.items()}


@settings(max_examples=120, deadline=None)
@given(
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"]),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    curly=st.booleans(),
    width=st.sampled_from([0, 50, 72, 100]),
    breaks=st.lists(st.integers(0, 400), max_size=4),
    numbers=st.booleans(),
)
def test_every_form_of_a_copy_gives_the_same_paragraphs(
    encoding: str, ends: str, curly: bool, width: int, breaks: list[int], numbers: bool
) -> None:
    text = bridge.text()
    if curly:
        text = text.replace(" '", " ‘").replace("'", "’").replace(' "', " “").replace('"', "”")
    text = break_pages(text, breaks, "\n\n12\n\n" if numbers else "\n\n")
    if width:
        text = wrap(text, width)
    result = edited(text.replace("\n", ends).encode(encoding))
    assert {n: p.text for n, p in result.paragraphs.items()} == REFERENCE


def wrap(text: str, width: int) -> str:
    import textwrap

    return "\n\n".join(
        textwrap.fill(block, width, break_long_words=False, break_on_hyphens=False)
        for block in text.split("\n\n")
    )


def break_pages(text: str, at: list[int], with_: str) -> str:
    """Cut within sentences, as page breaks do, but not within the words that open a paragraph."""
    blocks = text.split("\n\n")
    for place in at:
        block = blocks[place % len(blocks)]
        tokens = block.split(" ")
        fit = [
            i
            for i in range(8, len(tokens))
            if tokens[i - 1][-1:].isalpha() and tokens[i][:1].islower() and "\n" not in tokens[i]
        ]
        if fit:
            cut = fit[place % len(fit)]
            block = " ".join(tokens[:cut]) + with_ + " ".join(tokens[cut:])
            blocks[place % len(blocks)] = block
    return "\n\n".join(blocks)


def test_an_ornament_between_paragraphs_is_dropped_and_recorded() -> None:
    text = bridge.text().replace("\n\nNobody", "\n\n* * *\n\nNobody")
    result = edited(text)
    assert result.paragraphs[1].text == edited(bridge.text()).paragraphs[1].text
    assert [r.before for r in result.repairs if r.rule == "ornament"] == ["* * *"]


def test_emphasis_within_the_first_words_is_no_obstacle() -> None:
    text = bridge.text().replace("Nobody disputes that", "Nobody *disputes* that")
    assert edited(text).paragraphs[2].text == edited(bridge.text()).paragraphs[2].text


def test_a_heading_may_stand_on_two_lines() -> None:
    text = bridge.text().replace("What the figures say", "Part two\n\nThe figures")
    copy = source.read_copy(text.encode(), PLACE)
    assert isinstance(copy, source.Copy)
    first, second, third = bridge.chapters()
    chapters = [first, replace(second, section="Part two / The figures"), third]
    result, problems = witness.edit(copy, chapters, Apparatus())
    assert not problems
    assert result.paragraphs[2].text == edited(bridge.text()).paragraphs[2].text
    _, problems = witness.edit(
        copy, [first, replace(second, section="Part two"), third], Apparatus()
    )
    assert [p.code for p in problems] == [Code.TEXT_EXTRA]
