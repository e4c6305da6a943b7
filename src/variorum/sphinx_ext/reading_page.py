"""Give every HTML page its place in the book: kind, chapter list, boxes for wide tables.

The chapter list is read once a build and cut to a window, so a page of a book of nine hundred
chapters costs what a page of nine chapters costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

THEME = Path(__file__).parent / "theme"
LIST_WHOLE_UP_TO = 40
NEIGHBOURS = 4
_KINDS = (
    ('class="v-para"', "chapter"),
    ("v-register", "register"),
    ("v-entry", "glossary"),
)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption.*?>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Entry:
    """One line of the chapter list."""

    doc: str
    title: str
    range: str  # the paragraphs it holds, as "11–14"; empty where there are none
    current: bool = False


@dataclass(frozen=True)
class Part:
    """A captioned run of the chapter list; `before` and `after` count what is not shown."""

    caption: str
    items: tuple[Entry, ...]
    before: int = 0
    after: int = 0

    def window(self, doc: str) -> Part:
        """The same part as seen from one page: whole if short, else the page's neighbours."""
        here = next((i for i, item in enumerate(self.items) if item.doc == doc), -1)
        first, last = 0, len(self.items)
        if last > LIST_WHOLE_UP_TO:
            first = max(0, here - NEIGHBOURS)
            last = min(last, max(here, 0) + NEIGHBOURS + 1)
        shown = tuple(
            Entry(item.doc, item.title, item.range, current=item.doc == doc)
            for item in self.items[first:last]
        )
        return Part(self.caption, shown, first, len(self.items) - last)


def setup(app: Sphinx) -> None:
    """Register the theme `variorum` and what its templates need."""
    app.add_html_theme("variorum", str(THEME))
    app.connect("html-page-context", _page_context)


def parts(env: BuildEnvironment) -> tuple[Part, ...]:
    """The book's top-level list, from the contents of its root page."""
    tree = env.get_doctree(env.config.root_doc)
    return tuple(
        Part(
            node.get("caption") or "",
            tuple(_entries(env, [doc for _, doc in node["entries"] if doc in env.titles])),
        )
        for node in tree.findall(addnodes.toctree)
        if node["entries"]
    )


def _entries(env: BuildEnvironment, docs: list[str]) -> list[Entry]:
    firsts = [_number(env.metadata[doc].get("first")) for doc in docs]
    found = []
    for i, doc in enumerate(docs):
        following = firsts[i + 1] if i + 1 < len(docs) else None
        last = _number(env.metadata[doc].get("last")) or (following - 1 if following else None)
        found.append(Entry(doc, env.titles[doc].astext(), _range(firsts[i], last)))
    return found


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isdecimal() else None


def _range(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    if last is None:
        return f"{first} ff."
    return str(first) if last == first else f"{first}–{last}"


def _page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    context["v_parts"] = [part.window(pagename) for part in _parts_of(app)]
    body = str(context.get("body", ""))
    if pagename == app.config.root_doc:
        context["v_kind"] = "front"
    else:
        context["v_kind"] = next((kind for mark, kind in _KINDS if mark in body), "page")
    if "<table" in body:
        context["body"] = _TABLE.sub(_boxed, body)


def _parts_of(app: Sphinx) -> tuple[Part, ...]:
    kept: tuple[Part, ...] | None = getattr(app.builder, "variorum_parts", None)
    if kept is None:
        kept = parts(app.env)
        app.builder.variorum_parts = kept  # type: ignore[attr-defined]
    return kept


def _boxed(table: re.Match[str]) -> str:
    """A table in a box that scrolls by itself and that the keyboard reaches."""
    caption = _CAPTION.search(table[0])
    label = _TAG.sub("", caption[1]).strip() if caption else "Table"
    return (
        f'<div class="v-scroll" role="region" tabindex="0" aria-label="{label}">{table[0]}</div>'
    )
