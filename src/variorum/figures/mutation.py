"""The sensitivity run: plant errors in the figures and the data, and see which go unnoticed.

`variorum mutate` prints the score by kind and what escaped.

A figure's mutant is put into the quotation and into figure() alike, as if the text said so.
It is noticed when the note no longer holds; `by verdict` counts those for which even the
verdict alone, or its absence, would do. A cell is changed in growing steps until its check
notices; it has escaped when no step is noticed, for then nothing the check states rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from variorum.data.package import Package
from variorum.data.values import Cell
from variorum.figures import claims, mutants
from variorum.figures.claims import CodeBlock, FigureNote, Outcome, Trial
from variorum.problems import Code, Place, Problem


@dataclass(frozen=True, slots=True)
class Mutant:
    """One planted error and how it was noticed: by the verdict, by the line, or not at all."""

    slug: str
    place: Place
    target: str
    """`figure` or `cell`."""
    kind: str
    """Of a figure: how it was changed. Of a cell: its column's type."""
    change: str
    noticed: str
    """`verdict`, `line`, `error` (there is no verdict any more) or empty."""
    how: str = ""
    """Of a cell: the smallest change that was noticed."""


@dataclass(frozen=True, slots=True)
class Score:
    """Planted errors of one kind: how many, how many noticed, how many by the verdict alone."""

    target: str
    kind: str
    planted: int
    noticed: int
    by_verdict: int

    def __str__(self) -> str:
        share = 100 * self.noticed / self.planted if self.planted else 100
        kind = f"{self.target} · {self.kind}"
        return f"{kind:<28}{self.planted:>7}{self.noticed:>9}{self.by_verdict:>12}{share:>8.1f}%"


@dataclass(frozen=True, slots=True)
class Report:
    """The whole run."""

    mutants: tuple[Mutant, ...]
    problems: tuple[Problem, ...]

    @property
    def scores(self) -> list[Score]:
        """One score a kind, then the total."""
        kinds = sorted({(each.target, each.kind) for each in self.mutants})
        rows = [
            _score(kind, [m for m in self.mutants if (m.target, m.kind) == kind]) for kind in kinds
        ]
        return [*rows, _score(("all", "kinds"), self.mutants)]

    def lines(self) -> Iterator[str]:
        """The printed report."""
        yield f"{'planted in':<28}{'errors':>7}{'noticed':>9}{'by verdict':>12}{'score':>9}"
        yield from map(str, self.scores)
        small = sum(each.how.startswith("10%") for each in self.mutants)
        numbers = sum(each.target == "cell" and each.kind == "number" for each in self.mutants)
        yield f"cells with a number, noticed at 10% already: {small} of {numbers}"
        yield from (f"escaped: {each}" for each in self.problems)


def run(notes: Iterable[FigureNote], tables: Package) -> Report:
    """Plant every error in turn; notes that do not hold as they stand are left to `claims`."""
    found: list[Mutant] = []
    problems: list[Problem] = []
    for note in notes:
        trial = claims.examine(note, tables)
        if trial.problems:
            problems += trial.problems
            continue
        for outcome in trial.outcomes:
            if outcome.finding:
                tried = [*_figures(trial, outcome, tables), *_cells(trial, outcome, tables)]
                found += tried
                problems += _escapes(outcome, tried)
    return Report(tuple(found), tuple(problems))


def _figures(trial: Trial, outcome: Outcome, tables: Package) -> Iterator[Mutant]:
    assert outcome.finding
    words = outcome.finding.figure
    for change in mutants.of_words(words):
        note = with_figure(trial.note, words, change.to)
        how = noticed(note, outcome, tables)
        yield _mutant(trial, outcome, "figure", change.how, f"{words} → {change.to}", how)


def _cells(trial: Trial, outcome: Outcome, tables: Package) -> Iterator[Mutant]:
    assert outcome.finding
    for cell in sorted(outcome.finding.cells):
        resource = tables.resource(cell.table)
        type_ = resource.fields[resource.index(cell.column)].type
        kind = {"integer": "number", "yearmonth": "date", "year": "date", "string": "text"}
        how, seen = _smallest(trial.note, outcome, tables, cell)
        said = f"{cell} ({tables.text(cell)})"
        yield _mutant(trial, outcome, "cell", kind.get(type_, type_), said, seen, how)


def _smallest(note: FigureNote, outcome: Outcome, tables: Package, cell: Cell) -> tuple[str, str]:
    """The first of a cell's growing changes that the check notices, and by what."""
    for change in mutants.of_cell(tables, cell):
        seen = noticed(note, outcome, tables.changed(cell, change.to))
        if seen:
            return change.how, seen
    return "", ""


def noticed(note: FigureNote, before: Outcome, tables: Package) -> str:
    """How a check notices that its note or its tables have changed; empty when it does not."""
    trial = claims.examine(note, tables)
    place = before.example.place
    after = next(each for each in trial.outcomes if each.example.place == place)
    if before.finding is None or after.finding is None:
        return "error"
    if after.finding.verdict != before.finding.verdict:
        return "verdict"
    return "line" if any(each.place == place for each in trial.problems) else ""


def with_figure(note: FigureNote, words: str, other: str) -> FigureNote:
    """The note as it would stand if the text had other words."""
    blocks = tuple(
        CodeBlock(
            block.text.replace(f'"{words}"', f'"{other}"').replace(f"'{words}'", f"'{other}'"),
            block.line,
        )
        for block in note.blocks
    )
    return replace(note, quote=note.quote.replace(words, other), blocks=blocks)


def _mutant(
    trial: Trial, outcome: Outcome, target: str, kind: str, change: str, noticed: str, how: str = ""
) -> Mutant:
    place = outcome.example.place
    return Mutant(trial.note.slug, place, target, kind, change, noticed, how)


def _escapes(outcome: Outcome, tried: list[Mutant]) -> Iterator[Problem]:
    place = outcome.example.place
    cells = [each for each in tried if each.target == "cell"]
    if cells and not any(each.noticed in ("verdict", "line") for each in cells):
        yield Problem(Code.CHECK_INSENSITIVE, place, f"`{outcome.example.source}`")
        return
    for each in tried:
        if not each.noticed:
            yield Problem(Code.MUTANT_ESCAPED, place, f"{each.target} {each.change}")


def _score(kind: tuple[str, str], found: Sequence[Mutant]) -> Score:
    seen = [each.noticed for each in found if each.noticed]
    return Score(*kind, len(found), len(seen), len(seen) - seen.count("line"))
