"""Unpack the web pages of a stranger's build, and keep only what can do nothing.

    python3 -I sift.py artifact.zip folder

The archive is data. Names are plain, sizes are bounded, and only pages, style sheets, fonts,
tables and pictures of dots are kept: no script, and no drawing, which could hold one. Each page
opens with a policy under which a browser runs nothing and fetches nothing from elsewhere.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

MAX_FILES = 5_000
MAX_FILE = 20_000_000
MAX_ALL = 200_000_000
KEPT = frozenset({".html", ".css", ".woff2", ".png", ".jpg", ".ico", ".csv"})
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'"
)
OPENING = (
    '<!DOCTYPE html><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<meta name="robots" content="noindex">\n'
)
_NAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}/){0,6}[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_AWAY = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh|<(?:base|object|embed|i?frame)\b", re.I)


def sift(archive: Path, folder: Path) -> tuple[int, list[str]]:
    """Write what may be shown below the folder; how many files, and what was left out."""
    left_out: list[str] = []
    kept = 0
    with zipfile.ZipFile(archive) as packed:
        files = [info for info in packed.infolist() if not info.is_dir()]
        if len(files) > MAX_FILES or sum(info.file_size for info in files) > MAX_ALL:
            raise SystemExit("too many files, or too large")
        for info in files:
            content = _content(packed, info)
            if content is None:
                left_out.append(info.filename)
                continue
            path = folder / info.filename
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            kept += 1
    return kept, left_out


def _content(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """What a file of the archive becomes; None when it is not shown."""
    is_plain = _NAME.fullmatch(info.filename) and ".." not in info.filename
    suffix = Path(info.filename).suffix
    if not is_plain or suffix not in KEPT or info.file_size > MAX_FILE:
        return None
    with packed.open(info) as opened:
        content = opened.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        return None
    if suffix != ".html":
        return content
    try:
        page = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _AWAY.search(page) else (OPENING + page).encode()


def main() -> int:
    """Sift, and say what was left out."""
    kept, left_out = sift(Path(sys.argv[1]), Path(sys.argv[2]))
    for name in left_out:
        print(f"left out: {name[:100]!a}")
    print(f"kept {kept}, left out {len(left_out)}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
