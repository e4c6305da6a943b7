"""Numbers that stand only in the prose of notes and entries are those of the tables.

A figure of the article has a check, which the build carries out. What an editor adds in prose, a
count of another year, say, has none; so it is listed in prose-figures.txt with the cell it was
taken from. What is said of many cells at once is in `test_prose_claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from variorum.chapter_files import code_in, read_chapters
from variorum.data import package
from variorum.data.package import Package
from variorum.data.values import Cell
from variorum.works.bibliography import date_in_words

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TABLES = package.load(ROOT / "data")
DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")
WORDS = dict(enumerate(("none", "one", "two", "three", "four", "five", "six", "seven")))
WORDS |= {8: "eight", 15: "fifteen"}
LISTED = [
    line
    for line in (HERE / "prose-figures.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell holds, in the form in which prose has it."""

    text: str

    def __format__(self, form: str) -> str:
        if DATE.fullmatch(self.text):
            said = date_in_words(self.text[:7] if form == "month" else self.text)
            return said.rpartition(" ")[0] if form == "day" else said
        number = Decimal(self.text)
        if form == "word":
            return WORDS.get(number, self.text)
        if form == "million":
            return str((number / 1_000_000).normalize())
        return format(number, form)

    def others(self) -> Iterator[str]:
        """The same cell with other contents, each of which the prose must show."""
        if DATE.fullmatch(self.text):
            yield from ("2001-05-05", "2012-10-10")
        else:
            number = Decimal(self.text)
            yield str(number + 1)
            yield from (str(number * Decimal(factor)) for factor in ("0.9", "1.1", "2"))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number in prose: the cell it stands in, and the words of the note around it."""

    table: str
    key: tuple[tuple[str, str], ...]
    column: str
    where: str
    words: str

    def cell(self, tables: Package = TABLES) -> Cell:
        """The address of the cell; an error unless the key leaves one row."""
        resource = tables.resource(self.table)
        rows = [
            row
            for row, cells in enumerate(resource.rows)
            if all(cells[resource.index(column)] == value for column, value in self.key)
        ]
        (row,) = rows
        return resource.cell(row, self.column)

    def holds(self, tables: Package, texts: Mapping[str, str]) -> bool:
        """Whether the note has the words, with the number as this cell gives it."""
        return self.words.format(Shown(tables.text(self.cell()))) in texts[self.where]


def _quoted(line: str) -> Quoted:
    table, key, column, where, words = line.split(" | ")
    pairs = tuple(tuple(pair.split("=", 1)) for pair in key.split(" & "))
    return Quoted(table, tuple((name, value) for name, value in pairs), column, where, words)


QUOTED = tuple(_quoted(line) for line in LISTED)
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
    for other in Shown(TABLES.text(quoted.cell())).others():
        assert not quoted.holds(TABLES.changed(quoted.cell(), other), texts()), other


@each
def test_a_changed_note_is_noticed(quoted: Quoted) -> None:
    shown = Shown(TABLES.text(quoted.cell()))
    other = Shown(next(shown.others()))
    changed = texts()[quoted.where].replace(quoted.words.format(shown), quoted.words.format(other))
    assert not quoted.holds(TABLES, {quoted.where: changed})
