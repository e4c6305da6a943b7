"""What the command line says before any book is begun."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.shell.edition import ARTICLE, build, copy_bridge
from variorum import cli

COMMANDS = (
    ["book"],
    ["check"],
    ["lock"],
    ["note", "1", "the words"],
    ["drift", str(ARTICLE)],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_outside_an_edition_one_line_says_so(
    command: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--root", str(tmp_path), *command]) == 1
    out, said = capfd.readouterr()
    assert out == ""
    assert said == (
        f"{tmp_path}: V806 There is no edition in this folder. Found: no conf.py. "
        "Wanted: a folder with conf.py and chapters/. "
        "Go to the edition's folder, or name it with --root.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", ["variorum_text = = 1", "variorum_text = undefined", "exit(3)"])
@pytest.mark.parametrize("command", ["book", "check", "lock"])
def test_settings_that_are_no_python_are_named_with_their_line(
    command: str, wrong: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = copy_bridge(tmp_path)
    conf = root / "conf.py"
    conf.write_text(f"{conf.read_text()}{wrong}\n")
    line = len(conf.read_text().splitlines())
    assert cli.main(["--root", str(root), command]) == 1
    said = capfd.readouterr().err
    assert said.startswith(f"conf.py:{line}: V801 A setting in conf.py cannot be used. Found: ")
    assert len(said.splitlines()) == 1


def test_a_folder_in_use_is_named_in_its_own_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").write_text("")
    assert cli.main(["new", str(ARTICLE), str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said == (
        f"{tmp_path}: V807 The folder of a new edition is in use. Found: a folder that is not "
        "empty. Wanted: a new or empty folder. Name another folder.\n"
    )


def test_who_has_read_enough_may_go(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "variorum", "--root", str(root), "claims"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert done.stderr == ""
    assert done.returncode == cli.CLOSED


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    handler = partial(_Quiet, directory=ARTICLE.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{ARTICLE.name}"
        server.shutdown()


def test_a_check_keeps_no_page_and_a_build_does(address: str, tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    (root / "article.txt").unlink()
    assert build(root, "check", text=address).lines == []
    assert not (root / "text").exists()
    assert build(root, "dummy", text=address).lines == []
    assert [path.name for path in (root / "text").iterdir()] == ["127.0.0.1.html"]


def test_a_lock_that_is_older_than_a_note_stops_the_books_and_no_check(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    article = str(root / "article.txt")
    chapter = root / "chapters" / "03-what-should-be-done.md"
    chapter.write_text(chapter.read_text().replace(":quote: Old Tom", ":quote: Tom"))
    check = build(root, "check", text=article, variorum_keep_going=True)
    assert check.ok
    assert ["V124" in line for line in check.lines] == [True]
    command = [sys.executable, "-m", "variorum", "--root", str(root)]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        given = [*command, *words, "--text", article]
        return subprocess.run(given, capture_output=True, text=True, check=False)

    book = run("book")
    assert book.returncode == 1 and "V124" in book.stderr
    assert run("lock").returncode == 0
    assert build(root, "check", text=article, variorum_keep_going=True).lines == []


def test_a_second_copy_of_another_article_is_refused(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    other = tmp_path / "other.txt"
    other.write_text("Quite another article, which nobody here has read.\n" * 9)
    built = build(root, text=str(root / "article.txt"), variorum_second_text=str(other))
    assert not built.ok
    assert built.lines[0].startswith(f"{other}:1: ERROR: V104 ")
    assert "0% of its words in common" in built.lines[0]


def test_a_text_that_stands_twice_is_one_fault(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    (root / "article.txt").unlink()
    doubled = tmp_path / "doubled.txt"
    doubled.write_text(ARTICLE.read_text() * 2)
    built = build(root, text=str(doubled))
    (line,) = [line for line in built.lines if "[variorum." in line]
    assert "V108" in line
    assert "7 paragraphs, § 1 to § 7, again from line 34 on" in line


def test_a_changed_word_leaves_the_numbers_of_its_note_alone(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    article = root / "article.txt"
    article.write_text(article.read_text().replace("carts crossed", "carts passed"))
    said = build(root, text=str(article)).said
    assert "V211" in said
    assert "V320" not in said
