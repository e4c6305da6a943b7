"""Figure notes straight from a chapter file: slug, quotation and blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.model import Kind
from variorum.problems import Place

_OPEN = re.compile(r"(?P<fence>:{3,}|`{3,})\{annotation\}\s*(?P<slug>\S*)\s*$")
_OPTION = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*?)\s*$")
_CODE = re.compile(r"(?P<fence>`{3,}|~{3,})")


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
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        opened = _OPEN.match(lines[at])
        if not opened:
            at += 1
            continue
        end = _closing(lines, at + 1, opened["fence"])
        note = _note(lines, at, end, opened["slug"], path)
        if note.kind == Kind.FIGURE or any(">>>" in block.text for block in note.blocks):
            yield note
        at = end + 1


def _closing(lines: Sequence[str], start: int, fence: str) -> int:
    code = ""
    for at in range(start, len(lines)):
        line = lines[at].strip()
        opened = _CODE.match(line)
        if code:
            code = "" if line == code else code
        elif line.startswith(fence) and not line.strip(fence[0]):
            return at
        elif opened:
            code = opened["fence"]
    return len(lines)


def _note(lines: Sequence[str], start: int, end: int, slug: str, path: Path) -> FigureNote:
    options: dict[str, str] = {}
    at = start + 1
    while at < end and (option := _OPTION.match(lines[at])):
        options[option["name"]] = option["value"]
        at += 1
    return FigureNote(
        slug,
        options.get("quote", ""),
        Place(path, start + 1),
        tuple(_blocks(lines, at, end)),
        options.get("kind", ""),
    )


def _blocks(lines: Sequence[str], start: int, end: int) -> Iterator[CodeBlock]:
    fence, first = "", 0
    for at in range(start, end):
        line = lines[at].strip()
        opened = _CODE.match(line)
        if fence and line == fence:
            yield CodeBlock("\n".join(lines[first:at]) + "\n", first + 1)
            fence = ""
        elif not fence and opened:
            fence, first = opened["fence"], at + 1
