"""The wheel alone is enough: in an empty environment it builds an edition, sources out of reach."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shell.edition import ARTICLE, copy_bridge

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "variorum"
HIDDEN = re.compile(r"(?:^|/)(?:\.|__pycache__/)")
UNREACHABLE = re.compile(r"(?i)connection|name resolution|proxy|no matching distribution|timed out")


def run(*command: str | Path, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    # Neither the folder of the tests nor a path in the environment may lend the sources.
    lent = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "COVERAGE_PROCESS_START"}
    environment = {name: value for name, value in os.environ.items() if name not in lent}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**environment, "TEXT": text},
        capture_output=True,
        text=True,
        check=False,
    )


def pip(python: Path | str, *arguments: str | Path, cwd: Path) -> str:
    """Run pip; a machine without a registry skips the test, and any other fault fails it."""
    done = run(python, "-m", "pip", "--disable-pip-version-check", *arguments, cwd=cwd)
    if done.returncode and UNREACHABLE.search(done.stderr):
        pytest.skip("needs a package registry")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def make_wheel(folder: Path) -> Path:
    out = folder / "wheel"
    pip(sys.executable, "wheel", "--quiet", "--no-deps", "-w", out, ROOT, cwd=folder)
    (found,) = out.glob("variorum-*.whl")
    return found


def test_every_file_of_the_package_is_in_the_wheel(tmp_path: Path) -> None:
    with zipfile.ZipFile(make_wheel(tmp_path)) as packed:
        held = {name for name in packed.namelist() if name.startswith("variorum/")}
        metadata = next(name for name in packed.namelist() if name.endswith("METADATA"))
        said = packed.read(metadata).decode()
        entries = packed.read(metadata.replace("METADATA", "entry_points.txt")).decode()
        names = packed.namelist()
    wanted = {
        f"variorum/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and not HIDDEN.search(path.relative_to(PACKAGE).as_posix())
    }
    assert held == wanted
    # The extension registers the theme, which is nothing without it. Sphinx would take an entry
    # point for a theme that stands by itself, and would look there for a function `setup`.
    assert "variorum = variorum.cli:main" in entries and "html_themes" not in entries
    assert any(name.endswith("licenses/LICENSES/MIT.txt") for name in names)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    for extra in extras:
        assert f"Provides-Extra: {extra}" in said


@dataclass(frozen=True)
class Empty:
    """An environment that holds the wheel and what it asks for, and nothing else."""

    folder: Path
    wheel: Path

    @property
    def bin(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def variorum(self, *arguments: str | Path, cwd: Path, text: str = "") -> str:
        done = run(self.bin / "variorum", *arguments, cwd=cwd, text=text)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Empty:
    folder = tmp_path_factory.mktemp("wheel")
    found = Empty(folder / "empty", make_wheel(folder))
    venv.create(found.folder, with_pip=True)
    constraints = ("-c", ROOT / "constraints.txt")
    pip(found.bin / "python", "install", "--quiet", *constraints, found.wheel, cwd=folder)
    return found


def test_the_wheel_alone_is_enough(empty: Empty, tmp_path: Path) -> None:
    """One test, for an environment of its own is made once for each worker that needs it."""
    where = "import variorum; print(variorum.__file__)"
    assert Path(run(empty.bin / "python", "-c", where, cwd=tmp_path).stdout).is_relative_to(
        empty.folder
    )
    an_edition_is_built(empty, copy_bridge(tmp_path))
    empty.variorum("new", ARTICLE, "mine", cwd=tmp_path)
    empty.variorum("--root", "mine", "check", cwd=tmp_path)
    for extra, brings in (("pdf", {"weasyprint"}), ("dev", {"weasyprint", "sybil"})):
        assert brings <= installed_by(empty, extra)


def an_edition_is_built(empty: Empty, root: Path) -> None:
    books = ("book", "html", "epub", "pdf", "exports")
    said = empty.variorum(*books, cwd=root, text=str(root / "article.txt"))
    page = (root / "_build" / "html" / "chapters" / "02-figures.html").read_text()
    assert "v-truncated" in page and "class=v-text>" in page
    assert list((root / "_build" / "epub").glob("*.epub"))
    assert (root / "_build" / "exports").is_dir()
    # The extra [pdf] is not installed: the build says so, and makes the other books.
    assert "pip install 'variorum[pdf]'" in said
    empty.variorum("check", cwd=root)


def installed_by(empty: Empty, extra: str) -> set[str]:
    """The packages that an extra would bring."""
    report = empty.folder / f"{extra}.json"
    options = ("--dry-run", "--quiet", "--report", report, "-c", ROOT / "constraints.txt")
    wanted = f"{empty.wheel}[{extra}]"
    pip(empty.bin / "python", "install", *options, wanted, cwd=empty.folder)
    listed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {each["metadata"]["name"].lower() for each in listed}
