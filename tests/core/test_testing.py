"""In pytest each check is an item of its own, at its own line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.ferry import FOLDER

ROTTEN = Path(__file__).parent / "figures" / "rotten.md"
CONFTEST = """
from pathlib import Path
from sybil import Sybil
from variorum.testing import sybil_parser

pytest_collect_file = Sybil(
    parsers=[sybil_parser(Path({data!r}))], pattern="*.md", path={path!r}
).pytest()
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "01.md").write_bytes(ROTTEN.read_bytes())
    conftest = CONFTEST.format(data=str(FOLDER), path=str(tmp_path / "chapters"))
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


def pytest_in(edition: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=edition, capture_output=True, text=True, check=False)
    return done.stdout


def line_of(words: str, after: str) -> int:
    text = ROTTEN.read_text(encoding="utf-8")
    at = text.index(words, text.index(after))
    return text[:at].count("\n") + 1


def test_each_check_is_an_item_at_its_line(edition: Path) -> None:
    out = pytest_in(edition, "chapters")
    wrong = line_of(">>> figure", "other-line")
    right = line_of(">>> figure", "} sound")
    assert f"FAILED chapters/01.md::line:{wrong},column:1" in out
    assert f"01.md:{wrong}: V303" in out
    assert f"line:{right},column:1" not in out
    assert "13 failed, 2 passed" in out


def test_one_check_can_be_run_alone(edition: Path) -> None:
    at = line_of(">>> figure", "no-row")
    out = pytest_in(edition, f"chapters/01.md::line:{at},column:1")
    assert "1 failed" in out
    assert "V308" in out
