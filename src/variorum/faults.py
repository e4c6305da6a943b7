"""The one exception of the figures core: a check that cannot be made, and why."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from variorum.problems import Code


class FigureError(Exception):
    """A figure, a value or a check that cannot be used; `code` says which fault it is."""

    def __init__(self, code: Code, found: str, advice: str = "") -> None:
        super().__init__(f"{code.id} {code.value.meaning} Found: {found}")
        self.code = code
        self.found = found
        self.advice = advice


def near(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name: the nearest known ones, or all when there are few."""
    names = sorted(known)
    hits = process.extract(name, names, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    if hits:
        return "Did you mean " + " or ".join(f"`{hit[0]}`" for hit in hits) + "?"
    shown = ", ".join(f"`{known_name}`" for known_name in names[:12])
    return f"Known are {shown}." if names else "None is known."
