"""The rules of verdict.py and rules.py at their edges, and the line that is printed."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.core.ferry import tables
from variorum.data import periods
from variorum.data.periods import Pair, Period
from variorum.data.tables import Data
from variorum.data.values import Cell, Content, Series, Source, Value
from variorum.faults import FigureError
from variorum.figures import rules
from variorum.figures.finding import Finding, headline
from variorum.figures.reckon import change
from variorum.figures.rules import Verdict
from variorum.figures.vocabulary import figure, wording
from variorum.problems import Code
from variorum.quantity import read

CELLS = frozenset({Cell("tolls", 2, "pence")})
SOURCES = (Source("tolls", ("ferry1874",)),)


def found(content: Content | str | int, unit: str = "", detail: str = "") -> Value:
    """A value as if read from a table; numbers may be given as texts."""
    if isinstance(content, int) and not isinstance(content, bool):
        content = Decimal(content)
    if isinstance(content, str):
        content = Decimal(content)
    return Value(content, unit, CELLS, SOURCES, detail)


def when(text: str) -> Value:
    return Value(periods.from_iso(text), "", CELLS, SOURCES)


def edges() -> list[tuple[str, str, str]]:
    path = Path(__file__).parent / "figures" / "edges.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["words"], row["found"], row["verdict"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("words", "number", "verdict"), edges())
def test_edge(words: str, number: str, verdict: str) -> None:
    assert figure(words).check(found(number, read(words).unit)).verdict == verdict


@pytest.mark.parametrize(
    ("start", "end", "verdict"), [(6, 7, "agrees"), (6, 8, "differs"), (5, 7, "differs")]
)
def test_range_of_numbers(start: int, end: int, verdict: str) -> None:
    pair = Value(Pair(Decimal(start), Decimal(end)), "years", CELLS, SOURCES)
    assert figure("six to seven years").check(pair).verdict == verdict


def test_comparatives_need_the_other_side_and_mind_the_direction() -> None:
    more, fewer = figure("more violent than Rio"), figure("fewer rallies")
    assert more.check(found(130), than=found("35.7")).verdict == "agrees"
    assert more.check(found(45), than=found("46.4")).verdict == "differs"
    assert more.check(found(45), than=found(45)).verdict == "differs"
    assert fewer.check(found(1), than=found(2)).verdict == "agrees"
    with pytest.raises(FigureError, match="V310"):
        more.check(found(130))
    with pytest.raises(FigureError, match="two units"):
        more.check(found(130, "%"), than=found(35, "$"))


def test_superlatives_and_trends() -> None:
    rates = Series(tuple(found(n) for n in (3, 9, 5)))
    assert figure("largest").check(found(9), among=rates).verdict == "agrees"
    assert figure("largest").check(found(5), among=rates).verdict == "differs"
    assert figure("lowest").check(found(3), among=rates).verdict == "agrees"
    assert figure("only worsened").check(rates).verdict == "approximates"
    assert figure("only improved").check(rates).verdict == "differs"
    rising = Series(tuple(found(n) for n in (3, 5, 9)))
    assert figure("only worsened").check(rising).verdict == "agrees"
    level = Series(tuple(found(n) for n in (3, 3, 9)))
    assert figure("only worsened").check(level).verdict == "approximates"
    with pytest.raises(FigureError, match="V310"):
        figure("only worsened").check(found(3))
    with pytest.raises(FigureError, match="V310"):
        figure("50.7%").check(rates)


def test_a_place_is_counted_from_the_end_that_the_words_name() -> None:
    towns = Data(tables()).table("towns")
    town = towns.largest("people").detail
    first, last = towns.rank("people", town=town), towns.rank("people", town=town, ascending=True)
    assert figure("the largest").check(first).verdict == "agrees"
    assert figure("the smallest").check(last).verdict == "differs"
    for words, place in (
        ("the smallest", first),
        ("the largest", last),
        ("the largest", towns.largest("people")),
        ("the smallest", towns.smallest("people")),
        ("the most", towns.top(1, by="people").count(town=town)),
        ("the largest", found(1, detail="1 of 3")),
    ):
        with pytest.raises(FigureError) as refused:
            figure(words).check(place)
        assert refused.value.code is Code.CHECK_UNLIKE and "rank(" in refused.value.advice


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("44%", found(44)),
        ("44%", found("0.44")),
        ("£767", found(767)),
        ("767", found(767, "£")),
        ("14 states", found(14, "years")),
        ("14 years", found(14, "%")),
    ],
)
def test_a_unit_is_never_lent(words: str, value: Value) -> None:
    with pytest.raises(FigureError, match="V310"):
        figure(words).check(value)


def test_a_rate_may_leave_its_base_unsaid() -> None:
    assert figure("1.1").check(found("1.1", "per 100,000")).verdict == "agrees"


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        ("44%", {"than": found(40, "%")}),
        ("44%", {"of": found(100)}),
        ("three million fewer", {"of": found(7_309_080)}),
        ("2007", {"than": found(2006)}),
    ],
)
def test_a_value_beside_that_is_not_looked_at_is_refused(
    words: str, beside: dict[str, Value]
) -> None:
    with pytest.raises(FigureError) as refused:
        figure(words).check(found(44, "%"), **beside)
    assert "leave it out" in refused.value.advice


def test_a_limit_passed_by_far_is_true_all_the_same() -> None:
    line = figure("at least 10").check(found(31))
    assert line.line.startswith("approximates: 31 is at least 10, by far")
    assert figure("under 10").check(found(-5)).verdict != "differs"


def test_relative_differences_need_one_unit_and_a_base() -> None:
    with pytest.raises(FigureError, match="two units"):
        figure("doubled").check(found(44, "years"), than=found(22, "$"))
    with pytest.raises(FigureError, match="no result"):
        figure("up 50%").check(found(15), than=found(0))
    with pytest.raises(FigureError, match="below zero"):
        figure("up 50%").check(found(-15), than=found(-10))


def test_a_change_keeps_its_sign_in_sums() -> None:
    rise = change(found(100), found(110))
    assert figure("fell by 10%").check(rise * found(1)).verdict == "differs"
    assert figure("up 10%").check(rise * found(1)).verdict == "agrees"


@pytest.mark.parametrize(
    ("words", "iso", "verdict"),
    [
        ("6 January", "2007-01-06", "agrees"),
        ("6 January", "2007-01", "approximates"),
        ("6 January", "2007", "approximates"),
        ("January", "2007", "approximates"),
        ("January", "2007-02", "differs"),
        ("6 January", "2007-01-07", "differs"),
    ],
)
def test_a_date_without_its_year(words: str, iso: str, verdict: str) -> None:
    assert figure(words).check(when(iso)).verdict == verdict


def test_no_rule_says_how_far_a_hedged_date_reaches() -> None:
    with pytest.raises(FigureError, match="V310"):
        figure("around 1900").check(when("1898"))


def test_differences_mind_the_direction() -> None:
    words = figure("three million fewer")
    assert words.check(found(4_379_392), than=found(7_309_080)).verdict == "rounds"
    assert words.check(found(7_309_080), than=found(4_379_392)).verdict == "differs"
    assert words.check(found(-2_929_688)).verdict == "rounds"
    assert figure("up 33%").check(found(133), than=found(100)).verdict == "agrees"
    assert figure("up 33%").check(found("33.4", "%")).verdict == "rounds"
    assert figure("doubled").check(found(12), than=found(6)).verdict == "agrees"
    with pytest.raises(FigureError, match="no result"):
        figure("doubled").check(found(12), than=found(0))
    with pytest.raises(FigureError, match="V310"):
        figure("50.7%").check(found(12), than=found(6))


@pytest.mark.parametrize(
    ("words", "new", "verdict"),
    [
        ("up 18%", "118", "agrees"),
        ("up 18%", "82", "differs"),
        ("down 18%", "82", "agrees"),
        ("down 18%", "118", "differs"),
        ("fell by 18%", "82.4", "rounds"),
        ("fell by 18%", "117.6", "differs"),
        ("rose nearly 18%", "117.6", "agrees"),
        ("rose nearly 18%", "82.4", "differs"),
    ],
)
def test_a_change_is_a_rise_or_a_fall(words: str, new: str, verdict: str) -> None:
    assert figure(words).check(change(found(100), found(new))).verdict == verdict


def test_a_fall_may_stand_in_the_data_as_its_size() -> None:
    assert figure("down 18%").check(found(18, "%")).verdict == "agrees"
    assert figure("down 18%").check(found(-18, "%")).verdict == "agrees"
    assert figure("up 18%").check(found(-18, "%")).verdict == "differs"


def test_a_part_needs_its_whole() -> None:
    words = figure("nine of the 23 states")
    assert words.check(found(9), of=found(23)).verdict == "agrees"
    assert words.check(found(9), of=found(24)).verdict == "differs"
    assert words.check(found(6), of=found(23)).verdict == "differs"
    with pytest.raises(FigureError, match="V310"):
        words.check(found(9))


def test_units_must_fit_where_both_are_known() -> None:
    assert figure("36 hours").check(found(36, "hours")).verdict == "agrees"
    assert figure("33.2 per 100,000").check(found("33.2")).verdict == "agrees"
    assert figure("one in four").check(found(25, "%")).verdict == "agrees"
    for words, unit in [("36 hours", "days"), ("10%", "$"), ("$80", "%"), ("14 states", "%")]:
        with pytest.raises(FigureError, match="V310"):
            figure(words).check(found(36, unit))


def test_kinds_must_fit() -> None:
    for words, value in [
        ("2 December 2007", found(3)),
        ("50.7%", when("2007")),
        ("50.7%", found(True)),
        ("50.7%", Value("steel", "", CELLS, SOURCES)),
        ("1974-79", found(1976)),
    ]:
        with pytest.raises(FigureError, match="V310"):
            figure(words).check(value)


def test_a_check_against_a_typed_value_cannot_be_made() -> None:
    for typed in (Value(Decimal("50.7"), "%"), Decimal("50.7"), "50.7", True):
        with pytest.raises(FigureError) as caught:
            figure("50.7%").check(typed)  # type: ignore[arg-type]
        assert caught.value.code is Code.CHECK_UNFAILING
    with pytest.raises(FigureError, match="V302"):
        figure("fewer").check(found(1), than=Value(Decimal(2)))
    with pytest.raises(FigureError, match="V302"):
        wording("steel").check(Value("steel"))


def test_wording() -> None:
    paper = Value("Paper", "", CELLS, SOURCES)
    assert repr(wording("paper").check(paper)) == "agrees: Paper is paper (tolls, ferry1874)"
    assert wording("steel").check(paper, reading="decree").line == (
        "differs: Paper is not steel (decree; tolls, ferry1874)"
    )
    for words in ("", "14 states"):
        with pytest.raises(FigureError, match="V301"):
            wording(words)


@pytest.mark.parametrize(
    ("line", "made"),
    [
        (
            "rounds: 50.7033% rounds to 50.7% (tolls, ferry1874)",
            figure("50.7%").check(found("50.70327305", "%")),
        ),
        (
            "truncated: 49.2967% is cut to 49.2% (rounded: 49.3%) (first; tolls, ferry1874)",
            figure("49.2%").check(found("49.2967", "%"), reading="first"),
        ),
        (
            "agrees: 22.5% is over 20% (tolls, ferry1874)",
            figure("over 20%").check(found("22.5", "%")),
        ),
        (
            "differs: 257 is not an estimated 1,000 people (tolls, ferry1874)",
            figure("An estimated 1,000 people").check(found(257)),
        ),
        (
            "agrees: 3 December 2006 falls in December 2006 (tolls, ferry1874)",
            figure("December 2006").check(when("2006-12-03")),
        ),
        (
            "differs: $31.61 is not $80 (tolls, ferry1874)",
            figure("$80").check(found("31.61", "$")),
        ),
        (
            "rounds: 2,929,688 (4,379,392 against 7,309,080) rounds to three million fewer"
            " (tolls, ferry1874)",
            figure("three million fewer").check(found(4379392), than=found(7309080)),
        ),
        ("not checkable: 75% (searched: three papers)", None),
    ],
)
def test_the_printed_line(line: str, made: Finding | None) -> None:
    assert repr(made or figure("75%").not_checkable(searched="three  papers")) == line


@pytest.mark.parametrize("searched", ["", "  "])
def test_not_checkable_says_what_was_searched(searched: str) -> None:
    with pytest.raises(FigureError, match="V312"):
        figure("75%").not_checkable(searched=searched)


@pytest.mark.parametrize("note", ["x" * 301, "two\nlines"])
def test_a_note_to_a_check_is_short(note: str) -> None:
    with pytest.raises(FigureError, match="V305"):
        figure("75%").not_checkable(searched=note)
    with pytest.raises(FigureError, match="V305"):
        figure("75%").check(found(75), reading=note)


def finding(verdict: Verdict, words: str = "14 states") -> Finding:
    return Finding(verdict, words, f"{verdict}: …")


def test_the_headline() -> None:
    agrees, differs = finding(Verdict.AGREES), finding(Verdict.DIFFERS)
    assert headline([agrees]) is Verdict.AGREES
    assert headline([agrees, agrees]) is Verdict.AGREES
    assert headline([agrees, differs]) is Verdict.DEPENDS
    assert headline([agrees, finding(Verdict.ROUNDS, "44%")]) is Verdict.ROUNDS
    with pytest.raises(FigureError, match="V306"):
        headline([])


def test_the_worse_verdict() -> None:
    assert rules.worse(*Verdict) is Verdict.DIFFERS
    assert rules.worse(Verdict.NOT_CHECKABLE, Verdict.DIFFERS) is Verdict.DIFFERS
    assert rules.worse(Verdict.AGREES, Verdict.TRUNCATED) is Verdict.TRUNCATED


def test_rounding_is_away_from_zero_and_cutting_towards_it() -> None:
    assert rules.rounded(Decimal("-2.5"), Decimal(1)) == -3
    assert rules.cut(Decimal("-2.9"), Decimal(1)) == -2


def test_a_longer_period_is_named_by_its_ends() -> None:
    assert str(Period(date(1974, 3, 12), date(1979, 3, 12))) == "12 March 1974 – 12 March 1979"
    assert str(read("1930s").when) == "1930–1939"
