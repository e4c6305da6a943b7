"""Read and change the markup of a page: small helpers over lxml."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

Element = Any
"""An lxml element; lxml carries no types of its own."""


def parse_body(body: str) -> Element:
    """A ``div`` that holds the markup of a page's body."""
    return html.fragment_fromstring(body, create_parent="div")


def main_of(page: str) -> Element:
    """The ``main`` element of a whole page."""
    root: Element = html.document_fromstring(page)
    return root.xpath("//main")[0]


def parse_xml(data: bytes) -> Element:
    """The root element of a file of XML."""
    return etree.fromstring(data)


def has_class(element: Element, name: str) -> bool:
    """Whether the element carries a class."""
    return name in (element.get("class") or "").split()


def by_class(root: Element, name: str) -> list[Element]:
    """Every descendant with a class, as a list, so that the tree may be changed meanwhile."""
    return [e for e in root.iter() if isinstance(e.tag, str) and has_class(e, name)]


def file_of(page: str, link: str) -> str:
    """The file that a link on a page leads to, both seen from the root of the book."""
    path = unquote(urlsplit(link).path)
    return normpath(join(dirname(page), path)) if path else page


def words_of(element: Element) -> str:
    """The words of an element, with single spaces between them."""
    return " ".join("".join(element.itertext()).split())


def retag(element: Element, tag: str, **attributes: str) -> Element:
    """Make the element another one, with its content and its place."""
    element.tag = tag
    for name, value in attributes.items():
        element.set(name.rstrip("_"), value)
    return element


def unwrap(element: Element) -> None:
    """Take the element away and leave its content."""
    element.drop_tag()


def remove(element: Element) -> None:
    """Take the element and its content away; what follows it stays."""
    element.drop_tree()


def make(tag: str, text: str = "", **attributes: str) -> Element:
    """A new element; in names of attributes an underscore stands for a hyphen, or for nothing."""
    element = html.Element(tag)
    element.text = text or None
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    return element


def sign_first(element: Element, sign: str) -> None:
    """Put a sign before the words of an element, for the eye only."""
    mark = make("span", sign, class_="v-sign")
    mark.set("aria-hidden", "true")
    mark.tail = f" {element.text or ''}"
    element.text = None
    element.insert(0, mark)


def ids_of(root: Element) -> Iterator[str]:
    """Every id below an element."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("id"):
            yield element.get("id")
