"""A paragraph's words as docutils nodes: italics, terms, marked words, note numbers.

Notes may overlap each other, terms and italics. So the text is cut at every border, and the
pieces are put together again: italics outside, then term, then mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from docutils import nodes

from variorum.model import Span
from variorum.sphinx_ext import nodes as v

Link = Callable[[str], tuple[str, str] | None]
"""From a glossary entry or apparatus id to the address from this page, and a title."""
_AFTER = re.compile(r"[.,;:!?)\]'\"’”…]+")


@dataclass(frozen=True, slots=True)
class Hung:
    """A note as the text shows it."""

    slug: str
    number: int
    kind: str
    verdict: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    emphasis: bool
    term: str
    notes: tuple[Hung, ...]
    after: tuple[Hung, ...]
    """Notes whose numbers stand after this piece."""
    readings: tuple[str, ...]
    """Apparatus entries whose signs stand after this piece."""


def compose(
    text: str,
    emphasis: Sequence[Span],
    terms: Sequence[tuple[int, int, str]],
    notes: Sequence[Hung],
    readings: Sequence[tuple[str, Span]],
    term_link: Link,
    reading_link: Link,
) -> nodes.paragraph:
    """The paragraph, complete; ``text`` is found again by joining its plain words."""
    pieces = _cut(text, emphasis, terms, notes, readings)
    paragraph = nodes.paragraph()
    for italic, group in groupby(pieces, key=lambda piece: piece.emphasis):
        into = nodes.emphasis() if italic else paragraph
        for term, inner in groupby(group, key=lambda piece: piece.term):
            _put_term(into, term, list(inner), term_link, reading_link)
        if italic:
            paragraph += into
    return paragraph


def _put_term(
    into: nodes.Element, term: str, pieces: list[_Piece], term_link: Link, reading_link: Link
) -> None:
    found = term_link(term) if term else None
    holder: nodes.Element = into
    if found:
        holder = nodes.reference("", internal=True, refuri=found[0])
        into += holder
    for piece in pieces:
        holder += _marked(piece)
        # Signs never stand within a term's link: a link in a link is no HTML.
        for sign in _signs(piece, reading_link):
            into += sign


def _marked(piece: _Piece) -> nodes.Node:
    words = nodes.Text(piece.words)
    if not piece.notes:
        return words
    return v.mark("", "", words, numbers=[note.number for note in piece.notes])


def _signs(piece: _Piece, reading_link: Link) -> Iterable[nodes.Node]:
    for reading in piece.readings:
        found = reading_link(reading)
        if found:
            sign = nodes.reference(
                "", "°", internal=True, refuri=found[0], classes=["v-app"], reftitle=found[1]
            )
            yield sign
    if piece.after:
        yield references(piece.after)


def references(notes: Iterable[Hung]) -> v.note_references:
    """The numbers of some notes, each linked to its note."""
    out = v.note_references()
    for note in notes:
        out += v.note_reference(
            "", str(note.number), slug=note.slug, kind=note.kind, verdict=note.verdict
        )
    return out


def _cut(
    text: str,
    emphasis: Sequence[Span],
    terms: Sequence[tuple[int, int, str]],
    notes: Sequence[Hung],
    readings: Sequence[tuple[str, Span]],
) -> list[_Piece]:
    note_at: dict[int, list[Hung]] = {}
    for note in sorted(notes, key=lambda n: n.number):
        note_at.setdefault(_sign_place(text, note.span.end, terms), []).append(note)
    reading_at: dict[int, list[str]] = {}
    for name, span in readings:
        reading_at.setdefault(_sign_place(text, span.end, terms), []).append(name)
    borders = {0, len(text), *note_at, *reading_at}
    borders |= {n for span in emphasis for n in (span.start, span.end)}
    borders |= {n for note in notes for n in (note.span.start, note.span.end)}
    borders |= {n for start, end, _ in terms for n in (start, end)}
    return [
        _Piece(
            text[a:b],
            any(s.start <= a and b <= s.end for s in emphasis),
            next((slug for start, end, slug in terms if start <= a and b <= end), ""),
            tuple(n for n in notes if n.span.start <= a and b <= n.span.end),
            tuple(note_at.get(b, ())),
            tuple(reading_at.get(b, ())),
        )
        for a, b in pairwise(sorted(borders))
    ]


def _sign_place(text: str, end: int, terms: Sequence[tuple[int, int, str]]) -> int:
    """Behind the punctuation that follows the words, and never within a term."""
    inside = [stop for start, stop, _ in terms if start < end < stop]
    place = inside[0] if inside else end
    closing = _AFTER.match(text, place)
    return closing.end() if closing else place
