"""From numbers to places on a drawing, with round numbers marked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MOST_TICKS = 6


class Scale:
    """A straight scale between two places; its ticks are round and not too many."""

    def __init__(
        self,
        numbers: Sequence[Decimal],
        start: Decimal,
        low: float,
        high: float,
        *,
        whole: bool = False,
    ) -> None:
        """`start` stands at `low`; `high` is the last tick or, for `whole`, the last number."""
        top = max(numbers)
        step = _step(top - start, whole=whole)
        end = top if whole else (top / step).to_integral_value(ROUND_CEILING) * step
        self.low, self.high, self.start = low, high, start
        self.end = max(end, start + step)
        first = (start / step).to_integral_value(ROUND_CEILING)
        last = (self.end / step).to_integral_value(ROUND_FLOOR)
        self.ticks = tuple(step * i for i in range(int(first), int(last) + 1))

    def at(self, number: Decimal) -> float:
        """The place of a number."""
        part = (number - self.start) / (self.end - self.start)
        return self.low + float(part) * (self.high - self.low)


def _step(width: Decimal, *, whole: bool) -> Decimal:
    """1, 2 or 5 times a power of ten, the least that gives few enough ticks."""
    if not width:
        return Decimal(1)
    power = Decimal(1).scaleb(width.adjusted() - 1)
    for factor in (1, 2, 5, 10, 20, 50):
        step = factor * power
        if width / step <= MOST_TICKS and not (whole and step < 1):
            return step
    return 100 * power


def fine(place: float) -> str:
    """A place to a tenth, without a needless zero."""
    text = f"{place:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
