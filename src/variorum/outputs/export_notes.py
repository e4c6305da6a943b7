"""The notes as W3C Web Annotations, for the web book and for the EPUB."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from variorum.outputs import clock
from variorum.outputs.markup import Element, by_class, main_of, remove
from variorum.outputs.naming import form_of, identifier
from variorum.outputs.part_names import name_parts
from variorum.outputs.prepare import prepare
from variorum.outputs.records import Record, Records

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EPUB_CONTEXT = "https://www.w3.org/ns/epub-anno.jsonld"
FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
_MOTIVES = {"figure": "assessing", "dissent": "questioning", "textual": "editing"}
_COLOURS = {
    "figure": "blue",
    "textual": "purple",
    "source": "green",
    "context": "yellow",
    "person": "pink",
    "dissent": "orange",
}
"""The six names that EPUB annotations know; they say the kind and nothing else."""
Places = dict[str, tuple[int, int]]
"""For each note, where its words stand in the characters of its paragraph's text on the page."""


def base_of(records: Records) -> str:
    """Where the pages stand; a name of the edition when conf.py gives no address."""
    given = str(records.data.get("baseurl") or "")
    return given.rstrip("/") + "/" if given else f"urn:variorum:{records.slug}:"


def page_of(records: Records, doc: str, suffix: str = ".html") -> str:
    """The address of a page."""
    return f"{base_of(records)}{doc}{suffix}"


def note_words(records: Records, pages: Path) -> dict[str, str]:
    """What each note says, without its head, checks and byline."""
    found: dict[str, str] = {}
    for doc in sorted({note["doc"] for note in records.notes}):
        main = name_parts(main_of((pages / f"{doc}.html").read_text(encoding="utf-8")))
        for note in by_class(main, "v-note"):
            (body,) = by_class(note, "v-note-body")
            for aside in [*by_class(body, "v-checks"), *by_class(body, "v-byline")]:
                remove(aside)
            slug = str(note.get("id")).removeprefix("note-")
            found[slug] = " ".join(body.text_content().split())
    return found


def places_in(body: Element) -> Places:
    """Where the words of each note stand, counted as a reading program counts: every character
    of the paragraph's text on this page, note numbers included."""
    found: Places = {}
    for text in by_class(body, "v-text"):
        at = 0
        for element, characters in _run(text):
            for slug in (element.get("data-notes") or "").split():
                start = found.get(slug, (at, at))[0]
                found[slug] = (start, at + len(characters))
            at += len(characters)
    return found


def _run(element: Element, mark: Element | None = None) -> Iterator[tuple[Element, str]]:
    """The characters of an element in order, each stretch with the mark that it stands in."""
    mark = element if mark is None or element.get("data-notes") else mark
    yield mark, element.text or ""
    for child in element:
        yield from _run(child, mark)
        yield mark, child.tail or ""


def page_places(records: Records, pages: Path, *, epub: bool = False) -> Places:
    """The places on every page of the web book, or of the EPUB."""
    found: Places = {}
    for chapter in records.chapters:
        body = main_of((pages / f"{chapter['doc']}.html").read_text(encoding="utf-8"))
        if epub:
            prepare(body)
        else:
            name_parts(body)
        found |= places_in(body)
    return found


def annotation_collection(records: Records, words: dict[str, str], places: Places) -> Record:
    """Every note as an annotation of a web page."""
    items = [_annotation(records, note, words, places) for note in records.notes]
    name = f"{base_of(records)}annotations"
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": records.data["project"],
        "total": len(items),
        "first": {
            "id": f"{name}-1",
            "type": "AnnotationPage",
            "partOf": name,
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(records: Records, note: Record, words: dict[str, str], places: Places) -> Record:
    page = page_of(records, note["doc"])
    return {
        "id": f"{page}#note-{note['slug']}",
        "type": "Annotation",
        "motivation": _MOTIVES.get(note["kind"], "commenting"),
        "creator": {"type": "Organization", "name": note["by"]},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/plain",
                "language": records.data["language"],
                "value": words.get(note["slug"], ""),
            },
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in _tags(note)),
        ],
        "target": {"source": page, "selector": [_quoted(note), *_placed(note, places)]},
    }


def _tags(note: Record) -> list[str]:
    return [tag for tag in (note["kind"], note["headline"]) if tag]


def _paragraph(note: Record) -> Record:
    return {
        "type": "FragmentSelector",
        "conformsTo": FRAGMENT,
        "value": f"p{note['paragraph']}",
    }


def _quoted(note: Record) -> Record:
    """The paragraph, and in it the words, which the commentary has only as the note's lemma."""
    return _paragraph(note) | {"refinedBy": {"type": "TextQuoteSelector", "exact": note["quote"]}}


def _placed(note: Record, places: Places) -> list[Record]:
    """The words by their place; the commentary has no text in which they could have one."""
    if note["slug"] not in places:
        return []
    start, end = places[note["slug"]]
    return [
        {
            "type": "CssSelector",
            "value": f"#p{note['paragraph']} .v-text",
            "refinedBy": {"type": "TextPositionSelector", "start": start, "end": end},
        }
    ]


def epub_annotations(
    records: Records, words: dict[str, str], places: Places, when: datetime
) -> Record:
    """The same notes as an annotation set for the EPUB, as EPUB Annotations 1.0 wants it.

    It differs from the Web Annotations: one plain body with tags, one motivation, a date on each,
    addresses within the book, and no quotation.
    """
    form = form_of(full=records.is_full)
    book = identifier(str(records.data["project"]), str(records.data["release"]), form)
    stamp = clock.stamp(when)
    return {
        "@context": EPUB_CONTEXT,
        "id": uuid5(NAMESPACE_URL, f"{book}#annotations").urn,
        "type": "AnnotationSet",
        "generated": stamp,
        "about": {
            "dc:identifier": [book],
            "dc:format": "application/epub+zip",
            "dc:title": records.data["project"],
            "dc:creator": [records.data["author"]],
            "dc:date": f"{when.year:04}",
        },
        "items": [_epub_item(book, note, words, places, stamp) for note in records.notes],
    }


def _epub_item(
    book: str, note: Record, words: dict[str, str], places: Places, stamp: str
) -> Record:
    return {
        "id": uuid5(NAMESPACE_URL, f"{book}#note-{note['slug']}").urn,
        "type": "Annotation",
        "motivation": "commenting",
        "created": stamp,
        "creator": {
            "id": uuid5(NAMESPACE_URL, f"variorum:{note['by']}").urn,
            "type": "Organization",
            "name": note["by"],
        },
        "target": {
            "source": f"{note['doc']}.xhtml",
            "selector": [*_placed(note, places), _paragraph(note)],
        },
        "body": {
            "type": "TextualBody",
            "format": "text/plain",
            "value": words.get(note["slug"], ""),
            "color": _COLOURS.get(note["kind"], "yellow"),
            "tags": _tags(note),
        },
    }
