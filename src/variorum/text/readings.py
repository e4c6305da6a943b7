"""The entries of the apparatus as the editors wrote them in ``apparatus.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from variorum.parsed_files import UnreadableError, line_of, opening_lines, read_toml
from variorum.problems import Code, Place, Problem

RANGE = " … "
"""Between two words of a lemma: everything from the one to the other."""
LONGEST = 8
"""Words of a lemma or a reading at most: an apparatus quotes, it does not copy."""
_WHERE = re.compile(r"\d+|head|h[1-9]\d?")
_FIELDS = frozenset(["paragraph", "lemma", "witness", "status", "class", "reason", "note", "also"])


class Status(StrEnum):
    """Whether the edited text differs from the copy-text here."""

    EMENDED = "emended"
    KEPT = "kept"


class ReadingClass(StrEnum):
    """Why the place is in the apparatus."""

    PHYSICAL = "P"
    SPELLING = "E"
    FACT = "F"
    STYLE = "H"
    QUOTATION = "Q"


CLASS_NAMES: Mapping[ReadingClass, str] = {
    ReadingClass.PHYSICAL: "transmission",
    ReadingClass.SPELLING: "spelling or grammar",
    ReadingClass.FACT: "fact",
    ReadingClass.STYLE: "house style",
    ReadingClass.QUOTATION: "quotation",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry of the apparatus."""

    where: str
    """A paragraph's number, ``head``, or ``h1`` … for a cross-heading."""
    number: int
    """Which entry of its place this is, counted from 1 in the order of the file."""
    lemma: str
    witnesses: tuple[tuple[str, str], ...]
    """Siglum and reading; an empty reading: the witness omits the words."""
    status: Status
    kind: ReadingClass
    reason: str
    note: str
    also: tuple[int, ...]
    """Other paragraphs where the same thing is treated the same way."""
    place: Place

    @property
    def id(self) -> str:
        """The permanent address of the entry."""
        return f"app-{self.where}-{self.number}"

    @property
    def paragraph(self) -> int | None:
        """The paragraph it stands in; None above the text and in a cross-heading."""
        return int(self.where) if self.where.isdecimal() else None

    def of(self, siglum: str) -> str | None:
        """What a witness reads; None where it was not seen."""
        return dict(self.witnesses).get(siglum)


@dataclass(frozen=True, slots=True)
class ReadingsFile:
    """What ``apparatus.toml`` holds: the entries in the order of the text, and the witnesses."""

    readings: tuple[Reading, ...] = ()
    witnesses: tuple[tuple[str, str], ...] = ()
    """Siglum and description, in the order of the file."""
    copy_text: str = "A"


def read(path: Path) -> tuple[ReadingsFile, list[Problem]]:
    """The entries that can be used, and a Problem with its line for each that cannot."""
    try:
        data, source = read_toml(path)
    except (UnreadableError, OSError) as error:
        place = Place(path, line_of(error))
        return ReadingsFile(), [Problem(Code.APPARATUS_BROKEN, place, str(error))]
    edition, sigla, records = (
        data.get("edition", {}),
        data.get("witnesses", {}),
        data.get("reading", []),
    )
    if not (isinstance(edition, dict) and isinstance(sigla, dict) and isinstance(records, list)):
        found = "[edition], [witnesses] or [[reading]] of another type"
        return ReadingsFile(), [Problem(Code.APPARATUS_BROKEN, Place(path), found)]
    copy_text = str(edition.get("copy_text", "A"))
    lines = opening_lines(source, "reading")
    if len(lines) != len(records):
        found = "readings that do not open with a line `[[reading]]`"
        return ReadingsFile(), [Problem(Code.APPARATUS_BROKEN, Place(path), found)]
    counted: Counter[str] = Counter()
    readings: list[Reading] = []
    problems: list[Problem] = []
    for record, line in zip(records, lines, strict=True):
        place = Place(path, line)
        faults = [Problem(Code.READING_BROKEN, place, f) for f in _faults(record, sigla, copy_text)]
        problems += faults
        if not faults:
            where = str(record["paragraph"])
            counted[where] += 1
            readings.append(_reading(record, where, counted[where], place))
    readings.sort(key=_order)
    known = tuple((str(siglum), str(text)) for siglum, text in sigla.items())
    return ReadingsFile(tuple(readings), known, copy_text), problems


def _reading(record: dict[str, Any], where: str, number: int, place: Place) -> Reading:
    return Reading(
        where=where,
        number=number,
        lemma=record["lemma"],
        witnesses=tuple(record["witness"].items()),
        status=Status(record["status"]),
        kind=ReadingClass(record["class"]),
        reason=record["reason"],
        note=record.get("note", ""),
        also=tuple(record.get("also", ())),
        place=place,
    )


def _order(reading: Reading) -> tuple[int, str, int]:
    """Head matter first, then the paragraphs, then the cross-headings."""
    if reading.where == "head":
        return (-1, "", reading.number)
    if reading.paragraph is None:
        return (1_000_000, reading.where, reading.number)
    return (reading.paragraph, "", reading.number)


def _faults(record: Any, sigla: Mapping[str, Any], copy_text: str) -> Iterator[str]:
    """What makes a record unusable, one sentence each."""
    if not isinstance(record, dict):
        yield f"a record that is no table: {record!r}"
        return
    for name in sorted(set(record) - _FIELDS):
        yield f"unknown field {name!r}"
    for name in ("lemma", "status", "class", "reason"):
        if not isinstance(record.get(name), str) or not record[name].strip():
            yield f"field {name!r} is missing or empty"
    if not isinstance(record.get("note", ""), str):
        yield "field 'note' is no text"
    if not _WHERE.fullmatch(str(record.get("paragraph", ""))):
        yield f"paragraph {record.get('paragraph')!r}"
    also = record.get("also", [])
    if not isinstance(also, list) or not all(isinstance(n, int) for n in also):
        yield f"also {also!r}"
    for name, allowed in (("status", Status), ("class", ReadingClass)):
        value = record.get(name)
        if isinstance(value, str) and value.strip() and value not in set(allowed):
            yield f"{name} {value!r}"
    yield from _witness_faults(record, sigla, copy_text)


def _witness_faults(
    record: dict[str, Any], sigla: Mapping[str, Any], copy_text: str
) -> Iterator[str]:
    witness = record.get("witness")
    if not isinstance(witness, dict) or not all(isinstance(v, str) for v in witness.values()):
        yield "field 'witness' is no table of readings"
        return
    for siglum in witness:
        if siglum not in sigla:
            yield f"siglum {siglum!r} is not among [witnesses]"
    lemma, base = record.get("lemma"), witness.get(copy_text)
    for words in (lemma, *witness.values()):
        if isinstance(words, str) and len(words.replace(RANGE, " ").split()) > LONGEST:
            yield f"more than {LONGEST} words: {words!r}"
    if not base:
        yield f"no reading of the copy-text {copy_text}"
    elif record.get("status") == Status.KEPT and base != lemma:
        yield f"kept, but lemma and {copy_text} differ"
    elif record.get("status") == Status.EMENDED and base == lemma:
        yield f"emended, but lemma and {copy_text} are the same"
