"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def read_lines(path: Path) -> tuple[list[str], str]:
    """The lines of a file, and how they end: joined by that end they are the file again.

    They are counted as an editor counts them; a file of mixed ends comes out with one kind.
    """
    text = path.read_bytes().decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), end


def replace_file(path: Path, content: str | bytes) -> None:
    """Put ``content`` at ``path`` in one step: a reader finds the old file or the new one.

    Text is written as UTF-8 with LF. A folder that is missing is made; the file's mode is kept.
    On an error the file is as it was, and no draft stays beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content if isinstance(content, bytes) else content.encode())
        if path.exists():
            draft.chmod(path.stat().st_mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
