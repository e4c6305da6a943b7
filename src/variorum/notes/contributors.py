"""Who made the edition: ids for ``:by:``, names for the page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum.model import Annotation
from variorum.problems import Code, Place, Problem
from variorum.works.bibliography import safe_address


@dataclass(frozen=True, slots=True)
class Contributor:
    """One person or body, as contributors.toml lists it."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    link: str = ""


def load_contributors(path: Path) -> tuple[tuple[Contributor, ...], list[Problem]]:
    """Everyone listed, in the order of the file."""
    if not path.is_file():
        return (), []
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("contributor", [])
        people = [
            Contributor(
                str(r["id"]), str(r["name"]), tuple(r.get("roles", ())), str(r.get("link", ""))
            )
            for r in rows
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return (), [Problem(Code.CONFIG, Place(path), f'"{error}"')]
    unsafe = [p for p in people if p.link and not safe_address(p.link)]
    return tuple(people), [
        Problem(Code.LINK_REFUSED, Place(path), f'"{person.link}" of {person.id}')
        for person in unsafe
    ]


def check_authors(notes: Iterable[Annotation], people: Iterable[Contributor]) -> Iterator[Problem]:
    """Every note is by, and checked by, somebody who is listed."""
    known = {person.id for person in people}
    for note in notes:
        for name in filter(None, (note.by, note.checked_by)):
            if name not in known:
                yield Problem(Code.NOTE_AUTHOR, note.place, f'"{name}"')
