"""The edition's own apparatus, bibliography and budgets."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from variorum.edition import Edition
from variorum.model import Annotation, ChapterMark, ParagraphMark, Span
from variorum.ownwords import budget, measures
from variorum.problems import Place
from variorum.text import lock, lock_file, source, witness
from variorum.text.anchor import anchor
from variorum.text.apparatus import load
from variorum.text.readings import Status
from variorum.works import bibliography, citations

from . import reader_copy

ROOT = Path(__file__).parents[2]
APPARATUS, APPARATUS_PROBLEMS = load(ROOT / "apparatus.toml")
WORKS, WORK_PROBLEMS = bibliography.load(ROOT / "references.bib")


def marks(path: Path) -> tuple[ChapterMark, list[Annotation]]:
    """Paragraphs and notes of a chapter, read by their option lines alone."""
    paragraphs: list[ParagraphMark] = []
    notes: list[Annotation] = []
    head: dict[str, str] = {}
    slug, number = "", -1
    docname = f"chapters/{path.stem}"
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, _, value = line.strip().partition(" ")
        place = Place(path.relative_to(ROOT), n)
        if name in {"section:", "first:"} and not paragraphs:
            head[name] = value
        elif name == ":::{paragraph}":
            number = int(value)
        elif name == ":::{annotation}":
            slug = value
        elif name == ":incipit:":
            paragraphs.append(ParagraphMark(number, value, place))
        elif name == ":quote:":
            notes.append(Annotation(slug, number, value, "", "", "", "", docname, place, 0))
    first = int(head["first:"])
    section = head.get("section:", "")
    return ChapterMark(docname, section, first, Place(path), tuple(paragraphs)), notes


@cache
def edition(text: str = "") -> Edition:
    """The edition with a text or from its lock."""
    read = [marks(path) for path in sorted((ROOT / "chapters").glob("*.md"))]
    chapters = tuple(chapter for chapter, _ in read)
    notes = tuple(note for _, some in read for note in some)
    known = lock_file.load(ROOT / "text.lock.toml")
    assert isinstance(known, lock.Lock)
    if not text:
        return Edition(ROOT, chapters, notes, lock=known)
    copy = source.open_copy(text)
    assert isinstance(copy, source.Copy)
    edited, problems = witness.edit(copy, chapters, APPARATUS)
    assert [str(p) for p in problems] == []
    spans = {
        note.slug: anchor(edited.paragraphs[note.paragraph].text, note.quote, 0, note.place)
        for note in notes
    }
    assert [str(s) for s in spans.values() if not isinstance(s, Span)] == []
    anchors = {slug: span for slug, span in spans.items() if isinstance(span, Span)}
    return Edition(ROOT, chapters, notes, lock=known, text=edited, anchors=anchors)


@pytest.fixture
def full() -> Edition:
    """The edition with the reader's copy."""
    return edition(str(reader_copy.find()))


# --- the apparatus


def test_the_apparatus_is_whole() -> None:
    assert APPARATUS_PROBLEMS == []
    ids = [reading.id for reading in APPARATUS.readings]
    assert len(set(ids)) == len(ids)
    assert all(r.paragraph is None or r.paragraph in range(69) for r in APPARATUS.readings)


def test_the_essay_counts_the_emendations_rightly() -> None:
    essay = (ROOT / "backmatter" / "textual-essay.md").read_text(encoding="utf-8")
    assert len(APPARATUS.emendations()) == 16 and "make sixteen emendations" in essay
    kinds = Counter(reading.kind.value for reading in APPARATUS.emendations())
    assert kinds == {"P": 6, "E": 10}


def test_facts_and_quotations_are_never_mended() -> None:
    for reading in APPARATUS.readings:
        if reading.kind.value in "FHQ":
            assert reading.status is Status.KEPT, reading.id


def test_every_emendation_and_lemma_fits(full: Edition) -> None:
    assert full.text is not None
    done = [r for r in full.text.repairs if r.rule == "emendation"]
    assert len(done) == 16
    for number, paragraph in full.text.paragraphs.items():
        spans, problems = APPARATUS.locate(number, paragraph.text)
        assert problems == []
        assert len(spans) == len(APPARATUS.at(number))


# --- the bibliography


def test_every_work_is_complete() -> None:
    assert WORK_PROBLEMS == []
    assert [str(p) for p in bibliography.check(WORKS)] == []


def test_every_citation_has_its_work_and_every_work_its_citation() -> None:
    problems = bibliography.check_use(WORKS, citations.collect(ROOT))
    assert [str(p) for p in problems] == []


def test_no_work_stands_twice() -> None:
    pages = Counter((bibliography.shown_address(w.url), w.title) for w in WORKS.values() if w.url)
    assert [page for page, times in pages.items() if times > 1] == []


def test_what_the_article_cites_is_marked() -> None:
    cited = {key for key, work in WORKS.items() if "article" in work.keywords}
    assert {"woods2007referendum", "cwi2007rctv", "weisbrot2007", "abc20071209"} <= cited
    assert len(cited) == 11


# --- own words


def test_no_chapter_quotes_more_than_its_budget() -> None:
    assert [str(p) for p in budget.check_quotes(edition())] == []


def test_nor_by_the_text_itself(full: Edition) -> None:
    assert [str(p) for p in budget.check_quotes(full)] == []


def test_no_source_repeats_the_article(full: Edition) -> None:
    assert [str(p) for p in budget.check_sources(full)] == []


def test_the_measure_is_not_blind(full: Edition, tmp_path: Path) -> None:
    copy = source.open_copy(str(reader_copy.find()))
    assert isinstance(copy, source.Copy)
    (tmp_path / "page.md").write_text(copy.lines[24], encoding="utf-8")
    found = budget.check_files(full, measures.source_files(tmp_path), tmp_path)
    assert list(found) != []
