"""Is every number of the text on trial? Bound by a check, or waived with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from variorum.folding import token_range
from variorum.model import Annotation
from variorum.problems import Code, Place, Problem
from variorum.text import anchor
from variorum.text.lock import LockedNumeral


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of the text and the figure note that binds it, if one does."""

    paragraph: int
    words: str
    start: int
    """First token of the paragraph, counted from 0."""
    end: int
    bound_by: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many numbers the text holds, and what became of them."""

    numerals: tuple[Numeral, ...] = ()
    waived: int = 0

    @property
    def bound(self) -> int:
        """Numbers that a check binds."""
        return sum(bool(n.bound_by) for n in self.numerals)

    @property
    def settled(self) -> int:
        """Numbers that are bound or waived."""
        return self.bound + self.waived

    def __str__(self) -> str:
        return (
            f"{self.settled} of {len(self.numerals)} numbers of the text are on trial "
            f"({self.bound} checked, {self.waived} waived)"
        )


Tokens = tuple[int, int]


def cover(
    numerals: Mapping[int, Iterable[LockedNumeral]],
    notes: Iterable[Annotation],
    hung: Mapping[str, Tokens],
    figures: Mapping[str, Iterable[str]],
) -> Coverage:
    """Bind each number to the note whose ``figure(…)`` words hold it.

    ``hung`` gives the tokens of the paragraph that each note's quotation covers.
    """
    tried: dict[int, list[tuple[str, Tokens]]] = {}
    for note in notes:
        if note.slug in hung:
            spans = _tried(note, hung[note.slug], figures.get(note.slug, ()))
            tried.setdefault(note.paragraph, []).extend((note.slug, span) for span in spans)
    found = [
        Numeral(paragraph, n.words, n.start, n.end, _binder(n, tried.get(paragraph, ())))
        for paragraph, here in sorted(numerals.items())
        for n in here
    ]
    return Coverage(tuple(found))


def _tried(note: Annotation, at: Tokens, words: Iterable[str]) -> Iterator[Tokens]:
    for figure in words:
        for span in anchor.find(note.quote, figure):
            start, end = token_range(note.quote, span.start, span.end)
            yield at[0] + start, at[0] + end


def _binder(numeral: LockedNumeral, tried: Iterable[tuple[str, Tokens]]) -> str:
    for slug, (start, end) in tried:
        if start <= numeral.start and numeral.end <= end:
            return slug
    return ""


def unbound(coverage: Coverage, place: Place) -> Iterator[Problem]:
    """One problem for each number that no check binds; waivers.toml may waive it."""
    for numeral in coverage.numerals:
        if not numeral.bound_by:
            yield Problem(
                Code.NUMERAL_UNBOUND, place, f'"{numeral.words}" in § {numeral.paragraph}'
            )
