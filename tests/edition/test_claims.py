"""Every figure of the article is on trial, the findings are those of the research, and no
change of a figure or a cell goes unnoticed."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.shell.edition import build
from variorum import assembly
from variorum.chapter_files import read_chapters
from variorum.commands.mutate import notes_of
from variorum.data import package
from variorum.data.tables import Data, Table
from variorum.data.values import Cell
from variorum.edition import Edition
from variorum.figures import claims, mutants, mutation
from variorum.figures.claims import Trial
from variorum.model import Kind
from variorum.text.reader_copy import Request

ROOT = Path(__file__).parents[2]
TABLES = package.load(ROOT / "data")
NOTES, UNREAD = notes_of(ROOT, [])
ESCAPES: dict[str, str] = {}
"""Planted errors that may go unnoticed: the change, and why. There is none."""


@cache
def trials() -> dict[str, Trial]:
    assert not UNREAD
    return {note.slug: claims.examine(note, TABLES) for note in NOTES}


@cache
def assembled() -> Edition:
    files = read_chapters(ROOT)
    figures = {slug: trial.findings for slug, trial in trials().items()}
    notes = [note for file in files for note in file.annotations()]
    return assembly.assemble(Request(ROOT, ""), [f.mark() for f in files], notes, figures)


def table(name: str) -> Table:
    return Data(TABLES).table(name)


# --- every number ------------------------------------------------------------------------


def test_every_check_prints_what_its_note_states() -> None:
    assert [problem for trial in trials().values() for problem in trial.problems] == []


def test_every_figure_note_has_a_verdict() -> None:
    figures = [n.slug for n in assembled().notes if n.kind == Kind.FIGURE]
    assert len(figures) > 90
    assert [slug for slug in figures if trials()[slug].headline is None] == []


def test_every_number_of_the_text_is_on_trial(record_property: Callable[[str, str], None]) -> None:
    coverage = assembled().coverage
    assert coverage.settled == len(coverage.numerals) > 100
    assert coverage.compared > 4 * coverage.waived
    record_property("score", str(coverage))


# --- the findings ------------------------------------------------------------------------

FINDINGS = [
    ("no-share-2007", "rounds", ["rounds: 50.7033% rounds to 50.7%"]),
    ("yes-share-2007", "truncated", ["truncated: 49.2967% is cut to 49.2% (rounded: 49.3%)"]),
    ("abstention-rate-2007", "rounds", ["rounds: 44.1178% rounds to 44%"]),
    (
        "most-populated-states-2007",
        "differs",
        ["differs: 6 of 23 is not nine most populated of the 23 states"],
    ),
    (
        "states-for-yes-2007",
        "depends on the source",
        ["differs: 15 is not 14 states", "agrees: 14 is 14 states"],
    ),
    (
        "right-wing-gain-2007",
        "depends on the source",
        ["differs: 211,888 (", "rounds: 308,025 ("],
    ),
    (
        "murder-japan-2000",
        "depends on the source",
        ["agrees: 1.1 per 100,000 is 1.1", "differs: 0.53"],
    ),
    ("oil-1979", "depends on the source", ["differs: $31.61 is not $80", "rounds: $80.1 rounds"]),
    ("oil-1986", "differs", ["differs: $14.43 is not $38"]),
    ("unemployment-2007", "differs", ["differs: 6.2% is not nearly 10%"]),
    ("inflation-2007", "agrees", ["agrees: 22.5% is over 20%"]),
    ("shortages-poll-2007", "not checkable", ["not checkable: 75%"]),
]


@pytest.mark.parametrize(("slug", "headline", "lines"), FINDINGS, ids=[f[0] for f in FINDINGS])
def test_the_finding_comes_out(slug: str, headline: str, lines: list[str]) -> None:
    trial = trials()[slug]
    assert trial.headline == headline
    for line in lines:
        assert any(finding.line.startswith(line) for finding in trial.findings), line


def test_no_base_year_makes_both_oil_prices_right() -> None:
    """In constant dollars of any year 1986 stands to 1979 as in those of any other."""
    stated = Decimal(38) / Decimal(80)
    prices = table("oil-price").where(series="bp")
    for column in ("real_2003", "real_2007"):
        real = prices.value(column, year=1986).number / prices.value(column, year=1979).number
        assert abs(real - Decimal("0.302")) < Decimal("0.001")
        assert stated > real * Decimal("1.5")
    for year, nominal in ((1979, "31.61"), (1986, "14.43")):
        assert prices.value("nominal", year=year).number == Decimal(nominal)


# --- sensitivity -------------------------------------------------------------------------


def test_no_planted_error_goes_unnoticed(record_property: Callable[[str, str], None]) -> None:
    report = mutation.run(NOTES, TABLES)
    found = {str(problem) for problem in report.problems}
    assert found == set(ESCAPES), "\n".join(sorted(found ^ set(ESCAPES)))
    total = report.scores[-1]
    assert total.noticed == total.planted > 1000
    record_property("score", f"planted errors noticed: {total.noticed} of {total.planted}")


def test_a_changed_cell_is_named_with_the_claim_that_reads_it() -> None:
    for trial in trials().values():
        for outcome in trial.outcomes:
            for cell in sorted(outcome.finding.cells if outcome.finding else ()):
                assert _place_named(trial, outcome.example.place.line, cell), (cell, outcome)


def _place_named(trial: Trial, line: int, cell: Cell) -> bool:
    for change in mutants.of_cell(TABLES, cell):
        problems = claims.examine(trial.note, TABLES.changed(cell, change.to)).problems
        if any((p.place.path, p.place.line) == (trial.note.place.path, line) for p in problems):
            return True
    return False


CHANGED = [
    ("referendum-national", "yes_votes", "yes-share-2007"),
    ("unemployment", "rate", "unemployment-2007"),
    ("homicide-rates", "rate", "murder-usa-2000"),
    ("oil-price", "nominal", "oil-1986"),
]


def test_a_changed_cell_stops_the_book(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    ignored = shutil.ignore_patterns("_build", ".*", "text", "src", "tests", "benchmarks")
    shutil.copytree(ROOT, root, ignore=ignored)
    wanted = [_change(root, *each) for each in CHANGED]
    built = build(root, "html")
    assert not built.ok
    for place in wanted:
        assert any(line.startswith(f"{place}: ERROR: V303") for line in built.lines), place
    assert not (built.out / "index.html").exists()


def _change(root: Path, name: str, column: str, slug: str) -> str:
    """Change the first cell of a column that a note's checks read; where the check stands."""
    for outcome in trials()[slug].outcomes:
        cells = sorted(outcome.finding.cells if outcome.finding else ())
        read = [cell for cell in cells if (cell.table, cell.column) == (name, column)]
        if read:
            path = root / "data" / f"{name}.csv"
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
            at = rows[0].index(column)
            rows[read[0].line - 1][at] = str(Decimal(rows[read[0].line - 1][at]) * 2)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
            place = outcome.example.place
            return f"{place.path.as_posix()}:{place.line}"
    raise AssertionError(slug)
