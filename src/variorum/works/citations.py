"""Where the edition cites: in its prose, in its tables, in its data package."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from variorum.data.package import SOURCE_COLUMNS, keys_in_cell, keys_of_table
from variorum.problems import Place

PROSE = ("chapters", "glossary", "backmatter", "docs")
_CITE = re.compile(r"\{cite:[a-z]+\}`([^`]+)`")
_FENCE = re.compile(r"(`{3,}|~{3,})(\{?)")
_SPAN = re.compile(r"``.+?``")
_BRACED = re.compile(r"\{[^{}]*\}")


def collect(root: Path) -> Iterator[tuple[str, Place]]:
    """Every key that the edition under `root` cites, with the place; a broken file has none."""
    for folder in PROSE:
        for path in sorted((root / folder).rglob("*.md")):
            for key, line in keys_in(_read(path)):
                yield key, Place(path.relative_to(root), line)
    for path in sorted((root / "data").glob("*.csv")):
        for key, line in keys_in_table(_read(path)):
            yield key, Place(path.relative_to(root), line)
    package = root / "data" / "datapackage.json"
    for key in keys_in_package(_read(package)):
        yield key, Place(package.relative_to(root))


def _read(path: Path) -> str:
    # A file that cannot be read is the concern of its own reader, which says so.
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def keys_in(text: str) -> Iterator[tuple[str, int]]:
    """The keys that a Markdown text cites, each with its line, counted from 1."""
    text = "\n".join(_prose(text.split("\n")))
    for match in _CITE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        for key in _BRACED.sub("", match[1]).split(","):
            if key.strip():
                yield key.strip(), line


def _prose(lines: list[str]) -> Iterator[str]:
    """The lines without what is shown as code: a citation in it is none."""
    fences: list[tuple[str, bool]] = []
    for line in lines:
        is_code = bool(fences) and fences[-1][1]
        fence = _FENCE.match(line.strip())
        if fences and line.strip() == fences[-1][0]:
            fences.pop()
        elif fence and not is_code:
            fences.append((fence[1], not fence[2]))
        yield "" if is_code or fence else _SPAN.sub("", line)


def keys_in_table(text: str) -> Iterator[tuple[str, int]]:
    """The keys in the source columns of a table, each with its line."""
    rows = csv.DictReader(text.splitlines())
    for row in rows:
        for column in SOURCE_COLUMNS:
            for key in keys_in_cell(row.get(column) or ""):
                yield key, rows.line_num


def keys_in_package(text: str) -> Iterator[str]:
    """The keys under which the data package lists its sources; none in a broken one."""
    try:
        package = json.loads(text)
        found = [keys for entry in package["resources"] for keys in keys_of_table(entry)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    yield from (key for keys in found for key in keys)
