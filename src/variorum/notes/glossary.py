"""Read the glossary, check it, and find its terms in running text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from variorum.model import Span
from variorum.problems import Code, Place, Problem

MAX_BYTES = 16_000
MAX_HEAD = 4_000
DEFINITION_WORDS = range(25, 111)
DISPUTED = "*Disputed:*"
KEYS = frozenset({"term", "kind", "forms", "spanish", "see"})
SLUG = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
HEAD = re.compile(r"---\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
WORD = re.compile(r"\w+(?:[-'\u2019.,]\w+)*")
ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`")
REFUSED = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken, yaml.DirectiveToken)
# Strings, lists and maps only: `no` stays a word, and no tag can make an object.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
SAME_SIGNS = str.maketrans("\u2019\u2010\u2011", "'--")
SIGNS = {" ": r"\s+", "'": r"['\u2019]", "-": r"[-\u2010\u2011]"}


class EntryKind(StrEnum):
    """What an entry is about; its folder has the same name in the plural."""

    TERM = "term"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the glossary; its id in every output is ``term-<slug>``."""

    slug: str
    term: str
    kind: EntryKind
    forms: tuple[str, ...]
    """As printed; a form without capitals matches in any case."""
    spanish: str
    see: tuple[str, ...]
    body: str
    """The definition, MyST source."""
    body_line: int
    """Line of the file on which the body starts, counted from 1."""
    place: Place


class _HeadError(Exception):
    """An entry's head that cannot be used: code, what was found, and its line."""

    def __init__(self, code: Code, found: str, line: int = 1) -> None:
        super().__init__(found)
        self.code, self.found, self.line = code, found, line


def read_entries(folder: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """All entries under `folder` in order of path, and what is wrong with them.

    An entry whose head cannot be used is left out and reported.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for kind in EntryKind:
        for path in sorted((folder / f"{kind}s").glob("*.md")):
            try:
                head, body, body_line = _split(path)
                unknown = sorted(head.keys() - KEYS)
                problems += [Problem(Code.ENTRY_KEY, Place(path, 1), key) for key in unknown]
                entries.append(_entry(path, kind, head, body, body_line))
            except _HeadError as fault:
                problems.append(Problem(fault.code, Place(path, fault.line), fault.found))
    return tuple(entries), (*problems, *check_entries(tuple(entries)))


def _split(path: Path) -> tuple[dict[str, Any], str, int]:
    """The head as a map, the body, and the body's first line."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _HeadError(Code.ENTRY_HEAD, f"no UTF-8 text ({error})") from error
    if len(raw) > MAX_BYTES:
        raise _HeadError(Code.ENTRY_HEAD, f"a file of more than {MAX_BYTES} bytes")
    match = HEAD.match(text)
    if match is None or len(match[1]) > MAX_HEAD:
        raise _HeadError(Code.ENTRY_HEAD, "no head between two lines ---, or a very long one")
    body = text[match.end() :].lstrip()
    return _head(match[1]), body.rstrip(), text.count("\n", 0, len(text) - len(body)) + 1


def _head(source: str) -> dict[str, Any]:
    """The YAML of a head, without aliases, tags or a key given twice."""
    try:
        for token in yaml.scan(source, Loader=LOADER):
            if isinstance(token, REFUSED):
                raise _HeadError(Code.ENTRY_HEAD, "an alias or tag", token.start_mark.line + 2)
        node = yaml.compose(source, Loader=LOADER)
        if not isinstance(node, yaml.MappingNode):
            raise _HeadError(Code.ENTRY_HEAD, "a head that is not `key: value` lines")
        if len({str(key.value) for key, _ in node.value}) < len(node.value):
            raise _HeadError(Code.ENTRY_HEAD, "a key given twice")
        head: dict[str, Any] = yaml.load(source, Loader=LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 2
        raise _HeadError(Code.ENTRY_HEAD, "a head that is not YAML", line) from error
    return head


def _entry(path: Path, kind: EntryKind, head: dict[str, Any], body: str, line: int) -> Entry:
    if not SLUG.fullmatch(path.stem):
        raise _HeadError(Code.ENTRY_SLUG, path.name)
    if head.get("kind") != kind:
        raise _HeadError(Code.ENTRY_KIND, f"kind {head.get('kind')!r} in the folder {kind}s")
    term, spanish = head.get("term"), head.get("spanish", "")
    if not isinstance(term, str) or not term.strip() or not isinstance(spanish, str):
        raise _HeadError(Code.ENTRY_HEAD, "no `term:`, or a list where one wording belongs")
    forms = _words(head, "forms")
    if not forms:
        raise _HeadError(Code.ENTRY_HEAD, "no `forms:`")
    place = Place(path, 1)
    return Entry(path.stem, term, kind, forms, spanish, _words(head, "see"), body, line, place)


def _words(head: dict[str, Any], key: str) -> tuple[str, ...]:
    value = head.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise _HeadError(Code.ENTRY_HEAD, f"`{key}:` is not a list of words, as in [one, two]")
    return tuple(value)


def check_entries(entries: tuple[Entry, ...]) -> tuple[Problem, ...]:
    """What is wrong with the entries themselves, whatever the text says."""
    return (*_check_names(entries), *_check_bodies(entries))


def _check_names(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    slugs: dict[str, Entry] = {}
    claims: dict[str, Entry] = {}
    for entry in entries:
        first = slugs.setdefault(entry.slug, entry)
        if first is not entry:
            yield Problem(Code.ENTRY_DOUBLE, entry.place, f"{entry.slug}, also {first.place}")
        for form in entry.forms:
            owner = claims.setdefault(_fold(form).casefold(), entry)
            if owner.slug != entry.slug:
                found = f"{form!r}, also a form of {owner.slug}"
                yield Problem(Code.FORM_TWICE, entry.place, found)


def _check_bodies(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    slugs = {entry.slug for entry in entries}
    for entry in entries:
        for slug in entry.see:
            if slug not in slugs or slug == entry.slug:
                near = difflib.get_close_matches(slug, sorted(slugs - {entry.slug}))
                advice = f"Perhaps {' or '.join(near)}?" if near else ""
                yield Problem(Code.SEE_NOWHERE, entry.place, slug, advice=advice)
        count = definition_words(entry)
        place = Place(entry.place.path, entry.body_line)
        if not count:
            yield Problem(Code.ENTRY_EMPTY, place, "no definition")
        elif count not in DEFINITION_WORDS:
            yield Problem(Code.ENTRY_LENGTH, place, f"{count} words")


def definition_words(entry: Entry) -> int:
    """Length of the definition; disputed uses and citations do not count."""
    parts = re.split(r"\n\s*\n", ROLE.sub(" ", entry.body))
    return sum(len(WORD.findall(p)) for p in parts if not p.lstrip().startswith(DISPUTED))


def check_use(entries: Iterable[Entry], used: Mapping[str, Iterable[int]]) -> tuple[Problem, ...]:
    """An entry that no paragraph uses; `used` gives the paragraphs that use each."""
    return tuple(
        Problem(Code.ENTRY_UNUSED, entry.place, ", ".join(entry.forms))
        for entry in entries
        if not used.get(entry.slug)
    )


def find_terms(
    text: str, entries: tuple[Entry, ...], protected: Iterable[Span] = ()
) -> list[tuple[int, int, str]]:
    """Where each entry is first named in `text`: (start, end, slug), in order, no overlaps.

    The longest form wins; nothing inside a protected span is found.
    """
    pattern, slugs = _matcher(entries)
    for span in protected:
        text = text[: span.start] + "\0" * (span.end - span.start) + text[span.end :]
    found: dict[str, tuple[int, int, str]] = {}
    for match in pattern.finditer(text):
        key = _fold(match[0])
        slug = slugs.get(key) or slugs.get(key.casefold())
        if slug is not None:
            found.setdefault(slug, (match.start(), match.end(), slug))
    return list(found.values())


@lru_cache(maxsize=8)
def _matcher(entries: tuple[Entry, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for every form of every entry, and the entry of each form."""
    slugs: dict[str, str] = {}
    for entry in entries:
        for form in entry.forms:
            slugs.setdefault(_fold(form), entry.slug)
    longest_first = sorted(slugs, key=lambda form: (-len(form), form))
    choices = "|".join(map(_pattern, longest_first)) or r"(?!)"
    hyphen = SIGNS["-"]
    return re.compile(rf"(?<!\w)(?<!\w{hyphen})(?:{choices})(?!\w)(?!{hyphen}\w)"), slugs


def _pattern(form: str) -> str:
    parts = [SIGNS.get(sign) or re.escape(sign) for sign in form]
    if form != form.lower():
        return "".join(parts)
    # A set as first step lets the engine turn down most places at once; a bare (?i: cannot.
    first = f"[{form[0]}{form[0].upper()}]" if form[0].isalpha() else parts[0]
    return f"{first}(?i:{''.join(parts[1:])})"


def _fold(form: str) -> str:
    """A form with one kind of apostrophe, hyphen and space."""
    return " ".join(form.translate(SAME_SIGNS).split())
