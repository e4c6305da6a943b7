"""What is asked of an edition, and how the tests that support it ended."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.parsed_files import UnreadableError, line_of, opening_lines, read_toml
from variorum.problems import Code, Place, Problem
from variorum.whole_files import replace_file

CRITERIA = "conformance.toml"
RESULTS = Path("_build") / ".work" / "test-results.json"
"""Where the test run leaves its outcomes, with the state of the files that it ran on."""
_TESTED = (
    *("src", "tests", "chapters", "glossary", "data", "backmatter", "docs", "benchmarks"),
    *("_static", ".github", ".ci"),
)
"""The folders whose files decide how the tests end, with the files beside them."""
_TEXTS = frozenset(("group", "asks", "signed", "moot"))

Ends = Mapping[str, Counter[str]]
"""Outcomes (passed, failed, skipped) by test file, and by ``file::function``."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One point."""

    group: str
    asks: str
    tests: tuple[str, ...] = ()
    """Test files, or single tests as ``file::function``."""
    signed: str = ""
    moot: str = ""
    """Why it does not apply here."""


def load(path: Path) -> tuple[tuple[Criterion, ...], list[Problem]]:
    """The points of an edition, in the order of the file, and what is wrong with the file."""
    if not path.is_file():
        return (), []
    try:
        told, text = read_toml(path)
    except (UnreadableError, OSError) as error:
        return (), [Problem(Code.CRITERIA, Place(path, line_of(error)), str(error))]
    rows, lines = told.get("criterion", []), opening_lines(text, "criterion")
    if set(told) - {"criterion"} or not isinstance(rows, list) or len(rows) != len(lines):
        found = "points that do not open with a line `[[criterion]]`"
        return (), [Problem(Code.CRITERIA, Place(path), found)]
    points, problems = [], []
    for row, line in zip(rows, lines, strict=True):
        if faults := list(_faults(row)):
            place = Place(path, line)
            problems += [Problem(Code.CRITERIA, place, fault) for fault in faults]
            continue
        point = Criterion(**{**row, "tests": tuple(row.get("tests", ()))})
        points.append(point)
        for name in point.tests:
            if _is_lost(path.parent, name):
                problems.append(Problem(Code.CRITERIA, Place(path, line), f'no test "{name}"'))
    return tuple(points), problems


def _faults(row: Mapping[str, Any]) -> Iterator[str]:
    for key, value in row.items():
        if key not in _TEXTS | {"tests"}:
            yield f"the key `{key}`"
        elif key in _TEXTS and not (isinstance(value, str) and value.strip()):
            yield f"no words in `{key}`"
    tests = row.get("tests", [])
    if not (
        isinstance(tests, list) and all(isinstance(name, str) and name.strip("/") for name in tests)
    ):
        yield "`tests` that are no list of names"
    yield from (f"no `{key}`" for key in ("group", "asks") if key not in row)
    if sum(bool(row.get(key)) for key in ("tests", "signed", "moot")) > 1:
        yield "more than one of `tests`, `signed`, `moot`"


def _is_lost(root: Path, name: str) -> bool:
    """Whether a test is not there; an edition that was copied without its tests has no say."""
    file, _, function = name.partition("::")
    if not (root / Path(file).parts[0]).is_dir():
        return False
    path = root / file
    if not path.is_file():
        return True
    named = re.compile(rf"^(?:async )?def {re.escape(function)}\(", re.MULTILINE)
    return bool(function) and not named.search(path.read_text(encoding="utf-8"))


def state_of(root: Path) -> str:
    """A name for the state of all files on which the outcome of the tests may depend."""
    found = hashlib.sha256()
    for path in _files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return found.hexdigest()


def _files(root: Path) -> Iterable[Path]:
    beside = (path for path in root.iterdir() if not path.name.startswith("."))
    within = (path for name in _TESTED for path in (root / name).rglob("*"))
    return sorted(path for path in (*beside, *within) if _counts(path.relative_to(root), path))


def _counts(name: Path, path: Path) -> bool:
    made = "__pycache__" in name.parts or any(part.startswith(".") for part in name.parts[1:])
    return not made and path.is_file() and not path.is_symlink()


def keep(path: Path, state: str, ends: Ends) -> None:
    """Leave outcomes for the next book; those of other files stay if they are of this state."""
    merged = {**results(path, state), **ends}
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"state": state, "ends": merged}
    replace_file(path, json.dumps(told, indent=1, sort_keys=True) + "\n")


def results(path: Path, state: str) -> dict[str, Counter[str]]:
    """How the tests ended when they ran on files in this state; nothing when they never did."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["state"] != state:
            return {}
        return {str(name): Counter(ends) for name, ends in told["ends"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def standing(root: Path) -> list[tuple[Criterion, str]]:
    """Each point of an edition, with how it stands."""
    path = root / RESULTS
    ends = results(path, state_of(root)) if path.is_file() else {}
    return [(point, state(point, ends)) for point in load(root / CRITERIA)[0]]


def state(criterion: Criterion, ends: Ends) -> str:
    """How a point stands: failed, passed, passed in part, signed, not tested, or moot.

    One failure is a failure; something skipped makes it a part; a test that did not run leaves
    the point not tested.
    """
    if criterion.moot:
        return "does not apply"
    if criterion.signed:
        return f"signed: {criterion.signed}"
    known = [ends[name] for name in criterion.tests if name in ends]
    if any(end["failed"] for end in known):
        return "failed"
    if not known or len(known) < len(criterion.tests) or not all(end["passed"] for end in known):
        return "not tested"
    return "passed in part" if any(end["skipped"] for end in known) else "passed"
