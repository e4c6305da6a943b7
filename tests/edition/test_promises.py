"""Each promise on the page "About this edition" names checks and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from variorum.problems import Code

ROOT = Path(__file__).parents[2]
ABOUT = (ROOT / "backmatter" / "about.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", ABOUT.split("## What is promised")[1], re.M)[
    2:
]
IDS = {code.id for code in Code}
KEEPER = re.compile(r"V\d{3}|`tests/[\w/]+\.py`")


def test_there_are_promises() -> None:
    assert len(PROMISES) >= 10


@pytest.mark.parametrize(("promise", "kept_by"), PROMISES)
def test_a_promise_is_kept_by_something(promise: str, kept_by: str) -> None:
    keepers = [keeper.strip() for keeper in kept_by.split(",")]
    assert all(KEEPER.fullmatch(keeper) for keeper in keepers), promise
    for keeper in keepers:
        assert keeper in IDS or (ROOT / keeper.strip("`")).is_file(), promise


def test_the_measures_are_those_of_the_program() -> None:
    from variorum.ownwords.measures import LONGEST_RUN, QUOTED_SHARE

    assert LONGEST_RUN == 8 and "no file shares more than eight words in a row" in ABOUT
    assert f"{QUOTED_SHARE:.0%}" == "33%" and "at most a third of any chapter" in ABOUT


def test_there_is_no_place_for_the_version_to_be_wrong() -> None:
    from variorum import __version__

    assert set(re.findall(r"version (\d+\.\d+\.\d+)", ABOUT)) == {__version__}
