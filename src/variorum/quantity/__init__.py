"""Figures in words: what a text's own words say of value, unit, hedge and precision."""

from variorum.quantity.model import Figure, Hedge, Kind
from variorum.quantity.reader import read

__all__ = ["Figure", "Hedge", "Kind", "read"]
