"""The same sources give the same bytes: in another folder, on another day, with other workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell.edition import BRIDGE

FORMATS = ("html", "epub", "pdf", "exports")


def make(root: Path, **environment: str) -> dict[str, bytes]:
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build"))
    clean = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "TEXT")}
    done = subprocess.run(
        [sys.executable, "-m", "variorum", "--root", str(root), "book", *FORMATS],
        env={**clean, "TEXT": str(root / "article.txt"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = {}
    for name in FORMATS:
        for path in sorted((root / "_build" / name).resolve().rglob("*")):
            if path.is_file():
                place = path.relative_to((root / "_build" / name).resolve())
                found[f"{name}/{place}"] = path.read_bytes()
    return found


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    first = make(tmp_path_factory.mktemp("a") / "bridge", VARIORUM_JOBS="1", TZ="UTC")
    other = tmp_path_factory.mktemp("quite-another-place") / "deeper" / "bridge"
    second = make(other, VARIORUM_JOBS="2", TZ="Asia/Tokyo")
    return first, second


def test_the_books_hold_the_same_files(books: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    first, second = books
    assert sorted(first) == sorted(second)
    assert {name.partition("/")[0] for name in first} >= {"html", "epub", "exports"}


def test_every_file_has_the_same_bytes(books: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    first, second = books
    differ = [name for name in first if first[name] != second[name]]
    assert differ == [], "\n".join(_first_difference(n, first[n], second[n]) for n in differ)


def _first_difference(name: str, one: bytes, other: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    around = slice(max(at - 40, 0), at + 40)
    return f"{name} at byte {at}: {one[around]!r} / {other[around]!r}"
