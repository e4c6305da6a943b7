"""`variorum mutate` and `variorum data-hash` on a small edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.edition import copy_bridge
from variorum import cli

SOUND, ELIDED = "chapters/01-the-toll.md", "chapters/02-figures.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_bridge(tmp_path)


def test_mutate_prints_the_score(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(root), "mutate", str(root / SOUND)]) == 0
    *_, total, _tenth = capsys.readouterr().out.splitlines()
    assert total.startswith("all · kinds") and total.endswith("100.0%")


def test_mutate_names_what_escapes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(root), "mutate"]) == 1
    out = capsys.readouterr().out
    assert f"escaped: {ELIDED}:" in out and "V314" in out
    assert f"escaped: {SOUND}:" not in out


def test_mutate_needs_something_to_change(root: Path) -> None:
    for path in (root / "chapters").iterdir():
        path.unlink()
    assert cli.main(["--root", str(root), "mutate"]) == 1
    (root / "data" / "datapackage.json").write_text("{", encoding="utf-8")
    assert cli.main(["--root", str(root), "mutate"]) == 1


def test_mutate_names_a_chapter_that_cannot_be_read(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / SOUND).write_bytes(b"\xff\xfe\x00")
    for path in ("chapters/none.md", SOUND, "chapters"):
        assert cli.main(["--root", str(root), "mutate", str(root / path)]) == 1
        out, err = capsys.readouterr()
        assert err.startswith(f"{path}: V316 ")
        assert out == ""


def test_data_hash_mends_the_package(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = root / "data" / "tolls.csv"
    cli.main(["--root", str(root), "data-hash"])
    table.write_bytes(table.read_bytes().replace(b"1", b"2", 1))
    capsys.readouterr()
    assert cli.main(["--root", str(root), "data-hash"]) == 0
    assert "tolls" in capsys.readouterr().out
    assert cli.main(["--root", str(root), "data-hash"]) == 0
    assert capsys.readouterr().out == "data-hash: all right\n"
    table.unlink()
    assert cli.main(["--root", str(root), "data-hash"]) == 1
    assert "V309" in capsys.readouterr().err
