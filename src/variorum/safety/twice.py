"""A chapter is read twice: by MyST for the books, and by its lines for the checks and commands.

What the two read differently is refused, so that no note can stand in a book and pass by
`variorum claims`, `mutate`, `drift` and pytest, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from variorum.chapter_files import blocks_in, code_in, lines_of
from variorum.problems import Code, Place, Problem

CHECK = ">>>"
_FENCES = "`:::{annotation} a-name` that begins its line, `:::` that closes it, and no block around"
_CHECKS = "checks in notes, each between a line of three backticks and `python` and a line of three"


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A paragraph or note; lines are indexes from 0, the end excluded."""

    start: int
    body: int
    end: int
    name: str
    argument: str


@dataclass(slots=True)
class Reading:
    """What one of the two readers saw in a chapter."""

    blocks: set[Seen] = field(default_factory=set)
    checks: set[tuple[int, int]] = field(default_factory=set)
    """First line and number of lines of each block of code that holds a check."""

    def add_block(
        self, name: str, argument: str, line: int, options: int, lines: list[int] | None
    ) -> None:
        """Keep a directive of MyST that opens on ``line`` and has so many lines of options."""
        size = lines[1] - lines[0] if lines else 0
        self.blocks.add(Seen(line - 1, line + options, line - 1 + size, name, argument))

    def add_code(self, text: str, first: int) -> None:
        """Keep a block of code when it holds a check."""
        if CHECK in text:
            self.checks.add((first, text.count("\n")))


def by_lines(source: str) -> Reading:
    """What the reader of lines sees."""
    lines = lines_of(source)
    found = Reading()
    for block in blocks_in(lines):
        end = min(block.end + 1, len(lines))
        found.blocks.add(Seen(block.start, block.body, end, block.name, block.argument))
        if block.name == "annotation":
            for text, first in code_in(lines, block.body, block.end):
                found.add_code(text, first)
    return found


def differences(by_parser: Reading, source: str, path: Path) -> Iterator[Problem]:
    """A Problem for each paragraph, note and check that only one reader sees, or sees otherwise."""
    other = by_lines(source)
    blocks: dict[int, Seen] = {}
    for seen in sorted(by_parser.blocks ^ other.blocks, reverse=True):
        blocks[seen.start] = seen
    for start, seen in sorted(blocks.items()):
        found = f"{{{seen.name}}} {seen.argument}, which two programs would read differently"
        advice = "Put its fences at the start of their lines."
        yield Problem(Code.DIRECTIVE_REFUSED, Place(path, start + 1), found, _FENCES, advice)
    for start in sorted({first for first, _ in by_parser.checks ^ other.checks}):
        found = "a check that two programs would read differently"
        advice = "Put it into such a block of its note."
        yield Problem(Code.DIRECTIVE_REFUSED, Place(path, start + 1), found, _CHECKS, advice)
