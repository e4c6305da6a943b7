"""The charts of this edition: every number drawn is in a table, and no colour is needed."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from variorum import quantity
from variorum.chapter_files import read_chapters
from variorum.charts import caption, drawing, spec
from variorum.charts.spec import Chart
from variorum.data import package
from variorum.problems import Place

ROOT = Path(__file__).parents[2]
TABLES = package.load(ROOT / "data")
TOLD = spec.described(ROOT)
CHARTS = {slug: spec.load(ROOT, TABLES, slug) for slug in TOLD}
PAGE = (ROOT / "backmatter" / "charts.md").read_text(encoding="utf-8")
HERE = Place(Path(spec.FILE))
LIMIT = 40_000

each = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def cells(series: dict[str, Any]) -> list[Decimal]:
    """The numbers of a series, read from the file without the reader of the tables."""
    with (ROOT / "data" / f"{series['table']}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, value in series.get("where", {}).items():
        rows = [row for row in rows if row[column] == str(value)]
    if "between" in series:
        column, first, last = series["between"]
        rows = [row for row in rows if first <= row[column] <= last]
    return [Decimal(row[series["value"]]) for row in rows]


@each
def test_every_number_drawn_is_in_its_table(chart: Chart) -> None:
    for told, series in zip(TOLD[chart.slug]["series"], chart.series, strict=True):
        drawn = [point.number for point in series.points]
        if "words" in told:
            assert drawn == [quantity.read(told["words"]).number]
        else:
            assert drawn == cells(told)
            assert all(point.value.cells for point in series.points)


@each
def test_no_number_is_typed(chart: Chart) -> None:
    """Numbers in spec.toml are conditions, places in time, and the ends of an axis."""
    allowed = {"from", "half", "series"}
    for key, value in TOLD[chart.slug].items():
        assert isinstance(value, str | bool) or key in allowed, key
    for series in TOLD[chart.slug]["series"]:
        numbers = {key for key, value in series.items() if type(value) in (int, float)}
        assert numbers <= {"at"}, series


@each
def test_the_table_under_it_has_every_number(chart: Chart) -> None:
    heads, rows = caption.listed(chart)
    listed = {cell for row in rows for cell in row}
    assert {point.shown for point in chart.points} <= listed
    assert all(len(row) == len(heads) for row in rows)
    assert all(heads)


@each
def test_the_picture_shows_every_number_of_a_row(chart: Chart) -> None:
    shown = "".join(etree.fromstring(drawing.draw(chart)).itertext())
    for point in chart.points if chart.kind == "rows" else ():
        assert point.shown in shown, point


@each
def test_its_words_fit_what_is_drawn(chart: Chart) -> None:
    quotes = {n.slug: n.quote for file in read_chapters(ROOT) for n in file.annotations()}
    assert list(caption.loose_numbers(chart, HERE)) == []
    assert list(caption.stray_words(chart, quotes, HERE)) == []


@each
def test_it_is_described_in_full_sentences(chart: Chart) -> None:
    sentences = re.split(r"(?<=\.) (?=[A-Z])", chart.about)
    assert len(sentences) >= 2
    assert all(s[0].isupper() or s[0].isdigit() for s in sentences)
    assert chart.about.endswith(".")
    assert 20 <= len(chart.about.split()) <= 110


@each
def test_it_is_small_and_has_no_colour_of_its_own(chart: Chart) -> None:
    svg = drawing.draw(chart)
    assert len(svg.encode()) <= LIMIT
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(|style=", svg)
    root = etree.fromstring(svg)
    for name in ("fill", "stroke"):
        assert {e.get(name) for e in root.iter()} <= {None, "currentColor", "none"}
    # What is faint is a grid, or a bar with a full outline.
    for element in root.iter():
        if element.get("stroke-opacity"):
            assert set(element.get("d")) <= set("MHV0123456789. -")
        if element.get("fill-opacity"):
            assert element.get("stroke") == "currentColor"


@each
def test_its_series_can_be_told_apart_without_colour(chart: Chart) -> None:
    named = [s for s in chart.series if s.label]
    looks = {(s.mark, s.line, s.level) for s in named}
    assert len(looks) >= len({s.label for s in named if not s.note})


@each
def test_it_stands_on_the_page_once(chart: Chart) -> None:
    assert PAGE.count(f":::{{chart}} {chart.slug}\n") == 1


def test_the_page_shows_no_other() -> None:
    assert set(re.findall(r":::\{chart\} (\S+)", PAGE)) == set(CHARTS)


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib, pathlib, sys\n"
        "from variorum.charts import drawing, spec; from variorum.data import package\n"
        "root = pathlib.Path(sys.argv[1]); tables = package.load(root / 'data')\n"
        "for slug in spec.described(root):\n"
        "    svg = drawing.draw(spec.load(root, tables, slug))\n"
        "    print(slug, hashlib.sha256(svg.encode()).hexdigest())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1
    assert runs.pop().count("\n") == len(CHARTS)


THEME = ROOT / "src" / "variorum" / "sphinx_ext" / "theme" / "static" / "variorum.css"


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "accent", "quiet"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ink_has_contrast_on_both_papers(ink: str, theme: str) -> None:
    """A drawing has the ink of its page, and the accent for what the text says."""
    style = THEME.read_text(encoding="utf-8")
    pair = r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)"
    column = 1 if theme == "light" else 2
    values = {found[1]: found[column + 1] for found in re.finditer(pair, style)}
    bright, dark = sorted((luminance(values[ink]), luminance(values["paper"])), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5
