"""The PDF: tagged, complete, every link landing, fit to be printed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.reading.pdf_text import Part, Reader
from tests.reading.shelf import Shelf
from variorum.outputs import pdf as maker
from variorum.outputs import print_fit
from variorum.problems import Code

pikepdf = pytest.importorskip("pikepdf")


@cache
def reader(path: Path) -> Reader:
    return Reader(path)


@cache
def structure(path: Path) -> Part:
    return reader(path).structure()


def tagged(path: Path, tag: str) -> list[Part]:
    return [part for part in structure(path).all() if part.tag == tag]


def test_pdfua_finds_no_error(shelf: Shelf) -> None:
    pdfua = pytest.importorskip("pdfua")
    findings = pdfua.validate(str(shelf.pdf)).findings
    errors = [f"{f.rule_id} {f.message}" for f in findings if f.severity.name == "ERROR"]
    assert errors == []
    warnings = Counter(f"{f.rule_id} {f.message}" for f in findings)
    assert not warnings


def test_it_says_what_it_is(shelf: Shelf) -> None:
    root = reader(shelf.pdf).pdf.Root
    data = shelf.records.data
    assert str(root.Lang) == data["language"]
    assert bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
    with reader(shelf.pdf).pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert data["project"] in str(metadata["dc:title"])
    info = reader(shelf.pdf).pdf.docinfo
    assert str(info["/Title"]) == data["project"]
    assert data["author"] in str(info["/Author"])
    assert str(info["/CreationDate"]).startswith("D:20260101")


def test_every_link_lands(shelf: Shelf) -> None:
    places = reader(shelf.pdf).places()
    inside, outside = set(), set()
    for page in reader(shelf.pdf).pdf.pages:
        for mark in page.get("/Annots", []):
            assert mark.get("/Contents"), mark
            if "/Dest" in mark:
                inside.add(str(mark.Dest))
            else:
                outside.add(str(mark.A.URI))
    assert inside - set(places) == set()
    assert inside
    assert all(address.startswith(("http://", "https://")) for address in outside)


def test_links_can_be_hit(shelf: Shelf) -> None:
    """A raised number is small, but never without height."""
    for page in reader(shelf.pdf).pdf.pages:
        for mark in page.get("/Annots", []):
            left, bottom, right, top = (float(n) for n in mark.Rect)
            assert abs(top - bottom) > 4 and abs(right - left) > 2, (mark.get("/Dest"), mark.Rect)


def test_permanent_addresses_are_there(shelf: Shelf) -> None:
    places = set(reader(shelf.pdf).places())
    wanted = {f"p{p['number']}" for c in shelf.records.chapters for p in c["paragraphs"]}
    wanted |= {f"note-{n['slug']}" for n in shelf.records.notes}
    wanted |= {f"ref-{n['slug']}" for n in shelf.records.notes}
    wanted |= {f"term-{e['slug']}" for e in shelf.records.data["entries"]}
    assert wanted - places == set()


def test_figure_notes_and_the_register_lead_to_each_other(shelf: Shelf) -> None:
    """By the verdict in the note, and by the words of the text in the row."""
    figures = {note["slug"] for note in shelf.records.notes if note["kind"] == "figure"}
    assert {f"fig-{slug}" for slug in figures} <= set(reader(shelf.pdf).places())
    there = {}
    for note in tagged(shelf.pdf, "Note"):
        links = [part.link for part in note.all() if part.tag == "Link"]
        slug = next(link for link in links if link.startswith("ref-")).removeprefix("ref-")
        there[slug] = [link for link in links if link.startswith("fig-")]
    assert there == {slug: [f"fig-{slug}"] if slug in figures else [] for slug in there}
    back = {part.link for row in tagged(shelf.pdf, "TR") for part in row.all()}
    assert {f"note-{slug}" for slug in figures} <= back


def test_notes_are_notes_each_with_a_name(shelf: Shelf) -> None:
    notes = tagged(shelf.pdf, "Note")
    assert len(notes) == len(shelf.records.notes)
    names = Counter(note.number for note in notes)
    assert "" not in names and set(names.values()) == {1}


def test_notes_stand_near_their_words(shelf: Shelf) -> None:
    """At the foot of the page or of the next; in the commentary under their summary."""
    places = reader(shelf.pdf).places()
    far = []
    for note in shelf.records.notes:
        mark, foot = places[f"ref-{note['slug']}"], places[f"note-{note['slug']}"]
        assert foot > mark
        far.append(foot[0] - mark[0])
    if shelf.records.is_full:
        assert max(far) <= 1 and far.count(0) >= len(far) * 0.6
    else:
        follows = [int(p["number"]) for c in shelf.records.chapters for p in c["paragraphs"]]
        heads = {n: places[f"p{n}"] for n in follows}
        for note in shelf.records.notes:
            below = [heads[n] for n in follows if n > note["paragraph"]]
            assert places[f"note-{note['slug']}"] < min(below, default=(10**6, 0.0))


def test_headings_nest_and_are_bookmarks(shelf: Shelf) -> None:
    levels = [int(p.tag[1]) for p in structure(shelf.pdf).all() if re.fullmatch("H[1-6]", p.tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    with reader(shelf.pdf).pdf.open_outline() as outline:
        titles = [item.title for item in _all(outline.root)]
    for part in structure(shelf.pdf).all():
        if part.tag in ("H1", "H2"):
            words = " ".join(part.words().replace("\u2010", "").split())
            assert any("".join(words.split()) == "".join(t.split()) for t in titles), words


def _all(items: list[Any]) -> list[Any]:
    return [each for item in items for each in [item, *_all(list(item.children))]]


def test_tables_and_pictures_are_told(shelf: Shelf) -> None:
    for item in reader(shelf.pdf).pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
            assert str(item.get("/Alt", "")).strip()
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH":
            assert str(item.A.Scope) == "/Column"


def test_fonts_are_embedded_and_ours(shelf: Shelf) -> None:
    names = set()
    for item in reader(shelf.pdf).pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            assert any(f"/FontFile{n}" in item for n in ("", "2", "3"))
            names.add(str(item.FontName).partition("+")[2])
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
            assert "/ToUnicode" in item or "/DescendantFonts" not in item
    assert names and all(name.startswith("Variorum-") for name in names)


def test_contents_and_index_have_page_numbers(shelf: Shelf) -> None:
    places = reader(shelf.pdf).places()
    words = " ".join(part.words() for part in tagged(shelf.pdf, "LI"))
    front = min(place[0] for name, place in places.items() if name == "p1")
    for chapter in shelf.records.chapters:
        name = chapter["doc"].replace("/", ".")
        first = chapter["paragraphs"][0]["number"]
        page = places[name][0] - front + (places["p1"][0] - places[_first(shelf)][0]) + 1
        assert re.search(rf"§ {max(first, 1)}\b[^§]*?{page}\b", words), (name, page)


def _first(shelf: Shelf) -> str:
    return str(shelf.records.chapters[0]["doc"]).replace("/", ".")


def test_pages_are_named_as_in_a_book(shelf: Shelf) -> None:
    numbers = reader(shelf.pdf).pdf.Root.PageLabels.Nums
    styles = [str(numbers[i + 1].S) for i in range(0, len(numbers), 2)]
    assert styles == ["/r", "/D"]


def test_without_pango_the_message_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def broken(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(maker.PrintError) as caught:
        maker.weasyprint()
    (problem,) = caught.value.problems
    assert problem.code is Code.SYSTEM_LIBRARY and problem.is_warning
    for word in ("apt", "dnf", "brew", "pacman", "apk", "Windows"):
        assert word in problem.message


def test_without_weasyprint_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(maker.PrintError) as caught:
        maker.weasyprint()
    assert "pip install 'variorum[pdf]'" in caught.value.problems[0].message


def test_a_lost_note_stops_the_printer(
    monkeypatch: pytest.MonkeyPatch, bridge: Shelf, tmp_path: Path
) -> None:
    from variorum.outputs import print_fit
    from variorum.outputs.typeset import typeset

    monkeypatch.setattr(print_fit, "misplaced", lambda sheaf, pages: ["note-toll-after"])
    with pytest.raises(maker.PrintError) as caught:
        typeset(bridge.root, bridge.records, bridge.html, tmp_path, lambda line: None)
    assert caught.value.problems[0].code is Code.BOOK_PART_LOST
    assert not list(tmp_path.glob("*.pdf"))


def printed(words: str, style: str) -> list[Any]:
    """Pages made of some markup."""
    library = maker.weasyprint()
    sheet = library.CSS(string=f"@page {{ size: 120mm; margin: 10mm }} {style}")
    return list(library.HTML(string=f"<html lang='en'>{words}").render(stylesheets=[sheet]).pages)


def first_lines() -> list[str]:
    """The first line of a text before an element, in every width about its own."""
    words = "he introduced rapidly came into conflict with <b>US imperialism and others</b>"
    lines = []
    for width in range(330, 400, 2):
        (page,) = printed(f"<p>{words}</p>", f"p {{ width: {width}px; hyphens: auto }}")
        first = next(b for b in page._page_box.descendants() if type(b).__name__ == "LineBox")
        lines.append("".join(b.text for b in first.descendants() if hasattr(b, "text")))
    return lines


def test_a_text_that_fits_but_for_its_last_space_stays_whole() -> None:
    with print_fit.mended():
        assert min(len(line.split()) for line in first_lines()) >= 3


def test_half_empty_pages_are_bad() -> None:
    full = "<p>" + "word " * 400 + "</p>"
    next_page = "<p style='break-before: page'>end</p>"
    assert print_fit.badness(printed("<p>short</p>", "")) == 0
    assert print_fit.badness(printed("<p>short</p>" + next_page, "")) > 0.8
    assert print_fit.badness(printed(full + next_page, "p { font-size: 16px }")) == 0
    note = "<p>words<i style='float: footnote'>" + "note " * 600 + "</i></p>"
    assert print_fit.badness(printed(note, "@page { @footnote { max-height: 30mm } }")) > 1


def beside_notes(part: Part) -> Iterator[Part]:
    """Every part that is in no note."""
    yield part
    for kid in part.kids:
        if isinstance(kid, Part) and kid.tag != "Note":
            yield from beside_notes(kid)


def test_every_word_stands_on_its_page(shelf: Shelf) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("needs pdftotext")
    done = subprocess.run([program, "-bbox", shelf.pdf, "-"], capture_output=True, check=True)
    pages = etree.fromstring(done.stdout, etree.XMLParser(recover=True)).findall(".//{*}page")
    words = [(page, word) for page in pages for word in page.iterfind("{*}word")]
    assert len(words) > 1000
    beyond = [word.text for page, word in words if not _inside(page, word)]
    assert beyond == []


def _inside(page: etree._Element, word: etree._Element) -> bool:
    """Whether a word keeps clear of the paper's edge; the cover is drawn to it."""
    edge = 12.0
    left, right = float(word.get("xMin", 0)), float(word.get("xMax", 0))
    return edge <= left and right <= float(page.get("width", 0)) - edge


def test_no_page_holds_notes_alone(shelf: Shelf) -> None:
    """What would not fit at the foot of a chapter's last page is no page of its own."""
    if not shelf.records.is_full:
        pytest.skip("in the commentary notes are no footnotes")
    found = beside_notes(structure(shelf.pdf))
    told = {p.page for p in found if any(isinstance(k, str) and k.strip() for k in p.kids)}
    first = reader(shelf.pdf).places()["p0"][0]
    assert set(range(first, len(reader(shelf.pdf).pdf.pages))) <= told
