"""Put a finished book in its place in one step, or not at all.

A book is built aside. A folder is published by turning one symbolic link, a file by one rename:
whenever the build is killed, the reader finds the last good book or the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from variorum.whole_files import replace_file

SHELF = ".books"
"""Where the folders stand that the published links point to."""


def publish_folder(
    built: Path, published: Path, finish: Callable[[Path], None] | None = None
) -> None:
    """Make ``published`` show what ``built`` holds; the old folder goes once that is seen.

    ``finish`` may change the copy before anybody reads it.
    """
    shelf = published.parent / SHELF
    shelf.mkdir(parents=True, exist_ok=True)
    fresh = shelf / f"{published.name}-{uuid4().hex[:12]}"
    shutil.copytree(built, fresh)
    if finish:
        finish(fresh)
    _turn(published, fresh)
    for old in shelf.glob(f"{published.name}-*"):
        if old != fresh:
            shutil.rmtree(old, ignore_errors=True)


def _turn(published: Path, fresh: Path) -> None:
    _sweep(published)
    link = published.with_name(f".{published.name}.{os.getpid()}.part")
    link.symlink_to(os.path.relpath(fresh, published.parent), target_is_directory=True)
    if published.is_dir() and not published.is_symlink():
        # A folder left by another program; a link cannot replace it in one step.
        shutil.rmtree(published)
    link.replace(published)


def publish_file(built: Path, published: Path) -> None:
    """Make ``published`` the file ``built``, in one step."""
    _sweep(published)
    replace_file(published, built.read_bytes())


def _sweep(published: Path) -> None:
    """Take away what builds that were killed have left beside the book."""
    for part in published.parent.glob(f".{published.name}.*.part"):
        part.unlink(missing_ok=True)
