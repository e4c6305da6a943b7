"""Look-ups in the data tables: every value knows its cells, and no match is never zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from variorum.data import conditions
from variorum.data.conditions import NO_CELLS, Condition, Constant, Selection, order
from variorum.data.package import Package, Resource
from variorum.data.units import unit_of
from variorum.data.values import Cell, Series, Source, Value, derived
from variorum.faults import FigureError, near
from variorum.problems import Code


@dataclass(frozen=True, slots=True)
class Data:
    """The edition's tables as a check sees them: `data("name")`."""

    package: Package

    def table(self, name: str) -> Table:
        """The table that datapackage.json lists under this name."""
        resource = self.package.resource(name)
        return Table(resource, tuple(range(len(resource.rows))))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table, narrowed by conditions; `basis` are the cells the narrowing rests on."""

    resource: Resource
    rows: tuple[int, ...]
    conditions: tuple[Condition, ...] = ()
    basis: frozenset[Cell] = NO_CELLS
    ranked: bool = False

    def where(self, **equal: Constant) -> Table:
        """Only the rows in which each column named holds the value given."""
        return self._narrowed(
            *(conditions.equal(self.resource, name, value) for name, value in equal.items())
        )

    def between(self, column: str, first: Constant, last: Constant, /) -> Table:
        """Only the rows whose number or date lies between two others, both included."""
        return self._narrowed(conditions.between(self.resource, column, first, last))

    def above(self, column: str, limit: Constant, /) -> Table:
        """Only the rows whose number is greater, or whose date is later."""
        return self._narrowed(conditions.above(self.resource, column, limit))

    def below(self, column: str, limit: Constant, /) -> Table:
        """Only the rows whose number is smaller, or whose date is earlier."""
        return self._narrowed(conditions.below(self.resource, column, limit))

    def value(self, column: str, /, **equal: Constant) -> Value:
        """The one cell of a column that the conditions leave; none or several is an error."""
        self.resource.index(column)
        table = self.where(**equal)
        hits = table._resolved().hits
        if len(hits) != 1:
            raise FigureError(Code.DATA_ROWS, f"{len(hits)} rows of {table}", table._hint(hits))
        keys = {table.resource.cell(hits[0], each.column) for each in table.conditions}
        return table._read(hits[0], column, frozenset(keys) | self.basis)

    def count(self, /, **equal: Constant) -> Value:
        """How many rows fulfil the conditions, each key once; none is an error."""
        table = self.where(**equal)
        if self.ranked and not table.conditions:
            found = f"{len(self.rows)} rows, as many as were asked for"
            raise FigureError(Code.CHECK_UNFAILING, found, "Count those that fulfil a condition.")
        hits = table._some().hits
        cells = self.basis | table._some().cells()
        if not cells:  # all rows count, so what is counted are their keys
            cells = frozenset(self.resource.key_cells(hits))
        keys = {self.resource.key(row) for row in hits}
        detail = table._detail(hits) if self.ranked else ""
        return Value(Decimal(len(keys)), "", cells, table._sources(hits), detail)

    def exists(self, /, **equal: Constant) -> Value:
        """Whether any row fulfils the conditions, each of which some row must fulfil."""
        table = self.where(**equal)
        found = table._resolved()
        for each in table.conditions:
            replace(table, conditions=(each,))._some()
        sources = table._sources(found.hits or self.rows)
        return Value(bool(found.hits), "", self.basis | found.cells(), sources)

    def column(self, column: str, /, **equal: Constant) -> Series:
        """A column's values in the table's order; no row is an error."""
        table = self.where(**equal)
        found = table._some()
        basis = self.basis | found.cells()
        return table._series(column, found.hits, basis)

    def total(self, column: str, /, **equal: Constant) -> Value:
        """The sum of a column; no row is an error."""
        series = self.column(column, **equal)
        unit = series.values[0].unit
        return derived(sum(series.numbers, Decimal(0)), unit, series.parents)

    def top(self, n: int | Decimal, /, *, by: str, **equal: Constant) -> Table:
        """The n rows with the largest values, largest first; a tie for the last is an error."""
        return self._ranking(n, by, equal, largest=True)

    def bottom(self, n: int | Decimal, /, *, by: str, **equal: Constant) -> Table:
        """The n rows with the smallest (earliest) values; a tie for the last is an error."""
        return self._ranking(n, by, equal, largest=False)

    def largest(self, column: str, /, **equal: Constant) -> Value:
        """The largest value of a column, with the name of its row."""
        return self._extreme(column, equal, largest=True)

    def smallest(self, column: str, /, **equal: Constant) -> Value:
        """The smallest (earliest) value of a column, with the name of its row."""
        return self._extreme(column, equal, largest=False)

    def rank(self, by: str, /, *, ascending: bool = False, **which: Constant) -> Value:
        """The place of one row among all, 1 for the largest (ascending: smallest, earliest)."""
        series, one = self.column(by), self.value(by, **which)
        ahead = [
            each
            for each in series.values
            if (order(each.content) < order(one.content)) == ascending
            and order(each.content) != order(one.content)
        ]
        detail = f"{len(ahead) + 1} of {len(series.values)}"
        place = derived(Decimal(len(ahead) + 1), "", (*series.parents, one), detail)
        return replace(place, ranks=-1 if ascending else 1)

    def __repr__(self) -> str:
        wanted = ", ".join(f"{each.column} {each.wanted}" for each in self.conditions)
        return f"`{self.resource.name}`" + (f" with {wanted}" if wanted else "")

    def _narrowed(self, *more: Condition) -> Table:
        return replace(self, conditions=self.conditions + more)

    def _resolved(self) -> Selection:
        """The rows left, and for each row the cells that alone decide whether it is left."""
        hits: list[int] = []
        decisive: dict[int, frozenset[Cell]] = {}
        for row in self.rows:
            failed = [
                each
                for each in self.conditions
                if not each.holds(self.resource.content(row, each.column))
            ]
            if not failed:
                hits.append(row)
            if len(failed) < 2:
                deciding = failed or self.conditions
                decisive[row] = frozenset(self.resource.cell(row, c.column) for c in deciding)
        return Selection(tuple(hits), decisive)

    def _some(self) -> Selection:
        found = self._resolved()
        if not found.hits:
            raise FigureError(Code.DATA_ROWS, f"0 rows of {self}", self._hint(found.hits))
        return found

    def _read(self, row: int, column: str, basis: frozenset[Cell]) -> Value:
        content, cell = self.resource.content(row, column), self.resource.cell(row, column)
        if content is None:
            raise FigureError(Code.DATA_ROWS, f"{cell} is blank", "Read another cell.")
        unit = self.resource.fields[self.resource.index(column)].unit
        if not unit.kind and any(field.name == "unit" for field in self.resource.fields):
            unit = unit_of(self.resource.rows[row][self.resource.index("unit")])
        number = isinstance(content, Decimal)
        if isinstance(content, Decimal):
            content = content * unit.scale
        return Value(content, unit.kind if number else "", basis | {cell}, self._sources((row,)))

    def _sources(self, rows: tuple[int, ...]) -> tuple[Source, ...]:
        keys: dict[str, None] = {}
        for row in rows:
            keys |= dict.fromkeys(self.resource.citation(row))
        return (Source(self.resource.name, tuple(keys)),)

    def _series(self, column: str, rows: Iterable[int], basis: frozenset[Cell]) -> Series:
        return Series(tuple(self._read(row, column, NO_CELLS) for row in rows), basis)

    def _ranking(
        self, asked: int | Decimal, by: str, equal: dict[str, Constant], *, largest: bool
    ) -> Table:
        table = self.where(**equal)
        ranked = table._ranked(by, largest=largest)
        if not 0 < asked < len(ranked) + 1 or asked % 1:
            raise FigureError(Code.DATA_ROWS, f"the first {asked} of {len(ranked)} rows of {table}")
        n = int(asked)
        place = table._place(by, ranked[n - 1])
        if n < len(ranked) and place == table._place(by, ranked[n]):
            raise FigureError(Code.DATA_ROWS, f"a tie for place {n} by `{by}` in {table}")
        basis = self.basis | table._ranking_cells(by, ranked, n, largest=largest)
        return Table(self.resource, tuple(ranked[:n]), (), basis, ranked=True)

    def _extreme(self, column: str, equal: dict[str, Constant], *, largest: bool) -> Value:
        table = self.where(**equal)
        ranked = table._ranked(column, largest=largest)
        basis = self.basis | table._ranking_cells(column, ranked, 1, largest=largest)
        return replace(table._read(ranked[0], column, basis), detail=table._name(ranked[0]))

    def _ranked(self, by: str, *, largest: bool) -> list[int]:
        hits = self._some().hits
        return sorted(hits, key=lambda row: self._place(by, row), reverse=largest)

    def _place(self, by: str, row: int) -> tuple[Decimal, Decimal]:
        return order(self._read(row, by, NO_CELLS).content)

    def _ranking_cells(
        self, by: str, ranked: Sequence[int], n: int, *, largest: bool
    ) -> frozenset[Cell]:
        """What the first n rest on: all places, and what lets in or keeps out the first n."""
        found, last = self._some(), self._place(by, ranked[n - 1])
        hits = frozenset(found.hits)
        kept_out = [
            row
            for row in found.decisive
            if row not in hits
            and self.resource.content(row, by) is not None
            and (self._place(by, row) > last) == largest
        ]
        places = {self.resource.cell(row, by) for row in ranked}
        return found.cells((*ranked[:n], *kept_out)) | places

    def _name(self, row: int) -> str:
        return " ".join(self.resource.key(row))

    def _detail(self, hits: tuple[int, ...]) -> str:
        counted = frozenset(hits)
        missed = [self._name(row) for row in self.rows if row not in counted]
        out = f"{len(hits)} of {len(self.rows)}, down to {self._name(self.rows[-1])}"
        return out + (f"; not {', '.join(missed)}" if missed else "")

    def _hint(self, hits: tuple[int, ...]) -> str:
        if hits:
            names = ", ".join(self._name(row) for row in hits[:4])
            return f"Rows found: {names}. Add a condition."
        for each in self.conditions:
            if not replace(self, conditions=(each,))._resolved().hits:
                return f"No row has {each.column} {each.wanted}. {self._values(each)}"
        return "No row fulfils all the conditions together."

    def _values(self, condition: Condition) -> str:
        at = self.resource.index(condition.column)
        return near(condition.wanted, {self.resource.rows[row][at] for row in self.rows})
