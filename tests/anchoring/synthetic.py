"""A text made to be hard: few words, many phrases again and again, paragraphs that look alike."""

from __future__ import annotations

import random
from pathlib import Path

from tests.anchoring.document import Corpus, corpus
from variorum.model import Annotation, ChapterMark, EditedText, ParagraphMark, TextParagraph
from variorum.problems import Place
from variorum.text.anchor import find

NAMES = ("Ada Pell", "Tom Hobb", "Hay End", "the ferry", "the council", "the toll")
VERBS = ("raised", "refused", "counted", "mended", "asked for", "paid")
OBJECTS = (
    "the old bridge",
    "two pence",
    "nine piers",
    "‘the books’",
    "a well-kept gate",
    "61,400 carts",
)
WHEN = ("in March", "in 1931", "again", "after the flood", "year by year", "once more")
PLACE = Place(Path("chapters/synthetic.md"), 1)
CHAPTERS, PARAGRAPHS, NOTES = 4, 8, 4


def make(seed: int = 7) -> Corpus:
    """Thirty-two paragraphs, every fourth of them nearly the one before, four notes each."""
    rng = random.Random(seed)
    texts: list[str] = []
    for number in range(CHAPTERS * PARAGRAPHS):
        if number % 4 == 3:
            words = texts[-1].split()
            for i in rng.sample(range(7, len(words)), 4):
                words[i] = rng.choice(WHEN).split()[-1]
            # The seventh word alone tells it from the paragraph before.
            words[5] = f"{words[5].strip('.,')}-and-{number}"
            texts.append(" ".join(words))
        else:
            texts.append(" ".join([_opening(number, rng), *(_sentence(rng) for _ in range(4))]))
    marks = [_mark(texts, i) for i in range(len(texts))]
    chapters = [
        ChapterMark(
            f"chapters/{c}",
            f"Part {c + 1} of the quarrel" if c else "",
            c * PARAGRAPHS + 1,
            PLACE,
            tuple(marks[c * PARAGRAPHS : (c + 1) * PARAGRAPHS]),
        )
        for c in range(CHAPTERS)
    ]
    paragraphs = {i: TextParagraph(i, text) for i, text in enumerate(texts, 1)}
    notes = [n for i, text in enumerate(texts, 1) for n in _notes(i, text, rng)]
    return corpus("synthetic", chapters, EditedText(paragraphs), notes)


def _sentence(rng: random.Random) -> str:
    words = f"{rng.choice(NAMES)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(WHEN)}."
    return words[0].upper() + words[1:]


def _opening(number: int, rng: random.Random) -> str:
    return f"It is said of {rng.choice(NAMES)} (the case {number}) that nobody {_sentence(rng)}"


def _mark(texts: list[str], i: int) -> ParagraphMark:
    words = texts[i].split()
    for size in range(3, len(words)):
        opening = " ".join(words[:size])
        if sum(text.startswith(f"{opening} ") for text in texts) == 1:
            return ParagraphMark(i + 1, opening, PLACE)
    raise AssertionError("two paragraphs are the same")


def _notes(number: int, text: str, rng: random.Random) -> list[Annotation]:
    words = text.split()
    found: list[Annotation] = []
    for _ in range(200):
        size = rng.randint(2, 5)
        start = rng.randrange(len(words) - size)
        quote = " ".join(words[start : start + size]).strip("().,")
        if len(find(text, quote)) == 1 and len(found) < NOTES:
            slug = f"note-{number}-{len(found)}"
            found.append(
                Annotation(slug, number, quote, "context", "", "draft", "", "x", PLACE, 30)
            )
    return found
