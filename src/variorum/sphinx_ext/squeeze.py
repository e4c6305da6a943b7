"""Serve the theme's script and style sheet without comments and indentation.

Their sources stay readable; the page stays light.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r'("(?:\\.|[^"\\])*"|`[^`]*`)')
_SPACE = re.compile(r"\s+")
_ROUND_SCRIPT = re.compile(r"\s*([=+\-*?:&|<>{}();,!\[\]])\s*")
_ROUND_SHEET = re.compile(r"\s*([{};,])\s*")
_AFTER_COLON = re.compile(r":\s+")


def squeeze_script(source: str) -> str:
    """The script in one line: statements end in semicolons, templates hold no template."""
    return _outside_quotes(source, lambda code: _ROUND_SCRIPT.sub(r"\1", code))


def squeeze_sheet(source: str) -> str:
    """The style sheet in one line."""
    return _outside_quotes(
        source, lambda code: _AFTER_COLON.sub(":", _ROUND_SHEET.sub(r"\1", code))
    )


def _outside_quotes(source: str, squeeze: Callable[[str], str]) -> str:
    pieces = _QUOTED.split(_COMMENT.sub("", source))
    pieces[::2] = [_SPACE.sub(" ", squeeze(piece)) for piece in pieces[::2]]
    return "".join(pieces).strip() + "\n"


def squeeze_assets(app: Sphinx, exception: Exception | None) -> None:
    """Squeeze what was copied (handler of ``build-finished``); twice does no harm."""
    for name, squeeze in (("variorum.js", squeeze_script), ("variorum.css", squeeze_sheet)):
        path = Path(app.outdir) / "_static" / name
        if exception is None and path.is_file():
            path.write_text(squeeze(path.read_text(encoding="utf-8")), encoding="utf-8")
