"""Make ``cover.png`` from ``cover.svg``: many reading systems show no drawing as a cover.

Run ``python -m variorum.outputs.cover_picture _static/cover.svg`` after changing the drawing. It
needs Playwright and a Chromium; the books do not. The picture remembers which drawing it shows.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from variorum.outputs.fonts import theme_faces

WIDTH, HEIGHT = 1600, 2400
COLOURS = 64
KEY = "source-sha256"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def digest(drawing: bytes) -> str:
    """What the picture remembers of its drawing."""
    return hashlib.sha256(drawing).hexdigest()


def drawing_of(picture: Path) -> str:
    """The digest of the drawing that a picture was made from; empty when it does not say."""
    with Image.open(picture) as image:
        return str(image.info.get(KEY, ""))


def make_picture(drawing: Path) -> Path:
    """Write the picture beside the drawing."""
    from playwright.sync_api import sync_playwright

    source = drawing.read_bytes()
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(_page(source.decode()), wait_until="load")
        page.evaluate("document.fonts.ready")
        shot = page.screenshot()
        browser.close()
    target = drawing.with_suffix(".png")
    note = PngInfo()
    note.add_text(KEY, digest(source))
    few = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, optimize=True, pnginfo=note)
    return target


def _page(drawing: str) -> str:
    """The drawing on a page that has the fonts it names."""
    faces = []
    for face in theme_faces():
        data = b64encode(face.path.read_bytes()).decode()
        faces.append(face.rule(f"data:font/woff2;base64,{data}"))
    style = "".join(faces) + "body { margin: 0 } svg { display: block; width: 100vw }"
    return f"<!DOCTYPE html><style>{style}</style>{drawing}"


if __name__ == "__main__":
    print(make_picture(Path(sys.argv[1])))
