"""How an article is cut into chapters and paragraphs, with the words by which each is found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from variorum.layout import opening_words, parts_of, shared_opening
from variorum.model import ChapterMark, ParagraphMark
from variorum.problems import Code, Place, Problem
from variorum.scaffold.head import Head, plain, read_head
from variorum.slugs import slug_of
from variorum.text.places import STANDFIRST, bare, find_places
from variorum.text.source import Copy

OPENING = "opening"
ADVICE = (
    "The first words do not tell these lines apart. If both belong to the article, delete no "
    "words: take out the blank line before one of them in your copy, so that it goes on the "
    "paragraph above. If one of them is of the page around the article, delete that one."
)


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
        incipit = opening_words(folded, part.start) or shared_opening(folded, part.start)
        out.chapters[-1].paragraphs.append(Paragraph(number, incipit))
    if not number:
        out.problems.append(Problem(Code.TEXT_EMPTY, copy.place, "no paragraph"))
    else:
        out.problems += map(_advised, find_places(copy, out.marks())[1])
    return out


def _open(out: Plan, section: str) -> Chapter:
    title = section or out.title
    name = f"{len(out.chapters) + 1:02d}-{slug_of(title, 6, small=True) or OPENING}"
    out.chapters.append(Chapter(section, title, name))
    return out.chapters[-1]


def _advised(problem: Problem) -> Problem:
    """A fault of the plan; where lines open alike, with the cure that leaves every word alone."""
    if problem.code not in (Code.PARAGRAPH_DOUBLED, Code.INCIPIT_AMBIGUOUS):
        return problem
    return replace(problem, advice=ADVICE)
