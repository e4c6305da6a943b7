"""The pages as files: weight, links, ids, headings, valid HTML."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.node_tools import node_program
from tests.reading.conftest import Site

SCRIPT_LIMIT = 10_000
PAGE_LIMIT = 120_000
SENT_LIMIT = 50_000
FURNITURE_LIMIT = 37_000
HELD_LIMIT = 2.7
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
WAIVED = {
    "role is unnecessary": "Sphinx's search finds the text of a page by role=main",
    "Section lacks heading": "a paragraph of the article has a number, and no heading of its own",
}
TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)


def tree(page: Path) -> html.HtmlElement:
    """The page without its templates, which are no part of the document."""
    return html.fromstring(TEMPLATE.sub("", page.read_text(encoding="utf-8")))


def assets(page: Path) -> list[Path]:
    """What a chapter loads besides itself, without fonts and what only a preview asks for."""
    found = re.findall(r'\s(?:src|href)="?([^"#?>]*_static/[^"?#> ]+)', page.read_text("utf-8"))
    return [(page.parent / unquote(name)).resolve() for name in dict.fromkeys(found)]


def chapters(site: Site) -> list[Path]:
    return sorted((site.folder / "chapters").glob("*.html"))


def previews(page: Path) -> Path:
    """What the page reads when a preview is first asked for."""
    return page.parents[1] / "_static" / "previews" / page.parent.name / f"{page.stem}.js"


def test_a_chapter_is_light(site: Site, record_property: pytest.RecordProperty) -> None:
    """Page, style and script as they lie on the disk, before a host compresses them.

    The words of previews are no part of it, but they are of what is counted below.
    """
    for page in chapters(site):
        total = sum(part.stat().st_size for part in [page, *assets(page)])
        record_property(f"{site.mode} {page.stem}", total)
        assert total < PAGE_LIMIT, f"{page.stem}: {total} bytes"


def test_a_chapter_with_its_previews_is_light_where_it_is_sent(
    site: Site, record_property: pytest.RecordProperty
) -> None:
    """Counted as a host sends it, compressed."""
    for page in chapters(site):
        parts = [page, *assets(page), previews(page)]
        sent = sum(len(gzip.compress(part.read_bytes(), 6)) for part in parts)
        record_property(f"{site.mode} {page.stem}, sent with previews", sent)
        assert sent < SENT_LIMIT, f"{page.stem}: {sent} bytes"


def test_a_chapter_weighs_little_more_than_its_words(
    site: Site, record_property: pytest.RecordProperty
) -> None:
    """Counted without compression.

    The furniture has a limit of its own, and what holds the words, marks, links and previews,
    may weigh so many times what they weigh.
    """
    for page in chapters(site):
        (main,) = re.findall(r"<main\b.*?</main>", page.read_text("utf-8"), re.DOTALL)
        held = len(main.encode()) + previews(page).stat().st_size
        words = len(" ".join(html.fromstring(main).text_content().split()).encode())
        total = sum(part.stat().st_size for part in [page, *assets(page), previews(page)])
        record_property(f"{site.mode} {page.stem}, times its words", f"{held / words:.2f}")
        record_property(f"{site.mode} {page.stem}, furniture", total - held)
        assert total - held < FURNITURE_LIMIT, f"{page.stem}: {total - held} bytes of furniture"
        assert held < HELD_LIMIT * words, f"{page.stem}: {held} bytes for {words} of words"


def test_the_script_is_small(site: Site) -> None:
    """With the part that only a reader who comes from a search needs."""
    page = chapters(site)[0]
    inline = "".join(INLINE_SCRIPT.findall(page.read_text(encoding="utf-8")))
    scripts = [part for part in assets(page) if part.suffix == ".js"]
    assert [part.name for part in scripts] == ["variorum.js"]
    ours = (site.folder / "_static").glob("variorum*.js")
    total = sum(part.stat().st_size for part in ours) + len(inline.encode())
    assert total <= SCRIPT_LIMIT, total


def test_nothing_comes_from_another_host(site: Site) -> None:
    for page in site.pages():
        for element in tree(page).iter("link", "script", "img", "source", "iframe"):
            if element.get("rel") == "canonical":
                continue
            for name in ("src", "href", "srcset"):
                assert not urlsplit(element.get(name) or "").netloc, (page.name, element.attrib)
    for sheet in (site.folder / "_static").glob("*.css"):
        assert "http" not in re.sub(r"data:[^)]*", "", sheet.read_text(encoding="utf-8")), sheet


def test_every_link_lands(site: Site) -> None:
    ids = {page.resolve(): set(tree(page).xpath("//@id")) for page in site.pages()}
    lost = []
    for page in site.pages():
        for address in tree(page).xpath("//a/@href"):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto"), (page.name, address)
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
            if target.suffix != ".html" and target.is_file():
                continue
            if target not in ids or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                lost.append(f"{page.relative_to(site.folder)}: {address}")
    assert not lost, lost[:20]


def test_ids_are_unique(site: Site) -> None:
    for page in site.pages():
        ids = tree(page).xpath("//@id")
        assert len(ids) == len(set(ids)), (page.name, sorted(i for i in ids if ids.count(i) > 1))


def test_headings_go_down_one_by_one(site: Site) -> None:
    for page in site.pages():
        levels = [int(h.tag[1]) for h in tree(page).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[:1] == [1] and levels.count(1) == 1, (page.name, levels)
        assert all(b <= a + 1 for a, b in pairwise(levels)), page.name


def test_every_paragraph_and_note_has_its_address(site: Site) -> None:
    numbers = []
    for page in chapters(site):
        for para in tree(page).find_class("v-para"):
            numbers.append(int(para.get("id").removeprefix("p")))
            for note in para.xpath("./ol[@class='v-notes']/li"):
                assert note.get("id", "").startswith("note-")
                (kind,) = note.xpath("./p[1]/b/text()")
                assert note.get("class") == f"v-{kind}"
                assert bool(note.xpath("./p[1]/em")) == (kind == "figure")
    assert numbers == list(range(len(numbers)))


def test_a_page_tells_its_language_and_its_place(site: Site) -> None:
    for page in site.pages():
        root = tree(page)
        assert root.get("lang") == "en"
        assert len(root.xpath("//main")) == 1
        skip = root.xpath("//body/*[1]/@href")
        assert skip == ["#main"], page.name


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The Nu HTML checker, from the npm registry."""
    if shutil.which("java") is None:
        pytest.skip("the Nu HTML checker needs java")
    program = Path(node_program("vnu-jar", "26.9.27", "vnu")).resolve()
    (jar,) = program.parent.glob("build/dist/vnu.jar")
    return ["java", "-Xss4m", "-jar", str(jar)]


def test_valid_html(site: Site, vnu: list[str]) -> None:
    pages = [str(page) for page in site.pages()]
    command = [*vnu, "--format", "json", "--exit-zero-always", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stderr or done.stdout)["messages"]
    said = {
        f"{Path(m['url']).name}: {m['message']} {m.get('extract', '')[:120]}"
        for m in found
        if (m["type"] == "error" or m.get("subType") == "warning")
        and not any(waived in m["message"] for waived in WAIVED)
    }
    assert not said, "\n".join(sorted(said)[:25])
