"""Find and read the reader's copy, and collate a second one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.model import ChapterMark, EditedText
from variorum.problems import Code, Place, Problem
from variorum.text import lock, source, witness
from variorum.text.apparatus import Apparatus
from variorum.text.collation import Variant, collate_text, resemblance
from variorum.text.lock import Lock

KEPT = "text"
"""Folder of the edition in which readers keep their copies."""
RELATED = 0.1
"""Copies of one article share more than this part of their words, however badly scanned."""
KINDS = frozenset({".txt", ".md", ".html", ".htm"})


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader asked for: where the edition is, and which text, if any."""

    root: Path
    text: str = ""
    """A path or address; empty: the first file in text/ that the lock recognises, if any."""
    second_text: str = ""
    """A second witness, to be collated."""
    accept_drift: bool = False
    keep: bool = True
    """Whether a page that was fetched and recognised is kept in text/."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The edited text, if there is one, its copy, and what was wrong with it."""

    text: EditedText | None = None
    location: str = ""
    """The copy's path or address."""
    problems: tuple[Problem, ...] = ()

    @property
    def copy(self) -> str:
        """The copy's name."""
        return Path(self.location).name


def open_text(
    request: Request, chapters: Sequence[ChapterMark], apparatus: Apparatus, known: Lock | None
) -> Opened:
    """The text that was asked for, or else the first kept one that the lock recognises."""
    if request.text:
        return _try(request, request.text, chapters, apparatus, known)
    for path in _kept_texts(request.root / KEPT):
        opened = _try(request, str(path), chapters, apparatus, known)
        if not opened.problems:
            return opened
    return Opened()


def _kept_texts(folder: Path) -> list[Path]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if path.suffix in KINDS and path.name != "README.md"]


def _try(
    request: Request,
    location: str,
    chapters: Sequence[ChapterMark],
    apparatus: Apparatus,
    known: Lock | None,
) -> Opened:
    copy = source.open_copy(location)
    if isinstance(copy, Problem):
        return Opened(problems=(copy,))
    confirms = known.confirms if known else lambda _number, _text: False
    text, problems = witness.edit(copy, chapters, apparatus, confirms)
    if problems:
        return Opened(problems=tuple(problems))
    drifted = () if request.accept_drift else tuple(_drift(known, text, copy.place))
    if copy.page and request.keep and not drifted:
        source.keep(copy, location, request.root / KEPT)
    return Opened(text, location, drifted)


def _drift(known: Lock | None, text: EditedText, place: Place) -> list[Problem]:
    return lock.drift(known, text, place) if known else []


def collate(text: EditedText, location: str) -> list[Variant] | Problem:
    """A second copy against the text, word by word; any form will do, it needs no paragraphs."""
    copy = source.open_copy(location)
    if isinstance(copy, Problem):
        return copy
    texts = {number: paragraph.text for number, paragraph in text.paragraphs.items()}
    second = "\n".join(copy.lines)
    share = resemblance("\n".join(texts.values()), second)
    if share < RELATED:
        found = f"a second copy that has {share:.0%} of its words in common with the text"
        wanted, advice = "another copy of the same article", "Give one after TEXT_B=, or none."
        return Problem(Code.TEXT_OTHER, copy.place, found, wanted, advice)
    return collate_text(texts, second)
