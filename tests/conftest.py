"""Scores that the suite prints at its end, so that a reader of the log sees them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from variorum import conformance

# A code host may ask every program for colours, and a make within a make tells where it is;
# the tests compare what a reader sees who types the command.
for _name in ("FORCE_COLOR", "FORCE_COLOUR", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    os.environ.pop(_name, None)
os.environ["NO_COLOR"] = "1"

# How long one example takes says more of the machine than of the program.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")

ROOT = Path(__file__).parents[1]
BEGUN = pytest.StashKey[str]()
"""The state of the files when the run began."""

SCORES = {"test_hostile.py::test_each_contribution": "hostile contributions refused or harmless"}


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[BEGUN] = conformance.state_of(ROOT)


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    for tests, words in SCORES.items():
        passed, failed = (
            sum(tests in report.nodeid for report in terminalreporter.stats.get(outcome, []))
            for outcome in ("passed", "failed")
        )
        if passed or failed:
            terminalreporter.write_line(f"{words}: {passed} of {passed + failed}")
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, words in getattr(report, "user_properties", ()):
                if name in ("score", "table"):
                    terminalreporter.write_line(str(words))
    if is_whole(config, exitstatus, terminalreporter.stats):
        ends = outcomes(terminalreporter.stats)
        conformance.keep(ROOT / conformance.RESULTS, config.stash[BEGUN], ends)


def is_whole(config: pytest.Config, exitstatus: int, stats: dict[str, list[Any]]) -> bool:
    """Whether every test of each file that was asked for has run: a part says nothing of a file."""
    narrowed = ("keyword", "markexpr", "deselect", "lf", "stepwise", "maxfail", "collectonly")
    return (
        exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        and not any(getattr(config.option, name, None) for name in narrowed)
        and not any("::" in str(argument) for argument in config.args)
        and not stats.get("deselected")
    )


def outcomes(stats: dict[str, list[Any]]) -> dict[str, Counter[str]]:
    """How the tests ended, for the page "Conformance": by file, and by function."""
    known: dict[str, Counter[str]] = {}
    for outcome, name in (
        ("passed", "passed"),
        ("failed", "failed"),
        ("error", "failed"),
        ("skipped", "skipped"),
    ):
        for report in stats.get(outcome, []):
            nodeid = str(getattr(report, "nodeid", ""))
            file = nodeid.partition("::")[0]
            for key in {file, nodeid.partition("[")[0]}:
                known.setdefault(key, Counter())[name] += 1
    return known
