"""One edition, put together: chapters and notes on one side, text or lock on the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from variorum.figures.coverage import Coverage
from variorum.folding import token_range
from variorum.model import Annotation, ChapterMark, EditedText, Span
from variorum.notes.contributors import Contributor
from variorum.notes.glossary import Entry
from variorum.problems import Problem
from variorum.text.apparatus import Apparatus
from variorum.text.collation import Variant
from variorum.text.lock import Lock, LockedNote
from variorum.waivers import Waiver

LOCK = "text.lock.toml"
APPARATUS = "apparatus.toml"
WAIVERS = "waivers.toml"
CONTRIBUTORS = "contributors.toml"


@dataclass
class Edition:
    """Everything a shell needs to fill, check and print; empty text means the commentary."""

    root: Path
    chapters: tuple[ChapterMark, ...]
    notes: tuple[Annotation, ...]
    lock: Lock | None = None
    text: EditedText | None = None
    copy: str = ""
    """Name of the reader's copy, for the front page."""
    location: str = ""
    """The copy's path or address."""
    second_location: str = ""
    """That of a second copy, which is collated."""
    apparatus: Apparatus = field(default_factory=Apparatus)
    entries: tuple[Entry, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    anchors: dict[str, Span] = field(default_factory=dict)
    """Characters of the paragraph on which each note hangs; empty without the text."""
    order: dict[str, int] = field(default_factory=dict)
    """The number printed beside each note, counted within its chapter."""
    terms: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    used: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """For each glossary entry, the paragraphs in which the text uses it."""
    coverage: Coverage = field(default_factory=Coverage)
    variants: list[Variant] = field(default_factory=list)
    """Where a second copy that the reader supplied has other words."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def _by_chapter(self) -> dict[str, list[Annotation]]:
        found: dict[str, list[Annotation]] = {}
        for note in self.notes:
            found.setdefault(note.docname, []).append(note)
        return found

    def notes_of(self, docname: str) -> list[Annotation]:
        """The notes of one chapter, as its file has them."""
        return self._by_chapter.get(docname, [])

    @property
    def authors(self) -> dict[str, str]:
        """Names by id."""
        return {person.id: person.name for person in self.contributors}

    @property
    def is_full(self) -> bool:
        """Whether the reader's copy is there, so that the full edition can be printed."""
        return self.text is not None


def hung(edition: Edition) -> dict[str, tuple[int, int]]:
    """The tokens of its paragraph on which each note hangs, by the text or else by the lock."""
    if edition.text is None:
        found = {note.slug: record_of(edition, note) for note in edition.notes}
        return {slug: (known.start, known.end) for slug, known in found.items() if known}
    return {
        note.slug: token_range(edition.text.paragraphs[note.paragraph].text, span.start, span.end)
        for note in edition.notes
        if (span := edition.anchors.get(note.slug)) is not None
    }


def record_of(edition: Edition, note: Annotation, *, exact: bool = False) -> LockedNote | None:
    """What the lock knows of a note; unless exact, even from when it quoted other words."""
    known = edition.lock or Lock("")
    found = known.known(note.slug, note.paragraph, note.quote)
    return found or (None if exact else known.notes.get(note.slug))


def position(edition: Edition, note: Annotation) -> tuple[int, int, int]:
    """Paragraph, last word and line of a note: its number stands behind the last word."""
    if note.slug in edition.anchors:
        return note.paragraph, edition.anchors[note.slug].end, note.place.line
    known = record_of(edition, note)
    return note.paragraph, known.end if known else 10**6, note.place.line
