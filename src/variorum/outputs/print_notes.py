"""Notes as they are printed: at the foot of the page, called from the words they explain.

The commentary has no such words, and all the marks of a paragraph stand at the end of its summary;
no page has room for so many notes at its foot, so there they follow the summary.
"""

from __future__ import annotations

import re

from variorum.outputs.markup import Element, by_class, has_class, make, remove, retag, words_of

_STOP = re.compile(r"[^\w\s]+$")
_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset(("p", "div", "ul", "ol", "li", "table", "blockquote", "pre", "dl"))
_BREAK = "\u200b"
NOTE = "article"
"""The element of a printed note: nothing else in the book uses it, so that `pdf` can tag it."""


def place_notes(body: Element, editors: str) -> list[Element]:
    """Put every note where it is printed; the code of its checks is taken out and returned.

    ``editors`` signs no note: what is by the edition's own editors needs no name under it.
    """
    checks: list[Element] = []
    notes = {note.get("id"): note for note in by_class(body, "v-note")}
    for marks in by_class(body, "v-refs"):
        for mark in by_class(marks, "v-ref"):
            note = notes.pop(mark.get("href", "").removeprefix("#"), None)
            if note is None:
                continue
            checks += _code_of(note)
            if _has_text(mark):
                # Before the number, to which it clings: a call that stood alone could open a line,
                # where WeasyPrint drops it, and its note with it.
                marks.insert(marks.index(mark), _printed(note, editors))
            else:
                place = note.getparent()
                place.append(_printed(note, editors))
                mark.tail = _BREAK  # many marks in a row: the line may end between them
        if any(has_class(above, "v-text") for above in marks.iterancestors()):
            _hold(marks)
    for listing in by_class(body, "v-notes"):
        if len(listing):
            retag(listing, "div")
        else:
            remove(listing)
    return checks


def _hold(marks: Element) -> None:
    """Keep note marks on the line of the stop that they follow."""
    before = marks.getprevious()
    words = (marks.getparent().text if before is None else before.tail) or ""
    stop = _STOP.search(words)
    if stop is None:
        return
    held = make("span", stop[0], class_="v-held")
    held.tail, marks.tail = marks.tail, None
    marks.addprevious(held)
    held.append(marks)
    rest = words[: stop.start()]
    if before is None:
        held.getparent().text = rest
    else:
        before.tail = rest


def _has_text(mark: Element) -> bool:
    return any(has_class(above, "v-text") for above in mark.iterancestors())


def _printed(note: Element, editors: str) -> Element:
    """The note with its head run into its first paragraph."""
    note.getparent().remove(note)
    note.tail = None
    retag(note, NOTE)
    for line in by_class(note, "v-byline"):
        if words_of(line) == editors:
            remove(line)
    _single_spaces(note)
    heads, bodies = by_class(note, "v-note-head"), by_class(note, "v-note-body")
    if not heads or not bodies:
        return note
    head, inside = heads[0], bodies[0]
    first = inside[0] if len(inside) and inside[0].tag == "p" else None
    if first is None or has_class(first, "v-byline"):
        inside.insert(0, head)
    else:
        lead = make("span", class_="v-note-head")
        lead.text = head.text
        lead.extend(list(head))
        lead.tail = f" {first.text or ''}"
        first.text = None
        first.insert(0, lead)
        head.getparent().remove(head)
    return note


def _single_spaces(note: Element) -> None:
    """Print drops no white space in a footnote, so it is done here; between blocks none is left."""
    for element in note.iter():
        if element.tag in ("pre", "code"):
            continue
        blocks = any(child.tag in _BLOCKS for child in element)
        if element.text:
            bare = blocks and not element.text.strip()
            element.text = "" if bare else _SPACE.sub(" ", element.text)
        for child in element:
            if child.tail:
                child.tail = _SPACE.sub(" ", child.tail)
                if blocks and not child.tail.strip():
                    child.tail = ""


def _code_of(note: Element) -> list[Element]:
    """The code of a note's checks, taken out of the note, under the number that leads back."""
    out = []
    for code in by_class(note, "v-doctest"):
        for text in code.iter("pre"):
            entry = make("div", class_="v-check-code")
            head = make("p", class_="v-check-head")
            lemma = by_class(note, "v-lemma")
            number = by_class(note, "v-back")
            link = make("a", href=f"#{note.get('id')}")
            link.text = f"n. {number[0].text_content()}" if number else "note"
            head.append(link)
            link.tail = f" {lemma[0].text_content()}" if lemma else None
            entry.append(head)
            copy = make("pre")
            copy.text = text.text_content()
            entry.append(copy)
            out.append(entry)
        remove(code)
    return out


def summary_to_margin(body: Element) -> None:
    """Number, and beside a text its summary, in the margin of their paragraph's first line.

    They hang in that line, so that no page break can part them from it; `print_fit` makes room
    where the summary is longer than the text.
    """
    for paragraph in by_class(body, "v-para"):
        margin, box = make("span", class_="v-margin"), make("div")
        for number in by_class(paragraph, "v-num"):
            number.set("data-n", paragraph.get("data-para"))
            box.append(number)
        if by_class(paragraph, "v-text"):
            box.extend(by_class(paragraph, "v-summary"))
        margin.append(box)
        if by_class(box, "v-summary"):
            box.set("id", f"end-{paragraph.get('id')}")
        first = next(paragraph.iter("p"), None)
        if first is None:
            paragraph.insert(0, make("p"))
            first = paragraph[0]
        margin.tail, first.text = (first.text or "").lstrip(), None
        first.insert(0, margin)
