"""What a new text does to the notes: a report and proposals, and no change to any file.

Each note is exact, moved, drifted, ambiguous or orphaned. A proposal is something for people to
read: nothing is ever hung on other words by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from variorum.drift.align import Alignment, Found, Old, align
from variorum.drift.search import Fate, NoteFate, Search
from variorum.model import Annotation

__all__ = ["Drift", "Fate", "NoteFate", "compare"]


@dataclass(slots=True)
class Drift:
    """The whole report."""

    alignment: Alignment
    notes: list[NoteFate] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """How many notes of each fate."""
        return Counter(str(each.fate) for each in self.notes)

    def paragraphs(self) -> Counter[str]:
        """How many paragraphs of each change."""
        return Counter(str(each.change) for each in self.alignment.fates)


def compare(old: Old, notes: Iterable[Annotation], new: tuple[Found, ...]) -> Drift:
    """The edition's notes against a new text."""
    alignment = align(old, new)
    # A paragraph that was recognised is read with its emendations, as the build will read it.
    emended = [
        Found(
            old.emended(n, each.text) if (n := alignment.number_of(at)) >= 0 else each.text,
            each.line,
        )
        for at, each in enumerate(new)
    ]
    search = Search(old, alignment, emended)
    return Drift(alignment, [search.fate(note) for note in notes if note.quote])
