"""The style sheet of the EPUB, and the fonts it names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from variorum.outputs.epub_package import Resource
from variorum.outputs.fonts import book_fonts

STYLE = "style/book.css"


def style_files() -> Iterator[Resource]:
    """The sheet and its fonts, as they stand in the book."""
    sheet = files("variorum.outputs").joinpath("style", "epub.css").read_bytes()
    yield Resource(STYLE, sheet)
    for name, data in book_fonts():
        yield Resource(f"style/fonts/{name}", data)
