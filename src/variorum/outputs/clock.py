"""The date that a book carries: that of its release, never that of its building."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"
CHANGELOG = "CHANGELOG.md"
FALLBACK = datetime(2026, 1, 1, tzinfo=UTC)
"""For an edition that has no dated release yet."""
_HEADING = re.compile(r"^##.*?(\d{4}-\d{2}-\d{2})", re.MULTILINE)


def release_time(root: Path) -> datetime:
    """SOURCE_DATE_EPOCH if it is set, else the day of the latest release in the change log."""
    epoch = os.environ.get(VARIABLE, "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    log = root / CHANGELOG
    found = _HEADING.search(log.read_text(encoding="utf-8")) if log.is_file() else None
    return datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else FALLBACK


def stamp(when: datetime) -> str:
    """A date and time as books and exports write it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def environment(root: Path) -> dict[str, str]:
    """What a process needs in its environment to build the same bytes on any day."""
    return {VARIABLE: str(int(release_time(root).timestamp())), "PYTHONHASHSEED": "0"}
