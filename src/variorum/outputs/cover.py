"""The cover: the edition's own drawing, or a plain one with title and author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from variorum.outputs.epub_package import Resource, templates
from variorum.outputs.markup import parse_xml

NAME = "cover"
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Cover:
    """The drawing as vectors, and as a picture where the edition has one."""

    drawing: bytes
    picture: bytes = b""

    @classmethod
    def find(cls, root: Path, folders: Iterable[str], words: tuple[str, str, str]) -> Cover:
        """cover.svg and cover.png among the static files; without them, one is drawn."""
        for folder in folders:
            drawing, picture = root / folder / f"{NAME}.svg", root / folder / f"{NAME}.png"
            if drawing.is_file():
                image = picture.read_bytes() if picture.is_file() else b""
                return cls(drawing.read_bytes(), image)
        return cls(_plain(*words))

    @property
    def alternative(self) -> str:
        """What the cover shows, in words."""
        root = parse_xml(self.drawing)
        words = root.findtext(f"{_SVG}desc") or root.findtext(f"{_SVG}title") or "Cover"
        return " ".join(words.split())

    @property
    def resources(self) -> tuple[Resource, ...]:
        """The files; reading systems show a picture more readily than a drawing."""
        if self.picture:
            return (Resource(f"{NAME}.png", self.picture, "cover-image"),)
        return (Resource(f"{NAME}.svg", self.drawing, "cover-image"),)

    @property
    def shown(self) -> Resource:
        """The file that the cover page shows."""
        return self.resources[0]


def _plain(title: str, author: str, line: str) -> bytes:
    template = templates().get_template(f"{NAME}.svg")
    made = template.render(title=title, author=author, line=line, lines=wrap(title, 16))
    return re.sub(r"\n\s*\n", "\n", made).encode()
