"""The checks of figure notes: find each doctest, carry it out, compare what it prints."""

from __future__ import annotations

import doctest
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum.data.package import Package
from variorum.data.tables import Data
from variorum.faults import FigureError
from variorum.figures import quoting, sandbox, verdict
from variorum.figures.notes import CodeBlock, FigureNote, notes_in
from variorum.figures.rules import Verdict
from variorum.figures.verdict import Finding
from variorum.figures.vocabulary import namespace
from variorum.model import Kind
from variorum.problems import Code, Place, Problem
from variorum.text import anchor
from variorum.whole_files import read_lines, replace_file

__all__ = [
    "CodeBlock",
    "Example",
    "FigureNote",
    "Outcome",
    "Trial",
    "examine",
    "examine_file",
    "examples",
    "notes_in",
    "restated",
]

MAX_EXAMPLES = 40
_OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Example:
    """One doctest example: its source, the line it states, and its place."""

    source: str
    stated: str
    place: Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one example printed, and whether the note says the same."""

    example: Example
    printed: str
    finding: Finding | None
    ok: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """A note's checks, carried out."""

    note: FigureNote
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the note's order."""
        return tuple(each.finding for each in self.outcomes if each.finding)

    @property
    def headline(self) -> Verdict | None:
        """The verdict for the badge; None when nothing could be checked."""
        return verdict.headline(self.findings) if self.findings else None


def examples(note: FigureNote) -> list[Example]:
    """A note's doctest examples; FigureError for a block that is no doctest."""
    found = []
    for block in note.blocks:
        try:
            parsed = doctest.DocTestParser().get_examples(block.text, note.slug)
        except ValueError as fault:
            raise FigureError(Code.CHAPTER_UNREADABLE, str(fault).splitlines()[0]) from None
        for each in parsed:
            place = Place(note.place.path, block.line + each.lineno)
            found.append(Example(each.source.rstrip(), each.want.strip(), place))
    if len(found) > MAX_EXAMPLES:
        raise FigureError(Code.CHECK_REFUSED, f"{len(found)} examples, more than {MAX_EXAMPLES}")
    return found


def examine(note: FigureNote, tables: Package) -> Trial:
    """Carry out a note's checks: pure, so safe in any number of processes."""
    try:
        found = examples(note)
    except FigureError as fault:
        return Trial(note, (), (_problem(fault, note.place),))
    names = namespace(Data(tables))
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for example in found:
        try:
            names, result = sandbox.run(example.source, names)
        except FigureError as fault:
            problems.append(_problem(fault, example.place))
            outcomes.append(Outcome(example, "", None, ok=False))
            continue
        outcome = _outcome(example, result)
        outcomes.append(outcome)
        problems += _faults(note, outcome)
    checked = any(each.finding for each in outcomes)
    if not checked and not problems and note.kind == Kind.FIGURE:
        problems.append(Problem(Code.CHECK_MISSING, note.place, f'note "{note.slug}"'))
    return Trial(note, tuple(outcomes), tuple(problems))


def examine_file(path: Path, tables: Package) -> tuple[list[Trial], list[Problem]]:
    """Carry out every check of a chapter file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        problem = Problem(Code.CHAPTER_UNREADABLE, Place(path), type(fault).__name__)
        return [], [problem]
    trials = [examine(note, tables) for note in notes_in(text, path)]
    return trials, [problem for trial in trials for problem in trial.problems]


def restated(path: Path, trials: Iterable[Trial]) -> bool:
    """Write the printed lines under their examples; true when the file changed."""
    lines, end = read_lines(path)
    before = tuple(lines)
    wrong = [each for trial in trials for each in trial.outcomes if each.printed and not each.ok]
    for outcome in sorted(wrong, key=lambda each: -each.example.place.line):
        start = outcome.example.place.line + outcome.example.source.count("\n")
        stated = outcome.example.stated.count("\n") + bool(outcome.example.stated)
        lines[start : start + stated] = [outcome.printed]
    if tuple(lines) == before:
        return False
    replace_file(path, end.join(lines))
    return True


def _outcome(example: Example, result: object) -> Outcome:
    printed = "" if result is None else repr(result)
    same = doctest.OutputChecker().check_output(_line(example.stated), _line(printed), _OPTIONS)
    return Outcome(example, printed, result if isinstance(result, Finding) else None, ok=same)


def _faults(note: FigureNote, outcome: Outcome) -> Iterator[Problem]:
    example, finding = outcome.example, outcome.finding
    if not outcome.ok:
        found = f"`{outcome.printed or 'nothing'}`"
        stated = f"`{example.stated or 'nothing'}`, as the note states"
        yield Problem(Code.CHECK_FAILED, example.place, found, stated)
    if finding and outcome.ok and not example.stated.startswith(f"{finding.verdict}:"):
        yield Problem(Code.VERDICT_UNSTATED, example.place, f"`{example.stated}`")
    if finding and not anchor.find(note.quote, finding.figure):
        found = f'"{finding.figure}" is not in "{note.quote}"'
        yield Problem(Code.FIGURE_NOT_QUOTED, example.place, found)
    elif finding and (whole := quoting.cut_short(note.quote, finding.figure)):
        found = f'"{finding.figure}" of "{whole}"'
        yield Problem(Code.FIGURE_CUT_SHORT, example.place, found)


def _line(text: str) -> str:
    return f"{text}\n" if text else ""


def _problem(fault: FigureError, place: Place) -> Problem:
    return Problem(fault.code, place, fault.found, advice=fault.advice)
