"""One command for all books: what is said, what is left standing, what counts as success."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.edition import copy_bridge
from variorum.outputs import books
from variorum.outputs.pdf import PrintError
from variorum.problems import Code, Place, Problem


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEXT", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return copy_bridge(tmp_path)


def fail(code: Code) -> object:
    def printer(*_: object) -> Path:
        raise PrintError([Problem(code, Place(Path("pdf")), "no libpango")])

    return printer


def test_without_pango_the_other_books_are_built(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "typeset", fail(Code.SYSTEM_LIBRARY))
    said: list[str] = []
    made = books.make_books(root, ["pdf", "epub", "html"], said.append)
    assert [book.name for book in made] == ["html", "epub", "pdf"]
    html, epub, pdf = (book.path for book in made)
    assert html and html.is_file() and epub and epub.is_file() and pdf is None
    assert books.status_of(made) == 0
    assert any("V802" in line and "apt" not in line for line in said)
    assert said[-3:] == [f"html     {html}", f"epub     {epub}", "pdf      not built"]
    assert any(line.startswith("html: done in") for line in said)


def test_a_missing_book_is_no_success_when_it_was_the_only_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "typeset", fail(Code.SYSTEM_LIBRARY))
    assert books.status_of(books.make_books(root, ["pdf"], lambda line: None)) == 1


def test_a_fault_is_no_success(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "typeset", fail(Code.BOOK_PART_LOST))
    assert books.status_of(books.make_books(root, ["html", "pdf"], lambda line: None)) == 1


def test_a_second_build_after_a_red_one_is_red_too(root: Path) -> None:
    """Sphinx warns only while it reads; what it has read before a failure is read again."""
    page = root / "backmatter" / "bibliography.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](nowhere.md)\n", encoding="utf-8")
    for _ in range(2):
        made = books.make_books(root, ["html"], lambda line: None)
        assert made[0].path is None
        assert books.status_of(made) == 1


def test_the_printer_tells_how_far_it_is(root: Path) -> None:
    said: list[str] = []
    books.make_books(root, ["pdf"], said.append)
    steps = [line for line in said if line.startswith("pdf: printing, part")]
    assert steps and steps[-1].endswith(f"part {len(steps)} of {len(steps)}")
