"""Is every number of the text on trial? Bound by a check, or waived with a reason.

To be bound is not yet to be compared: a check may also say that no source was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from variorum.figures.rules import Verdict
from variorum.folding import token_range
from variorum.model import Annotation
from variorum.problems import Code, Place, Problem
from variorum.text import anchor
from variorum.text.lock import LockedNumeral


class Check(Protocol):
    """What counts of a check that was carried out."""

    @property
    def figure(self) -> str:
        """The text's words that were tried."""

    @property
    def verdict(self) -> str:
        """What was found."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of the text and the figure note that binds it, if one does."""

    paragraph: int
    words: str
    start: int
    """First token of the paragraph, counted from 0."""
    end: int
    bound_by: str = ""
    is_compared: bool = False
    """Whether a check of it read a value, and did not only say what was searched."""


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
    def compared(self) -> int:
        """Numbers that a check compares with data."""
        return sum(n.is_compared for n in self.numerals)

    @property
    def settled(self) -> int:
        """Numbers that are bound or waived."""
        return self.bound + self.waived

    def __str__(self) -> str:
        """Every number once: the parts add up to the whole."""
        parts = {
            "compared with data": self.compared,
            "not checkable": self.bound - self.compared,
            "waived": self.waived,
        }
        if left := len(self.numerals) - self.settled:
            parts["neither"] = left
        said = ", ".join(f"{count} {words}" for words, count in parts.items())
        return f"{len(self.numerals)} numbers of the text: {said}"


Tokens = tuple[int, int]
_Tried = tuple[str, Tokens, bool]
"""The note, the tokens that its check tried, and whether it compared them with data."""


def cover(
    numerals: Mapping[int, Iterable[LockedNumeral]],
    notes: Iterable[Annotation],
    hung: Mapping[str, Tokens],
    figures: Mapping[str, Iterable[Check]],
) -> Coverage:
    """Bind each number to the note whose ``figure(…)`` words hold it, a comparing one if any.

    ``hung`` gives the tokens of the paragraph that each note's quotation covers.
    """
    tried: dict[int, list[_Tried]] = {}
    for note in notes:
        if note.slug in hung:
            here = _tried(note, hung[note.slug], figures.get(note.slug, ()))
            tried.setdefault(note.paragraph, []).extend(here)
    found = [
        Numeral(paragraph, n.words, n.start, n.end, *_binder(n, tried.get(paragraph, ())))
        for paragraph, known in sorted(numerals.items())
        for n in known
    ]
    return Coverage(tuple(found))


def _tried(note: Annotation, at: Tokens, checks: Iterable[Check]) -> Iterator[_Tried]:
    for check in checks:
        for span in anchor.find(note.quote, check.figure):
            start, end = token_range(note.quote, span.start, span.end)
            is_compared = check.verdict != Verdict.NOT_CHECKABLE
            yield note.slug, (at[0] + start, at[0] + end), is_compared


def _binder(numeral: LockedNumeral, tried: Iterable[_Tried]) -> tuple[str, bool]:
    found = [
        (slug, is_compared)
        for slug, (start, end), is_compared in tried
        if start <= numeral.start and numeral.end <= end
    ]
    return next((each for each in found if each[1]), found[0] if found else ("", False))


def unbound(
    coverage: Coverage,
    place: Place,
    places: Mapping[int, Place] | None = None,
    at_fault: Iterable[Annotation] = (),
) -> Iterator[Problem]:
    """One problem for each number that no check binds; waivers.toml may waive it.

    It stands at its paragraph of ``places``, else at ``place``. What a note ``at_fault`` quotes
    is not judged: the number is bound when the note is mended.
    """
    quotes: dict[int, list[str]] = {}
    for note in at_fault:
        quotes.setdefault(note.paragraph, []).append(note.quote)
    for numeral in coverage.numerals:
        waits = any(anchor.find(q, numeral.words) for q in quotes.get(numeral.paragraph, ()))
        if not numeral.bound_by and not waits:
            found = f'"{numeral.words}" in § {numeral.paragraph}'
            where = (places or {}).get(numeral.paragraph, place)
            yield Problem(Code.NUMERAL_UNBOUND, where, found)
