"""A build that is killed leaves the last good book or the new one, never half of one."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.shell.edition import BRIDGE

KILLS = 8


def start(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "variorum", "--root", str(root), "book", "html", "epub"],
        env={**os.environ, "TEXT": str(root / "article.txt")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def state(root: Path) -> dict[str, str]:
    """A hash of each published book as a reader finds it; empty where there is none."""
    found = {}
    for name in ("html", "epub"):
        book = root / "_build" / name
        digest = hashlib.sha256()
        files = sorted(p for p in book.rglob("*") if p.is_file() and not p.name.endswith(".part"))
        for path in files if book.exists() else []:
            digest.update(str(path.relative_to(book)).encode() + b"\0" + path.read_bytes())
        found[name] = digest.hexdigest() if files else ""
    return found


def edit(root: Path, word: str) -> None:
    path = root / "chapters" / "01-the-toll.md"
    text = path.read_text(encoding="utf-8").split("\n\nEdited")[0]
    source = text.replace("states the quarrel.", f"states the quarrel, {word}.")
    path.write_text(source, encoding="utf-8")


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], float]:
    """An edition whose first version is published, and how long a build takes."""
    root = tmp_path_factory.mktemp("kill") / "bridge"
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build"))
    began = time.monotonic()
    assert start(root).wait() == 0
    return root, state(root), time.monotonic() - began


def test_killed_at_any_moment(versions: tuple[Path, dict[str, str], float]) -> None:
    root, old, took = versions
    edit(root, "plainly")
    allowed: dict[str, set[str]] = {name: {digest} for name, digest in old.items()}
    chance = random.Random(1874)
    seen = []
    for _ in range(KILLS):
        process = start(root)
        time.sleep(chance.uniform(0.05, took * 1.05))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        seen.append(state(root))
    assert start(root).wait() == 0, "a build after the kills goes through"
    new = state(root)
    for name, digest in new.items():
        assert digest not in ("", old[name])
        allowed[name].add(digest)
    for found in seen:
        for name, digest in found.items():
            assert digest in allowed[name], f"half a book: {name}"


def test_a_failing_build_leaves_the_last_book(
    versions: tuple[Path, dict[str, str], float],
) -> None:
    root, _, _ = versions
    before = state(root)
    path = root / "chapters" / "03-what-should-be-done.md"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(":quote: Old Tom Hobb", ":quote: Old Tim Hobb"))
    assert start(root).wait() == 1
    assert state(root) == before
