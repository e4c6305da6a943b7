"""A figure as read from words, before anything is compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from variorum.data.periods import MONTHS, Pair, Period


class Kind(StrEnum):
    """What sort of claim the words make."""

    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    RATE = "rate"
    PART = "part"
    """`nine of the 23 states`: a number and the whole it is part of."""
    RATIO = "ratio"
    """`one in four`, `half`, `two thirds`."""
    MULTIPLE = "multiple"
    """`doubled`, `three times`: how many times the earlier value."""
    DIFFERENCE = "difference"
    """`three million fewer`, `up 33%`: the distance between two values."""
    RANGE = "range"
    ORDINAL = "ordinal"
    VAGUE = "vague"
    """`a few`, `millions`: bounds instead of a number."""
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    COMPARATIVE = "comparative"
    SUPERLATIVE = "superlative"
    TREND = "trend"
    """`only worsened`: every step of a sequence in one direction."""


class Hedge(StrEnum):
    """How the words bind the number: a limit, a neighbourhood, or nothing."""

    NONE = ""
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    UP_TO = "up to"
    NEARLY = "nearly"
    JUST_OVER = "just over"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class YearlessDate:
    """A day or month without its year: `6 January`, `January`."""

    month: int
    day: int = 0

    def fits(self, when: date) -> bool:
        """Whether a day of any year has this month and, if it is named, this day."""
        return when.month == self.month and self.day in (0, when.day)

    def __str__(self) -> str:
        return f"{self.day} {MONTHS[self.month - 1]}" if self.day else MONTHS[self.month - 1]


@dataclass(frozen=True, slots=True)
class Figure:
    """What the words say; a field that does not apply to the kind keeps its default."""

    words: str
    kind: Kind
    number: Decimal | None = None
    step: Decimal = Decimal(1)
    """The place value of the last digit that counts: 0.1 for `50.7%`, 1,000,000 for
    `three million`."""
    unit: str = ""
    hedge: Hedge = Hedge.NONE
    whole: Decimal | None = None
    """The 23 of `nine of the 23 states`."""
    ends: Pair | None = None
    """The ends of a range or, for a vague word, its bounds."""
    when: Period | YearlessDate | None = None
    direction: int = 0
    """1 for more, greatest, up; -1 for fewer, least, down."""

    @property
    def exact(self) -> bool:
        """Whether only the very number will do: a plain count of things (`14 states`)."""
        kinds = (Kind.NUMBER, Kind.PART, Kind.ORDINAL, Kind.CENTURY)
        return self.kind in kinds and not self.unit and self.step == 1 and not self.hedge
