"""Small planted errors: a figure in words, or a cell of a table, changed a little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from variorum.data.package import Field, Package
from variorum.data.periods import MONTHS, from_iso
from variorum.data.values import Cell
from variorum.quantity.numberwords import DIGITS, ORDINALS


@dataclass(frozen=True, slots=True)
class Change:
    """One planted error: how it was made, and what stands there now."""

    how: str
    to: str


_SIMPLE = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_ROWS: tuple[tuple[str, ...], ...] = (
    tuple(_SIMPLE.split()),
    tuple(ORDINALS),
    MONTHS,
    ("thousand", "million", "billion"),
    ("second half", "half", "quarter"),
)
"""Rows of words in order: a word's neighbours are its mutants."""
_OPPOSITES = (
    *("more less", "bigger smaller", "larger smaller", "greater smaller", "higher lower"),
    *("more fewer", "over under", "above below", "at least at most", "most least", "up down"),
    *("biggest smallest", "largest smallest", "highest lowest", "worsened improved"),
    *("outstripped shrank", "nearly over", "doubled halved", "rose fell", "majority quarter"),
    *("a few dozens of", "longer shorter"),
)
_DIGITS = re.compile(rf"(?<![\w.,])(?:{DIGITS})(?!\d)")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
MOST_TEXTS = 40


def of_words(words: str) -> list[Change]:
    """The mutants of a figure in words, each once."""
    changes: dict[str, Change] = {}
    for how, mutant in (*_of_digits(words), *_of_rows(words), *_of_opposites(words)):
        if mutant != words:
            changes.setdefault(mutant, Change(how, mutant))
    return list(changes.values())


def of_cell(package: Package, cell: Cell) -> list[Change]:
    """The mutants of a cell, the smallest change first; the first that must show will show."""
    resource = package.resource(cell.table)
    at = resource.index(cell.column)
    field, text = resource.fields[at], package.text(cell)
    others = sorted({row[at] for row in resource.rows} - {text, ""})
    if field.type in ("number", "integer"):
        made = list(_of_number(field, text))
    elif field.type == "boolean":
        made = [Change("flipped", "false" if text.strip().lower() == "true" else "true")]
    elif field.type in ("date", "yearmonth", "year"):
        made = list(_of_date(text))
    else:
        made = []
    made += [Change("another row's", other) for other in others[:MOST_TEXTS]]
    if field.type == "string":  # a number or date left blank would be an error, not a change
        made += [Change("unknown", f"{text}?"), Change("blank", "")]
    return [change for change in made if change.to != text]


def _of_digits(words: str) -> Iterator[tuple[str, str]]:
    for found in _DIGITS.finditer(words):
        digits = found[0]
        for how, other in _digit_mutants(digits):
            yield how, words[: found.start()] + other + words[found.end() :]


def _digit_mutants(digits: str) -> Iterator[tuple[str, str]]:
    plain = Decimal(digits.replace(",", ""))
    last = _last_place(digits)
    for sign in (1, -1):
        if plain + sign * last >= 0:
            yield "last digit", _like(digits, plain + sign * last)
    for at in range(len(digits) - 1):
        pair = digits[at : at + 2]
        swapped = digits[:at] + pair[::-1] + digits[at + 2 :]
        if pair.isdigit() and pair[0] != pair[1] and swapped[0] != "0":
            yield "digits swapped", swapped
            break
    if not _YEAR.fullmatch(digits):
        yield "times ten", _like(digits, plain * 10)


def _last_place(digits: str) -> Decimal:
    """The place value of the last digit that is not a filling zero."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(1).scaleb(zeros if len(whole) > 3 and not _YEAR.fullmatch(digits) else 0)


def _like(digits: str, number: Decimal) -> str:
    places = len(digits.partition(".")[2])
    grouped = "," in digits or (number >= 10_000 and not _YEAR.fullmatch(digits))
    return f"{number:{',' if grouped else ''}.{places}f}"


def _of_rows(words: str) -> Iterator[tuple[str, str]]:
    for row in _ROWS:
        low = [each.lower() for each in row]
        for found in re.finditer(r"[A-Za-z]+(?:-[a-z]+)*", words):
            if found[0].lower() not in low or (row is MONTHS and found[0].islower()):
                continue
            at = low.index(found[0].lower())
            for other in (at - 1, at + 1):
                if 0 <= other < len(row):
                    word = row[other].capitalize() if found[0][0].isupper() else row[other]
                    yield "neighbour", words[: found.start()] + word + words[found.end() :]


def _of_opposites(words: str) -> Iterator[tuple[str, str]]:
    for pair in _OPPOSITES:
        parts = pair.split()
        half = len(parts) // 2
        ends = (" ".join(parts[:half]), " ".join(parts[half:]))
        for one, other in (ends, ends[::-1]):
            found = re.search(rf"\b{one}\b", words, re.IGNORECASE)
            if found:
                yield "opposite", words[: found.start()] + other + words[found.end() :]


def _of_number(field: Field, text: str) -> Iterator[Change]:
    try:
        number = Decimal(text.strip())
    except ArithmeticError:
        return
    places = 0 if field.type == "integer" else max(len(text.strip().partition(".")[2]), 2)
    step = Decimal(1).scaleb(-places)
    for how, factor in (("10% less", "0.9"), ("10% more", "1.1")):
        other = (number * Decimal(factor)).quantize(step)
        if other == number:
            other = number + (step if factor == "1.1" else -step)
        yield Change(how, f"{other:f}")
    yield Change("times ten", f"{number * 10:f}")
    yield Change("zero", "0")
    yield Change("times a million", f"{number * 1_000_000:f}")
    yield Change("sign", f"{-number:f}")


def _of_date(text: str) -> Iterator[Change]:
    try:
        first = from_iso(text.strip()).first
    except ValueError:
        return
    size = len(text.strip())
    for how, days in (("a day", 1), ("a month", 31), ("a year", 366), ("ten years", 3653)):
        for sign in (1, -1):
            yield Change(
                f"{how} {'later' if sign > 0 else 'earlier'}",
                str(first + sign * timedelta(days))[:size],
            )
