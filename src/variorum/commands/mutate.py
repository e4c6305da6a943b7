"""``variorum mutate``: change every figure and every cell in turn, and see what the checks miss."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from variorum.chapter_files import FOLDER
from variorum.data import package
from variorum.faults import FigureError
from variorum.figures import claims, mutation
from variorum.figures.notes import FigureNote
from variorum.problems import Code, Place, Problem


def add(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("chapters", nargs="*", type=Path, help="chapter files; all when none")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the score by kind and name each error that went unnoticed; 1 when there is one."""
    root: Path = options.root
    try:
        tables = package.load(root / "data")
    except FigureError as fault:
        print(fault, file=sys.stderr)
        return 1
    notes, problems = notes_of(root, options.chapters)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    report = mutation.run(notes, tables)
    print("\n".join(report.lines()))
    return 1 if report.problems or not report.mutants else 0


def notes_of(root: Path, chapters: list[Path]) -> tuple[list[FigureNote], list[Problem]]:
    """The notes with checks of these chapters, or of the whole edition; what cannot be read."""
    notes: list[FigureNote] = []
    problems: list[Problem] = []
    for path in chapters or sorted((root / FOLDER).glob("*.md")):
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        try:
            notes += claims.notes_in(path.read_text(encoding="utf-8"), shown)
        except (OSError, UnicodeDecodeError) as fault:
            found = type(fault).__name__
            problems.append(Problem(Code.CHAPTER_UNREADABLE, Place(shown), found))
    return notes, problems
