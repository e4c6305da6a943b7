"""Make the books: HTML, EPUB, PDF and the exports, each published whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from variorum.outputs import clock
from variorum.outputs.exports import write_exports
from variorum.outputs.pdf import PrintError
from variorum.outputs.publish import publish_file, publish_folder
from variorum.outputs.records import Records
from variorum.outputs.sphinx_run import run_sphinx
from variorum.outputs.squeeze import squeeze_site
from variorum.outputs.typeset import typeset
from variorum.outputs.workshop import Workshop, open_workshop
from variorum.problems import Problem

FORMATS = ("html", "epub", "pdf", "exports")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Book:
    """What became of one format: where it stands, or what stood in its way."""

    name: str
    path: Path | None
    problems: tuple[Problem, ...] = ()

    @property
    def is_excused(self) -> bool:
        """Whether it is missing only because this machine lacks something."""
        return bool(self.problems) and all(problem.is_warning for problem in self.problems)


def make_books(root: Path, formats: Sequence[str], say: Say) -> list[Book]:
    """Build what is asked for, in the order html, epub, pdf, exports; ``say`` hears each step."""
    os.environ.update(clock.environment(root))
    wanted = [name for name in FORMATS if name in formats]
    with open_workshop(root) as shop:
        maker = _Maker(shop, say)
        books = [maker.make(name) for name in wanted]
    _report(books, say)
    return books


def status_of(books: Iterable[Book]) -> int:
    """0 when every book stands, or when one at least does and the machine excuses the others."""
    books = list(books)
    missing = [book for book in books if book.path is None]
    if missing and len(missing) == len(books):
        return 1
    return int(any(not book.is_excused for book in missing))


class _Maker:
    """Makes one book after the other; the web pages, which others need, once."""

    def __init__(self, shop: Workshop, say: Say) -> None:
        self.shop, self.say = shop, say
        self.pages: Path | None = None
        self.tried = False

    def make(self, name: str) -> Book:
        """Build and publish one format."""
        start = perf_counter()
        try:
            book: Book = getattr(self, f"_{name}")()
        except PrintError as error:
            book = Book(name, None, error.problems)
        took = perf_counter() - start
        if book.path is None:
            for problem in book.problems:
                self.say(f"{name}: {problem}")
            self.say(f"{name}: not built; a book that stood in {self.shop.build / name} still does")
        else:
            self.say(f"{name}: done in {took:.1f} s")
        return book

    def _sphinx(self, builder: str, what: str) -> Path | None:
        self.say(f"{builder}: {what}")
        with self.shop.at_work(builder) as step:
            failed, out = run_sphinx(self.shop.root, self.shop.build, builder)
            step.is_done = not failed
        return None if failed else out

    def _web_pages(self) -> Path | None:
        if not self.tried:
            self.tried = True
            self.pages = self._sphinx("html", "reading the edition, writing its pages")
        return self.pages

    def _html(self) -> Book:
        pages = self._web_pages()
        if pages is None:
            return Book("html", None)
        published = self.shop.build / "html"
        publish_folder(pages, published, squeeze_site)
        return Book("html", published / "index.html")

    def _epub(self) -> Book:
        out = self._sphinx("epub", "writing and packing its pages")
        if out is None:
            return Book("epub", None)
        name = f"{Records.load(self.shop.doctrees).slug}.epub"
        published = self.shop.build / "epub" / name
        publish_file(out / name, published)
        return Book("epub", published)

    def _pdf(self) -> Book:
        pages = self._web_pages()
        if pages is None:
            return Book("pdf", None)
        records = Records.load(self.shop.doctrees)
        with self.shop.at_work("pdf") as step:
            made = typeset(
                self.shop.root, records, pages, step.out, lambda line: self.say(f"pdf: {line}")
            )
        published = self.shop.build / "pdf" / made.name
        publish_file(made, published)
        return Book("pdf", published)

    def _exports(self) -> Book:
        pages = self._web_pages()
        if pages is None:
            return Book("exports", None)
        self.say("exports: writing them")
        with self.shop.at_work("exports") as step:
            write_exports(self.shop.root, Records.load(self.shop.doctrees), pages, step.out)
        published = self.shop.build / "exports"
        publish_folder(step.out, published)
        return Book("exports", published)


def _report(books: Iterable[Book], say: Say) -> None:
    say("")
    for book in books:
        say(f"{book.name:<8} {book.path or 'not built'}")
