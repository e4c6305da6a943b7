"""Every numeral and number word of a text, each as one span: what the coverage gate counts.

A span is the longest phrase that names one number or one date: `three million`, `50.7%`,
`33.2 per 100,000`, `2 December 2007`, `1974-79`, `1990s`, `two-thirds`, `80p`, `one`. Every digit
lies in a span, whatever stands around it. Whether a `one` means a number is for the edition to
say; here it counts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from variorum.folding import fold, tokens
from variorum.quantity.lexicon import MULTIPLES
from variorum.quantity.numberwords import (
    CARDINAL,
    DIGITS,
    FRACTION,
    FRACTIONS_OF,
    MONTH,
    ORDINAL,
    SCALE,
)


@dataclass(frozen=True, slots=True)
class NumeralSpan:
    """A numeral: character offsets (end excluded), first word counted from 0, and its words."""

    start: int
    end: int
    word: int
    words: str


_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = rf"(?:{DIGITS}|{CARDINAL})"
_SIGNS = "$£€¥₹₽₩₺₪¢"
_MONEY = rf"(?:[A-Z]{{1,3}})?\\?[{_SIGNS}]\s?"
_MINUS = r"(?<![\w%)\]'\"-])-"
_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_BIG = rf"(?:\s+(?:{SCALE})|(?:bn|mn|trn|tn|m|k)\b)"
_AFTER = r"(?:\s*[%‰]|\s+per\s?cent(?:age)?)(?:\s+points?)?"
_RATE = rf"\s+per\s+(?:{DIGITS})"
_UNIT = r"(?:[^\W\d_]+)?(?:-[^\W\d_]+)*"
"""What sticks to digits: `5km`, `10am`, `5th`, `8-hour`, `3-year-old`."""
_TIMED = r"(?:-(?:second|minute|hour|day|week|month|year|decade)(?:-old|-long)?)?"
_MULTIPLES = "|".join(sorted(MULTIPLES, key=len, reverse=True))

_PATTERNS = (
    rf"{_DAY}\s+{MONTH}(?:,?\s+{_YEAR})?",
    rf"{MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?",
    rf"{MONTH},?\s+{_YEAR}",
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})[\s-]+centur(?:y|ies)",
    rf"(?:{_YEAR}|')\d?0'?s\b|{_YEAR[:-2]}0'?s\b",
    rf"{_YEAR}\s?[-/]\s?(?:{_YEAR}|\d{{1,2}})(?!\d)",
    r"\d+(?:/\d+)+|\d{1,2}:\d\d(?:\s?[ap]m)?|\d+:\d+",
    rf"{_NUMBER}\s+(?:in|out\s+of)(?:\s+every)?\s+{_NUMBER}",
    rf"(?:{CARDINAL}|an?)-{FRACTION}|(?:{CARDINAL})\s+{FRACTIONS_OF}|one\s+{FRACTION}",
    rf"an?\s+{FRACTION}(?=\s+(?:of|the|as)\b)|\b(?:half|halves)\b(?![\s-]+(?:an?\b|{SCALE}\b))",
    rf"(?:{_MINUS})?(?:{_MONEY})?(?:{DIGITS}\s?)?[{_VULGAR}](?:{_BIG})?(?:{_AFTER})?{_UNIT}",
    rf"{_NUMBER}(?:\s+and\s+a\s+half(?:\s+{SCALE})?|[\s-]?fold)",
    rf"(?:a\s+few|several|a\s+couple\s+of)(?:\s+{SCALE})+",
    rf"(?:{_MINUS})?(?:{_MONEY})?(?:{DIGITS})(?:{_BIG})?(?:{_AFTER})?(?:{_RATE})?{_UNIT}",
    rf"{ORDINAL}",
    rf"{CARDINAL}(?:{_AFTER})?(?:{_RATE})?{_TIMED}",
    r"(?:(?:tens|hundreds|thousands)\s+of\s+)?(?:dozens?|hundreds|thousands|millions|billions|trillions)",
    rf"(?:{_MULTIPLES})",
)
_NUMERAL = re.compile(
    rf"(?<![\w{_SIGNS}])(?:{'|'.join(f'(?:{pattern})' for pattern in _PATTERNS)})(?!\w)",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(rf"(?:{_MINUS})?(?:\\?[{_SIGNS}]\s?)?\w+(?:\s*[%‰])?")
_DASH = re.compile(r"(?<!\w)—|—(?!\w)")
"""A dash between words is no minus."""


def find(text: str) -> list[NumeralSpan]:
    """The numerals of a plain text, in order, none inside another; no digit is left out."""
    ends = [end for _start, end in tokens(text)]
    return [
        NumeralSpan(start, end, bisect_right(ends, start), text[start:end])
        for start, end in _spans(fold(_DASH.sub(" ", text)))
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _NUMERAL.finditer(text):
        yield from _left_over(text, done, found.start())
        yield found.span()
        done = found.end()
    yield from _left_over(text, done, len(text))


def _left_over(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words with a digit in them that no pattern knows: `H2O`, `4x4`, `m²`."""
    for found in _LEFT_OVER.finditer(text, start, end):
        if any(unicodedata.category(sign) in ("Nd", "Nl", "No") for sign in found[0]):
            yield found.span()
