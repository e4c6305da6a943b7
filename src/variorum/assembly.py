"""Put an edition together, and say all that is wrong with it.

`assemble` is the whole left-to-right line of the design in one place; it reads files, writes
none, and yields every Problem it meets. Both shells (Sphinx and the command line) call it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from variorum.edition import (
    APPARATUS,
    CONTRIBUTORS,
    LOCK,
    WAIVERS,
    Edition,
    hung,
    position,
    record_of,
)
from variorum.figures import coverage
from variorum.figures.coverage import Check, Coverage
from variorum.model import Annotation, ChapterMark, Kind
from variorum.notes import checks, glossary
from variorum.notes.contributors import check_authors, load_contributors
from variorum.problems import Code, Place, Problem
from variorum.text import apparatus as apparatus_of
from variorum.text import lock, lock_file
from variorum.text.anchor import find
from variorum.text.apparatus import Apparatus
from variorum.text.hanging import hang, outdated, unknown_words
from variorum.text.lock import Lock, LockedNumeral, locked_numerals
from variorum.text.reader_copy import Request, collate, open_text
from variorum.waivers import apply_waivers, load_waivers


def assemble(
    request: Request,
    chapters: Sequence[ChapterMark],
    notes: Sequence[Annotation],
    figures: Mapping[str, Sequence[Check]],
) -> Edition:
    """The edition with all its problems; call once per build, before anything is written.

    ``figures`` gives, for each figure note, its checks, carried out.
    """
    chapters = sorted(chapters, key=lambda c: c.first)
    edition = Edition(request.root, tuple(chapters), tuple(notes))
    edition.problems += checks.chapters(chapters)
    edition.problems += checks.notes(notes)
    edition.problems += checks.bare((m for c in chapters for m in c.paragraphs), notes)
    _load_parts(edition)
    if not any(p.code is Code.PARAGRAPH_GAP for p in edition.problems):
        _open(edition, request)
    if edition.text is not None:
        _anchor_in_text(edition)
    else:
        _anchor_in_lock(edition)
    _find_terms(edition)
    if edition.text is not None and edition.lock is not None:
        place = Place(edition.root / LOCK)
        edition.problems += lock.outdated(
            edition.lock, edition.text, _terms_by_paragraph(edition), place
        )
    _number(edition)
    _cover(edition, figures)
    return edition


def _load_parts(edition: Edition) -> None:
    root = edition.root
    edition.waivers, problems = load_waivers(root / WAIVERS)
    edition.problems += problems
    edition.contributors, faults = load_contributors(root / CONTRIBUTORS)
    edition.problems += [*faults, *check_authors(edition.notes, edition.contributors)]
    edition.apparatus, faults = read_apparatus(root)
    edition.problems += faults
    if (root / "glossary").is_dir():
        edition.entries, found = glossary.read_entries(root / "glossary")
        edition.problems += found
    edition.lock, faults = read_lock(root)
    edition.problems += faults


def read_apparatus(root: Path) -> tuple[Apparatus, list[Problem]]:
    """The emendations of an edition; none when it has no such file."""
    path = root / APPARATUS
    return apparatus_of.load(path) if path.is_file() else (Apparatus(), [])


def read_lock(root: Path) -> tuple[Lock | None, list[Problem]]:
    """The lock of an edition, or the problem that forbids it."""
    found = lock_file.load(root / LOCK)
    return (None, [found]) if isinstance(found, Problem) else (found, [])


def _open(edition: Edition, request: Request) -> None:
    opened = open_text(request, edition.chapters, edition.apparatus, edition.lock)
    edition.text, edition.copy, edition.location = opened.text, opened.copy, opened.location
    edition.problems += opened.problems
    if edition.text is not None and request.second_text:
        edition.second_location = request.second_text
        found = collate(edition.text, request.second_text)
        if isinstance(found, Problem):
            edition.problems.append(found)
        else:
            edition.variants = found


def _anchor_in_text(edition: Edition) -> None:
    assert edition.text is not None
    for note in edition.notes:
        paragraph = edition.text.paragraphs.get(note.paragraph)
        if paragraph is None or not note.quote:
            continue
        found = hang(note, paragraph.text, edition.lock)
        if isinstance(found, Problem):
            edition.problems.append(found)
        else:
            edition.anchors[note.slug] = found
            edition.problems += outdated(note, paragraph.text, found, edition.lock)
    for number, paragraph in edition.text.paragraphs.items():
        edition.problems += edition.apparatus.locate(number, paragraph.text)[1]


def _anchor_in_lock(edition: Edition) -> None:
    """Without the text a quotation is right when it is the one that was locked."""
    if edition.lock is None:
        return
    for note in edition.notes:
        if note.quote and not record_of(edition, note, exact=True):
            found = unknown_words(note, edition.lock)
            edition.problems.append(Problem(Code.QUOTE_UNLOCKED, note.place, found))


def _find_terms(edition: Edition) -> None:
    used: dict[str, list[int]] = {entry.slug: [] for entry in edition.entries}
    if edition.text is not None:
        for number, paragraph in sorted(edition.text.paragraphs.items()):
            found = glossary.find_terms(paragraph.text, edition.entries, paragraph.emphasis)
            edition.terms[number] = found
            # A title in italics is never cut by a link, but it names its entry all the same.
            for _start, _end, slug in glossary.find_terms(paragraph.text, edition.entries):
                used[slug].append(number)
        for _start, _end, slug in glossary.find_terms(edition.text.head, edition.entries):
            used[slug] = sorted({0, *used[slug]})
    elif edition.lock is not None:
        for number, known in sorted(edition.lock.paragraphs.items()):
            for slug in known.terms:
                used.setdefault(slug, []).append(number)
    edition.used = {slug: tuple(numbers) for slug, numbers in used.items()}
    if edition.text is not None:
        edition.problems += glossary.check_use(edition.entries, edition.used)


def _number(edition: Edition) -> None:
    """Notes are numbered within their chapter, in the order of the words they hang on."""
    for chapter in edition.chapters:
        here = sorted(edition.notes_of(chapter.docname), key=lambda n: position(edition, n))
        edition.order.update({note.slug: i for i, note in enumerate(here, start=1)})


def _cover(edition: Edition, figures: Mapping[str, Sequence[Check]]) -> None:
    numerals: Mapping[int, Sequence[LockedNumeral]] = {}
    if edition.text is not None:
        numerals = {n: locked_numerals(p.text) for n, p in edition.text.paragraphs.items()}
    elif edition.lock is not None:
        numerals = {n: p.numerals for n, p in edition.lock.paragraphs.items()}
    at = hung(edition)
    found = coverage.cover(numerals, edition.notes, at, figures)
    places = {mark.number: mark.place for c in edition.chapters for mark in c.paragraphs}
    # A figure note without a place, or without a check carried out, has a fault of its own.
    at_fault = [
        note
        for note in edition.notes
        if note.kind == Kind.FIGURE and not (note.slug in at and figures.get(note.slug))
    ]
    # The shell takes the waived ones out, together with every other problem that is waived.
    unbound = list(coverage.unbound(found, Place(edition.root / WAIVERS), places, at_fault))
    edition.problems += unbound
    _standing, waived = apply_waivers(unbound, edition.waivers)
    edition.coverage = Coverage(found.numerals, len(waived))


def locked(edition: Edition, salt: str) -> Lock:
    """The lock of the text in hand."""
    assert edition.text is not None
    paragraphs = edition.text.paragraphs
    # Whoever makes a lock has read the text: where a note hung in an older one says nothing.
    anchors = {
        note.slug: (note.paragraph, spans[0].start, spans[0].end, note.quote)
        for note in edition.notes
        if note.paragraph in paragraphs
        and len(spans := find(paragraphs[note.paragraph].text, note.quote)) == 1
    }
    return lock.make(edition.text, anchors, salt, _terms_by_paragraph(edition))


def _terms_by_paragraph(edition: Edition) -> dict[int, tuple[str, ...]]:
    terms: dict[int, list[str]] = {}
    for slug, numbers in sorted(edition.used.items()):
        for number in numbers:
            terms.setdefault(number, []).append(slug)
    return {number: tuple(slugs) for number, slugs in terms.items()}
