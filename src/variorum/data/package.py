"""A Frictionless data package in memory: tables as published, typed by their schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from variorum.data import periods
from variorum.data.units import Unit, unit_of
from variorum.data.values import Cell, Content
from variorum.faults import FigureError, near
from variorum.parsed_files import UnreadableError, read_json
from variorum.problems import Code, Place

FILE = "datapackage.json"
MAX_ROWS = 5_000
Rows = tuple[tuple[str, ...], ...]
SOURCE_COLUMNS = ("source", "sources", "source_id", "citation")
"""A column of one of these names gives each row's citation keys, parted by `;`."""


def keys_in_cell(text: str) -> tuple[str, ...]:
    """The citation keys that a cell or a string of the schema holds, parted by `;`."""
    return tuple(key.strip() for key in text.split(";") if key.strip())


def keys_of_table(entry: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The citation keys of a table's entry: under `citation`, then of its `sources`."""
    cited: str | Iterable[str] = entry.get("citation") or ()
    yield keys_in_cell(cited) if isinstance(cited, str) else keys_in_cell(";".join(cited))
    sources = entry.get("sources") or ()
    yield tuple(each.get("citation") or each.get("key") or each["title"] for each in sources)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, its Frictionless type, its unit."""

    name: str
    type: str = "string"
    unit: Unit = Unit()  # noqa: RUF009 - frozen, so safe to share
    missing: frozenset[str] = frozenset({""})

    def parse(self, text: str) -> Content | None:
        """The typed content of a cell; None for a missing one; ValueError for a wrong one."""
        if text.strip() in self.missing:
            return None
        if self.type in ("integer", "number"):
            return _number(text, whole=self.type == "integer")
        if self.type in ("date", "yearmonth", "year"):
            return periods.from_iso(text.strip())
        if self.type == "boolean":
            return {"true": True, "false": False}[text.strip().lower()]
        return text


@dataclass(frozen=True, slots=True)
class Resource:
    """A table: rows of text, the line of each in its file, and where they were taken from."""

    name: str
    fields: tuple[Field, ...]
    rows: Rows
    lines: tuple[int, ...]
    keys: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    path: Path = Path()

    def index(self, column: str) -> int:
        """Where a column stands, or an error that names near ones."""
        names = [field.name for field in self.fields]
        if column not in names:
            advice = near(column, names)
            raise FigureError(Code.DATA_UNKNOWN, f"column `{column}` of `{self.name}`", advice)
        return names.index(column)

    def cell(self, row: int, column: str) -> Cell:
        """The address of a cell."""
        return Cell(self.name, self.lines[row], column)

    def content(self, row: int, column: str) -> Content | None:
        """The typed content of a cell; None where it is blank."""
        at = self.index(column)
        try:
            return self.fields[at].parse(self.rows[row][at])
        except (ValueError, KeyError):
            cell, type_ = self.cell(row, column), self.fields[at].type
            found = f"{cell} holds `{self.rows[row][at]}`, not a {type_}"
            raise FigureError(Code.DATA_BROKEN, found) from None

    def key(self, row: int) -> tuple[str, ...]:
        """The words that name a row: the cells of its primary key."""
        return tuple(self.rows[row][self.index(name)] for name in self.primary)

    def key_cells(self, rows: Iterable[int]) -> Iterator[Cell]:
        """The addresses of the keys of rows."""
        return (self.cell(row, name) for row in rows for name in self.primary)

    def citation(self, row: int) -> tuple[str, ...]:
        """The citation keys of a row, or of the whole table."""
        for at, field in enumerate(self.fields):
            if field.name in SOURCE_COLUMNS and self.rows[row][at].strip():
                return keys_in_cell(self.rows[row][at])
        return self.keys


@dataclass(frozen=True, slots=True)
class Package:
    """All tables of an edition, by name; never changed, so safe to share."""

    resources: Mapping[str, Resource]

    def resource(self, name: str) -> Resource:
        """The table of this name, or an error that names near ones."""
        if name not in self.resources:
            raise FigureError(Code.DATA_UNKNOWN, f"table `{name}`", near(name, self.resources))
        return self.resources[name]

    def text(self, cell: Cell) -> str:
        """What a cell holds, as written in the file."""
        resource = self.resource(cell.table)
        return resource.rows[resource.lines.index(cell.line)][resource.index(cell.column)]

    def changed(self, cell: Cell, text: str) -> Package:
        """A copy in which one cell holds another text (the sensitivity run's mutants)."""
        resource = self.resource(cell.table)
        row, at = resource.lines.index(cell.line), resource.index(cell.column)
        cells = list(resource.rows[row])
        cells[at] = text
        rows = (*resource.rows[:row], tuple(cells), *resource.rows[row + 1 :])
        return Package({**self.resources, cell.table: replace(resource, rows=rows)})


def load(directory: Path) -> Package:
    """Read `datapackage.json` of a directory and every table that it lists."""
    path = directory / FILE
    try:
        described, _ = read_json(path)
        listed = [_resource(directory, entry) for entry in described["resources"]]
    except UnreadableError as fault:
        raise _broken(path, str(fault), fault.line) from None
    except OSError as fault:
        raise _broken(path, fault.strerror or type(fault).__name__) from None
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _broken(path, repr(fault)) from None
    return Package({resource.name: resource for resource in listed})


def _resource(directory: Path, entry: Mapping[str, Any]) -> Resource:
    path = directory / entry["path"]
    if not path.resolve().is_relative_to(directory.resolve()):
        found = f"`{entry['path']}`, outside the data directory"
        raise _broken(directory / FILE, found)
    schema = entry.get("schema") or {}
    missing = frozenset(schema.get("missingValues", [""]))
    fields = tuple(
        Field(each["name"], each.get("type", "string"), unit_of(each.get("unit", "")), missing)
        for each in schema["fields"]
    )
    lines, rows = _rows(path, tuple(field.name for field in fields))
    primary = schema.get("primaryKey") or fields[0].name
    names = (primary,) if isinstance(primary, str) else tuple(primary)
    keys = next(filter(None, keys_of_table(entry)), ())
    resource = Resource(entry["name"], fields, rows, lines, keys, names, path)
    _refuse_doubles(resource)
    return resource


def _refuse_doubles(resource: Resource) -> None:
    """Rows are counted and named by their key, so no two may share one."""
    lines: dict[tuple[str, ...], int] = {}
    for row, line in enumerate(resource.lines):
        key = resource.key(row)
        first = lines.setdefault(key, line)
        if first != line:
            found = f"the key of line {first} again: {', '.join(key)}"
            advice = "Correct the row, or name as `primaryKey` the columns that tell rows apart."
            raise _broken(resource.path, found, line, advice)


def _rows(path: Path, names: tuple[str, ...]) -> tuple[tuple[int, ...], Rows]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _broken(path, "bytes that are no UTF-8") from None
    except OSError as fault:
        raise _broken(path, fault.strerror or type(fault).__name__) from None
    reader = csv.reader(io.StringIO(text), strict=True)
    lines: list[int] = []
    rows: list[tuple[str, ...]] = []
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if not cells:
                continue
            if len(cells) != len(names):
                raise _broken(path, f"{len(cells)} cells, not {len(names)}", start)
            if len(rows) > MAX_ROWS:
                raise _broken(path, f"more than {MAX_ROWS} rows", start)
            lines.append(start)
            rows.append(tuple(cells))
    except csv.Error as fault:
        raise _broken(path, str(fault), reader.line_num) from None
    if not rows or rows[0] != names:
        raise _broken(path, "a header that is not the schema's", 1)
    return tuple(lines[1:]), tuple(rows[1:])


def _broken(path: Path, found: str, line: int = 0, advice: str = "") -> FigureError:
    """The fault of a file of data, at its place."""
    return FigureError(Code.DATA_BROKEN, found, advice, place=Place(path, line))


def _number(text: str, *, whole: bool) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or abs(number.adjusted()) > 30 or (whole and number % 1):
        raise ValueError(text)
    return number
