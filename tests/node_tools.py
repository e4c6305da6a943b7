"""Checkers that are published for Node only, installed once into the build folder, pinned."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent.parent / "_build" / ".tools"


def node_program(package: str, version: str, program: str) -> str:
    """The path of a package's program; the test skips, with the reason, where it cannot be had.

    Its install scripts do not run, and no browser is fetched.
    """
    home = _FOLDER / f"{package.strip('@').replace('/', '-')}-{version}"
    path = home / "node_modules" / ".bin" / program
    if not path.is_file():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip(f"{package} needs npm")
        home.mkdir(parents=True, exist_ok=True)
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund")
        done = subprocess.run(
            [npm, "install", *quietly, "--prefix", str(home), f"{package}@{version}"],
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=500,
        )
        if done.returncode:
            pytest.skip(f"{package} could not be installed: {done.stderr.splitlines()[-1:]}")
    return str(path)
