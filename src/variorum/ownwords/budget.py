"""The edition held to its own words: the measures of ``ownwords`` applied to a whole edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from variorum import folding
from variorum.edition import Edition
from variorum.model import Annotation, ChapterMark
from variorum.ownwords import measures
from variorum.ownwords.measures import Copy, Excuses, Share
from variorum.problems import Place, Problem
from variorum.works import bibliography, citations

BIBLIOGRAPHY = "references.bib"


def share_of(edition: Edition, chapter: ChapterMark) -> Share:
    """How much of a chapter its incipits and lemmas quote; from the text, else from the lock."""
    numbers = [mark.number for mark in chapter.paragraphs]
    sizes = {number: _size(edition, number) for number in numbers}
    quotes = [(mark.number, 0, len(mark.incipit.split())) for mark in chapter.paragraphs]
    notes = edition.notes_of(chapter.docname)
    quotes += [(note.paragraph, *_words(edition, note)) for note in notes]
    return measures.share(quotes, sizes)


def _size(edition: Edition, number: int) -> int:
    if edition.text is not None and number in edition.text.paragraphs:
        return len(folding.tokens(edition.text.paragraphs[number].text))
    known = edition.lock.paragraphs.get(number) if edition.lock else None
    return known.words if known else 0


def _words(edition: Edition, note: Annotation) -> tuple[int, int]:
    """First word and last word + 1 of a note's lemma; (0, 0) when it has no place."""
    span = edition.anchors.get(note.slug)
    if span is not None and edition.text is not None:
        text = edition.text.paragraphs[note.paragraph].text
        return folding.token_range(text, span.start, span.end)
    known = edition.lock.notes.get(note.slug) if edition.lock else None
    # A lemma may have been shortened since it was locked, so its own words are counted.
    return (known.start, known.start + len(note.quote.split())) if known else (0, 0)


def check(edition: Edition, quoted: Decimal = measures.QUOTED_SHARE) -> Iterator[Problem]:
    """Works and citations, the quoted share of each chapter, and the words of the sources."""
    works, problems = bibliography.load(edition.root / BIBLIOGRAPHY)
    yield from (_under(edition.root, problem) for problem in problems)
    found = [*bibliography.check(works)]
    if not problems:
        found += bibliography.check_use(works, citations.collect(edition.root))
    yield from (_under(edition.root, problem) for problem in found)
    yield from check_quotes(edition, quoted)
    yield from check_sources(edition)


def _under(root: Path, problem: Problem) -> Problem:
    """The problem with its place as seen from the edition's folder."""
    path = problem.place.path
    short = path.relative_to(root) if path.is_relative_to(root) else path
    return replace(problem, place=Place(short, problem.place.line))


def check_quotes(edition: Edition, budget: Decimal = measures.QUOTED_SHARE) -> Iterator[Problem]:
    """A Problem for each chapter that quotes more than its budget."""
    for chapter in edition.chapters:
        yield from measures.check_share(share_of(edition, chapter), chapter.place, budget)


def copy_of(edition: Edition) -> Copy | None:
    """The text to compare with; None while there is none."""
    if edition.text is None:
        return None
    return Copy("\n".join(p.text for _, p in sorted(edition.text.paragraphs.items())))


def excuses_of(edition: Edition) -> Excuses:
    """Titles of the works that the article cites, and the headings: names, not sentences."""
    works, _ = bibliography.load(edition.root / BIBLIOGRAPHY)
    titles = [work.title for work in works.values() if "article" in work.keywords]
    return Excuses.of([*titles, *(chapter.section for chapter in edition.chapters)])


def check_files(
    edition: Edition, paths: Iterable[Path], root: Path | None = None
) -> Iterator[Problem]:
    """A Problem for each run of the text that a file repeats; nothing without the text."""
    copy = copy_of(edition)
    if copy is not None:
        base = root or edition.root
        yield from measures.check_files(base, paths, copy, excuses_of(edition))


def check_sources(edition: Edition) -> Iterator[Problem]:
    """The files that a person wrote."""
    # The copies in use are the reader's, wherever they lie.
    own = {Path(place).resolve() for place in (edition.location, edition.second_location) if place}
    paths = (path for path in measures.source_files(edition.root) if path.resolve() not in own)
    yield from check_files(edition, paths)
