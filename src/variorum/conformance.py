"""What is asked of an edition, and how the tests that support it ended."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.problems import Code, Place, Problem

CRITERIA = "conformance.toml"
RESULTS = Path("_build") / ".work" / "test-results.json"
"""Where the test run leaves its outcomes: ``{file: {"passed": n, "failed": n, "skipped": n}}``."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One point."""

    group: str
    asks: str
    tests: tuple[str, ...] = ()
    signed: str = ""


def load(path: Path) -> tuple[tuple[Criterion, ...], list[Problem]]:
    """The points of an edition, in the order of the file."""
    if not path.is_file():
        return (), []
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("criterion", [])
        found = tuple(_criterion(row) for row in rows)
    except (tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        return (), [Problem(Code.CONFIG, Place(Path(path.name)), f'"{error}"')]
    lost = [t for c in found for t in c.tests if not (path.parent / t).is_file()]
    return found, [
        Problem(Code.CONFIG, Place(Path(path.name)), f'no test file "{name}"') for name in lost
    ]


def _criterion(row: Mapping[str, Any]) -> Criterion:
    return Criterion(row["group"], row["asks"], tuple(row.get("tests", ())), row.get("signed", ""))


def results(path: Path) -> dict[str, Counter[str]]:
    """How the tests of each file ended when they were last run; empty when they never were."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {str(file): Counter(ends) for file, ends in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def state(criterion: Criterion, ends: Mapping[str, Counter[str]]) -> str:
    """How a point stands: failed, passed, passed in part, signed, or not tested.

    One failure is a failure; something skipped makes it a part; a file that did not run leaves
    the point not tested.
    """
    if criterion.signed:
        return f"signed: {criterion.signed}"
    known = [ends[name] for name in criterion.tests if name in ends]
    if any(end["failed"] for end in known):
        return "failed"
    if not known or len(known) < len(criterion.tests) or not all(end["passed"] for end in known):
        return "not tested"
    return "passed in part" if any(end["skipped"] for end in known) else "passed"
