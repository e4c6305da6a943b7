"""What a note's doctests may use: `figure`, `wording`, `data` and a few sums.

Nothing else can be named there; see `variorum.figures.sandbox`.
"""

from __future__ import annotations

from dataclasses import dataclass

from variorum import quantity
from variorum.data.tables import Data, Table
from variorum.data.values import Series, Value, provenance
from variorum.faults import FigureError
from variorum.figures import reckon, verdict
from variorum.figures.rules import Verdict
from variorum.figures.verdict import Against, Finding, Found
from variorum.problems import Code
from variorum.quantity import Figure

MAX_NOTE = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure in the text's words, ready to be checked."""

    read: Figure

    def check(
        self,
        found: Found,
        *,
        than: Value | None = None,
        of: Value | None = None,
        among: Series | None = None,
        reading: str = "",
    ) -> Finding:
        """Compare with a value from the data and print one line, verdict first."""
        return verdict.judge(self.read, Against(found, than, of, among), _note(reading))

    def not_checkable(self, *, searched: str = "") -> Finding:
        """Say that nothing found can check the figure, and what was searched."""
        return verdict.not_checkable(self.read, _note(searched))


@dataclass(frozen=True, slots=True)
class Wording:
    """A word of the text, to be compared with a text in the data."""

    words: str

    def check(self, found: Value, *, reading: str = "") -> Finding:
        """Agree when the data hold the same word, whatever its case; else differ."""
        base = provenance(Against(found).values)
        if not isinstance(found.content, str):
            raise FigureError(Code.CHECK_UNLIKE, f"`{self.words}` against {found}")
        same = found.content.casefold() == self.words.casefold()
        judged = Verdict.AGREES if same else Verdict.DIFFERS
        said = f"{judged}: {found} {'is' if same else 'is not'} {self.words}"
        tail = "; ".join(part for part in (_note(reading), base.label) if part)
        return Finding(
            judged, self.words, f"{said} ({tail})", str(found), reading, base.sources, base.cells
        )

    def not_checkable(self, *, searched: str = "") -> Finding:
        """Say that nothing found can check the word, and what was searched."""
        figure = Figure(self.words, quantity.Kind.NUMBER)
        return verdict.not_checkable(figure, _note(searched))


def figure(words: str) -> Claim:
    """Read a figure from the text's own words."""
    if not isinstance(words, str):
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`, which is not the text's words")
    return Claim(quantity.read(words))


def wording(words: str) -> Wording:
    """Take a word of the text that is not a number, such as a kind of company."""
    if not words.strip() or quantity_in(words):
        raise FigureError(Code.FIGURE_UNREADABLE, f"`{words}`", "Numbers go to figure().")
    return Wording(words)


def quantity_in(words: str) -> bool:
    """Whether words hold digits, which only figure() may judge."""
    return any(letter.isdigit() for letter in words)


def namespace(data: Data) -> dict[str, object]:
    """The names a doctest may use, over one data package."""
    sums = ("percent", "ratio", "change", "mean", "span")
    between = ("days_between", "months_between", "years_between")
    names: dict[str, object] = {name: getattr(reckon, name) for name in (*sums, *between)}
    return {**names, "figure": figure, "wording": wording, "data": data.table}


METHODS: dict[type, frozenset[str]] = {
    Claim: frozenset({"check", "not_checkable"}),
    Wording: frozenset({"check", "not_checkable"}),
    Table: frozenset(
        {
            *("where", "between", "above", "below", "top", "bottom", "value", "count", "exists"),
            *("column", "total", "largest", "smallest", "rank"),
        }
    ),
}
"""The methods a doctest may call, by the class of the object."""


def _note(text: str) -> str:
    if not isinstance(text, str) or len(text) > MAX_NOTE or "\n" in text:
        raise FigureError(Code.CHECK_REFUSED, f"a note of more than {MAX_NOTE} letters or one line")
    return text
