"""Every numeral and number word of a text, each as one span: what the coverage gate counts.

A span is the longest phrase that names one number or one date: `three million`, `50.7%`,
`33.2 per 100,000`, `2 December 2007`, `1974-79`, `1990s`, `one`. Whether a `one` means a
number is for the edition to say; here it counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from variorum.folding import fold, tokens
from variorum.quantity.lexicon import MULTIPLES
from variorum.quantity.numberwords import CARDINAL, DIGITS, FRACTION, MONTH, ORDINAL, SCALE


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
_MONEY = r"(?:US)?\\?[$£€]\s?"
_BIG = rf"(?:\s+(?:{SCALE})|(?:bn|mn|trn|tn|m|k)\b)"
_AFTER = r"(?:\s*%|\s+per\s?cent(?:age)?)(?:\s+points?)?"
_RATE = rf"\s+per\s+(?:{DIGITS})"
_MULTIPLES = "|".join(sorted(MULTIPLES, key=len, reverse=True))

_PATTERNS = (
    rf"{_DAY}\s+{MONTH}(?:,?\s+{_YEAR})?",
    rf"{MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?",
    rf"{MONTH},?\s+{_YEAR}",
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})[\s-]+centur(?:y|ies)",
    rf"(?:{_YEAR}|')\d?0'?s\b|{_YEAR[:-2]}0'?s\b",
    rf"{_YEAR}\s?[-/]\s?(?:{_YEAR}|\d{{1,2}})(?!\d)",
    rf"{_NUMBER}\s+(?:in|out\s+of)(?:\s+every)?\s+{_NUMBER}",
    rf"(?:{CARDINAL}|an?)[\s-]+{FRACTION}(?=\s+(?:of|the|as)\b)|\b(?:half|halves)\b(?!\s+an?\b)",
    rf"{_NUMBER}(?:\s+and\s+a\s+half(?:\s+{SCALE})?|[\s-]?fold)",
    rf"(?:a\s+few|several|a\s+couple\s+of)(?:\s+{SCALE})+",
    rf"(?:{_MONEY})?(?:{DIGITS})(?:{_BIG})?(?:{_AFTER})?(?:{_RATE})?(?:st|nd|rd|th|s)?",
    rf"{ORDINAL}",
    rf"{CARDINAL}(?:{_AFTER})?(?:{_RATE})?",
    r"(?:(?:tens|hundreds|thousands)\s+of\s+)?(?:dozens?|hundreds|thousands|millions|billions|trillions)",
    rf"(?:{_MULTIPLES})",
)
_NUMERAL = re.compile(
    rf"(?<![\w$£€])(?:{'|'.join(f'(?:{pattern})' for pattern in _PATTERNS)})(?!\w)",
    re.IGNORECASE,
)


def find(text: str) -> list[NumeralSpan]:
    """The numerals of a plain text, in order, none inside another."""
    ends = [end for _start, end in tokens(text)]
    spans = []
    for found in _NUMERAL.finditer(fold(text)):
        start, end = found.span()
        spans.append(NumeralSpan(start, end, bisect_right(ends, start), text[start:end]))
    return spans
