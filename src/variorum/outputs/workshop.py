"""The working folder of the builds: one build at a time, and nothing half-made is used again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from variorum.outputs.sphinx_run import WORK

UNFINISHED = "unfinished"
LOCK = "lock"
READERS = ("html", "epub")
"""Steps in which Sphinx reads the sources; the others only use what was read."""


@dataclass(slots=True)
class Step:
    """A step of the work: where it writes, and whether it came to its end."""

    out: Path
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder ``_build`` and what stands in its working folder."""

    root: Path
    build: Path

    @property
    def work(self) -> Path:
        """Where books are made before they are published."""
        return self.build / WORK

    @property
    def doctrees(self) -> Path:
        """What Sphinx has read, and the records of the edition."""
        return self.work / "doctrees"

    @contextmanager
    def at_work(self, name: str) -> Iterator[Step]:
        """A folder for one step; if it breaks off or fails, the next build starts from nothing.

        Sphinx takes a page for finished when it is newer than its source, also a page that was
        being written when the machine went down; and a warning is given only while a file is read,
        so that a second build would be silent about what stopped the first.
        """
        mark, out = self.work / f"{name}.{UNFINISHED}", self.work / name
        if any((self.work / f"{each}.{UNFINISHED}").is_file() for each in READERS):
            shutil.rmtree(self.doctrees, ignore_errors=True)
        if mark.is_file():
            shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        mark.touch()
        step = Step(out)
        yield step
        if step.is_done:
            mark.unlink()


@contextmanager
def open_workshop(root: Path) -> Iterator[Workshop]:
    """The edition's workshop, alone: a second build waits until the first is done.

    The lock goes with the processes that the build starts, so it holds as long as one of them runs.
    """
    shop = Workshop(root, root / "_build")
    shop.work.mkdir(parents=True, exist_ok=True)
    handle = os.open(shop.work / LOCK, os.O_RDWR | os.O_CREAT)
    try:
        os.set_inheritable(handle, True)
        _hold(handle)
        yield shop
    finally:
        os.close(handle)


def _hold(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: builds are not kept apart
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
