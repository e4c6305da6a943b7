"""What datapackage.json says of each table, as a reader wants to know it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.faults import FigureError
from variorum.problems import Code


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its unit, and what it holds."""

    name: str
    unit: str
    description: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: what it is, where it is from, how far it can be trusted, and its file."""

    name: str
    path: str
    title: str
    description: str
    rights: str
    strength: str
    date: str
    hash: str
    size: int
    columns: tuple[Column, ...]
    strengths: tuple[tuple[str, str], ...]
    """The works, by their keys, each with its own strength."""

    def strength_of(self, keys: tuple[str, ...]) -> str:
        """The strength of the main one among some works; the table's where it is not known."""
        known = dict(self.strengths)
        return next((known[key] for key in keys if known.get(key)), self.strength)


def load(directory: Path) -> dict[str, Sheet]:
    """The sheet of each table, in the package's order; FigureError when it cannot be read."""
    path = directory / "datapackage.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {entry["name"]: _sheet(entry) for entry in told}
    except (OSError, UnicodeDecodeError) as fault:
        raise FigureError(Code.DATA_BROKEN, f"{path.name}: {type(fault).__name__}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FigureError(Code.DATA_BROKEN, f"{path.name}: {fault!r}") from None


def _sheet(entry: dict[str, Any]) -> Sheet:
    def word(name: str) -> str:
        return str(entry.get(name, ""))

    return Sheet(
        name=entry["name"],
        path=entry["path"],
        title=word("title") or entry["name"],
        description=word("description"),
        rights=word("rights"),
        strength=word("strength"),
        date=word("date"),
        hash=word("hash"),
        size=int(entry.get("bytes", 0)),
        columns=tuple(_column(field) for field in entry["schema"]["fields"]),
        strengths=tuple(
            (str(each.get("key", "")), str(each.get("strength", "")))
            for each in entry.get("sources", ())
        ),
    )


def _column(field: dict[str, Any]) -> Column:
    return Column(field["name"], str(field.get("unit", "")), str(field.get("description", "")))
