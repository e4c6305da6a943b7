"""The fonts of the books: those of the web pages, and the signs that they lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from variorum.figures.verdict_marks import SIGN

THEME = "sphinx_ext/theme/static/fonts"
SIGNS_FONT = "signs.ttf"


def theme_fonts() -> list[Path]:
    """The fonts of the reading page (SIL Open Font License), in the order of their names."""
    folder = Path(str(files("variorum"))) / THEME
    return sorted(folder.glob("*.woff2"))


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and what style sheets call it."""

    family: str
    path: Path
    weight: int = 400
    slope: str = "normal"

    def rule(self, address: str) -> str:
        """The rule of a style sheet that finds the file at an address."""
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight};'
            f' font-style: {self.slope}; src: url("{address}"); }}\n'
        )


def theme_faces() -> Iterator[Face]:
    """The fonts of the reading page, told by the names of their files."""
    for path in theme_fonts():
        family = "Variorum Sans" if "sans" in path.stem else "Variorum Serif"
        weight = 600 if "bold" in path.stem else 400
        yield Face(family, path, weight, "italic" if "italic" in path.stem else "normal")


def font_faces() -> str:
    """The rules for print: fonts of this package and of the chart library, never the system's."""
    faces = list(theme_faces())
    for family, name in (("Signs", "DejaVuSans.ttf"), ("Mono", "DejaVuSansMono.ttf")):
        faces.append(Face(f"Variorum {family}", matplotlib_font(name)))
    return "".join(face.rule(face.path.as_uri()) for face in faces)


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
        cutter.populate(text="".join(SIGN.values()) + "↩°")
        cutter.subset(font)
        out = BytesIO()
        font.save(out, reorderTables=True)
    return out.getvalue()


def book_fonts() -> Iterator[tuple[str, bytes]]:
    """Name and content of each font that an EPUB carries."""
    for path in theme_fonts():
        yield path.name, path.read_bytes()
    yield SIGNS_FONT, signs_font()
