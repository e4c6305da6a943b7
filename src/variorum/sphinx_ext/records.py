"""Write down the records of a finished build, for the books that are made outside Sphinx.

The file holds what the editors wrote and where it stands, never a word of the reader's copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from variorum.data.datasheets import Sheet
from variorum.edition import Edition
from variorum.model import Annotation
from variorum.outputs.naming import slug_of
from variorum.outputs.records import NAME
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.figures import DATA, Check, Claim
from variorum.sphinx_ext.reading_page import parts
from variorum.sphinx_ext.sources import sheets_of
from variorum.sphinx_ext.state import edition_of
from variorum.whole_files import replace_file

FORMAT = 1


def write_records(app: Sphinx, exception: Exception | None) -> None:
    """Put ``edition.json`` beside the doctrees (handler of ``build-finished``)."""
    if exception is not None or app.builder.name not in ("html", "epub"):
        return
    words = json.dumps(records_of(app), ensure_ascii=False, indent=1)
    replace_file(Path(app.doctreedir) / NAME, words)


def records_of(app: Sphinx) -> dict[str, Any]:
    """Everything that books and exports need to know of the edition."""
    edition, config, env = edition_of(app), app.config, app.env
    domain = env.get_domain("variorum")
    assert isinstance(domain, VariorumDomain)
    claims = domain.claims()
    return {
        "format": FORMAT,
        "project": config.project,
        "slug": slug_of(config.project),
        "release": config.release,
        "language": config.language or "en",
        "author": config.author,
        "copyright": config.copyright,
        "baseurl": config.html_baseurl,
        "article": dict(config.variorum_article),
        "full": edition.is_full,
        "root": config.root_doc,
        "static": [path for path in config.html_static_path if not Path(path).is_absolute()],
        "parts": [
            {
                "caption": caption,
                "documents": [{"doc": doc, "title": env.titles[doc].astext()} for doc in documents],
            }
            for caption, documents in reading_order(env)
        ],
        "chapters": [_chapter(app, chapter) for chapter in edition.chapters],
        "notes": [_note(edition, note, claims.get(note.slug)) for note in _ordered(edition)],
        "entries": [
            {"slug": entry.slug, "doc": found[0], "paragraphs": edition.used.get(entry.slug, ())}
            for entry in edition.entries
            if (found := domain.find("term", entry.slug))
        ],
    }


def reading_order(env: BuildEnvironment) -> list[tuple[str, list[str]]]:
    """The documents of the book by part, in the order of the contents, each once."""
    met: set[str] = {env.config.root_doc}

    web_only = env.config.variorum_web_only

    def below(doc: str) -> Iterator[str]:
        if any(fnmatch(doc, pattern) for pattern in web_only):
            return
        if doc not in met and doc in env.titles:
            met.add(doc)
            yield doc
            for child in env.toctree_includes.get(doc, []):
                yield from below(child)

    listed = [
        (part.caption, [doc for item in part.items for doc in below(item.doc)])
        for part in parts(env)
    ]
    return [(caption, documents) for caption, documents in listed if documents]


def _ordered(edition: Edition) -> list[Annotation]:
    first = {chapter.docname: i for i, chapter in enumerate(edition.chapters)}
    known = [note for note in edition.notes if note.docname in first]
    return sorted(known, key=lambda n: (first[n.docname], edition.order.get(n.slug, 0)))


def _chapter(app: Sphinx, chapter: Any) -> dict[str, Any]:
    return {
        "doc": chapter.docname,
        "title": app.env.titles[chapter.docname].astext(),
        "section": chapter.section,
        "paragraphs": [
            {"number": mark.number, "incipit": mark.incipit} for mark in chapter.paragraphs
        ],
    }


def _note(edition: Edition, note: Annotation, claim: Claim | None) -> dict[str, Any]:
    span = edition.anchors.get(note.slug)
    return {
        "slug": note.slug,
        "doc": note.docname,
        "paragraph": note.paragraph,
        "number": edition.order.get(note.slug, 0),
        "kind": note.kind,
        "state": note.state,
        "quote": note.quote,
        "by": edition.authors.get(note.by, note.by),
        "checked_by": edition.authors.get(note.checked_by, note.checked_by),
        "cites": note.cites,
        "span": [span.start, span.end] if span else None,
        "headline": claim.headline if claim else "",
        "checks": [_check(check, sheets_of(edition.root / DATA)) for check in claim.checks]
        if claim
        else [],
    }


def _check(check: Check, sheets: Mapping[str, Sheet]) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "line": check.line,
        "said": check.said,
        "figure": check.figure,
        "found": check.found,
        "reading": check.reading,
        "cells": [list(cell) for cell in check.cells],
        "sources": [
            {
                "table": table,
                "keys": list(keys),
                "strength": sheets[table].strength_of(keys) if table in sheets else "",
            }
            for table, keys in check.sources
        ],
    }
