"""The figures that were tried: as schema.org ClaimReviews and as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

from variorum.outputs.export_notes import page_of
from variorum.outputs.records import Record, Records

_RATING = {
    "agrees": 5,
    "rounds": 5,
    "truncated": 4,
    "approximates": 4,
    "depends on the source": 3,
    "differs": 1,
}
"""schema.org wants a number too. "Not checkable" has none: it is no judgement of the claim."""
COLUMNS = ("note", "paragraph", "words", "headline", "figure", "verdict", "found", "cells")


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
    author = str(article.get("author") or article.get("byline", "")).partition(",")[0]
    return {
        "@type": "Article",
        "headline": article.get("title", ""),
        "author": {"@type": "Person", "name": author},
    }


def figures_csv(records: Records) -> str:
    """The register of figures: one row a check."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for note in records.notes:
        for check in note["checks"]:
            cells = " ".join(f"{table}:{line}" for table, line in check["cells"])
            found = check["line"].partition(": ")[2]
            rows.writerow(
                [
                    note["slug"],
                    note["paragraph"],
                    note["quote"],
                    note["headline"],
                    check["figure"],
                    check["verdict"],
                    found,
                    cells,
                ]
            )
    return out.getvalue()
