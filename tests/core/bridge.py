"""The small article that the tests were written for, as records."""

from __future__ import annotations

from pathlib import Path

from variorum.model import ChapterMark, ParagraphMark
from variorum.problems import Place

ARTICLE = Path(__file__).parent.parent / "editions" / "bridge" / "article.txt"
PLACE = Place(Path("chapters/x.md"), 1)

INCIPITS = (
    (0, "A town that pays"),
    (1, "The toll on the bridge at"),
    (2, "Nobody disputes that the bridge"),
    (3, "In the last year 61,400"),
    (4, "The toll brought in"),
    (5, "The council could open"),
    (6, "If the books stay closed"),
    (7, "This article was reprinted"),
)
SECTIONS = (
    ("", range(3)),
    ("What the figures say", range(3, 5)),
    ("What should be done", range(5, 8)),
)


def chapters() -> list[ChapterMark]:
    marks = {number: ParagraphMark(number, words, PLACE) for number, words in INCIPITS}
    return [
        ChapterMark(f"chapters/{i}", section, numbers[0], PLACE, tuple(marks[n] for n in numbers))
        for i, (section, numbers) in enumerate(SECTIONS)
    ]


def text() -> str:
    return ARTICLE.read_text(encoding="utf-8")
