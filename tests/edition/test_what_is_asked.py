"""What the field asks of the pages of an edition, as far as a test can tell."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.edition.test_scholarship import edition
from variorum.chapter_files import read_chapters

ROOT = Path(__file__).parents[2]
PROSE = sorted(
    path
    for folder in ("chapters", "glossary", "backmatter")
    for path in (ROOT / folder).rglob("*.md")
)
STATED = {
    "about.md": [
        *("Aims", "For whom", "What was selected", "Forms of the text", "Methods"),
        *("What is promised, and what keeps the promise", "State of completeness"),
        *("Rights", "How to cite"),
    ],
    "textual-essay.md": [
        *("The witnesses", "How the text came about", "Principles", "What is changed"),
        "What was not collated",
    ],
    "introduction.md": ["The article", "How to read a page"],
    "help.md": ["Keyboard", "Search and filters"],
    "chronology.md": ["Chronology"],
    "indexes.md": ["Persons", "Organisations", "Places", "Works", "Subjects"],
}


@pytest.mark.parametrize(
    ("page", "heading"), [(page, heading) for page in STATED for heading in STATED[page]]
)
def test_it_is_stated(page: str, heading: str) -> None:
    text = (ROOT / "backmatter" / page).read_text(encoding="utf-8")
    parts = re.split(r"^##? (.+)\n", text, flags=re.M)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert len(said[heading].split()) >= 1


def test_every_chapter_and_every_paragraph_has_a_note() -> None:
    known = edition()
    bare = {mark.number for chapter in known.chapters for mark in chapter.paragraphs}
    assert len(known.chapters) == 9 and len(bare) == 69
    assert bare - {note.paragraph for note in known.notes} == set()


def test_everyone_is_listed_with_what_they_did() -> None:
    listed = tomllib.loads((ROOT / "contributors.toml").read_text(encoding="utf-8"))["contributor"]
    assert all(person["name"] and person["roles"] for person in listed)
    authors = {note.by for file in read_chapters(ROOT) for note in file.annotations()}
    assert authors <= {person["id"] for person in listed}
    assert ":::{contributors}" in (ROOT / "backmatter" / "contributors.md").read_text()


def test_no_work_is_cited_by_a_word_for_the_one_before() -> None:
    bare = re.compile(r"\b(?:ibid|ibidem|op\.? ?cit|loc\.? ?cit)\b", re.IGNORECASE)
    assert [path.name for path in PROSE if bare.search(path.read_text(encoding="utf-8"))] == []


def test_every_picture_in_prose_is_described() -> None:
    pages = [*PROSE, ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    pictures = [
        words
        for page in pages
        for words in re.findall(r"!\[([^\]]*)\]\(", page.read_text(encoding="utf-8"))
    ]
    assert len(pictures) >= 2
    assert all(len(words.split()) >= 5 for words in pictures)


def test_words_of_another_language_say_which() -> None:
    marked = re.compile(r"\{\.language-([a-z-]+)\}")
    known = {"es", "fr", "de", "pt", "la", "it", "ru", "ru-latn", "pt-br"}
    languages = {found for path in PROSE for found in marked.findall(path.read_text("utf-8"))}
    assert "es" in languages
    assert languages <= known


def test_every_file_has_a_licence() -> None:
    program = Path(sys.executable).parent / "reuse"
    if not program.is_file():
        pytest.skip("needs reuse: pip install '.[dev]'")
    done = subprocess.run([program, "lint"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_changelog_sets_editorial_changes_apart() -> None:
    releases = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert releases
    for release in releases:
        assert "\n### Text\n" in release or "\n### Tool\n" in release, release.splitlines()[0]
