"""The figures that were tried: as schema.org ClaimReviews and as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

from variorum.outputs.export_notes import page_of
from variorum.outputs.records import Record, Records, author_of

_RATING = {
    "agrees": 5,
    "rounds": 5,
    "truncated": 4,
    "approximates": 4,
    "depends on the source": 3,
    "differs": 1,
}
"""schema.org wants a number too. "Not checkable" has none: it is no judgement of the claim."""
COLUMNS = (
    *("note", "paragraph", "words", "headline", "figure", "verdict", "found", "reading", "said"),
    *("sources", "tables", "strength", "cells", "address"),
)


def claim_reviews(records: Records) -> Record:
    """One ClaimReview a figure note."""
    reviews = [_review(records, note) for note in records.notes if note["headline"]]
    return {"@context": "https://schema.org", "@graph": reviews}


def _review(records: Records, note: Record) -> Record:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": note["headline"]}
    if note["headline"] in _RATING:
        rating |= {"ratingValue": _RATING[note["headline"]], "bestRating": 5, "worstRating": 1}
    address = f"{page_of(records, note['doc'])}#note-{note['slug']}"
    return {
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "claimReviewed": f"“{note['quote']}” (§ {note['paragraph']})",
        "author": {"@type": "Organization", "name": records.data["author"]},
        "inLanguage": records.data["language"],
        "itemReviewed": {"@type": "Claim", "appearance": _article(records.data["article"])},
        "reviewRating": rating,
        "reviewBody": "\n".join(check["line"] for check in note["checks"]),
    }


def _article(article: Record) -> Record:
    return {
        "@type": "Article",
        "headline": article.get("title", ""),
        "author": {"@type": "Person", "name": author_of(article)},
    }


def figures_csv(records: Records) -> str:
    """The register of figures: one row a check; several keys or tables are parted by `;`."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for note in records.notes:
        for check in note["checks"]:
            rows.writerow(_row(records, note, check))
    return out.getvalue()


def _row(records: Records, note: Record, check: Record) -> Record:
    sources = check["sources"]
    keys = [key for source in sources for key in source["keys"]]
    return {
        "note": note["slug"],
        "paragraph": note["paragraph"],
        "words": note["quote"],
        "headline": note["headline"],
        "figure": check["figure"],
        "verdict": check["verdict"],
        "found": check["found"],
        "reading": check["reading"],
        "said": check["said"].partition(": ")[2],
        "sources": ";".join(dict.fromkeys(keys)),
        "tables": ";".join(source["table"] for source in sources),
        "strength": ";".join(dict.fromkeys(s["strength"] for s in sources if s["strength"])),
        "cells": " ".join(f"{table}:{line}" for table, line in check["cells"]),
        "address": f"{page_of(records, note['doc'])}#note-{note['slug']}",
    }
