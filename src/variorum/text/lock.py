"""Facts about the edited text that let a build recognise it without holding its words.

Per paragraph: a salted hash of the normalised words, their number, and the numerals; per note:
the words it hangs on, as offsets. Made by ``variorum lock``, read by every build.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from variorum.folding import fold, token_range, typed, words
from variorum.model import EditedText, Span
from variorum.problems import Code, Place, Problem
from variorum.quantity.numerals import find as find_numerals

VERSION = 1
CHUNK = 8
BESIDE = 3
"""So many words on each side of a note's are recorded."""
NONE = "---"


@dataclass(frozen=True, slots=True)
class LockedNumeral:
    """A numeral or number word of the text."""

    start: int
    """First token of the paragraph it touches, counted from 0."""
    end: int
    """Last token plus one."""
    words: str


@dataclass(frozen=True, slots=True)
class LockedParagraph:
    """What is known of one paragraph."""

    sha256: str
    words: int
    chunks: str = ""
    """Four hex digits for each eight words: they say where a text differs, not what it says."""
    numerals: tuple[LockedNumeral, ...] = ()
    terms: tuple[str, ...] = ()
    """Glossary entries that the paragraph names."""


@dataclass(frozen=True, slots=True)
class LockedNote:
    """Where a note hangs: tokens of its paragraph, and a hash of the quoted words."""

    paragraph: int
    start: int
    end: int
    quote: str
    beside: str = ""
    """Three hex digits for the three words before, three for those after; hyphens for none."""


@dataclass(frozen=True, slots=True)
class Lock:
    """All that the edition knows about its text."""

    salt: str
    paragraphs: dict[int, LockedParagraph] = field(default_factory=dict)
    notes: dict[str, LockedNote] = field(default_factory=dict)

    def digest(self, text: str) -> str:
        """The salted hash of the words alone: punctuation and case do not count."""
        return hashlib.sha256((self.salt + " ".join(words(text))).encode()).hexdigest()

    def chunks(self, text: str) -> str:
        """Four hex digits for each eight words of a text."""
        all_words = words(text)
        groups = [all_words[i : i + CHUNK] for i in range(0, len(all_words), CHUNK)]
        return "".join(
            hashlib.sha256((self.salt + " ".join(g)).encode()).hexdigest()[:4] for g in groups
        )

    def quote_digest(self, quote: str) -> str:
        """The hash that says whether a note's quotation is the one that was locked."""
        return hashlib.sha256((self.salt + fold(typed(quote))).encode()).hexdigest()[:16]

    def known(self, slug: str, paragraph: int, quote: str) -> LockedNote | None:
        """The record of a quotation: the note's own, or that of another note on the same words."""
        own, digest = self.notes.get(slug), self.quote_digest(quote)
        records = (own, *self.notes.values()) if own else self.notes.values()
        return next((n for n in records if n.paragraph == paragraph and n.quote == digest), None)

    def beside(self, text: str, span: Span) -> str:
        """What is recorded of the words that stand beside a quotation."""
        sides = words(text[: span.start])[-BESIDE:], words(text[span.end :])[:BESIDE]
        return "".join(
            hashlib.sha256((self.salt + " ".join(side)).encode()).hexdigest()[:3] if side else NONE
            for side in sides
        )

    def stands_beside(self, note: LockedNote, text: str, span: Span) -> bool:
        """Whether these words have the neighbours that the note's words had, on both sides."""
        return note.beside in ("", self.beside(text, span))

    def confirms(self, number: int, text: str) -> bool:
        """Whether these are the words of that paragraph."""
        known = self.paragraphs.get(number)
        return known is not None and known.sha256 == self.digest(text)


def make(
    text: EditedText,
    anchors: Mapping[str, tuple[int, int, int, str]],
    salt: str,
    terms: Mapping[int, tuple[str, ...]] | None = None,
) -> Lock:
    """The lock of a text; ``anchors`` gives (paragraph, start, end, quote) for each note."""
    lock = Lock(salt)
    paragraphs = {}
    for number, paragraph in sorted(text.paragraphs.items()):
        numerals = locked_numerals(paragraph.text)
        count = len(words(paragraph.text))
        paragraphs[number] = LockedParagraph(
            lock.digest(paragraph.text),
            count,
            lock.chunks(paragraph.text),
            numerals,
            (terms or {}).get(number, ()),
        )
    notes = {
        slug: _note(lock, text.paragraphs[number].text, number, Span(start, end), quote)
        for slug, (number, start, end, quote) in sorted(anchors.items())
    }
    return Lock(salt, paragraphs, notes)


def _note(lock: Lock, text: str, number: int, span: Span, quote: str) -> LockedNote:
    at = token_range(text, span.start, span.end)
    return LockedNote(number, *at, lock.quote_digest(quote), lock.beside(text, span))


def locked_numerals(text: str) -> tuple[LockedNumeral, ...]:
    """The numerals and number words of a paragraph, with the tokens they touch."""
    return tuple(
        LockedNumeral(*token_range(text, n.start, n.end), n.words) for n in find_numerals(text)
    )


def dumps(lock: Lock) -> str:
    """The lock as the TOML text that is committed."""
    lines = [
        "# Facts about the text, made by `variorum lock`; never edited by hand.",
        "# It proves that a supplied text is the edited one, and does not hold it.",
        f"version = {VERSION}",
        f'salt = "{lock.salt}"',
        "",
    ]
    for number, known in lock.paragraphs.items():
        lines += [f"[paragraph.{number}]", f'sha256 = "{known.sha256}"', f"words = {known.words}"]
        lines.append(f'chunks = "{known.chunks}"')
        if known.terms:
            lines.append("terms = [" + ", ".join(_quoted(t) for t in known.terms) + "]")
        rows = [f"  [{n.start}, {n.end}, {_quoted(n.words)}]," for n in known.numerals]
        lines += ["numerals = [", *rows, "]", ""] if rows else [""]
    for slug, note in lock.notes.items():
        where = f"paragraph = {note.paragraph}, start = {note.start}, end = {note.end}"
        hashes = f'quote = "{note.quote}", beside = "{note.beside}"'
        lines.append(f"note.{slug} = {{ {where}, {hashes} }}")
    # Notes are keys of the root table, so they must stand before the first [paragraph] header.
    head, notes = lines[:5], [line for line in lines if line.startswith("note.")]
    body = [line for line in lines[5:] if not line.startswith("note.")]
    return "\n".join([*head, *notes, "", *body]).rstrip() + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def load(path: Path) -> Lock | Problem:
    """The lock in a file, or the problem that forbids it."""
    if not path.is_file():
        return Problem(Code.LOCK_MISSING, Place(path), f'no file "{path.name}"')
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Lock(
            raw["salt"],
            {int(n): _paragraph(row) for n, row in raw.get("paragraph", {}).items()},
            {slug: LockedNote(**row) for slug, row in raw.get("note", {}).items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, OSError) as error:
        return Problem(Code.LOCK_BROKEN, Place(path), f'"{error}"')


def _paragraph(row: dict[str, object]) -> LockedParagraph:
    numerals, terms = row.get("numerals", []), row.get("terms", [])
    assert isinstance(numerals, list)
    assert isinstance(terms, list)
    return LockedParagraph(
        str(row["sha256"]),
        int(str(row["words"])),
        str(row.get("chunks", "")),
        tuple(LockedNumeral(*n) for n in numerals),
        tuple(terms),
    )


def drift(lock: Lock, text: EditedText, place: Place) -> list[Problem]:
    """One problem a paragraph whose words are not the locked ones."""
    problems = []
    for number, paragraph in text.paragraphs.items():
        known = lock.paragraphs.get(number)
        if known is None:
            problems.append(Problem(Code.LOCK_STALE, place, f'"§ {number}"'))
        elif known.sha256 != lock.digest(paragraph.text):
            count = len(words(paragraph.text))
            cut = number == max(lock.paragraphs) and count < known.words
            found = f'§ {number}, near "{_where(lock, known, paragraph.text)}"'
            if count != known.words:
                found += f": {count} words where {known.words} were edited"
            code = Code.TEXT_CUT if cut else Code.TEXT_DRIFT
            problems.append(Problem(code, Place(place.path, paragraph.lines[0]), found))
    return problems


def _where(lock: Lock, known: LockedParagraph, text: str) -> str:
    """The words of the supplied text where it first leaves the locked one."""
    here, there = lock.chunks(text), known.chunks
    first = 0
    while here[first : first + 4] and here[first : first + 4] == there[first : first + 4]:
        first += 4
    start = first // 4 * CHUNK
    return " ".join(words(text)[start : start + CHUNK] or words(text)[-3:])
