"""A small data package for the figure tests: tolls, towns, events, measures."""

from __future__ import annotations

from pathlib import Path

from variorum import package
from variorum.figures import namespace
from variorum.package import Package
from variorum.sandbox import run
from variorum.tables import Data, Table

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
