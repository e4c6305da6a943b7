"""Where a quotation stands in its paragraph: exactly, or not at all."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from variorum.folding import fold, tokens, typed
from variorum.model import Span
from variorum.problems import Code, Place, Problem

SHORTEST, LONGEST = 2, 8


def find(text: str, quote: str) -> list[Span]:
    """Every place where the quoted words stand as whole words; the shape of quotes is ignored."""
    # A copy may have three dots where another has the one sign for them.
    wanted = re.escape(fold(typed(quote))).replace("…", r"(?:…|\.\.\.)")
    # A figure's own point or comma must not let "0.7" stand for the end of "50.7".
    if not wanted:
        return []
    before = r"(?<!\w)(?<!\d[.,])" if typed(quote)[0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if typed(quote)[-1].isalnum() else ""
    # Looked for ahead, so that "had had" stands twice in "had had had".
    pattern = rf"{before}(?=({wanted}){after})"
    return [Span(*match.span(1)) for match in re.finditer(pattern, fold(text))]


def anchor(text: str, quote: str, paragraph: int, place: Place) -> Span | Problem:
    """The one place of the quotation, or the problem that says why there is none."""
    spans = find(text, quote)
    if len(spans) == 1:
        return spans[0]
    if spans:
        around = " and ".join(f'"{context(text, span)}"' for span in spans)
        return Problem(Code.QUOTE_TWICE, place, f'"{quote}" in § {paragraph}: {around}')
    near = ", ".join(f'"{words}"' for words in nearest(text, quote)) or "none"
    return Problem(Code.QUOTE_MISSING, place, f'"{quote}" in § {paragraph}; nearest words: {near}')


def nearest(text: str, quote: str, most: int = 3) -> list[str]:
    """The stretches of the paragraph most like the quotation, best first."""
    size = max(len(quote.split()), 1)
    spans = tokens(text)
    windows = {
        text[spans[i][0] : spans[min(i + size, len(spans)) - 1][1]]: None
        for i in range(max(len(spans) - size + 1, 1))
        if spans
    }
    found = process.extract(
        fold(quote).lower(),
        list(windows),
        scorer=fuzz.ratio,
        limit=most,
        score_cutoff=50,
        processor=lambda words: fold(words).lower(),
    )
    return [words for words, _score, _index in found]


def context(text: str, span: Span, around: int = 2) -> str:
    """The quotation with a word or two on each side, to tell one place from another."""
    spans = tokens(text)
    inside = [i for i, (a, b) in enumerate(spans) if a < span.end and b > span.start]
    first, last = max(inside[0] - around, 0), min(inside[-1] + around, len(spans) - 1)
    return text[spans[first][0] : spans[last][1]]
