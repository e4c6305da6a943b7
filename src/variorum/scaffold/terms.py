"""Names and phrases of a text that a glossary might explain, the frequent ones first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from variorum.folding import fold

MOST = 60
_SENTENCE = re.compile(r"(?:^|[.!?:…]['\")\]]*)\s+(?=\S)|^")
_NAME = re.compile(
    r"(?<![\w'-])[A-Z][\w-]*(?:\s+(?:(?:of|the|for|and|de|la|del)\s+){0,2}[A-Z][\w-]*)*"
)
_WORD = re.compile(r"[a-z][a-z-]{2,}")
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
        return words in inner and words.lower() not in _STOP and len(words) > 1
    return count >= 3


def _names(text: str) -> Iterator[tuple[str, bool]]:
    """Each name, and whether it stands within a sentence."""
    opens = {match.end() for match in _SENTENCE.finditer(text)}
    for found in _NAME.finditer(text):
        words = found[0].split()
        inside = found.start() not in opens
        if len(words) > 1 and words[0].lower() in _STOP | {"a", "an", "in", "on", "of"}:
            words, inside = words[1:], True
        yield " ".join(words), inside


def _pairs(text: str) -> Iterator[str]:
    for sentence in re.split(r"[.,;:!?()\n]", text):
        words = sentence.split()
        for first, second in pairwise(words):
            if all(_WORD.fullmatch(word) and word not in _STOP for word in (first, second)):
                yield f"{first} {second}"
