"""The same sources give the same bytes: in another folder, on another day, with other workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell.edition import BRIDGE

ROOT = Path(__file__).parents[2]

FORMATS = ("html", "epub", "pdf", "exports")


def make(root: Path, **environment: str) -> dict[str, bytes]:
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build"))
    return built(root, FORMATS, **{"TEXT": str(root / "article.txt"), **environment})


def built(root: Path, formats: tuple[str, ...], **environment: str) -> dict[str, bytes]:
    """Every file of the books, by its place, after a build by the command line."""
    clean = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "TEXT")}
    done = subprocess.run(
        [sys.executable, "-m", "variorum", "--root", str(root), "book", *formats],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = {}
    for name in formats:
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


def test_this_edition_too(tmp_path: Path) -> None:
    """Without the PDF, whose parts are the same as above and which takes minutes."""
    first = _copy(tmp_path / "one" / "edition")
    other = _copy(tmp_path / "another" / "place" / "edition")
    one = built(first, ("html", "epub", "exports"), VARIORUM_JOBS="1", TZ="UTC")
    two = built(other, ("html", "epub", "exports"), VARIORUM_JOBS="2", TZ="Asia/Tokyo")
    assert sorted(one) == sorted(two)
    differ = [name for name in one if one[name] != two[name]]
    assert differ == [], "\n".join(_first_difference(n, one[n], two[n]) for n in differ)


def _copy(to: Path) -> Path:
    """The edition without its program, its tests and what was built."""
    dropped = ("_build", ".*", "src", "benchmarks", "__pycache__", "text")
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(*dropped))
    return to


def _first_difference(name: str, one: bytes, other: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    around = slice(max(at - 40, 0), at + 40)
    return f"{name} at byte {at}: {one[around]!r} / {other[around]!r}"
