"""CONTRIBUTING says what is so: its commands exist, its example gives what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from variorum.chapter_files import read_chapters
from variorum.cli import _EDITORIAL
from variorum.data import package
from variorum.figures import claims
from variorum.figures.notes import notes_in
from variorum.model import Kind
from variorum.notes.block import Known, Request, propose
from variorum.safety.zones import CHAPTER, ENTRY, PAGE
from variorum.text.lock import Lock
from variorum.text.lock_file import load

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"^```sh\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE))
NOTE = re.search(r'variorum note (\d+) "([^"]+)" --by (\S+)$', SHELL, re.MULTILINE)


def test_every_command_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z ]+):", makefile, re.MULTILINE))
    known = {name for line in targets for name in line.split()}
    assert set(re.findall(r"\bmake ([a-z]+)", TEXT)) <= known
    given = set(re.findall(r"\bvariorum ([a-z-]+) ", SHELL)) | {"data-hash"}
    assert given <= set(_EDITORIAL)


def test_the_block_is_the_one_that_the_command_prints() -> None:
    assert NOTE
    lock = load(ROOT / "text.lock.toml")
    assert isinstance(lock, Lock)
    known = Known(read_chapters(ROOT), None, lock, package.load(ROOT / "data"))
    made = propose(Request(int(NOTE[1]), NOTE[2], NOTE[3]), known)
    assert made.problems == []
    assert "\n".join(made.block) in TEXT
    assert any("By the lock, the words stand once" in remark for remark in made.remarks)
    assert made.place.path.as_posix() in TEXT


def test_the_check_prints_the_line_that_is_shown() -> None:
    (body,) = re.findall(r"^````markdown\n(Prices.*?)^````", TEXT, re.DOTALL | re.MULTILINE)
    note = f":::{{annotation}} x\n:quote: over 20%\n:kind: figure\n\n{body}:::\n"
    (figure,) = notes_in(note, Path("x.md"))
    (outcome,) = claims.examine(figure, package.load(ROOT / "data")).outcomes
    assert not outcome.ok
    assert f"```text\n{outcome.printed}\n```" in TEXT


def test_kinds_and_markdown_are_those_of_the_program() -> None:
    assert re.findall(r"^\| `([a-z]+)` \| (?!none)", TEXT, re.MULTILINE)[: len(Kind)] == list(Kind)
    rows = {
        "`chapters/*.md`": (CHAPTER.directives, CHAPTER.roles),
        "`glossary/*/*.md`": (ENTRY.directives, {}),
        "other pages": ({k: v for k, v in PAGE.directives.items() if k != "glossary-entries"}, {}),
    }
    for name, (directives, roles) in rows.items():
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| {name} |"))
        assert set(re.findall(r"`([a-z:]+)`", row.replace(name, ""))) >= {*directives, *roles}


@pytest.mark.parametrize("tag", ["Note", "Glossary", "Text", "Data", "Tool"])
def test_tags(tag: str) -> None:
    assert f"`[{tag}]`" in TEXT
