"""Pytest for the checks in chapters: each doctest example is an item at its own line.

In the edition's ``conftest.py``::

    from pathlib import Path
    from sybil import Sybil
    from variorum.testing import sybil_parser

    root = Path(__file__).parent
    pytest_collect_file = Sybil(
        parsers=[sybil_parser(root / "data")], pattern="*.md", path=str(root / "chapters")
    ).pytest()

For pages that explain checks, such as the reference, there is ``page_parser``.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from sybil import Document, Region
from sybil import Example as Item

from variorum.data import package
from variorum.data.package import Package
from variorum.data.tables import Data
from variorum.faults import FigureError
from variorum.figures import claims, sandbox
from variorum.figures.claims import FigureNote
from variorum.figures.vocabulary import namespace
from variorum.problems import Place, Problem

_OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


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


def page_parser(data: Path) -> Callable[[Document], Iterator[Region]]:
    """A parser that makes a test of each example of a page's ``python`` blocks.

    The names of a block are its own. A refused example prints the problem, code first.
    """

    @cache
    def tables() -> Package:
        return package.load(data)

    def parse(document: Document) -> Iterator[Region]:
        for block in _PYTHON.finditer(document.text):
            examples = doctest.DocTestParser().get_examples(block[1])
            starts = [start + block.start(1) for start in _line_starts(block[1])]
            for number, example in enumerate(examples, start=1):
                start = starts[example.lineno]
                end = start + len(example.source) + len(">>> ")
                yield Region(start, end, tuple(examples[:number]), evaluate)

    def evaluate(item: Item) -> str | None:
        names, printed = namespace(Data(tables())), ""
        for example in item.parsed:
            try:
                names, result = sandbox.run(example.source.rstrip(), names)
                printed = "" if result is None else f"{result!r}\n"
            except FigureError as fault:
                printed = f"{_said(fault, data)}\n"
        same = doctest.OutputChecker().check_output(item.parsed[-1].want, printed, _OPTIONS)
        return None if same else f"stated:\n{item.parsed[-1].want}printed:\n{printed}"

    return parse


def _said(fault: FigureError, data: Path) -> str:
    return Problem(fault.code, Place(data), fault.found, advice=fault.advice).message


def _lines(note: FigureNote) -> list[int]:
    try:
        found = [example.place.line for example in claims.examples(note)]
    except FigureError:
        found = []
    return found or [note.place.line]


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
