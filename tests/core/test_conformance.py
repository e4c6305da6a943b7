"""The state of a point comes from the tests, and is never better than they were."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from variorum import conformance
from variorum.conformance import Criterion
from variorum.problems import Code

ROOT = Path(__file__).parents[2]
POINT = Criterion("group", "asks", ("a.py", "b.py"))


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ({"passed": 3}, {"passed": 1}, "passed"),
        ({"passed": 3}, {"passed": 1, "skipped": 1}, "passed in part"),
        ({"passed": 3}, {"passed": 1, "failed": 1}, "failed"),
        ({"failed": 1}, None, "failed"),
        ({"passed": 3}, None, "not tested"),
        ({"passed": 3}, {"skipped": 2}, "not tested"),
        (None, None, "not tested"),
    ],
)
def test_state(a: dict[str, int] | None, b: dict[str, int] | None, found: str) -> None:
    given = {"a.py": a, "b.py": b}
    ends = {name: Counter(end) for name, end in given.items() if end is not None}
    assert conformance.state(POINT, ends) == found


def test_without_tests_a_point_is_not_tested_unless_somebody_signed() -> None:
    assert conformance.state(Criterion("g", "a"), {}) == "not tested"
    assert conformance.state(Criterion("g", "a", signed="A. Reader"), {}) == "signed: A. Reader"


def test_results_that_are_missing_or_broken_are_none(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    assert conformance.results(path) == {}
    path.write_text("[1, 2")
    assert conformance.results(path) == {}


def test_a_test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "conformance.toml"
    path.write_text('[[criterion]]\ngroup = "g"\nasks = "a"\ntests = ["tests/none.py"]\n')
    _, (problem,) = conformance.load(path)
    assert problem.code is Code.CONFIG
    assert "tests/none.py" in problem.found


def test_the_edition_s_own_points_name_tests_that_exist() -> None:
    criteria, problems = conformance.load(ROOT / conformance.CRITERIA)
    assert problems == []
    assert len(criteria) > 20
    assert any(not c.tests and not c.signed for c in criteria), "what no one did stays visible"
