"""A small data package for the figure tests: tolls, towns, events, measures."""

from __future__ import annotations

from pathlib import Path

from variorum.data import package
from variorum.data.package import Package
from variorum.data.tables import Data, Table
from variorum.figures.sandbox import run
from variorum.figures.vocabulary import namespace

FOLDER = Path(__file__).parent / "figures" / "data"


def tables() -> Package:
    """The package, read anew."""
    return package.load(FOLDER)


def table(name: str) -> Table:
    """One of its tables."""
    return Data(tables()).table(name)


def ran(*sources: str) -> object:
    """What the last of several examples gives."""
    names: dict[str, object] = namespace(Data(tables()))
    result: object = None
    for source in sources:
        names, result = run(source, names)
    return result
