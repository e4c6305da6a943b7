"""Charts: read from tables and words, placed on a scale, drawn the same each time."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.shell.edition import BRIDGE
from variorum.charts import caption, drawing, spec
from variorum.charts.scale import Scale, fine
from variorum.charts.spec import Chart
from variorum.data import package
from variorum.faults import FigureError
from variorum.problems import Code, Place

TABLES = package.load(BRIDGE / "data")
HERE = Place(Path("charts.toml"), 3)
PENCE = {"label": "Board", "table": "tolls", "value": "pence", "row": "year", "all": True}
CARTS = {"label": "Carts", "table": "tolls", "value": "carts", "at": "year", "line": "solid"}
SAID = {"label": "Said", "note": "carts-now", "words": "61,400", "at": 1931, "mark": "diamond"}
LEVEL = {"label": "Limit", "note": "carts-now", "words": "over 60,000", "mark": "none"}


def told(*series: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"title": "Tolls", "about": "Bars.", "kind": "rows", "name": "Year", "axis": "pence"}
    return {**head, **more, "series": list(series)}


def read(*series: dict[str, Any], **more: Any) -> Chart:
    return spec.read("tolls", told(*series, **more), TABLES)


def code_of(*series: dict[str, Any], **more: Any) -> tuple[Code, str]:
    with pytest.raises(FigureError) as caught:
        read(*series, **more)
    return caught.value.code, caught.value.found


# --- reading -----------------------------------------------------------------------------


def test_rows_are_the_cells_of_a_column() -> None:
    chart = read(PENCE)
    assert [(p.label, p.shown) for p in chart.points] == [("1930", "2"), ("1931", "3")]
    assert {cell.column for p in chart.points for cell in p.value.cells} == {"pence"}
    assert [source.table for source in chart.sources] == ["tolls"]
    assert chart.sources[0].keys == ("tariff1931",)


def test_sorted_rows_begin_with_the_largest() -> None:
    assert read(PENCE, sort=True).labels == ("1931", "1930")


def test_times_stand_in_order_and_words_are_read() -> None:
    chart = read(CARTS, SAID, kind="time", axis="carts")
    assert chart.labels == ("1930", "1931")
    assert [p.number for p in chart.points] == [51900, 61423, 61400]
    assert chart.notes == ("carts-now",)


def test_months_stand_within_their_year() -> None:
    series = {"label": "", "table": "bridge", "value": "date", "at": "date"}
    assert code_of(series, kind="time")[0] is Code.CHECK_UNLIKE  # dates are no numbers
    assert spec._years(spec.Period(*_june())) == 2007 + Decimal(5) / 12


def _june() -> tuple[Any, Any]:
    from variorum.data.periods import month

    period = month(2007, 6)
    return period.first, period.last


@pytest.mark.parametrize(
    ("series", "more", "code", "says"),
    [
        (PENCE, {"kind": "pie"}, Code.CHART_BROKEN, "kind `pie`"),
        ({**PENCE, "mark": "star"}, {}, Code.CHART_BROKEN, "mark `star`"),
        ({**PENCE, "line": "wavy"}, {}, Code.CHART_BROKEN, "line `wavy`"),
        ({**PENCE, "colour": "red"}, {}, Code.CHART_BROKEN, "`colour`"),
        (PENCE, {"width": 3}, Code.CHART_BROKEN, "`width`"),
        ({**PENCE, "table": "toll"}, {}, Code.DATA_UNKNOWN, "table `toll`"),
        ({**PENCE, "value": "penny"}, {}, Code.DATA_UNKNOWN, "column `penny`"),
        ({**PENCE, "where": {"year": 1900}}, {}, Code.DATA_ROWS, "0 rows"),
        ({**PENCE, "all": False}, {}, Code.DATA_ROWS, "2 rows"),
        ({**SAID, "words": "many carts"}, {"kind": "time"}, Code.FIGURE_UNREADABLE, "many"),
        ({**SAID, "note": ""}, {"kind": "time"}, Code.CHART_BROKEN, "no note"),
        (PENCE, {"from": 3}, Code.CHART_BROKEN, "below `from`"),
    ],
)
def test_what_cannot_be_drawn_is_named(
    series: dict[str, Any], more: dict[str, Any], code: Code, says: str
) -> None:
    found, said = code_of(series, **more)
    assert found is code
    assert says in said


@pytest.mark.parametrize("name", ["title", "about", "name", "axis", "series"])
def test_nothing_may_be_missing(name: str) -> None:
    lacking = {key: value for key, value in told(PENCE).items() if key != name}
    with pytest.raises(FigureError, match=f"`{name}`"):
        spec.read("tolls", lacking, TABLES)


def test_the_file_is_looked_up_by_name(tmp_path: Path) -> None:
    with pytest.raises(FigureError, match="no chart"):
        spec.load(tmp_path, TABLES, "tolls")
    (tmp_path / "charts.toml").write_text("[tolls", encoding="utf-8")
    with pytest.raises(FigureError, match="V317"):
        spec.load(tmp_path, TABLES, "tolls")


# --- words -------------------------------------------------------------------------------


def test_a_description_may_name_only_what_is_drawn() -> None:
    sound = read(PENCE, about="2 pence in 1930, 3 in 1931; 2 rows.")
    assert list(caption.loose_numbers(sound, HERE)) == []
    stale = read(PENCE, about="2 pence in 1930, 4 in 1931.")
    (problem,) = caption.loose_numbers(stale, HERE)
    assert (problem.code, problem.place) == (Code.CHART_BROKEN, HERE)
    assert "4 in what is said" in problem.found


def test_words_of_the_text_stand_in_their_note() -> None:
    chart = read(CARTS, SAID, kind="time")
    assert list(caption.stray_words(chart, {"carts-now": "61,400 carts"}, HERE)) == []
    for quotes in ({}, {"carts-now": "61,500 carts"}):
        (problem,) = caption.stray_words(chart, quotes, HERE)
        assert '"61,400" is not in' in problem.found


def test_the_table_of_rows() -> None:
    heads, rows = caption.listed(read(PENCE))
    assert heads == ["Year", "pence", "Group"]
    assert rows == [["1930", "2", "Board"], ["1931", "3", "Board"]]


def test_the_table_of_times() -> None:
    heads, rows = caption.listed(read(CARTS, SAID, LEVEL, kind="time"))
    assert heads == ["Year", "Carts", "Said", "Limit"]
    assert rows == [
        ["1930", "51,900", "", ""],
        ["1931", "61,423", "61,400", ""],
        ["throughout", "", "", "60,000"],
    ]


# --- drawing -----------------------------------------------------------------------------


@pytest.mark.parametrize("mark", spec.MARKS)
@pytest.mark.parametrize("kind", spec.KINDS)
def test_every_mark_is_well_formed_and_without_colour(kind: str, mark: str) -> None:
    series = CARTS if kind == "time" else PENCE
    svg = drawing.draw(read({**series, "mark": mark}, LEVEL, kind=kind, half=3))
    root = etree.fromstring(svg)
    assert root.get("role") == "img"
    assert not re.search(r"#[0-9a-f]{3}|rgb|style=|class=\"(?!v-said)", svg)
    paints = {v for e in root.iter() for k, v in e.items() if k in ("fill", "stroke")}
    assert paints <= {"currentColor", "none"}


def test_a_drawing_has_a_name_and_a_description() -> None:
    root = etree.fromstring(drawing.draw(read(PENCE, title='A "<b>" & c', about="Two <bars>.")))
    title, desc = root[0], root[1]
    assert (title.text, desc.text) == ('A "<b>" & c', "Two <bars>.")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


def test_what_the_text_says_is_set_apart() -> None:
    svg = drawing.draw(read(CARTS, SAID, kind="time"))
    said = etree.fromstring(svg).findall(".//{*}g[@class='v-said']")
    assert len(said) == 2  # in the key, and in the picture
    assert "61,400" in "".join(said[1].itertext())


@pytest.mark.parametrize(
    ("numbers", "start", "ticks"),
    [
        ([62, 43], 40, [40, 45, 50, 55, 60, 65]),
        ([7_309_080], 0, [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000]),
        ([Decimal("0.5")], 0, ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]),
        ([3], 3, [3, 4]),
    ],
)
def test_ticks_are_round_and_few(numbers: list[int], start: int, ticks: list[int]) -> None:
    scale = Scale([Decimal(n) for n in numbers], Decimal(start), 0, 100)
    assert list(scale.ticks) == [Decimal(t) for t in ticks]
    assert scale.at(Decimal(start)) == 0
    assert scale.at(scale.end) == 100


def test_years_end_where_the_data_end() -> None:
    scale = Scale([Decimal(1970), Decimal(2008)], Decimal(1970), 10, 90, whole=True)
    assert scale.ticks == (1970, 1980, 1990, 2000)
    assert scale.at(Decimal(2008)) == 90


def test_places_are_short() -> None:
    assert [fine(n) for n in (1.0, 1.25, 0.04, -0.01)] == ["1", "1.2", "0", "0"]
