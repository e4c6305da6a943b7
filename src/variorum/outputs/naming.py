"""Names by which a book is found again: its file, and its number."""

from __future__ import annotations

import re
import unicodedata
from uuid import NAMESPACE_URL, uuid5


def slug_of(project: str) -> str:
    """The title, up to a colon, as the name of a file: lower case, hyphens."""
    title = unicodedata.normalize("NFKD", project.partition(":")[0])
    plain = "".join(c for c in title if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "edition"


def form_of(*, full: bool) -> str:
    """Which of the two books of an edition it is."""
    return "full edition" if full else "commentary"


def description_of(title: str, author: str, form: str) -> str:
    """One sentence on the book, for its file."""
    by = f" by {author}" if author else ""
    return f"“{title}”{by}: {form}, with notes, glossary and checked figures."


def identifier(project: str, release: str, kind: str, given: str = "") -> str:
    """The book's number: the one that conf.py gives, or one made from title, version and kind."""
    if given and given != "unknown":
        return given
    return uuid5(NAMESPACE_URL, f"variorum:{project}:{release}:{kind}").urn
