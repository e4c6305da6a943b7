"""Figure notes straight from a chapter file: slug, quotation and blocks of code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum.chapter_files import blocks_in, code_in, lines_of
from variorum.model import Kind
from variorum.problems import Place


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code of a note, and the line of the file on which its first line stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class FigureNote:
    """As much of a note as its checks need."""

    slug: str
    quote: str
    place: Place
    blocks: tuple[CodeBlock, ...]
    kind: str = Kind.FIGURE


def notes_in(text: str, path: Path) -> Iterator[FigureNote]:
    """The annotations of a chapter file that hold code or are of kind figure."""
    lines = lines_of(text)
    for found in blocks_in(lines):
        if found.name != "annotation":
            continue
        code = [CodeBlock(text, at + 1) for text, at in code_in(lines, found.body, found.end)]
        kind = found.options.get("kind", "")
        if kind == Kind.FIGURE or any(">>>" in block.text for block in code):
            quote = found.options.get("quote", "")
            place = Place(path, found.start + 1)
            yield FigureNote(found.argument, quote, place, tuple(code), kind)
