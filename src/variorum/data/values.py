"""What a check finds in the data: a value that remembers which cells it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException

from variorum.data import units
from variorum.data.periods import Pair, Period
from variorum.faults import FigureError
from variorum.problems import Code

Content = Decimal | Period | Pair | str | bool
LARGEST = 30
"""Powers of ten that a number may have; more is refused as a broken check."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell of a table: its line in the CSV file (the header is line 1) and its column."""

    table: str
    line: int
    column: str

    def __str__(self) -> str:
        return f"{self.table}:{self.line} `{self.column}`"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a value stands: the table, and the citation keys of the works it was taken from."""

    table: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A number, date, text or truth read from the data, with its unit, cells and sources."""

    content: Content
    unit: str = ""
    cells: frozenset[Cell] = frozenset()
    sources: tuple[Source, ...] = ()
    detail: str = ""
    """What the printed line adds: which of the nine largest, say."""
    ranks: int = 0
    """For a place among others: 1 when the largest is first, -1 when the smallest is."""
    signed: bool = False
    """A change, of which the sign is part: above zero it is a rise, below zero a fall."""

    def __str__(self) -> str:
        if isinstance(self.content, Decimal):
            return units.shown(self.content, self.unit)
        if isinstance(self.content, Pair):
            ends = (_end(end, self.unit) for end in (self.content.start, self.content.end))
            return " to ".join(ends)
        if isinstance(self.content, bool):
            return "yes" if self.content else "no"
        return str(self.content)

    def __repr__(self) -> str:
        return f"{self} ({self.label})" if self.sources else str(self)

    @property
    def label(self) -> str:
        """The sources as the printed line names them."""
        return "; ".join(", ".join((each.table, *each.keys)) for each in merged(self.sources))

    @property
    def number(self) -> Decimal:
        """The number, or an error for a date or a text."""
        if isinstance(self.content, Decimal):
            return self.content
        raise FigureError(Code.CHECK_UNLIKE, f"`{self}` is not a number")

    @property
    def period(self) -> Period:
        """The date, or an error for a number or a text."""
        if isinstance(self.content, Period):
            return self.content
        raise FigureError(Code.CHECK_UNLIKE, f"`{self}` is not a date")

    def __add__(self, other: Value | Decimal) -> Value:
        return _joined(self, other, "+")

    def __radd__(self, other: Decimal) -> Value:
        return _joined(Value(other), self, "+")

    def __sub__(self, other: Value | Decimal) -> Value:
        return _joined(self, other, "-")

    def __rsub__(self, other: Decimal) -> Value:
        return _joined(Value(other), self, "-")

    def __mul__(self, other: Value | Decimal) -> Value:
        return _joined(self, other, "*")

    def __rmul__(self, other: Decimal) -> Value:
        return _joined(Value(other), self, "*")

    def __truediv__(self, other: Value | Decimal) -> Value:
        return _joined(self, other, "/")

    def __rtruediv__(self, other: Decimal) -> Value:
        return _joined(Value(other), self, "/")

    def __neg__(self) -> Value:
        return replace(self, content=-self.number)


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one column, in the table's order."""

    values: tuple[Value, ...]
    basis: frozenset[Cell] = frozenset()
    """The cells that decide which rows are in the series; held once, not by every value."""

    def __repr__(self) -> str:
        kinds = {value.unit for value in self.values}
        unit = next(iter(kinds)) if len(kinds) == 1 else ""
        if not unit.startswith("per "):
            return ", ".join(str(value) for value in self.values)
        return ", ".join(units.shown(number) for number in self.numbers) + f" {unit}"

    @property
    def parents(self) -> tuple[Value, ...]:
        """What a value computed from the series rests on."""
        return (*self.values, Value(Decimal(0), cells=self.basis))

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers, in order."""
        return tuple(value.number for value in self.values)


def merged(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Each table once, with all its works."""
    tables: dict[str, dict[str, None]] = {}
    for source in sources:
        tables.setdefault(source.table, {}).update(dict.fromkeys(source.keys))
    return tuple(Source(table, tuple(keys)) for table, keys in tables.items())


def provenance(values: Iterable[Value]) -> Value:
    """An empty value that carries the cells and sources of all the others."""
    all_ = tuple(values)
    sources = dict.fromkeys(source for value in all_ for source in value.sources)
    cells = frozenset[Cell]().union(*(value.cells for value in all_))
    return Value(Decimal(0), cells=cells, sources=tuple(sources))


def derived(content: Content, unit: str, parents: Iterable[Value], detail: str = "") -> Value:
    """A value computed from others: it rests on all their cells."""
    if isinstance(content, Decimal) and (
        not content.is_finite() or (content and abs(content.adjusted()) > LARGEST)
    ):
        raise FigureError(Code.CHECK_BROKEN, "a number beyond the limits")
    return replace(provenance(parents), content=content, unit=unit, detail=detail)


def _end(end: Decimal | Period, unit: str) -> str:
    return units.shown(end, unit) if isinstance(end, Decimal) else str(end)


def _joined(left: Value, other: Value | Decimal, sign: str) -> Value:
    right = other if isinstance(other, Value) else Value(other)
    a, b = left.number, right.number
    try:
        content = {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[sign](b)
    except DecimalException:
        raise FigureError(Code.CHECK_BROKEN, f"{left} {sign} {right} has no result") from None
    moved = left.signed or right.signed
    return replace(derived(content, _unit(left, right, sign), (left, right)), signed=moved)


def _unit(left: Value, right: Value, sign: str) -> str:
    if sign in "+-":
        if left.unit and right.unit and left.unit != right.unit:
            raise FigureError(Code.CHECK_UNLIKE, f"{left} {sign} {right}: two units")
        return left.unit or right.unit
    if sign == "/" and left.unit == right.unit:
        return ""
    if left.unit and right.unit:
        raise FigureError(Code.CHECK_UNLIKE, f"{left} {sign} {right}: two units")
    return left.unit or (right.unit if sign == "*" else "")
