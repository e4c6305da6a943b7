"""Run Sphinx in a process of its own, in the working folder of the build."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

WORK = ".work"


def run_sphinx(
    root: Path,
    build: Path,
    builder: str,
    *,
    settings: Mapping[str, str | int] | None = None,
    jobs: str = "auto",
    strict: bool = True,
    quiet: bool = True,
) -> tuple[int, Path]:
    """Sphinx's exit status and the folder it wrote to: ``build/.work/<builder>``."""
    work = build / WORK
    out = work / builder
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", str(work / "doctrees")]
    command += ["-j", jobs]
    command += ["-W", "--keep-going"] if strict else []
    command += ["-q"] if quiet else []
    for name, value in (settings or {}).items():
        command += ["-D", f"{name}={value}"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    finished = subprocess.run([*command, str(root), str(out)], env=environment, check=False)
    return finished.returncode, out
