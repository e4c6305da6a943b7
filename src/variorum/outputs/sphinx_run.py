"""Run Sphinx in a process of its own, in the working folder of the build."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from variorum.outputs import clock

WORK = ".work"


def run_sphinx(
    root: Path,
    build: Path,
    builder: str,
    *,
    settings: Mapping[str, str | int] | None = None,
    jobs: str = "",
    strict: bool = True,
    quiet: bool = True,
) -> tuple[int, Path]:
    """Sphinx's exit status and the folder it wrote to: ``build/.work/<builder>``.

    ``VARIORUM_JOBS`` sets the number of processes; the books do not depend on it.

    What a lenient run has read is kept apart: a strict one must see every warning itself.
    """
    work = build / WORK
    out = work / builder
    doctrees = work / ("doctrees" if strict else "doctrees-lenient")
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", str(doctrees)]
    command += ["-j", jobs or os.environ.get("VARIORUM_JOBS", "auto")]
    command += ["-W", "--keep-going"] if strict else []
    command += ["-q"] if quiet else []
    for name, value in (settings or {}).items():
        command += ["-D", f"{name}={value}"]
    environment = {**os.environ, **clock.environment(root)}
    finished = subprocess.run(
        [*command, str(root), str(out)], env=environment, check=False, close_fds=False
    )
    return finished.returncode, out
