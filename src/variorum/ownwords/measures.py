"""Own words: what the edition repeats of the text, measured and held to a budget.

The edition publishes a commentary, not a copy. Two measures keep it so: the longest run of words
that a file shares with the text, and the share of each chapter that its notes quote.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from variorum.folding import fold
from variorum.folding import words as words_of
from variorum.problems import Code, Place, Problem

LONGEST_RUN = 8
"""Words in a row that any file may share with the text."""
QUOTED_SHARE = Decimal("0.33")
"""Share of a chapter's words that incipits and lemmas may quote together."""
SLACK = 3
"""So many words more than a title that is excused: "in his" before it, a date after it."""

_SEED = 4
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_LINE = re.compile(r"\n")
_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|dfn|em|i|mark|q|s|small|span|strong|wbr)\b", re.I)
_MARKS = re.compile(r"<sup\b[^<>]*>.*?</sup\s*>", re.DOTALL | re.IGNORECASE)
_NEVER_OURS = frozenset({".git", ".venv", "node_modules", "__pycache__", "_build"})
_SKIPPED_AT_ROOT = frozenset({"text", "venv", "dist", "build"})


def _kinds(names: str) -> frozenset[str]:
    return frozenset(f".{name}" for name in names.split())


_SOURCES = _kinds("md toml csv json bib py css js html yml yaml cff txt svg xml")
_MARKUP = _kinds("html xhtml htm xml ncx opf svg")
_OUTPUTS = _MARKUP | _kinds("json jsonld js txt csv css")
_ARCHIVES = _kinds("epub zip")


_UNREAD = (OSError, UnicodeDecodeError, zipfile.BadZipFile, zlib.error, RuntimeError)
"""What a file does that cannot be read; a locked archive is a RuntimeError."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that a file has in common with the text."""

    words: tuple[str, ...]
    line: int
    """Line of the file on which it begins, counted from 1."""


class Copy:
    """The text, ready to be compared with any number of files."""

    def __init__(self, text: str) -> None:
        self._words = words_of(text)
        self._starts: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for i in range(len(self._words) - _SEED + 1):
            self._starts[tuple(self._words[i : i + _SEED])].append(i)

    def __len__(self) -> int:
        return len(self._words)

    def runs(self, text: str, shortest: int = LONGEST_RUN + 1) -> Iterator[Run]:
        """The longest shared stretches of `shortest` words or more (four at least), in order."""
        found = list(_WORD.finditer(fold(text).replace("'", " ")))
        tokens = [match[0].lower() for match in found]
        breaks = [match.start() for match in _LINE.finditer(text)]
        i, line = 0, 0
        while i + _SEED <= len(tokens):
            length = self._longest_at(tokens, i)
            if length >= max(shortest, _SEED):
                while line < len(breaks) and breaks[line] < found[i].start():
                    line += 1
                yield Run(tuple(tokens[i : i + length]), line + 1)
                i += length
            else:
                i += 1

    def longest(self, text: str) -> int:
        """Length of the longest shared run, in words; 0 when it is shorter than four."""
        tokens = words_of(text)
        starts = range(len(tokens) - _SEED + 1)
        return max((self._longest_at(tokens, i) for i in starts), default=0)

    def _longest_at(self, tokens: Sequence[str], i: int) -> int:
        best = 0
        for j in self._starts.get(tuple(tokens[i : i + _SEED]), ()):
            k, most = _SEED, min(len(tokens) - i, len(self._words) - j)
            while k < most and tokens[i + k] == self._words[j + k]:
                k += 1
            best = max(best, k)
        return best


@dataclass(frozen=True, slots=True)
class Excuses:
    """Titles, headings and names that may run longer than the limit."""

    phrases: tuple[str, ...] = ()

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Excuses:
        """Excuse these phrases, in any case and punctuation."""
        return cls(tuple(" ".join(words_of(phrase)) for phrase in phrases))

    def cover(self, run: Run) -> bool:
        """Whether all but a few words of the run stand in such a phrase."""
        size = max(len(run.words) - SLACK, _SEED)
        pieces = [run.words[i : i + size] for i in range(len(run.words) - size + 1)]
        return any(
            f" {' '.join(piece)} " in f" {phrase} " for piece in pieces for phrase in self.phrases
        )


def source_files(root: Path) -> Iterator[Path]:
    """The files of the edition that a person wrote, and never the reader's copy."""
    for path in sorted(root.iterdir()):
        made = path.name.startswith("_") and path.name not in {"_static", "_templates"}
        if path.name not in _SKIPPED_AT_ROOT and not (made and path.is_dir()):
            yield from _sources(path)


def _sources(path: Path) -> Iterator[Path]:
    if path.name in _NEVER_OURS or path.is_symlink():
        return
    if path.is_dir():
        for each in sorted(path.iterdir()):
            yield from _sources(each)
    elif path.suffix in _SOURCES:
        yield path


def output_files(folder: Path) -> Iterator[Path]:
    """The files of a built book, and the book files that are archives."""
    kinds = _OUTPUTS | _ARCHIVES
    yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix in kinds)


def check_files(
    root: Path, paths: Iterable[Path], copy: Copy, excuses: Excuses | None = None
) -> Iterator[Problem]:
    """A Problem for each run that is too long, with the place where it begins."""
    for path in paths:
        place = path.relative_to(root) if path.is_relative_to(root) else path
        try:
            for name, text in _texts(path):
                yield from _check_text(Place(place), name or path.name, text, copy, excuses)
        except _UNREAD as fault:
            yield Problem(Code.OWN_WORDS_UNREAD, Place(place), type(fault).__name__)


def _check_text(
    place: Place, name: str, text: str, copy: Copy, excuses: Excuses | None
) -> Iterator[Problem]:
    seen: set[tuple[str, ...]] = set()
    inside = "" if name == place.path.name else f" in {name}"
    for version in readings(text, Path(name).suffix):
        for run in copy.runs(version):
            if run.words in seen or (excuses and excuses.cover(run)):
                continue
            seen.add(run.words)
            # The words themselves stay out of the message: logs are published too.
            found = f"{len(run.words)} words in a row, from {run.words[0]!r}{inside}"
            yield Problem(Code.OWN_WORDS, Place(place.path, run.line), found)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The text of a file, or of each member of an archive with its name."""
    if path.suffix not in _ARCHIVES:
        yield "", path.read_text(encoding="utf-8")
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if Path(name).suffix in _OUTPUTS:
                yield name, archive.read(name).decode("utf-8", "replace")


def readings(text: str, suffix: str) -> Iterator[str]:
    """The ways in which a reader or a program may read a file; line ends are kept."""
    yield text
    if suffix in _MARKUP:
        bare = _MARKS.sub(_newlines, text)
        yield html.unescape(_TAG.sub(lambda m: _newlines(m, inline=True), bare))
        yield html.unescape(text)
    elif suffix in {".json", ".jsonld"}:
        try:
            yield json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", " ")
        except (ValueError, RecursionError):
            return


def _newlines(match: re.Match[str], *, inline: bool = False) -> str:
    """What is left of markup: its line ends, and a space where words stand apart."""
    gap = "" if inline and _INLINE.match(match[0]) else " "
    return gap + "\n" * match[0].count("\n")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a chapter's text its incipits and lemmas quote."""

    quoted: int
    words: int

    @property
    def ratio(self) -> Decimal:
        """Quoted words by all words; 0 for an empty chapter."""
        return Decimal(self.quoted) / self.words if self.words else Decimal(0)


def share(quotes: Iterable[tuple[int, int, int]], sizes: Mapping[int, int]) -> Share:
    """The share of a chapter: (paragraph, first word, last word + 1) of each quotation.

    Words quoted twice count once. `sizes` gives the number of words of each paragraph.
    """
    covered: defaultdict[int, set[int]] = defaultdict(set)
    for paragraph, start, end in quotes:
        covered[paragraph].update(range(max(start, 0), min(end, sizes.get(paragraph, 0))))
    return Share(sum(len(words) for words in covered.values()), sum(sizes.values()))


def check_share(found: Share, place: Place, budget: Decimal = QUOTED_SHARE) -> Iterator[Problem]:
    """A Problem when a chapter quotes more than its budget."""
    if found.ratio > budget:
        words = f"{found.quoted} of {found.words} words, {found.ratio:.1%}"
        yield Problem(Code.QUOTED_SHARE, place, words, wanted=f"at most {budget:.0%}")
