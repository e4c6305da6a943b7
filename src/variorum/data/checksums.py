"""Keeps the checksums of a data package in step with its files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from variorum.faults import FigureError
from variorum.problems import Code
from variorum.whole_files import replace_file


def refresh_hashes(path: Path) -> list[str]:
    """Names of the tables whose file had changed; their checksum and size are now right.

    `path` is datapackage.json or the directory that holds it. Either the whole file is
    replaced or, when anything is amiss, nothing is.
    """
    path = path / "datapackage.json" if path.is_dir() else path
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        stale = [entry["name"] for entry in package["resources"] if _refresh(path.parent, entry)]
    except OSError as fault:
        name = Path(fault.filename or path).name
        raise FigureError(Code.DATA_BROKEN, f"{name}: {type(fault).__name__}") from None
    except (ValueError, KeyError, TypeError) as fault:
        raise FigureError(Code.DATA_BROKEN, f"{path.name}: {fault!r}") from None
    if stale:
        replace_file(path, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    return stale


def checksum(content: bytes) -> str:
    """The checksum as datapackage.json writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _refresh(directory: Path, entry: dict[str, Any]) -> bool:
    content = (directory / entry["path"]).read_bytes()
    right = {"hash": checksum(content), "bytes": len(content)}
    if all(entry.get(name) == value for name, value in right.items()):
        return False
    entry.update(right)
    return True
