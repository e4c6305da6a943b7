"""The rotten edition: every fault is provoked, and its message is the one on record."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.shell.edition import build, copy_bridge
from variorum.problems import RETIRED, Code

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "rotten.toml").read_text(encoding="utf-8")
)["case"]

ELSEWHERE: dict[str, str] = {
    "V105": "tests/core/test_source.py::test_fifty_megabytes_are_refused_unread",
    "V313": "tests/core/test_mutation.py::test_a_check_that_notices_no_cell_is_insensitive",
    "V314": "tests/core/test_mutation.py::test_an_elided_line_lets_changes_pass",
    "V806": "tests/shell/test_cli.py::test_outside_an_edition_one_line_says_so",
    "V807": "tests/shell/test_cli.py::test_a_folder_in_use_is_named_in_its_own_words",
    "V802": "tests/reading/test_pdf.py::test_without_pango_the_message_names_the_packages",
    "V805": "tests/reading/test_pdf.py::test_a_lost_note_stops_the_printer",
}
"""Codes that no small edition can provoke, and the test that does."""


def spoil(root: Path, change: dict[str, Any]) -> None:
    path = root / change["file"]
    if "write" in change:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change["write"], encoding=change.get("encoding", "utf-8"))
    elif "append" in change:
        path.write_text(path.read_text(encoding="utf-8") + change["append"], encoding="utf-8")
    elif change.get("delete"):
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        assert text.count(change["find"]) == 1, f"{path}: {change['find']!r}"
        path.write_text(text.replace(change["find"], change["replace"]), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=[f"{c['code']}-{i}" for i, c in enumerate(CASES)])
def test_each_fault_is_named(case: dict[str, Any], tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    for change in [case, *case.get("also", [])]:
        if "file" in change:
            spoil(root, change)
    text = case.get("text", "article.txt")
    location = text if "://" in text else str(root / text) if text else ""
    built = build(root, text=location)
    says = case["says"]
    assert f"{says} [variorum.{case['code']}]" in built.lines, built.said
    assert built.ok == (": WARNING: " in says)
    # Of what only follows from the fault, nothing is said; the last line counts the errors.
    if case.get("alone"):
        assert [line for line in built.lines if "[variorum." in line] == [built.lines[0]]


def test_the_sound_edition_says_nothing(tmp_path: Path) -> None:
    for text in ("", "article.txt"):
        root = copy_bridge(tmp_path / (text or "none"))
        built = build(root, text=str(root / text) if text else "")
        assert built.ok
        assert built.lines == []


def test_every_code_is_provoked() -> None:
    provoked = {case["code"] for case in CASES} | set(ELSEWHERE)
    assert {code.id for code in Code} - provoked == set()


def test_what_is_said_to_be_elsewhere_is_there() -> None:
    for test in ELSEWHERE.values():
        path, name = test.split("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


def test_codes_are_unique_and_retired_ones_stay_retired() -> None:
    ids = [code.id for code in Code]
    assert len(ids) == len(set(ids))
    assert RETIRED.isdisjoint(ids)
