"""``variorum drift``: what a new text does to the notes, and a patch to read."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from variorum.chapter_files import FOLDER
from variorum.commands.gather import Held, gather
from variorum.drift import comparison, patch
from variorum.drift.align import Change, Old, ParagraphFate, paragraphs_of
from variorum.drift.comparison import Drift, Fate, NoteFate
from variorum.problems import Code, Place, Problem
from variorum.text import source
from variorum.whole_files import replace_file

PATCH = Path("_build") / "drift.patch"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("newtext", help="the new text: a path or an address")
    parser.add_argument("--text", default="", help="the edited text, for a sharper comparison")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the report and write the patch; 1 when a note is not where it was."""
    root: Path = options.root
    held, said = gather(root, os.environ.get("TEXT", ""))
    copy = source.open_copy(options.newtext)
    if isinstance(copy, Problem) or not held.chapters:
        none = Problem(Code.NO_EDITION, Place(root / FOLDER), "no chapter that holds a paragraph")
        print(copy if isinstance(copy, Problem) else none, file=sys.stderr)
        return 1
    report = compare(held, copy)
    print("\n".join([*_paragraphs(report), *_notes(report), *_sums(report)]))
    for remark in [*said, *_basis(held)]:
        print(f"- {remark}", file=sys.stderr)
    proposed = patch.patch(report, held.chapters, copy)
    if proposed:
        replace_file(root / PATCH, proposed)
        print(f"Proposed changes: {PATCH}. Read it, then: git apply {PATCH}")
    return 0 if set(report.counts()) <= {str(Fate.EXACT)} else 1


def compare(held: Held, copy: source.Copy) -> Drift:
    """The report of an edition against a copy."""
    marks = {mark.number: mark for chapter in held.marks for mark in chapter.paragraphs}
    old = Old(marks, held.text, held.lock, held.apparatus)
    notes = [note for chapter in held.chapters for note in chapter.annotations()]
    return comparison.compare(old, notes, paragraphs_of(copy, held.marks, held.apparatus))


def _basis(held: Held) -> Iterator[str]:
    if held.text is not None:
        yield "Compared with the edited text."
    elif held.lock is not None:
        yield "Compared with the lock, which knows no words; TEXT=… makes the report sharper."
    else:
        yield "Compared with nothing but first words and quotations: there is no lock."


def _paragraphs(report: Drift) -> Iterator[str]:
    for fate in report.alignment.fates:
        if fate.change is not Change.SAME or fate.moved:
            yield _paragraph(fate, report)


def _paragraph(fate: ParagraphFate, report: Drift) -> str:
    if fate.at < 0:
        return f"§ {fate.number:<4} {fate.change}"
    found = report.alignment.new[fate.at]
    opens = " ".join(found.text.split()[:5])
    name = f"§ {fate.number:<4}" if fate.number >= 0 else "      "
    how = f" ({fate.score:.0f}% alike)" if fate.change is Change.CHANGED else ""
    order = ", out of its order" if fate.moved else ""
    return f'{name} {fate.change}{how}{order}, line {found.line + 1}: "{opens} …"'


def _notes(report: Drift) -> Iterator[str]:
    for each in report.notes:
        if each.fate is not Fate.EXACT:
            yield f"{each.note.place}  {each.note.slug}  {each.fate}: {_note(each, report)}"


def _note(each: NoteFate, report: Drift) -> str:
    parts = [f'"{each.note.quote}"']
    if each.quote:
        like = f" ({each.score:.0f}% alike)" if each.fate is Fate.DRIFTED else ""
        parts.append(f'proposed "{each.quote}"{like}')
    if each.at >= 0:
        number = report.alignment.number_of(each.at)
        if number != each.note.paragraph:
            line = report.alignment.new[each.at].line + 1
            parts.append(
                f"now in § {number}" if number >= 0 else f"now in a new paragraph, line {line}"
            )
    return "; ".join([*parts, *filter(None, [each.said])])


def _sums(report: Drift) -> Iterator[str]:
    for name, counts, order in (
        ("paragraphs", report.paragraphs(), Change),
        ("notes", report.counts(), Fate),
    ):
        yield f"{name}: " + ", ".join(f"{counts[str(each)]} {each}" for each in order)
