"""From the finished web pages to the PDF: read, put together, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from variorum.outputs import clock, pdf
from variorum.outputs.cover import Cover
from variorum.outputs.markup import Element, make
from variorum.outputs.naming import description_of, form_of
from variorum.outputs.pdf import Imprint, PrintError
from variorum.outputs.print_book import assemble, main_pages
from variorum.outputs.records import Records
from variorum.problems import Code, Place, Problem
from variorum.whole_files import replace_file

COVER = "cover.image.svg"


def typeset(
    root: Path, records: Records, pages: Path, out: Path, say: Callable[[str], None]
) -> Path:
    """Print the book into ``out``; ``pages`` is the folder of the web pages."""
    pdf.weasyprint()  # before any work: without it there will be no book
    say("putting the pages together")
    documents = [records.root_doc, *(document.doc for document in records.documents)]
    read = {doc: (pages / f"{doc}.html").read_text(encoding="utf-8") for doc in documents}
    cover = Cover.find(root, records.static, records.cover_words)
    replace_file(out / COVER, cover.drawing)
    book = assemble(records, main_pages(read), _cover(cover, out), _colophon(root, records))
    target = out / f"{records.slug}.pdf"

    def tell(done: int, of: int) -> None:
        say(f"printing, part {done + 1} of {of}")

    complaints = pdf.write_pdf(book, _imprint(root, records), pages, target, tell)
    faults = [line for line in complaints if "No anchor" in line or "Failed to load" in line]
    if faults:
        place = Place(Path("pdf"))
        raise PrintError([Problem(Code.BOOK_PART_LOST, place, line) for line in faults])
    return target


def _cover(cover: Cover, out: Path) -> Element:
    section = make("section", class_="cover")
    section.append(make("img", src=(out / COVER).resolve().as_uri(), alt=cover.alternative))
    return section


def _colophon(root: Path, records: Records) -> list[str]:
    data = records.data
    form = form_of(full=records.is_full).capitalize()
    when = clock.release_time(root)
    return [
        f"Edited by {data['author']}, who wrote the notes that bear no name.",
        f"Version {data['release']}, {when.day} {when:%B %Y}. {form}.",
        f"© {data['copyright']}.",
    ]


def _imprint(root: Path, records: Records) -> Imprint:
    data = records.data
    author = records.article_author
    authors = [name for name in (author if records.is_full else "", str(data["author"])) if name]
    title = str(data["article"].get("title", data["project"]))
    return Imprint(
        title=str(data["project"]),
        authors=tuple(authors),
        description=description_of(title, author, form_of(full=records.is_full)),
        keywords=("critical edition", "annotation", "verified figures"),
        when=clock.release_time(root),
    )
