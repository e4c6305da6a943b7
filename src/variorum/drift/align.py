"""Which paragraph of a new text is which paragraph of the edition, without trusting its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from variorum.folding import words_and_signs
from variorum.layout import parts_of
from variorum.model import ChapterMark, EditedText, ParagraphMark
from variorum.scaffold.head import read_head
from variorum.text import witness
from variorum.text.apparatus import Apparatus
from variorum.text.inline import read_inline, set_quotes
from variorum.text.lock import CHUNK, Lock
from variorum.text.places import bare, starts_with
from variorum.text.source import Copy

LEAST = 50.0
"""Paragraphs less alike than this, in per cent, are not the same paragraph."""


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph of the new text."""

    text: str
    line: int
    """Index of its first line in the copy."""


@dataclass(frozen=True, slots=True)
class ParagraphFate:
    """A paragraph of the edition, of the new text, or of both."""

    change: Change
    number: int = -1
    """§ in the edition; -1 for a new one."""
    at: int = -1
    """Place in the list of the new text's paragraphs; -1 for a missing one."""
    score: float = 0.0
    moved: bool = False
    """Whether it stands before a paragraph that it once followed."""


@dataclass(slots=True)
class Alignment:
    """Both texts side by side."""

    new: tuple[Found, ...]
    fates: list[ParagraphFate] = field(default_factory=list)

    def of(self, number: int) -> ParagraphFate | None:
        """What became of a paragraph of the edition."""
        return next((fate for fate in self.fates if fate.number == number), None)

    def number_of(self, at: int) -> int:
        """The § that a new paragraph is; -1 for none."""
        return next((fate.number for fate in self.fates if fate.at == at), -1)


def paragraphs_of(
    copy: Copy, chapters: Sequence[ChapterMark], apparatus: Apparatus
) -> tuple[Found, ...]:
    """The new text's paragraphs: by the witness or, if it refuses, by the layout."""
    edited, problems = witness.edit(copy, chapters, apparatus)
    if not problems:
        found = [Found(p.text, p.lines[0] - 1) for p in edited.paragraphs.values()]
        return tuple(sorted(found, key=lambda each: each.line))
    head = read_head(parts_of(copy))
    parts = [part for part in head.body if not part.level]
    if head.standfirst is not None:
        parts.insert(0, head.standfirst)
    return tuple(Found(_plain(part.text), part.start) for part in parts)


def _plain(text: str) -> str:
    return set_quotes(read_inline(" ".join(text.split()))[0])


@dataclass(frozen=True, slots=True)
class Old:
    """What is known of the edition's text: the words themselves, or the lock's facts about them."""

    marks: Mapping[int, ParagraphMark]
    text: EditedText | None
    lock: Lock | None
    apparatus: Apparatus

    def same(self, number: int, text: str) -> bool:
        """Whether these are the very words of the paragraph, after its emendations."""
        emended = self.emended(number, text)
        if self.text is not None and number in self.text.paragraphs:
            return _words(self.text.paragraphs[number].text) == _words(emended)
        return self.lock is not None and self.lock.confirms(number, emended)

    def emended(self, number: int, text: str) -> str:
        """A new paragraph with the emendations of § ``number`` that still fit it."""
        if not self.apparatus.at(number):
            return text
        return set_quotes(self.apparatus.apply(number, text).text)

    def score(self, number: int, text: str) -> float:
        """How alike they are, in per cent."""
        if self.text is not None and number in self.text.paragraphs:
            return fuzz.ratio(_words(self.text.paragraphs[number].text), _words(text))
        begins = bool(starts_with([bare(text)], self.marks[number].incipit))
        return max(_chunks(self.lock, number, text), 80.0 if begins else 0.0)


@lru_cache(maxsize=4096)
def _words(text: str) -> list[str]:
    return words_and_signs(text)


@lru_cache(maxsize=4096)
def _groups(salt: str, text: str) -> frozenset[str]:
    """What the lock would record of each eight words in a row."""
    lock, found = Lock(salt), words_and_signs(text)
    starts = range(max(len(found) - CHUNK + 1, 1))
    return frozenset(lock.chunk(found[i : i + CHUNK]) for i in starts)


def _chunks(lock: Lock | None, number: int, text: str) -> float:
    """The share of the locked groups of eight words that the text has, wherever they stand."""
    known = lock.paragraphs.get(number) if lock else None
    if lock is None or known is None or not known.chunks:
        return 0.0
    here = _groups(lock.salt, text)
    there = [known.chunks[i : i + 4] for i in range(0, len(known.chunks), 4)]
    return 100.0 * sum(chunk in here for chunk in there) / len(there)


def align(old: Old, new: tuple[Found, ...]) -> Alignment:
    """The best pairs first; what is left over is missing or new."""
    out = Alignment(new)
    pairs = sorted(_pairs(old, new))
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for loss, _far, number, at in pairs:
        if number not in taken and at not in used:
            taken[number] = (at, 100.0 - loss)
            used.add(at)
    before = -1
    for number in sorted(old.marks):
        if number not in taken:
            out.fates.append(ParagraphFate(Change.MISSING, number))
            continue
        at, score = taken[number]
        same = old.same(number, new[at].text)
        change = Change.SAME if same else Change.CHANGED
        out.fates.append(ParagraphFate(change, number, at, 100.0 if same else score, at < before))
        before = max(before, at)
    out.fates += [ParagraphFate(Change.NEW, at=at) for at in range(len(new)) if at not in used]
    return out


def _pairs(old: Old, new: Sequence[Found]) -> Iterator[tuple[float, float, int, int]]:
    """Loss, distance, §, place of each pair that is alike enough."""
    numbers = sorted(old.marks)
    for i, number in enumerate(numbers):
        for at, found in enumerate(new):
            score = (
                100.0 if old.same(number, found.text) else min(old.score(number, found.text), 99)
            )
            if score >= LEAST:
                far = abs(i / len(numbers) - at / len(new))
                yield 100.0 - score, far, number, at
