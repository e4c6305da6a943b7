"""The files of an edition, looked at before any of them is parsed: names, kinds, sizes, contents.

Chapters and pages are read by `safety.pages`. Here are the rest: the files that other programs
parse (data, bibliography, settings, pictures, style sheets), and everything that a file can do
by its name or place alone. conf.py, src/ and the Makefile are code, and reviewed as code.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from variorum.problems import Code, Place, Problem
from variorum.safety import limits

MAX_DATA = 1_000_000
MAX_PICTURE = 5_000_000
MAX_CELL = 2_000
MAX_DEPTH = 12
KINDS = {
    "chapters": {".md"},
    "glossary": {".md"},
    "backmatter": {".md"},
    "docs": {".md", ".svg", ".png"},
    "data": {".csv", ".json", ".md"},
    "_static": {".css", ".svg", ".png", ".jpg", ".ico", ".woff2"},
}
"""The folders that contributors write in, and what each of them holds."""
_PICTURES = {".png", ".jpg", ".ico", ".woff2"}
_ROOT_KINDS = {".md", ".toml", ".bib"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{40}")
_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?%?")
_DOTTED = re.compile(r"^\s*\[{0,2}\s*(?:[\w\"'-]+\s*\.\s*){9}", re.MULTILINE)
_CSS = re.compile(
    r"@import|@namespace|expression\s*\(|behavior\s*:|-moz-binding|javascript:|\\[0-9a-f]"
    r"|url\(\s*+[\"']?+(?!data:image/|#)[^)]*(?::|//)|<",
    re.IGNORECASE,
)
_SHAPES = frozenset(
    (
        *("svg", "title", "desc", "g", "defs", "use", "symbol", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("lineargradient", "radialgradient", "stop", "clippath", "mask", "pattern"),
    )
)
_BIB = re.compile(r"@\s*(?:preamble|string|comment|include)\b|\\[A-Za-z]{2,}|<\s*[A-Za-z!/]", re.I)


def check(root: Path) -> Iterator[Problem]:
    """Everything about the files that forbids to build the edition."""
    for path in sorted(root.iterdir()):
        if path.name in KINDS:
            yield from _folder(root, path, KINDS[path.name])
        elif path.name == "docutils.conf":
            yield Problem(Code.FILE_REFUSED, Place(Path(path.name)), "settings of docutils")
        elif path.suffix in _ROOT_KINDS and not path.is_dir():
            yield from _file(root, path, _ROOT_KINDS)


def _folder(root: Path, folder: Path, kinds: set[str]) -> Iterator[Problem]:
    # A link among the folders leads the reader of the folder astray, so it is not followed.
    if folder.is_symlink() or not folder.is_dir():
        yield _refused(root, folder, "a link or a file where a folder belongs")
        return
    for path in sorted(folder.iterdir()):
        if path.name in ("__pycache__", ".DS_Store"):
            continue
        if path.is_dir() and not path.is_symlink():
            if _NAME.fullmatch(path.name):
                yield from _folder(root, path, kinds)
            else:
                yield _refused(root, path, "the name of a folder")
        else:
            yield from _file(root, path, kinds)


def _file(root: Path, path: Path, kinds: set[str]) -> Iterator[Problem]:
    if path.is_symlink():
        yield _refused(root, path, "a link to another file")
    elif not path.is_file():
        yield _refused(root, path, "no plain file")
    elif not _NAME.fullmatch(path.name) or len(path.name) > 80:
        yield _refused(root, path, f"the name {path.name[:60]!a}")
    elif path.suffix not in kinds:
        yield _refused(root, path, f"a file of kind {path.suffix or path.name}")
    else:
        yield from _contents(path, path.relative_to(root))


def _refused(root: Path, path: Path, found: str) -> Problem:
    wanted = ""
    folder = path.relative_to(root).parts[0]
    if folder in KINDS:
        wanted = f"plain files of kind {', '.join(sorted(KINDS[folder]))}"
    shown = path.relative_to(root).as_posix().encode("ascii", "backslashreplace").decode()
    return Problem(Code.FILE_REFUSED, Place(Path(shown)), found, wanted)


def _contents(path: Path, name: Path) -> Iterator[Problem]:
    limit = MAX_PICTURE if path.suffix in _PICTURES else MAX_DATA
    size = path.stat().st_size
    if size > limit:
        wanted = f"at most {limit // 1000} kB"
        yield Problem(Code.FILE_TOO_BIG, Place(name), f"{size // 1000} kB", wanted)
        return
    checker = _CHECKERS.get(path.suffix)
    # A page is read by Sphinx, which hands it to `safety.pages`; an entry is not.
    if checker is None or (path.suffix == ".md" and name.parts[0] != "glossary"):
        return
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        yield Problem(Code.DATA_REFUSED, Place(name), "bytes that are no UTF-8 text")
        return
    if path.suffix == ".md":
        text = text.removeprefix("\ufeff")  # some editors put it there, and readers pass over it
    faults = list(limits.characters(text, name))
    yield from faults or checker(text, name)


def _entry(text: str, name: Path) -> Iterator[Problem]:
    return limits.check(text, name)


def _table(text: str, name: Path) -> Iterator[Problem]:
    """Cells that a spreadsheet would run as formulas, or that nobody can read."""
    reader = csv.reader(text.splitlines())
    try:
        for row in reader:
            for cell in row:
                bare = cell.strip()
                place = Place(name, reader.line_num)
                if bare[:1] in ("=", "@", "|") or (
                    bare[:1] in ("+", "-") and bare != "-" and not _NUMBER.fullmatch(bare)
                ):
                    found = f"a cell that begins {bare[:20]!r}"
                    yield Problem(Code.DATA_REFUSED, place, found)
                elif len(cell) > MAX_CELL:
                    yield Problem(Code.DATA_REFUSED, place, f"a cell of {len(cell)} letters")
    except csv.Error as fault:
        yield Problem(Code.DATA_REFUSED, Place(name, reader.line_num), str(fault))


def _nested(text: str, name: Path) -> Iterator[Problem]:
    """Depth and numbers that bring a parser to its limits."""
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth = max(depth + (match[0] in "[{") - (match[0] in "]}"), 0)
        if depth > MAX_DEPTH:
            found = f"more than {MAX_DEPTH} brackets in one another"
            yield Problem(Code.DATA_REFUSED, _at(text, match, name), found)
            return
    for pattern, found in ((_LONG_NUMBER, "a number without end"), (_DOTTED, "a key without end")):
        if long := pattern.search(text):
            yield Problem(Code.DATA_REFUSED, _at(text, long, name), found)


def _at(text: str, match: re.Match[str], name: Path) -> Place:
    return Place(name, text.count("\n", 0, match.start()) + 1)


def _package(text: str, name: Path) -> Iterator[Problem]:
    """A table is a file of the folder, and its schema stands beside it: no path, no address."""
    faults = list(_nested(text, name))
    yield from faults
    if faults:
        return
    try:
        described = json.loads(text)
    except ValueError:
        return  # whoever reads the tables says so
    listed: Any = described.get("resources") if isinstance(described, dict) else None
    for resource in listed if isinstance(listed, list) else []:
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str) or not _NAME.fullmatch(path) or not path.endswith(".csv"):
            yield Problem(Code.DATA_REFUSED, Place(name), f"the path {str(path)[:60]!r}")
        elif not isinstance(resource.get("schema", {}), dict) or "profile" in resource:
            yield Problem(Code.DATA_REFUSED, Place(name), f"a schema elsewhere, of {path}")


def _works(text: str, name: Path) -> Iterator[Problem]:
    """Commands of TeX and of BibTeX itself, tags, and braces without end."""
    for match in _BIB.finditer(text):
        yield Problem(Code.DATA_REFUSED, _at(text, match, name), repr(match[0]))
    yield from _nested(text, name)


def _styles(text: str, name: Path) -> Iterator[Problem]:
    """A style sheet that fetches or runs something."""
    for match in _CSS.finditer(text):
        yield Problem(Code.DATA_REFUSED, _at(text, match, name), repr(match[0][:40]))


def _drawing(text: str, name: Path) -> Iterator[Problem]:
    """A drawing that holds more than shapes and words."""
    if match := re.search(r"<!(?:doctype|entity)|<\?(?!xml )", text, re.IGNORECASE):
        yield Problem(Code.DATA_REFUSED, Place(name), repr(match[0]))
        return
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as fault:
        yield Problem(Code.DATA_REFUSED, Place(name), f"no SVG: {fault}")
        return
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag not in _SHAPES:
            yield Problem(Code.DATA_REFUSED, Place(name), f"<{tag}>")
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].lower()
            far = attribute == "href" and not value.startswith("#")
            if attribute.startswith("on") or far or _CSS.search(value):
                yield Problem(Code.DATA_REFUSED, Place(name), f'{attribute}="{value[:40]}"')
        if tag == "style":
            yield from _styles(element.text or "", name)


_CHECKERS: dict[str, Callable[[str, Path], Iterator[Problem]]] = {
    ".md": _entry,
    ".csv": _table,
    ".json": _package,
    ".toml": _nested,
    ".bib": _works,
    ".css": _styles,
    ".svg": _drawing,
}
