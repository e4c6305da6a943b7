"""``variorum new``: a building edition of any article."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from variorum.scaffold.write import Made, new_edition


def add(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("article", help="the article: a path or an address")
    parser.add_argument("folder", type=Path, help="the new edition's folder, which it makes")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the edition and say what was guessed; 1 when it would not build."""
    made = new_edition(options.article, options.root / options.folder)
    for problem in made.problems:
        print(problem, file=sys.stderr)
    if not made.paragraphs:
        return 1
    print(_said(made))
    print(f"Made {options.folder}. Next: cd {os.fspath(options.folder)} && make book && make test")
    return 1 if made.problems else 0


def _said(made: Made) -> str:
    guessed = (("title", made.title), ("byline", made.byline), ("date", made.date))
    lines = [f"{name:8} {words or '(not found; set it in conf.py)'}" for name, words in guessed]
    lines += [f"aside    {words}" for words in made.aside]
    lines += [
        f"{made.chapters} chapters, {made.paragraphs} paragraphs, {made.figures} numbers, "
        f"{made.notes} draft notes, {made.terms} terms proposed",
        "All of this was guessed: README.md says what to look through.",
    ]
    return "\n".join(lines)
