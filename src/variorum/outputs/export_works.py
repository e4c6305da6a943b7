"""The bibliography as CSL JSON, and the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from variorum.notes import glossary
from variorum.outputs.records import Record, Records
from variorum.works import bibliography
from variorum.works.bibliography import Work

_TYPES = {"book": "book", "article": "article-newspaper", "incollection": "chapter"}


def bibliography_json(root: Path) -> list[Record]:
    """Every work as a CSL item; ``custom`` says what the editors saw of it."""
    works, _problems = bibliography.load(root / "references.bib")
    return [_item(work) for _key, work in sorted(works.items())]


def _item(work: Work) -> Record:
    item: dict[str, Any] = {"id": work.key, "type": _TYPES.get(work.kind, "webpage")}
    item["title"] = work.title
    if work.authors:
        item["author"] = [{"literal": name} for name in work.authors]
    if work.where:
        item["container-title"] = work.where
    if work.date:
        item["issued"] = {"date-parts": [[int(part) for part in work.date.split("-")]]}
    if work.url:
        item["URL"] = work.url
    if work.note:
        item["note"] = work.note
    item["custom"] = {"seen": work.seen, "cited-by-the-article-in": list(work.cited)}
    return item


def glossary_json(root: Path, records: Records) -> list[Record]:
    """Every entry with its forms, definition (Markdown) and the paragraphs that use it."""
    folder = root / "glossary"
    entries = glossary.read_entries(folder)[0] if folder.is_dir() else ()
    used = {entry["slug"]: list(entry["paragraphs"]) for entry in records.data["entries"]}
    return [
        {
            "id": f"term-{entry.slug}",
            "term": entry.term,
            "kind": entry.kind.value,
            "forms": list(entry.forms),
            "spanish": entry.spanish,
            "see": list(entry.see),
            "definition": entry.body.strip(),
            "paragraphs": used.get(entry.slug, []),
        }
        for entry in entries
    ]
