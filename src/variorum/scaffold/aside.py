"""What of a copy does not stand in the edition's text, said in lines that a person can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from variorum.model import Repair

_NAMES = {
    "head-matter": "title page",
    "image": "images, with the words that describe them",
    "page-number": "page numbers",
    "ornament": "ornaments and rules",
    "table-rule": "rules of tables",
    "end-matter": "what follows the last paragraph",
}


def set_aside(repairs: Iterable[Repair]) -> tuple[str, ...]:
    """One entry for each kind of line that was left out, with the numbers of the lines."""
    lines: defaultdict[str, set[int]] = defaultdict(set)
    for repair in repairs:
        if repair.rule in _NAMES:
            lines[repair.rule].add(repair.line)
    return tuple(
        f"{name}: {'lines' if len(lines[rule]) > 1 else 'line'} "
        f"{', '.join(map(str, sorted(lines[rule])))}{' and on' if rule == 'end-matter' else ''}"
        for rule, name in _NAMES.items()
        if lines[rule]
    )
