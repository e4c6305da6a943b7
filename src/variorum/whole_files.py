"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


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
