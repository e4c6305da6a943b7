"""Try a figure note's doctests while its chapter is read, and keep what they printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment import BuildEnvironment

from variorum.data import package
from variorum.data.package import Package
from variorum.data.values import merged
from variorum.faults import FigureError
from variorum.figures import claims
from variorum.figures.claims import Trial
from variorum.figures.notes import CodeBlock, FigureNote
from variorum.model import Annotation, Kind
from variorum.problems import Place
from variorum.sphinx_ext import nodes as v

if TYPE_CHECKING:
    from variorum.sphinx_ext.domain import VariorumDomain

DATA = "data"
_TABLES = "variorum-tables"


@dataclass(frozen=True, slots=True)
class Check:
    """One doctest of a note, carried out."""

    verdict: str
    line: str
    """What it printed, whole: verdict, both values, source."""
    figure: str
    """The text's words that were tried."""
    cells: tuple[tuple[str, int], ...]
    """Table and line of each cell that it read."""
    said: str = ""
    """The line without its sources, for readers."""
    found: str = ""
    """The value that was found."""
    reading: str = ""
    """Which bulletin, which block, nominal or real …"""
    sources: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each table that it read, with the works that the rows come from, the main one first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure note, tried: its headline and its checks."""

    slug: str
    headline: str
    checks: tuple[Check, ...]


def examine_note(
    env: BuildEnvironment, domain: VariorumDomain, note: Annotation, block: nodes.Element
) -> None:
    """Try the doctests of a note; the code gives way to what it printed."""
    found = [code for code in block.findall(nodes.literal_block) if ">>>" in code.astext()]
    if not found and note.kind != Kind.FIGURE:
        return
    tables = tables_of(env, domain)
    if tables is None:
        return
    blocks = tuple(CodeBlock(code.astext() + "\n", (code.line or 0) + 1) for code in found)
    trial = claims.examine(FigureNote(note.slug, note.quote, note.place, blocks, note.kind), tables)
    for problem in trial.problems:
        domain.note_problem(env.docname, problem)
    claim = Claim(note.slug, str(trial.headline or ""), _checks(trial))
    domain.note_claim(env.docname, claim)
    for number, code in enumerate(found):
        assert code.parent is not None
        if number:
            code.parent.remove(code)
            continue
        source = "\n".join(each.astext() for each in found)
        code.parent.replace(
            code, v.check_list("", slug=note.slug, checks=claim.checks, source=source)
        )


def _checks(trial: Trial) -> tuple[Check, ...]:
    return tuple(
        Check(
            str(finding.verdict),
            repr(finding),
            finding.figure,
            tuple(sorted({(cell.table, cell.line) for cell in finding.cells})),
            finding.said,
            finding.found,
            finding.reading,
            tuple((source.table, source.keys) for source in merged(finding.sources)),
        )
        for finding in trial.findings
    )


def tables_of(env: BuildEnvironment, domain: VariorumDomain) -> Package | None:
    """The data package; every page with a figure depends on all of it."""
    kept = env.current_document
    if _TABLES not in kept:
        kept[_TABLES] = _read_for(env, domain)
    found: Package | None = kept[_TABLES]
    return found


def _read_for(env: BuildEnvironment, domain: VariorumDomain) -> Package | None:
    folder = Path(env.srcdir) / DATA
    for path in _files(folder):
        env.note_dependency(str(path))
    try:
        return read_tables(folder)
    except FigureError as fault:
        domain.note_problem(env.docname, fault.problem(Place(folder / package.FILE)))
        return None


def read_tables(folder: Path) -> Package:
    """The data package of a folder, read again only when a file has changed."""
    return _load(folder, tuple(path.stat().st_mtime_ns for path in _files(folder)))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.*") if path.is_file())


@lru_cache(maxsize=2)
def _load(folder: Path, changed: tuple[int, ...]) -> Package:
    """The package as of these times: read once a build, not once a note."""
    return package.load(folder)
