"""What a page says of the places it links to, so that a preview needs no other page.

A page opened from a disk may not read its neighbours, but it may run a script: beside each page
lies one that holds a line for every term, work, paragraph and note on another page.  The page asks
for it when the reader first points at a link.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from variorum.sphinx_ext import nodes as v
from variorum.sphinx_ext.state import edition_of
from variorum.whole_files import replace_file

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from variorum.text.readings import Reading

WORDS = 24
MOST = 250  # a page that links to more, an index for instance, is one to look things up in
_LINK = re.compile(r'<a\b[^>]*?\bhref="[^"#]+#((?:term|note|app|work|p)-?[^"]+)"[^>]*>')
_TITLE = re.compile(r'(<a\b[^>]*?\bhref="[^"]*#(work-[^"]+)")[^>]*? title="([^"]*)"')
_ADDRESS = re.compile(r"\s[\w.-]+\.[a-z]{2,}(?:/\S*)?$")
_ROLE = re.compile(r"\{cite[^}]*\}`[^`]*`")
_NAMED = re.compile(r"\{[\w:]+\}`([^`<]*?)\s*(?:<[^`>]*>)?`")
_EMPTY = re.compile(r"\s*\(\s*\)|\s+(?=[.,;:)])")
_SPAN = re.compile(r"\[([^\]]*)\]\{[^}]*\}|\[([^\]]*)\]\([^)]*\)|(?<=[*`])\{[^}]*\}")
_ON, _OFF = "\ue000\ue001"
_EMPHASIS = re.compile(r"\*+([^*]+)\*+")


class Previews:
    """The templates that each page of one build needs."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.edition = edition_of(app)
        self.entries = {entry.slug: entry for entry in self.edition.entries}
        self.readings: dict[str, Reading] = {
            reading.id: reading for reading in self.edition.apparatus.readings
        }
        self.home = {str(m.number): c.docname for c in self.edition.chapters for m in c.paragraphs}
        self.notes = {note.slug: note.docname for note in self.edition.notes}
        self._blocks: dict[str, dict[str, str]] = {}

    def take(self, body: str) -> tuple[str, list[tuple[str, str]]]:
        """The page without the titles of works, and what it stores: id of the target, HTML."""
        works: dict[str, str] = {}

        def keep(match: re.Match[str]) -> str:
            works[match[2]] = _short(unescape(_ADDRESS.sub("", match[3])))
            return match[1]

        body = _TITLE.sub(keep, body)
        linked = dict.fromkeys(match[1] for match in _LINK.finditer(body))
        if len(linked) > MOST:
            return body, []
        found = ((target, works.get(target) or self._html(target)) for target in linked)
        return body, [(target, html) for target, html in found if html]

    def _html(self, target: str) -> str:
        kind, _, name = target.partition("-")
        if kind == "term" and name in self.entries:
            entry = self.entries[name]
            first = entry.body.split("\n\n")[0]
            return f"<b>{escape(entry.term)}</b> {prose(first)}"
        if kind == "app" and target in self.readings:
            reading = self.readings[target]
            return f"<b>{escape(reading.lemma)}]</b> {escape(reading.reason)}."
        docname = self.notes.get(name) if kind == "note" else self.home.get(target[1:])
        if docname is None:
            return ""
        if docname not in self._blocks:
            self._blocks[docname] = dict(_blocks(self.app.env.get_doctree(docname)))
        return self._blocks[docname].get(target, "")


def _blocks(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """The paragraphs and notes of a chapter, each in short."""
    for block in doctree.findall(v.paragraph_block):
        for summary in block.findall(v.summary_block):
            words = _short(summary.astext())
            yield f"p{block['number']}", f"<b>§ {block['number']}</b> {words}"
    for note in doctree.findall(v.note_block):
        prose_of = " ".join(
            child.astext() for child in note.children if not isinstance(child, v.check_list)
        )
        said = ", ".join(filter(None, [note["kind"], note.get("verdict")]))
        head = f"<b>{escape(note['lemma'])}]</b> {escape(said)}."
        yield f"note-{note['slug']}", f"{head} {_short(prose_of)}"


def store(app: Sphinx, pagename: str, found: Sequence[tuple[str, str]]) -> str:
    """Write the lines of a page; the file's address below ``_static``."""
    lines = "".join(f'<p id="{escape(target)}">{html}' for target, html in found)
    script = (
        f'document.getElementById("previews").innerHTML={json.dumps(lines, ensure_ascii=False)}'
    )
    name = f"previews/{pagename}.js"
    replace_file(Path(app.outdir) / "_static" / name, script)
    return f"{name}?v={zlib.crc32(script.encode()):08x}"


def prose(source: str) -> str:
    """A definition's MyST source as one short line of HTML, without its citations."""
    text = _EMPTY.sub("", _NAMED.sub(r"\1", _ROLE.sub("", source)))
    text = _SPAN.sub(lambda match: match[1] or match[2] or "", text)
    short = _short(_EMPHASIS.sub(rf"{_ON}\1{_OFF}", text))
    if short.count(_ON) > short.count(_OFF):  # the line ends within the emphasis
        short = short.removesuffix(" …") + f"{_OFF} …"
    return short.replace(_ON, "<i>").replace(_OFF, "</i>")


def _short(text: str) -> str:
    words = text.split()
    return escape(" ".join(words[:WORDS]) + (" …" if len(words) > WORDS else ""), quote=False)
