"""The lock recognises a text without holding it, and says where another one differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core import bridge
from tests.core.test_witness import edited
from variorum.problems import Code, Place, Problem
from variorum.text import lock
from variorum.text.lock import Lock

PLACE = Place(Path("copy.txt"))
ANCHORS = {"takings": (4, 9, 21, "brought in £767"), "toll-before": (1, 60, 74, "from two pence")}


def made() -> Lock:
    return lock.make(edited(bridge.text()), ANCHORS, "salt", {1: ("toll",)})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "text.lock.toml"
    path.write_text(lock.dumps(made()), encoding="utf-8")
    assert lock.load(path) == made()


def test_it_holds_no_run_of_the_words() -> None:
    from variorum.folding import words

    text = " ".join(words(lock.dumps(made())))
    source = words(bridge.text())
    assert not [i for i in range(len(source) - 4) if " ".join(source[i : i + 4]) in text]


def test_numerals_are_recorded_with_their_tokens() -> None:
    found = [(n.words, n.start, n.end) for n in made().paragraphs[2].numerals]
    assert ("1874", 11, 12) in found
    assert ("nine", 15, 16) in found


@pytest.mark.parametrize(
    "change", [("’", "'"), ("general purse", "GENERAL Purse"), ("£767,", "£767")]
)
def test_shape_and_case_do_not_count(change: tuple[str, str]) -> None:
    other = edited(bridge.text().replace(*change))
    assert lock.drift(made(), other, PLACE) == []


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("ferrymen say", "boatmen say", "boatmen"),
        ("£767", "£776", "776"),
        ("for them; one", "for these; one", "these"),
    ],
)
def test_one_changed_word_is_named_with_its_place(old: str, new: str, near: str) -> None:
    (problem,) = lock.drift(made(), edited(bridge.text().replace(old, new)), PLACE)
    assert problem.code is Code.TEXT_DRIFT
    assert near in problem.found
    assert problem.place.line > 0


def test_a_last_paragraph_that_stops_short_is_a_cut() -> None:
    (problem,) = lock.drift(
        made(), edited(bridge.text().replace(" Ratepayers' League.", "")), PLACE
    )
    assert problem.code is Code.TEXT_CUT


def test_a_paragraph_the_lock_does_not_know_is_stale() -> None:
    known = made()
    short = Lock(known.salt, {n: p for n, p in known.paragraphs.items() if n != 7}, known.notes)
    (problem,) = lock.drift(short, edited(bridge.text()), PLACE)
    assert problem.code is Code.LOCK_STALE


@pytest.mark.parametrize(
    "content", ["salt = ", "version = 1", 'salt = "x"\n[paragraph.a]\nwords = 1']
)
def test_a_broken_lock_is_a_problem(tmp_path: Path, content: str) -> None:
    path = tmp_path / "text.lock.toml"
    path.write_text(content, encoding="utf-8")
    problem = lock.load(path)
    assert isinstance(problem, Problem)
    assert problem.code is Code.LOCK_BROKEN


def test_no_lock_is_a_warning(tmp_path: Path) -> None:
    problem = lock.load(tmp_path / "text.lock.toml")
    assert isinstance(problem, Problem)
    assert problem.is_warning
