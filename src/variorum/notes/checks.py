"""Rules on what the chapters say, each a small generator: plain records in, Problems out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from variorum.model import Annotation, ChapterMark, Kind, ParagraphMark, State
from variorum.problems import Code, Place, Problem
from variorum.text.anchor import LONGEST, SHORTEST

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 60
INCIPIT = range(3, 7)
SUMMARY = range(20, 91)
"""Words of a summary. The stance asks for 25; a one-line publisher's note may be shorter."""
NOTE = range(20, 121)
NEEDS_SOURCE = frozenset({Kind.SOURCE, Kind.DISSENT})


def chapters(chapters: Sequence[ChapterMark]) -> Iterator[Problem]:
    """The paragraphs count up by one from `first`, and the chapters follow on."""
    expected: int | None = None
    for chapter in chapters:
        numbers = [mark.number for mark in chapter.paragraphs]
        if chapter.first != min(numbers, default=-1):
            found = f'"first: {chapter.first}" before § {numbers[0] if numbers else "none"}'
            yield Problem(Code.CHAPTER_HEAD, chapter.place, found)
        for mark in chapter.paragraphs:
            if mark.number and expected is not None and mark.number != expected:
                found = f'"§ {mark.number}" where § {expected} was due'
                yield Problem(Code.PARAGRAPH_GAP, mark.place, found)
            if mark.number:
                expected = mark.number + 1
            yield from incipit(mark)


def incipit(mark: ParagraphMark) -> Iterator[Problem]:
    """An incipit is the paragraph's first 3 to 6 words."""
    if len(mark.incipit.split()) not in INCIPIT:
        yield Problem(Code.INCIPIT_LENGTH, mark.place, f'"{mark.incipit}" in § {mark.number}')


def summary(paragraph: int, words: int, place: Place) -> Iterator[Problem]:
    """A summary is long enough to be read alone and short enough to stand in the margin."""
    if words not in SUMMARY:
        yield Problem(Code.SUMMARY_LENGTH, place, f'"{words} words" in § {paragraph}')


def notes(notes: Iterable[Annotation]) -> Iterator[Problem]:
    """Every rule on a single note, and the one that names are unique."""
    seen: dict[str, Place] = {}
    for note in notes:
        yield from note_options(note)
        yield from note_words(note)
        if note.slug in seen:
            yield Problem(Code.NOTE_DOUBLE, note.place, f'"{note.slug}", also at {seen[note.slug]}')
        seen.setdefault(note.slug, note.place)


def note_options(note: Annotation) -> Iterator[Problem]:
    """A note has a usable name, a kind, a state, an author."""
    for name in ("quote", "kind", "by"):
        if not getattr(note, name).strip():
            yield Problem(Code.NOTE_OPTION, note.place, f'no ":{name}:" in note "{note.slug}"')
    if note.kind and note.kind not in Kind.__members__.values():
        yield Problem(Code.NOTE_KIND, note.place, f'"{note.kind}"')
    if note.state not in State.__members__.values():
        yield Problem(Code.NOTE_STATE, note.place, f'"{note.state}"')
    if not SLUG.fullmatch(note.slug) or len(note.slug) > SLUG_LENGTH:
        yield Problem(Code.NOTE_SLUG, note.place, f'"{note.slug}"')
    if note.paragraph < 0:
        yield Problem(Code.NOTE_STRAY, note.place, f'note "{note.slug}"')


def note_words(note: Annotation) -> Iterator[Problem]:
    """A note quotes 2 to 8 words, says 20 to 120, and cites a source where its kind asks it."""
    shortest = 1 if note.kind == Kind.FIGURE else SHORTEST
    quoted = len(note.quote.split())
    if note.quote and not shortest <= quoted <= LONGEST:
        yield Problem(Code.QUOTE_LENGTH, note.place, f'"{note.quote}" ({quoted} words)')
    # A figure note is mostly its check, so it may be short.
    if note.words > NOTE.stop - 1 or (note.kind != Kind.FIGURE and note.words < NOTE.start):
        yield Problem(Code.NOTE_LENGTH, note.place, f'"{note.slug}" has {note.words} words')
    if note.kind in NEEDS_SOURCE and not note.cites:
        yield Problem(Code.NOTE_SOURCE, note.place, f'{note.kind} note "{note.slug}"')


def bare(marks: Iterable[ParagraphMark], notes: Iterable[Annotation]) -> Iterator[Problem]:
    """No paragraph stands without a note."""
    counted = Counter(note.paragraph for note in notes)
    for mark in marks:
        if not counted[mark.number]:
            yield Problem(Code.PARAGRAPH_BARE, mark.place, f'§ {mark.number} "{mark.incipit} …"')
