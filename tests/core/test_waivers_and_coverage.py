"""Every number is bound or waived; a waiver that waives nothing is an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from variorum.figures import coverage
from variorum.model import Annotation
from variorum.problems import Code, Place, Problem
from variorum.text.lock import LockedNumeral
from variorum.waivers import apply_waivers, load_waivers

PLACE = Place(Path("waivers.toml"))


def note(slug: str, paragraph: int, quote: str) -> Annotation:
    place = Place(Path("c.md"), 1)
    return Annotation(slug, paragraph, quote, "figure", "x", "checked", "", "c", place, 30)


@dataclass(frozen=True)
class Check:
    figure: str
    verdict: str = "agrees"


NUMERALS = {
    2: (LockedNumeral(3, 4, "61,400"), LockedNumeral(10, 12, "nine piers")),
    3: (LockedNumeral(3, 4, "61,400"),),
}


@pytest.mark.parametrize(
    ("figure", "bound"),
    [("61,400", True), ("61,400 carts", True), ("carts", False), ("1,400", False)],
)
def test_a_number_is_bound_by_the_words_that_were_tried(figure: str, bound: bool) -> None:
    made = coverage.cover(
        NUMERALS, [note("a", 2, "year 61,400 carts")], {"a": (2, 5)}, {"a": [Check(figure)]}
    )
    assert [bool(n.bound_by) for n in made.numerals] == [bound, False, False]


def test_a_note_without_anchor_binds_nothing() -> None:
    made = coverage.cover(
        NUMERALS, [note("a", 2, "year 61,400 carts")], {}, {"a": [Check("61,400")]}
    )
    assert made.bound == 0


def test_half_a_phrase_does_not_bind_it() -> None:
    made = coverage.cover(
        NUMERALS, [note("a", 2, "its nine piers")], {"a": (9, 12)}, {"a": [Check("nine")]}
    )
    assert made.bound == 0


def test_the_line_gives_each_number_one_place() -> None:
    notes = [note("a", 2, "year 61,400 carts"), note("b", 2, "its nine piers")]
    notes += [note("c", 3, "year 61,400 carts"), note("d", 3, "61,400 carts")]
    hung = {"a": (2, 5), "b": (9, 12), "c": (2, 5), "d": (3, 5)}
    checks = {
        "a": [Check("61,400")],
        "b": [Check("nine piers", "not checkable")],
        "c": [Check("61,400", "not checkable")],
        "d": [Check("61,400", "differs")],
    }
    made = coverage.cover(NUMERALS, notes, hung, checks)
    assert str(made) == "3 numbers of the text: 2 compared with data, 1 not checkable, 0 waived"
    assert [n.bound_by for n in made.numerals] == ["a", "b", "d"]
    del checks["b"]
    left = coverage.Coverage(coverage.cover(NUMERALS, notes, hung, checks).numerals)
    assert str(left).endswith("2 compared with data, 0 not checkable, 0 waived, 1 neither")


def problems() -> list[Problem]:
    return list(coverage.unbound(coverage.cover(NUMERALS, [], {}, {}), PLACE))


WAIVER = '[[waiver]]\ncode = "V320"\nparagraph = {}\nwords = "{}"\nreason = "an idiom, no number"\n'


def test_a_waiver_waives_its_own_place_only(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER.format(3, "61,400"), encoding="utf-8")
    waivers, faults = load_waivers(path)
    assert faults == []
    standing, waived = apply_waivers(problems(), waivers)
    assert [p.found for p in waived] == ['"61,400" in § 3']
    assert {p.found for p in standing} == {'"61,400" in § 2', '"nine piers" in § 2'}


TWICE = (LockedNumeral(3, 4, "two"), LockedNumeral(8, 9, "two"))


@pytest.mark.parametrize(
    ("times", "waived", "said"),
    [
        ("", 1, ['"two" in § 5']),
        ("times = 1\n", 1, ['"two" in § 5']),
        ("times = 2\n", 2, []),
        ("times = 3\n", 2, ['V320, § 5, "two", 1 of 3 times']),
    ],
)
def test_a_waiver_waives_as_often_as_it_says(
    tmp_path: Path, times: str, waived: int, said: list[str]
) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER.format(5, "two") + times, encoding="utf-8")
    waivers, faults = load_waivers(path)
    assert faults == []
    unbound = coverage.unbound(coverage.cover({5: TWICE}, [], {}, {}), PLACE)
    standing, found = apply_waivers(unbound, waivers)
    assert len(found) == waived
    assert [p.found for p in standing] == said


def test_two_waivers_of_the_same_words_waive_one_each(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER.format(5, "two") * 2, encoding="utf-8")
    unbound = coverage.unbound(coverage.cover({5: TWICE}, [], {}, {}), PLACE)
    standing, found = apply_waivers(unbound, load_waivers(path)[0])
    assert (standing, len(found)) == ([], 2)


@pytest.mark.parametrize(("paragraph", "words"), [(4, "61,400"), (3, "61"), (33, "61,400")])
def test_an_idle_waiver_is_an_error(tmp_path: Path, paragraph: int, words: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER.format(paragraph, words), encoding="utf-8")
    standing, waived = apply_waivers(problems(), load_waivers(path)[0])
    assert waived == []
    assert [p.place.line for p in standing if p.code is Code.WAIVER_UNUSED] == [1]


@pytest.mark.parametrize(
    "content",
    [
        '[[waiver]]\ncode = "V320"\nparagraph = 3\nwords = "one"\n',
        '[[waiver]]\ncode = "V320"\nparagraph = 3\nwords = "one"\nreason = "because"\n',
        '[[waiver]]\ncode = "V320"\nparagraph = "3"\nwords = "one"\nreason = "it is an idiom"\n',
        "[[waiver]\n",
        WAIVER.format(3, "one") + "times = 0\n",
        WAIVER.format(3, "one") + "times = true\n",
        WAIVER.format(3, "one") + 'times = "2"\n',
        WAIVER.format(3, "one") + "tiems = 2\n",
    ],
)
def test_an_incomplete_waiver_is_an_error_and_waives_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(content, encoding="utf-8")
    waivers, faults = load_waivers(path)
    assert waivers == ()
    assert [f.code for f in faults] == [Code.WAIVER_REASON]
