"""The edition as data for others: one file a standard, made from the records of a build.

annotations.jsonld       W3C Web Annotation: every note, on the pages of the web book
epub-annotations.json    the same notes as an EPUB annotation set, on the pages of the EPUB
*.annotations            that set as reading systems exchange it: in a zip of its own
claims.jsonld            schema.org ClaimReview: every figure that was tried
edition.tei.xml          TEI P5 standOff: apparatus and notes, keyed by paragraph
figures.csv              the register of figures
glossary.json            the glossary, with the paragraphs that use each entry
bibliography.json        the works as CSL JSON, with what was seen of each
edition.json             chapters, paragraphs with incipits, notes: the whole in one download

No file holds more of the text than the words a note quotes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from variorum.outputs import clock
from variorum.outputs.epub_package import write_zip
from variorum.outputs.export_claims import claim_reviews, figures_csv
from variorum.outputs.export_notes import (
    annotation_collection,
    epub_annotations,
    note_words,
    page_places,
)
from variorum.outputs.export_tei import tei
from variorum.outputs.export_works import bibliography_json, glossary_json
from variorum.outputs.records import Records
from variorum.whole_files import replace_file


def write_exports(root: Path, records: Records, pages: Path, out: Path) -> None:
    """Write every export into ``out``; ``pages`` is the web book, for the notes' own words."""
    words = note_words(records, pages)
    when = clock.release_time(root)
    places = page_places(records, pages)
    _json(out / "annotations.jsonld", annotation_collection(records, words, places))
    places = page_places(records, pages, epub=True)
    _json(out / "epub-annotations.json", epub_annotations(records, words, places, when))
    detached = (out / "epub-annotations.json").read_bytes()
    target = out / f"{records.slug}.annotations"
    write_zip(target, [("annotations.json", detached)], when)
    _json(out / "claims.jsonld", claim_reviews(records))
    replace_file(out / "edition.tei.xml", tei(root, records, words))
    replace_file(out / "figures.csv", figures_csv(records))
    _json(out / "glossary.json", glossary_json(root, records))
    _json(out / "bibliography.json", bibliography_json(root))
    _json(out / "edition.json", _whole(records, words))


def _json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False)
    replace_file(path, text + "\n")


def _whole(records: Records, words: dict[str, str]) -> dict[str, Any]:
    """What a program needs to show the commentary; places in the text only as numbers."""
    kept = ("project", "slug", "release", "language", "author", "copyright", "article")
    return {
        **{name: records.data[name] for name in kept},
        "chapters": records.chapters,
        "notes": [{**note, "words": words.get(note["slug"], "")} for note in records.notes],
    }
