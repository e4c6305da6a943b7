"""The state of a point comes from the tests, and is never better than they were."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import is_whole, outcomes
from variorum import conformance
from variorum.conformance import Criterion
from variorum.problems import Code, Place

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


def test_a_point_may_not_apply() -> None:
    assert conformance.state(Criterion("g", "a", moot="there is no film"), {}) == "does not apply"


def test_results_that_are_missing_or_broken_are_none(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    assert conformance.results(path, "now") == {}
    for content in ("[1, 2", "[1, 2]", '{"a.py": {"passed": 1}}', '{"state": "now", "ends": 3}'):
        path.write_text(content)
        assert conformance.results(path, "now") == {}


def test_results_of_other_files_are_kept_and_those_of_another_state_are_not(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "results.json"
    conformance.keep(path, "one", {"a.py": Counter(passed=1)})
    conformance.keep(path, "one", {"b.py": Counter(failed=1)})
    assert conformance.results(path, "one") == {"a.py": {"passed": 1}, "b.py": {"failed": 1}}
    assert conformance.results(path, "two") == {}
    conformance.keep(path, "two", {"b.py": Counter(passed=1)})
    assert conformance.results(path, "two") == {"b.py": {"passed": 1}}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("src/variorum/a.py", True),
        ("chapters/a.md", True),
        ("conf.py", True),
        (".github/workflows/ci.yml", True),
        ("_build/html/index.html", False),
        ("text/article.txt", False),
        ("src/__pycache__/a.pyc", False),
        ("tests/.cache/a", False),
    ],
)
def test_what_the_tests_ran_on_has_a_name(name: str, counts: bool, tmp_path: Path) -> None:
    before = conformance.state_of(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("one")
    after = conformance.state_of(tmp_path)
    assert (after != before) == counts
    path.write_text("two")
    assert (conformance.state_of(tmp_path) != after) == counts


def option(**given: object) -> SimpleNamespace:
    return SimpleNamespace(option=SimpleNamespace(**given), args=["tests"])


@pytest.mark.parametrize(
    ("config", "exitstatus", "stats", "whole"),
    [
        (option(keyword="", markexpr="", maxfail=0, lf=False), 0, {}, True),
        (option(), 1, {}, True),
        (option(), 2, {}, False),
        (option(keyword="one_case"), 0, {}, False),
        (option(maxfail=1), 1, {}, False),
        (option(lf=True), 0, {}, False),
        (option(), 0, {"deselected": [1]}, False),
        (SimpleNamespace(option=None, args=["tests/a.py::test_a"]), 0, {}, False),
    ],
)
def test_a_part_of_the_tests_is_no_result(
    config: Any, exitstatus: int, stats: dict[str, list[Any]], whole: bool
) -> None:
    assert is_whole(config, exitstatus, stats) == whole


def test_outcomes_are_told_by_file_and_by_function() -> None:
    def ran(*nodeids: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(nodeid=nodeid) for nodeid in nodeids]

    stats: dict[str, list[Any]] = {
        "passed": ran("a.py::test_a[1-x::y]", "a.py::test_a[2]"),
        "skipped": ran("a.py::test_b"),
        "error": ran("b.py"),
    }
    assert outcomes(stats) == {
        "a.py": {"passed": 2, "skipped": 1},
        "a.py::test_a": {"passed": 2},
        "a.py::test_b": {"skipped": 1},
        "b.py": {"failed": 1},
    }


HEAD = '[[criterion]]\ngroup = "g"\nasks = "a"\n'


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ("[[criterion]\n", 1, "Expected"),
        (f"{HEAD}\n{HEAD}asks = 1\n", 8, "overwrite"),
        ('[[criterion]]\ngroup = "g"\n', 1, "no `asks`"),
        (f'{HEAD}test = ["a"]\n', 1, "the key `test`"),
        (f'{HEAD}tests = "a"\n', 1, "no list of names"),
        (f'{HEAD}tests = ["tests/a.py"]\nmoot = "so"\n', 1, "more than one"),
        (f'{HEAD}\n{HEAD}tests = ["tests/none.py"]\n', 5, 'no test "tests/none.py"'),
        (f'{HEAD}tests = ["tests/a.py::test_b"]\n', 1, 'no test "tests/a.py::test_b"'),
        ("criterion = 3\n", 0, "do not open"),
        ("other = 3\n", 0, "do not open"),
    ],
)
def test_a_broken_file_is_a_problem_with_its_place(
    content: str, line: int, found: str, tmp_path: Path
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "a.py").write_text("def test_a():\n    pass\n")
    path = tmp_path / "conformance.toml"
    path.write_text(content)
    _points, (problem,) = conformance.load(path)
    assert problem.code is Code.CRITERIA
    assert problem.place == Place(path, line)
    assert found in problem.found


def test_an_edition_without_its_tests_is_not_asked_for_them(tmp_path: Path) -> None:
    path = tmp_path / "conformance.toml"
    path.write_text(f'{HEAD}tests = ["tests/none.py"]\n')
    assert conformance.load(path)[1] == []


def test_the_edition_s_own_points_name_tests_that_exist() -> None:
    criteria, problems = conformance.load(ROOT / conformance.CRITERIA)
    assert problems == []
    assert len(criteria) >= 76
    assert any(not (c.tests or c.signed or c.moot) for c in criteria), (
        "what no one did stays visible"
    )
