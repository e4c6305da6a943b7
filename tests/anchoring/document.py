"""A text whose every word remembers where it came from, so that a mutation can be followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from variorum.folding import tokens
from variorum.model import Annotation, ChapterMark, EditedText
from variorum.problems import Place
from variorum.text.apparatus import Apparatus
from variorum.text.lock import Lock, make
from variorum.text.source import Copy

PLACE = Place(Path("mutated.txt"))
Origin = tuple[int, int]
"""Paragraph and word of the text before the mutation."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands now, and where it came from; None for a word that is new."""

    form: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of the copy, on a line of its own."""

    tokens: tuple[Token, ...]
    number: int = -1
    """§ before the mutation; -1 for a heading and for what is new."""

    @property
    def text(self) -> str:
        return " ".join(token.form for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a copy in order."""

    blocks: tuple[Block, ...]

    def copy(self) -> Copy:
        lines = [line for block in self.blocks for line in (block.text, "")]
        return Copy(PLACE, tuple(lines))

    def between(self, first: int, last: int) -> list[Token]:
        """The words of the lines from first to last, counted from 1."""
        found = range((first - 1) // 2, (last - 1) // 2 + 1)
        return [token for at in found for token in self.blocks[at].tokens]

    def paragraphs(self) -> list[int]:
        """Places of the blocks that are numbered paragraphs."""
        return [at for at, block in enumerate(self.blocks) if block.number >= 0]

    def with_block(self, at: int, *blocks: Block) -> Document:
        return Document((*self.blocks[:at], *blocks, *self.blocks[at + 1 :]))

    def with_tokens(self, at: int, words: Iterable[Token]) -> Document:
        return self.with_block(at, replace(self.blocks[at], tokens=tuple(words)))


@dataclass(frozen=True, slots=True)
class Corpus:
    """A text with its notes, before any mutation; the emendations are made already."""

    name: str
    chapters: Sequence[ChapterMark]
    text: EditedText
    notes: Sequence[Annotation]
    document: Document
    lock: Lock
    hung: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    """The words on which each note hangs."""


def corpus(
    name: str, chapters: Sequence[ChapterMark], text: EditedText, notes: Iterable[Annotation]
) -> Corpus:
    """A corpus of the notes whose words stand in the text exactly once."""
    from variorum.folding import token_range
    from variorum.text.anchor import find

    hung: dict[str, tuple[Origin, ...]] = {}
    anchors = {}
    kept = []
    for note in notes:
        paragraph = text.paragraphs[note.paragraph].text
        spans = find(paragraph, note.quote)
        if len(spans) != 1:
            continue
        first, end = token_range(paragraph, spans[0].start, spans[0].end)
        hung[note.slug] = tuple((note.paragraph, i) for i in range(first, end))
        anchors[note.slug] = (note.paragraph, spans[0].start, spans[0].end, note.quote)
        kept.append(note)
    lock = make(text, anchors, "salt")
    return Corpus(name, chapters, text, kept, _document(chapters, text), lock, hung)


def _document(chapters: Sequence[ChapterMark], text: EditedText) -> Document:
    blocks = []
    for chapter in chapters:
        if chapter.section:
            blocks.append(new_block(chapter.section))
        for mark in chapter.paragraphs:
            words = _forms(text.paragraphs[mark.number].text)
            tokens_ = tuple(Token(form, (mark.number, i)) for i, form in enumerate(words))
            blocks.append(Block(tokens_, mark.number))
    return Document(tuple(blocks))


def _forms(text: str) -> list[str]:
    return [text[a:b] for a, b in tokens(text)]


def new_block(words: str) -> Block:
    return Block(tuple(Token(form) for form in words.split()))


NO_APPARATUS = Apparatus()
