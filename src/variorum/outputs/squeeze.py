"""Publish pages, script and style sheets without what readers do not miss.

Their sources stay readable, and so does what Sphinx writes, from which the other books are made.
"""

from __future__ import annotations

import re
from pathlib import Path

from minify_html import minify

ASSETS = ("variorum.js", "variorum-found.js", "variorum.css", "variorum-pages.css")
_BETWEEN_BLOCKS = re.compile(r"(</(?:div|li|ol|p|pre|section|ul)>)\s+(?=<)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def squeeze_site(folder: Path) -> None:
    """Squeeze every page below ``folder``, our script and our style sheets, in place."""
    for page in folder.rglob("*.html"):
        _rewrite(page, squeeze_page(page.read_text(encoding="utf-8")))
    for name in ASSETS:
        asset = folder / "_static" / name
        if asset.is_file():
            _rewrite(asset, squeeze_asset(name, asset.read_text(encoding="utf-8")))


def squeeze_page(page: str) -> str:
    """The same document in fewer characters: no tag, quote or space that HTML can do without."""
    page = _BETWEEN_BLOCKS.sub(r"\1", page)  # the library leaves a space there
    return minify(page, keep_html_and_head_opening_tags=True)


def squeeze_asset(name: str, source: str) -> str:
    """The script or the style sheet ``name`` in one line."""
    tag = "script" if name.endswith(".js") else "style"
    source = _COMMENT.sub("", source)  # the library keeps some
    whole = minify(f"<{tag}>{source}</{tag}>", minify_css=True, minify_js=True)
    return whole.removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")


def _rewrite(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
