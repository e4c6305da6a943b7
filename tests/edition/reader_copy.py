"""Where a reader's copy of the article may lie while the tests run; most tests need none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def find() -> Path:
    """The copy named by TEXT, kept in text/, or beside the repository; none skips the test."""
    named = os.environ.get("TEXT", "")
    places = [Path(named)] if named and "://" not in named else []
    for folder in (ROOT / "text", ROOT.parent / "shared" / "text"):
        places += sorted(folder.glob("*.txt")) if folder.is_dir() else []
    for place in places:
        if place.is_file():
            return place
    pytest.skip("needs a copy of the article: TEXT=…")
