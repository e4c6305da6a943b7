"""The sensitivity run plants small errors; a good check notices each, a bad one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.ferry import tables
from variorum.data.values import Cell
from variorum.figures import mutants, mutation
from variorum.figures.claims import CodeBlock, FigureNote
from variorum.figures.mutation import Report
from variorum.problems import Code, Place

PACKAGE = tables()
ROTTEN = Path(__file__).parent / "figures" / "rotten.md"


def planted(words: str) -> dict[str, str]:
    return {change.to: change.how for change in mutants.of_words(words)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("50.7%", {"50.8%", "50.6%", "507.0%"}),
        ("nearly 10%", {"nearly 11%", "nearly 9%", "nearly 100%", "over 10%"}),
        ("1,600", {"1,700", "1,500", "1,060", "16,000"}),
        ("300,000", {"400,000", "200,000", "3,000,000"}),
        ("33.2 per 100,000", {"33.3 per 100,000", "33.1 per 100,000", "332.0 per 100,000"}),
        ("1998", {"1999", "1997", "9198"}),
        ("three million fewer", {"two million fewer", "four million fewer", "three billion fewer"}),
        ("2 December 2007", {"3 December 2007", "1 December 2007", "2 November 2007"}),
        ("first", {"second"}),
        ("bigger share", {"smaller share"}),
        ("only worsened", {"only improved"}),
    ],
)
def test_mutants_of_words(words: str, expected: set[str]) -> None:
    assert expected <= set(planted(words))
    assert words not in planted(words)


def test_each_way_of_changing_a_figure_is_there() -> None:
    found = {how for words in ("51.7%", "nine", "over 20%") for how in planted(words).values()}
    assert found == {"last digit", "digits swapped", "times ten", "neighbour", "opposite"}


@pytest.mark.parametrize(
    ("cell", "first", "also"),
    [
        (Cell("tolls", 2, "pounds"), "690", {"844", "7670", "0", "-767", "1240"}),
        (Cell("tolls", 2, "rate"), "11.25", {"13.75", "125.0", "0"}),
        (Cell("tolls", 2, "year"), "1873", {"1875", "1876"}),
        (Cell("events", 2, "when"), "1874-05-03", {"1874-06-02", "1875-05-03", "1876"}),
        (Cell("events", 2, "month"), "1874-04", {"1874-06", "1875-05", "1876-11"}),
        (Cell("towns", 2, "is_borough"), "false", {"false"}),
        (Cell("towns", 2, "vote"), "Yes", {"No?", ""}),
    ],
)
def test_mutants_of_cells(cell: Cell, first: str, also: set[str]) -> None:
    changes = [change.to for change in mutants.of_cell(PACKAGE, cell)]
    assert changes[0] == first
    assert also <= set(changes)
    assert PACKAGE.text(cell) not in changes


def note(code: str, quote: str) -> FigureNote:
    return FigureNote("n", quote, Place(Path("01.md"), 1), (CodeBlock(code, 5),))


def run(*checks: tuple[str, str, str]) -> Report:
    notes = [note(f">>> {source}\n{line}\n", quote) for quote, source, line in checks]
    return mutation.run(notes, PACKAGE)


FULL = (
    "takings of £767",
    'figure("£767").check(data("tolls").value("pounds", year=1874, place="Upper ferry"))',
    "agrees: £767 is £767 (tolls, ledger1874)",
)


def test_a_full_line_notices_everything() -> None:
    report = run(FULL)
    assert report.problems == ()
    assert all(mutant.noticed for mutant in report.mutants)
    assert {mutant.target for mutant in report.mutants} == {"figure", "cell"}
    total = report.scores[-1]
    assert total.planted == total.noticed == len(report.mutants)


@pytest.mark.parametrize(
    "check",
    [
        (
            "four of the towns",
            'figure("four").check(data("towns").count(vote="No"))',
            "agrees: 4 is four (towns, census1871)",
        ),
        (
            "six towns",
            'figure("six towns").check(data("towns").count())',
            "agrees: 6 is six towns (towns, census1871)",
        ),
        (
            "the three largest",
            'figure("three largest").check(data("towns").top(3, by="people").count(vote="No"))',
            "differs: 2 is not three largest (2 of 3, down to Coalford; not Brampton; towns, "
            "census1871)",
        ),
        (
            "the largest",
            'figure("largest").check(data("towns").rank("people", town="Ashby"))',
            "agrees: place 1: largest (1 of 6; towns, census1871)",
        ),
        (
            "in May 1874",
            'figure("May 1874").check(data("events").value("when", id="bridge-opens"))',
            "agrees: 2 May 1874 falls in May 1874 (events)",
        ),
    ],
)
def test_counts_ranks_and_dates_notice_everything(check: tuple[str, str, str]) -> None:
    report = run(check)
    assert report.problems == ()
    assert len(report.mutants) > 2
    assert all(mutant.noticed for mutant in report.mutants)


def test_an_elided_line_lets_changes_pass() -> None:
    quote, source, _ = FULL
    over = source.replace("£767", "over £700")
    report = run((f"{quote}, over £700", over, "agrees: ..."))
    assert {problem.code for problem in report.problems} == {Code.MUTANT_ESCAPED}
    assert any("over £800" in str(each) or "£701" in str(each) for each in report.problems)
    assert report.scores[-1].noticed < report.scores[-1].planted


@pytest.mark.parametrize("blind", ["{0} - {0} + 767", "{0} * 0 + 767"])
def test_a_check_on_which_the_data_have_no_bearing_is_named(blind: str) -> None:
    value = blind.format('data("tolls").value("pounds", year=1876)')
    line = "agrees: £767 is £767 (tolls, wardens1880)"
    report = run((FULL[0], f'figure("£767").check({value})', line))
    assert [problem.code for problem in report.problems] == [Code.CHECK_INSENSITIVE]


def test_a_check_that_notices_no_cell_is_insensitive() -> None:
    exists = 'data("towns").exists(vote="No")'
    report = run(("more towns", f'figure("more towns").check({exists})', "agrees: ..."))
    assert [problem.code for problem in report.problems] == [Code.CHECK_INSENSITIVE]
    assert report.problems[0].place == Place(Path("01.md"), 5)


def test_notes_that_do_not_hold_are_reported_not_mutated() -> None:
    quote, source, _ = FULL
    report = run((quote, source, "differs: ..."))
    assert [problem.code for problem in report.problems] == [Code.CHECK_FAILED]
    assert report.mutants == ()


def test_not_checkable_rests_on_no_cell() -> None:
    report = run(
        ("75%", 'figure("75%").not_checkable(searched="x")', "not checkable: 75% (searched: x)")
    )
    assert report.problems == ()
    assert {mutant.target for mutant in report.mutants} == {"figure"}
