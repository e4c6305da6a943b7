"""What the command line says before any book is begun."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell.edition import ARTICLE, copy_bridge
from variorum import cli

COMMANDS = (
    ["book"],
    ["check"],
    ["lock"],
    ["note", "1", "the words"],
    ["drift", str(ARTICLE)],
    ["claims"],
    ["mutate"],
    ["data-hash"],
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


@pytest.mark.parametrize("command", ["book", "check", "lock"])
def test_settings_that_are_no_python_are_named_with_their_line(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = copy_bridge(tmp_path)
    conf = root / "conf.py"
    conf.write_text(conf.read_text() + "variorum_text = = 1\n")
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
