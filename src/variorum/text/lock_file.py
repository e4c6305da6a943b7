"""The lock as a file: the TOML that is committed, read with nothing taken on trust."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from variorum.parsed_files import line_of, read_toml
from variorum.problems import Code, Place, Problem
from variorum.text.lock import Lock, LockedNote, LockedNumeral, LockedParagraph

VERSION = 2
"""Raised when the same text gives other facts: 2 knows the signs of numbers."""
_HEX = re.compile(r"[0-9a-f]*")
_BESIDE = re.compile(r"(?:[0-9a-f]{3}|---){2}|")
_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_PARAGRAPH = {"sha256": str, "words": int}
_NOTE = {"paragraph": int, "start": int, "end": int, "quote": str, "beside": str}


def dumps(lock: Lock) -> str:
    """The lock as the TOML text that is committed."""
    lines = [
        "# Facts about the text, made by `variorum lock`; never edited by hand.",
        "# It proves that a supplied text is the edited one, and does not hold it.",
        f"version = {VERSION}",
        f'salt = "{lock.salt}"',
        "",
    ]
    # Notes are keys of the root table, so they must stand before the first [paragraph] header.
    for slug, note in lock.notes.items():
        where = f"paragraph = {note.paragraph}, start = {note.start}, end = {note.end}"
        hashes = f'quote = "{note.quote}", beside = "{note.beside}"'
        lines.append(f"note.{slug} = {{ {where}, {hashes} }}")
    lines.append("")
    for number, known in lock.paragraphs.items():
        lines += [f"[paragraph.{number}]", f'sha256 = "{known.sha256}"', f"words = {known.words}"]
        lines.append(f'chunks = "{known.chunks}"')
        if known.terms:
            lines.append("terms = [" + ", ".join(_quoted(t) for t in known.terms) + "]")
        rows = [f"  [{n.start}, {n.end}, {_quoted(n.words)}]," for n in known.numerals]
        lines += ["numerals = [", *rows, "]", ""] if rows else [""]
    return "\n".join(lines).rstrip() + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def load(path: Path) -> Lock | Problem:
    """The lock in a file, or the problem that forbids it."""
    place = Place(path)
    if not path.is_file():
        return Problem(Code.LOCK_MISSING, place, f'no file "{path.name}"')
    try:
        raw, _ = read_toml(path)
        if _is(raw.get("version"), int) and raw["version"] != VERSION:
            found, wanted = f'"version = {raw["version"]}"', f"a lock of version {VERSION}"
            return Problem(
                Code.LOCK_BROKEN, place, found, wanted, "Make it again: `make lock TEXT=…`."
            )
        return _lock(raw)
    except (ValueError, RecursionError, OSError) as error:
        return Problem(Code.LOCK_BROKEN, Place(path, line_of(error)), f'"{error}"')


def _lock(raw: dict[str, Any]) -> Lock:
    """The facts of a file; ValueError for a value of another kind than `dumps` writes."""
    _demand(raw, {"version": int, "salt": str}, "the lock")
    paragraphs, notes = raw.get("paragraph", {}), raw.get("note", {})
    if not isinstance(paragraphs, dict) or not isinstance(notes, dict):
        raise ValueError("`paragraph` and `note` are tables")
    for number in paragraphs:
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"paragraph.{number} is no number")
    return Lock(
        raw["salt"],
        {int(number): _paragraph(row, f"paragraph.{number}") for number, row in paragraphs.items()},
        {slug: _note(row, f"note.{slug}") for slug, row in notes.items()},
    )


def _paragraph(row: object, name: str) -> LockedParagraph:
    known = _demand(row, _PARAGRAPH, name)
    chunks, terms, numerals = (
        known.get(key, empty) for key, empty in (("chunks", ""), ("terms", []), ("numerals", []))
    )
    if not isinstance(chunks, str) or len(chunks) % 4 or not _HEX.fullmatch(chunks):
        raise ValueError(f"{name}: `chunks` are groups of four hex digits")
    if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
        raise ValueError(f"{name}: `terms` are words")
    if not isinstance(numerals, list) or not all(_is_numeral(each) for each in numerals):
        raise ValueError(f"{name}: each of `numerals` is two numbers and the words")
    found = tuple(LockedNumeral(*each) for each in numerals)
    return LockedParagraph(known["sha256"], known["words"], chunks, found, tuple(terms))


def _note(row: object, name: str) -> LockedNote:
    known = _demand({"beside": "", **row} if isinstance(row, dict) else row, _NOTE, name)
    if len(known) != len(_NOTE):
        raise ValueError(f"{name} has {', '.join(known)}")
    if not _BESIDE.fullmatch(known["beside"]) or not known["start"] < known["end"]:
        raise ValueError(f"{name} hangs on no words")
    return LockedNote(**known)


def _demand(row: object, kinds: dict[str, type], name: str) -> dict[str, Any]:
    """The row as a table in which these keys have values of these kinds, none below zero."""
    if not isinstance(row, dict):
        raise ValueError(f"{name} is no table")
    for key, kind in kinds.items():
        if not _is(row.get(key), kind):
            raise ValueError(f"{name}: `{key}` is {row.get(key)!r}")
    return row


def _is(value: object, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind)


def _is_numeral(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 3:
        return False
    return _is(row[0], int) and _is(row[1], int) and isinstance(row[2], str)
