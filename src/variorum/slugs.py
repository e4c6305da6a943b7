"""Words as files have them: names of notes and chapters, quotation marks of the keyboard."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 48
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he his in into is it its not of "
        "on or our she so that the their them they this to up was we were which who will with",
    )
)


_STRAIGHT = str.maketrans("‘’‚“”„", "'''\"\"\"")


def straight(words: str) -> str:
    """Words with the quotation marks of the keyboard, as the chapters' files have them."""
    return words.translate(_STRAIGHT)


def slug_of(words: str, most: int = 4, *, small: bool = False) -> str:
    """The words that say most, as lower-case ascii joined by hyphens; empty when there are none.

    ``small`` keeps the small words, as in the name of a chapter.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [part for part in parts if small or part not in _SMALL] or parts
    slug = "-".join(telling[:most])[:LONGEST]
    return slug.strip("-")
