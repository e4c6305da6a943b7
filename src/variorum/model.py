"""The records of an edition: facts only, frozen, never a docutils node."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from variorum.problems import Place


class Kind(StrEnum):
    """What a note is about."""

    FIGURE = "figure"
    TEXTUAL = "textual"
    SOURCE = "source"
    CONTEXT = "context"
    PERSON = "person"
    DISSENT = "dissent"


class State(StrEnum):
    """How far a note has come: written, or compared with its source."""

    DRAFT = "draft"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class ParagraphMark:
    """What a chapter says of a paragraph: enough to find it in the text."""

    number: int
    """§, counted through the whole article; 0 is the standfirst."""
    incipit: str
    place: Place


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """What a chapter's head says: enough to find the section in the text."""

    docname: str
    section: str
    """The heading as the text has it; empty for the opening."""
    first: int
    place: Place
    paragraphs: tuple[ParagraphMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note: where it hangs, what kind it is, who wrote it."""

    slug: str
    paragraph: int
    quote: str
    kind: str
    by: str
    state: str
    checked_by: str
    docname: str
    place: Place
    words: int
    """Length of the note's prose."""
    cites: tuple[str, ...] = ()
    """Citation keys in the note's prose."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: character offsets, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """A declared difference between the reader's copy and the edited text."""

    rule: str
    """Which rule of the edition made it: page-break, head-matter, emendation …"""
    paragraph: int
    line: int
    """Line of the reader's copy, counted from 1; 0 where it has none."""
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph of the edited text."""

    number: int
    text: str
    """Plain words, no markup; quotes and apostrophes as printed in the edition."""
    emphasis: tuple[Span, ...] = ()
    lines: tuple[int, int] = (0, 0)
    """First and last line in the reader's copy, counted from 1."""


@dataclass(frozen=True, slots=True)
class EditedText:
    """The article as this edition prints it, with every repair on record."""

    paragraphs: dict[int, TextParagraph]
    repairs: tuple[Repair, ...] = ()
    head: str = ""
    """What stands before the body, line by line: title, standfirst, byline and date."""
