"""The data package: valid, sourced, unaltered, and in agreement with itself."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.edition.test_claims import TABLES, trials
from tests.edition.test_prose_figures import QUOTED, texts
from variorum.data.checksums import checksum, refresh_hashes
from variorum.data.values import Cell
from variorum.figures import claims, mutants

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: list[dict[str, Any]] = PACKAGE["resources"]
STRENGTHS = ("primary", "near-primary", "secondary", "weak")
KEY = re.compile(r"[A-Za-z0-9_]+")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}|undated")

each = pytest.mark.parametrize("entry", RESOURCES, ids=lambda entry: entry["name"])


def rows(name: str, **equal: str) -> list[dict[str, str]]:
    """The rows of a table as text, those only that hold the values given."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        found = list(csv.DictReader(handle))
    return [row for row in found if all(row[key] == value for key, value in equal.items())]


def one(name: str, column: str, **equal: str) -> Decimal:
    """The one number that the conditions leave."""
    (row,) = rows(name, **equal)
    return Decimal(row[column])


def tenth(number: Decimal) -> Decimal:
    """A number rounded to one decimal, halves up."""
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


# --- the package -------------------------------------------------------------------------


def test_frictionless_finds_no_fault() -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] == len(RESOURCES)


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    assert {entry["path"] for entry in RESOURCES} == {file.name for file in DATA.glob("*.csv")}
    assert len({entry["name"] for entry in RESOURCES}) == len(RESOURCES)


def test_no_checksum_is_stale() -> None:
    assert refresh_hashes(DATA / "datapackage.json") == []


def test_the_package_names_a_licence() -> None:
    assert [licence["name"] for licence in PACKAGE["licenses"]] == ["CC-BY-4.0"]


@each
def test_a_table_says_where_it_is_from(entry: dict[str, Any]) -> None:
    assert entry["title"]
    assert entry["rights"]
    assert entry["strength"] in STRENGTHS
    assert DATE.fullmatch(entry["date"])
    assert entry["citation"]
    assert all(KEY.fullmatch(key) for key in entry["citation"])
    assert [source["key"] for source in entry["sources"]] == entry["citation"]
    for source in entry["sources"]:
        assert source["title"]
        assert source["strength"] in STRENGTHS
        assert source.get("path", "https://").startswith(("http://", "https://"))
        assert DATE.fullmatch(source.get("date", "undated"))


@each
def test_a_table_is_the_one_described(entry: dict[str, Any]) -> None:
    content = (DATA / entry["path"]).read_bytes()
    assert entry["hash"] == checksum(content)
    assert entry["bytes"] == len(content)
    assert b"\r" not in content
    assert content.endswith(b"\n")


@each
def test_every_column_has_a_type_and_a_unit(entry: dict[str, Any]) -> None:
    schema = entry["schema"]
    names = [field["name"] for field in schema["fields"]]
    assert all(field["type"] and field["unit"] for field in schema["fields"])
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names), names
    assert set(schema["primaryKey"]) <= set(names)
    with (DATA / entry["path"]).open(encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == names


@each
def test_every_row_names_its_source(entry: dict[str, Any]) -> None:
    used = {key for row in rows(entry["name"]) for key in row["source"].split(";")}
    assert used == set(entry["citation"])


def test_every_source_is_in_the_bibliography() -> None:
    bibliography = ROOT / "references.bib"
    if not bibliography.exists():
        pytest.skip("references.bib is not there yet")
    known = set(re.findall(r"@\w+\{\s*([^,\s]+)\s*,", bibliography.read_text(encoding="utf-8")))
    cited = {key for entry in RESOURCES for key in entry["citation"]}
    assert sorted(cited - known) == []


# --- every table is used (and every row: test_rows_read) ---------------------------------


def read_by_checks() -> Iterator[tuple[claims.FigureNote, Cell]]:
    """Every cell that a check reads, with the note it stands in."""
    for trial in trials().values():
        for finding in trial.findings:
            yield from ((trial.note, cell) for cell in sorted(finding.cells))


@each
def test_a_changed_cell_is_noticed(entry: dict[str, Any]) -> None:
    """One cell of each table, changed in memory: a check or a note's prose says so."""
    name = entry["name"]
    for note, cell in read_by_checks():
        if cell.table == name and cell.column not in entry["schema"]["primaryKey"]:
            for change in mutants.of_cell(TABLES, cell):
                if claims.examine(note, TABLES.changed(cell, change.to)).problems:
                    return
    for quoted in QUOTED:
        if quoted.table == name:
            assert not quoted.holds(TABLES.changed(quoted.cell(), "123456789"), texts())
            return
    pytest.fail(f"no cell of {name} is read")


# --- the tables agree with themselves ----------------------------------------------------


def test_the_votes_add_up() -> None:
    for row in rows("referendum-national"):
        yes, no = int(row["yes_votes"]), int(row["no_votes"])
        assert yes + no == int(row["valid_votes"])
        for votes, column in ((yes, "yes_published"), (no, "no_published")):
            share = Decimal(votes) * 100 / (yes + no)
            assert abs(share - Decimal(row[column])) < Decimal("0.01")
    (turnout,) = rows("referendum-turnout")
    valid = one("referendum-national", "valid_votes", bulletin="first", block="A")
    assert valid + int(turnout["null_votes"]) == int(turnout["votes_cast"])


def test_the_articles_of_the_reform_are_sixty_nine() -> None:
    blocks = [row["block"] for row in rows("reform-articles")]
    assert (len(blocks), blocks.count("A"), blocks.count("B")) == (69, 46, 23)
    for block in "AB":
        proposed = rows("reform-proposers", block=block)
        assert sum(int(row["articles"]) for row in proposed) == blocks.count(block)
    assert sum(int(row["articles"]) for row in rows("reform-proposers", proposer="President")) == 33


def test_the_states_are_counted_on_each_reading() -> None:
    states, entities = rows("referendum-states", is_state="true"), rows("referendum-states")
    assert (len(states), len(entities)) == (23, 24)
    assert len(rows("referendum-states", is_state="true", winner_block_a="Yes")) == 15
    assert len(rows("referendum-states", is_state="true", winner_pooled="Yes")) == 14
    assert len(rows("referendum-states", winner_block_a="No")) == 9
    assert len(rows("referendum-states", is_state="true", winner_pooled="No")) == 9
    assert sum(int(row["population_2001"]) for row in entities) == 23_054_210 - 1_651


@pytest.mark.parametrize("census", ["population_2001", "population_2011"])
@pytest.mark.parametrize("winner", ["winner_block_a", "winner_pooled"])
def test_no_won_six_of_the_nine_largest_states(census: str, winner: str) -> None:
    states = rows("referendum-states", is_state="true")
    largest = sorted(states, key=lambda row: -int(row[census]))[:9]
    assert sum(row[winner] == "No" for row in largest) == 6


def test_only_falcon_changes_sides_between_the_readings() -> None:
    changed = [
        row["state"]
        for row in rows("referendum-states")
        if row["winner_block_a"] != row["winner_pooled"]
    ]
    assert changed == ["Falcón"]


@pytest.mark.parametrize(
    "table",
    ["referendum-states", "referendum-cities", "referendum-capitals", "referendum-parishes"],
)
def test_the_winner_has_more_than_half(table: str) -> None:
    for row in rows(table):
        assert (Decimal(row["yes_share_pooled"]) > 50) == (row["winner_pooled"] == "Yes"), row


def test_the_cities_stand_in_order_of_size() -> None:
    cities = rows("referendum-cities")
    sizes = [int(row["population_2011"]) for row in cities]
    assert sizes == sorted(sizes, reverse=True)
    assert [int(row["rank"]) for row in cities] == list(range(1, 21))
    lost = [sum(row["winner_pooled"] == "No" for row in cities[:n]) for n in (13, 16, 20)]
    assert lost == [10, 13, 16]
    assert len(rows("referendum-capitals", winner_pooled="No")) == 14


def test_the_parishes() -> None:
    quarters = [row["quarter"] for row in rows("referendum-parishes")]
    assert sorted(quarters) == ["Caricuao", "Catia", "Petare"]
    for row in rows("referendum-parishes"):
        assert Decimal(row["yes_share_pooled"]) + Decimal(row["no_share_pooled"]) == 100


def test_the_late_count_is_the_recall_plus_the_gains() -> None:
    sides = (("government", "Hugo Chávez"), ("opposition", "Manuel Rosales"))
    for side, candidate in sides:
        (recall,) = rows("recall-2004", side=side)
        late = one("presidential-2006", "votes", stage="late-count", candidate=candidate)
        assert int(recall["votes"]) + int(recall["gain_by_late_count_2006"]) == late
    computed = rows("presidential-2006", basis="computed")
    assert {row["stage"] for row in computed} == {"late-count"}


def test_three_hundred_thousand_on_two_counts() -> None:
    no = one("referendum-national", "no_votes", bulletin="first", block="A")
    gains = [
        no - one("presidential-2006", "votes", stage=stage, candidate="Manuel Rosales")
        for stage in ("final", "late-count")
    ]
    assert gains == [211_888, 308_025]


def test_real_oil_prices_follow_from_the_index() -> None:
    index = {row["year"]: Decimal(row["index"]) for row in rows("us-cpi")}
    for row in rows("oil-price"):
        for base in ("2003", "2007"):
            real = Decimal(row["nominal"]) * index[base] / index[row["year"]]
            assert abs(tenth(real) - Decimal(row[f"real_{base}"])) <= Decimal("0.1"), row


def test_derived_columns_follow_from_the_others() -> None:
    for row in rows("homicide-counts"):
        assert tenth(Decimal(row["murders"]) / int(row["days"])) == Decimal(row["per_day"]), row
    for row in rows("referendum-states"):
        density = Decimal(row["population_2001"]) / Decimal(row["area_km2"])
        assert tenth(density) == Decimal(row["density_2001"]), row
    for row in rows("homicide-readings", basis="computed"):
        if row["population"]:
            rate = Decimal(row["cases"]) * 100_000 / int(row["population"])
            assert abs(rate - Decimal(row["rate"])) < Decimal("0.006"), row


def test_shares_without_taxes_follow_from_those_with() -> None:
    for year in ("2006", "2009"):
        (gross,) = rows("gdp-shares", year=year, basis="with-taxes")
        private, public = Decimal(gross["private"]), Decimal(gross["public"])
        net = one("gdp-shares", "private", year=year, basis="without-taxes")
        assert tenth(private * 100 / (private + public)) == net


def test_unemployment_of_the_whole_year_is_computed() -> None:
    quarters = one("unemployment-periods", "rate", period="2007-Q1-Q3")
    months = [one("unemployment", "rate", month=f"2007-{month}") for month in (10, 11, 12)]
    year = (quarters * 3 + sum(months) / 3) / 4
    assert tenth(year) == one("unemployment-periods", "rate", period="2007")


def test_a_figure_is_called_known_only_if_printed_before_the_article() -> None:
    for row in rows("unemployment"):
        before = row["published"] < "2008-01-28"
        assert {"yes": before, "no": not before}.get(row["known_before_article"], True), row


def test_precision_says_how_closely_an_event_is_dated() -> None:
    names = {4: "year", 7: "month", 10: "day"}
    for row in rows("events"):
        assert row["precision"] == names[len(row["date"])], row
    for row in rows("periods"):
        assert row["start"] <= row["end"], row


def test_chavez_had_not_lost_before() -> None:
    record = rows("electoral-record")
    assert [row["date"] for row in record] == sorted(row["date"] for row in record)
    assert [row["outcome"] for row in record] == ["won"] * 11 + ["lost"]


def test_a_work_is_dated() -> None:
    for row in rows("works"):
        assert DATE.fullmatch(row["date"]), row
