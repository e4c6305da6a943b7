"""The books on trial: the small edition and this one, each as full edition and as commentary."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from tests.edition import reader_copy
from tests.shell.edition import copy_bridge
from variorum.outputs import clock
from variorum.outputs.exports import write_exports
from variorum.outputs.records import Records
from variorum.outputs.typeset import typeset

ROOT = Path(__file__).parents[2]
EPOCH = {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONHASHSEED": "0"}
NAMES = ("bridge-full", "bridge-commentary", "edition-commentary", "edition-full")


@dataclass(frozen=True)
class Shelf:
    """The books of one edition, and its records."""

    name: str
    root: Path
    html: Path
    epub: Path
    pdf: Path
    exports: Path
    records: Records

    def page(self, doc: str) -> str:
        return (self.html / f"{doc}.html").read_text(encoding="utf-8")


def sphinx(root: Path, builder: str, out: Path, text: str, *options: str) -> Path:
    """Build without strictness: the edition's problems have tests of their own."""
    target = out / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(out / "doctrees")]
    done = subprocess.run(
        [*command, *options, str(root), str(target)],
        env={**os.environ, **EPOCH, "TEXT": text, "KEEP_GOING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    (out / f"{builder}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert any(target.iterdir()), done.stderr[-2000:]
    return target


def make(folder: Path, root: Path, text: str) -> None:
    """Every book of an edition, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    html = sphinx(root, "html", folder, text)
    sphinx(root, "epub", folder, text)
    records = Records.load(folder / "doctrees")
    for name in ("pdf", "exports"):
        (folder / name).mkdir(exist_ok=True)
    with mock.patch.dict(os.environ, EPOCH):
        typeset(root, records, html, folder / "pdf", lambda line: None)
        write_exports(root, records, html, folder / "exports")


def once(folder: Path, work: Callable[[], None]) -> None:
    """Let the first of several workers do it, and the others wait."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        for _ in range(2400):
            if (folder / "done").is_file():
                return
            if (folder / "failed").is_file():
                break
            time.sleep(0.25)
        pytest.fail(f"another worker has not finished {folder.name}")
    try:
        work()
    except BaseException:
        (folder / "failed").touch()
        raise
    (folder / "done").touch()


def shared(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all workers of this run see."""
    base = factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name


def take(folder: Path, root: Path, name: str) -> Shelf:
    """The books that stand in a folder."""
    records = Records.load(folder / "doctrees")
    return Shelf(
        name,
        root,
        folder / "html",
        folder / "epub" / f"{records.slug}.epub",
        folder / "pdf" / f"{records.slug}.pdf",
        folder / "exports",
        records,
    )


@pytest.fixture(scope="session", params=NAMES)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The books of each edition in turn, built once."""
    name = str(request.param)
    folder = shared(tmp_path_factory, f"shelf-{name}")
    full = name.endswith("full")
    if name.startswith("bridge"):
        root = folder / "bridge"
        text = str(root / "article.txt") if full else ""
        once(folder, lambda: make(folder, copy_bridge(folder), text))
    else:
        text, root = str(reader_copy.find()) if full else "", ROOT
        once(folder, lambda: make(folder, ROOT, text))
    made = take(folder, root, name)
    if not full and made.records.is_full:
        pytest.skip("text/ holds a copy of the article, so every build is the full edition")
    return made


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The books of the small edition, with its text."""
    folder = shared(tmp_path_factory, "shelf-bridge-full")
    root = folder / "bridge"
    once(folder, lambda: make(folder, copy_bridge(folder), str(root / "article.txt")))
    return take(folder, root, "bridge-full")


def tidy(folder: Path) -> None:
    """Take a built folder away, so that a test may build it again."""
    shutil.rmtree(folder, ignore_errors=True)


__all__ = ["EPOCH", "Shelf", "bridge", "clock", "make", "shelf", "sphinx"]
