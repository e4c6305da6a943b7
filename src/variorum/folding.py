"""One spelling for the shapes that copies of a text do not agree on.

Folding maps character to character, so offsets in folded text are offsets in the text.
"""

from __future__ import annotations

import re
import unicodedata

_SHAPES = {
    **dict.fromkeys('‘’‚‛′`´“”„‟″«»‹›"', "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\t\n", " "),
}
_TABLE = str.maketrans(_SHAPES)
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_WORD_OR_SIGN = re.compile(r"\w+(?:[.,]\d+)*|[%‰£$€¥¢]|(?<![\w%])-(?=[£$€¥]?\d)")


def fold(text: str) -> str:
    """The text with one shape of quote, dash and space; its length is unchanged."""
    return text.translate(_TABLE)


def typed(text: str) -> str:
    """Words as a contributor types them, in the text's own characters: ``...`` is ``…``."""
    return unicodedata.normalize("NFC", " ".join(text.split())).replace("...", "…")


def words(text: str) -> list[str]:
    """The words alone, lower case, without punctuation: what a copy must not change."""
    return _WORD.findall(fold(text).lower().replace("'", " "))


def words_and_signs(text: str) -> list[str]:
    """The words, and the signs without which a number says something else: ``£``, ``%``, minus."""
    return _WORD_OR_SIGN.findall(fold(text).lower().replace("'", " "))


def tokens(text: str) -> list[tuple[int, int]]:
    """Start and end of each stretch between spaces: the unit of the lock's word offsets."""
    return [match.span() for match in _TOKEN.finditer(fold(text))]


def token_range(text: str, start: int, end: int) -> tuple[int, int]:
    """First and last-plus-one token that the characters from start to end touch."""
    touched = [i for i, (a, b) in enumerate(tokens(text)) if a < end and b > start]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)
