"""This edition's own text and notes, where a reader's copy is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.anchoring.document import Corpus, corpus
from variorum.chapter_files import read_chapters
from variorum.model import ChapterMark, EditedText
from variorum.text import apparatus, source, witness
from variorum.text.places import bare, starts_with
from variorum.text.source import Copy

ROOT = Path(__file__).parents[2]


def make(article: Path) -> Corpus:
    """The edited text; its emendations are made before anything is mutated."""
    copy = source.open_copy(str(article))
    assert isinstance(copy, Copy)
    files = read_chapters(ROOT)
    chapters = [file.mark() for file in files]
    readings, _ = apparatus.load(ROOT / "apparatus.toml")
    text, problems = witness.edit(copy, chapters, readings)
    assert not problems
    chapters = [_as_edited(chapter, text) for chapter in chapters]
    return corpus("the article", chapters, text, [n for f in files for n in f.annotations()])


def _as_edited(chapter: ChapterMark, text: EditedText) -> ChapterMark:
    """The chapter with the first words of the edited text, where an emendation touched them."""
    marks = []
    for mark in chapter.paragraphs:
        words = text.paragraphs[mark.number].text.split()
        opening = " ".join(words[: len(mark.incipit.split())])
        kept = bool(starts_with([bare(" ".join(words))], mark.incipit))
        marks.append(mark if kept else replace(mark, incipit=opening))
    return replace(chapter, paragraphs=tuple(marks))
