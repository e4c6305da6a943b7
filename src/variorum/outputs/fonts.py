"""The fonts of the books: those of the web pages, and the signs that they lack."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from variorum.outputs.marks import SIGNS

THEME = "sphinx_ext/theme/static/fonts"
SIGNS_FONT = "signs.ttf"


def theme_fonts() -> list[Path]:
    """The fonts of the reading page (SIL Open Font License), in the order of their names."""
    folder = Path(str(files("variorum"))) / THEME
    return sorted(folder.glob("*.woff2"))


def matplotlib_font(name: str) -> Path:
    """A font that comes with the chart library, so that it is there on every machine."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name


@cache
def signs_font() -> bytes:
    """DejaVu Sans, cut down to the signs of the verdicts; the same bytes each time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(recalc_timestamp=False, hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]
    with TTFont(matplotlib_font("DejaVuSans.ttf"), recalcTimestamp=False) as font:
        cutter = Subsetter(options)
        cutter.populate(text="".join(SIGNS.values()) + "↩°")
        cutter.subset(font)
        out = BytesIO()
        font.save(out, reorderTables=True)
    return out.getvalue()


def book_fonts() -> Iterator[tuple[str, bytes]]:
    """Name and content of each font that an EPUB carries."""
    for path in theme_fonts():
        yield path.name, path.read_bytes()
    yield SIGNS_FONT, signs_font()
