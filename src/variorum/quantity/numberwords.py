"""Number words and digits of English prose: the patterns, and what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal

from text_to_num import text2num

from variorum.data.periods import MONTHS

_UNITS, _TENS, _ORDINAL_UNITS = (
    each.split()
    for each in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
        "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    )
)
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
ORDINALS: dict[str, int] = {
    **{word: at for at, word in enumerate(_ORDINAL_UNITS) if at},
    **{word[:-1] + "ieth": (at + 2) * 10 for at, word in enumerate(_TENS)},
    **{
        f"{ten}-{unit}": (at + 2) * 10 + unit_at
        for at, ten in enumerate(_TENS)
        for unit_at, unit in enumerate(_ORDINAL_UNITS)
        if 0 < unit_at < 10
    },
}
FRACTIONS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
FRACTIONS |= {f"{name}s": value for name, value in FRACTIONS.items() if name != "half"}
_DIGIT_SCALES = {"thousand": 3, "million": 6, "billion": 9, "m": 6, "bn": 9, "k": 3}


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?:{_any(MONTHS)})"
SIMPLE = rf"(?:{_any((*_UNITS, *_TENS))})"
SCALE = rf"(?:{_any(SCALES)})"
ORDINAL = rf"(?:{_any(ORDINALS)})"
FRACTION = rf"(?:{_any(FRACTIONS)})"
CARDINAL = (
    rf"(?:(?:half\s+)?an?\s+{SCALE}|{SIMPLE})"
    rf"(?:(?:\s+|-)(?:and\s+)?(?:{SIMPLE}|{SCALE}))*"
)
"""Number words in a row: `three million`, `twenty-one`, `a hundred and five`."""
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BIG = r"(?:\s*(?:thousand|million|billion)|(?:bn|m|k))"


def word_value(words: str) -> tuple[Decimal, Decimal]:
    """Value and step of number words; the step is the scale of the last word."""
    text = " ".join(words.lower().split())
    if text.startswith("half a"):
        scale = Decimal(SCALES[text.split()[2]])
        return scale / 2, scale / 10
    if text.split()[0] in ("a", "an"):
        text = "one " + text.split(None, 1)[1]
    last = re.split(r"[\s-]", text)[-1]
    return Decimal(text2num(text.replace("-", " "), "en")), Decimal(SCALES.get(last, 1))


def digit_value(digits: str, scale: str = "") -> tuple[Decimal, Decimal]:
    """Value and step of digits; from 1,000 on, zeros at the end do not count as measured."""
    power = _DIGIT_SCALES[scale.strip().lower()] if scale.strip() else 0
    plain = digits.replace(",", "")
    number = Decimal(plain)
    places = len(plain.partition(".")[2])
    if not places and not power and number >= 1000:
        places = len(plain.rstrip("0")) - len(plain)
    return number.scaleb(power), Decimal(1).scaleb(power - places)
