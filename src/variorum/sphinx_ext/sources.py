"""Links from a page to the works that a value was taken from, and to its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from variorum.data import datasheets
from variorum.data.datasheets import Sheet
from variorum.faults import FigureError
from variorum.sphinx_ext.bibstyle import work_id

DATA = "data"
DATA_PAGE = "backmatter/data"
REGISTER_PAGE = "backmatter/register-of-figures"
MOST = 4
"""Works that are named one by one; of more, the first ones are."""
Tables = Iterable[tuple[str, tuple[str, ...]]]


class Sources:
    """The works and tables of the edition, seen from one page."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app, self.docname = app, docname
        domain = app.env.get_domain("cite")
        self._works = {
            citation.key: (citation.bibliography_key.docname, citation.formatted_entry.label)
            for citation in domain.citations  # type: ignore[attr-defined]
        }
        self.sheets = sheets_of(Path(app.srcdir) / DATA)

    def work(self, key: str) -> nodes.Node:
        """The work as its citation is printed, linked to the list; the bare key when unlisted."""
        if key not in self._works:
            return nodes.Text(key)
        docname, label = self._works[key]
        return self.reference(docname, work_id(key), label)

    def table(self, name: str) -> nodes.Node:
        """The table's name, linked to where it is described."""
        return self.reference(DATA_PAGE, f"table-{name}", name)

    def reference(self, docname: str, anchor: str, words: str) -> nodes.Node:
        """A link to a place of the edition; plain words when the page is not there."""
        if docname not in self.app.env.found_docs:
            return nodes.Text(words)
        uri = self.app.builder.get_relative_uri(self.docname, docname)
        address = f"{uri}#{anchor}" if anchor else uri
        return nodes.reference("", "", nodes.Text(words), internal=True, refuri=address)

    def works(self, tables: Tables) -> Iterator[nodes.Node]:
        """The works of some tables, each once, with semicolons between them."""
        keys = list(dict.fromkeys(key for _, works in tables for key in works))
        shown = keys if len(keys) <= MOST else keys[: MOST - 1]
        for number, key in enumerate(shown):
            if number:
                yield nodes.Text("; ")
            yield self.work(key)
        if len(keys) > len(shown):
            yield nodes.Text(f"; and {len(keys) - len(shown)} more")

    def strength(self, tables: Tables) -> str:
        """How far the main work of each table can be trusted."""
        found = [self.sheets[t].strength_of(keys) for t, keys in tables if t in self.sheets]
        return "; ".join(dict.fromkeys(found))


def sheets_of(folder: Path) -> dict[str, Sheet]:
    """The tables' descriptions; none when the package cannot be read, which others report."""
    path = folder / "datapackage.json"
    return _read(folder, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=2)
def _read(folder: Path, changed: int) -> dict[str, Sheet]:
    try:
        return datasheets.load(folder)
    except FigureError:
        return {}
