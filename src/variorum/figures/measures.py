"""A figure and a value made comparable: one unit, one direction, one distance, or a refusal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from variorum.data import units
from variorum.data.values import Value, derived
from variorum.faults import FigureError
from variorum.figures import reckon
from variorum.problems import Code
from variorum.quantity import Figure, Kind


def in_unit(figure: Figure, found: Value) -> Value:
    """The value in the figure's unit: per cent become a share; other units must be the same.

    A count of things has no unit, and neither have the words that count them. A rate may be
    named without its base, which the text has said before: `1.1 in Japan`.
    """
    if figure.kind is Kind.RATIO and found.unit == units.PER_CENT:
        return derived(found.number / 100, "", (found,))
    other = figure.unit != found.unit and (found.unit or figure.unit in units.SIGNS)
    if other and (figure.unit or not found.unit.startswith("per ")):
        named = [f"say {figure.unit}" if figure.unit else "name no unit"]
        named.append(f"say {found.unit}" if found.unit else "name none; see percent()")
        raise unlike(figure, str(found), f"The words {named[0]}, the data {named[1]}.")
    return found


def along(figure: Figure, found: Value) -> Decimal:
    """The number as the words count it: `down 18%` says 18 where the data say -18.

    A change has a sign of its own. Of any other value a plus may be the size of a fall.
    """
    if not figure.direction:
        return found.number
    if found.signed or (figure.direction < 0 and found.number < 0):
        return found.number * figure.direction
    return found.number


def distance(figure: Figure, found: Value, than: Value) -> Value:
    """How far the value is from the other, the way the words go: times, per cent, points, units."""
    if figure.kind is Kind.MULTIPLE:
        return reckon.ratio(found, than)
    if figure.unit == units.PER_CENT and found.unit != units.PER_CENT:
        moved = reckon.change(than, found)
        return moved if figure.direction > 0 else -moved
    gap = found - than if figure.direction > 0 else than - found
    in_points = figure.unit == units.POINTS and gap.unit == units.PER_CENT
    return replace(gap, unit=units.POINTS) if in_points else gap


def require_one_unit(found: Value, other: Value) -> None:
    """Refuse two values of which both name a unit, and not the same."""
    if found.unit and other.unit and found.unit != other.unit:
        raise FigureError(Code.CHECK_UNLIKE, f"{found} and {other}: two units")


def unlike(figure: Figure, found: str, advice: str = "") -> FigureError:
    """The refusal to compare the figure with what was found."""
    said = f"`{figure.words}` ({figure.kind}) against {found}"
    return FigureError(Code.CHECK_UNLIKE, said, advice)
