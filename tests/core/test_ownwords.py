"""A repeated run is found wherever it hides, and an own sentence never is."""

from __future__ import annotations

import json
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core import bridge
from tests.core.test_witness import edited
from variorum.edition import Edition
from variorum.ownwords import budget
from variorum.ownwords.measures import (
    LONGEST_RUN,
    Copy,
    Excuses,
    Share,
    check_files,
    check_share,
    output_files,
    share,
    source_files,
)
from variorum.problems import Code, Place

TEXT = (
    "The old miller's daughter opened the sluice at dawn, and by noon 1,200 sacks of flour "
    "stood ready beside the river road. Nobody in the valley had ever seen so many, "
    'and nobody asked "who shall eat them?" before the autumn rain began to fall.'
)
COPY = Copy(TEXT)
LONG = "and by noon 1,200 sacks of flour stood ready beside"  # ten words of the text


@pytest.mark.parametrize(
    ("file", "longest"),
    [
        ("Entirely other words about a mill.", 0),
        ("the old miller", 0),
        ("The old miller’s daughter opened a door.", 6),
        ("THE OLD MILLER'S DAUGHTER OPENED", 6),
        ("the old\n\tmiller's   daughter – opened: the sluice", 8),
        ("nobody asked 'who shall eat them' before", 7),
        ("and by noon 1,200 sacks of rye", 6),
        ("and by noon 1,300 sacks of flour", 0),
        (TEXT, len(COPY)),
        ("", 0),
    ],
)
def test_the_longest_shared_run(file: str, longest: int) -> None:
    assert COPY.longest(file) == longest


def test_runs_have_their_lines() -> None:
    file = f"First line.\n\nSee {LONG} a mill.\nOwn words.\n{LONG.upper()}"
    runs = list(COPY.runs(file))
    assert [(len(run.words), run.line) for run in runs] == [(10, 3), (10, 5)]


def test_eight_words_pass_and_nine_do_not() -> None:
    words = LONG.split()
    assert list(COPY.runs(" ".join(words[:LONGEST_RUN]))) == []
    assert len(list(COPY.runs(" ".join(words[: LONGEST_RUN + 1])))) == 1


def test_a_repeated_opening_does_not_hide_a_longer_run() -> None:
    copy = Copy("a b c d e. a b c d f g h i j k.")
    assert copy.longest("x a b c d f g h i y") == 8


@given(st.integers(0, len(COPY) - 12), st.integers(9, 12), st.text(max_size=20))
def test_every_long_piece_of_the_text_is_found(start: int, length: int, before: str) -> None:
    piece = TEXT.split()[start : start + length]
    assert COPY.longest(f"{before} \n {' '.join(piece)}") >= min(len(piece), length)


@pytest.mark.parametrize(
    ("words", "excused"),
    [
        ("sacks of flour stood ready beside the river road", True),
        ("flour stood ready beside the river road nobody in the", True),
        ("1,200 sacks of flour stood ready beside the river road", True),
        ("of flour stood ready beside the river road nobody in the valley", False),
        ("the old miller's daughter opened the sluice at dawn", False),
    ],
)
def test_titles_are_excused(words: str, excused: bool) -> None:
    excuses = Excuses.of(["Sacks of Flour: Stood Ready, Beside the River Road"])
    assert [excuses.cover(run) for run in COPY.runs(words)] == [excused]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", f"x\n{LONG}"),
        ("a.html", "<p>\nand by <em>no</em>on 1,200 sacks of flour stood <b>ready</b> beside</p>"),
        ("b.html", f"<p>\nand by noon<sup><a href='#'>3</a></sup> {LONG[12:]} the</p>"),
        ("c.html", f'<p\n title="{LONG}">own words</p>'),
        ("d.html", f"<script>\nlet a = '{LONG}'</script>"),
        ("e.xhtml", "<p>\nthe old miller&#8217;s daughter opened the sluice at dawn</p>"),
        (
            "f.json",
            json.dumps({"a": [0, "the old miller\u2019s daughter opened the sluice at dawn"]}),
        ),
        ("g.js", f"x =\n '{LONG}'"),
    ],
)
def test_files_of_every_kind(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    problems = list(check_files(tmp_path, output_files(tmp_path), COPY)) or list(
        check_files(tmp_path, source_files(tmp_path), COPY)
    )
    assert {p.code for p in problems} == {Code.OWN_WORDS}
    assert problems[0].place.path == Path(name)
    assert problems[0].place.line == (1 if name == "f.json" else 2)


def test_blocks_do_not_run_together(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>and by noon</p><p>own</p><p>1,200 sacks of flour</p>", encoding="utf-8")
    assert list(check_files(tmp_path, [path], COPY)) == []


def test_messages_do_not_hold_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(LONG, encoding="utf-8")
    [problem] = check_files(tmp_path, source_files(tmp_path), COPY)
    assert COPY.longest(str(problem)) < 4


def test_archives_are_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.epub", "w") as archive:
        archive.writestr("page.xhtml", f"<p>{LONG}</p>")
        archive.writestr("cover.png", b"\x89PNG")
    (tmp_path / "torn.epub").write_bytes(b"PK no archive")
    repeated, torn = check_files(tmp_path, output_files(tmp_path), COPY)
    assert "page.xhtml" in repeated.found
    assert (torn.code, torn.place.path) == (Code.OWN_WORDS_UNREAD, Path("torn.epub"))


def test_the_readers_copy_is_no_source(tmp_path: Path) -> None:
    for folder in ("text", "_build", "_out", ".git", "build", "dist", "venv", "chapters"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(LONG, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89")
    assert [p.parent.name for p in source_files(tmp_path)] == ["chapters"]


def test_below_the_root_only_what_programs_make_is_passed_over(tmp_path: Path) -> None:
    written = ("text", "build", "dist", "venv", "_notes", "_static", ".github")
    made = (".git", "_build", "__pycache__", "node_modules", ".venv")
    for folder in (*written, *made):
        path = tmp_path / "docs" / folder / "a.md"
        path.parent.mkdir(parents=True)
        path.write_text(LONG, encoding="utf-8")
    assert {p.parent.name for p in source_files(tmp_path)} == set(written)
    problems = check_files(tmp_path, source_files(tmp_path), COPY)
    assert {p.place.path.parent.name for p in problems} == set(written)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.md").write_text(LONG, encoding="utf-8")
    (tmp_path / "none.md").symlink_to(tmp_path / "nowhere.md")
    paths = [*source_files(tmp_path), tmp_path / "none.md"]
    problems = list(check_files(tmp_path, paths, COPY))
    assert [(p.place.path.name, p.code, p.found) for p in problems] == [
        ("a.md", Code.OWN_WORDS_UNREAD, "UnicodeDecodeError"),
        ("b.md", Code.OWN_WORDS, "10 words in a row, from 'and'"),
        ("none.md", Code.OWN_WORDS_UNREAD, "FileNotFoundError"),
    ]


def test_an_archive_that_is_locked_or_damaged_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.html", f"<p>{LONG}</p>" * 20)
    whole = (tmp_path / "a.zip").read_bytes()
    central = whole.index(b"PK\x01\x02")
    locked = bytearray(whole)
    locked[6], locked[central + 8] = 1, 1
    damaged = bytearray(whole)
    damaged[42:46] = b"\xff\xff\xff\xff"
    for content in (locked, damaged, whole[:-9]):
        (tmp_path / "a.zip").write_bytes(content)
        [problem] = check_files(tmp_path, output_files(tmp_path), COPY)
        assert problem.code is Code.OWN_WORDS_UNREAD


def test_the_readers_copy_is_one_file_and_not_a_name(tmp_path: Path) -> None:
    copy = tmp_path / "article.txt"
    (tmp_path / "docs").mkdir()
    for path in (copy, tmp_path / "docs" / "article.txt"):
        path.write_text(bridge.text(), encoding="utf-8")
    edition = Edition(tmp_path, (), (), text=edited(bridge.text()), location=str(copy))
    problems = list(budget.check_sources(edition))
    assert problems
    assert {p.place.path for p in problems} == {Path("docs/article.txt")}


def test_words_quoted_twice_count_once() -> None:
    found = share([(1, 0, 3), (1, 2, 5), (2, 8, 12), (9, 0, 2)], {1: 20, 2: 10})
    assert found == Share(quoted=7, words=30)
    assert share([], {}).ratio == 0


def test_the_budget() -> None:
    place = Place(Path("chapters/01.md"))
    assert list(check_share(Share(33, 100), place, Decimal("0.33"))) == []
    [problem] = check_share(Share(34, 100), place, Decimal("0.33"))
    assert (problem.code, problem.found) == (Code.QUOTED_SHARE, "34 of 100 words, 34.0%")


def test_a_large_file_takes_no_time() -> None:
    started = time.perf_counter()
    assert len(list(COPY.runs((TEXT + " other words. ") * 3000))) == 3000
    assert time.perf_counter() - started < 5
