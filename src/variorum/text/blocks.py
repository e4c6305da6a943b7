"""Lines that Markdown gives a meaning as blocks: quotations, tables, images. Words stay words."""

from __future__ import annotations

import re

IMAGE = re.compile(r"^(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?[\s*_]*)+$")
"""A line that is nothing but images."""
TABLE_RULE = re.compile(r"^\|?[\s:-]*\|[\s:|-]*$")
"""The line below a table's head, or a row of empty cells."""
_QUOTED = re.compile(r"^(?:>\s?)+(?=\S)")
_ROW = re.compile(r"^\|.*\S.*\|$")
CELL, ROW = " | ", "/ "
"""What parts the cells of a row, and what opens a row after the first."""
_EMPTY = "–"


def is_row(line: str) -> bool:
    """Whether a line is a row of a table with signs at both ends."""
    return bool(_ROW.match(line.strip()))


def is_quoted(line: str) -> bool:
    """Whether a line is part of a block quotation."""
    return line.lstrip().startswith(">")


def unmarked(line: str) -> str:
    """A line without the signs of a quotation or a table's row around its words."""
    text = _QUOTED.sub("", line.strip())
    if not is_row(text):
        return text
    return CELL.join(cell.strip() or _EMPTY for cell in text[1:-1].split("|"))
