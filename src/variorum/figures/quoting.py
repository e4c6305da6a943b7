"""Whether a figure takes all that belongs to its number: no half of a numeral, and its hedge."""

from __future__ import annotations

import re
from collections.abc import Iterable

from variorum.folding import fold
from variorum.model import Span
from variorum.quantity import numerals
from variorum.quantity.lexicon import HEDGES, HEDGES_AFTER, MOVES
from variorum.text import anchor


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_BEFORE = re.compile(rf"(?<!\w)(?:{_any([*HEDGES, *MOVES])})\s*$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:{_any(HEDGES_AFTER)}|(?:more|fewer|less)(?!\s+than))\b", re.IGNORECASE)


def cut_short(quote: str, figure: str) -> str:
    """What the figure should have taken from the quotation; empty when it took all.

    "44" of "44%" would be a count, "three" of "three million" another number, and "2,000" of
    "over 2,000" a claim that the text does not make. One place where it took all is enough.
    """
    text = fold(quote)
    places = [(span, _whole(text, span)) for span in anchor.find(quote, figure)]
    if any(whole == span for span, whole in places):
        return ""
    return next((quote[whole.start : whole.end] for _span, whole in places), "")


def _whole(text: str, span: Span) -> Span:
    """The span with every numeral that it touches, and with the words that bind the number."""
    touched = [n for n in numerals.find(text) if n.start < span.end and n.end > span.start]
    start = min([span.start, *(n.start for n in touched)])
    end = max([span.end, *(n.end for n in touched)])
    if before := _BEFORE.search(text, 0, start):
        start = before.start()
    if after := _AFTER.match(text, end):
        end = after.end()
    return Span(start, end)
