"""The records of an edition as a finished build left them: where pages are, notes, verdicts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "edition.json"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One page of the edition."""

    doc: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A captioned run of pages."""

    caption: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Records:
    """What `sphinx_ext.records` wrote, read again."""

    data: Record

    @classmethod
    def load(cls, doctrees: Path) -> Records:
        """Read them from the folder of the doctrees."""
        return cls(json.loads((doctrees / NAME).read_text(encoding="utf-8")))

    @property
    def slug(self) -> str:
        """The name of the edition's files."""
        return str(self.data["slug"])

    @property
    def is_full(self) -> bool:
        """Whether the pages show the reader's copy."""
        return bool(self.data["full"])

    @property
    def root_doc(self) -> str:
        """The front page."""
        return str(self.data["root"])

    @property
    def static(self) -> list[str]:
        """Folders of static files, seen from the edition's own."""
        return list(self.data["static"])

    @property
    def article_author(self) -> str:
        """Who wrote the article."""
        return author_of(self.data["article"])

    @property
    def cover_words(self) -> tuple[str, str, str]:
        """Title, author and a line, for a cover that has to be drawn."""
        return cover_words(str(self.data["project"]), self.data["article"])

    @property
    def parts(self) -> tuple[Part, ...]:
        """The contents, as the front page lists them."""
        return tuple(
            Part(part["caption"], tuple(Document(d["doc"], d["title"]) for d in part["documents"]))
            for part in self.data["parts"]
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every page but the front page, in reading order."""
        return tuple(document for part in self.parts for document in part.documents)

    @property
    def notes(self) -> list[Record]:
        """The notes in the order of the text."""
        return list(self.data["notes"])

    @property
    def chapters(self) -> list[Record]:
        """The chapters with their paragraphs."""
        return list(self.data["chapters"])


def author_of(article: Record) -> str:
    """The name in an article's settings: ``author``, or the start of ``byline``."""
    return str(article.get("author") or article.get("byline", "").partition(",")[0])


def cover_words(project: str, article: Record) -> tuple[str, str, str]:
    """Title, author and subtitle of the edition."""
    title, _, line = project.partition(": ")
    return title, author_of(article), line or "An annotated edition"
