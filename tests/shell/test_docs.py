"""The pages on the tool: the tutorial is carried out, the reference names what there is."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.shell.edition import BRIDGE, build, copy_bridge
from variorum import cli
from variorum.data.package import Package
from variorum.data.tables import Data, Table
from variorum.figures import rules
from variorum.figures.vocabulary import METHODS, namespace
from variorum.problems import RETIRED, Code
from variorum.quantity.lexicon import HEDGES, HEDGES_AFTER
from variorum.safety.zones import CHAPTER, PAGE
from variorum.sphinx_ext.backmatter import PlaceHolderDirective
from variorum.sphinx_ext.settings import SETTINGS
from variorum.works.citations import keys_in

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ROTTEN = ROOT / "tests" / "shell" / "rotten.toml"
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")

# ------------------------------------------------------------------ the tutorial, word for word

FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<kind>[a-z]+)\n(?P<body>.*?)^(?P=ticks)$", re.M | re.S)
NEW = re.compile(r"^The new file `([^`]+)`:$")
END = re.compile(r"^At the end of `([^`]+)`:$")
AFTER = re.compile(r"^In `([^`]+)`, after the line `(.+)`:$")
NOTE = re.compile(r"^In `([^`]+)` the note `([^`]+)` becomes:$")


@dataclass
class Reader:
    """Somebody who does what the tutorial says."""

    folder: Path
    path: str
    variables: dict[str, str] = field(default_factory=dict)

    def follow(self, said: str, kind: str, body: str) -> None:
        if kind == "console":
            for command, printed in commands(body):
                self.run(command, printed)
        elif match := NEW.match(said):
            (self.folder / match[1]).write_text(body, encoding="utf-8")
        elif match := END.match(said):
            path = self.folder / match[1]
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{body}", encoding="utf-8")
        elif match := AFTER.match(said):
            self.change(match[1], f"{match[2]}\n", lambda found: found + body)
        elif match := NOTE.match(said):
            old = rf"^:::{{annotation}} {match[2]}\n.*?^:::\n"
            self.change(match[1], re.compile(old, re.M | re.S), lambda _: body)
        else:
            raise AssertionError(f"the tutorial does not say what to do with: {body}")

    def change(self, name: str, old: str | re.Pattern[str], make: object) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        found = re.findall(old if isinstance(old, re.Pattern) else re.escape(old), text)
        assert len(found) == 1, f"{old!r} stands {len(found)} times in {name}"
        assert callable(make)
        path.write_text(text.replace(found[0], make(found[0])), encoding="utf-8")

    def run(self, command: str, printed: str) -> None:
        word, _, rest = command.partition(" ")
        if word == "cd":
            self.folder = (self.folder / rest).resolve()
        elif word == "export":
            name, _, value = rest.partition("=")
            self.variables[name] = value
        elif word == "unset":
            self.variables[rest] = ""
        else:
            self.check(command, printed)

    def check(self, command: str, printed: str) -> None:
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env={**os.environ, "PATH": self.path, "TEXT": "", **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        failed = "problems, see above" in printed
        assert done.returncode == int(failed), f"$ {command}\n{done.stdout}"
        same = doctest.OutputChecker().check_output(printed, done.stdout, doctest.ELLIPSIS)
        assert same, f"$ {command}\nprinted:\n{done.stdout}\nstated:\n{printed}"


def commands(body: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """A clone with what the tutorial copies from it, and `variorum` on the path."""
    clone = tmp_path / "clone"
    shutil.copytree(BRIDGE, clone / BRIDGE.relative_to(ROOT), ignore=ignored)
    programs = tmp_path / "programs"
    programs.mkdir()
    program = programs / "variorum"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m variorum "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return Reader(clone, os.pathsep.join([str(programs), os.environ["PATH"]]))


ignored = shutil.ignore_patterns("_build", "text")


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_the_tutorial_can_be_followed_word_for_word(reader: Reader) -> None:
    done = 0
    for fence in FENCE.finditer(TUTORIAL):
        said = TUTORIAL[: fence.start()].rstrip().rpartition("\n")[2]
        if fence["kind"] != "sh":  # what a clone needs once, as the README has it
            reader.follow(said, fence["kind"], fence["body"])
            done += 1
    assert done >= 15
    practice = reader.folder.parent / "practice"
    page = (practice / "_build" / "html" / "chapters" / "02-figures.html").read_text()
    assert "id=note-general-purse" in page
    assert re.search(r"v-agrees[^>]*#note-less-than-half", page)
    assert (reader.folder / "_build" / "html" / "index.html").is_file()


# ------------------------------------------------------------------ the reference, held to the code


def rows(heading: str, level: int = 2) -> list[list[str]]:
    """The rows of the first table under a heading."""
    start = REFERENCE.index(f"\n{'#' * level} {heading}\n")
    table = re.search(r"(?:^\|.*\n)+", REFERENCE[start:], re.M)
    assert table, heading
    cells = [re.split(r" \| ", line.strip("|\n ")) for line in table[0].splitlines()]
    return cells[2:]


def coded(words: str) -> str:
    found = re.search(r"`+\s?(.+?)\s?`+", words)
    assert found, words
    return found[1]


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    known = set(re.findall(r"^    ([a-z-]+) ", capsys.readouterr().out, re.M))
    listed = {coded(row[0]).split()[1] for row in rows("Commands")}
    assert listed == known


def test_every_directive_is_listed(tmp_path: Path) -> None:
    build(copy_bridge(tmp_path))  # directives are registered while an edition is built
    listed = {coded(row[0]).strip("{}") for row in rows("On other pages", 3)}
    assert listed == {*PlaceHolderDirective.FILLERS, "glossary-entries"}
    for name in (*CHAPTER.directives, *(PAGE.directives.keys() - listed)):
        assert f"`{{{name}" in REFERENCE, name


def test_every_role_is_listed() -> None:
    listed = {coded(row[0]).split("}")[0].strip("{") for row in rows("Roles")}
    assert listed == set(PAGE.roles)


def test_every_setting_is_listed() -> None:
    defined = {
        name: json.dumps(setting.default)
        if isinstance(setting.default, str | list)
        else str(setting.default)
        for name, setting in SETTINGS.items()
    }
    listed = {coded(row[0]): coded(row[2]) for row in rows("Settings")}
    assert listed == defined


def test_every_method_and_sum_is_listed() -> None:
    methods = {re.match(r"\.(\w+)", coded(row[0]))[1] for row in rows("`data(table)`", 3)}  # type: ignore[index]
    assert methods == METHODS[Table]
    sums = {coded(row[0]).partition("(")[0] for row in rows("Sums", 3)}
    assert sums | {"figure", "wording", "data"} == set(namespace(Data(Package({}))))


def test_every_hedge_is_listed() -> None:
    for hedge, words in rows("Hedges", 3):
        before, _, after = words.partition("; after the number: ")
        assert set(before.split(", ")) == {w for w, h in HEDGES.items() if h == hedge}
        after_it = {w for w, h in HEDGES_AFTER.items() if h == hedge}
        assert (set(after.split(", ")) if after else set()) == after_it


def test_the_rules_of_verdicts_are_those_of_the_program() -> None:
    line = re.compile(r"^(\w[\w ]*?)  +(\S.*?)(?:  +([a-z]+))?$", re.M)
    said = [[g or "" for g in m.groups()] for m in line.finditer(rules.__doc__ or "")]
    said = [row for row in said if row[0] != "hedge"]
    listed = [[cell.strip() for cell in (*row, "")[:3]] for row in rows("Verdicts", 3)]
    assert [row[:2] for row in listed] == [row[:2] for row in said]
    assert [row[2] for row in listed if row[2]] == [row[2] for row in said if row[2]]


# ------------------------------------------------------------------ the codes


def test_the_page_of_codes_names_every_code_once(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    (root / "docs").mkdir()
    shutil.copy(DOCS / "codes.md", root / "docs")
    index = root / "index.md"
    index.write_text(index.read_text() + "\n```{toctree}\ndocs/codes\n```\n", encoding="utf-8")
    examples = root / "tests" / "shell"
    examples.mkdir(parents=True)
    shutil.copy(ROTTEN, examples)
    conf = root / "conf.py"
    conf.write_text(conf.read_text().replace('"text",', '"text", "tests",'), encoding="utf-8")
    built = build(root, "html")
    assert built.ok, built.said
    page = (built.out / "docs" / "codes.html").read_text(encoding="utf-8")
    for code in Code:
        assert page.count(f'id="code-{code.id.lower()}"') == 1, code
    assert not any(f'id="code-{code.lower()}"' in page for code in RETIRED)
    provoked = {case["code"] for case in tomllib.loads(ROTTEN.read_text(encoding="utf-8"))["case"]}
    assert page.count("<em>Example: </em>") == len(provoked)


def test_without_the_tests_the_page_has_no_examples(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    with (root / "index.md").open("a", encoding="utf-8") as index:
        index.write("\n:::{problem-codes} v2\n:::\n")
    built = build(root, "html")
    assert built.ok, built.said
    page = (built.out / "index.html").read_text(encoding="utf-8")
    assert "code-v211" in page and "code-v101" not in page
    assert "Example: " not in page


def test_a_citation_that_is_shown_as_code_is_none() -> None:
    shown = (
        "````markdown\n{cite:p}`no`\n```python\n1\n```\n{cite:p}`no`\n````\n`` {cite:p}`no` ``\n"
    )
    said = "{cite:p}`one`\n\n```{note}\n{cite:t}`two`\n```\n{cite:p}`three,four`\n"
    assert [key for key, _ in keys_in(shown + said)] == ["one", "two", "three", "four"]
