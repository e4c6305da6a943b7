"""Whatever a reader supplies, the witness answers with a text or Problems, and loses no word."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from tests.core.bridge import chapters, text
from tests.fuzz.mutate import fuzz, mutations
from variorum.model import EditedText
from variorum.problems import Place, Problem
from variorum.text import lock, lock_file, source, witness
from variorum.text.apparatus import Apparatus
from variorum.text.source import Copy

PLACE = Place(Path("copy.txt"))
CHAPTERS = chapters()
ARTICLE = text()
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252", "latin-1", "utf-32")
HEADINGS = tuple(chapter.section for chapter in CHAPTERS if chapter.section)


def read(data: bytes) -> Copy | None:
    copy = source.read_copy(data, PLACE)
    assert isinstance(copy, Copy | Problem)
    return copy if isinstance(copy, Copy) else None


def edit(copy: Copy) -> EditedText | None:
    """The edited text, if the copy fits."""
    edited, problems = witness.edit(copy, CHAPTERS, Apparatus())
    assert all(isinstance(problem, Problem) for problem in problems)
    return None if problems else edited


def letters(words: str) -> str:
    """What no change of shape may touch."""
    return "".join(c for c in unicodedata.normalize("NFKC", words).casefold() if c.isalnum())


def kept_lines(copy: Copy, edited: EditedText) -> str:
    """The letters of the copy that belong to the article, by the record of what was set aside."""
    aside = {r.line for r in edited.repairs if r.rule in ("page-number", "ornament", "head-matter")}
    ends = [r.line for r in edited.repairs if r.rule == "end-matter"]
    last = min(ends) if ends else len(copy.lines) + 1
    return "".join(
        letters(line)
        for number, line in enumerate(copy.lines, start=1)
        if number < last and number not in aside and not is_heading(line)
    )


def is_heading(line: str) -> bool:
    return letters(line) in {letters(heading) for heading in HEADINGS}


@fuzz(st.binary(max_size=400), 0.04)
def test_any_bytes(data: bytes) -> None:
    copy = read(data)
    if copy:
        edit(copy)


@fuzz(st.text(max_size=200).map(lambda t: f"<html><body><p>{t}</p></body></html>"), 0.03)
def test_any_web_page(page: str) -> None:
    copy = read(page.encode("utf-8", "surrogatepass"))
    if copy:
        edit(copy)


@fuzz(st.tuples(mutations(ARTICLE, most=4), st.sampled_from(ENCODINGS)), 0.12)
def test_mutated_articles(case: tuple[str, str]) -> None:
    mutated, encoding = case
    copy = read(mutated.encode(encoding, "replace"))
    edited = edit(copy) if copy else None
    if copy is None or edited is None:
        return
    if any(repair.rule == "web-page" for repair in copy.repairs):
        return  # what of a page is the article is for the extractor to say
    printed = letters("".join(p.text for _, p in sorted(edited.paragraphs.items())))
    assert printed == kept_lines(copy, edited)


@fuzz(mutations(ARTICLE, most=4), 0.06)
def test_what_is_made_of_a_copy(mutated: str) -> None:
    copy = read(mutated.encode("utf-8", "replace"))
    edited = edit(copy) if copy else None
    if edited is None:
        return
    for paragraph in edited.paragraphs.values():
        lock.locked_numerals(paragraph.text)
    made = lock.make(edited, {}, "0" * 32, {})
    assert lock_file.dumps(made)
    assert not lock.drift(made, edited, PLACE)
