"""Words that compare without a number: comparatives, superlatives, trends, a majority."""

from __future__ import annotations

import re
from decimal import Decimal

from variorum.quantity.lexicon import (
    FEWER,
    LEAST,
    MORE,
    MOST,
    NEGATIONS,
    NO_SUPERLATIVES,
    PLACES,
    STEADY,
    STEADY_BEFORE,
)
from variorum.quantity.model import Figure, Hedge, Kind
from variorum.quantity.tails import changes, has_numeral

_WORD = re.compile(r"[\w-]+")
_EST = re.compile(r"\w{3,}est")
_MOST_OF = re.compile(
    r"(?<!the )\bmost\s+(?:of|people|men|women|\w+(?<!ou)(?<!s)s)\b|\bat (?:most|least)\b"
)
"""`most voters` are more than half of them, not a first place."""
_MAJORITY = re.compile(r"(?:a |the )?majority(?: of\b.*)?")


def read_relation(words: str, core: str) -> Figure | None:
    """The order that the words name; None for no order, a denied one, or one with a number."""
    text = core.lower()
    said = _WORD.findall(text)
    if _denied(text, said) or has_numeral(text) or _uncompared(text):
        return None
    if _MAJORITY.fullmatch(text):
        return Figure(words, Kind.PERCENT, Decimal(50), unit="%", hedge=Hedge.OVER)
    compared = [word for at, word in enumerate(said) if _compares(said, at)]
    up = any(word in MORE for word in compared)
    down = any(word in FEWER for word in compared)
    if up != down and _steady(said):
        return Figure(words, Kind.TREND, direction=1 if up else -1)
    if any(word in MOST | LEAST or _superlative(word) for word in said):
        least = any(word in LEAST for word in said)
        return Figure(words, Kind.SUPERLATIVE, direction=-1 if least else 1)
    if up != down:
        return Figure(words, Kind.COMPARATIVE, direction=1 if up else -1)
    return None


def _denied(text: str, said: list[str]) -> bool:
    return "n't" in text or "far from" in text or any(word in NEGATIONS for word in said)


def _uncompared(text: str) -> bool:
    """Half, third, times: words of a number; and `more than ever`, which no column can show."""
    if "than ever" in text or _MOST_OF.search(text):
        return True
    plain = re.sub(r"\b(?:more|fewer|less|than|too|again|short)\b", "", text)
    return changes(f" {plain}")


def _compares(said: list[str], at: int) -> bool:
    word = said[at]
    if word in ("above", "below"):
        return at + 1 == len(said) or said[at + 1] not in ("all", "everything")
    if word in ("up", "down"):
        return at + 1 == len(said) and at > 0
    return word not in PLACES


def _steady(said: list[str]) -> bool:
    before = any(
        word in STEADY_BEFORE and said[at + 1] in MORE | FEWER for at, word in enumerate(said[:-1])
    )
    return before or any(word in STEADY for word in said)


def _superlative(word: str) -> bool:
    return bool(_EST.fullmatch(word)) and word not in NO_SUPERLATIVES
