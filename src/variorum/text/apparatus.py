"""The textual apparatus: what an editor changed in the copy-text, and what was kept on purpose.

``load`` reads the entries, ``Apparatus.apply`` makes the emendations in a paragraph, and
``Apparatus.locate`` finds the lemmas in the edited paragraph. The shape of quotes never matters;
every other character does, so an emendation lands where the editor meant it or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from variorum.folding import fold
from variorum.model import Span
from variorum.problems import Code, Problem
from variorum.text.readings import (
    CLASS_NAMES,
    RANGE,
    Reading,
    ReadingClass,
    ReadingsFile,
    Status,
    read,
)

__all__ = [
    "CLASS_NAMES",
    "Apparatus",
    "Change",
    "Emended",
    "Reading",
    "ReadingClass",
    "Status",
    "load",
]


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest stretch that an emendation replaced, counted in the text before all changes."""

    start: int
    end: int
    before: str
    after: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Emended:
    """A paragraph after its emendations, with what was done and what failed."""

    text: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def moved(self, span: Span) -> Span:
        """Where a stretch of the text as given stands now, so that emphasis stays put."""
        return Span(self._moved(span.start), self._moved(span.end))

    def _moved(self, offset: int) -> int:
        done = (c for c in self.changes if c.end <= offset and c.start < offset)
        return offset + sum(len(c.after) - len(c.before) for c in done)


@dataclass(frozen=True, slots=True)
class Apparatus:
    """All entries, in the order of the text."""

    file: ReadingsFile = field(default_factory=ReadingsFile)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Head matter first, then the paragraphs, then the cross-headings."""
        return self.file.readings

    @property
    def witnesses(self) -> tuple[tuple[str, str], ...]:
        """Siglum and description of each witness."""
        return self.file.witnesses

    def at(self, paragraph: int) -> tuple[Reading, ...]:
        """The entries of one paragraph."""
        return tuple(r for r in self.readings if r.paragraph == paragraph)

    def emendations(self) -> tuple[Reading, ...]:
        """The entries where the edited text departs from the copy-text."""
        return tuple(r for r in self.readings if r.status is Status.EMENDED)

    def apply(self, paragraph: int, text: str) -> Emended:
        """The paragraph as this edition prints it; words that already read so are left alone."""
        changes: list[Change] = []
        problems: list[Problem] = []
        for reading in self.at(paragraph):
            if reading.status is Status.EMENDED:
                found = _change(reading, reading.of(self.file.copy_text) or "", text)
                if isinstance(found, Problem):
                    problems.append(found)
                elif found is not None:
                    changes.append(found)
        changes.sort(key=lambda c: (c.start, c.end))
        problems += _collisions((c.reading, Span(c.start, c.end)) for c in changes)
        if problems:
            return Emended(text, (), tuple(problems))
        edited = text
        for change in reversed(changes):
            edited = edited[: change.start] + change.after + edited[change.end :]
        return Emended(edited, tuple(changes))

    def locate(self, paragraph: int, text: str) -> tuple[list[tuple[Reading, Span]], list[Problem]]:
        """Where each lemma stands in the edited paragraph, in order; a lost one is a Problem."""
        spans: list[tuple[Reading, Span]] = []
        problems: list[Problem] = []
        for reading in self.at(paragraph):
            found = _span(reading, text)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                spans.append((reading, found))
        spans.sort(key=lambda pair: (pair[1].start, pair[1].end))
        return spans, problems + _collisions(spans)


def load(path: Path) -> tuple[Apparatus, list[Problem]]:
    """The apparatus of the edition; an entry that cannot be used is a Problem and is left out."""
    file, problems = read(path)
    return Apparatus(file), problems


def _change(reading: Reading, before: str, text: str) -> Change | Problem | None:
    plain, old, new = fold(text), fold(before), fold(reading.lemma)
    done = _occurrences(new, plain)
    # The edited reading may hold the old one (a full stop added), so it is hidden from the search.
    for start in done:
        plain = plain[:start] + "\0" * len(new) + plain[start + len(new) :]
    places = _occurrences(old, plain)
    if not places and len(done) == 1:
        return None
    if len(places) != 1 or done:
        return _misplaced(reading, before, len(places) + len(done))
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    start, end = places[0] + head, places[0] + len(old) - tail
    return Change(start, end, text[start:end], reading.lemma[head : len(new) - tail], reading)


def _span(reading: Reading, text: str) -> Span | Problem:
    plain = fold(text)
    first, _, last = fold(reading.lemma).partition(RANGE)
    starts = _occurrences(first, plain)
    if len(starts) != 1:
        return _misplaced(reading, first, len(starts))
    if not last:
        return Span(starts[0], starts[0] + len(first))
    ends = [n for n in _occurrences(last, plain) if n >= starts[0] + len(first)]
    if len(ends) != 1:
        return _misplaced(reading, last, len(ends))
    return Span(starts[0], ends[0] + len(last))


def _occurrences(words: str, text: str) -> list[int]:
    """Every place where the words stand, also one across another; never inside a longer word."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return [m.start() for m in re.finditer(f"{left}(?={re.escape(words)}{right})", text)]


def _shared(one: str, other: str) -> int:
    """How many characters two strings open with in common."""
    shortest = min(len(one), len(other))
    return next((i for i in range(shortest) if one[i] != other[i]), shortest)


def _misplaced(reading: Reading, words: str, times: int) -> Problem:
    code = Code.READING_TWICE if times > 1 else Code.READING_MISSING
    return Problem(code, reading.place, f'"{words}" in § {reading.where}')


def _collisions(spans: Iterable[tuple[Reading, Span]]) -> list[Problem]:
    problems: list[Problem] = []
    last: tuple[Reading, Span] | None = None
    for reading, span in spans:
        if last is not None and span.start < last[1].end:
            found = f'"{last[0].lemma}" and "{reading.lemma}" in § {reading.where}'
            problems.append(Problem(Code.READING_OVERLAP, reading.place, found))
        last = (reading, span)
    return problems
