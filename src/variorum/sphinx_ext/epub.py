"""The EPUB builder: Sphinx resolves and writes the pages, the rest is ours.

Sphinx's own package file, contents, style and cover are not used: see `outputs.epub_package`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.util.display import progress_message

from variorum.outputs import epub_package as package
from variorum.outputs.clock import release_time
from variorum.outputs.cover import Cover
from variorum.outputs.epub_style import style_files
from variorum.outputs.markup import Element, make, parse_body, words_of
from variorum.outputs.naming import description_of, form_of, identifier, slug_of
from variorum.outputs.prepare import kind_of, prepare
from variorum.outputs.records import author_of, cover_words
from variorum.outputs.xhtml import Page, document, to_xhtml
from variorum.sphinx_ext.records import reading_order, write_records
from variorum.sphinx_ext.state import edition_of

COVER = "cover.xhtml"


class EditionEpub(Epub3Builder):
    """``-b epub``: one file, named after the edition."""

    name = "epub"
    use_index = False
    epilog = "The EPUB is in %(outdir)s."

    def init(self) -> None:
        super().init()
        self.use_index = False

    def copy_assets(self) -> None:
        """Nothing of the web pages' furniture is needed."""

    def _documents(self) -> list[tuple[str, list[str]]]:
        """The documents of the book in reading order, by part; only these are in it."""
        return [("", [self.config.root_doc]), *reading_order(self.env)]

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self._addresses = frozenset(
            self._address(doc) for _, documents in self._documents() for doc in documents
        )

    def _address(self, docname: str) -> str:
        return f"{docname}{self.out_suffix}"

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write one page; pages that are no documents (search, index) are left out."""
        if "body" not in addctx:
            return
        body = parse_body(str(addctx["body"]))
        kind = kind_of(pagename, self.config.root_doc, body)
        prepare(body)
        if kind == "titlepage":
            self._sign(body)
        title = html.unescape(words_of(parse_body(str(addctx["title"]) or "-")))
        page = Page(kind, self._address(pagename), title, self.config.epub_language)
        path = Path(self.get_outfilename(pagename))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_xhtml(body, page, self._addresses))

    def _sign(self, body: Element) -> None:
        """Who made the edition, and which version this is, at the foot of the title page."""
        year = release_time(Path(self.srcdir)).year
        line = f"Edited by {self.config.author}. Version {self.config.release}, {year}."
        body.find("./section").append(make("p", line, class_="v-colophon"))

    def finish(self) -> None:
        """Pack the book; nothing of Sphinx's web pages is copied into it."""
        self.copy_image_files()
        with progress_message("packing the EPUB"):
            self._pack()

    def _pack(self) -> None:
        cover = Cover.find(Path(self.srcdir), self.config.html_static_path, self._cover_words())
        pages = {COVER: self._cover_page(cover)}
        listed: list[package.Part] = []
        for caption, documents in self._documents():
            sheets = []
            for doc in documents:
                address = self._address(doc)
                pages[address] = Path(self.get_outfilename(doc)).read_bytes()
                sheets.append(self._sheet(doc, pages[address]))
            listed.append(package.Part(caption, tuple(sheets)))
        front = [
            package.read_sheet(COVER, "cover", pages[COVER]),
            *listed[0].sheets,
            package.Sheet(package.NAV, "contents", "Contents", (), (), (), False),
        ]
        listed[0] = package.Part("", tuple(front))
        book = package.Package(
            self._metadata(), tuple(listed), pages, tuple(self._resources(listed, cover))
        )
        pages[package.NAV] = package.navigation(book)
        target = Path(self.outdir) / f"{slug_of(self.config.project)}.epub"
        package.write_zip(target, package.files(book), book.metadata.when)

    def _sheet(self, docname: str, data: bytes) -> package.Sheet:
        mark = b'class="v-page-'
        kind = data.partition(mark)[2].partition(b'"')[0].decode()
        return package.read_sheet(self._address(docname), kind, data)

    def _cover_page(self, cover: Cover) -> bytes:
        body = make("div")
        image = make("img", src=cover.shown.address, alt=cover.alternative, role="doc-cover")
        body.append(image)
        return document(body, Page("cover", COVER, "Cover", self.config.epub_language))

    def _cover_words(self) -> tuple[str, str, str]:
        return cover_words(self.config.project, self.config.variorum_article)

    def _resources(self, listed: list[package.Part], cover: Cover) -> Iterator[package.Resource]:
        yield from cover.resources
        yield from style_files()
        images = {i for p in listed for s in p.sheets if s.kind != "cover" for i in s.images}
        for address in sorted(images):
            yield package.Resource(address, (Path(self.outdir) / address).read_bytes())

    def _metadata(self) -> package.Metadata:
        config, article = self.config, self.config.variorum_article
        full = edition_of(self.app).is_full
        author = author_of(article)
        creators = [(config.author, "edt" if full else "cmm")]
        if full and author:
            creators.insert(0, (author, "aut"))
        form = form_of(full=full)
        given = config.epub_identifier
        return package.Metadata(
            title=config.project,
            identifier=identifier(config.project, config.release, form, given),
            language=config.epub_language,
            version=config.release,
            creators=tuple(creators),
            publisher=config.epub_publisher,
            rights=f"© {config.epub_copyright}",
            description=_description(config, form, author),
            when=release_time(Path(self.srcdir)),
        )


def _description(config: Config, form: str, author: str) -> str:
    if config.epub_description != "unknown":
        return str(config.epub_description)
    title = str(config.variorum_article.get("title", config.project))
    return description_of(title, author, form)


def setup_books(app: Sphinx) -> None:
    """Take the place of Sphinx's EPUB builder, and write the records that other books need."""
    app.add_builder(EditionEpub, override=True)
    app.connect("build-finished", write_records)
