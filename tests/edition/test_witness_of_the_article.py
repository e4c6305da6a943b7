"""The real copy: every paragraph, every join, and no word lost."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.edition.reader_copy import ROOT, find
from variorum.folding import words
from variorum.model import ChapterMark, EditedText, ParagraphMark
from variorum.problems import Place
from variorum.text import apparatus, lock, lock_file, source, witness
from variorum.text.lock import Lock
from variorum.text.source import Copy

JOINS = (6, 21, 26, 35, 41, 46, 52, 58, 63)
HEADINGS = (
    "Poverty & alienation",
    "Break with capitalism",
    "Referendum warning",
    "Right-wing resurgence",
    "Economic power",
    "Slowdown signals",
    "No third way",
    "Developing class consciousness",
)
_PARAGRAPH = re.compile(r"^:::\{paragraph\} (\d+)\n:incipit: (.*)$", re.MULTILINE)
_SECTION = re.compile(r"^section: (.*)$", re.MULTILINE)


@cache
def chapters() -> tuple[ChapterMark, ...]:
    out = []
    for path in sorted((ROOT / "chapters").glob("*.md")):
        text, place = path.read_text(encoding="utf-8"), Place(path)
        section = _SECTION.search(text)
        marks = tuple(ParagraphMark(int(n), i, place) for n, i in _PARAGRAPH.findall(text))
        name = section[1].strip("\"'") if section else ""
        out.append(ChapterMark(path.stem, name, marks[0].number, place, marks))
    return tuple(out)


@cache
def copy() -> Copy:
    opened = source.open_copy(str(find()))
    assert isinstance(opened, Copy)
    return opened


@cache
def edited() -> EditedText:
    readings, problems = apparatus.load(ROOT / "apparatus.toml")
    assert problems == []
    text, problems = witness.edit(copy(), chapters(), readings)
    assert problems == []
    return text


def known() -> Lock:
    found = lock_file.load(ROOT / "text.lock.toml")
    assert isinstance(found, Lock)
    return found


def test_nine_chapters_and_sixty_eight_paragraphs_and_the_standfirst() -> None:
    assert [c.section for c in chapters()] == ["", *HEADINGS]
    numbers = [m.number for c in chapters() for m in c.paragraphs]
    assert numbers == list(range(69))


def test_the_lock_knows_every_paragraph() -> None:
    assert sorted(known().paragraphs) == list(range(69))


def test_every_paragraph_is_found() -> None:
    assert sorted(edited().paragraphs) == list(range(69))


def test_nine_page_breaks_are_joined_two_of_them_within_a_word() -> None:
    joins = [r for r in edited().repairs if r.rule == "page-break"]
    assert tuple(r.paragraph for r in joins) == JOINS
    assert [(r.paragraph, r.after) for r in joins if "- ¶" in r.before] == [
        (35, "assist"),
        (41, "resort"),
    ]


def test_words_in_are_words_out_but_for_declared_repairs() -> None:
    """Undo each declared repair, and the body of the copy comes out word for word."""
    readings, _ = apparatus.load(ROOT / "apparatus.toml")
    plain, problems = witness.edit(copy(), chapters(), apparatus.Apparatus())
    assert problems == []
    for number, paragraph in edited().paragraphs.items():
        emended = readings.apply(number, plain.paragraphs[number].text)
        assert words(emended.text) == words(paragraph.text)
    out = [word for n in range(1, 69) for word in words(plain.paragraphs[n].text)]
    assert out == _body_words()


def _body_words() -> list[str]:
    first = next(m.incipit for c in chapters() for m in c.paragraphs if m.number == 1)
    lines = [line.strip().replace("\\$", "$").replace("*", "") for line in copy().lines]
    start = next(i for i, line in enumerate(lines) if line.startswith(first))
    body = " ".join(line for line in lines[start:] if line not in HEADINGS)
    return words(re.sub(r"(\w)- +(sist|sort)\b", r"\1\2", body))


def test_the_copy_is_the_one_that_was_locked() -> None:
    assert lock.drift(known(), edited(), Place(find())) == []


@pytest.mark.parametrize("word", range(0, 60, 7))
def test_any_changed_word_is_noticed(word: int) -> None:
    """Change one word in each paragraph in turn; the lock names that paragraph and no other."""
    from dataclasses import replace

    for number, paragraph in edited().paragraphs.items():
        tokens = paragraph.text.split()
        if word >= len(tokens) or not words(tokens[word]):
            continue
        tokens[word] = "Quetzalcoatl"
        changed = {**edited().paragraphs, number: replace(paragraph, text=" ".join(tokens))}
        problems = lock.drift(known(), EditedText(changed), Place(ROOT))
        assert len(problems) == 1
        assert f"§ {number}," in problems[0].found
        assert "quetzalcoatl" in problems[0].found
