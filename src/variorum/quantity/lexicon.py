"""The words a figure is read from. Everything here is lower case."""

from __future__ import annotations

from variorum.quantity.model import Hedge


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEDGES: dict[str, Hedge] = {
    **dict.fromkeys(
        (
            *("over", "more than", "above", "exceeding", "in excess of", "upwards of"),
            *("well over", "well above", "far more than", "much more than"),
        ),
        Hedge.OVER,
    ),
    **dict.fromkeys(
        (
            *("under", "less than", "fewer than", "below", "short of"),
            *("well under", "well below", "far less than", "far fewer than"),
        ),
        Hedge.UNDER,
    ),
    **dict.fromkeys(
        (
            *("at least", "no fewer than", "no less than", "a minimum of"),
            *("not fewer than", "not less than", "not below", "not under"),
        ),
        Hedge.AT_LEAST,
    ),
    **dict.fromkeys(
        (
            *("up to", "at most", "no more than", "not more than", "as many as", "as much as"),
            *("a maximum of", "not above", "not over"),
        ),
        Hedge.UP_TO,
    ),
    **dict.fromkeys(
        (
            *("nearly", "almost", "close to", "just under", "approaching", "little less than"),
            *("a little less than", "a little under", "just below", "slightly below"),
            *("slightly less than", "slightly under", "not quite", "virtually"),
        ),
        Hedge.NEARLY,
    ),
    **dict.fromkeys(
        (
            *("just over", "little more than", "slightly more than", "a little more than"),
            *("a little over", "a little above", "just above", "slightly above", "slightly over"),
        ),
        Hedge.JUST_OVER,
    ),
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
    **dict.fromkeys(
        ("or more", "or over", "or above", "and above", "and over", "and more", "and up"),
        Hedge.AT_LEAST,
    ),
    **dict.fromkeys(("at least", "at the least", "plus", "+"), Hedge.AT_LEAST),
    **dict.fromkeys(("or less", "or fewer", "or below", "or under", "and under"), Hedge.UP_TO),
    **dict.fromkeys(("and below", "at most", "at the most"), Hedge.UP_TO),
    **dict.fromkeys(("or so", "or thereabouts"), Hedge.ABOUT),
}
"""Hedges behind the number."""

LEADS = _words(
    """a an the this these those its his their of in to from by with at for during since until
    and or only further another other was were is are has have had been being stood stands
    reached reaching compared put proposed than on as only just"""
)
"""Words before a figure that say nothing about its size."""

MOVES = {
    **dict.fromkeys(
        _words(
            """up rose risen rise rises rising grew grown growing growth increased increase
            increases increasing climbed soared rocketed jumped jump gain"""
        ),
        1,
    ),
    **dict.fromkeys(
        _words(
            """down fell fallen fall falls falling dropped drop drops dropping declined decline
            decreased decrease decreases shrank shrunk sank reduction"""
        ),
        -1,
    ),
}
"""Words before a figure that make it a change, and which way."""
LEVELS = _words("to from in at above below over under past beyond for during since until on with")
"""After a word of change these name a level or a time, and no size: `fell to 44%` is 44%, not a
fall of 44%, and `rose for three years` is three years."""
RISES = _words("rise increase growth gain jump hike surge")
FALLS = _words("fall drop decline decrease reduction cut slump")
"""Behind a figure these make it a change: `a 5% drop`."""

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
STEADY = _words("always continually constantly steadily continuously")
STEADY_BEFORE = _words("only ever")
"""These mean every step only right before the word of change: not in `bigger than ever`."""
PLACES = _words("above up over below down under")
"""Prepositions far more often than comparisons: `under the constitution`."""
MEASURED = _words("more fewer less above below up down over under")
"""What may follow a bare number as its comparison: `three bigger parties` are three."""
JUDGED = _words("better worse worsened worsen improved")
"""Whether a number that is `5% better` is greater or smaller, the words do not say."""
NEGATIONS = _words(
    """not no never nor neither none nothing nobody without hardly scarcely barely cannot
    stopped ceased failed halted unless except"""
)
NO_SUPERLATIVES = _words(
    """interest protest forest honest request latest harvest invest suggest arrest conquest
    manifest modest contest budapest midwest southwest northwest digest divest unrest tempest
    priest behest bequest interest inquest"""
)
"""Words in -est that compare nothing."""

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
    "several": ("3", "12"),
    "dozens": ("24", "144"),
    "scores": ("40", "200"),
    "hundreds": ("200", "2000"),
    "thousands": ("2000", "20000"),
    "tens of thousands": ("20000", "200000"),
    "hundreds of thousands": ("200000", "2000000"),
    "tens of millions": ("20000000", "200000000"),
    "hundreds of millions": ("200000000", "2000000000"),
    "millions": ("2000000", "100000000"),
    "billions": ("2000000000", "100000000000"),
    "decades": ("20", "100"),
}
"""The bounds we allow a vague word; inside them it approximates, it never agrees."""
