"""The glossary page: every entry in its file, printed in one place, with the § that use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from variorum.notes.glossary import Entry, read_entries
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.freshness import note_listing
from variorum.sphinx_ext.guard import note_refusals, scan_text
from variorum.sphinx_ext.state import edition_of


class entry_use(nodes.General, nodes.Element):
    """The § in which an entry occurs; filled when the page is written."""


class GlossaryEntriesDirective(SphinxDirective):
    """``{glossary-entries} terms``: the entries of one folder of the glossary."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir) / "glossary"
        folder = root / self.arguments[0].strip()
        entries, _problems = read_entries(root)  # problems are reported once, by the build
        here = [e for e in entries if _folder(e) == folder.name]
        here.sort(key=lambda e: e.term.casefold())
        note_listing(self.env, folder)
        domain = self.env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        domain.note_wide(self.env.docname)
        return [self._section(root.parent, entry) for entry in here]

    def _section(self, root: Path, entry: Entry) -> nodes.section:
        path = root / entry.place.path
        self.env.note_dependency(str(path))
        domain = self.env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        domain.note_entry(self.env.docname, entry.slug, _printed(entry))
        section = nodes.section(ids=[f"term-{entry.slug}"], classes=["v-entry"])
        section += nodes.title("", _printed(entry))
        if entry.spanish:
            spanish = nodes.inline("", entry.spanish, classes=["v-spanish", "language-es"])
            section += nodes.paragraph("", "", spanish, classes=["v-forms"])
        name = path.relative_to(root)
        refused = scan_text(self.env, entry.body, name, entry.body_line)
        note_refusals(self.env, self.env.docname, refused)
        with self._in_file(path):
            body = nodes.Element()
            if not refused:
                self._render(entry, body)
            section += body.children
        section += entry_use(slug=entry.slug)
        if entry.see:
            section += _see_also(self.env.docname, entry)
        return section

    def _render(self, entry: Entry, into: nodes.Element) -> None:
        renderer: Any = self.state._renderer  # type: ignore[attr-defined]  # MyST's own state
        with renderer.current_node_context(into):
            renderer.nested_render_text(entry.body, entry.body_line - 1)

    @contextmanager
    def _in_file(self, path: Path) -> Iterator[None]:
        """Let warnings name the entry's own file and line."""
        document = self.state.document
        reporter: Any = document.reporter  # its hooks are set from outside, as MyST sets them
        source, line = document["source"], reporter.get_source_and_line
        document["source"] = reporter.source = str(path)
        reporter.get_source_and_line = lambda at=None: (str(path), at)
        try:
            yield
        finally:
            document["source"] = reporter.source = source
            reporter.get_source_and_line = line


def _printed(entry: Entry) -> str:
    """The headword with the apostrophe of print; the file has the keyboard's."""
    return entry.term.replace("'", "’")


def _folder(entry: Entry) -> str:
    return entry.place.path.parent.name


def _see_also(docname: str, entry: Entry) -> nodes.paragraph:
    line = nodes.paragraph("", "See also ", classes=["v-see"])
    for i, slug in enumerate(entry.see):
        if i:
            line += nodes.Text(", ")
        line += pending_xref(
            "",
            nodes.inline("", slug),
            refdomain="variorum",
            reftype="term",
            reftarget=slug,
            refdoc=docname,
            refexplicit=False,
            refwarn=True,
        )
    return line


def fill_glossary(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Print the § of each entry (handler of ``doctree-resolved``)."""
    for node in list(doctree.findall(entry_use)):
        numbers = edition_of(app).used.get(node["slug"], ())
        line = nodes.paragraph("", "In ", classes=["v-occurs"])
        domain = app.env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        for i, number in enumerate(numbers):
            found = domain.find("para", str(number))
            if found is None:
                continue
            uri = app.builder.get_relative_uri(docname, found[0])
            line += nodes.Text(", " if i else "")
            line += nodes.reference("", found[2], internal=True, refuri=f"{uri}#{found[1]}")
        assert node.parent is not None
        node.parent.replace(node, [line] if numbers else [])


def _pass(self: Any, node: nodes.Element) -> None:
    """Replaced before writing."""
