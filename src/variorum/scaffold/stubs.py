"""Draft notes for a text: one for each of its numbers, one for each paragraph without any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from variorum.faults import FigureError
from variorum.figures import hints
from variorum.figures.quoting import cut_short
from variorum.folding import tokens
from variorum.model import Kind, Span, TextParagraph
from variorum.notes.block import FIGURE_TO_WRITE, SEARCHED, TO_WRITE, block, new_slug
from variorum.notes.position import lengthened
from variorum.quantity import numerals
from variorum.quantity.numerals import NumeralSpan
from variorum.slugs import straight
from variorum.text import anchor

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:(?:of|the|and|de|la)\s+)*[A-Z][\w’'-]+)+")
MARK = "The sign of a list or of a note below the text, and no figure."
_ITEM = re.compile(r"(?<!\S)\(?(\d{1,2})[.)](?=\s)")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+$")
UNREAD = "Draft: figure() cannot read these words; check them by hand, or waive for good."
UNQUOTED = "Draft: too much alike to be quoted alone; quote more, or waive for good."


@dataclass(slots=True)
class Stubs:
    """What is written under a paragraph, and the waivers for what no draft could take up."""

    notes: list[tuple[str, ...]] = field(default_factory=list)
    waivers: list[tuple[str, int, str, str]] = field(default_factory=list)
    """Code, paragraph, words, reason."""


def stubs(paragraph: TextParagraph, by: str, taken: set[str]) -> Stubs:
    """The drafts of a paragraph; the names that they take are added to ``taken``."""
    out = Stubs()
    items = set(_items(paragraph.text))
    for numeral in numerals.find(paragraph.text):
        if numeral.start in items or _is_note_mark(paragraph.text, numeral):
            out.waivers.append(("V320", paragraph.number, numeral.words, MARK))
            continue
        made = _figure(paragraph, numeral, by, taken)
        if isinstance(made, str):
            out.waivers.append(("V320", paragraph.number, numeral.words, made))
        elif made not in out.notes:
            out.notes.append(made)
    if not out.notes:
        out.notes += list(_context(paragraph, by, taken))
    return out


def _items(text: str) -> Iterator[int]:
    """Where the numbers of a list stand: `1. … 2. …`, or one that opens the paragraph."""
    row: list[re.Match[str]] = []
    for item in _ITEM.finditer(text):
        number = int(item[1])
        if number == int(row[-1][1]) + 1 if row else number == 1 or item.start() == 0:
            row.append(item)
    if len(row) > 1 or (row and row[0].start() == 0):
        yield from (item.start(1) for item in row)


def _is_note_mark(text: str, numeral: NumeralSpan) -> bool:
    """Whether a number is the mark of a note: `[1]`, `[^1]`, `word¹`."""
    before, after = text[: numeral.start], text[numeral.end :]
    bracketed = before.endswith(("[", "[^")) and after.startswith("]") and numeral.words.isdigit()
    word = _SUPERSCRIPT.sub("", numeral.words)
    raised = word != numeral.words and not any(sign.isdigit() for sign in word)
    return bracketed or (raised and (not word or len(word) > 2))


def _figure(
    paragraph: TextParagraph, numeral: NumeralSpan, by: str, taken: set[str]
) -> tuple[str, ...] | str:
    """A draft figure note, or the reason why there can be none."""
    text = paragraph.text
    words = hints.widened(text, numeral.start, numeral.end)
    at = _nearest(text, words, numeral) if words and '"' not in straight(words) else None
    if at is None:
        return UNREAD
    quote = straight(lengthened(text, at))
    if not quote or not anchor.find(quote, words):
        return UNQUOTED
    # A longer quotation may hold words that bind the number: `up` of `up 33%`.
    words = cut_short(quote, words) or words
    try:
        example = hints.stub(straight(words), SEARCHED)
    except FigureError:
        return UNREAD
    body = [FIGURE_TO_WRITE, "", "```python", *example, "```"]
    return _note(quote, Kind.FIGURE, by, body, paragraph.number, taken)


def _nearest(text: str, words: str, numeral: NumeralSpan) -> Span | None:
    """The place of some words that holds the number."""
    for span in anchor.find(text, words):
        if span.start <= numeral.start and numeral.end <= span.end:
            return span
    return None


def _context(paragraph: TextParagraph, by: str, taken: set[str]) -> Iterator[tuple[str, ...]]:
    """A draft on a name, or else on the first words that stand alone."""
    text = paragraph.text
    spans = tokens(text)
    candidates = [Span(*found.span()) for found in _NAME.finditer(text)]
    if len(spans) >= anchor.SHORTEST:
        candidates.append(Span(spans[0][0], spans[1][1]))
    for span in candidates:
        quote = straight(lengthened(text, span))
        if len(quote.split()) >= anchor.SHORTEST and len(anchor.find(text, quote)) == 1:
            yield _note(quote, Kind.CONTEXT, by, [TO_WRITE], paragraph.number, taken)
            return


def _note(
    quote: str, kind: str, by: str, body: list[str], number: int, taken: set[str]
) -> tuple[str, ...]:
    slug = new_slug(quote, number, taken)
    taken.add(slug)
    return block(slug, {"quote": quote, "kind": kind, "by": by}, body)
