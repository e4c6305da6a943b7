"""The lock recognises a text without holding it, and says where another one differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core import bridge
from tests.core.test_witness import edited
from variorum.problems import Code, Place, Problem
from variorum.text import lock, lock_file
from variorum.text.lock import Lock

PLACE = Place(Path("copy.txt"))
ANCHORS = {"takings": (4, 9, 21, "brought in £767"), "toll-before": (1, 60, 74, "from two pence")}


HEAD = 'version = 2\nsalt = "x"\n'


def made() -> Lock:
    return lock.make(edited(bridge.text()), ANCHORS, "salt", {1: ("toll",)})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "text.lock.toml"
    path.write_text(lock_file.dumps(made()), encoding="utf-8")
    assert lock_file.load(path) == made()


def test_it_holds_no_run_of_the_words() -> None:
    from variorum.folding import words

    text = " ".join(words(lock_file.dumps(made())))
    source = words(bridge.text())
    assert not [i for i in range(len(source) - 4) if " ".join(source[i : i + 4]) in text]


def test_numerals_are_recorded_with_their_tokens() -> None:
    found = [(n.words, n.start, n.end) for n in made().paragraphs[2].numerals]
    assert ("1874", 11, 12) in found
    assert ("nine", 15, 16) in found


@pytest.mark.parametrize(
    "change",
    [("’", "'"), ("general purse", "GENERAL Purse"), ("£767,", "£767"), ("£767", "£ 767")],
)
def test_shape_and_case_do_not_count(change: tuple[str, str]) -> None:
    other = edited(bridge.text().replace(*change))
    assert lock.drift(made(), other, PLACE) == []


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("£767", "$767", "$ 767"),
        ("£767", "767", "767"),
        ("£767", "-£767", "- £ 767"),
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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("£767, or 44% of -5", "$767, or 44 of 5", False),
        ("44% of it", "44 of it", False),
        ("44% of it", "44 % of it", True),
        ("by -5", "by 5", False),
        ("by -5", "by –5", True),
        ("by −£5", "by £5", False),
        ("1998-2002", "1998–2002", True),
        ("the well-known 5", "the well known 5", True),
        ("a rise – 5 of them", "a rise, 5 of them", True),
        ("€5", "£5", False),
        ("“5”, he said", "5 he said", True),
    ],
)
def test_signs_of_numbers_count(one: str, other: str, same: bool) -> None:
    known = Lock("salt")
    assert (known.digest(one) == known.digest(other)) is same
    assert (known.chunks(one) == known.chunks(other)) is same


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
    "content",
    [
        "salt = ",
        "version = 2",
        "version = 2\nsalt = 5",
        'salt = "x"',
        'version = "2"\nsalt = "x"',
        'version = true\nsalt = "x"',
        f"{HEAD}paragraph = [1]",
        f"{HEAD}paragraph.1 = 1",
        f'{HEAD}[paragraph.a]\nsha256 = "ab"\nwords = 1',
        f"{HEAD}[paragraph.1]\nwords = 1",
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = "1"',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = -1',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = 1\nchunks = "abc"',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = 1\nnumerals = "x"',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = 1\nnumerals = [[1, 2]]',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = 1\nnumerals = [["1", 2, "two"]]',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = 1\nterms = "toll"',
        f'{HEAD}[paragraph.1]\nsha256 = "ab"\nwords = 1\nterms = [1]',
        f"{HEAD}note = 5",
        f"{HEAD}note.a = 5",
        f'{HEAD}note.a = {{ paragraph = "1", start = 0, end = 2, quote = "ab" }}',
        f'{HEAD}note.a = {{ paragraph = 1, start = 2, end = 2, quote = "ab" }}',
        f'{HEAD}note.a = {{ paragraph = 1, start = 0, end = 2, quote = "ab", beside = 5 }}',
        f'{HEAD}note.a = {{ paragraph = 1, start = 0, end = 2, quote = "ab", more = 5 }}',
        f"{HEAD}deep = {'[' * 5000}",
    ],
)
def test_a_broken_lock_is_a_problem(tmp_path: Path, content: str) -> None:
    path = tmp_path / "text.lock.toml"
    path.write_text(content, encoding="utf-8")
    problem = lock_file.load(path)
    assert isinstance(problem, Problem)
    assert problem.code is Code.LOCK_BROKEN


def test_an_older_lock_is_to_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "text.lock.toml"
    written = lock_file.dumps(made()).replace("version = 2", "version = 1")
    path.write_text(written, encoding="utf-8")
    problem = lock_file.load(path)
    assert isinstance(problem, Problem)
    assert problem.code is Code.LOCK_BROKEN
    assert '"version = 1"' in problem.message
    assert "make lock" in problem.message


def test_the_least_lock_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "text.lock.toml"
    path.write_text(HEAD, encoding="utf-8")
    assert lock_file.load(path) == Lock("x")


def test_no_lock_is_a_warning(tmp_path: Path) -> None:
    problem = lock_file.load(tmp_path / "text.lock.toml")
    assert isinstance(problem, Problem)
    assert problem.is_warning
