"""Make a page of the web into a page of a book: no screen furniture, nothing that needs colour.

What is done here is done to EPUB and PDF alike, so that both say the same words.
"""

from __future__ import annotations

from variorum.figures.verdict_marks import sign_of
from variorum.outputs.markup import (
    Element,
    by_class,
    make,
    remove,
    retag,
    sign_first,
    unwrap,
    words_of,
)
from variorum.outputs.part_names import name_parts

TO_ROW = "Its row in the register of figures"
_CAPITALS = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
_FURNITURE = (
    "headerlink",
    "v-cover",
    "v-table-link",
    "v-data-rows",
    "sd-summary-icon",
    "sd-tab-icon",
)
_ROLES = {
    "titlepage": ("titlepage", ""),
    "chapter": ("chapter", "doc-chapter"),
    "glossary": ("glossary", "doc-glossary"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "introduction": ("introduction", "doc-introduction"),
    "indexes": ("index", "doc-index"),
    "contributors": ("contributors", ""),
    "other": ("appendix", "doc-appendix"),
}
"""What a page is: its epub:type and its role."""


def kind_of(docname: str, root_doc: str, body: Element) -> str:
    """Which kind of page this is, by its content, or else by its name."""
    if docname == root_doc:
        return "titlepage"
    if by_class(body, "v-para"):
        return "chapter"
    if by_class(body, "v-entry"):
        return "glossary"
    if by_class(body, "citation"):
        return "bibliography"
    name = docname.rsplit("/", 1)[-1]
    return name if name in _ROLES else "other"


def roles_of(kind: str) -> tuple[str, str]:
    """The epub:type and the role of a kind of page."""
    return _ROLES[kind]


def prepare(body: Element) -> None:
    """Change the body in place."""
    name_parts(body)
    _drop_contents(body)
    _show_signs(body)
    _link_verdicts(body)
    for name in _FURNITURE:
        for element in by_class(body, name):
            remove(element)
    for element in list(body.iter("script", "template", "form")):
        remove(element)
    for element in by_class(body, "v-scroll"):
        unwrap(element)
    for element in body.xpath(".//*[@tabindex]"):
        del element.attrib["tabindex"]
    _mend_drawings(body)
    _flatten_tabs(body)
    _plain_numbers(body)
    _mark_captions(body)
    _list_works(body)


def _drop_contents(body: Element) -> None:
    """A book has its own contents: the lists go, and the headings that stood over nothing else."""
    for listing in by_class(body, "toctree-wrapper"):
        section = listing.getparent()
        remove(listing)
        if section.tag == "section" and all(child.tag == "h2" for child in section):
            remove(section)


def _mend_drawings(body: Element) -> None:
    """Give SVG its names back: the parser of HTML has lowered their capitals."""
    for drawing in body.iter("svg"):
        for name in [n for n in drawing.attrib if n in _CAPITALS]:
            drawing.set(_CAPITALS[name], drawing.attrib.pop(name))


def _flatten_tabs(body: Element) -> None:
    """Tabs one after the other, each under its label; what was folded in is open."""
    for box in by_class(body, "sd-tab-set"):
        for element in box.xpath("./input"):
            remove(element)
        for label in box.xpath("./label"):
            retag(label, "p", class_="v-tab").attrib.pop("for", None)
    for box in body.xpath(".//details[contains(@class, 'sd-') or @class='v-fold']"):
        retag(box, "div")
        for summary in box.xpath("./summary"):
            for icon in summary.xpath(".//*[local-name()='svg']"):
                remove(icon)
            retag(summary, "p", class_="v-tab")


def _plain_numbers(body: Element) -> None:
    """On paper a paragraph's number leads nowhere: it is where the reader already is."""
    for number in by_class(body, "v-num"):
        for link in number.xpath("./a"):
            unwrap(link)


def _show_signs(body: Element) -> None:
    for verdict in [*by_class(body, "v-verdict"), *by_class(body, "v-check")]:
        sign = sign_of(verdict.get("class"))
        if sign and not by_class(verdict, "v-sign"):
            sign_first(verdict, sign)
    for mark in by_class(body, "v-ref"):
        sign = sign_of(mark.get("class"))
        if sign:
            tail = make("span", sign, class_="v-sign")
            tail.set("aria-hidden", "true")
            mark.append(tail)


def _link_verdicts(body: Element) -> None:
    """A note's verdict leads to its row in the register, which a link of the web page names."""
    for note in by_class(body, "v-note"):
        rows = note.xpath(".//a[contains(@href, '#fig-')]/@href")
        for verdict in by_class(note, "v-verdict")[:1]:
            if rows:
                _wrap_in_link(verdict, rows[0])


def _wrap_in_link(element: Element, address: str) -> None:
    """Make what an element holds a link."""
    link = make("a", element.text or "", class_="v-row", href=address, title=TO_ROW)
    link.extend(list(element))
    element.text = None
    element.append(link)


def _mark_captions(body: Element) -> None:
    """A caption is no heading: docutils gives it the role without a level."""
    for caption in by_class(body, "caption"):
        if caption.get("role") == "heading":
            del caption.attrib["role"]


def _list_works(body: Element) -> None:
    """A bibliography is a plain list: the role that docutils gives its entries is deprecated."""
    for listing in by_class(body, "citation-list"):
        retag(listing, "ul").attrib.pop("role", None)
        for entry in listing:
            retag(entry, "li").attrib.pop("role", None)


def title_of(body: Element) -> str:
    """The words of the page's heading."""
    heading = body.find(".//h1")
    return words_of(heading) if heading is not None else ""
