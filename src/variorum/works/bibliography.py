"""The works that the edition uses: read from ``references.bib``, checked, and said in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import pybtex.errors
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from variorum.data import periods
from variorum.problems import Code, Place, Problem

SEEN = frozenset({"seen", "part", "std"})
"""How far the editors saw a work: its page, a copy or an index of it, or not at all."""
MARKS = frozenset({"article", "witness"})
"""Cited by the article itself; a witness of its text."""
SCHEMES = frozenset({"http", "https"})
_ENTRY = re.compile(r"^[ \t]*@\w+[ \t]*[{(][ \t]*([^,\s]+)[ \t]*,", re.MULTILINE)
_MARKUP = frozenset("\\{}~%$`")


@dataclass(frozen=True, slots=True)
class Work:
    """One work, in plain words without markup."""

    key: str
    kind: str
    authors: tuple[str, ...]
    """Persons as "First Last", bodies as they call themselves."""
    title: str
    """In square brackets where the title is the editors'."""
    where: str
    """Site, paper, journal or publisher."""
    date: str
    """2007-12-03, 2007-12, 2007, or empty."""
    url: str
    note: str
    keywords: frozenset[str]
    cited: tuple[int, ...]
    """The paragraphs where the article itself cites the work."""
    place: Place

    @property
    def seen(self) -> str:
        """``seen``, ``part`` or ``std``; empty when the entry does not say."""
        return next(iter(sorted(self.keywords & SEEN)), "")


def load(path: Path) -> tuple[dict[str, Work], list[Problem]]:
    """The works by key; a file that cannot be read gives one Problem and no work."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Problem(Code.BIBLIOGRAPHY_BROKEN, Place(path), str(error))]
    works, problems = _read(path, source)
    return dict(works), list(problems)


@lru_cache(maxsize=4)
def _read(path: Path, source: str) -> tuple[dict[str, Work], list[Problem]]:
    """Kept, because a build asks four times."""
    with pybtex.errors.capture() as faults:
        data, fatal = _parse(source)
    problems = [_broken(path, source, fault) for fault in [*faults, *fatal]]
    lines = {
        m[1].casefold(): source.count("\n", 0, m.start(1)) + 1 for m in _ENTRY.finditer(source)
    }
    works: dict[str, Work] = {}
    for key, entry in data.entries.items():
        works[key] = _work(key, entry, Place(path, lines.get(key.casefold(), 0)))
    return works, problems


def _parse(source: str) -> tuple[BibliographyData, list[PybtexError]]:
    try:
        return Parser().parse_string(source), []
    except PybtexError as error:
        return BibliographyData(), [error]


def _broken(path: Path, source: str, fault: PybtexError) -> Problem:
    line = int(fault.lineno) if isinstance(fault, PybtexSyntaxError) and fault.lineno else 0
    repeated = re.search(r"repeated bibliography entry: (\S+)", str(fault))
    if repeated:
        places = [m for m in _ENTRY.finditer(source) if m[1].casefold() == repeated[1].casefold()]
        line = source.count("\n", 0, places[-1].start(1)) + 1 if places else 0
    return Problem(Code.BIBLIOGRAPHY_BROKEN, Place(path, line), str(fault))


def _work(key: str, entry: Entry, place: Place) -> Work:
    def field(name: str) -> str:
        return plain(entry.fields.get(name, ""))

    return Work(
        key=key,
        kind=entry.type,
        authors=tuple(person_name(p) for p in entry.persons.get("author", [])),
        title=field("title"),
        where=field("journal") or field("howpublished") or field("publisher"),
        date=field("date") or field("year"),
        url=entry.fields.get("url", "").strip(),
        note=field("note"),
        keywords=frozenset(k.strip() for k in field("keywords").split(",") if k.strip()),
        cited=tuple(int(n) for n in re.findall(r"\d+", field("cited"))),
        place=place,
    )


@lru_cache(maxsize=8192)
def plain(field: str) -> str:
    """A field of an entry as it is printed, without braces and backslashes."""
    if not _MARKUP & set(field):
        return field.replace("--", "–")
    return str(Text.from_latex(field)).replace("\\$", "$")  # the one escape it leaves


def person_name(person: Person) -> str:
    """A person as "First Last"; a body, which stands in double braces, as it is."""
    parts = [
        *person.first_names,
        *person.middle_names,
        *person.prelast_names,
        *person.last_names,
        *person.lineage_names,
    ]
    return plain(" ".join(parts))


def date_in_words(iso: str) -> str:
    """``2007-12-03`` as "3 December 2007", as exact as it is given; empty for none."""
    try:
        return str(periods.from_iso(iso))
    except ValueError:
        return ""


def shown_address(url: str) -> str:
    """An address as it is printed: without its scheme, which the link keeps."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def check(works: Mapping[str, Work]) -> Iterator[Problem]:
    """Every entry has its fields, a safe address, and says when the work was not seen."""
    for work in works.values():
        for fault in _field_faults(work):
            yield Problem(Code.WORK_FIELD, work.place, f"{work.key}: {fault}")
        if work.url and not safe_address(work.url):
            yield Problem(Code.WORK_ADDRESS, work.place, f"{work.key}: {work.url[:80]!r}")
        if work.seen == "std" and "not seen" not in work.note.casefold():
            yield Problem(Code.WORK_UNSEEN, work.place, work.key)


def _field_faults(work: Work) -> Iterator[str]:
    if not work.authors and not work.where:
        yield "neither author nor site"
    if not work.title:
        yield "no title"
    unknown = sorted(work.keywords - SEEN - MARKS)
    if len(work.keywords & SEEN) != 1:
        yield "keywords want one of seen, part and std"
    if unknown:
        yield f"unknown keywords {', '.join(unknown)}"
    if ("article" in work.keywords) != bool(work.cited):
        yield "the keyword article and the field cited go together"
    if work.date and not date_in_words(work.date):
        yield f"date {work.date!r}"
    if not work.date and "undated" not in work.note.casefold():
        yield 'no date, and no "undated" in the note'


def safe_address(url: str) -> bool:
    """Whether a reader can follow it without harm: http or https, an honest host, no blanks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    visible = url.isprintable() and not any(c.isspace() or c in "<>\"'`{}\\" for c in url)
    host = parts.hostname or ""
    # Letters of other scripts, plain or encoded, let one site pass for another.
    honest = host.isascii() and bool(host) and "xn--" not in host and "@" not in parts.netloc
    return parts.scheme in SCHEMES and honest and visible


def check_use(works: Mapping[str, Work], cited: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Every citation names a work, and every work is cited."""
    used: set[str] = set()
    for key, place in cited:
        used.add(key)
        if key not in works:
            near = get_close_matches(key, works, n=3)
            advice = f"Near keys: {', '.join(near)}." if near else ""
            yield Problem(Code.WORK_UNKNOWN, place, f'"{key}"', advice=advice)
    for key, work in works.items():
        if key not in used:
            yield Problem(Code.WORK_UNUSED, work.place, f'"{key}"')
