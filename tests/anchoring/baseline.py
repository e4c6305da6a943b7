"""Anchoring by quotation and context, as annotation servers do it: the best score wins.

A model of the client of Hypothesis (its match-quote and text-quote anchor): the words with 32
characters before and after, an approximate match with at most half of the characters wrong, and
weights of 50 for the words, 20 for each side and 2 for the old position.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from tests.anchoring.document import Block, Document, Token

CONTEXT = 32
WORDS, SIDE, POSITION = 50, 20, 2


@dataclass(frozen=True, slots=True)
class Selector:
    """A note as a TextQuoteSelector, with its old position."""

    exact: str
    prefix: str
    suffix: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Page:
    """A document as one string, and which characters each word covers."""

    text: str
    spans: tuple[tuple[int, int, Token], ...]

    def words(self, start: int, end: int) -> list[Token]:
        return [token for a, b, token in self.spans if a < end and b > start]


def page_of(document: Document) -> Page:
    out: list[str] = []
    spans = []
    at = 0
    for block in document.blocks:
        for token in block.tokens:
            spans.append((at, at + len(token.form), token))
            out.append(f"{token.form} ")
            at += len(token.form) + 1
    return Page("".join(out), tuple(spans))


def selector(page: Page, words: Iterable[tuple[int, int]]) -> Selector:
    """The selector that a client makes of some words."""
    wanted = set(words)
    found = [(a, b) for a, b, token in page.spans if token.origin in wanted]
    start, end = found[0][0], found[-1][1]
    return Selector(
        page.text[start:end],
        page.text[max(start - CONTEXT, 0) : start],
        page.text[end : end + CONTEXT],
        start,
        len(page.text),
    )


def anchor(page: Page, wanted: Selector) -> list[Token]:
    """The words on which it hangs the note; none when nothing is near enough."""
    best, score = (0, 0), -1.0
    for start, end, words in _candidates(page, wanted.exact):
        found = _score(page.text, start, end, words, wanted)
        if found > score:
            best, score = (start, end), found
    return page.words(*best) if score >= 0 else []


def _candidates(page: Page, exact: str) -> list[tuple[int, int, float]]:
    found = []
    at = page.text.find(exact)
    while at >= 0:
        found.append((at, at + len(exact), 1.0))
        at = page.text.find(exact, at + 1)
    if found:
        return found
    size = len(exact.split())
    for i in range(len(page.spans) - size + 1):
        start, end = page.spans[i][0], page.spans[i + size - 1][1]
        alike = fuzz.ratio(exact, page.text[start:end], score_cutoff=50) / 100
        if alike:
            found.append((start, end, alike))
    return found


def _score(text: str, start: int, end: int, words: float, wanted: Selector) -> float:
    before = text[max(start - len(wanted.prefix), 0) : start]
    after = text[end : end + len(wanted.suffix)]
    prefix = fuzz.ratio(wanted.prefix, before) / 100 if wanted.prefix else 1.0
    suffix = fuzz.ratio(wanted.suffix, after) / 100 if wanted.suffix else 1.0
    near = 1 - abs(start - wanted.start) / max(len(text), 1)
    total = WORDS + 2 * SIDE + POSITION
    return (WORDS * words + SIDE * prefix + SIDE * suffix + POSITION * near) / total


__all__ = ["Block", "Page", "Selector", "anchor", "page_of", "selector"]
