"""Exemptions: a code, a place, the words, a reason. One that exempts nothing is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from variorum.parsed_files import UnreadableError, line_of, opening_lines, read_toml
from variorum.problems import Code, Place, Problem

_KNOWN = {"code": str, "paragraph": int, "words": str, "reason": str, "times": int}


@dataclass(frozen=True, slots=True)
class Waiver:
    """One exemption, as waivers.toml has it."""

    code: str
    paragraph: int
    words: str
    reason: str
    place: Place
    times: int = 1
    """How often the words stand there that need no check; one more does need one."""

    def waives(self, problem: Problem) -> bool:
        """Whether this exemption is for that problem: same code, same §, same words."""
        here = re.search(rf"§ {self.paragraph}\b", problem.found)
        return problem.code.id == self.code and bool(here) and f'"{self.words}"' in problem.found


def load_waivers(path: Path) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The exemptions of an edition; an incomplete one is a Problem and exempts nothing."""
    if not path.is_file():
        return (), []
    try:
        told, text = read_toml(path)
    except (UnreadableError, OSError) as error:
        return (), [Problem(Code.WAIVER_REASON, Place(path, line_of(error)), str(error))]
    rows, lines = told.get("waiver", []), opening_lines(text, "waiver")
    tables = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    if not tables or len(rows) != len(lines):
        found = "waivers that do not open with a line `[[waiver]]`"
        return (), [Problem(Code.WAIVER_REASON, Place(path), found)]
    waivers, problems = [], []
    for row, line in zip(rows, lines, strict=True):
        place = Place(path, line)
        if _is_complete({"times": 1, **row}):
            waivers.append(Waiver(**row, place=place))
        else:
            problems.append(Problem(Code.WAIVER_REASON, place, f'"{row}"'))
    return tuple(waivers), problems


def _is_complete(row: dict[str, object]) -> bool:
    if set(row) != set(_KNOWN) or not all(type(row[key]) is kind for key, kind in _KNOWN.items()):
        return False
    return len(str(row["reason"]).split()) >= 3 and int(str(row["times"])) > 0


def apply_waivers(
    problems: Iterable[Problem], waivers: Iterable[Waiver]
) -> tuple[list[Problem], list[Problem]]:
    """The problems that stand, with one more for each exemption that exempted less than it says;
    and the problems that were waived. An exemption exempts no more than it says."""
    waivers = list(waivers)
    standing: list[Problem] = []
    waived: list[Problem] = []
    left = [waiver.times for waiver in waivers]
    for problem in problems:
        by = next((i for i, w in enumerate(waivers) if left[i] and w.waives(problem)), None)
        if by is None:
            standing.append(problem)
        else:
            left[by] -= 1
            waived.append(problem)
    for waiver, idle in zip(waivers, left, strict=True):
        if idle:
            found = f'{waiver.code}, § {waiver.paragraph}, "{waiver.words}"'
            if idle < waiver.times:
                found += f", {idle} of {waiver.times} times"
            standing.append(Problem(Code.WAIVER_UNUSED, waiver.place, found))
    return standing, waived
