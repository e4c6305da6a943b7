"""Scores that the suite prints at its end, so that a reader of the log sees them."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import settings

# A code host may ask every program for colours, and a make within a make tells where it is;
# the tests compare what a reader sees who types the command.
for _name in ("FORCE_COLOR", "FORCE_COLOUR", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    os.environ.pop(_name, None)
os.environ["NO_COLOR"] = "1"

# How long one example takes says more of the machine than of the program.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")

RESULTS = Path(__file__).parent.parent / "_build" / ".work" / "test-results.json"

SCORES = {"test_hostile.py::test_each_contribution": "hostile contributions refused or harmless"}


def pytest_terminal_summary(terminalreporter: Any) -> None:
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
    record(terminalreporter.stats)


def record(stats: dict[str, list[Any]]) -> None:
    """Leave each file's outcomes where the page "Conformance" finds them.

    Files that did not run keep what an earlier run found of them.
    """
    known: dict[str, Counter[str]] = {}
    for outcome, name in (
        ("passed", "passed"),
        ("failed", "failed"),
        ("error", "failed"),
        ("skipped", "skipped"),
    ):
        for report in stats.get(outcome, []):
            file = str(getattr(report, "nodeid", "")).partition("::")[0]
            known.setdefault(file, Counter())[name] += 1
    earlier = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    merged = {**earlier, **known}
    part = RESULTS.with_suffix(".part")
    part.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(RESULTS)
