"""Planted errors: what the checks of this edition notice, and what two tools from PyPI notice.

`numaudit` and `doubleblind-audit` look for each number of a document among the numbers of its
data. They get the same mutants as ``variorum mutate``: the document is the quotation of one
figure note, the data are the tables of the edition. Three settings, the last two in their favour:

all tables    every table of the edition is evidence
own tables    only the tables that the note's check reads
and results   besides, every value that the check computed (shares, differences, counts)

Only figures in digits that their sources bear out are changed: neither tool reads words, and a
figure that differs from its source is rightly rejected from the start. A tool notices a mutant
when it accepts the figure as it stands and rejects it when changed; to reject both tells nothing,
so the last line of a table leaves out what a tool rejects anyway. Dates count as numbers, for
both tools read the year and the day of one.

It needs ``pip install -c constraints.txt '.[bench]'``, and is skipped without.
Run with ``python -m benchmarks audit_tools``.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from variorum.commands.mutate import notes_of
from variorum.data import package
from variorum.data.package import Package
from variorum.data.values import Cell
from variorum.figures import claims, mutants, mutation
from variorum.figures.claims import Outcome
from variorum.figures.notes import FigureNote

ROOT = Path(__file__).parent.parent
SETTINGS = ("all tables", "own tables", "and results")
HELD = ("agrees", "rounds", "truncated", "approximates")
"""Verdicts with which a figure stands: to reject it is a false alarm."""
NUMBER = re.compile(r"-?\d[\d,.]*\d|\d")
Accepts = Callable[[str, list[Path]], bool]


@dataclass
class Count:
    """Mutants planted, and noticed by each tool."""

    planted: int = 0
    noticed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    fair: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Planted in figures that the tool accepts as they stand."""


@dataclass
class Tally:
    """Counts by kind of mutant, and the figures that a tool rejects although they stand."""

    by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    standing: int = 0
    false_alarms: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def tools() -> dict[str, Accepts]:
    """Each tool as a question: does it accept every number of this line, given these files?"""
    from doubleblind import trace as doubleblind
    from numaudit import audit as numaudit

    def by_numaudit(line: str, files: list[Path]) -> bool:
        pool = numaudit.Pool(sorted(set(_read(files, numaudit.data_values))))
        found, _skipped = numaudit.audit_text(line, pool)
        return bool(found) and all(each.status != "unsourced" for each in found)

    def by_doubleblind(line: str, files: list[Path]) -> bool:
        evidence = _read(files, lambda path: doubleblind.load_evidence([str(path)]))
        found = doubleblind.trace(line, evidence)
        return bool(found) and all(each.verdict == "traced" for each in found)

    return {"numaudit": by_numaudit, "doubleblind": by_doubleblind}


_SEEN: dict[tuple[Path, int, int], list[Any]] = {}


def _read(files: Iterable[Path], reader: Callable[[Path], list[Any]]) -> list[Any]:
    """Every value of some files, each file read once as long as it stays the same."""
    values: list[Any] = []
    for path in files:
        key = (path, path.stat().st_mtime_ns, hash(reader.__code__))
        if key not in _SEEN:
            _SEEN[key] = reader(path)
        values += _SEEN[key]
    return values


def checks(tables: Package) -> Iterator[tuple[FigureNote, Outcome]]:
    """Each check that bears out a figure written in digits."""
    for note in notes_of(ROOT, []):
        for outcome in claims.examine(note, tables).outcomes:
            finding = outcome.finding
            if finding and finding.verdict in HELD and re.search(r"\d", finding.figure):
                yield note, outcome


def evidence(outcome: Outcome, tables: Package, work: Path) -> dict[str, list[Path]]:
    """The files of each setting."""
    assert outcome.finding
    own = sorted({tables.resource(cell.table).path for cell in outcome.finding.cells})
    everything = sorted(resource.path for resource in tables.resources.values())
    results = _results(outcome, work)
    return dict(zip(SETTINGS, (everything, own, [*own, results]), strict=True))


def _results(outcome: Outcome, work: Path) -> Path:
    """A file with what a check found: the value compared, and those it was made from."""
    path = work / f"found-{len(list(work.iterdir()))}.csv"
    finding = outcome.finding
    said = finding.line.partition(": ")[2] if finding else ""
    found = [*NUMBER.findall(said)[:1], *NUMBER.findall(finding.found)] if finding else []
    rows = "".join(f"{number.replace(',', '')}\n" for number in found)
    path.write_text(f"found\n{rows}", encoding="utf-8")
    return path


def figures(tables: Package, accepts: dict[str, Accepts], work: Path) -> dict[str, Tally]:
    """Change the figure's words, and ask again."""
    tallies = {setting: Tally() for setting in SETTINGS}
    for note, outcome in checks(tables):
        assert outcome.finding
        words = outcome.finding.figure
        for setting, files in evidence(outcome, tables, work).items():
            tally = tallies[setting]
            before = {name: accept(words, files) for name, accept in accepts.items()}
            tally.standing += 1
            for name, accepted in before.items():
                tally.false_alarms[name] += not accepted
            for change in mutants.of_words(words):
                count = tally.by_kind[_kind(words, change.how)]
                count.planted += 1
                mutant = mutation.with_figure(note, words, change.to)
                count.noticed["variorum"] += bool(mutation.noticed(mutant, outcome, tables))
                for name, accept in accepts.items():
                    count.fair[name] += before[name]
                    count.noticed[name] += before[name] and not accept(change.to, files)
    return tallies


def _kind(words: str, how: str) -> str:
    group = "percentages" if "%" in words else "other figures"
    return f"{group} · {how}"


def cells(tables: Package, accepts: dict[str, Accepts], work: Path) -> Tally:
    """Change a number that a check reads, as little as the check notices, and ask again."""
    tally = Tally()
    for note, outcome in checks(tables):
        assert outcome.finding
        words = outcome.finding.figure
        files = evidence(outcome, tables, work)["and results"]
        before = {name: accept(words, files) for name, accept in accepts.items()}
        for cell in sorted(outcome.finding.cells):
            to = _smallest(note, outcome, tables, cell)
            other = tables.changed(cell, to)
            results = _results(_again(note, outcome, other), work)
            own = [_written(other, cell.table, work), results]
            others = [p for p in files[:-1] if p != tables.resource(cell.table).path]
            count = tally.by_kind["cells"]
            count.planted += 1
            count.noticed["variorum"] += bool(to)
            for name, accept in accepts.items():
                count.fair[name] += before[name]
                count.noticed[name] += before[name] and not accept(words, [*others, *own])
    return tally


def _smallest(note: FigureNote, outcome: Outcome, tables: Package, cell: Cell) -> str:
    for change in mutants.of_cell(tables, cell):
        if mutation.noticed(note, outcome, tables.changed(cell, change.to)):
            return change.to
    return ""


def _again(note: FigureNote, outcome: Outcome, tables: Package) -> Outcome:
    """The same check over other tables."""
    return next(
        each
        for each in claims.examine(note, tables).outcomes
        if each.example.place == outcome.example.place
    )


def _written(tables: Package, name: str, work: Path) -> Path:
    resource = tables.resource(name)
    path = work / f"changed-{len(list(work.iterdir()))}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.name for each in resource.fields])
        writer.writerows(resource.rows)
    return path


def report(title: str, tally: Tally) -> None:
    """One table."""
    names = ("variorum", "numaudit", "doubleblind")
    print(f"\n{title}\n{'planted errors':<34}{'errors':>7}" + "".join(f"{n:>13}" for n in names))
    total = Count()
    for kind, count in sorted(tally.by_kind.items()):
        print(_line(kind, count, names))
        total.planted += count.planted
        for name in names:
            total.noticed[name] += count.noticed[name]
            total.fair[name] += count.fair[name]
    print(_line("all", total, names))
    fair = (f"{100 * total.noticed[n] / total.fair[n]:12.1f}%" for n in names[1:] if total.fair[n])
    print(f"{'all, in figures that it accepts':<41}{'':>13}{''.join(fair)}")
    if tally.standing:
        alarms = ", ".join(f"{n} {tally.false_alarms[n]}" for n in names[1:])
        print(f"figures that stand: {tally.standing}; rejected all the same: {alarms}")


def _line(kind: str, count: Count, names: tuple[str, ...]) -> str:
    shares = (f"{100 * count.noticed[n] / count.planted:12.1f}%" for n in names)
    return f"{kind:<34}{count.planted:>7}{''.join(shares)}"


def main() -> None:
    try:
        accepts = tools()
    except ModuleNotFoundError as fault:
        print(f"skipped: {fault.name} is not installed; pip install -c constraints.txt '.[bench]'")
        return
    tables = package.load(ROOT / "data")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for setting, tally in figures(tables, accepts, work).items():
            report(f"Figures changed; evidence: {setting}", tally)
        report("Cells changed; evidence: own tables and results", cells(tables, accepts, work))


if __name__ == "__main__":
    main()
