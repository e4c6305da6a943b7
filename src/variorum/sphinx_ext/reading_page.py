"""Give every HTML page its place in the book: kind, chapter list, boxes for wide tables.

The chapter list is read once a build and cut to a window, so a page of a book of nine hundred
chapters costs what a page of nine chapters costs.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx import addnodes
from sphinx.application import Sphinx

from variorum.sphinx_ext.previews import Previews, store
from variorum.sphinx_ext.said_once import (
    say_once,
    share_addresses,
)

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from variorum.model import ParagraphMark

THEME = Path(__file__).parent / "theme"
LIST_WHOLE_UP_TO = 40
NEIGHBOURS = 4
_KINDS = (
    ('<section class="v-para', "chapter"),
    ("v-register", "register"),
    ("v-entry", "glossary"),
)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption.*?>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_WORDY = re.compile(
    r'(?<=<a) class="reference internal"|(?<=="v-term) reference internal'
    r'|(?<=="v-app) reference internal'
)
_MENDED = {  # what docutils and Sphinx write, and ARIA has since dropped or completed
    ' role="doc-biblioentry"': ' role="listitem"',
    ' role="heading">': ' role="heading" aria-level="3">',
}


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
    marks = env.domaindata.get("variorum", {}).get("paragraphs", {})
    return [Entry(doc, env.titles[doc].astext(), _range(marks.get(doc, []))) for doc in docs]


def _range(marks: list[ParagraphMark]) -> str:
    numbers = [mark.number for mark in marks if mark.number]  # the standfirst has no number
    if len(numbers) < 2:
        return "".join(map(str, numbers))
    return f"{min(numbers)}–{max(numbers)}"


def _page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    made = _made_of(app)
    body = str(context.get("body", ""))
    context["v_parts"] = [part.window(pagename) for part in made.parts]
    context["v_script"] = made.script
    context["v_by"] = app.config.author
    if pagename == app.config.root_doc:
        context["v_kind"] = "front"
    else:
        context["v_kind"] = next((kind for mark, kind in _KINDS if mark in body), "page")
    if body:
        body, found = made.previews.take(body)
        context["v_previews"] = store(app, pagename, found) if found else ""
        for written, meant in _MENDED.items():
            body = body.replace(written, meant)
        body = _TABLE.sub(_boxed, _WORDY.sub("", body))
        if context["v_kind"] == "chapter":
            body = say_once(body, app.config.author)
            body, context["v_edit"], context["v_edit_ends"] = share_addresses(body)
        context["body"] = body


@dataclass(frozen=True)
class _Made:
    """What is made once a build and used on every page."""

    parts: tuple[Part, ...]
    previews: Previews
    script: str


_MADE: WeakKeyDictionary[Sphinx, _Made] = WeakKeyDictionary()


def _made_of(app: Sphinx) -> _Made:
    if app not in _MADE:
        scripts = sorted((THEME / "static").glob("*.js"))  # one loads the other, by its own address
        sum_ = zlib.crc32(b"".join(script.read_bytes() for script in scripts))
        _MADE[app] = _Made(parts(app.env), Previews(app), f"variorum.js?v={sum_:08x}")
    return _MADE[app]


def _boxed(table: re.Match[str]) -> str:
    """A table in a box that scrolls by itself and that the keyboard reaches."""
    caption = _CAPTION.search(table[0])
    label = _TAG.sub("", caption[1]).strip() if caption else "Table"
    return f'<div class="v-scroll" role="region" tabindex="0" aria-label="{label}">{table[0]}</div>'
