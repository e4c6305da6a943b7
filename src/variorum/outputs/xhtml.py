"""A prepared page as a page of an EPUB: pop-up notes, glossary semantics, links that land."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from variorum.outputs.markup import Element, by_class, file_of, make, retag, unwrap, words_of
from variorum.outputs.prepare import roles_of

EPUB = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Page:
    """What an EPUB page says of itself."""

    kind: str
    address: str
    """Its file, seen from the root of the book."""
    title: str
    language: str
    style: str = "book.css"


def to_xhtml(body: Element, page: Page, pages: Collection[str]) -> bytes:
    """The page, whole; ``body`` is changed, and ``pages`` are the addresses in the book."""
    _section(body, page.kind)
    _notes(body)
    _glossary(body)
    _keep_links(body, page.address, pages)
    for element in body.iter():
        if isinstance(element.tag, str):
            _tidy(element)
    return document(body, page)


def document(body: Element, page: Page) -> bytes:
    """A whole XHTML file with the content of ``body``."""
    html.html_to_xhtml(body)
    for drawing in body.iter(f"{XHTML}svg"):
        _draw(drawing)
    names: Any = {None: XHTML[1:-1], "epub": EPUB[1:-1]}
    root = etree.Element(f"{XHTML}html", nsmap=names)
    root.set("lang", page.language)
    root.set(f"{XML}lang", page.language)
    head = etree.SubElement(root, f"{XHTML}head")
    etree.SubElement(head, f"{XHTML}meta", charset="utf-8")
    etree.SubElement(head, f"{XHTML}title").text = page.title
    up = "../" * page.address.count("/")
    etree.SubElement(
        head, f"{XHTML}link", rel="stylesheet", type="text/css", href=f"{up}style/{page.style}"
    )
    inside = etree.SubElement(root, f"{XHTML}body")
    inside.set(f"{EPUB}type", _matter(page.kind))
    inside.set("class", f"v-page-{page.kind}")
    inside.text = body.text
    inside.extend(list(body))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    data: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return data


def _matter(kind: str) -> str:
    if kind in ("titlepage", "cover", "contents"):
        return "frontmatter"
    return "bodymatter" if kind in ("chapter", "introduction") else "backmatter"


def _draw(drawing: Element) -> None:
    """A drawing has a namespace of its own."""
    for element in drawing.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.replace(XHTML, SVG)


def _section(body: Element, kind: str) -> None:
    """The page's one section says what it is, and is named by its heading."""
    section = body.find("./section")
    if section is None:
        return
    kind_word, role = roles_of(kind)
    section.set(f"{EPUB}type", kind_word)
    heading = section.find(".//h1")
    if role:
        section.set("role", role)
    if role and heading is not None:
        heading.set("id", "title")
        section.set("aria-labelledby", "title")


def _notes(body: Element) -> None:
    """A note is an aside that reading systems show where its mark is touched."""
    for mark in by_class(body, "v-ref"):
        mark.set(f"{EPUB}type", "noteref")
    for notes in by_class(body, "v-notes"):
        retag(notes, "div").set(f"{EPUB}type", "footnotes")
    for note in by_class(body, "v-note"):
        retag(note, "aside", role="doc-footnote").set(f"{EPUB}type", "footnote")
    for back in by_class(body, "v-back"):
        back.set(f"{EPUB}type", "backlink")


def _glossary(body: Element) -> None:
    """Runs of entries become definition lists; the permanent id stays with the term."""
    for first in by_class(body, "v-entry"):
        parent = first.getparent()
        if parent is None or parent.tag == "dl":
            continue
        entries = [first]
        while (following := entries[-1].getnext()) is not None and following in by_class(
            parent, "v-entry"
        ):
            entries.append(following)
        listing = make("dl", class_="v-glossary")
        parent.insert(parent.index(first), listing)
        for entry in entries:
            _entry(entry, listing)


def _entry(entry: Element, listing: Element) -> None:
    """``<dt><dfn>`` and ``<dd>`` from a section with a heading."""
    heading = next(child for child in entry if child.tag in ("h2", "h3", "h4"))
    term = make("dt", id=entry.get("id"))
    term.set(f"{EPUB}type", "glossterm")
    name = make("dfn")
    name.text = heading.text
    name.extend(list(heading))
    term.append(name)
    meaning = make("dd")
    meaning.set(f"{EPUB}type", "glossdef")
    entry.remove(heading)
    meaning.extend(list(entry))
    entry.getparent().remove(entry)
    listing.extend([term, meaning])


def _keep_links(body: Element, page: str, pages: Collection[str]) -> None:
    """A link to something that the book does not hold becomes plain words."""
    for link in body.xpath(".//a[@href]"):
        parts = urlsplit(link.get("href"))
        if parts.scheme or parts.netloc or not parts.path:
            continue
        if file_of(page, link.get("href")) not in pages:
            unwrap(link)


def _tidy(element: Element) -> None:
    """Attributes as EPUB wants them."""
    language = element.get("lang")
    if language:
        element.set(f"{XML}lang", language)
    if element.tag == "a" and "role" not in element.attrib and not words_of(element):
        element.set("aria-hidden", "true")
    element.attrib.pop("data-edit", None)
    for name in ("align", "border", "valign"):
        element.attrib.pop(name, None)
