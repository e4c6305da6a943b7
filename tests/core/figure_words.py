"""How the tests write down what was read from words: one short line, easy to check by eye."""

from __future__ import annotations

from decimal import Decimal

from variorum.data.periods import Period
from variorum.quantity import Figure


def described(figure: Figure) -> str:
    """Kind, value, step (unless 1), unit, hedge, direction, and whether it is exact."""
    parts = [str(figure.kind)]
    if figure.number is not None:
        parts.append(plain(figure.number))
    if figure.whole is not None:
        parts.append(f"of {plain(figure.whole)}")
    if figure.ends:
        parts.append(f"{plain(figure.ends.start)}..{plain(figure.ends.end)}")
    if figure.when:
        parts.append(str(figure.when))
    if figure.step != 1:
        parts.append(f"step {plain(figure.step)}")
    parts += [part for part in (figure.unit, figure.hedge and f"<{figure.hedge}>") if part]
    parts += [{1: "up", -1: "down"}[figure.direction]] if figure.direction else []
    return " ".join([*parts, *(["exact"] if figure.exact else [])])


def plain(value: Decimal | Period) -> str:
    """A number without an exponent, to three decimals."""
    return f"{round(value, 3).normalize():f}" if isinstance(value, Decimal) else str(value)
