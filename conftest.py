"""Each doctest of a chapter, and of the pages on the tool, is a test at its own line."""

from __future__ import annotations

from pathlib import Path

from sybil import Sybil
from sybil.sybil import SybilCollection

from variorum.testing import page_parser, sybil_parser

ROOT = Path(__file__).parent
PRACTICE = ROOT / "tests" / "editions" / "bridge"
"""The small edition from which the pages on the tool take their examples."""

pytest_collect_file = SybilCollection(
    [
        Sybil([sybil_parser(ROOT / "data")], pattern="*.md", path=str(ROOT / "chapters")),
        Sybil([page_parser(PRACTICE / "data")], pattern="[er]*.md", path=str(ROOT / "docs")),
    ]
).pytest()
