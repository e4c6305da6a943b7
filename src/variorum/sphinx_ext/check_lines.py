"""What the checks of a figure note printed, for readers: the sources as links, not as keys."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from variorum.figures.verdict_marks import VERDICT_CLASS
from variorum.sphinx_ext import nodes as v
from variorum.sphinx_ext.sources import REGISTER_PAGE, Sources


class check_line(nodes.General, nodes.TextElement):
    """One verdict with both values and the sources."""


class check_sources(nodes.General, nodes.TextElement):
    """Where a verdict comes from."""


class check_code(nodes.General, nodes.Element):
    """The doctests themselves, folded, under the ways to their tables."""


def setup_checks(app: Sphinx) -> None:
    """Register the nodes, and fill them when a page is about to be written."""
    visitors = {
        check_line: (visit_line, depart_line),
        check_sources: (visit_sources, depart_sources),
        check_code: (visit_code, depart_code),
    }
    v.add_nodes(app, visitors)
    app.connect("doctree-resolved", fill_checks)


def fill_checks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the lines of every check of a page (handler of ``doctree-resolved``)."""
    lists = list(doctree.findall(v.check_list))
    if not lists:
        return
    sources = Sources(app, docname)
    for listed in lists:
        for check in listed["checks"]:
            line = check_line("", verdict=check.verdict)
            line += nodes.Text(check.said)
            if check.sources:
                works = sources.works(check.sources)
                line += check_sources("", " Source: ", *works)
            listed += line
        listed += _ways(sources, listed)


def _ways(sources: Sources, listed: nodes.Element) -> nodes.Element:
    """The check itself, with ways to the tables that it read and to its row in the register."""
    names = dict.fromkeys(table for check in listed["checks"] for table, _ in check.sources)
    ways = check_sources()
    for name in names:
        ways += nodes.Text(" · " if len(ways) else "Read from: ")
        ways += sources.table(name)
    ways += nodes.Text(" · " if len(ways) else "")
    ways += sources.reference(REGISTER_PAGE, f"fig-{listed['slug']}", "register of figures")
    return check_code("", ways, source=listed["source"])


def visit_line(self: Any, node: nodes.Element) -> None:
    verdict = node["verdict"]
    self.body.append(f'<p class="{VERDICT_CLASS.get(verdict, "")}">')


def depart_line(self: Any, node: nodes.Element) -> None:
    self.body.append("</p>\n")


def visit_sources(self: Any, node: nodes.Element) -> None:
    self.body.append("<small>")


def depart_sources(self: Any, node: nodes.Element) -> None:
    self.body.append("</small>")


def visit_code(self: Any, node: nodes.Element) -> None:
    self.body.append("<details><summary>How it was checked</summary>")


def depart_code(self: Any, node: nodes.Element) -> None:
    self.body.append(f"<pre>{escape(node['source'], quote=False)}</pre></details>\n")
