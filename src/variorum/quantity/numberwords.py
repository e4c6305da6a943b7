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
SCALES = {
    **{"dozen": 12, "hundred": 10**2, "thousand": 10**3},
    **{"million": 10**6, "billion": 10**9, "trillion": 10**12},
}
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
FRACTIONS = {"half": 2, "quarter": 4, "hundredth": 100, "thousandth": 1000} | {
    name: at for name, at in ORDINALS.items() if 2 < at <= 20
}
FRACTIONS |= {f"{name}s": value for name, value in FRACTIONS.items() if name != "half"}
FRACTIONS["halves"] = 2
_OWN_SCALES = ("dozen", "trillion")
"""Scales that text2num does not know; they stand last."""
_DIGIT_SCALES = {
    **{"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    **{"m": 6, "mn": 6, "bn": 9, "tn": 12, "trn": 12, "k": 3},
}


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?:{_any(MONTHS)})"
SIMPLE = rf"(?:{_any((*_UNITS, *_TENS))})"
SCALE = rf"(?:{_any(SCALES)})"
ORDINAL = rf"(?:{_any(ORDINALS)})"
FRACTION = rf"(?:{_any(FRACTIONS)})"
FRACTIONS_OF = rf"(?:{_any(name for name in FRACTIONS if name.endswith('s'))})"
"""Several of them: `two thirds`."""
_AFTER_SCALE = "|".join(f"(?<={scale})" for scale in SCALES)
CARDINAL = (
    rf"(?:an?\s+{SCALE}|half[\s-]+(?:an?[\s-]+)?{SCALE}|{SIMPLE})"
    rf"(?:(?:(?:\s+|-)|(?:{_AFTER_SCALE})\s+and\s+)(?:{SIMPLE}|{SCALE}))*"
)
"""Number words in a row: `three million`, `twenty-one`, `a hundred and five`."""
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BIG = r"(?:\s*(?:thousand|million|billion|trillion)|(?:bn|mn|trn|tn|m|k))"


def word_value(words: str) -> tuple[Decimal, Decimal]:
    """Value and step of number words; the step is the scale of the last word."""
    text = " ".join(words.lower().split())
    if text.startswith(("half ", "half-")):
        scale = Decimal(SCALES.get(re.sub("half[ -](?:an?[ -])?", "", text), 0))
        if not scale:
            raise ValueError(text)
        return scale / 2, scale / (2 if scale == SCALES["dozen"] else 10)
    if text.split()[0] in ("a", "an"):
        text = "one " + text.split(None, 1)[1]
    last = re.split(r"[\s-]", text)[-1]
    scale, factor = Decimal(SCALES.get(last, 1)), 1
    if last in _OWN_SCALES:
        text, factor = text[: -len(last)].rstrip(" -"), SCALES[last]
    return Decimal(text2num(text.replace("-", " "), "en")) * factor, scale


def digit_value(digits: str, scale: str = "") -> tuple[Decimal, Decimal]:
    """Value and step of digits; from 1,000 on, zeros at the end do not count as measured."""
    power = _DIGIT_SCALES[scale.strip().lower()] if scale.strip() else 0
    plain = digits.replace(",", "")
    number = Decimal(plain)
    places = len(plain.partition(".")[2])
    if not places and not power and number >= 1000:
        places = len(plain.rstrip("0")) - len(plain)
    return number.scaleb(power), Decimal(1).scaleb(power - places)


def value_of(text: str) -> tuple[Decimal, Decimal]:
    """Value and step of a number in digits, with its scale, or in words."""
    if not text[0].isdigit():
        return word_value(text)
    found = re.fullmatch(rf"({DIGITS})({BIG})?", text, re.I)
    if not found:
        raise ValueError(text)
    return digit_value(found[1], found[2] or "")
