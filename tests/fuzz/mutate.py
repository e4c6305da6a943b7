"""Changes that strangers, programs and accidents make to files; and the time to try them in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import wraps

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

SECONDS = float(os.environ.get("VARIORUM_FUZZ_SECONDS", "20"))
"""For the whole folder; CI may give more."""
LIMIT = 1.0
"""Seconds of the processor that any one input may take."""
BATCH = 40

FRAGMENTS = (
    *(":::", "::::", "```", "~~~", "---", "...", "+++", "> ", "- ", "1. ", "# ", "\t", "    "),
    *("{paragraph}", "{annotation}", "{note}", "{raw}", "{tally}", ":quote:", ":kind: figure"),
    *("`", "``", "*", "**", "_", "[", "](", "](x)", "]{.a}", "![", "<", ">", "<b>", "<!--", "&#0;"),
    *("{cite:p}`", "{term}`", "$", "$$", "{{", "}}", "{%", "|", "|-|", "[^1]", "(p3)=", "%", "\\"),
    *("\n", "\n\n", "\r\n", "\u2028", "\u202e", "\u200b", "\u0000", "\ufeff", "é", "\U0001f600"),
    *(">>> ", 'figure("', '").check(', "data(", "**9", "()", "agrees: ...", "12", "12 of 13"),
    *("''", '"', "’", "“", "-\n", "- ", "—", "…", "PAGE 3", "\n3\n", "\f", "\xa0", "\xad"),
)

WORDS = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=6).map("".join),
    st.text(max_size=12),
)


@st.composite
def mutations(draw: st.DrawFn, source: str, most: int = 6) -> str:
    """A text with a few stretches of it dropped, doubled, moved or overwritten."""
    text = source
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.sampled_from((0, 0, 1, 2, 5, 40, 400))))
        how = draw(st.sampled_from(("put", "put", "put", "drop", "double", "move", "cut")))
        piece = text[at:to]
        if how == "put":
            text = text[:at] + draw(WORDS) + text[to:]
        elif how == "drop":
            text = text[:at] + text[to:]
        elif how == "double":
            text = text[:to] + piece * draw(st.integers(1, 3)) + text[to:]
        elif how == "move":
            rest = text[:at] + text[to:]
            place = draw(st.integers(0, len(rest)))
            text = rest[:place] + piece + rest[place:]
        else:
            text = text[:to]
    return text


def texts(sources: Sequence[str]) -> st.SearchStrategy[str]:
    """Mutations of these texts, and texts made of nothing but fragments."""
    anything = st.lists(WORDS, max_size=40).map("".join)
    return st.one_of(*(mutations(source) for source in sources), anything)


def fuzz(
    strategy: st.SearchStrategy[object], share: float
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a property for a share of the time, each input within the limit.

    The seeds are the same in every run, so that a red run is red again; a longer run goes on
    where a shorter one ends.
    """

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        def one(value: object) -> None:
            started = time.process_time()  # others may be at work on the machine
            check(value)
            assert time.process_time() - started < LIMIT, "too slow"

        @wraps(check)
        def run(record_property: Callable[[str, object], None]) -> None:
            ends = time.perf_counter() + SECONDS * share
            number = 0
            while not number or time.perf_counter() < ends:
                batch = settings(
                    max_examples=BATCH,
                    deadline=None,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                )
                seed(number)(batch(given(strategy)(one)))()
                number += 1
            name = check.__name__.removeprefix("test_").replace("_", " ")
            record_property("score", f"fuzz, {name}: no fault in {number * BATCH} inputs")

        del run.__wrapped__  # pytest would ask for its argument as a fixture
        return run

    return decorate
