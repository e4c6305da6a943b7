"""Names and phrases of a text that a glossary might explain, the frequent ones first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from variorum.data.periods import MONTHS
from variorum.folding import fold

MOST = 60
_WITHIN = re.compile(r"[\w,;%]'?\s+$")
"""What stands before a word within a sentence: not a stop, a quotation's or a list's sign."""
_NAME = re.compile(
    r"(?<![\w'-])[A-Z][\w-]*(?:\s+(?:(?:of|the|for|and|de|la|del)\s+){0,2}[A-Z][\w-]*)*"
)
_WORD = re.compile(r"[a-z][a-z-]{2,}")
_FIRST = frozenset(
    re.findall(r"\w+", "a am an as at be by do he if in is it me my no of on or so to up us we")
)
"""Short words that open a sentence, and with a capital may seem part of a name."""
_DAYS = frozenset(
    [
        *(name.lower() for name in MONTHS),
        *re.findall(r"\w+", "monday tuesday wednesday thursday friday saturday sunday"),
    ]
)
_STOP = frozenset(
    re.findall(
        r"\w+",
        "about above after again against all also although always among and another any are "
        "back because been before being below between both but came can come could did does "
        "down during each even ever every few first for from further gave get give given goes "
        "had has have having her here him his how however into its itself just last less let "
        "like long made make many may might more most much must near never new next nor not "
        "now off old once one only other our out over own part per rather said same say see "
        "seen set she should since some still such take taken than that the their them then "
        "there these they this those though through too two under until upon used very was way "
        "well were what when where which while who whole whom whose why will with within "
        "without would yet you your became become began begin says year years time times",
    )
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A name or phrase, how often it stands in the text, and in which paragraphs."""

    words: str
    count: int
    paragraphs: tuple[int, ...]


def propose(texts: Mapping[int, str]) -> list[Proposed]:
    """Names that stand twice or within a sentence, and pairs of words that come again."""
    counts: Counter[str] = Counter()
    where: defaultdict[str, set[int]] = defaultdict(set)
    inner: set[str] = set()
    for number, text in texts.items():
        for words, inside in _names(fold(text)):
            counts[words] += 1
            where[words].add(number)
            if inside:
                inner.add(words)
        for words in _pairs(fold(text)):
            counts[words] += 1
            where[words].add(number)
    kept = [words for words, count in counts.items() if _keeps(words, count, inner)]
    kept.sort(key=lambda words: (-counts[words], words.casefold()))
    return [Proposed(words, counts[words], tuple(sorted(where[words]))) for words in kept[:MOST]]


def _keeps(words: str, count: int, inner: set[str]) -> bool:
    if words[0].isupper():
        # A capital at the start of a sentence alone says nothing.
        known = _STOP | _FIRST | _DAYS
        named = any(word not in known for word in words.lower().split())
        return words in inner and named and len(words) > 1
    return count >= 3


def _names(text: str) -> Iterator[tuple[str, bool]]:
    """Each name, and whether it stands within a sentence."""
    for found in _NAME.finditer(text):
        words = found[0].split()
        inside = bool(_WITHIN.search(text[max(found.start() - 9, 0) : found.start()]))
        if len(words) > 1 and words[0].lower() in _STOP | _FIRST:
            words, inside = words[1:], True
        yield " ".join(words), inside


def _pairs(text: str) -> Iterator[str]:
    for sentence in re.split(r"[.,;:!?()\n]", text):
        words = sentence.split()
        for first, second in pairwise(words):
            if all(_WORD.fullmatch(word) and word not in _STOP for word in (first, second)):
                yield f"{first} {second}"
