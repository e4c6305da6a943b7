"""The words a figure is read from. Everything here is lower case."""

from __future__ import annotations

from variorum.quantity.model import Hedge


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEDGES: dict[str, Hedge] = {
    **dict.fromkeys(
        ("over", "more than", "above", "exceeding", "in excess of", "upwards of", "well over"),
        Hedge.OVER,
    ),
    **dict.fromkeys(("under", "less than", "fewer than", "below", "short of"), Hedge.UNDER),
    **dict.fromkeys(("at least", "no fewer than", "no less than", "a minimum of"), Hedge.AT_LEAST),
    **dict.fromkeys(
        ("up to", "at most", "no more than", "not more than", "as many as", "as much as"),
        Hedge.UP_TO,
    ),
    **dict.fromkeys(
        ("nearly", "almost", "close to", "just under", "approaching", "little less than"),
        Hedge.NEARLY,
    ),
    **dict.fromkeys(("just over", "little more than", "slightly more than"), Hedge.JUST_OVER),
    **dict.fromkeys(
        (
            *("about", "around", "some", "roughly", "practically", "approximately"),
            *("circa", "ca.", "c."),
            *("an estimated", "estimated", "an approximate", "an average of", "on average", "~"),
        ),
        Hedge.ABOUT,
    ),
}
"""Hedges before the number."""

HEDGES_AFTER: dict[str, Hedge] = {
    "or more": Hedge.AT_LEAST,
    "or over": Hedge.AT_LEAST,
    "or less": Hedge.UP_TO,
    "or fewer": Hedge.UP_TO,
    "or so": Hedge.ABOUT,
    "or thereabouts": Hedge.ABOUT,
}

LEADS = _words(
    """a an the this these those its his their of in to from by with at for during since until
    between and or only further another other was were is are has have had been being stood stands
    reached reaching compared put proposed than on as only just"""
)
"""Words before a figure that say nothing about its size."""

MOVES = {
    **dict.fromkeys(_words("up rose risen grew grown increased climbed soared rocketed jumped"), 1),
    **dict.fromkeys(_words("down fell fallen dropped declined decreased shrank shrunk sank"), -1),
}
"""Words before a figure that make it a change, and which way."""
LEVELS = _words("to from in at above below over under past beyond")
"""After a word of change these name the level reached: `fell to 44%` is 44%, not a fall of 44%."""

MORE = _words(
    """more bigger larger greater higher longer stronger faster worse worsened worsen increased
    increase grew grown rose risen rising growing outstripped exceeded overtook surpassed
    outnumbered soared rocketed above up over"""
)
FEWER = _words(
    """fewer less smaller lower shorter weaker slower better improved decreased decrease fell fallen
    falling shrank shrunk declined dropped reduced below down under"""
)
MOST = _words(
    """most largest biggest greatest highest longest strongest fastest worst top leading main
    latest"""
)
LEAST = _words("least fewest smallest lowest shortest weakest slowest earliest")
STEADY = _words("only always continually constantly steadily continuously ever")

MULTIPLES = {
    "doubled": "2",
    "doubling": "2",
    "double": "2",
    "twice": "2",
    "twofold": "2",
    "trebled": "3",
    "tripled": "3",
    "triple": "3",
    "threefold": "3",
    "quadrupled": "4",
    "fourfold": "4",
    "halved": "0.5",
    "tenfold": "10",
}

VAGUE = {
    "a couple": ("2", "3"),
    "a few": ("3", "9"),
    "few": ("3", "9"),
    "several": ("3", "12"),
    "dozens": ("24", "144"),
    "scores": ("40", "200"),
    "hundreds": ("200", "2000"),
    "thousands": ("2000", "20000"),
    "tens of thousands": ("20000", "200000"),
    "hundreds of thousands": ("200000", "2000000"),
    "millions": ("2000000", "100000000"),
    "billions": ("2000000000", "100000000000"),
    "decades": ("20", "100"),
}
"""The bounds we allow a vague word; inside them it approximates, it never agrees."""
