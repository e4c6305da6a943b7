"""Notes, register, charts and data page: from the words of the text to the file, and back."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.shell.edition import Built, build, copy_bridge
from variorum.outputs.part_names import name_parts

CHART = """
[tolls]
title = "Tolls and carts"
about = "Two bars. The longer one, for 1931, is 3 pence."
kind = "rows"
name = "Year"
axis = "pence"
series = [{ label = "Toll", table = "tolls", value = "pence", row = "year", all = true }]
"""
PAGES = {
    "data": "---\norphan: true\n---\n# Data\n\n:::{data-tables}\n:::\n",
    "charts": "---\norphan: true\n---\n# Charts\n\n:::{chart} tolls\n:::\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_bridge(tmp_path_factory.mktemp("data"))
    (root / "charts.toml").write_text(CHART, encoding="utf-8")
    for name, text in PAGES.items():
        (root / "backmatter" / f"{name}.md").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(root: Path) -> Built:
    return build(root, "html", parallel=2)


def page(built: Built, name: str) -> html.HtmlElement:
    return name_parts(html.fromstring((built.out / f"{name}.html").read_text(encoding="utf-8")))


def test_it_builds_without_a_word(built: Built) -> None:
    assert (built.ok, built.said) == (True, "")


def test_a_check_names_its_sources_as_links(built: Built) -> None:
    note = page(built, "chapters/02-figures").get_element_by_id("note-carts-now")
    (line,) = note.find_class("v-check")
    said = " ".join(line.text_content().split())
    assert said == "rounds: 61,423 rounds to 61,400 Source: Ferry Lane Council 1931"
    (link,) = line.iter("a")
    assert link.get("href") == "../backmatter/bibliography.html#work-tariff1931"
    (code,) = note.iter("pre")
    assert "tolls, tariff1931" in code.text_content() or "..." in code.text_content()


def test_note_register_and_table_lead_to_one_another(built: Built) -> None:
    note = page(built, "chapters/02-figures").get_element_by_id("note-carts-now")
    (ways,) = note.find_class("v-table-link")
    ways_to = [a.get("href") for a in ways.iter("a")]
    assert ways_to == [
        "../backmatter/data.html#table-tolls",
        "../backmatter/register-of-figures.html#fig-carts-now",
    ]
    row = page(built, "backmatter/register-of-figures").get_element_by_id("fig-carts-now")
    assert "../chapters/02-figures.html#note-carts-now" in [a.get("href") for a in row.iter("a")]
    assert "primary" in row.text_content()
    page(built, "backmatter/data").get_element_by_id("table-tolls")


def test_every_link_of_these_pages_lands(built: Built) -> None:
    for name in ("backmatter/data", "backmatter/charts", "backmatter/register-of-figures"):
        here = built.out / f"{name}.html"
        for link in page(built, name).iter("a"):
            parts = urlsplit(link.get("href", ""))
            if parts.scheme or not (parts.path or parts.fragment):
                continue
            target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
            assert target.is_file(), link.get("href")
            if parts.fragment and target.suffix == ".html":
                text = target.read_text(encoding="utf-8")
                assert f'id="{parts.fragment}"' in text, link.get("href")


def test_the_register_has_a_row_for_each_check(built: Built) -> None:
    register = page(built, "backmatter/register-of-figures")
    (table,) = register.find_class("v-register")
    heads = [th.text_content().strip() for th in table.find(".//thead").iter("th")]
    assert heads[-3:] == ["What was found", "Source", "Strength"]
    rows = table.findall(".//tbody/tr")
    checks = sum(
        len(page(built, f"chapters/{name}").find_class("v-check"))
        for name in ("01-the-toll", "02-figures", "03-what-should-be-done")
    )
    assert len(rows) == checks
    open_rows = 0
    for row in rows:
        cells = row.findall("td")
        assert len(cells) == (3 if open_rows else 6)
        span = int(cells[0].get("rowspan", 1)) if len(cells) == 6 else 0
        open_rows = span - 1 if span else open_rows - 1
        assert (row.get("id") or "").startswith("fig-") == bool(span)


def test_the_files_of_the_tables_are_the_same_bytes(built: Built, root: Path) -> None:
    names = sorted(path.name for path in (built.out / "data").iterdir())
    assert names == sorted(path.name for path in (root / "data").iterdir())
    for name in names:
        assert (built.out / "data" / name).read_bytes() == (root / "data" / name).read_bytes()
    links = {a.get("href") for a in page(built, "backmatter/data").iter("a")}
    assert {f"../data/{name}" for name in names if name.endswith(".csv")} <= links


def test_the_data_page_says_what_a_table_is(built: Built) -> None:
    section = page(built, "backmatter/data").get_element_by_id("table-tolls")
    said = " ".join(section.text_content().split())
    for words in ("tolls, 2 rows", "pounds (£)", "(primary)", "Invented for the tests.", "SHA-256"):
        assert words in said, words
    (rows,) = section.find_class("v-data-rows")
    assert [th.text_content() for th in rows.iter("th")] == ["year", "pence", "carts", "pounds"]


def test_a_chart_stands_over_its_sources_and_numbers(built: Built) -> None:
    chart = page(built, "backmatter/charts").get_element_by_id("chart-tolls")
    (svg,) = chart.iter("svg")
    assert svg.get("role") == "img"
    named = [chart.get_element_by_id(i) for i in svg.get("aria-labelledby").split()]
    assert [e.tag for e in named] == ["title", "desc"]
    (source,) = chart.find_class("v-chart-source")
    assert "Ferry Lane Council 1931 (primary)" in source.text_content()
    (fold,) = chart.iter("details")
    cells = [td.text_content().strip() for td in fold.iter("td")]
    assert cells == ["1930", "2", "Toll", "1931", "3", "Toll"]


def test_a_chart_follows_its_table(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "html"
    build(root, "html", out=out)
    table = root / "data" / "tolls.csv"
    before = table.read_bytes()
    try:
        table.write_bytes(before.replace(b"1931,3,", b"1931,4,"))
        again = build(root, "html", out=out, fresh=False)
    finally:
        table.write_bytes(before)
    assert not again.ok
    assert "charts.toml:2: ERROR: V317" in again.said  # the description still says 3
    assert "chapters/" in again.said  # and so does a check


def test_text_builders_get_the_numbers(root: Path) -> None:
    built = build(root, "text")
    assert built.ok, built.said
    said = (built.out / "backmatter" / "charts.txt").read_text(encoding="utf-8")
    assert "1931" in said and "Toll" in said
    assert "<svg" not in said


def test_a_broken_chart_does_not_stop_a_build_that_goes_on(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("_build"))
    (other / "charts.toml").write_text("[tolls]\n", encoding="utf-8")
    built = build(other, "html", variorum_keep_going=True)
    assert "V317" in built.said
    assert not page(built, "backmatter/charts").find_class("v-chart")
