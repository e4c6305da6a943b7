"""Exemptions: a code, a place, the words, a reason. One that exempts nothing is an error."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from variorum.problems import Code, Place, Problem


@dataclass(frozen=True, slots=True)
class Waiver:
    """One exemption, as waivers.toml has it."""

    code: str
    paragraph: int
    words: str
    reason: str
    place: Place

    def waives(self, problem: Problem) -> bool:
        """Whether this exemption is for that problem: same code, same §, same words."""
        here = re.search(rf"§ {self.paragraph}\b", problem.found)
        return problem.code.id == self.code and bool(here) and f'"{self.words}"' in problem.found


def load_waivers(path: Path) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The exemptions of an edition; an incomplete one is a Problem and exempts nothing."""
    if not path.is_file():
        return (), []
    try:
        text = path.read_text(encoding="utf-8")
        rows = tomllib.loads(text).get("waiver", [])
    except (OSError, ValueError) as error:
        return (), [Problem(Code.WAIVER_REASON, Place(path), f'"{error}"')]
    lines = [i for i, line in enumerate(text.splitlines(), 1) if line.strip() == "[[waiver]]"]
    tables = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    if not tables or len(rows) != len(lines):
        found = "waivers that do not open with a line `[[waiver]]`"
        return (), [Problem(Code.WAIVER_REASON, Place(path), found)]
    waivers, problems = [], []
    for row, line in zip(rows, lines, strict=True):
        place = Place(path, line)
        known = {"code": str, "paragraph": int, "words": str, "reason": str}
        complete = set(row) == set(known) and all(isinstance(row[k], t) for k, t in known.items())
        if complete and len(row["reason"].split()) >= 3:
            waivers.append(Waiver(**row, place=place))
        else:
            problems.append(Problem(Code.WAIVER_REASON, place, f'"{row}"'))
    return tuple(waivers), problems


def apply_waivers(
    problems: Iterable[Problem], waivers: Iterable[Waiver]
) -> tuple[list[Problem], list[Problem]]:
    """The problems that stand, with one more for each exemption that exempted nothing; and the
    problems that were waived."""
    waivers = list(waivers)
    standing: list[Problem] = []
    waived: list[Problem] = []
    used: set[Waiver] = set()
    for problem in problems:
        by = [w for w in waivers if w.waives(problem)]
        used.update(by)
        (waived if by else standing).append(problem)
    for waiver in waivers:
        if waiver not in used:
            found = f'{waiver.code}, § {waiver.paragraph}, "{waiver.words}"'
            standing.append(Problem(Code.WAIVER_UNUSED, waiver.place, found))
    return standing, waived
