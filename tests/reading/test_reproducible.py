"""The same sources give the same bytes: in another folder, on another day, with other workers."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.reading import differences
from tests.shell.edition import BRIDGE

ROOT = Path(__file__).parents[2]

FORMATS = ("html", "epub", "pdf", "exports")
ANOTHER_DAY = Path(__file__).parent / "another_day"
"""A folder that moves the clock of every Python that finds it on its path."""
ELSEWHERE = {
    "VARIORUM_JOBS": "2",
    "TZ": "Asia/Tokyo",
    "PYTHONPATH": os.pathsep.join([str(ANOTHER_DAY), os.environ.get("PYTHONPATH", "")]).strip(":"),
}
HERE = {"VARIORUM_JOBS": "1", "TZ": "UTC"}
LONG_AGO = datetime(2019, 5, 4, tzinfo=UTC).timestamp()


def make(root: Path, **environment: str) -> dict[str, bytes]:
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build"))
    if environment["TZ"] == ELSEWHERE["TZ"]:
        aged(root)
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


def aged(root: Path) -> Path:
    """The same files, last changed on another day."""
    for path in root.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return root


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    first = make(tmp_path_factory.mktemp("a") / "bridge", **HERE)
    other = tmp_path_factory.mktemp("quite-another-place") / "deeper" / "bridge"
    second = make(other, **ELSEWHERE)
    return first, second


def test_the_other_day_is_another_day() -> None:
    code = (
        "import time, datetime as d;"
        "print(d.date.today(), d.datetime.now().date(), d.datetime.now(d.UTC).date(),"
        " time.strftime('%Y-%m-%d'), d.date.fromtimestamp(time.time()));"
        "assert isinstance(d.datetime.fromisoformat('2008-01-28'), d.date)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **ELSEWHERE},
        capture_output=True,
        text=True,
        check=True,
    )
    days = [date.fromisoformat(day) for day in done.stdout.split()]
    assert len(days) == 5
    assert all((day - date.today()).days >= 399 for day in days)


def test_the_books_hold_the_same_files(books: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    first, second = books
    assert sorted(first) == sorted(second)
    assert {name.partition("/")[0] for name in first} >= {"html", "epub", "exports"}


def test_every_file_has_the_same_bytes(books: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    first, second = books
    assert differences.differing(first, second) == [], differences.report(first, second)


def test_this_edition_too(tmp_path: Path) -> None:
    """Without the PDF, whose parts are the same as above and which takes minutes."""
    first = _copy(tmp_path / "one" / "edition")
    other = aged(_copy(tmp_path / "another" / "place" / "edition"))
    one = built(first, ("html", "epub", "exports"), **HERE)
    two = built(other, ("html", "epub", "exports"), **ELSEWHERE)
    assert differences.differing(one, two) == [], differences.report(one, two)


def test_what_differs_is_told() -> None:
    def archive(words: str) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as book:
            book.writestr(zipfile.ZipInfo("same.txt"), "the same")
            book.writestr(zipfile.ZipInfo("page.txt"), words)
        return packed.getvalue()

    one = {"a.epub": archive("built on Monday"), "b.html": b"<p>1", "c": b"", "d": b"d"}
    two = {"a.epub": archive("built on Friday"), "b.html": b"<p>1", "d": b"d"}
    told = differences.report(one, two)
    assert "2 files differ: a.epub, c" in told
    assert "c: only in the first build" in told
    (line,) = differences.members("a.epub", one["a.epub"], two["a.epub"])
    for words in (told, line):
        assert "page.txt" in words and "Monday" in words and "same.txt" not in words


def _copy(to: Path) -> Path:
    """The edition without its program, its tests and what was built."""
    dropped = ("_build", ".*", "src", "benchmarks", "__pycache__", "text")
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(*dropped))
    return to
