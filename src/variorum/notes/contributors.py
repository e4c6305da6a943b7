"""Who made the edition: ids for ``:by:``, names for the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.faults import near
from variorum.model import Annotation
from variorum.notes.checks import SLUG
from variorum.parsed_files import UnreadableError, line_of, opening_lines, read_toml
from variorum.problems import Code, Place, Problem
from variorum.works.bibliography import safe_address

TABLE = "contributor"
_FIELDS = ("id", "name", "roles", "link")


@dataclass(frozen=True, slots=True)
class Contributor:
    """One person or body, as contributors.toml lists it."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    link: str = ""


def load_contributors(path: Path) -> tuple[tuple[Contributor, ...], list[Problem]]:
    """Everyone listed, in the order of the file; who cannot be used is a Problem with its line."""
    if not path.is_file():
        return (), []
    try:
        told, text = read_toml(path)
    except (UnreadableError, OSError) as error:
        return (), [_broken(Place(path, line_of(error)), str(error))]
    rows, lines = told.get(TABLE, []), opening_lines(text, TABLE)
    if not isinstance(rows, list) or set(told) - {TABLE} or len(rows) != len(lines):
        found = f"{', '.join(map(str, told)) or 'tables'} not under a line `[[{TABLE}]]`"
        return (), [_broken(Place(path), found)]
    people: dict[str, Contributor] = {}
    problems: list[Problem] = []
    for row, line in zip(rows, lines, strict=True):
        faults = list(_faults(row, people, Place(path, line)))
        problems += faults
        if not faults:
            people[row["id"]] = Contributor(**{**row, "roles": tuple(row.get("roles", ()))})
    return tuple(people.values()), problems


def _broken(place: Place, found: str, advice: str = "") -> Problem:
    return Problem(Code.CONTRIBUTORS_BROKEN, place, found, advice=advice)


def _faults(row: object, known: Mapping[str, Contributor], place: Place) -> Iterator[Problem]:
    """What makes an entry unusable, each with what to do."""
    if not isinstance(row, dict):
        yield _broken(place, f"`{row}`, which is no table")
        return
    for name in row.keys() - set(_FIELDS):
        yield _broken(place, f"unknown `{name}`", near(str(name), _FIELDS))
    for name in ("id", "name"):
        value = row.get(name)
        if value is None:
            yield _broken(place, f"no `{name}`", f'Add the line `{name} = "…"`.')
        elif not isinstance(value, str) or not value.strip():
            yield _broken(place, f"`{name} = {_shown(value)}`", "Write words in quotation marks.")
    yield from _odd(row, known, place)


def _odd(
    row: Mapping[str, Any], known: Mapping[str, Contributor], place: Place
) -> Iterator[Problem]:
    """Fields that are there, and of another shape than is wanted."""
    id_, roles, link = row.get("id"), row.get("roles", []), row.get("link", "")
    if isinstance(id_, str) and id_.strip() and not SLUG.fullmatch(id_):
        advice = "Use lower-case letters, digits and hyphens, as in `ada-pell`."
        yield _broken(place, f"`id = {_shown(id_)}`", advice)
    elif isinstance(id_, str) and id_ in known:
        yield _broken(place, f"`id = {_shown(id_)}` a second time", "Take an id of your own.")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        advice = 'Write a list: `roles = ["commentary"]`.'
        yield _broken(place, f"`roles = {_shown(roles)}`", advice)
    if not isinstance(link, str):
        yield _broken(place, f"`link = {_shown(link)}`", "Write an address in quotation marks.")
    elif link and not safe_address(link):
        yield Problem(Code.LINK_REFUSED, place, f'"{link}" of {id_}')


def _shown(value: object) -> str:
    """A value as a TOML file has it, near enough to be found."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def check_authors(notes: Iterable[Annotation], people: Iterable[Contributor]) -> Iterator[Problem]:
    """Every note is by, and checked by, somebody who is listed."""
    known = {person.id for person in people}
    for note in notes:
        for name in filter(None, (note.by, note.checked_by)):
            if name not in known:
                yield Problem(Code.NOTE_AUTHOR, note.place, f'"{name}"')
