"""The records of an edition, kept per document, and the references between them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from rapidfuzz import process
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from variorum.model import Annotation, ChapterMark, ParagraphMark
from variorum.problems import Code, Place, Problem
from variorum.sphinx_ext.figures import Claim


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in somebody's prose, to be checked before anything is written."""

    kind: str
    target: str
    place: Place


class EditionRole(XRefRole):
    """A reference that is remembered, so that one that leads nowhere is an error with its place."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        domain = env.get_domain("variorum")
        assert isinstance(domain, VariorumDomain)
        source, line = self.get_source_info()
        path, root = Path(source), Path(env.srcdir)
        path = path.relative_to(root) if path.is_relative_to(root) else path
        domain.note_reference(env.docname, Reference(self.reftype, target, Place(path, line)))
        return title, target


class VariorumDomain(Domain):
    """``{para}``, ``{note}`` and ``{term}``; all data is ``{docname: [records]}``."""

    name = "variorum"
    label = "Variorum"
    data_version = 4
    roles: ClassVar[dict[str, Any]] = {
        "para": EditionRole(),
        "note": EditionRole(),
        "term": EditionRole(),
    }
    initial_data: ClassVar[dict[str, dict[str, Any]]] = {
        "paragraphs": {},
        "notes": {},
        "claims": {},
        "entries": {},
        "problems": {},
        "references": {},
        "wide": {},
    }

    _places: dict[tuple[str, str], tuple[str, str, str]] | None = None
    """Where everything is, found once: asking each document each time grows with their square."""

    def clear_doc(self, docname: str) -> None:
        self._places = None
        for records in self.data.values():
            if isinstance(records, dict):
                records.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        self._places = None
        for name in self.initial_data:
            for docname in docnames:
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    def note_paragraph(self, docname: str, mark: ParagraphMark) -> None:
        """Record a paragraph of a chapter."""
        self._places = None
        self.data["paragraphs"].setdefault(docname, []).append(mark)

    def last_paragraph(self, docname: str) -> int:
        """The paragraph under which a note stands now; -1 before the first."""
        marks = self.data["paragraphs"].get(docname, [])
        return marks[-1].number if marks else -1

    def note_annotation(self, docname: str, note: Annotation) -> None:
        """Record a note."""
        self._places = None
        self.data["notes"].setdefault(docname, []).append(note)

    def note_claim(self, docname: str, claim: Claim) -> None:
        """Record what the doctests of a figure note printed."""
        self.data["claims"].setdefault(docname, []).append(claim)

    def note_entry(self, docname: str, slug: str, term: str) -> None:
        """Record where a glossary entry is printed."""
        self._places = None
        self.data["entries"].setdefault(docname, []).append((slug, term))

    def note_reference(self, docname: str, reference: Reference) -> None:
        """Record a reference."""
        self.data["references"].setdefault(docname, []).append(reference)

    def lost_references(self) -> Iterator[Problem]:
        """One problem a reference that leads nowhere, with the nearest names."""
        for reference in self._all("references"):
            if self.find(reference.kind, reference.target) is None:
                near = ", ".join(f'"{name}"' for name in self._near(reference)) or "none"
                found = f'{{{reference.kind}}} "{reference.target}"; near ones: {near}'
                yield Problem(Code.REFERENCE_UNKNOWN, reference.place, found)

    def _near(self, reference: Reference) -> list[str]:
        names = {
            "para": [str(mark.number) for mark in self._all("paragraphs")],
            "note": [note.slug for note in self._all("notes")],
            "term": [slug for slug, _term in self._all("entries")],
        }[reference.kind]
        found = process.extract(reference.target, names, limit=3, score_cutoff=60)
        return [name for name, _score, _index in found]

    def note_wide(self, docname: str) -> None:
        """Record that a page shows something made from the whole edition."""
        self.data["wide"][docname] = [True]

    def note_problem(self, docname: str, problem: Problem) -> None:
        """Record a problem; it is reported, with all others, before anything is written."""
        self.data["problems"].setdefault(docname, []).append(problem)

    def _all(self, name: str) -> Iterator[Any]:
        for docname in sorted(self.data[name]):
            yield from self.data[name][docname]

    def notes(self) -> list[Annotation]:
        """Every note of the edition."""
        return list(self._all("notes"))

    def claims(self) -> dict[str, Claim]:
        """What was checked, by the name of the note."""
        return {claim.slug: claim for claim in self._all("claims")}

    def problems(self) -> list[Problem]:
        """What went wrong while the documents were read."""
        return list(self._all("problems"))

    def chapters(self) -> list[ChapterMark]:
        """The documents that hold paragraphs, with what their head says."""
        chapters = []
        for docname, marks in self.data["paragraphs"].items():
            head = self.env.metadata.get(docname, {})
            first = str(head.get("first", ""))
            place = Place(Path(self.env.doc2path(docname, base=False)), 1)
            number = int(first) if first.isdigit() else -1
            chapters.append(
                ChapterMark(docname, str(head.get("section", "")), number, place, tuple(marks))
            )
        return sorted(chapters, key=lambda c: (c.first, c.docname))

    def find(self, kind: str, target: str) -> tuple[str, str, str] | None:
        """Document, id and printed words of a paragraph, note or term."""
        if self._places is None:
            self._places = dict(self._all_places())
        return self._places.get((kind, target))

    def _all_places(self) -> Iterator[tuple[tuple[str, str], tuple[str, str, str]]]:
        for docname, marks in self.data["paragraphs"].items():
            for mark in marks:
                words = f"§ {mark.number}" if mark.number else "standfirst"
                yield ("para", str(mark.number)), (docname, f"p{mark.number}", words)
        for docname, notes in self.data["notes"].items():
            for note in notes:
                words = f"note on § {note.paragraph}"
                yield ("note", note.slug), (docname, f"note-{note.slug}", words)
        for docname, entries in self.data["entries"].items():
            for slug, term in entries:
                yield ("term", slug), (docname, f"term-{slug}", term)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        found = self.find(typ, target)
        if found is None:
            return None
        docname, anchor, words = found
        text = contnode.astext() if node.get("refexplicit") else words
        child = nodes.inline("", text, classes=[f"v-x{typ}"])
        return make_refnode(builder, fromdocname, docname, anchor, child)

    def resolve_any_xref(self, *args: Any) -> list[tuple[str, nodes.reference]]:
        return []  # our names are reached through our roles only
