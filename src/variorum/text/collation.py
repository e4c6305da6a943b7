"""A second witness against the text, word by word: what the editor must look at, and nothing else.

Punctuation, the shape of quotes and line ends are no variants here. A witness that was seen only
in part is not said to omit what lies outside the part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from variorum.folding import fold

_Block = tuple[int, int, int]
WORD = re.compile(r"\$?\w+(?:[.,'/-]\w+)*%?")
_SURE = 4
"""So many words in a row agree by no accident."""
_SHOWN = 3
"""Words shown at each end of a long reading."""
_LONG = 8


class VariantKind(StrEnum):
    """How a witness differs."""

    SUBSTITUTION = "substitution"
    OMISSION = "omission"
    ADDITION = "addition"
    ENDS = "not seen"
    """The witness was seen only to this place, or only from it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One place where a witness has other words than the text."""

    paragraph: int
    word: int
    """Which word of the paragraph it begins at, counted from 0."""
    lemma: str
    """The text's words, shortened in the middle when they are many; empty for an addition."""
    reading: str
    """The witness's words; empty for an omission."""
    words: int
    """How many words of the text are concerned."""
    siglum: str
    kind: VariantKind
    accidental: bool
    """Only capitals or accents differ."""


@dataclass(frozen=True, slots=True)
class _Token:
    paragraph: int
    word: int
    form: str


def collate(a: str, b: str, siglum: str = "B", paragraph: int = 0) -> list[Variant]:
    """The variants of one passage, read whole in both."""
    return list(_variants(_tokens({paragraph: a}), _words(b), siglum, whole=True))


def collate_text(paragraphs: Mapping[int, str], b: str, siglum: str = "B") -> list[Variant]:
    """The variants of a second witness, whose beginning and end may lie out of sight."""
    return list(_variants(_tokens(paragraphs), _words(b), siglum, whole=False))


def resemblance(one: str, other: str) -> float:
    """The share, from 0 to 1, of the shorter text's runs of four words that the longer has too."""
    runs, others = _runs(one), _runs(other)
    return len(runs & others) / min(len(runs), len(others)) if runs and others else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    found = [word.lower() for word in _words(text)]
    return set(zip(*(found[n:] for n in range(_SURE)), strict=False))


def _tokens(paragraphs: Mapping[int, str]) -> list[_Token]:
    return [
        _Token(number, index, form)
        for number, text in paragraphs.items()
        for index, form in enumerate(_words(text))
    ]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", fold(text).replace("\u00ad", ""))
    return WORD.findall(plain)


def _variants(a: list[_Token], b: list[str], siglum: str, *, whole: bool) -> Iterator[Variant]:
    matcher = SequenceMatcher(None, [token.form for token in a], b, autojunk=False)
    blocks = [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    if not whole:
        blocks = _seen([(0, 0, 0), *blocks, (len(a), len(b), 0)])
    first, last = (0, 0), (len(a), len(b))
    if not whole and blocks:
        first = blocks[0][:2]
        last = (blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2])
    elif not whole:
        first = last
    if first[0]:
        yield _variant(a, 0, first[0], [], siglum, VariantKind.ENDS)
    done_a, done_b = first
    for start_a, start_b, size in [*blocks, (*last, 0)]:
        if start_a > done_a or start_b > done_b:
            reading = b[done_b:start_b]
            yield _variant(a, done_a, start_a, reading, siglum, _kind(start_a - done_a, reading))
        done_a, done_b = start_a + size, start_b + size
    if last[0] < len(a):
        yield _variant(a, last[0], len(a), [], siglum, VariantKind.ENDS)


def _seen(blocks: list[_Block]) -> list[_Block]:
    """The blocks of the part that was seen: agreement of a word or two far off is chance."""
    sure = [n for n, block in enumerate(blocks) if block[2] >= _SURE]
    if not sure:
        return []
    first, last = sure[0], sure[-1]
    while first > 0 and _near(blocks[first - 1], blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and _near(blocks[last], blocks[last + 1]):
        last += 1
    return blocks[first : last + 1]


def _near(one: _Block, other: _Block) -> bool:
    return all(other[side] - one[side] - one[2] < _SURE for side in (0, 1))


def _kind(words: int, reading: list[str]) -> VariantKind:
    if not words:
        return VariantKind.ADDITION
    return VariantKind.SUBSTITUTION if reading else VariantKind.OMISSION


def _variant(
    a: list[_Token], start: int, end: int, reading: list[str], siglum: str, kind: VariantKind
) -> Variant:
    lemma = [token.form for token in a[start:end]]
    at = a[min(start, len(a) - 1)] if a else _Token(0, 0, "")
    return Variant(
        paragraph=at.paragraph,
        word=at.word,
        lemma=_short(lemma),
        reading=_short(reading),
        words=len(lemma),
        siglum=siglum,
        kind=kind,
        accidental=bool(reading) and _plain(lemma) == _plain(reading),
    )


def _short(words: list[str]) -> str:
    if len(words) <= _LONG:
        return " ".join(words)
    return f"{' '.join(words[:_SHOWN])} … {' '.join(words[-_SHOWN:])}"


def _plain(words: list[str]) -> list[str]:
    """The words without capitals and accents."""
    forms = (unicodedata.normalize("NFD", word).casefold() for word in words)
    return ["".join(c for c in form if not unicodedata.combining(c)) for form in forms]
