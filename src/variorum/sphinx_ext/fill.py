"""Put text, notes and links into a chapter, when its page is about to be written.

Nothing of the reader's copy is kept in the pickled doctrees: it is filled in here, in memory.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from variorum.edition import Edition, position
from variorum.model import Annotation, Span
from variorum.notes import glossary
from variorum.sphinx_ext import nodes as v
from variorum.sphinx_ext.compose import Hung, Link, compose, references
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.state import edition_of

APPARATUS_PAGE = "backmatter/textual-notes"
_NOWHERE = Span(0, 0)


def fill_chapter(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill every paragraph of a page (handler of ``doctree-resolved``)."""
    blocks = list(doctree.findall(v.paragraph_block))
    if blocks:
        edition = edition_of(app)
        filler = _Filler(app, edition, docname)
        for block in blocks:
            filler.fill(block)


class _Filler:
    """What the paragraphs of one page need: the edition, and addresses from this page."""

    def __init__(self, app: Sphinx, edition: Edition, docname: str) -> None:
        self.app, self.edition, self.docname = app, edition, docname
        domain = app.env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        self.domain = domain
        self.claims = domain.claims()
        self.here = edition.notes_of(docname)
        self.authors = edition.authors

    def fill(self, block: nodes.Element) -> None:
        number = block["number"]
        notes = sorted(
            (n for n in self.here if n.paragraph == number),
            key=lambda n: position(self.edition, n),
        )
        block["full"] = self.edition.is_full
        block["edit"] = self._edit(block["line"])
        self._fill_notes(block, notes)
        hung = [self._hung(note) for note in notes]
        text, summary = _child(block, v.text_block), _child(block, v.summary_block)
        if self.edition.is_full:
            text += self._text(number, hung)
        else:
            block.remove(text)
            self._link_summary(summary)
            if hung:
                _last_paragraph(summary).append(references(hung))

    def _text(self, number: int, hung: list[Hung]) -> nodes.paragraph:
        assert self.edition.text is not None
        paragraph = self.edition.text.paragraphs[number]
        located = self.edition.apparatus.locate(number, paragraph.text)[0]
        readings = [(reading.id, span) for reading, span in located]
        return compose(
            paragraph.text,
            paragraph.emphasis,
            self.edition.terms.get(number, []),
            [h for h in hung if h.slug in self.edition.anchors],
            readings,
            self._term_link,
            self._reading_link,
        )

    def _fill_notes(self, block: nodes.Element, notes: list[Annotation]) -> None:
        note_list = _child(block, v.note_list)
        nodes_of = {child["slug"]: child for child in note_list.findall(v.note_block)}
        note_list.clear()
        for note in notes:
            child = nodes_of[note.slug]
            child["number"] = self.edition.order[note.slug]
            child["by"] = self.authors.get(note.by, note.by)
            child["edit"] = self._edit(child["line"])
            claim = self.claims.get(note.slug)
            child["verdict"] = claim.headline if claim else ""
            note_list += child
        if not notes:
            block.remove(note_list)

    def _hung(self, note: Annotation) -> Hung:
        claim = self.claims.get(note.slug)
        span = self.edition.anchors.get(note.slug)
        return Hung(
            note.slug,
            self.edition.order[note.slug],
            note.kind,
            claim.headline if claim else "",
            span or _NOWHERE,
        )

    def _link_summary(self, summary: nodes.Element) -> None:
        """Link the first occurrence of each term; the summary is the text of the commentary."""
        seen: set[str] = set()
        for text in list(summary.findall(nodes.Text)):
            if isinstance(text.parent, nodes.reference | nodes.emphasis | nodes.literal):
                continue
            found = glossary.find_terms(str(text), self.edition.entries)
            fresh = [term for term in found if term[2] not in seen]
            seen.update(slug for _, _, slug in fresh)
            if fresh:
                linked = compose(str(text), (), fresh, (), (), self._term_link, self._reading_link)
                text.parent.replace(text, linked.children)

    @property
    def _term_link(self) -> Link:
        def link(slug: str) -> tuple[str, str] | None:
            found = self.domain.find("term", slug)
            return self._address(found[0], found[1], found[2]) if found else None

        return link

    @property
    def _reading_link(self) -> Link:
        def link(name: str) -> tuple[str, str] | None:
            if APPARATUS_PAGE not in self.app.env.found_docs:
                return None
            return self._address(APPARATUS_PAGE, name, "Textual note")

        return link

    def _address(self, docname: str, anchor: str, title: str) -> tuple[str, str]:
        uri = self.app.builder.get_relative_uri(self.docname, docname)
        return f"{uri}#{anchor}", title

    def _edit(self, line: int) -> str:
        host = self.app.config.variorum_edit_url
        path = self.app.env.doc2path(self.docname, base=False)
        return host.format(path=path, line=line) if host else ""


def _child(block: nodes.Element, kind: type[nodes.Element]) -> nodes.Element:
    """The part of a paragraph's block that is of this kind."""
    return next(iter(block.findall(kind)))


def _last_paragraph(summary: nodes.Element) -> nodes.Element:
    paragraphs = list(summary.findall(nodes.paragraph))
    return paragraphs[-1] if paragraphs else summary
