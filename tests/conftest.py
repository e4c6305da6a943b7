"""Scores that the suite prints at its end, so that a reader of the log sees them."""

from __future__ import annotations

from typing import Any

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
