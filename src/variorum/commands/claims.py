"""``variorum claims``: carry out the checks of chapter files, and state what they print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from variorum.chapter_files import FOLDER
from variorum.data import package
from variorum.faults import FigureError
from variorum.figures.claims import Trial, examine_file, restated
from variorum.problems import Problem, by_place


def add(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("chapters", nargs="*", type=Path, help="chapter files; all when none")
    parser.add_argument("--write", action="store_true", help="put each line under its check")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the line of each check, then the problems; 1 when there are any."""
    root: Path = options.root
    try:
        tables = package.load(root / "data")
    except FigureError as fault:
        print(fault, file=sys.stderr)
        return 1
    problems: list[Problem] = []
    for path in options.chapters or sorted((root / FOLDER).glob("*.md")):
        trials, faults = examine_file(path, tables)
        if options.write and trials and restated(path, trials):
            trials, faults = examine_file(path, tables)
        problems += faults
        print("\n".join(_lines(trials)))
    for problem in by_place(problems):
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _lines(trials: Iterable[Trial]) -> Iterator[str]:
    for trial in trials:
        yield f"{trial.note.place}  {trial.note.slug}  [{trial.headline or 'no verdict'}]"
        for outcome in trial.outcomes:
            if outcome.printed:
                yield f"  {'ok ' if outcome.ok else 'NOT'} {outcome.printed}"
