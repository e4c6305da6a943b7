"""The print page as a PDF: tagged, with bookmarks, the same bytes for the same words."""

from __future__ import annotations

import copy
import gc
import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lxml import etree, html

from variorum.outputs import clock, print_fit
from variorum.outputs.fonts import font_faces
from variorum.outputs.markup import Element, make
from variorum.outputs.pdf_tags import Finisher
from variorum.outputs.print_book import PrintBook
from variorum.problems import Code, Place, Problem
from variorum.whole_files import replace_file

VARIANT = "pdf/ua-1"
MEMORY = "fitted"
STYLE = "data-style"
"""Where a sheaf keeps its own rules of style."""
IDENTIFIER = b"variorum"
_PACKAGES = (
    "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango; Arch: pacman -S pango; Alpine: apk add pango; "
    "macOS: brew install pango; Windows: install MSYS2, then pacman -S mingw-w64-x86_64-pango"
)


class PrintError(Exception):
    """The PDF cannot be made; the problems say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says of itself."""

    title: str
    authors: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    when: datetime


def weasyprint() -> Any:
    """The library, or a Problem that names the packages which its system libraries come in."""
    try:
        import weasyprint as library
        import weasyprint.text.fonts
    except ImportError as error:
        found, advice = str(error), "Install it: pip install 'variorum[pdf]'."
        raise PrintError(
            [Problem(Code.SYSTEM_LIBRARY, Place(Path("pdf")), found, advice=advice)]
        ) from error
    except OSError as error:
        found = str(error).splitlines()[0]
        raise PrintError(
            [Problem(Code.SYSTEM_LIBRARY, Place(Path("pdf")), found, advice=f"{_PACKAGES}.")]
        ) from error
    return library


def write_pdf(
    book: PrintBook,
    imprint: Imprint,
    base: Path,
    target: Path,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[str, ...]:
    """Print the book into ``target``; returns what the printer complained of.

    The sheaves are printed one by one: a contents page that had to be laid out again would make
    WeasyPrint lay out chapters again, and then it loses notes that run over from page to page.
    """
    library = weasyprint()
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    gc.disable()  # millions of boxes live until the end: looking through them takes a fifth longer
    try:
        printer = _Printer(library, base, target.parent / MEMORY)
        pages: list[Any] = []
        for done, sheaf in enumerate(book.sheaves):
            tell(done, len(book.sheaves))
            printer.fill(sheaf)
            pages += printer.fitted(sheaf, len(pages))
            printer.note(pages)
        printer.forget()
        _head(book.front, imprint)
        printer.fill(book.front)
        front = printer.render(book.front, 0)
        whole = front.copy([*front.pages, *pages])
        data = whole.write_pdf(
            finisher=Finisher(len(front.pages)), pdf_variant=VARIANT, pdf_identifier=IDENTIFIER
        )
    finally:
        gc.unfreeze()
        gc.enable()
        logger.removeHandler(complaints)
    replace_file(target, data)
    return tuple(complaints.lines)


class _Printer:
    """Renders one sheaf after the other, and knows on which page each id came to stand."""

    def __init__(self, library: Any, base: Path, memory: Path) -> None:
        self.library, self.base, self.memory = library, base, memory
        memory.mkdir(parents=True, exist_ok=True)
        self.fonts = library.text.fonts.FontConfiguration()
        self.sheet = library.CSS(string=font_faces() + style_sheet(), font_config=self.fonts)
        self.found: dict[str, int] = {}
        self.used: set[str] = set()
        self._noted = 0

    def fill(self, sheaf: Element) -> None:
        """Put in the page numbers that are known."""
        for mark in sheaf.iter("span"):
            if mark.get("class") == "pg" and mark.get("data-to") in self.found:
                mark.text = str(self.found[mark.get("data-to")])

    def render(self, sheaf: Element, before: int) -> Any:
        """The pages of a sheaf, counted on from those before it."""
        page = self.library.HTML(string="<html lang='en'></html>", base_url=f"{self.base}/")
        # A paragraph may hold a note, which no HTML parser lets through: the tree goes in as is.
        page.wrapper_element = _wrapped(sheaf)
        page.etree_element = page.wrapper_element.etree_element
        start = f"@page :first {{ counter-reset: page {before} }}{sheaf.get(STYLE, '')}"
        sheets = [self.sheet, self.library.CSS(string=start)]
        with print_fit.mended():
            return page.render(stylesheets=sheets, font_config=self.fonts, pdf_variant=VARIANT)

    def fitted(self, sheaf: Element, before: int) -> list[Any]:
        """The pages of a sheaf, once they are good, or as good as they get.

        What was asked for is kept, so that a chapter that has not changed is laid out once.
        """
        kept = self.memory / f"{self._hash(sheaf)}.xml"
        if kept.is_file():
            sheaf = html.fromstring(kept.read_bytes(), parser=html.xhtml_parser)
            pages: list[Any] = self.render(sheaf, before).pages
        else:
            sheaf, pages = self._best(sheaf, before)
        gc.collect()
        gc.freeze()  # the pages stay; the next collection need not look through them
        replace_file(kept, etree.tostring(sheaf))
        self.used.add(kept.name)
        gone = print_fit.misplaced(sheaf, pages)
        if gone:
            place = Place(Path("pdf"))
            raise PrintError([Problem(Code.BOOK_PART_LOST, place, f'"{name}"') for name in gone])
        return pages

    def _best(self, sheaf: Element, before: int) -> tuple[Element, list[Any]]:
        """The sheaf in the style that leaves no page half empty, and its pages."""
        tries = []
        for style in print_fit.styles(sheaf):
            each = copy.deepcopy(sheaf)
            each.set(STYLE, style)
            pages = self._improved(each, before)
            tries.append((print_fit.badness(pages), each, pages))
            if not tries[-1][0]:
                break
        _, sheaf, pages = min(tries, key=lambda made: made[0])
        return sheaf, pages

    def _improved(self, sheaf: Element, before: int) -> list[Any]:
        """The pages of a sheaf after as many rounds as it takes; the sheaf is changed."""
        for number in range(print_fit.ROUNDS):
            pages: list[Any] = self.render(sheaf, before).pages
            if number == print_fit.ROUNDS - 1 or not print_fit.improve(sheaf, pages):
                break
        return pages

    def forget(self) -> None:
        """Drop what is kept of sheaves that are no more."""
        for path in self.memory.iterdir():
            if path.name not in self.used:
                path.unlink()

    def _hash(self, sheaf: Element) -> str:
        program = Path(print_fit.__file__).read_bytes()
        version = self.library.__version__.encode()
        parts = (etree.tostring(sheaf), version, style_sheet().encode(), program)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]

    def note(self, pages: list[Any]) -> None:
        """Remember the ids of the pages that are new."""
        for number, page in enumerate(pages[self._noted :], start=self._noted + 1):
            for name in page.anchors:
                self.found.setdefault(name, number)
        self._noted = len(pages)


def _wrapped(root: Element) -> Any:
    from cssselect2 import ElementWrapper

    tree = ElementTree.fromstring(etree.tostring(root, encoding="unicode"))
    return ElementWrapper.from_html_root(tree)


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _head(root: Element, imprint: Imprint) -> None:
    head = root.find("head")
    head.append(make("title", imprint.title))
    stamp = clock.stamp(imprint.when)
    for name, content in (
        ("author", ", ".join(imprint.authors)),
        ("description", imprint.description),
        ("keywords", ", ".join(imprint.keywords)),
        ("dcterms.created", stamp),
        ("dcterms.modified", stamp),
    ):
        head.append(make("meta", name=name, content=content))


def style_sheet() -> str:
    """The style of the printed page."""
    sheet = files("variorum.outputs").joinpath("style", "print.css")
    return sheet.read_text(encoding="utf-8")
