"""Charts from the data tables: the picture, where its numbers are from, and the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from variorum.chapter_files import FOLDER, read_chapters
from variorum.charts import caption, drawing, spec
from variorum.charts.spec import Chart
from variorum.data.package import Package
from variorum.faults import FigureError
from variorum.problems import Problem
from variorum.sphinx_ext.backmatter import Page, PlaceHolderDirective, filler, table
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.figures import DATA, read_tables, tables_of
from variorum.sphinx_ext.nodes import add_nodes
from variorum.sphinx_ext.sources import Sources


class picture(nodes.General, nodes.Element):
    """A chart as SVG; other builders print its table alone."""


class folded(nodes.General, nodes.Element):
    """What opens when asked for, under its label."""


class ChartDirective(PlaceHolderDirective):
    """``:::{chart} name`` draws what spec.toml describes under that name."""

    def run(self) -> list[nodes.Node]:
        domain, root = self.env.get_domain("variorum"), Path(self.env.srcdir)
        assert isinstance(domain, VariorumDomain)
        self.env.note_dependency(str(root / spec.FILE))
        for path in sorted((root / FOLDER).glob("*.md")):
            self.env.note_dependency(str(path))
        tables = tables_of(self.env, domain)
        slug = self.arguments[0].strip() if self.arguments else ""
        for problem in _problems(root, tables, slug) if tables else ():
            domain.note_problem(self.env.docname, problem)
        return super().run()


def _problems(root: Path, tables: Package, slug: str) -> Iterator[Problem]:
    place = spec.place_of(root, slug)
    try:
        chart = spec.load(root, tables, slug)
    except FigureError as fault:
        yield fault.problem(place)
        return
    paths = sorted((root / FOLDER).glob("*.md"))
    notes = _quotes(root, tuple(path.stat().st_mtime_ns for path in paths))
    yield from caption.loose_numbers(chart, place)
    yield from caption.stray_words(chart, notes, place)


@lru_cache(maxsize=1)
def _quotes(root: Path, changed: tuple[int, ...]) -> dict[str, str]:
    """The quotation of each note as of these times: read once a page, not once a chart."""
    return {n.slug: n.quote for file in read_chapters(root) for n in file.annotations()}


@filler("chart")
def chart(page: Page) -> list[nodes.Node]:
    """The picture, its sources, and a table with every number that is drawn."""
    root = Path(page.app.srcdir)
    try:
        found = spec.load(root, read_tables(root / DATA), page.argument)
    except FigureError:  # reported when the page was read; a build may go on all the same
        return []
    box = nodes.container(classes=["v-chart"], ids=[f"chart-{found.slug}"])
    box += picture("", svg=drawing.draw(found))
    box += nodes.paragraph("", "", *_sources(page, found), classes=["v-chart-source"])
    heads, rows = caption.listed(found)
    cells: list[list[list[nodes.Node]]] = [[[nodes.Text(c)] for c in row] for row in rows]
    box += folded("", table(heads, cells, ["v-numbers"]), label="The numbers drawn")
    return [box]


def _sources(page: Page, found: Chart) -> Iterator[nodes.Node]:
    sources = Sources(page.app, page.docname)
    tables = [(source.table, source.keys) for source in found.sources]
    yield nodes.Text("Source: ")
    yield from sources.works(tables)
    yield nodes.Text(f" ({sources.strength(tables)}). Tables: ")
    for number, (name, _) in enumerate(tables):
        yield nodes.Text(", " if number else "")
        yield sources.table(name)
    yield nodes.Text(". ")
    for number, slug in enumerate(found.notes):
        yield nodes.Text(", " if number else "The article's words: ")
        yield page.link("note", slug)
    yield nodes.Text("." if found.notes else "")


def visit_picture(self: Any, node: nodes.Element) -> None:
    self.body.append(node["svg"])
    raise nodes.SkipNode


def visit_folded(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<details class="v-fold"><summary>{escape(node["label"])}</summary>\n')


def depart_folded(self: Any, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def setup_charts(app: Sphinx) -> None:
    """Register the directive and its nodes."""
    add_nodes(app, {picture: (visit_picture, None), folded: (visit_folded, depart_folded)})
    app.add_directive_to_domain("variorum", "chart", ChartDirective, override=True)
