"""Look-ups: one row or an error, cells and sources kept, no match never zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.core.ferry import ran, table, tables
from variorum.data.tables import Data
from variorum.data.values import LARGEST, Cell, Series, Value, derived
from variorum.faults import FigureError
from variorum.figures.reckon import days_between, years_between


def columns(value: Value) -> set[tuple[int, str]]:
    return {(cell.line, cell.column) for cell in value.cells}


def test_a_value_knows_its_unit_cells_and_source() -> None:
    value = table("tolls").value("pounds", year=1874, place="Upper ferry")
    assert repr(value) == "£767 (tolls, ledger1874)"
    assert columns(value) == {(2, "pounds"), (2, "year"), (2, "place")}


def test_the_source_is_the_rows_or_else_the_tables() -> None:
    tolls = table("tolls")
    assert tolls.value("pounds", place="Lower ferry").label == "tolls, ledger1874, gazette1875"
    assert tolls.value("pounds", year=1876).label == "tolls, wardens1880"
    assert table("towns").value("people", town="Ashby").label == "towns, census1871"
    assert table("measures").value("value", id="share").label == (
        "measures, press1900, gazette1875"
    )
    assert table("events").value("label", id="ferry-ends").label == "events"


def test_units_come_from_the_column_or_the_row_and_scale_the_number() -> None:
    assert str(table("towns").value("houses", town="Ashby")) == "1,200"
    assert str(table("measures").value("value", id="share")) == "50.7033%"
    assert str(table("measures").value("value", id="price")) == "$31.61"
    assert str(table("tolls").value("rate", year=1876)) == "9.75%"


def test_a_row_in_several_lines_keeps_its_first_line() -> None:
    assert columns(table("towns").value("people", town="Far\nSide")) == {
        (7, "people"),
        (7, "town"),
    }


@pytest.mark.parametrize(
    ("code", "words", "source"),
    [
        ("V308", "0 rows", 'data("tolls").value("pounds", year=1899)'),
        ("V308", "2 rows", 'data("tolls").value("pounds", year=1874)'),
        ("V308", "6 rows", 'data("towns").value("people")'),
        ("V308", "0 rows", 'data("towns").count(vote="Perhaps")'),
        ("V308", "0 rows", 'data("towns").count(vote="Yes", is_borough=False)'),
        ("V308", "0 rows", 'data("towns").total("people", vote="Perhaps")'),
        ("V308", "0 rows", 'data("towns").column("people", vote="Perhaps")'),
        ("V308", "0 rows", 'data("towns").exists(vote="Perhaps")'),
        ("V308", "0 rows", 'data("towns").above("people", 9999).largest("people")'),
        ("V308", "is blank", 'data("tolls").value("rate", year=1875)'),
        ("V308", "is blank", 'data("tolls").total("rate")'),
        ("V308", "the first 9 of 6", 'data("towns").top(9, by="people")'),
        ("V308", "the first 0 of 6", 'data("towns").top(0, by="people")'),
        ("V308", "the first 2.9 of 6", 'data("towns").top(2.9, by="people")'),
        ("V308", "the first 0.5 of 6", 'data("towns").bottom(0.5, by="people")'),
        ("V307", "`toll`", 'data("toll")'),
        ("V307", "`pound`", 'data("tolls").value("pound", year=1876)'),
        ("V307", "`yeer`", 'data("tolls").value("pounds", yeer=1876)'),
        ("V310", "no order", 'data("towns").largest("vote")'),
        ("V310", "no order", 'data("towns").above("vote", "A")'),
        ("V310", "(integer)", 'data("towns").value("vote", people="many")'),
        ("V310", "(string)", 'data("towns").value("people", town=3)'),
        ("V310", "(boolean)", 'data("towns").count(is_borough="true")'),
        ("V310", "not a date", 'data("events").value("label", when="May 1874")'),
        ("V310", "not a number", 'data("towns").total("vote")'),
        ("V310", "two units", 'data("tolls").value("pounds", year=1876)'
         ' - data("tolls").value("rate", year=1876)'),
        ("V315", "no result", 'data("tolls").value("pounds", year=1876) / 0'),
    ],
)  # fmt: skip
def test_errors(code: str, words: str, source: str) -> None:
    with pytest.raises(FigureError) as caught:
        ran(source)
    assert caught.value.code.id == code
    assert words in caught.value.found


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ('data("toll")', "`tolls`"),
        ('data("tolls").value("pound")', "`pounds`"),
        ('data("towns").value("people", town="Ashbury")', "`Ashby`"),
        ('data("tolls").value("pounds", year=1874)', "Upper ferry, 1874 Lower ferry"),
        ('data("towns").count(vote="Yes", is_borough=False)', "together"),
    ],
)
def test_errors_suggest(source: str, advice: str) -> None:
    with pytest.raises(FigureError) as caught:
        ran(source)
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('data("towns").count()', "6"),
        ('data("towns").count(vote="No")', "4"),
        ('data("towns").where(vote="No").count(is_borough=True)', "3"),
        ('data("towns").total("people", vote="Yes")', "11,000"),
        ('data("towns").column("people", vote="Yes")', "8,000, 3,000"),
        ('data("towns").exists(vote="No", is_borough=True)', "yes"),
        ('data("towns").exists(vote="Yes", is_borough=False)', "no"),
        ('data("towns").largest("people")', "9,100"),
        ('data("towns").smallest("people", vote="Yes")', "3,000"),
        ('data("events").smallest("when")', "2 May 1874"),
        ('data("towns").between("people", 6400, 8000).count()', "3"),
        ('data("towns").above("people", 6400).count()', "3"),
        ('data("towns").below("people", 6400).count()', "2"),
        ('data("tolls").between("year", 1875, 1876).total("pounds")', "£1,602"),
        ('data("tolls").above("year", 1875).count()', "1"),
        ('data("events").value("id", when="1874-05-02")', "bridge-opens"),
        ('data("events").value("id", month="1876-11")', "ferry-ends"),
        ('data("events").value("when", id="ferry-ends")', "1876"),
        ('data("events").below("when", "1875").count()', "1"),
        ('data("towns").rank("people", town="Coalford")', "3"),
        ('data("towns").rank("people", ascending=True, town="Coalford")', "4"),
        ('data("towns").where(vote="No").rank("people", town="Coalford")', "2"),
        ('data("towns").top(3, by="people").count(vote="No")', "2"),
        ('data("towns").bottom(2, by="people").count(vote="No")', "1"),
        ('data("towns").top(2, by="people").total("people")', "17,100"),
        ('percent(data("towns").count(vote="No"), data("towns").count())', "66.6667%"),
        ('ratio(data("towns").count(vote="No"), data("towns").count(vote="Yes"))', "2"),
        ('change(data("tolls").value("pounds", year=1875), data("tolls").value("pounds",'
         ' year=1876))', "-2.7094%"),
        ('mean(data("towns").column("people", vote="Yes"))', "5,500"),
        ('data("towns").count() * 2 - 1', "11"),
        ('2 * data("towns").count() / 4 + 1 - 2', "2"),
        ('1 - data("towns").count()', "-5"),
        ('12 / data("towns").count()', "2"),
        ('-data("towns").count()', "-6"),
        ('days_between(data("events").value("when", id="bridge-opens"),'
         ' data("events").value("when", id="bridge-opens"))', "0 days"),
        ('years_between(data("tolls").value("year", pounds=812),'
         ' data("tolls").value("year", pounds=790))', "1 year"),
        ('months_between(data("events").value("month", id="bridge-opens"),'
         ' data("events").value("month", id="ferry-ends"))', "30 months"),
        ('span(data("tolls").smallest("year"), data("tolls").largest("year"))', "1874 to 1876"),
    ],
)  # fmt: skip
def test_look_ups_and_sums(source: str, shown: str) -> None:
    found = ran(source)
    text = repr(found) if isinstance(found, Series) else str(found)
    assert text == shown


def test_a_tie_for_the_last_place_is_an_error() -> None:
    tied = tables().changed(Cell("towns", 4, "people"), "8000")
    towns = Data(tied).table("towns")
    assert towns.top(3, by="people").count(is_borough=True).number == 2
    with pytest.raises(FigureError, match="a tie for place 2"):
        towns.top(2, by="people")


def test_a_ranked_count_names_the_last_and_the_missing() -> None:
    top = table("towns").top(3, by="people")
    assert top.count(vote="No").detail == "2 of 3, down to Coalford; not Brampton"
    with pytest.raises(FigureError, match="as many as were asked for"):
        top.count()


def test_a_count_rests_on_the_cells_that_decide_it() -> None:
    value = table("towns").count(vote="Yes", is_borough=True)
    lines = {line for line, _ in columns(value)}
    assert (3, "vote") in columns(value)
    assert (2, "vote") in columns(value), "one change would let Ashby in"
    assert (2, "is_borough") not in columns(value), "Ashby fails by its vote alone"
    assert 4 not in lines, "Coalford fails twice"


def test_a_count_of_all_rows_rests_on_their_keys() -> None:
    assert columns(table("towns").count()) == {(line, "town") for line in (2, 3, 4, 5, 6, 7)}


def test_an_extreme_rests_on_every_place_and_on_the_winners_conditions() -> None:
    value = table("towns").largest("people", vote="Yes")
    assert columns(value) == {
        (3, "people"), (6, "people"),  # the places
        (3, "vote"),  # the winner's condition
        (2, "vote"),  # Ashby would win if it were let in
    }  # fmt: skip


def test_sums_keep_every_source_once() -> None:
    tolls = table("tolls")
    both = tolls.value("pounds", year=1875) + tolls.value("pounds", place="Lower ferry")
    assert both.label == "tolls, ledger1874, gazette1875"
    assert (both + table("towns").count()).label == (
        "tolls, ledger1874, gazette1875; towns, census1871"
    )


def test_numbers_stay_within_limits() -> None:
    huge = Value(Decimal(10) ** LARGEST, cells=frozenset({Cell("t", 2, "c")}))
    with pytest.raises(FigureError, match="beyond the limits"):
        _ = huge * huge
    with pytest.raises(FigureError, match="beyond the limits"):
        derived(Decimal("NaN"), "", (huge,))


def test_times_between_dates_must_be_dated_alike() -> None:
    events = table("events")
    opens, ends = (events.value("when", id=name) for name in ("bridge-opens", "ferry-ends"))
    with pytest.raises(FigureError, match="must both name"):
        years_between(opens, ends)
    with pytest.raises(FigureError, match="V310"):
        days_between(ends, ends)
    month = events.value("month", id="bridge-opens")
    with pytest.raises(FigureError, match="is before"):
        years_between(events.value("month", id="ferry-ends"), month)
