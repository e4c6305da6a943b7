"""Refreshing the checksums of a data package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from variorum.data.checksums import checksum, refresh_hashes
from variorum.faults import FigureError
from variorum.problems import Code


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of two tables, the first with a stale checksum, the second in order."""
    (tmp_path / "old.csv").write_bytes(b"a\n1\n")
    (tmp_path / "good.csv").write_bytes(b"a\n2\n")
    resources = [
        {"name": "old", "path": "old.csv", "title": "Öl", "hash": "sha256:0", "bytes": 4},
        {"name": "good", "path": "good.csv", "hash": checksum(b"a\n2\n"), "bytes": 4},
    ]
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({"name": "p", "resources": resources}), encoding="utf-8")
    return path


def test_names_the_stale_table_and_mends_it(package: Path) -> None:
    assert refresh_hashes(package) == ["old"]
    entry = json.loads(package.read_text(encoding="utf-8"))["resources"][0]
    assert entry["hash"] == checksum(b"a\n1\n")
    assert entry["title"] == "Öl"
    assert "Öl" in package.read_text(encoding="utf-8")


def test_the_directory_will_do(package: Path) -> None:
    assert refresh_hashes(package.parent) == ["old"]


def test_nothing_is_written_when_nothing_changed(package: Path) -> None:
    refresh_hashes(package)
    before = package.stat().st_mtime_ns
    assert refresh_hashes(package) == []
    assert package.stat().st_mtime_ns == before


def test_no_draft_is_left_behind(package: Path) -> None:
    refresh_hashes(package)
    names = sorted(file.name for file in package.parent.iterdir())
    assert names == ["datapackage.json", "good.csv", "old.csv"]


def test_a_missing_table_is_named_and_nothing_written(package: Path) -> None:
    before = package.read_bytes()
    (package.parent / "good.csv").unlink()
    with pytest.raises(FigureError, match=r"good\.csv") as caught:
        refresh_hashes(package)
    assert caught.value.code is Code.DATA_BROKEN
    assert package.read_bytes() == before


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": [{"name": "a"}]}'])
def test_a_broken_description_is_an_error(package: Path, text: str) -> None:
    package.write_text(text, encoding="utf-8")
    with pytest.raises(FigureError):
        refresh_hashes(package)


def test_a_failed_write_keeps_the_old_file(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = package.read_bytes()

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        refresh_hashes(package)
    assert package.read_bytes() == before
    assert not list(package.parent.glob(".datapackage*"))
