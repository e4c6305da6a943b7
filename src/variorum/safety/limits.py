"""What a contributed file is held to before anything reads it: size, letters, and its head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from variorum.problems import Code, Place, Problem

MAX_BYTES = 200_000
MAX_LINES = 5_000
MAX_MARKS = 20_000
MAX_CROWD = 10_000_000
"""Sum over the paragraphs of the square of their marks: what a Markdown parser works for."""

_MARKS = re.compile(r"""[\[\]*_`~<>(){}|&"'#+:^-]""")
_BREAK = re.compile(r"\n[ \t]*\n")
# A blank that is no blank, and letters that look like nothing.
_BLANKS = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SPACES = frozenset("\u0020\u00a0\u202f")
_REFUSED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_LOOKALIKES = frozenset(
    ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH", "MATHEMATICAL")
)
_DRESSED_UP = frozenset({"FULLWIDTH", "MATHEMATICAL"})
_TOWER = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")
_FOREIGN = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_PAIR = re.compile(r"([a-z][a-z-]*):(?:[ ]+(\S.*))?")
_YAML_SIGNS = frozenset("&*!|>%@`{[?-")


def check(source: str, path: Path, first: int = 1) -> Iterator[Problem]:
    """What forbids to read a text at all; ``first`` is the line of the file where it starts."""
    size = _size(source)
    if size:
        yield Problem(Code.FILE_TOO_BIG, Place(path, first), size)
        return
    yield from characters(source, path, first)


def _size(source: str) -> str:
    length, lines = len(source.encode("utf-8", "replace")), source.count("\n")
    if length > MAX_BYTES:
        return f"{length / 1000:.0f} kB"
    if lines > MAX_LINES:
        return f"{lines} lines"
    crowds = [len(_MARKS.findall(block)) for block in _BREAK.split(source)]
    if sum(crowds) > MAX_MARKS or sum(n * n for n in crowds) > MAX_CROWD:
        return f"{sum(crowds)} signs of markup, {max(crowds)} in one paragraph"
    return ""


def characters(source: str, path: Path, first: int = 1) -> Iterator[Problem]:
    """Each invisible or deceiving character, once, where it first stands."""
    for letter in sorted({c for c in set(source) if _is_refused(c)}, key=source.index):
        name = unicodedata.name(letter, "a control or unassigned character")
        found = f"U+{ord(letter):04X} {name.lower()}"
        place = _place(source, source.index(letter), path, first)
        yield Problem(Code.CHARACTER_REFUSED, place, found)
    if source.isascii():
        return
    if tower := _TOWER.search(source):
        place = _place(source, tower.start(), path, first)
        yield Problem(Code.CHARACTER_REFUSED, place, "four accents on one letter")
    for match in _FOREIGN.finditer(source):
        if found := _deceives(match[0]):
            place = _place(source, match.start(), path, first)
            yield Problem(Code.CHARACTER_REFUSED, place, found)


def _is_refused(letter: str) -> bool:
    if letter in "\n\t" or letter in _SPACES:
        return False
    kind = unicodedata.category(letter)
    if kind in _REFUSED or kind == "Zs" or letter in _BLANKS:
        return True
    return 0xFE00 <= ord(letter) <= 0xFE0F  # variation selectors are marks, but nobody sees them


@lru_cache(maxsize=8192)
def _deceives(word: str) -> str:
    """Why a word is not what it looks like; empty for an honest one."""
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
    alike = scripts & _LOOKALIKES
    if alike and ("LATIN" in scripts or alike & _DRESSED_UP):
        return f"a word of letters that only look alike: {word[:40]!a}"
    return ""


def _place(source: str, at: int, path: Path, first: int) -> Place:
    return Place(path, first + source.count("\n", 0, at))


def head(source: str, path: Path, keys: frozenset[str]) -> Iterator[Problem]:
    """A page's head holds only plain values of the keys that its folder knows.

    Whoever reads it (MyST twice, by two rules) reads the same lines: this one is the strictest.
    """
    if not source.startswith("---"):
        return
    lines = source.split("\n")
    ends = [i for i, line in enumerate(lines) if i and line.lstrip().startswith(("---", "..."))]
    if lines[0] != "---" or not ends or lines[ends[0]] != "---":
        yield Problem(Code.HEAD_REFUSED, Place(path, 1), "a head that is not closed by ---")
        return
    for number, line in enumerate(lines[1 : ends[0]], start=2):
        pair = _PAIR.fullmatch(line)
        if pair is None:
            found = f'"{line[:40]}"'
        elif pair[1] not in keys:
            found = f"`{pair[1]}:`"
        elif pair[2] and pair[2][0] in _YAML_SIGNS:
            found = f"`{pair[1]}:` with more than a plain value"
        else:
            continue
        wanted = ", ".join(f"`{key}:`" for key in sorted(keys)) or "no head"
        yield Problem(Code.HEAD_REFUSED, Place(path, number), found, wanted)
