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
    report = mutation.run(notes_of(root, options.chapters), tables)
    print("\n".join(report.lines()))
    return 1 if report.problems or not report.mutants else 0


def notes_of(root: Path, chapters: list[Path]) -> list[FigureNote]:
    """The notes with checks of these chapters, or of the whole edition."""
    notes: list[FigureNote] = []
    for path in chapters or sorted((root / FOLDER).glob("*.md")):
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        notes += claims.notes_in(path.read_text(encoding="utf-8"), shown)
    return notes
