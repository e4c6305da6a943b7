"""Facts about the edited text that let a build recognise it without holding its words.

Per paragraph: a salted hash of the normalised words, their number, and the numerals; per note:
the words it hangs on, as offsets. Made by ``variorum lock``, read by every build; as a file
it is the matter of ``lock_file``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from variorum.folding import fold, token_range, typed, words, words_and_signs
from variorum.model import EditedText, Span
from variorum.problems import Code, Place, Problem
from variorum.quantity.numerals import find as find_numerals

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
        """The salted hash of the words and the signs of numbers: other marks do not count."""
        return self._hash(words_and_signs(text))

    def chunks(self, text: str) -> str:
        """Four hex digits for each eight words of a text; a sign of a number is a word."""
        found = words_and_signs(text)
        return "".join(self.chunk(found[i : i + CHUNK]) for i in range(0, len(found), CHUNK))

    def chunk(self, group: Sequence[str]) -> str:
        """Four hex digits for some words in a row."""
        return self._hash(group)[:4]

    def _hash(self, group: Sequence[str]) -> str:
        return hashlib.sha256((self.salt + " ".join(group)).encode()).hexdigest()

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
        return "".join(self._hash(side)[:3] if side else NONE for side in sides)

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
    start, found = first // 4 * CHUNK, words_and_signs(text)
    return " ".join(found[start : start + CHUNK] or found[-3:])


def outdated(
    lock: Lock, text: EditedText, terms: Mapping[int, Sequence[str]], place: Place
) -> Iterator[Problem]:
    """One problem when a build without the text would go by other terms or numbers than these.

    Where a paragraph differs from the locked one, that is what has to be said.
    """
    differing: list[str] = []
    for number, paragraph in text.paragraphs.items():
        if not lock.confirms(number, paragraph.text):
            continue
        known = lock.paragraphs[number]
        numerals = {n.words for n in set(known.numerals) ^ set(locked_numerals(paragraph.text))}
        named = set(known.terms) ^ set(terms.get(number, ()))
        differing += [f'"{each}" in § {number}' for each in sorted(numerals | named)]
    if differing:
        more = f", and {len(differing) - 1} more" if len(differing) > 1 else ""
        yield Problem(Code.LOCK_OUTDATED, place, differing[0] + more)
