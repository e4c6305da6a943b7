"""The citations of sphinxcontrib-bibtex, looked up and not searched for.

The extension goes through every citation for every work and through every work for every
citation, which a book of nine hundred chapters feels. What it finds is the same here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docutils.nodes import Element
from pybtex.database import Entry
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, _FilterVisitor


class CiteDomain(BibtexDomain):
    """The extension's domain, with indexes that are made once a build."""

    _places: dict[str, list[int]]
    """Where among the citations each key stands."""

    def env_updated(self) -> Iterable[str]:
        """Make the list of citations, and its index."""
        found: Iterable[str] = super().env_updated()
        self._places = defaultdict(list)
        for place, citation in enumerate(self.citations):
            self._places[citation.key].append(place)
        return found

    def get_all_cited_keys(self, docnames: Sequence[str]) -> Iterator[str]:
        """Keys in the order of the book."""
        order = {docname: place for place, docname in enumerate(docnames)}
        for ref in sorted(self.citation_refs, key=lambda ref: order[ref.docname]):
            yield from (target.key for target in ref.targets)

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[tuple[str, Entry]]:
        """The works of one list."""
        listed = self.bibliographies[bibliography_key]
        citing: defaultdict[str, set[str]] = defaultdict(set)
        for ref in self.citation_refs:
            for target in ref.targets:
                citing[target.key].add(ref.docname)
        try:
            for entry in self.get_entries(listed.bibfiles):
                key = listed.keyprefix + entry.key
                asked: Any = _FilterVisitor(  # type: ignore[no-untyped-call]
                    entry, bibliography_key.docname, citing.get(key, set())
                )
                if asked.visit(listed.filter_) or entry.key in listed.keys:
                    yield key, entry
        except ValueError:  # the extension names the fault of the filter
            yield from super().get_filtered_entries(bibliography_key)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: Any,
        contnode: Element,
    ) -> Any:
        """As the extension does, among the works with these keys."""
        keys = {target.key for target in parse_citation_targets(target)}
        every: list[Citation] = self.citations
        places = sorted(place for key in keys for place in self._places.get(key, ()))
        self.data["citations"] = [every[place] for place in places]
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            self.data["citations"] = every
