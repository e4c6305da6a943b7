"""What an edition's folder holds, read without Sphinx."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from variorum.assembly import read_apparatus, read_lock
from variorum.chapter_files import ChapterFile, read_chapters
from variorum.model import ChapterMark, EditedText
from variorum.text.apparatus import Apparatus
from variorum.text.lock import Lock
from variorum.text.reader_copy import Request, open_text


@dataclass(frozen=True, slots=True)
class Held:
    """Chapters always; the text and the lock where they are there and fit."""

    chapters: list[ChapterFile]
    apparatus: Apparatus
    text: EditedText | None = None
    lock: Lock | None = None

    @property
    def marks(self) -> list[ChapterMark]:
        """The chapters as the witness wants them."""
        return [chapter.mark() for chapter in self.chapters]


def gather(root: Path, location: str) -> tuple[Held, list[str]]:
    """Everything the edition's folder holds, and what is to be said about its text."""
    chapters = read_chapters(root)
    known, _ = read_lock(root)
    emendations, _ = read_apparatus(root)
    held = Held(chapters, emendations, None, known)
    opened = open_text(Request(root, location, keep=False), held.marks, emendations, known)
    if opened.problems:
        return held, [f"The text was not used: {opened.problems[0]}"]
    return Held(chapters, emendations, opened.text, known), []
