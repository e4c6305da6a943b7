"""The tables hold no row that nothing reads.

A row is read when a cell of it decides a check, is drawn in a chart, stands in the prose of a
note (prose-figures.txt, `test_prose_claims`) or on the chronology, or when a value that one of
these reads was computed from it. That those notes notice a change of it is tested there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.edition.test_claims import NOTES, TABLES
from tests.edition.test_prose_claims import SAID
from tests.edition.test_prose_figures import QUOTED
from variorum.charts import spec
from variorum.data.package import Package, Resource
from variorum.data.tables import Data
from variorum.data.values import Cell
from variorum.figures import claims

ROOT = Path(__file__).parents[2]
WHOLE = {
    "electoral-record": "a first defeat is one among all votes",
    "events": "the chronology shows every event",
    "families": "a count of those that the sentence names",
    "gdp-growth": "output shrank in these years and in no others",
    "referendum-capitals": "a count of all capitals",
    "referendum-cities": "the largest cities are the first of all",
    "referendum-national": "no pairing of bulletins and blocks reaches a number",
    "referendum-states": "counts of all states, and the most populous of all",
    "reform-articles": "a count of all articles",
    "reform-proposers": "the sum of all articles",
    "three-rs": "a count of all",
}
"""Tables of which a row more would be read too, for something is said of all their rows."""
STRAY = {"number": "1", "integer": "1", "boolean": "true", "year": "2999"}
STRAY |= {"date": "2999-01-01", "yearmonth": "2999-01"}


def cells_read(tables: Package) -> Iterator[Cell]:
    """Every cell that a check, a chart or held prose reads."""
    for note in NOTES:
        for finding in claims.examine(note, tables).findings:
            yield from finding.cells
    for slug in spec.described(ROOT):
        for point in spec.load(ROOT, tables, slug).points:
            yield from point.value.cells
    yield from (quoted.cell(tables) for quoted in QUOTED)
    for said in SAID:
        yield from said.found(tables).cells


def computed_from(tables: Package, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells from which computed ones were reckoned, as `test_data_package` does again."""
    for cell in cells:
        if cell.table == "oil-price" and cell.column.startswith("real_"):
            year = tables.text(replace(cell, column="year"))
            index = Data(tables).table("us-cpi")
            for known in (year, cell.column.removeprefix("real_")):
                yield from index.value("index", year=known).cells
        if (cell.table, cell.column) == ("unemployment-periods", "rate"):
            months = Data(tables).table("unemployment").between("month", "2007-10", "2007-12")
            if tables.text(replace(cell, column="period")) == "2007":
                quarters = Data(tables).table("unemployment-periods")
                yield from quarters.value("rate", period="2007-Q1-Q3").cells
                yield from (one for value in months.column("rate").values for one in value.cells)


def shown_on_pages(tables: Package) -> Iterator[Cell]:
    """The chronology shows every event."""
    for page in (ROOT / "backmatter").glob("*.md"):
        if re.search(r"^:::\{chronology\}", page.read_text(encoding="utf-8"), re.MULTILINE):
            events = tables.resource("events")
            yield from events.key_cells(range(len(events.rows)))


def unread(tables: Package) -> list[str]:
    """The rows that nothing reads: table, line, and the row's key."""
    cells = frozenset(cells_read(tables))
    cells |= frozenset(computed_from(tables, cells)) | frozenset(shown_on_pages(tables))
    read = {(cell.table, cell.line) for cell in cells}
    return [
        f"{name}.csv:{line} {', '.join(resource.key(row))}"
        for name, resource in tables.resources.items()
        for row, line in enumerate(resource.lines)
        if (name, line) not in read
    ]


def with_stray(resource: Resource) -> Resource:
    """The table with one row more at its end, of which no note knows."""
    row = tuple(STRAY.get(field.type, "stray") for field in resource.fields)
    return replace(resource, rows=(*resource.rows, row), lines=(*resource.lines, 9999))


def test_every_row_is_read() -> None:
    assert unread(TABLES) == []


def test_a_row_more_is_noticed() -> None:
    chosen = {
        name: resource if name in WHOLE else with_stray(resource)
        for name, resource in TABLES.resources.items()
    }
    named = {line.partition(".csv:9999")[0] for line in unread(Package(chosen))}
    assert named == set(TABLES.resources) - set(WHOLE)


@pytest.mark.parametrize("name", WHOLE)
def test_a_table_called_whole_is_read_whole(name: str) -> None:
    tables = Package({**TABLES.resources, name: with_stray(TABLES.resource(name))})
    assert [line for line in unread(tables) if line.startswith(f"{name}.csv")] == []
