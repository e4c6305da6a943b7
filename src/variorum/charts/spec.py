"""What a chart draws: series of values from the data tables, and figures in the text's words.

A chart is described in ``charts.toml``; no number that it draws stands there. Kinds: ``rows``, one
row a name, and ``time``, along years or months. A series reads a column of a table, or takes the
words of a figure note. `drawing` makes the picture of it, `caption` the table under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from variorum import quantity
from variorum.data.package import Package
from variorum.data.periods import Period
from variorum.data.tables import Data
from variorum.data.values import Source, Value, merged, provenance
from variorum.faults import FigureError, near
from variorum.parsed_files import UnreadableError, line_of, read_toml
from variorum.problems import Code, Place

FILE = "charts.toml"
KINDS = ("rows", "time")
MARKS = ("bar", "grey", "open", "disc", "ring", "square", "box", "triangle", "diamond", "none")
LINES = ("", "solid", "dashed", "dotted")
_CHART = {"title", "about", "kind", "name", "axis", "from", "sort", "series", "half"}
_SERIES = {"label", "mark", "line", "table", "where", "value", "row", "note", "words", "at", "all"}
_SERIES |= {"between", "below"}


@dataclass(frozen=True, slots=True)
class Point:
    """One value: the name of its row, or its place in time, and the number."""

    label: str
    at: Decimal
    value: Value
    words: str = ""
    """The text's words, where the number is the text's."""

    @property
    def number(self) -> Decimal:
        """The number that is drawn."""
        return self.value.number

    @property
    def shown(self) -> str:
        """The number as its source prints it, without the unit, which the axis names."""
        return f"{self.number:,f}"


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind, with the mark and line that show them."""

    label: str
    points: tuple[Point, ...]
    mark: str = "disc"
    line: str = ""
    note: str = ""
    """The figure note whose words are drawn."""
    level: bool = False
    """The words hold for the whole width, not for one place."""
    below: bool = False
    """The words stand under their mark, where a line would cross them above it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, read and ready to be drawn."""

    slug: str
    title: str
    about: str
    """Full sentences for those who cannot see the picture."""
    kind: str
    name: str
    """What the names of the rows are: State, Year …"""
    axis: str
    series: tuple[Series, ...]
    start: Decimal = Decimal(0)
    sort: bool = False
    half: Decimal | None = None
    """Where a line marks the majority."""

    @property
    def points(self) -> tuple[Point, ...]:
        """All points."""
        return tuple(point for series in self.series for point in series.points)

    @property
    def labels(self) -> tuple[str, ...]:
        """The rows in order: names, or years and months."""
        placed = [point for s in self.series if not s.level for point in s.points]
        if self.kind == "time":
            placed.sort(key=lambda point: point.at)
        elif self.sort:
            placed.sort(key=lambda point: -point.number)
        return tuple(dict.fromkeys(point.label for point in placed))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The tables read, and the works they were taken from."""
        return merged(provenance(point.value for point in self.points).sources)

    @property
    def notes(self) -> tuple[str, ...]:
        """The figure notes whose words are drawn."""
        return tuple(dict.fromkeys(series.note for series in self.series if series.note))


def described(root: Path) -> dict[str, dict[str, Any]]:
    """What charts.toml says of each chart; FigureError when it cannot be read."""
    try:
        return read_toml(root / FILE)[0]
    except FileNotFoundError:
        return {}
    except (UnreadableError, OSError) as fault:
        place = Place(Path(FILE), line_of(fault))
        raise FigureError(Code.CHART_BROKEN, str(fault), place=place) from None


def load(root: Path, tables: Package, slug: str) -> Chart:
    """One chart over the tables; FigureError names what is missing."""
    every = described(root)
    if slug not in every:
        raise FigureError(Code.CHART_BROKEN, f"no chart `{slug}`", near(slug, every))
    try:
        return read(slug, every[slug], tables)
    except (TypeError, ValueError, AttributeError, ArithmeticError) as fault:
        raise _broken(f"chart `{slug}`: {fault}") from None


def read(slug: str, told: Mapping[str, Any], tables: Package) -> Chart:
    """A chart from its description."""
    _known(slug, told, _CHART)
    kind = _one_of(slug, "kind", told.get("kind"), KINDS)
    try:
        half = told.get("half")
        chart = Chart(
            slug=slug,
            title=str(told["title"]),
            about=" ".join(str(told["about"]).split()),
            kind=kind,
            name=str(told["name"]),
            axis=str(told["axis"]),
            series=tuple(_series(slug, kind, each, tables) for each in told["series"]),
            start=Decimal(str(told.get("from", 0))),
            sort=bool(told.get("sort", False)),
            half=None if half is None else Decimal(str(half)),
        )
    except KeyError as fault:
        raise _broken(f"chart `{slug}` lacks `{fault.args[0]}`") from None
    if not chart.points or any(point.number < chart.start for point in chart.points):
        raise _broken(f"chart `{slug}` has no points, or one below `from`")
    return chart


def place_of(root: Path, slug: str) -> Place:
    """Where charts.toml describes a chart."""
    try:
        lines = (root / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return Place(Path(FILE), 1)
    head = re.compile(rf"\[\s*{re.escape(slug)}\s*\]")
    found = (number for number, line in enumerate(lines, 1) if head.match(line))
    return Place(Path(FILE), next(found, 1))


def _series(slug: str, kind: str, told: Mapping[str, Any], tables: Package) -> Series:
    _known(slug, told, _SERIES)
    mark = _one_of(slug, "mark", told.get("mark", "disc"), MARKS)
    line = _one_of(slug, "line", told.get("line", ""), LINES)
    points = _own_words(told) if "words" in told else _from_table(kind, told, tables)
    level = "words" in told and "at" not in told and "row" not in told
    note, below = str(told.get("note", "")), bool(told.get("below", False))
    return Series(str(told["label"]), tuple(points), mark, line, note, level, below)


def _own_words(told: Mapping[str, Any]) -> Iterator[Point]:
    """A figure of the text: its number is read from its words, its year is words as well."""
    words = str(told["words"])
    read_ = quantity.read(words)
    if read_.number is None or not told.get("note"):
        raise _broken(f"`{words}` gives no number, or no note is named")
    label = str(told.get("row", told.get("at", words)))
    yield Point(label, Decimal(str(told.get("at", 0))), Value(read_.number, read_.unit), words)


def _from_table(kind: str, told: Mapping[str, Any], tables: Package) -> Iterator[Point]:
    table = Data(tables).table(str(told["table"])).where(**told.get("where", {}))
    table = table.between(*told["between"]) if "between" in told else table
    values = table.column(str(told["value"])).values
    if kind == "time":
        for when, value in zip(table.column(str(told["at"])).values, values, strict=True):
            yield Point(_month_or_year(when.period), _years(when.period), value)
    elif told.get("all"):
        names = table.column(str(told["row"])).values
        for name, value in zip(names, values, strict=True):
            yield Point(str(name), Decimal(0), value)
    elif len(values) == 1:
        yield Point(str(told["row"]), Decimal(0), values[0])
    else:
        raise FigureError(Code.DATA_ROWS, f"{len(values)} rows of {table}")


def _years(period: Period) -> Decimal:
    """A year as itself, a month as the part of its year that went before it."""
    month = 0 if period.grain == "year" else period.first.month - 1
    return period.first.year + Decimal(month) / 12


def _month_or_year(period: Period) -> str:
    return str(period.first.year) if period.grain == "year" else period.first.isoformat()[:7]


def _known(slug: str, told: Mapping[str, Any], names: set[str]) -> None:
    for name in sorted(set(told) - names):
        raise FigureError(Code.CHART_BROKEN, f"`{name}` of chart `{slug}`", near(name, names))


def _one_of(slug: str, name: str, found: object, known: tuple[str, ...]) -> str:
    if found not in known:
        raise FigureError(
            Code.CHART_BROKEN, f"{name} `{found}` of chart `{slug}`", near(str(found), known)
        )
    return str(found)


def _broken(found: str) -> FigureError:
    return FigureError(Code.CHART_BROKEN, found)
