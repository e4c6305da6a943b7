"""The fixed rules by which a number, a date or an order in words is judged.

f is the figure, s its step (the place value of its last digit that counts), x what was found.
All in `Decimal`; halves round away from zero. The first row that holds gives the verdict.

===========  =====================================================  ============
hedge        condition                                              verdict
===========  =====================================================  ============
none         x = f                                                  agrees
none         the figure is a plain count of things, x whole         differs
none         x rounds to f at s, and is within 5% of x              rounds
none         x rounds to f at s, further off (`one million`)        approximates
none         x cut after the digit of s is f, and within 5% of x    truncated
none         f is within 5% of x                                    approximates
over         f < x ≤ 1.5 f                                          agrees
over         1.5 f < x (true, by far), or x = f                     approximates
at least     f ≤ x ≤ 1.5 f                                          agrees
at least     1.5 f < x (true, by far)                               approximates
under        f / 1.5 ≤ x < f                                        agrees
under        x < f / 1.5 (true, by far), or x = f                   approximates
up to        f / 1.5 ≤ x ≤ f                                        agrees
up to        x < f / 1.5 (true, by far)                             approximates
nearly       0.9 f ≤ x < f                                          agrees
nearly       0.85 f ≤ x < 0.9 f, or f ≤ x ≤ 1.05 f                  approximates
just over    f < x ≤ 1.1 f                                          agrees
just over    1.1 f < x ≤ 1.15 f, or 0.95 f ≤ x ≤ f                  approximates
about        0.9 f ≤ x ≤ 1.1 f                                      agrees
about        0.8 f ≤ x ≤ 1.2 f                                      approximates
vague word   x lies within the bounds allowed to the word           approximates
range        one value: it lies within the range                    agrees
range        two values: the worse verdict of the two ends
any          none of the above                                      differs
===========  =====================================================  ============

===========  =====================================================  ============
date         the source's date lies within the figure's             agrees
date         the source dates less closely, and the figure fits     approximates
date         otherwise                                              differs
comparative  x is on the side named of what it is compared with     agrees
superlative  x is the first (last) of all it is compared with       agrees
trend        every step goes the way named                          agrees
trend        the last is beyond the first, some step goes back      approximates
===========  =====================================================  ============
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from variorum.data.periods import Period
from variorum.quantity import Figure, Hedge
from variorum.quantity.model import YearlessDate


class Verdict(StrEnum):
    """What a check found; the words are those the reader sees."""

    AGREES = "agrees"
    ROUNDS = "rounds"
    TRUNCATED = "truncated"
    APPROXIMATES = "approximates"
    DIFFERS = "differs"
    NOT_CHECKABLE = "not checkable"
    DEPENDS = "depends on the source"


TOLERANCE = Decimal("0.05")
FAR = Decimal("1.5")

_ABOVE, _BELOW = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.UP_TO)
_BOUNDS: dict[Hedge, tuple[str, str]] = {
    Hedge.NEARLY: ("0.9 1", "0.85 1.05"),
    Hedge.JUST_OVER: ("1 1.1", "0.95 1.15"),
    Hedge.ABOUT: ("0.9 1.1", "0.8 1.2"),
}
_ORDER = (
    Verdict.AGREES,
    Verdict.ROUNDS,
    Verdict.TRUNCATED,
    Verdict.APPROXIMATES,
    Verdict.NOT_CHECKABLE,
    Verdict.DEPENDS,
    Verdict.DIFFERS,
)
"""From the most favourable to the least: what differs is never hidden behind another."""


def worse(*verdicts: Verdict) -> Verdict:
    """The least favourable of several verdicts on parts of one claim."""
    return max(verdicts, key=_ORDER.index)


def number(figure: Figure, wanted: Decimal, found: Decimal) -> Verdict:
    """Judge a number by the figure's hedge and step."""
    if figure.hedge in (*_ABOVE, *_BELOW):
        return _limit(figure.hedge, wanted, found)
    if figure.hedge:
        return _around(figure.hedge, wanted, found)
    if found == wanted:
        return Verdict.AGREES
    if figure.exact and found % 1 == 0:
        return Verdict.DIFFERS
    near = abs(found - wanted) <= TOLERANCE * abs(found)
    if rounded(found, figure.step) == wanted:
        return Verdict.ROUNDS if near else Verdict.APPROXIMATES
    if near and cut(found, figure.step) == wanted:
        return Verdict.TRUNCATED
    return Verdict.APPROXIMATES if near else Verdict.DIFFERS


def rounded(found: Decimal, step: Decimal) -> Decimal:
    """The number rounded to the step, halves away from zero."""
    return (found / step).to_integral_value(ROUND_HALF_UP) * step


def cut(found: Decimal, step: Decimal) -> Decimal:
    """The number without what comes after the digit of the step."""
    return (found / step).to_integral_value(ROUND_DOWN) * step


def far(figure: Figure, found: Decimal) -> bool:
    """Whether the words set a limit that the number is well beyond: true, and hardly telling."""
    limit = figure.number
    if limit is None or found == limit:
        return False
    if figure.hedge in _ABOVE:
        return found > limit and not limit < found <= limit * FAR
    return figure.hedge in _BELOW and found < limit and not found < limit <= found * FAR


def _limit(hedge: Hedge, limit: Decimal, found: Decimal) -> Verdict:
    if found == limit:
        equal = hedge in (Hedge.AT_LEAST, Hedge.UP_TO)
        return Verdict.AGREES if equal else Verdict.APPROXIMATES
    greater, lesser = (found, limit) if hedge in _ABOVE else (limit, found)
    if greater < lesser:
        return Verdict.DIFFERS
    return Verdict.AGREES if greater <= lesser * FAR else Verdict.APPROXIMATES


def _around(hedge: Hedge, wanted: Decimal, found: Decimal) -> Verdict:
    if hedge in (Hedge.NEARLY, Hedge.JUST_OVER) and found == wanted:
        return Verdict.APPROXIMATES
    for bounds, verdict in zip(_BOUNDS[hedge], (Verdict.AGREES, Verdict.APPROXIMATES), strict=True):
        low, high = (Decimal(bound) * wanted for bound in bounds.split())
        if min(low, high) <= found <= max(low, high):
            return verdict
    return Verdict.DIFFERS


def date(wanted: Period | YearlessDate, found: Period) -> Verdict:
    """Judge a date: inside the figure's, less close than it, or another."""
    if isinstance(wanted, YearlessDate):
        return _yearless(wanted, found)
    if wanted.holds(found):
        return Verdict.AGREES
    return Verdict.APPROXIMATES if found.holds(wanted) else Verdict.DIFFERS


def _yearless(wanted: YearlessDate, found: Period) -> Verdict:
    inside = [wanted.fits(day) for day in found.days()]
    if all(inside):
        return Verdict.AGREES
    return Verdict.APPROXIMATES if any(inside) else Verdict.DIFFERS


def order(direction: int, found: Decimal, other: Decimal) -> Verdict:
    """Judge a comparative."""
    return Verdict.AGREES if (found - other) * direction > 0 else Verdict.DIFFERS


def extreme(direction: int, found: Decimal, others: tuple[Decimal, ...]) -> Verdict:
    """Judge a superlative; sharing the first place is not enough to differ."""
    best = max(others) if direction > 0 else min(others)
    return Verdict.AGREES if (found - best) * direction >= 0 else Verdict.DIFFERS


def trend(direction: int, steps: tuple[Decimal, ...]) -> Verdict:
    """Judge a sequence."""
    ways = [(later - earlier) * direction for earlier, later in pairwise(steps)]
    if all(way > 0 for way in ways):
        return Verdict.AGREES
    forward = (steps[-1] - steps[0]) * direction > 0
    return Verdict.APPROXIMATES if forward else Verdict.DIFFERS
