"""The head of an article that nobody prepared: title, byline, date, standfirst; all guesses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.folding import words
from variorum.layout import Part, joined
from variorum.quantity.numberwords import MONTH
from variorum.text.places import bare

REACH = 16
"""A head is looked for in so many blocks."""
LONG = 12
"""Words of a block that is prose rather than a line of a title page."""
SUBTITLE = 4
"""Words of a line below the title that says something, and is not a name or a date."""
_YEAR = r"(?:1[4-9]|20)\d\d"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+{_YEAR}|{MONTH}\s+\d{{1,2}},?\s+{_YEAR}"
    rf"|{MONTH}\s+{_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})\b",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:words\s+)?by[: ]\s*(?P<who>\S.*)$|^author:\s*(?P<named>\S.*)$", re.I)
_NAME = re.compile(r"^(?:[^\W\d_][\w.'’-]*\.?\s+){1,3}[^\W\d_][\w.'’-]+(?:,.*)?$")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body; empty where nothing was found."""

    title: str = ""
    byline: str = ""
    date: str = ""
    standfirst: Part | None = None
    body: tuple[Part, ...] = ()
    """Headings and paragraphs of the article itself."""


def read_head(parts: Sequence[Part]) -> Head:
    """Part the head from the body and read it."""
    if not parts:
        return Head()
    begins = _body_begins(parts)
    top, body = parts[:begins], parts[begins:]
    if not body:
        top, body = parts[:0], parts
    title = _title(top)
    byline, date = _byline(top, title), _date(top)
    prose = [part for part in top if _is_prose(part)]
    standfirst = prose[-1] if prose else _subtitle(top, title)
    return Head(title, byline, date, standfirst, tuple(joined(body)))


def _is_prose(part: Part) -> bool:
    return not part.level and len(part.words) >= LONG


def _subtitle(top: Sequence[Part], title: str) -> Part | None:
    """A line right below the title, which is the standfirst where no longer one is."""
    titles = [at for at, part in enumerate(top) if plain(part.text) == title]
    at = titles[-1] + 1 if titles else len(top)
    part = top[at] if at < len(top) else None
    if part is None or len(part.words) < SUBTITLE or part.text.startswith("#"):
        return None
    return None if _is_credit(part) or _is_name(part) or _is_site(part) else part


def _is_credit(part: Part) -> bool:
    """Whether a short line says who or when."""
    text = bare(part.text)
    if len(part.words) >= LONG:
        return False
    return bool(_BY.match(text) or _DATE.search(text))


def _body_begins(parts: Sequence[Part]) -> int:
    """The block with which the article itself begins.

    It is the one after the last credit, as long as no more than one piece of prose (the
    standfirst, perhaps printed twice) stands before that; else the first prose.
    """
    begins = -1
    seen: set[tuple[str, ...]] = set()
    for at, part in enumerate(parts[:REACH]):
        if _is_credit(part):
            begins = at + 1
        elif _is_prose(part):
            seen.add(tuple(words(part.text)))
            if len(seen) > 1:
                break
    first = next((i for i, part in enumerate(parts) if _is_prose(part)), len(parts))
    if begins < 0:
        return _headed(parts, first)
    return begins + _rest_of_head(parts[begins:], parts[:begins])


def _rest_of_head(rest: Sequence[Part], top: Sequence[Part]) -> int:
    """Lines after the last credit that the head repeats: the title once more, a standfirst."""
    known = {tuple(words(part.text)) for part in top}
    names = {tuple(words(part.text)) for part in top if not _is_prose(part)}
    skipped = 0
    for at, part in enumerate(rest[:REACH]):
        if tuple(words(part.text)) in known | names:
            skipped = at + 1
        elif _is_prose(part) or part.level:
            break
    return skipped


def _headed(parts: Sequence[Part], first: int) -> int:
    """Without credits, the lines before the first prose are the head, but for a sub-heading."""
    if first > 1 and parts[first - 1].level > 1 and parts[first - 2].level == 1:
        return first - 1
    return first


def _title(top: Sequence[Part]) -> str:
    lines = [part for part in top if not _is_prose(part) and not _is_credit(part)]
    if not lines:
        return ""
    marked = [part for part in lines if part.level == 1]
    count = Counter(tuple(words(part.text)) for part in lines)
    repeated = [part for part in lines if count[tuple(words(part.text))] > 1 and not _named(part)]
    # Above a title may stand the name of the paper or of the column; below it, the author's.
    last = [part for part in lines if not _is_site(part)]
    while len(last) > 1 and _is_name(last[-1]):
        last.pop()
    # A title in capitals is one with a line below it that is not.
    capitals = [part for part in last if plain(part.text).isupper()][-1:]
    last = last[-1:]
    return plain((marked or repeated or capitals or last or lines)[0].text)


def _named(part: Part) -> bool:
    return bare(part.text).endswith(",")


def _is_name(part: Part) -> bool:
    """Two to four words with capitals, not in capitals throughout."""
    text = plain(part.text)
    named = 2 <= len(text.split()) <= 4 and all(word[0].isupper() for word in text.split())
    return named and not text.isupper() and bool(_NAME.match(text))


def _is_site(part: Part) -> bool:
    return bool(re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", bare(part.text)))


def _byline(top: Sequence[Part], title: str) -> str:
    for part in top:
        found = _BY.match(bare(part.text))
        if found:
            return _without_date(found["who"] or found["named"])
    for part in reversed(top):
        text = bare(part.text)
        if plain(part.text) != title and not _is_prose(part) and _NAME.match(text):
            name = _without_date(text)
            if name and not _DATE.fullmatch(text):
                return name
    return ""


def _without_date(text: str) -> str:
    return _DATE.sub("", text).strip(" ,;·|–-")


def _date(top: Sequence[Part]) -> str:
    dates = (_DATE.search(bare(part.text)) for part in top if not _is_prose(part))
    return next((found[0] for found in dates if found), "")


def plain(text: str) -> str:
    """A heading's words without signs of markup around them."""
    return " ".join(bare(text).strip("*_#= ").rstrip(":").split())
