"""What notes say in prose of several cells at once follows from the tables.

"No series has it" or "falling" is no number of one cell. So each such saying is listed here with
its reckoning from all the rows that it speaks of, and the note must have the words that come out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

import pytest

from tests.edition.test_prose_figures import TABLES, texts
from variorum.data.package import Package
from variorum.data.periods import Period
from variorum.data.tables import Data, Table
from variorum.data.values import Cell, Series, Value, derived
from variorum.faults import FigureError
from variorum.figures import mutants

Tables = Callable[[str], Table]
OTHERS = ("us-imports", "pink-sheet")


def shrinking_years(table: Tables) -> Value:
    """The years in which output shrank, those that follow one another as a range."""
    years = table("gdp-growth").below("growth", 0).column("year")
    runs: list[list[int]] = []
    for year in (each.content.first.year for each in years.values if _is_date(each)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = [f"{run[0]}–{run[-1] % 100}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return derived(" and in ".join(said), "", years.parents)


def gain_that_none_reaches(table: Tables) -> Value:
    """The votes of No by every bulletin and block over Rosales's final count, rounded up."""
    against = table("referendum-national").column("no_votes")
    rosales = table("presidential-2006").value("votes", stage="final", candidate="Manuel Rosales")
    most = max(against.numbers) - rosales.number
    said = most.quantize(Decimal("1e4"), ROUND_CEILING)
    return derived(Decimal(int(said)), "", (*against.parents, rosales))


def series_that_have_it(table: Tables) -> Value:
    """How many of the series come to $38 in the 1980s in money that makes 1979 come to $80."""
    found, read = 0, list[Value]()
    for name in ("bp", *OTHERS):
        prices = table("oil-price").where(series=name).between("year", 1980, 1989)
        eighties: Series = prices.column("real_2003")
        before = table("oil-price").value("real_2003", series=name, year=1979)
        found += any(round(80 * price / before.number) == 38 for price in eighties.numbers)
        read += [before, *eighties.parents]
    return derived("No" if found == 0 else str(found), "", read)


def of_1979(table: Tables, series: str, year: int) -> Value:
    prices = table("oil-price").where(series=series)
    return prices.value("real_2003", year=year) / prices.value("real_2003", year=1979)


def agreeing_prices(table: Tables) -> Value:
    """Whether the World Bank's prices stand to 1979 as those of the first series do."""
    pairs = [[of_1979(table, name, y) for name in ("bp", "pink-sheet")] for y in (1985, 1986)]
    near = all(abs(one.number - other.number) < Decimal("0.01") for one, other in pairs)
    return derived("agree" if near else "differ", "", (each for pair in pairs for each in pair))


def falling_shares(table: Tables) -> Value:
    """Whether the private share falls in the bank's series, with taxes and without."""
    shares = table("gdp-shares").where(report="AFP")
    told = [
        shares.where(basis=basis).column("private") for basis in ("with-taxes", "without-taxes")
    ]
    falls = all(b < a for series in told for a, b in pairwise(series.numbers))
    parents = [value for series in told for value in series.parents]
    return derived("falling after 2006" if falls else "rising", "", parents)


def several_times_as_fast(table: Tables) -> Value:
    """Whether private firms grew at least three times as fast as the state in two quarters."""
    sectors = table("gdp-growth-sectors")
    ratios = [
        sectors.value("private", period=quarter) / sectors.value("public", period=quarter)
        for quarter in ("2006-Q3", "2007-Q1")
    ]
    several = all(ratio.number >= 3 for ratio in ratios)
    return derived("several times as fast" if several else "little faster", "", ratios)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a note, with the place and the form of what is reckoned."""

    where: str
    words: str
    reckon: Callable[[Tables], Value]

    def found(self, tables: Package) -> Value:
        """What comes out, with all the cells that it rests on."""
        return self.reckon(Data(tables).table)

    def holds(self, tables: Package) -> bool:
        """Whether the note has the words; not so if the tables no longer allow the reckoning."""
        try:
            return self.words.format(self.found(tables).content) in texts()[self.where]
        except (FigureError, ArithmeticError):
            return False


SAID = (
    Said("crisis-of-1980s", "Output shrank in {} {{cite", shrinking_years),
    Said("right-wing-gain-2007", "blocks reaches {:,}.", gain_that_none_reaches),
    Said("oil-1986", "{} series has it in the 1980s", series_that_have_it),
    Said("oil-1986", "1986 was {:.3f} and", lambda table: of_1979(table, "bp", 1986)),
    Said("oil-1986", "1985 {:.3f} of 1979", lambda table: of_1979(table, "bp", 1985)),
    Said("oil-1986", "the World Bank's prices {} {{cite", agreeing_prices),
    Said("oil-1986", "States cost {:.2f} of 1979", lambda t: of_1979(t, OTHERS[0], 1985)),
    Said("oil-1986", "1985, {:.2f} in 1986 {{cite", lambda t: of_1979(t, OTHERS[0], 1986)),
    Said("private-share-disputed", "own series has it {}", falling_shares),
    Said("private-growth-2006-2007", "private firms grew {} as the state", several_times_as_fast),
)
each = pytest.mark.parametrize("said", SAID, ids=[f"{s.where}:{s.words}" for s in SAID])


def _is_date(value: Value) -> bool:
    return isinstance(value.content, Period)


def _changes(cell: Cell) -> Iterator[str]:
    """Other contents of a cell, from a half to three times a number."""
    yield from (change.to for change in mutants.of_cell(TABLES, cell))
    text = TABLES.text(cell)
    if text.replace(".", "").isdigit():
        yield from (f"{Decimal(text) * percent / 100:.4f}" for percent in range(40, 300))


@each
def test_the_note_says_what_comes_out(said: Said) -> None:
    assert said.holds(TABLES), said.words.format(said.found(TABLES).content)


@each
def test_every_row_that_it_rests_on_matters(said: Said) -> None:
    """Some change of some cell of each row makes the saying untrue."""
    cells = said.found(TABLES).cells
    for row in {(cell.table, cell.line) for cell in cells}:
        mine = [cell for cell in cells if (cell.table, cell.line) == row]
        changed = (TABLES.changed(cell, other) for cell in mine for other in _changes(cell))
        assert not all(said.holds(tables) for tables in changed), row
