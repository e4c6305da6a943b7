"""``variorum note``: the block of a new note, printed or put in its place."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from variorum.commands.gather import gather
from variorum.data import package
from variorum.data.package import Package
from variorum.edition import CONTRIBUTORS
from variorum.faults import FigureError
from variorum.model import Kind
from variorum.notes import block
from variorum.notes.block import Known, Proposal
from variorum.notes.contributors import load_contributors

NOBODY = "your-id"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("paragraph", type=int, help="the number after §")
    parser.add_argument("words", help="2 to 8 words of the text on which the note hangs")
    parser.add_argument("--kind", choices=[str(kind) for kind in Kind], default="")
    parser.add_argument("--slug", default="", help="the note's name, as in inflation-2007")
    parser.add_argument("--by", default="", help="your id in contributors.toml")
    parser.add_argument("--insert", action="store_true", help="write it into its chapter")
    parser.add_argument("--text", default="", help="the article: a path or an address")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the block, or insert it; 1 when it may not stand as it is."""
    root: Path = options.root
    held, said = gather(root, os.environ.get("TEXT", ""))
    known = Known(held.chapters, held.text, held.lock, _tables(root))
    by, who = _author(root, options.by)
    asked = block.Request(options.paragraph, options.words, by, options.kind, options.slug)
    proposal = block.propose(asked, known)
    if proposal.block and not options.insert and not proposal.problems:
        print("\n".join(proposal.block), flush=True)
    _say(proposal, [*said, *who])
    if proposal.problems:
        return 1
    if options.insert:
        block.insert(root, proposal)
        print(f"Inserted at {proposal.place}. Write the note, then: make check")
    else:
        print(f"It goes to {proposal.place}; --insert puts it there.", file=sys.stderr)
    return 0


def _say(proposal: Proposal, said: list[str]) -> None:
    for problem in proposal.problems:
        print(problem, file=sys.stderr)
    for remark in (*proposal.remarks, *said):
        print(f"- {remark}", file=sys.stderr)


def _tables(root: Path) -> Package | None:
    try:
        return package.load(root / "data")
    except FigureError:
        return None


def _author(root: Path, given: str) -> tuple[str, list[str]]:
    people, problems = load_contributors(root / CONTRIBUTORS)
    if problems:
        return given or NOBODY, [str(problem) for problem in problems]
    ids = [person.id for person in people]
    if given in ids:
        return given, []
    listed = ", ".join(ids) or "nobody"
    return given or NOBODY, [
        f"`:by:` must name an id of {CONTRIBUTORS}, which lists {listed}; add yourself there."
    ]
