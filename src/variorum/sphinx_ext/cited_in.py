"""Under each work of the list: the paragraphs, glossary entries and tables that cite it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from variorum.edition import Edition
from variorum.sphinx_ext.bibstyle import work_id
from variorum.sphinx_ext.state import edition_in
from variorum.works.citations import keys_in, keys_in_table


@dataclass
class Uses:
    """Who cites a work."""

    notes: list[tuple[int, int, str]] = field(default_factory=list)
    """Paragraph, printed number and name of each note."""
    entries: list[tuple[str, str]] = field(default_factory=list)
    """Term and name of each glossary entry."""
    tables: list[str] = field(default_factory=list)


def uses(edition: Edition) -> dict[str, Uses]:
    """The uses of every work of the edition, by key."""
    found: defaultdict[str, Uses] = defaultdict(Uses)
    for note in edition.notes:
        for key in note.cites:
            number = edition.order.get(note.slug, 0)
            found[key].notes.append((note.paragraph, number, note.slug))
    for entry in edition.entries:
        for key in dict.fromkeys(key for key, _ in keys_in(entry.body)):
            found[key].entries.append((entry.term, entry.slug))
    for path in sorted((edition.root / "data").glob("*.csv")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for key in dict.fromkeys(key for key, _ in keys_in_table(text)):
            found[key].tables.append(path.stem)
    return dict(found)


class CitedIn(SphinxPostTransform):
    """Add the line to each entry, once the list has its entries and before links are resolved."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Work on a page that holds a list; others are left alone."""
        listed = list(self.document.findall(nodes.citation))
        if not listed:
            return
        by_id = {work_id(key): use for key, use in uses(edition_in(self.env)).items()}
        for entry in listed:
            use = by_id.get(entry["ids"][0]) if entry["ids"] else None
            if use is not None:
                entry += nodes.paragraph("", "", *self.line(use), classes=["v-cited-in"])

    def line(self, use: Uses) -> Iterator[nodes.Node]:
        """ "Cited in § 2 n. 4, § 45 n. 3; glossary: Dual power; table: inflation."."""
        groups: list[tuple[str, list[nodes.Node]]] = [
            ("", [self.link("note", s, f"§ {p} n. {n}") for p, n, s in sorted(use.notes)]),
            ("glossary: ", [self.link("term", s, term) for term, s in sorted(use.entries)]),
            ("table: ", [nodes.Text(name) for name in use.tables]),
        ]
        yield nodes.Text("Cited in ")
        first = True
        for heading, links in groups:
            if links:
                yield nodes.Text(("" if first else "; ") + heading)
                first = False
                for number, link in enumerate(links):
                    yield from ([nodes.Text(", "), link] if number else [link])
        yield nodes.Text(".")

    def link(self, kind: str, target: str, words: str) -> nodes.Node:
        """A link to a note or an entry; plain words where there is none."""
        shown = nodes.Text(words.replace("§ ", "§\u00a0").replace("n. ", "n.\u00a0"))
        # A reference like any other: Sphinx resolves it after this transform.
        return pending_xref(
            "",
            nodes.inline("", "", shown),
            refdomain="variorum",
            reftype=kind,
            reftarget=target,
            refdoc=self.env.current_document.docname,
            refexplicit=True,
            refwarn=True,
        )


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(CitedIn)
