"""Units as far as a check needs them: which ones differ, how one is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PER_CENT = "%"
DOLLAR = "$"
_MONEY = {"$": "dollar", "£": "pound", "€": "euro"}
TIMES = ("hours", "days", "weeks", "months", "years")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_RATE = re.compile(r"\bper (\d[\d,. ]*\d)")
_TIME = re.compile(rf"({'|'.join(unit[:-1] for unit in TIMES)})s?\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a table or the text words it, reduced to what can be compared."""

    kind: str = ""
    """`%`, `$`, `per 100,000`, `hours` …; empty for a count of things, which fits any noun."""
    scale: Decimal = Decimal(1)
    """What a cell is multiplied by: a column in million dwellings has 1,000,000."""


def unit_of(words: str) -> Unit:
    """Read a unit such as `US$ a barrel`, `million dwellings` or `per 100,000 inhabitants`."""
    text = " ".join(words.lower().split())
    for word, factor in _SCALES.items():
        if word in text.replace("millions", "million").split():
            return Unit(unit_of(text.replace(word, "").strip()).kind, Decimal(factor))
    rate = _RATE.search(text)
    if rate:
        return Unit(f"per {int(re.sub('[^0-9]', '', rate[1])):,}")
    if "%" in text or re.match(r"per ?cent", text):
        return Unit(PER_CENT)
    for sign, name in _MONEY.items():
        if sign in text or name in text:
            return Unit(sign)
    if re.search(r"\b(per|a) day$", text):
        return Unit("per day")
    time = _TIME.match(text)
    return Unit(f"{time[1]}s") if time else Unit()


def shown(number: Decimal, kind: str = "") -> str:
    """A number as the printed line gives it: thousands apart, at most four decimals."""
    text = _plain(number)
    if kind == PER_CENT:
        return f"{text}%"
    if kind in _MONEY:
        return f"-{kind}{text[1:]}" if text.startswith("-") else f"{kind}{text}"
    if kind in TIMES and text == "1":
        return f"1 {kind[:-1]}"
    return f"{text} {kind}" if kind else text


def _plain(number: Decimal) -> str:
    size = abs(number)
    places = 4 if size >= 1 or size == 0 else min(3 - size.adjusted(), 12)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
