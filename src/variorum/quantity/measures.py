"""One number as written, and the unit behind it: value, precision, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from variorum.data import units
from variorum.quantity.numberwords import BIG, CARDINAL, DIGITS, SCALES, digit_value, word_value

_COMPOUND = r"(?:second|minute|hour|day|week|month|year|decade|point|fold|plus)\b"
_NUMBER = re.compile(
    r"(?P<minus>minus\s+|-\s?)?(?P<money>(?:US)?[$£€]\s?)?"
    rf"(?:(?P<digits>{DIGITS})(?P<big>{BIG}(?!\s+(?:wide|long|high|tall|deep|across)\b))?"
    rf"|(?P<words>{CARDINAL}))"
    rf"(?![\w,.]*\d)(?!\w|-(?!{_COMPOUND})[a-z])",
    re.I,
)
_HALF = re.compile(
    rf"[\s-]+and[\s-]+(?:(?P<one>a[\s-]+(?:half|quarter))|three[\s-]+quarters)\b"
    rf"(?:[\s-]+(?P<scale>{'|'.join(SCALES)})\b)?",
    re.I,
)
_POINTS = re.compile(r"(?:\s*(?:%|per\s?cent(?:age)?\b))?[\s-]*\bpoints?\b", re.I)
_PER_CENT = re.compile(r"\s*(?:%|(?:per\s?cent(?:age)?|pct)\b)", re.I)
_MONEY = re.compile(
    r"\s*[$£€](?!\w)|\s+(?:(?:US\s+)?dollars|euros|pounds(?!\s+of\b)|USD|EUR|GBP|bol[ií]var(?:e?s)?"
    r"|pesos|yen|yuan|r(?:o)?ubles|francs|rupees)\b",
    re.I,
)
_CODES = {"usd": units.DOLLAR, "eur": "€", "gbp": "£"}
_ADJECTIVE = "working|long|full|whole|straight|consecutive|calendar|short|successive|additional"
_TIME = re.compile(
    rf"[\s-]+(?:(?:{_ADJECTIVE})\s+)?"
    r"(?P<unit>seconds|(?:minute|hour|day|week|month|year|decade)s?|century|centuries)(?![\w-])",
    re.I,
)
_TIMED = re.compile(r"-(?P<unit>second|minute|hour|day|week|month|year|decade)\b", re.I)
_LONG = {"decade": 10, "centur": 100}
_NOT_WITHIN = "".join(rf"(?<!\b{word}\s)" for word in ("in", "for", "of", "over"))
_RATE = re.compile(
    rf"\s+(?:\w+\s+){{0,3}}?(?:(?:per|{_NOT_WITHIN}(?:an?|each|every))\s+"
    r"(?P<time>minute|hour|day|week|month|year)\b"
    rf"|per\s+(?P<base>{DIGITS}|hundred|thousand|million|billion)(?!\w))",
    re.I,
)
_DAILY = re.compile(
    r"\s+(?:\w+\s+){0,3}?(?P<often>hourly|daily|weekly|monthly|yearly|annually)$", re.I
)
_OFTEN = {"daily": "day", "annually": "year"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: value, place value of its last counting digit, unit."""

    value: Decimal
    step: Decimal
    unit: str = ""
    scale: Decimal = Decimal(1)
    """1,000,000 for `2.7 million`: in `1.3 to 2.7 million` it holds for both."""


def one(core: str, pos: int = 0) -> tuple[Number, int] | None:
    """The number that starts there, with its unit, and where it ends."""
    found = _NUMBER.match(core, pos)
    if not found or (found["minus"] and pos):
        return None
    value, step = _worth(found)
    scale, end = _scale(found), found.end()
    half = _HALF.match(core, end)
    if half and step == scale:
        scale *= SCALES[half["scale"].lower()] if half["scale"] else 1
        part = Decimal("0.5" if (half["one"] or "").lower().endswith("half") else "0.25")
        more = part if half["one"] else 3 * part
        value = (value if half["scale"] is None else value * scale) + more * scale
        step, end = part * scale, half.end()
    money = (found["money"] or "").strip()
    unit, times, end = (money[-1], 1, end) if money else measure(core, end)
    sign = -1 if found["minus"] else 1
    return Number(sign * value * times, step * times, unit, scale), end


def measure(core: str, pos: int) -> tuple[str, int, int]:
    """The unit that stands there, what it multiplies the number by, and where it ends."""
    for pattern, name in ((_POINTS, units.POINTS), (_PER_CENT, units.PER_CENT)):
        if found := pattern.match(core, pos):
            return name, 1, found.end()
    if found := _MONEY.match(core, pos):
        said = found[0].strip().lower()
        return _CODES.get(said) or units.unit_of(said).kind, 1, found.end()
    if found := _TIME.match(core, pos) or _TIMED.match(core, pos):
        name = found["unit"].lower()
        times = _LONG.get(name[:6], 1)
        return ("years" if times > 1 else f"{name.rstrip('s')}s"), times, found.end()
    if found := _RATE.match(core, pos):
        per = found["time"] or found["base"]
        return units.unit_of(f"per {per}").kind, 1, found.end()
    if found := _DAILY.match(core, pos):
        often = found["often"].lower()
        return f"per {_OFTEN.get(often, often.removesuffix('ly'))}", 1, found.end()
    return "", 1, pos


def _scale(found: re.Match[str]) -> Decimal:
    if found["big"]:
        return digit_value("1", found["big"])[0]
    last = re.split(r"[\s-]", (found["words"] or "").lower())[-1]
    return Decimal(SCALES.get(last, 1))


def _worth(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    if found["words"]:
        return word_value(found["words"])
    return digit_value(found["digits"], found["big"] or "")
