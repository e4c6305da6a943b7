"""The records of the edition as data for others."""

from __future__ import annotations

from pathlib import Path

from variorum.outputs.records import Records


def write_exports(root: Path, records: Records, pages: Path, out: Path) -> None:
    """Write every export into ``out``."""
