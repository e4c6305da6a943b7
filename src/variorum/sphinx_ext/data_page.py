"""The page of the data tables: what each holds, where it is from, and its file to take along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from variorum.data.datasheets import Sheet
from variorum.data.package import SOURCE_COLUMNS, Resource
from variorum.faults import FigureError
from variorum.sphinx_ext.backmatter import Page, filler, table
from variorum.sphinx_ext.figures import DATA, read_tables
from variorum.sphinx_ext.sources import Sources

MOST_ROWS = 12
"""A longer table is not shown, and no table is in the books: the files have them."""


@filler("data-tables")
def data_tables(page: Page) -> list[nodes.Node]:
    """A list of all tables, then one section a table."""
    sources = Sources(page.app, page.docname)
    try:
        package = read_tables(Path(page.app.srcdir) / DATA)
    except FigureError:  # reported by the pages whose checks read it
        return []
    contents = nodes.bullet_list(classes=["v-index"])
    for name, sheet in sources.sheets.items():
        link = nodes.reference("", sheet.title, internal=True, refuri=f"#table-{name}")
        contents += nodes.list_item("", nodes.paragraph("", "", link))
    sections = [
        _section(sources, sheet, package.resource(sheet.name)) for sheet in sources.sheets.values()
    ]
    return [contents, *sections]


def _section(sources: Sources, sheet: Sheet, resource: Resource) -> nodes.section:
    section = nodes.section(ids=[f"table-{sheet.name}"], classes=["v-data-table"])
    section += nodes.title("", sheet.title)
    if sheet.description:
        section += nodes.paragraph("", sheet.description)
    facts = nodes.definition_list(classes=["v-data-facts"])
    for name, words in _facts(sources, sheet, resource):
        facts += nodes.definition_list_item(
            "", nodes.term("", name), nodes.definition("", nodes.paragraph("", "", *words))
        )
    section += facts
    if len(resource.rows) <= MOST_ROWS:
        section += _rows(sheet, resource)
    return section


def _facts(
    sources: Sources, sheet: Sheet, resource: Resource
) -> Iterator[tuple[str, list[nodes.Node]]]:
    rows = f"{len(resource.rows)} rows"
    yield "Table", [nodes.literal("", sheet.name), nodes.Text(f", {rows}")]
    columns: list[nodes.Node] = []
    for column in sheet.columns:
        columns += [nodes.Text("; ")] if columns else []
        unit = "" if column.unit in ("text", "key", "flag", column.name) else f" ({column.unit})"
        columns += [nodes.literal("", column.name), nodes.Text(unit)]
    yield "Columns", columns
    works: list[nodes.Node] = []
    for key, strength in sheet.strengths:
        works += [nodes.Text("; ")] if works else []
        works += [sources.work(key), nodes.Text(f" ({strength})" if strength else "")]
    yield "Sources", works
    if sheet.strength:
        yield "Strength", [nodes.Text(sheet.strength)]
    if sheet.rights:
        yield "Rights", [nodes.Text(sheet.rights)]
    yield "File", _file(sources, sheet)


def _file(sources: Sources, sheet: Sheet) -> list[nodes.Node]:
    up = "../" * sources.docname.count("/")
    words = f"{sheet.path}, {sheet.size:,} bytes"
    digest = sheet.hash.removeprefix("sha256:")
    if sources.app.builder.format != "html" or sources.app.builder.name == "epub":
        return [nodes.Text(f"{words}, SHA-256 "), nodes.literal("", digest)]
    link = nodes.reference("", words, refuri=f"{up}{DATA}/{sheet.path}")
    return [link, nodes.Text(", SHA-256 "), nodes.literal("", digest)]


def _rows(sheet: Sheet, resource: Resource) -> nodes.table:
    kept = [i for i, c in enumerate(sheet.columns) if c.name not in SOURCE_COLUMNS]
    heads = [sheet.columns[i].name for i in kept]
    cells: list[list[list[nodes.Node]]] = [
        [[nodes.Text(row[i])] for i in kept] for row in resource.rows
    ]
    return table(heads, cells, ["v-data-rows"])


def setup_data(app: Sphinx) -> None:
    """Put the files beside the web pages, as they are."""
    app.connect("build-finished", copy_files)


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy each table and the description of all, byte for byte, to ``data/``."""
    if exception is not None or app.builder.name != "html":
        return
    folder, target = Path(app.srcdir) / DATA, Path(app.outdir) / DATA
    files = sorted([*folder.glob("*.csv"), *folder.glob("datapackage.json")])
    if files:
        target.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copyfile(path, target / path.name)
