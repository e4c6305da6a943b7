"""The one exception of the figures core: a check that cannot be made, and why."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from variorum.problems import Code, Place, Problem


class FigureError(Exception):
    """A figure, a value or a check that cannot be used; `code` says which fault it is."""

    def __init__(
        self, code: Code, found: str, advice: str = "", *, place: Place | None = None
    ) -> None:
        where = f"{place}: " if place else ""
        super().__init__(f"{where}{code.id} {code.value.meaning} Found: {found}")
        self.code = code
        self.found = found
        self.advice = advice
        self.place = place
        """The file and line at fault, where it is no note's."""

    def problem(self, place: Place) -> Problem:
        """The fault as a Problem, at ``place`` unless it knows its own."""
        return Problem(self.code, self.place or place, self.found, advice=self.advice)


def near(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name: the nearest known ones, or all when there are few."""
    names = sorted(known)
    hits = process.extract(name, names, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    if hits:
        return "Did you mean " + " or ".join(f"`{hit[0]}`" for hit in hits) + "?"
    shown = ", ".join(f"`{known_name}`" for known_name in names[:12])
    return f"Known are {shown}." if names else "None is known."
