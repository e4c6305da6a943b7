"""What may be written where: the directives, roles and heads that each kind of page allows.

CONTRIBUTING is written from this list. Everything that is not named here is refused.

=====================  ======================================  =====================================
Pages                  Directives                              Roles
=====================  ======================================  =====================================
chapters/*.md          paragraph, annotation                   cite:p, cite:t, para, note, term
glossary/*/*.md        none                                    the same
other pages (index.md, toctree, bibliography, the pages made   the same, and doc
backmatter/, docs/ …)  from the edition, note, tip, seealso,
                       important, warning
=====================  ======================================  =====================================

Markdown itself is free everywhere: headings, emphasis, lists, tables, quotations, code, links to
http(s) addresses and to pages of the edition; pictures only outside chapters and glossary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

LANGUAGES = frozenset(
    (
        *("python", "pycon", "text", "console", "sh", "bash", "make"),
        *("markdown", "md", "toml", "json", "csv", "yaml", "bibtex", "css"),
    )
)
"""Code in these languages is shown; chapters use python, for the checks of a figure."""
_ANY = r".*"
_OPTION = r"[^&*!|>%@`<\[{\\]*"
_SLUGS = r"[a-z0-9 -]*"
_PAGE = r"/?[A-Za-z0-9][\w-]*(?:/[A-Za-z0-9][\w-]*)*"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a directive may hold; patterns are matched whole."""

    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    body: str | None = ""
    """None: Markdown, read as such. A pattern: each line that is not blank fulfils it."""
    own: bool = False
    """Whether the directive reads its options itself (ours do), and not through MyST."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The rules of one kind of page."""

    directives: Mapping[str, Shape] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    """Names, and the pattern of what stands between the backticks."""
    head: frozenset[str] = frozenset()
    pictures: bool = False
    reserved: re.Pattern[str] = re.compile(r"p\d+")
    """Ids that are permanent addresses: no heading may take one."""


# Words in braces may stand before and after a key; anything else ends the reading of the page.
_CITED = r"(?:\{[^`{}<>\\]{1,80}\})?[A-Za-z][\w:.-]{0,60}(?:\{[^`{}<>\\]{1,80}\})?"
_ROLES = {
    "cite:p": rf"{_CITED}(?:, ?{_CITED}){{0,19}}",
    "cite:t": rf"{_CITED}(?:, ?{_CITED}){{0,19}}",
    "para": r"(?:[^`<>\\]{1,80} <)?\d{1,4}>?",
    "note": r"(?:[^`<>\\]{1,80} <)?[^`<>\\]{1,80}>?",
    "term": r"(?:[^`<>\\]{1,80} <)?[^`<>\\]{1,80}>?",
}
_IDS = re.compile(r"p\d+|(?:note|ref|term|app|fig|work)-.+")

CHAPTER = Zone(
    directives={
        "paragraph": Shape(_ANY, {"role": "publisher-note"}, None, own=True),
        "annotation": Shape(_ANY, {}, None, own=True),
    },
    roles=_ROLES,
    head=frozenset({"section", "first"}),
    reserved=_IDS,
)
ENTRY = Zone(roles=_ROLES, reserved=_IDS)
PAGE = Zone(
    directives={
        "toctree": Shape(
            options={"caption": _OPTION, "maxdepth": r"\d", "titlesonly": ""},
            body=rf"{_PAGE}|[^<>]+ <{_PAGE}>",
        ),
        "bibliography": Shape(
            options={"all": "", "cited": "", "filter": r'(?:not )?keywords % "[a-z]+"'}
        ),
        "glossary-entries": Shape(r"[a-z]+"),
        **dict.fromkeys(("note", "tip", "seealso", "important", "warning"), Shape(body=None)),
    },
    roles={**_ROLES, "doc": rf"{_PAGE}|[^`<>\\]+ <{_PAGE}>"},
    head=frozenset({"orphan", "tocdepth"}),
    pictures=True,
)


def zone_of(page: PurePath, made: Iterable[str] = ()) -> Zone:
    """The rules for a page, by its path below the edition's folder.

    ``made`` names the directives that stand for something made from the edition.
    """
    if page.parts[0] == "chapters":
        return CHAPTER
    if page.parts[0] == "glossary" and len(page.parts) > 2:
        return ENTRY
    shapes = dict.fromkeys(made, Shape(_SLUGS))
    return replace(PAGE, directives={**shapes, **PAGE.directives})


def heading_id(words: str) -> str:
    """The id that a heading of these words gets."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
