"""What the fuzz run found, kept: each was an exception, or words that went without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.bridge import chapters, text
from variorum.notes.contributors import load_contributors
from variorum.problems import Code, Place
from variorum.safety import files
from variorum.text import apparatus, source, witness
from variorum.text.apparatus import Apparatus
from variorum.text.source import Copy
from variorum.waivers import load_waivers
from variorum.works import bibliography


@pytest.mark.parametrize("data", [b"\xef", b"\xff\xfe", b"waiver = [1]\n", b"[[ waiver ]]\n"])
def test_waivers_of_any_bytes(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_bytes(data)
    waivers, problems = load_waivers(path)
    assert not waivers
    assert [problem.code for problem in problems] == [Code.WAIVER_REASON]


def test_readings_are_not_dropped_for_the_shape_of_their_heading(tmp_path: Path) -> None:
    path = tmp_path / "apparatus.toml"
    path.write_text("[[ reading ]]\nparagraph = 4\n", encoding="utf-8")
    found, problems = apparatus.load(path)
    assert not found.readings
    assert [problem.code for problem in problems] == [Code.APPARATUS_BROKEN]


def test_contributors_of_odd_types(tmp_path: Path) -> None:
    path = tmp_path / "contributors.toml"
    path.write_text("[[contributor]]\nid = 1\nname = 2\nlink = 3\n", encoding="utf-8")
    people, problems = load_contributors(path)
    assert people == ()
    assert {problem.code for problem in problems} == {Code.CONTRIBUTORS_BROKEN}
    assert {problem.place.line for problem in problems} == {1}


def test_half_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "waivers.toml").write_bytes(b"\xef")
    assert [p.code for p in files.check(tmp_path)] == [Code.DATA_REFUSED]


@pytest.mark.parametrize("furniture", ["3", "* * *"])
def test_what_stands_under_a_heading_is_recorded(furniture: str) -> None:
    lines = text().split("\n")
    at = lines.index("What the figures say") + 1
    changed = "\n".join([*lines[:at], "", furniture, *lines[at:]])
    copy = source.read_copy(changed.encode(), Place(Path("copy.txt")))
    assert isinstance(copy, Copy)
    edited, problems = witness.edit(copy, chapters(), Apparatus())
    assert not problems
    assert [r.before for r in edited.repairs if r.line == at + 2] == [furniture]


def test_a_bibliography_is_read_once_and_never_shared(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    path.write_text("@misc{a, title = {T}}\n", encoding="utf-8")
    first, _ = bibliography.load(path)
    first.clear()
    assert list(bibliography.load(path)[0]) == ["a"]
