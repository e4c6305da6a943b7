"""`variorum new`: the folder builds and tests itself at once, from any text."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.shell.edition import build
from variorum import cli
from variorum.folding import words
from variorum.scaffold.write import new_edition

UNPREPARED = Path(__file__).parent.parent / "editions" / "unprepared"
NAMES = sorted(path.name for path in UNPREPARED.iterdir())


def made(name: str, to: Path) -> Path:
    root = to / "new"
    assert new_edition(str(UNPREPARED / name), root).problems == []
    return root


def page_of(root: Path, out: Path) -> str:
    chapter = min((root / "chapters").glob("*.md")).stem
    return (out / "chapters" / f"{chapter}.html").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_it_builds_without_a_warning(name: str, tmp_path: Path) -> None:
    root = made(name, tmp_path)
    full = build(root, "html", out=tmp_path / "full")
    assert full.lines == []
    assert full.ok
    assert 'class="v-text"' in page_of(root, full.out)


ASIDE = (r"!\[[^\]]*\]\([^)]*\)", r"^By .*$")
"""Of the odd article: the image, and the byline, which stands on the title page."""


def test_every_word_of_an_odd_article_stands_in_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made("ferry.md", tmp_path)
    monkeypatch.setenv("TEXT", str(root / "text" / "ferry.md"))
    assert cli.main(["--root", str(root), "check"]) == 0
    built = build(root, "html", out=tmp_path / "full")
    pages = [built.out / "index.html", *sorted((built.out / "chapters").glob("*.html"))]
    shown: Counter[str] = Counter()
    for page in pages:
        # A mark stands right behind its word, without a space.
        plain = re.sub(r"<sup>.*?</sup>", "", page.read_text())
        shown.update(words(html.unescape(re.sub(r"<[^>]*>", "", plain))))
    article = (UNPREPARED / "ferry.md").read_text()
    for pattern in ASIDE:
        article = re.sub(pattern, "", article, flags=re.M)
    assert Counter(words(article)) - shown == Counter()


@pytest.mark.parametrize("name", NAMES)
def test_without_the_text_it_is_a_commentary(name: str, tmp_path: Path) -> None:
    root = made(name, tmp_path)
    text = re.sub(r"<[^>]*>", " ", (root / "text" / name).read_text())
    (root / "text" / name).unlink()
    built = build(root, "html", out=tmp_path / "commentary")
    assert built.lines == []
    page = page_of(root, built.out)
    assert 'class="v-text"' not in page
    assert '<p class="v-draft">draft</p>' in page
    shown = " ".join(words(re.sub(r"<[^>]*>", " ", page)))
    article = words(text)
    runs = [" ".join(article[i : i + 9]) for i in range(len(article) - 8)]
    assert not [run for run in runs if run in shown]


def test_a_draft_summary_must_say_draft_or_checked(tmp_path: Path) -> None:
    root = made("canal.md", tmp_path)
    path = min((root / "chapters").glob("*.md"))
    path.write_text(path.read_text().replace(":state: draft", ":state: done", 1))
    built = build(root, "dummy")
    assert "V208" in built.said


def test_a_summary_that_is_no_draft_is_measured(tmp_path: Path) -> None:
    root = made("canal.md", tmp_path)
    path = min((root / "chapters").glob("*.md"))
    path.write_text(path.read_text().replace(":state: draft\n", "", 1).replace("To be", "Be", 1))
    assert "V204" in build(root, "dummy").said


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_book_and_make_test_pass_at_once(tmp_path: Path) -> None:
    status = cli.main(
        ["--root", str(tmp_path), "new", str(UNPREPARED / "lighthouse.html"), "my-edition"]
    )
    assert status == 0
    root = tmp_path / "my-edition"
    # Once more after the tests: what they leave behind is no page of the book.
    for target in ("book", "test", "html", "check"):
        run = subprocess.run(
            ["make", target],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            # The text of another edition may be named for the whole run of the tests.
            env={**os.environ, "TEXT": "", "TEXT_B": ""},
        )
        assert run.returncode == 0, f"{target}\n{run.stdout}\n{run.stderr}"
        assert target != "test" or "passed" in run.stdout
    assert (root / "_build" / "html" / "index.html").is_file()
    assert (root / "_build" / "epub" / "keepers-of-the-light.epub").is_file()
    assert (root / "_build" / "exports").is_dir()
    assert sys.executable in (root / "local.mk").read_text()


def test_the_command_says_what_was_guessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = str(UNPREPARED / "orchard.txt")
    assert cli.main(["--root", str(tmp_path), "new", article, "orchard"]) == 0
    said = capsys.readouterr().out
    assert "title    THE ORCHARD QUESTION" in said
    assert "aside    title page: lines 1, 3" in said
    assert "date     (not found" in said
    assert cli.main(["--root", str(tmp_path), "new", article, "orchard"]) == 1
    assert "not empty" in capsys.readouterr().err
