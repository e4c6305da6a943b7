"""How an article is cut into chapters and paragraphs, with the words by which each is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from variorum.folding import fold
from variorum.layout import LONGEST_OPENING, Part, opening_words, parts_of
from variorum.model import ChapterMark, ParagraphMark
from variorum.problems import Code, Place, Problem
from variorum.scaffold.head import Head, plain, read_head
from variorum.slugs import slug_of
from variorum.text.places import STANDFIRST, bare, starts_with
from variorum.text.source import Copy

OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to be: its number and incipit."""

    number: int
    incipit: str


@dataclass(slots=True)
class Chapter:
    """A chapter to be; the opening has no section."""

    section: str
    title: str
    name: str
    """Its file, without the suffix."""
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """The whole edition to be, or the problems that forbid it."""

    head: Head
    chapters: list[Chapter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The article's title, or a word that asks for one."""
        return self.head.title or "Untitled article"

    def marks(self) -> list[ChapterMark]:
        """The plan as the witness wants it."""
        place = Place(Path("chapters"))
        return [
            ChapterMark(
                f"chapters/{chapter.name}",
                chapter.section,
                chapter.paragraphs[0].number,
                place,
                tuple(ParagraphMark(p.number, p.incipit, place) for p in chapter.paragraphs),
            )
            for chapter in self.chapters
        ]


def plan(copy: Copy) -> Plan:
    """Guess the article's parts; every guess can be corrected in the chapters afterwards."""
    head = read_head(parts_of(copy))
    out = Plan(head)
    folded = [bare(line) for line in copy.lines]
    if head.standfirst is not None:
        incipit = opening_words(folded, head.standfirst.start, twice=True)
        _open(out, "").paragraphs.append(Paragraph(STANDFIRST, incipit))
    pending: list[str] = []
    number = 0
    for part in head.body:
        if part.level:
            pending.append(plain(part.text))
            continue
        if pending or not out.chapters:
            _open(out, " / ".join(pending))
            pending = []
        number += 1
        incipit = opening_words(folded, part.start)
        if not incipit:
            out.problems.append(_alike(copy, part, folded))
        out.chapters[-1].paragraphs.append(Paragraph(number, incipit))
    if not number:
        out.problems.append(Problem(Code.TEXT_EMPTY, copy.place, "no paragraph"))
    return out


def _open(out: Plan, section: str) -> Chapter:
    title = section or out.title
    name = f"{len(out.chapters) + 1:02d}-{slug_of(title, 6, small=True) or OPENING}"
    out.chapters.append(Chapter(section, title, name))
    return out.chapters[-1]


def _alike(copy: Copy, part: Part, folded: Sequence[str]) -> Problem:
    opens = fold(" ".join(folded[part.start].split()[:LONGEST_OPENING]))
    at = " and ".join(str(i + 1) for i in starts_with(folded, opens))
    words = " ".join(opens.split()[:5])
    return Problem(
        Code.PARAGRAPH_DOUBLED,
        Place(copy.place.path, part.start + 1),
        f'"{words} …" at lines {at}',
        advice="Delete one of them from your copy, or give it other first words.",
    )
