"""Units as far as a check needs them: which ones differ, how one is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import prod

PER_CENT = "%"
POINTS = "percentage points"
DOLLAR = "$"
_MONEY = {"$": r"\bdollars?\b", "£": r"\bpounds?\b(?! of (?!\d))", "€": r"\beuros?\b"}
_COINAGES = r"\b(bol[ií]var|peso|yen|yuan|rouble|ruble|franc|rupee)(?:e?s)?\b"
MONEY = tuple(_MONEY)
SIGNS = (PER_CENT, POINTS, *MONEY)
"""Units that are written with the number, so that no number without one can be meant."""
TIMES = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
_SCALES = {
    **{"hundred": 10**2, "thousand": 10**3, "million": 10**6},
    **{"billion": 10**9, "trillion": 10**12},
}
_RATE = re.compile(rf"\bper (\d[\d,. ]*\d|{'|'.join(_SCALES)})\b")
_TIME = re.compile(rf"(?!second\b)({'|'.join(unit[:-1] for unit in TIMES)})s?\b")
_EACH = re.compile(rf"\b(?:per|an?) ({'|'.join(unit[:-1] for unit in TIMES)})$")


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
    rate = _RATE.search(text)
    if rate:
        base = _SCALES.get(rate[1]) or int(re.sub("[^0-9]", "", rate[1]))
        return Unit(f"per {base:,}")
    scales = re.findall(rf"\b({'|'.join(_SCALES)})s?\b", text)
    if scales:
        rest = re.sub(rf"\b(?:{'|'.join(_SCALES)})s?\b", "", text)
        return Unit(_kind(" ".join(rest.split())), Decimal(prod(_SCALES[each] for each in scales)))
    return Unit(_kind(text))


def _kind(text: str) -> str:
    if re.search(r"\bpercentage points?\b|^points?$", text):
        return POINTS
    if "%" in text or re.match(r"per ?cent(?:age)?\b", text):
        return PER_CENT
    for sign, name in _MONEY.items():
        if sign in text or re.search(name, text):
            return sign
    if coinage := re.search(_COINAGES, text):
        return coinage[1].replace("í", "i") + ("" if coinage[1].startswith("y") else "s")
    if time := _TIME.match(text):
        return f"{time[1]}s"
    each = _EACH.search(text)
    return f"per {each[1]}" if each else ""


def shown(number: Decimal, kind: str = "") -> str:
    """A number as the printed line gives it: thousands apart, at most four decimals."""
    text = _plain(number)
    if kind == PER_CENT:
        return f"{text}%"
    if kind in _MONEY:
        return f"-{kind}{text[1:]}" if text.startswith("-") else f"{kind}{text}"
    if kind in (*TIMES, POINTS) and text == "1":
        return f"1 {kind[:-1]}"
    return f"{text} {kind}" if kind else text


def _plain(number: Decimal) -> str:
    size = abs(number)
    places = 4 if size >= 1 or size == 0 else min(3 - size.adjusted(), 12)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
