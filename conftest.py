"""Each doctest of a chapter is a test of its own, at its own line."""

from __future__ import annotations

from pathlib import Path

from sybil import Sybil

from variorum.testing import sybil_parser

ROOT = Path(__file__).parent

pytest_collect_file = Sybil(
    parsers=[sybil_parser(ROOT / "data")], pattern="*.md", path=str(ROOT / "chapters")
).pytest()
