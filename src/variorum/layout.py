"""What a copy that nobody prepared holds: head, headings, paragraphs, each with its lines.

Nothing is decided for good here: ``variorum new`` writes the guess into chapters, where people
correct it, and ``variorum drift`` only compares. An edition's text is cut by the witness alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.notes.checks import INCIPIT
from variorum.text.blocks import TABLE_RULE, is_quoted, is_row
from variorum.text.places import bare, starts_with
from variorum.text.source import Copy
from variorum.text.witness import ENDS, FURNITURE

HEADING_WORDS = 12
LONGEST_OPENING = 16
"""More than six words are given only where six would not tell two paragraphs apart."""
LONG_LINE = 120
"""Text that was wrapped by a program has no line so long."""
_MARKDOWN = re.compile(r"^(#{1,6})\s+\S")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1:?$")
_RULE = re.compile(r"^(?:=+|-{3,})$")
_STOP = re.compile(r"[.,;:!…]['\"’”)\]]*$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s")
_COUNTED = re.compile(r"^\d{1,2}[.)]\s")
_NOTE = re.compile(r"^\[\^?\d{1,3}\]")
_NUMBERED = re.compile(r"^(?:[IVXLC]+|\d{1,2})[.)]?\s+\S")


@dataclass(slots=True)
class Part:
    """A block of a copy; lines are indexes from 0, the end excluded."""

    text: str
    """The lines joined by spaces, with their markup."""
    start: int
    end: int
    level: int = 0
    """0 for a paragraph; a heading's level where it says one, else 2."""
    whole: bool = False
    """Whether it is a table, a quotation or a note below the text, which no page break cuts."""

    @property
    def words(self) -> list[str]:
        """The words without the heading's own signs."""
        return bare(self.text).split()


def parts_of(copy: Copy) -> list[Part]:
    """The blocks of a copy in order, headings marked, nothing joined."""
    found = list(_blocks(copy.lines))
    for at, block in enumerate(found):
        block.level = _level(block, found, at)
    return found


def joined(parts: Sequence[Part]) -> list[Part]:
    """The same with the paragraphs whole that a page or line break had cut."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before and _goes_on(before, part):
            before.text += f" {part.text}"
            before.end = part.end
        else:
            found.append(part)
    return found


def _goes_on(before: Part, part: Part) -> bool:
    listed = _BULLET.match(before.text) and not part.text[:1].islower()
    whole = before.whole or part.whole or _BULLET.match(part.text)
    return not (before.level or part.level or listed or whole or ENDS.search(before.text))


def _blocks(lines: Sequence[str]) -> Iterator[Part]:
    group: list[int] = []
    for at, line in enumerate([*lines, ""]):
        stripped = line.strip()
        if stripped and group and TABLE_RULE.match(stripped):
            continue
        if not any(pattern.match(stripped) for pattern in FURNITURE.values()):
            if _MARKDOWN.match(stripped) and group:
                yield from _split(lines, group)
                group = []
            group.append(at)
            if _MARKDOWN.match(stripped):
                yield _part(lines, group)
                group = []
        elif group and _RULE.match(stripped) and len(group) == 1:
            # A line under a single line makes it a heading.
            part = _part(lines, group)
            part.level = 1 if stripped.startswith("=") else 2
            yield part
            group = []
        elif group:
            yield from _split(lines, group)
            group = []


def _part(lines: Sequence[str], group: Sequence[int]) -> Part:
    start, end = group[0], group[-1] + 1
    signs = (_NOTE.match, TABLE_RULE.match, is_row, is_quoted)
    whole = any(is_sign(line.strip()) for line in lines[start:end] for is_sign in signs)
    return Part(" ".join(lines[i].strip() for i in group), start, end, whole=whole)


def _split(lines: Sequence[str], group: Sequence[int]) -> Iterator[Part]:
    """One block, or several when its lines are paragraphs that no blank line parts."""
    starts = _starts([lines[i] for i in group])
    for first, last in zip(starts, [*starts[1:], len(group)], strict=True):
        yield _part(lines, group[first:last])


def _starts(lines: Sequence[str]) -> list[int]:
    whole = (_BULLET.match, is_row, is_quoted)
    if len(lines) == 1 or any(is_whole(line) for line in lines for is_whole in whole):
        return [0]
    ended = sum(bool(ENDS.search(line.strip())) for line in lines[:-1])
    if any(len(line) > LONG_LINE for line in lines) or ended > 0.6 * (len(lines) - 1) > 1:
        return list(range(len(lines)))
    indents = [len(line) - len(line.lstrip()) for line in lines]
    if min(indents) + 2 <= max(indents):
        deep = {i for i, indent in enumerate(indents) if indent >= min(indents) + 2}
        if len(deep) < len(lines) - 1:
            return sorted({0, *deep})
    return [0]


def _level(block: Part, blocks: Sequence[Part], at: int) -> int:
    """A heading's level; 0 for a paragraph."""
    if block.level:
        return block.level
    marked = _MARKDOWN.match(block.text)
    if marked:
        return len(marked[1])
    if block.end - block.start > 1:
        return 0
    before = blocks[at - 1].text if at else "."
    after = blocks[at + 1].text if at + 1 < len(blocks) else ""
    if _BOLD.match(block.text) and len(block.words) <= HEADING_WORDS and after:
        return 2
    apart = bool(ENDS.search(before)) or (at > 0 and blocks[at - 1].level > 0)
    if _COUNTED.match(block.text) and (_COUNTED.match(before) or _COUNTED.match(after)):
        return 0  # of a list, not of the article
    opens = bare(after).lstrip("'([")[:1]
    # What goes on in a small letter was cut by a page, and is no heading.
    return 2 if is_short_title(block) and apart and opens and not opens.islower() else 0


def is_short_title(block: Part) -> bool:
    """A short line without a final stop that begins like a title."""
    text = bare(block.text)
    if not text or len(block.words) > HEADING_WORDS or _STOP.search(text):
        return False
    if block.whole:
        return False
    if _BULLET.match(block.text) and not _NUMBERED.match(block.text):
        return False
    first = text.lstrip("'\"([")[:1]
    return first.isupper() or first.isdigit()


def opening_words(folded: Sequence[str], at: int, *, twice: bool = False) -> str:
    """The fewest first words of a line, three at least, with which no other line begins.

    Empty when another line begins alike for too long; ``twice`` lets the line come again.
    """
    words = folded[at].split()
    for size in range(min(INCIPIT.start, len(words)), min(len(words), LONGEST_OPENING) + 1):
        opening = " ".join(words[:size])
        if twice or starts_with(folded, opening) == [at]:
            trimmed = opening.rstrip(" .,;:!?…-'\")]")
            same = twice or starts_with(folded, trimmed) == [at]
            return trimmed if same and len(trimmed.split()) == size else opening
    return ""


def shared_opening(folded: Sequence[str], at: int) -> str:
    """The fewest first words of a line, three at least, that no longer opening tells apart more."""
    words = folded[at].split()[:LONGEST_OPENING]
    alike = starts_with(folded, " ".join(words))
    sizes = range(min(INCIPIT.start, len(words)), len(words) + 1)
    openings = (" ".join(words[:size]) for size in sizes)
    return next((o for o in openings if starts_with(folded, o) == alike), " ".join(words))
