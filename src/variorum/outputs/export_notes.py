"""The notes as W3C Web Annotations, for the web book and for the EPUB."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from variorum.outputs.records import Record, Records

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
_MOTIVES = {"figure": "assessing", "dissent": "questioning", "textual": "editing"}


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
        page: html.HtmlElement = html.document_fromstring((pages / f"{doc}.html").read_bytes())
        for note in page.find_class("v-note"):
            (body,) = note.find_class("v-note-body")
            for aside in [*body.find_class("v-checks"), *body.find_class("v-byline")]:
                aside.drop_tree()
            slug = str(note.get("id")).removeprefix("note-")
            found[slug] = " ".join(body.text_content().split())
    return found


def annotation_collection(records: Records, words: dict[str, str]) -> Record:
    """Every note as an annotation of a web page."""
    items = [_annotation(records, note, words, ".html") for note in records.notes]
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


def epub_annotations(records: Records, words: dict[str, str]) -> Record:
    """The same notes as an annotation set of the EPUB: sources are files of the book."""
    items = [_annotation(records, note, words, ".xhtml") for note in records.notes]
    for item, note in zip(items, records.notes, strict=True):
        item["target"]["source"] = f"{note['doc']}.xhtml"
    return {
        "@context": CONTEXT,
        "id": f"urn:variorum:{records.slug}:epub-annotations",
        "type": "AnnotationSet",
        "about": {
            "dc:identifier": [f"urn:variorum:{records.slug}"],
            "dc:format": "application/epub+zip",
            "dc:title": records.data["project"],
            "dc:creator": [records.data["author"]],
        },
        "items": items,
    }


def _annotation(records: Records, note: Record, words: dict[str, str], suffix: str) -> Record:
    page = page_of(records, note["doc"], suffix)
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
            {"type": "TextualBody", "purpose": "tagging", "value": note["kind"]},
        ],
        "target": {"source": page, "selector": _selectors(note)},
    }


def _selectors(note: Record) -> list[Record]:
    """The paragraph by its id and by CSS; within it the words, and where they stand."""
    paragraph = f"p{note['paragraph']}"
    inner: list[Record] = [{"type": "TextQuoteSelector", "exact": note["quote"]}]
    if note["span"]:
        start, end = note["span"]
        inner.append({"type": "TextPositionSelector", "start": start, "end": end})
    return [
        {
            "type": "FragmentSelector",
            "conformsTo": FRAGMENT,
            "value": paragraph,
            "refinedBy": inner[0],
        },
        {"type": "CssSelector", "value": f"#{paragraph} .v-text", "refinedBy": inner[-1]},
    ]
