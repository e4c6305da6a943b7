"""Pytest for the checks in chapters: each doctest example is an item at its own line.

In the edition's ``conftest.py``::

    from pathlib import Path
    from sybil import Sybil
    from variorum.testing import sybil_parser

    root = Path(__file__).parent
    pytest_collect_file = Sybil(
        parsers=[sybil_parser(root / "data")], pattern="*.md", path=str(root / "chapters")
    ).pytest()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from sybil import Document, Region
from sybil import Example as Item

from variorum import claims, package
from variorum.claims import FigureNote
from variorum.faults import FigureError
from variorum.package import Package
from variorum.problems import Problem


def sybil_parser(data: Path) -> Callable[[Document], Iterator[Region]]:
    """A parser that makes a test of each doctest example of a chapter's annotations."""

    @cache
    def tables() -> Package:
        return package.load(data)

    def parse(document: Document) -> Iterator[Region]:
        starts = _line_starts(document.text)
        for note in claims.notes_in(document.text, Path(document.path)):
            for line in _lines(note):
                start, end = starts[line - 1], starts[line] - 1
                yield Region(start, end, (note, line), evaluate)

    def evaluate(item: Item) -> str | None:
        note, line = item.parsed
        return "\n".join(str(problem) for problem in faults(note, line, tables())) or None

    return parse


def faults(note: FigureNote, line: int, tables: Package) -> list[Problem]:
    """What is wrong with one example of a note; the first one answers for the note itself."""
    lines = _lines(note)
    mine = {line} if line != lines[0] else {line, note.place.line}
    return [each for each in claims.examine(note, tables).problems if each.place.line in mine]


def _lines(note: FigureNote) -> list[int]:
    try:
        found = [example.place.line for example in claims.examples(note)]
    except FigureError:
        found = []
    return found or [note.place.line]


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts
