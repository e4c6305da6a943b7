"""Numbers that stand only in the prose of notes and entries are those of the tables.

A figure of the article has a check, which the build carries out. What an editor adds in prose, a
count of another year, say, has none; so it is listed here with the cell it was taken from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from variorum.chapter_files import code_in, read_chapters
from variorum.data import package
from variorum.data.package import Package
from variorum.data.values import Cell

ROOT = Path(__file__).parents[2]
TABLES = package.load(ROOT / "data")
LISTED = """
banks | id=roe-2005 | value | bank-returns-2006 | {}% in December 2005
banks | id=roe-2006 | value | bank-returns-2006 | {}% in June 2006
banks | id=roe-2006-real | value | return-level-or-gap | after inflation it was some {}%
banks | id=deposits-2006 | value | bank-profits-2006 | deposits {}%
banks | id=deposits-2006 | value | credit-boom | deposits rose by {}% in a year
banks | id=lending-2006 | value | bank-profits-2006 | lending for cards and cars {}%
banks | id=lending-2006 | value | credit-boom | was {}% above that of all 2005
banks | id=output-2006 | value | bank-profits-2006 | real output of financial firms {}%
food | id=lines-disrupted | value | shortages-whose-fault | up to {}% of basic foods
food | id=lines-disrupted | value | which-foods | up to {}% of staple foods
food | id=lines-disrupted | value | shortages-extent | up to {}% of staples
food | id=lines-disrupted | value | food-shortages | up to {}% of the basic lines
food | id=scarcity-january-2008 | value | food-shortages | {}% in January 2008
homicide-counts | id=caracas-2007 | murders | murders-november-2007 | {:,} murders in Caracas
homicide-counts | id=caracas-2007 | per_day | murders-november-2007 | all of 2007, {} a day
homicide-counts | id=caracas-may-2008 | per_day | murders-november-2007 | {} a day on three days
homicide-counts | id=caracas-january-2009 | per_day | murders-november-2007 | {} at the morgue
housing | id=cvc-2004 | shortage | housing-shortage-2008 | {} million in 2004
housing | id=agency-2005 | shortage | housing-shortage-2008 | {} million in 2004
housing | id=minister-2008 | shortage | housing-shortage-2008 | {} million in February 2008
housing | id=cvc-2009 | shortage | housing-shortage-2008 | more than {} million in 2009
housing | id=cvc-2011 | to_repair | shacks-2008 | {} million dwellings
housing | id=register-2011 | shortage | housing-shortage-2008 | {:.2f} million only in October 2011
kidnappings | year=2006 & recorder=CICPC | recorded | kidnapped-2006 | forces recorded {} and
kidnappings | year=2006 & recorder=DISIP | recorded | kidnapped-2006 | and {} cases in 2006
kidnappings | year=2007 | recorded | kidnapped-2006 | both together {} in 2007
kidnappings | year=2008 | recorded | kidnapped-2006 | {} recorded in 2008
oil-reports | id=nominal-peak-1979 | price | oil-1986 | ${} was the nominal peak
oil-reports | id=adjusted-peak-2006 | price | oil-1986 | ${} the same peak in dollars of 2006
polls | id=reform-against | share | forecasts-of-the-vote | {}% of likely voters against
polls | id=reform-against | share | shortages-poll-majority | {}% against
polls | id=reform-for | share | forecasts-of-the-vote | {}% for it
polls | id=reform-for | share | shortages-poll-majority | {}% for the reform
polls | id=scarcity-met | share | shortages-poll-2007 | {}% of buyers
polls | id=private-sector-blamed-2015 | share | blame-later-polls | {}% of those asked
recall-2004 | side=government | votes | recall-year-2004 | {:,} voters
recall-2004 | side=government | share | recall-year-2004 | ({}%) kept Chávez
recall-2004 | side=opposition | votes | recall-year-2004 | and {:,} (
recall-2004 | side=opposition | share | recall-year-2004 | ({}%) would have recalled him
recall-2004 | side=opposition | votes | presidential-vote-date | from {:,} to
recall-2004 | side=opposition | share | presidential-vote-date | the opposition {}%
reported-gains | report=Woods | votes | three-hundred-thousand-origin | about {:,}
reported-gains | report=Boyd | votes | three-hundred-thousand-origin | `, {:,} {{cite
reported-gains | report=Debbaut | votes | three-hundred-thousand-origin | {:,} more
reported-gains | report=Sabado and Ville | votes | three-hundred-thousand-origin | {:,} more
reported-gains | report=sozialismus.net | votes | three-hundred-thousand-origin | `, {:,} {{cite
reported-gains | source=hov2007flemish | votes | three-hundred-thousand-origin | or {:,}
venezuelan-basket | period=1970s | nominal | oil-1979 | ${} in the best year of the decade
venezuelan-basket | period=1981 | nominal | oil-1986 | ${} in its best year
venezuelan-basket | period=1980s | nominal | oil-1986 | ${} in its worst
venezuelan-basket | period=2007 | nominal | oil-price-rise | ${} a barrel in 2007
unemployment-annual | year=2007 | rate | unemployment-2007 | half, is {:.1f}%
"""
"""table | the row's key | column | note or entry | its words, with the number's place and form"""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number in prose: the cell it stands in, and the words of the note around it."""

    table: str
    key: tuple[tuple[str, str], ...]
    column: str
    where: str
    words: str

    def cell(self) -> Cell:
        """The address of the cell; an error unless the key leaves one row."""
        resource = TABLES.resource(self.table)
        rows = [
            row
            for row, cells in enumerate(resource.rows)
            if all(cells[resource.index(column)] == value for column, value in self.key)
        ]
        (row,) = rows
        return resource.cell(row, self.column)

    def holds(self, tables: Package, texts: Mapping[str, str]) -> bool:
        """Whether the note has the words, with the number as this cell gives it."""
        number = Decimal(tables.text(self.cell()))
        return self.words.format(number) in texts[self.where]


def _quoted(line: str) -> Quoted:
    table, key, column, where, words = line.split(" | ")
    pairs = tuple(tuple(pair.split("=", 1)) for pair in key.split(" & "))
    return Quoted(table, tuple((name, value) for name, value in pairs), column, where, words)


QUOTED = tuple(_quoted(line) for line in LISTED.strip().splitlines())
NAMES = [f"{quoted.where}:{quoted.words}" for quoted in QUOTED]
each = pytest.mark.parametrize("quoted", QUOTED, ids=NAMES)


@cache
def texts() -> dict[str, str]:
    """The words of each note, its quotation first and its checks left out; of each entry."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("glossary/*/*.md")}
    for chapter in read_chapters(ROOT):
        for note in chapter.notes():
            body = "\n".join(chapter.lines[note.body : note.end])
            for code, _ in code_in(chapter.lines, note.body, note.end):
                body = body.replace(code, "")
            found[note.argument] = f"{note.options['quote']}\n{body}"
    return found


@each
def test_the_note_has_the_number_of_the_table(quoted: Quoted) -> None:
    assert quoted.holds(TABLES, texts()), f"{quoted.cell()} and {quoted.where}"


@each
def test_a_changed_cell_is_noticed(quoted: Quoted) -> None:
    number = Decimal(TABLES.text(quoted.cell()))
    for factor in ("0.9", "1.1", "2"):
        changed = TABLES.changed(quoted.cell(), str(number * Decimal(factor)))
        assert not quoted.holds(changed, texts())


@each
def test_a_changed_note_is_noticed(quoted: Quoted) -> None:
    number = Decimal(TABLES.text(quoted.cell()))
    changed = texts()[quoted.where].replace(
        quoted.words.format(number), quoted.words.format(number + 1)
    )
    assert not quoted.holds(TABLES, {quoted.where: changed})
