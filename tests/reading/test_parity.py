"""Three books from one source: what one says, the others say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.reading.extract import Said, of_epub, of_html
from tests.reading.pdf_text import of_pdf
from tests.reading.shelf import Shelf

BOOKS = ("epub", "pdf")


@cache
def _of_pdf(path: Path) -> Said:
    return of_pdf(path)


def said(shelf: Shelf, book: str) -> Said:
    if book == "pdf":
        return _of_pdf(shelf.pdf)
    return of_epub(shelf) if book == "epub" else of_html(shelf)


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("what", ["paragraphs", "notes", "verdicts", "entries", "works", "cited"])
def test_the_books_agree(shelf: Shelf, book: str, what: str) -> None:
    assert getattr(said(shelf, book), what) == getattr(said(shelf, "html"), what)


@pytest.mark.parametrize("book", BOOKS)
def test_the_words_are_the_same(shelf: Shelf, book: str) -> None:
    assert said(shelf, book).hashed() == said(shelf, "html").hashed()


def test_the_web_pages_hold_every_note(shelf: Shelf) -> None:
    """The measure itself is measured: it must not find three times nothing."""
    web = said(shelf, "html")
    assert web.notes == [note["slug"] for note in shelf.records.notes]
    known = {n["slug"]: n["headline"] for n in shelf.records.notes if n["headline"]}
    assert web.verdicts == known
    numbers = [f"p{p['number']}" for c in shelf.records.chapters for p in c["paragraphs"]]
    assert web.paragraphs == numbers
    assert sorted(web.entries) == sorted(f"term-{e['slug']}" for e in shelf.records.data["entries"])
    assert set(web.words) == {
        *numbers,
        *(f"note-{slug}" for slug in web.notes),
        *web.entries,
        *web.works,
    }
    assert all(web.words.values())


def test_a_note_in_one_book_and_not_in_another_is_seen(bridge: Shelf) -> None:
    web, printed = said(bridge, "html"), of_pdf(bridge.pdf)
    printed.notes.pop(3)
    assert printed.notes != web.notes
    changed = dict(web.words, p1=web.words["p1"] + "x")
    assert Said(words=changed).hashed() != web.hashed()
