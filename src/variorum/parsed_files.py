"""TOML and JSON files that people write: what they hold, or the line that cannot be read."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

_AT = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


class UnreadableError(ValueError):
    """A file that its own grammar refuses; ``line`` says where, counted from 1."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.line = line


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """What a TOML file holds, and its text; UnreadableError names the line, OSError passes."""
    return _read(path, tomllib.loads)


def read_json(path: Path) -> tuple[Any, str]:
    """What a JSON file holds, and its text; UnreadableError names the line, OSError passes."""
    return _read(path, json.loads)


def line_of(fault: Exception) -> int:
    """The line that a fault names; 0 when it names none."""
    return getattr(fault, "line", 0)


def opening_lines(text: str, table: str) -> list[int]:
    """The lines on which ``[[table]]`` opens, counted from 1."""
    return [n for n, line in enumerate(text.split("\n"), 1) if line.strip() == f"[[{table}]]"]


def _read(path: Path, parse: Callable[[str], Any]) -> tuple[Any, str]:
    content = path.read_bytes()
    try:
        # As TOML counts lines, and as an editor does; a mark before the first word is no word.
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return parse(text), text
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise UnreadableError("bytes that are no UTF-8", line) from None
    except json.JSONDecodeError as fault:
        raise UnreadableError(f"{fault.msg}, column {fault.colno}", fault.lineno) from None
    except tomllib.TOMLDecodeError as fault:
        raise _unreadable(str(fault), text) from None
    except RecursionError:
        raise UnreadableError("tables in tables without end") from None


def _unreadable(said: str, text: str) -> UnreadableError:
    at = _AT.search(said)
    words = _AT.sub("", said)
    if at and at["line"]:
        return UnreadableError(f"{words}, column {at['column']}", int(at["line"]))
    return UnreadableError(words, text.rstrip("\n").count("\n") + 1)
