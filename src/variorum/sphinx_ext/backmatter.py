"""Pages made from the whole edition: each directive leaves a place, filled before writing.

A filler is a function from a `Page` to nodes; ``FILLERS`` is the list of all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from variorum.edition import Edition
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.state import edition_of

if TYPE_CHECKING:
    from variorum.sphinx_ext.figures import Claim


class place_holder(nodes.General, nodes.Element):
    """Where a filler's nodes will stand."""


class Page:
    """What a filler may use: the edition, what was checked, and addresses from this page."""

    def __init__(self, app: Sphinx, docname: str, argument: str = "") -> None:
        self.app, self.docname, self.argument = app, docname, argument
        domain = app.env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        self.domain = domain
        self.edition: Edition = edition_of(app)
        self.claims: dict[str, Claim] = domain.claims()

    def link(self, kind: str, target: str, words: str = "") -> nodes.Node:
        """A link to a paragraph, note or term; plain words where there is none."""
        found = self.domain.find(kind, target)
        if found is None:
            return nodes.Text(words or target)
        uri = self.app.builder.get_relative_uri(self.docname, found[0])
        reference = nodes.reference("", "", internal=True, refuri=f"{uri}#{found[1]}")
        reference += nodes.Text(words or found[2])
        return reference

    def paragraph_links(self, numbers: list[int] | tuple[int, ...]) -> list[nodes.Node]:
        """§ numbers, each linked, with commas between them."""
        out: list[nodes.Node] = []
        for number in numbers:
            if out:
                out.append(nodes.Text(", "))
            out.append(self.link("para", str(number)))
        return out


Filler = Callable[[Page], list[nodes.Node]]


class PlaceHolderDirective(SphinxDirective):
    """A directive without content that stands for something made from the whole edition."""

    optional_arguments = 1
    final_argument_whitespace = True
    FILLERS: ClassVar[dict[str, Filler]] = {}

    def run(self) -> list[nodes.Node]:
        domain = self.env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        domain.note_wide(self.env.docname)
        argument = self.arguments[0].strip() if self.arguments else ""
        return [place_holder(filler=self.name.removeprefix("variorum:"), argument=argument)]


def filler(name: str) -> Callable[[Filler], Filler]:
    """Make a function the filler of the directive of that name."""

    def keep(function: Filler) -> Filler:
        PlaceHolderDirective.FILLERS[name] = function
        return function

    return keep


def fill_places(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill every place of a page (handler of ``doctree-resolved``)."""
    for node in list(doctree.findall(place_holder)):
        make = PlaceHolderDirective.FILLERS[node["filler"]]
        assert node.parent is not None
        node.parent.replace(node, make(Page(app, docname, node["argument"])))


def setup_backmatter(app: Sphinx) -> None:
    """Register a directive for each filler."""
    # they fill FILLERS
    from variorum.sphinx_ext import (
        charts,
        codes_page,
        conformance_page,
        data_page,
        front,
        indexes,
        register,
        textual,
    )

    assert all((codes_page, conformance_page, front, indexes, register, textual))
    for name in PlaceHolderDirective.FILLERS:
        app.add_directive_to_domain("variorum", name, PlaceHolderDirective)
    charts.setup_charts(app)
    data_page.setup_data(app)
    app.connect("doctree-resolved", fill_places)


WIDEST = 30
"""Letters of a column; what is longer is broken over lines."""


def table(
    heads: list[str], rows: list[list[list[nodes.Node]]], classes: list[str], **extra: Any
) -> nodes.table:
    """A plain table; each cell is a list of inline nodes."""
    group = nodes.tgroup(cols=len(heads))
    for at, words in enumerate(heads):
        cells = [words, *("".join(node.astext() for node in row[at]) for row in rows)]
        group += nodes.colspec(colwidth=min(max(map(len, cells)), WIDEST))
    head = nodes.row()
    for words in heads:
        head += nodes.entry("", nodes.paragraph("", words))
    group += nodes.thead("", head)
    body = nodes.tbody()
    for row in rows:
        line = nodes.row()
        for cell in row:
            line += nodes.entry("", nodes.paragraph("", "", *cell))
        body += line
    group += body
    return nodes.table("", group, classes=classes, **extra)
