"""Serve pages, script and style sheets without what readers do not miss.

Their sources stay readable; the page stays light.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
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
_EDIT = re.compile(r' data-edit="([^"]*)"')
_ASSETS = ("variorum.js", "variorum.css", "variorum-pages.css")
_TOLD = (
    # What the style sheet or the script tells from the rest of the page.
    (re.compile(r'(<li class="v-note) v-kind-[a-z]+"'), r'\1"'),
    (re.compile(r'(<li class="v-note"[^>]*?) data-state="checked"'), r"\1"),
    (re.compile(r'(<a class="v-(?:ref|back)[^>]*?) aria-label="[^"]*"'), r"\1"),
    (re.compile(r'(<span class="v-mark)(?: v-kind-[a-z]+)+"'), r'\1"'),
    (re.compile(r'(<section class="v-para[^>]*?) data-incipit="[^"]*"'), r"\1"),
    # Wrappers that hold a citation or a number, and that nothing asks for.
    (
        re.compile(r'<span class="bibtex-citation" id="[^"]*">((?:[^<]|<(?!/?span\b))*)</span>'),
        r"\1",
    ),
    (re.compile(r'<span class="v-x(?:para|note)">([^<]*)</span>'), r"\1"),
)


def squeeze_chapter(body: str, editors: str) -> str:
    """A chapter's HTML once each thing is said once.

    ``editors`` sign no note: the page names them at its foot.
    """
    for written, kept in _TOLD:
        body = written.sub(kept, body)
    return body.replace(f'<p class="v-byline">{escape(editors)}</p>\n', "")


def squeeze_addresses(body: str) -> tuple[str, str]:
    """The body with the end of each edit address, and the beginning that they share."""
    begins = {found.rstrip("0123456789") for found in _EDIT.findall(body)}
    if len(begins) != 1:
        return body, ""
    (begin,) = begins
    return body.replace(f' data-edit="{begin}', ' data-edit="'), unescape(begin)


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
    pieces[::2] = [_SPACE.sub(" ", squeeze(piece)).replace(";}", "}") for piece in pieces[::2]]
    return "".join(pieces).strip() + "\n"


def squeeze_assets(app: Sphinx, exception: Exception | None) -> None:
    """Squeeze what was copied (handler of ``build-finished``); twice does no harm."""
    for name in _ASSETS:
        squeeze = squeeze_script if name.endswith(".js") else squeeze_sheet
        path = Path(app.outdir) / "_static" / name
        if exception is None and path.is_file():
            path.write_text(squeeze(path.read_text(encoding="utf-8")), encoding="utf-8")
