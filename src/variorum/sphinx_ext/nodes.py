"""The nodes of an edition, and how HTML (so EPUB and the print page too) writes them.

What every note repeats is written short: a number ``r7`` leads to its note, and a note's first
paragraph is its head, with number, lemma, kind and verdict.  `variorum.outputs.part_names` gives
these parts their names again for the books that are made of the pages.  Every other builder passes
through the nodes: their children are plain docutils nodes.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from variorum.figures.verdict_marks import VERDICT_CLASS
from variorum.text.inline import set_quotes


class paragraph_block(nodes.General, nodes.Element):
    """§ n: its text (full edition), its summary, its notes."""


class text_block(nodes.General, nodes.Element):
    """The paragraph's text, filled when the reader's copy is there."""


class summary_block(nodes.General, nodes.Element):
    """The editors' summary."""


class note_list(nodes.General, nodes.Element):
    """The notes of one paragraph, in the order of their words."""


class note_block(nodes.General, nodes.Element):
    """One note."""


class check_list(nodes.General, nodes.Element):
    """What the doctests of a figure note printed; `check_lines` fills it."""


class mark(nodes.Inline, nodes.TextElement):
    """Words on which notes hang."""


class note_references(nodes.Inline, nodes.TextElement):
    """The note numbers after some words."""


class note_reference(nodes.Inline, nodes.TextElement):
    """One note number, linked to its note."""


def _attributes(**values: str | int | None) -> str:
    """HTML attributes; an underscore in a name stands for a hyphen."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in values.items()
        if value not in (None, "")
    )


def visit_paragraph_block(self: Any, node: nodes.Element) -> None:
    number = node["number"]
    role = f" v-{node['role']}" if node.get("role") else ""
    attributes = _attributes(class_=f"v-para{role}", id=f"p{number}", data_edit=node.get("edit"))
    label = f"§ {number}" if number else "Standfirst"
    self.body.append(
        f'<section{attributes}>\n<p class="v-num"><a href="#p{number}">{label}</a></p>\n'
    )
    if not node.get("full"):
        self.body.append(f'<p class="v-incipit">{escape(set_quotes(node["incipit"]))} …</p>\n')


def depart_paragraph_block(self: Any, node: nodes.Element) -> None:
    self.body.append("</section>\n")


def _division(name: str) -> tuple[Any, Any]:
    def visit(self: Any, node: nodes.Element) -> None:
        self.body.append(f'<div class="{name}">')

    def depart(self: Any, node: nodes.Element) -> None:
        self.body.append("</div>\n")

    return visit, depart


def visit_note_list(self: Any, node: nodes.Element) -> None:
    self.body.append('<ol class="v-notes">\n')


def depart_note_list(self: Any, node: nodes.Element) -> None:
    self.body.append("</ol>\n")


def visit_note_block(self: Any, node: nodes.Element) -> None:
    slug, number, verdict = node["slug"], node["number"], node.get("verdict", "")
    attributes = _attributes(
        class_=f"v-{node['kind']}", id=f"note-{slug}", data_edit=node.get("edit")
    )
    badge = f' <em class="{VERDICT_CLASS[verdict]}">{verdict}</em>' if verdict else ""
    state = ' <span class="v-draft">draft</span>' if node["state"] == "draft" else ""
    self.body.append(
        f'<li{attributes}>\n<p><a href="#r{number}">{number}</a> '
        f"<i>{escape(set_quotes(node['lemma']))}</i> "
        f"<b>{escape(node['kind'])}</b>{badge}{state}</p>\n"
    )


def depart_note_block(self: Any, node: nodes.Element) -> None:
    checked = node.get("checked_by")
    line = escape(node["by"]) + (f"; checked by {escape(checked)}" if checked else "")
    self.body.append(f'<p class="v-byline">{line}</p>\n</li>\n')


def visit_mark(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<u data-n="{" ".join(map(str, node["numbers"]))}">')


def depart_mark(self: Any, node: nodes.Element) -> None:
    self.body.append("</u>")


def visit_note_references(self: Any, node: nodes.Element) -> None:
    self.body.append("<sup>")


def depart_note_references(self: Any, node: nodes.Element) -> None:
    self.body.append("</sup>")


def visit_note_reference(self: Any, node: nodes.Element) -> None:
    verdict = VERDICT_CLASS.get(node.get("verdict", ""), "")
    attributes = _attributes(
        class_=f"v-{node['kind']} {verdict}".strip(),
        id=f"r{node.astext()}",
        href=f"#note-{node['slug']}",
    )
    self.body.append(f"<a{attributes}>")


def depart_note_reference(self: Any, node: nodes.Element) -> None:
    self.body.append("</a>")


def _pass(self: Any, node: nodes.Element) -> None:
    """Other builders print the children alone."""


def setup_nodes(app: Sphinx) -> None:
    """Register every node with its HTML form, and the pass-through for the rest."""
    html: dict[type[nodes.Element], tuple[Any, Any]] = {
        paragraph_block: (visit_paragraph_block, depart_paragraph_block),
        text_block: _division("v-text"),
        summary_block: _division("v-summary"),
        note_list: (visit_note_list, depart_note_list),
        note_block: (visit_note_block, depart_note_block),
        check_list: _division("v-checks"),
        mark: (visit_mark, depart_mark),
        note_references: (visit_note_references, depart_note_references),
        note_reference: (visit_note_reference, depart_note_reference),
    }
    add_nodes(app, html)


def add_nodes(app: Sphinx, html: dict[type[nodes.Element], tuple[Any, Any]]) -> None:
    """Register nodes with their HTML form; every other builder passes through them."""
    plain = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    for node, visitors in html.items():
        app.add_node(node, html=visitors, **plain)  # type: ignore[arg-type]
