"""What a row must fulfil, and how typed cells are compared with what a check names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from variorum.data.package import Resource
from variorum.data.periods import Period, from_iso
from variorum.data.values import Cell, Content
from variorum.faults import FigureError
from variorum.problems import Code

Constant = str | int | Decimal | bool
NO_CELLS: frozenset[Cell] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must fulfil in one column."""

    column: str
    wanted: str
    test: Callable[[Content], bool]

    def holds(self, content: Content | None) -> bool:
        """Whether a cell fulfils the condition; a blank one fulfils none."""
        return content is not None and self.test(content)


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that conditions leave, and the cells each row's being left or not rests on.

    A row that fails two conditions is not listed: no change of one cell would bring it in.
    """

    hits: tuple[int, ...]
    decisive: Mapping[int, frozenset[Cell]]

    def cells(self, rows: Iterable[int] | None = None) -> frozenset[Cell]:
        """The deciding cells of some rows, or of all."""
        chosen = self.decisive if rows is None else rows
        return NO_CELLS.union(*(self.decisive.get(row, NO_CELLS) for row in chosen))


def equal(resource: Resource, column: str, wanted: Constant) -> Condition:
    """The cell holds this very number, text, date or truth."""
    content = parsed(resource, column, wanted)
    return Condition(column, str(wanted), lambda found: found == content)


def between(resource: Resource, column: str, first: Constant, last: Constant) -> Condition:
    """The cell lies between two numbers or dates, both included."""
    low = order(parsed(resource, column, first))[0]
    high = order(parsed(resource, column, last))[1]

    def test(content: Content) -> bool:
        start, end = order(content)
        return low <= start and end <= high

    return Condition(column, f"from {first} to {last}", test)


def above(resource: Resource, column: str, limit: Constant) -> Condition:
    """The cell is greater than a number, or later than a date."""
    low = order(parsed(resource, column, limit))[1]
    return Condition(column, f"above {limit}", lambda content: order(content)[0] > low)


def below(resource: Resource, column: str, limit: Constant) -> Condition:
    """The cell is smaller than a number, or earlier than a date."""
    high = order(parsed(resource, column, limit))[0]
    return Condition(column, f"below {limit}", lambda content: order(content)[1] < high)


def order(content: Content | None) -> tuple[Decimal, Decimal]:
    """What numbers and dates are sorted by; texts and truths have no order."""
    if isinstance(content, Period):
        return Decimal(content.first.toordinal()), Decimal(content.last.toordinal())
    if isinstance(content, Decimal):
        return content, content
    raise FigureError(Code.CHECK_UNLIKE, f"`{content}` has no order: neither number nor date")


def parsed(resource: Resource, column: str, constant: Constant) -> Content:
    """What a check names, typed as the column is; an error when the two cannot be equal."""
    field = resource.fields[resource.index(column)]
    number = not isinstance(constant, str | bool)
    fits = {"integer": number, "number": number, "boolean": isinstance(constant, bool)}
    dated = field.type in ("date", "yearmonth", "year") and not isinstance(constant, bool)
    if not fits.get(field.type, dated or isinstance(constant, str)):
        found = f"`{constant!r}` for column `{column}` of `{resource.name}` ({field.type})"
        raise FigureError(Code.CHECK_UNLIKE, found)
    try:
        if dated:
            return from_iso(str(constant))
        return constant if isinstance(constant, str | bool) else Decimal(constant)
    except ValueError:
        found = f"`{constant}` is not a date like 2007, 2007-12 or 2007-12-02"
        raise FigureError(Code.CHECK_UNLIKE, found) from None
