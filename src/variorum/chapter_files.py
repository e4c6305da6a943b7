"""Chapters as files: their head, paragraphs and notes, each with its lines.

The books read chapters through MyST. This reader is for what must know lines, or work without
Sphinx: the checks of figures, ``variorum note``, ``variorum drift`` and ``variorum new``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from variorum.model import Annotation, ChapterMark, ParagraphMark, State
from variorum.problems import Place

FOLDER = "chapters"
MAX_BYTES = 1_000_000
MAX_HEAD = 4_000
_OPEN = re.compile(r"(?P<fence>:{3,}|`{3,})\{(?P<name>annotation|paragraph)\}\s*(?P<argument>.*)$")
_OPTION = re.compile(r"^:(?P<name>[a-z-]+):(?:\s+(?P<value>.*)|\s*)$")
_CODE = re.compile(r"\s*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Block:
    """A ``{paragraph}`` or ``{annotation}``; lines are indexes from 0, ends excluded."""

    name: str
    argument: str
    options: Mapping[str, str]
    option_lines: Mapping[str, int]
    start: int
    """The line with the opening fence."""
    body: int
    """The first line after the options."""
    end: int
    """The line with the closing fence, or the number of lines when it is missing."""
    paragraph: int = -1
    """The § it is, or stands under; -1 before the first."""


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """One file of chapters/, read."""

    path: Path
    docname: str
    section: str
    first: int
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """The paragraphs, in the order of the file."""
        return tuple(block for block in self.blocks if block.name == "paragraph")

    def notes(self, paragraph: int | None = None) -> tuple[Block, ...]:
        """The notes, or those under one paragraph, in the order of the file."""
        return tuple(
            block
            for block in self.blocks
            if block.name == "annotation" and paragraph in (None, block.paragraph)
        )

    def place(self, line: int) -> Place:
        """A line index as the place that messages name."""
        return Place(self.path, line + 1)

    def mark(self) -> ChapterMark:
        """What the witness needs to find the chapter in a text."""
        marks = tuple(
            ParagraphMark(b.paragraph, b.options.get("incipit", ""), self.place(b.start))
            for b in self.paragraphs
        )
        return ChapterMark(self.docname, self.section, self.first, self.place(0), marks)

    def annotations(self) -> tuple[Annotation, ...]:
        """The notes as records; their prose is not measured here."""
        return tuple(self._annotation(block) for block in self.notes())

    def _annotation(self, block: Block) -> Annotation:
        options = block.options
        return Annotation(
            slug=block.argument,
            paragraph=block.paragraph,
            quote=options.get("quote", ""),
            kind=options.get("kind", ""),
            by=options.get("by", ""),
            state=options.get("state", State.DRAFT),
            checked_by=options.get("checked-by", ""),
            docname=self.docname,
            place=self.place(block.start),
            words=0,
        )


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them: ended by a line feed, and by nothing else."""
    return text.removesuffix("\n").split("\n")


def read_chapters(root: Path) -> list[ChapterFile]:
    """Every chapter of an edition that holds a paragraph, in the order of their paragraphs."""
    paths = sorted((root / FOLDER).glob("*.md"))
    files = [read_chapter(path, root) for path in paths if path.stat().st_size <= MAX_BYTES]
    return sorted((f for f in files if f.paragraphs), key=lambda f: (f.first, f.docname))


def read_chapter(path: Path, root: Path) -> ChapterFile:
    """One chapter; what cannot be read in it is left out, for the build to report."""
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = lines_of(text)
    head = _head(text)
    first = str(head.get("first", ""))
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return ChapterFile(
        path=shown,
        docname=shown.with_suffix("").as_posix(),
        section=str(head.get("section", "")),
        first=int(first) if first.isdigit() else -1,
        lines=tuple(lines),
        blocks=tuple(blocks_in(lines)),
    )


def _head(text: str) -> dict[str, Any]:
    found = _HEAD.match(text)
    if found is None or len(found[1]) > MAX_HEAD:
        return {}
    try:
        head = yaml.load(found[1], Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return {}
    return head if isinstance(head, dict) else {}


def blocks_in(lines: Sequence[str]) -> Iterator[Block]:
    """The paragraphs and notes of a chapter, in order."""
    at, paragraph = 0, -1
    while at < len(lines):
        opened = _OPEN.match(lines[at])
        if not opened:
            at += 1
            continue
        end = _closing(lines, at + 1, opened["fence"])
        argument = opened["argument"].strip()
        if opened["name"] == "paragraph" and re.fullmatch(r"\d{1,4}", argument):
            paragraph = int(argument)
        yield _block(lines, at, end, (opened["name"], argument), paragraph)
        at = end + 1


def _closing(lines: Sequence[str], start: int, fence: str) -> int:
    """The line that closes a fence, as MyST finds it: the first that could, whatever it is in."""
    closes = re.compile(rf" {{0,3}}{_at_least(fence)}")
    return next((at for at in range(start, len(lines)) if closes.fullmatch(lines[at])), len(lines))


def _at_least(fence: str) -> str:
    return rf"{fence[0]}{{{len(fence)},}}[ \t]*"


def _block(
    lines: Sequence[str], start: int, end: int, head: tuple[str, str], paragraph: int
) -> Block:
    options: dict[str, str] = {}
    places: dict[str, int] = {}
    # Like MyST, pass over one blank line before the options.
    at = start + 1 + (start + 1 < end and not lines[start + 1].strip())
    while at < end and (option := _OPTION.match(lines[at])):
        options[option["name"]] = (option["value"] or "").strip()
        places[option["name"]] = at
        at += 1
    return Block(*head, options, places, start, at, end, paragraph)


def code_in(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[str, int]]:
    """Each block of fenced code between two lines, and the index of its first line."""
    fence, first = "", 0
    for at in range(start, end):
        opened = _CODE.match(lines[at])
        if fence and re.fullmatch(rf"\s*{_at_least(fence)}", lines[at]):
            yield "\n".join(lines[first:at]) + "\n", first
            fence = ""
        elif not fence and opened:
            fence, first = opened["fence"], at + 1
