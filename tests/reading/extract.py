"""What each book says: §, notes, verdicts, glossary, citations, words, in one form for all."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from lxml import etree, html

from tests.reading.shelf import Shelf
from variorum.outputs.markup import Element, by_class, has_class
from variorum.outputs.part_names import name_parts

VERDICTS = (
    "agrees",
    "rounds",
    "truncated",
    "approximates",
    "differs",
    "not checkable",
    "depends on the source",
)
_DROPPED = re.compile(r"[\s\u200b\u00ad\u2010✓≈⌊~≠?±\]·]+")
"""White space, hyphens at the end of a line, and what the style sheets put before words."""


def canonical(words: str) -> str:
    """Words as every book has them, wherever its lines break."""
    return _DROPPED.sub("", words)


def digest(words: str) -> str:
    return hashlib.sha256(canonical(words).encode()).hexdigest()[:16]


@dataclass
class Said:
    """What one book says."""

    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)
    works: list[str] = field(default_factory=list)
    cited: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """The words of each paragraph, note, glossary entry and work, without white space."""

    def hashed(self) -> dict[str, str]:
        """For each part a hash, so that a failing test does not print the article."""
        return {name: digest(words) for name, words in self.words.items()}


def of_html(shelf: Shelf) -> Said:
    said = Said()
    for document in shelf.records.documents:
        root = html.document_fromstring(shelf.page(document.doc))
        _page(name_parts(root.xpath("//main")[0]), said, shelf)
    return said


def of_epub(shelf: Shelf) -> Said:
    said = Said()
    with ZipFile(shelf.epub) as book:
        for document in shelf.records.documents:
            root = etree.fromstring(book.read(f"EPUB/{document.doc}.xhtml"))
            for element in root.iter():
                if isinstance(element.tag, str):
                    element.tag = etree.QName(element).localname
            _page(root.find("body"), said, shelf)
    return said


def _page(body: Element, said: Said, shelf: Shelf) -> None:
    _bare(body, str(shelf.records.data["author"]))
    for block in by_class(body, "v-para"):
        _paragraph(block, said)
    for entry in by_class(body, "v-entry"):
        _entry(entry.get("id"), "".join(entry.itertext()), said)
    for term in body.iter("dt"):
        if (term.get("id") or "").startswith("term-"):
            meaning = term.getnext()
            words = "".join(term.itertext()) + "".join(meaning.itertext())
            _entry(term.get("id"), words, said)
    for work in by_class(body, "citation"):
        for label in by_class(work, "label"):
            _cut(label)
        said.works.append(work.get("id"))
        said.words[work.get("id")] = canonical("".join(work.itertext()))


def _bare(body: Element, editors: str) -> None:
    """Without what one book shows and another leaves to the eye, the hand or another page."""
    for name in ("v-sign", "v-doctest", "headerlink", "v-table-link"):
        for element in by_class(body, name):
            _cut(element)
    for line in by_class(body, "v-byline"):
        if " ".join("".join(line.itertext()).split()) == editors:
            _cut(line)


def _entry(name: str, words: str, said: Said) -> None:
    said.entries.append(name)
    said.words[name] = canonical(words)


def _paragraph(block: Element, said: Said) -> None:
    name = f"p{block.get('data-para')}"
    said.paragraphs.append(name)
    for note in by_class(block, "v-note"):
        slug = note.get("id").removeprefix("note-")
        said.notes.append(slug)
        for verdict in by_class(note, "v-verdict"):
            said.verdicts[slug] = " ".join("".join(verdict.itertext()).split())
        said.cited[slug] = works_in(note)
        said.words[f"note-{slug}"] = canonical("".join(note.itertext()))
        _cut(note)
    order = ("v-num", "v-summary", "v-incipit", "v-text")
    if not by_class(block, "v-text"):
        order = ("v-num", "v-incipit", "v-summary")
    parts = [part for cls in order for part in by_class(block, cls)]
    said.words[name] = canonical("".join("".join(part.itertext()) for part in parts))


def works_in(note: Element) -> list[str]:
    """The works that a note links to."""
    ends = [(link.get("href") or "").rpartition("#")[2] for link in note.iter("a")]
    return single([end for end in ends if end.startswith("work-")])


def single(names: list[str]) -> list[str]:
    """Without a name that follows itself: print repeats a link where its line breaks."""
    return [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]


def _cut(element: Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


__all__ = ["VERDICTS", "Said", "canonical", "has_class", "of_epub", "of_html", "single"]
