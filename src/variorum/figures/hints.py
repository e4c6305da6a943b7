"""Help with a first figure: the words to try, the checks that would fit, the tables to look in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.data.package import Field, Package, Resource
from variorum.data.tables import Data
from variorum.data.units import unit_of
from variorum.faults import FigureError
from variorum.figures.finding import Finding
from variorum.figures.rules import Verdict
from variorum.figures.vocabulary import figure
from variorum.folding import tokens
from variorum.quantity import Figure, Kind, numerals, read

BEFORE, AFTER = 3, 2
"""So many words around a number may belong to the figure: `just over`, `or more`."""
MOST, TABLES = 3, 12
_GOOD = (Verdict.AGREES, Verdict.ROUNDS, Verdict.TRUNCATED, Verdict.APPROXIMATES)
_DATED = (Kind.DATE, Kind.MONTH, Kind.YEAR)


@dataclass(frozen=True, slots=True)
class Hint:
    """A check that would go through, and the line that it prints."""

    source: str
    line: str
    verdict: Verdict


def figure_words(words: str) -> list[str]:
    """For each number in some words, the stretch that figure() can read: with its hedge."""
    found = []
    for numeral in numerals.find(words):
        stretch = widened(words, numeral.start, numeral.end)
        if stretch and stretch not in found:
            found.append(stretch)
    return found


def widened(words: str, start: int, end: int) -> str:
    """The shortest readable stretch around a number that reads as much as any longer one."""
    spans = tokens(words)
    inside = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    stretches = [words[start:end]]
    stretches += (
        words[spans[first][0] : spans[last][1]].strip(" .,;:()'\"‘’“”")
        for first in range(inside[0], max(inside[0] - BEFORE, 0) - 1, -1)
        for last in range(inside[-1], min(inside[-1] + AFTER, len(spans) - 1) + 1)
    )
    read_ = [(stretch, got) for stretch in stretches if (got := _read(stretch))]
    # The number alone is dropped for a longer stretch only when that says more.
    return max(read_, key=lambda pair: (_says(pair[1]), -len(pair[0])))[0] if read_ else ""


def _says(got: Figure) -> tuple[int, bool]:
    return len(got.hedge), bool(got.unit)


def _read(words: str) -> Figure | None:
    try:
        return read(words)
    except FigureError:
        return None


def stub(words: str, searched: str) -> tuple[str, str]:
    """A check that says nothing was searched yet, and the line that it prints."""
    claim = figure(words)
    source = f'figure("{words}").not_checkable(searched="{searched}")'
    return f">>> {source}", claim.not_checkable(searched=searched).line


def hints(words: str, tables: Package, likely: Sequence[str] = ()) -> list[Hint]:
    """Checks against single cells whose verdict is good, the likely tables first."""
    got = _read(words)
    if got is None:
        return []
    found = [
        (name not in likely, _GOOD.index(hint.verdict), hint)
        for name, resource in tables.resources.items()
        for hint in _hints(got, resource)
    ]
    return [hint for _, _, hint in sorted(found, key=lambda each: each[:2])[:MOST]]


def _hints(got: Figure, resource: Resource) -> Iterator[Hint]:
    for field in resource.fields:
        if field.name in resource.primary or not _fits(got, field):
            continue
        for row in range(len(resource.rows)):
            where = _where(resource, row)
            finding = _try(got, resource, field.name, where) if where else None
            if finding and finding.verdict in _GOOD:
                said = ", ".join(f"{name}={value}" for name, value in where.items())
                look_up = f'data("{resource.name}").value("{field.name}", {said})'
                source = f'>>> figure("{got.words}").check({look_up})'
                yield Hint(source, finding.line, finding.verdict)


def _fits(got: Figure, field: Field) -> bool:
    if got.kind in _DATED:
        return field.type in ("date", "yearmonth", "year")
    return field.type in ("integer", "number") and field.unit.kind == unit_of(got.unit).kind


def _where(resource: Resource, row: int) -> dict[str, str]:
    """The words that name a row in a look-up; none where a check could not write them."""
    types = {field.name: field.type for field in resource.fields}
    out: dict[str, str] = {}
    for name, cell in zip(resource.primary, resource.key(row), strict=True):
        if not name.isidentifier() or not cell:
            return {}
        whole = types[name] in ("integer", "year") and cell.isdigit()
        out[name] = cell if whole else f'"{cell}"'
    return out


def _try(got: Figure, resource: Resource, column: str, where: dict[str, str]) -> Finding | None:
    equal: dict[str, str | int] = {
        name: value.strip('"') if value.startswith('"') else int(value)
        for name, value in where.items()
    }
    try:
        table = Data(Package({resource.name: resource})).table(resource.name)
        return figure(got.words).check(table.value(column, **equal))
    except FigureError:
        return None


def similar(words: str, tables: Package, likely: Sequence[str] = ()) -> list[str]:
    """The tables that have the figure's unit or are dated like it, with the columns that do."""
    got = _read(words)
    if got is None or not (got.kind in _DATED or unit_of(got.unit).kind):
        return []  # a plain number fits any count, so its unit says nothing
    found: list[tuple[bool, str]] = []
    for name, resource in tables.resources.items():
        columns = [
            f.name for f in resource.fields if _fits(got, f) and f.name not in resource.primary
        ]
        if columns:
            found.append((name not in likely, f"{name} ({', '.join(columns)})"))
    return [said for _, said in sorted(found, key=lambda each: each[0])[:TABLES]]
