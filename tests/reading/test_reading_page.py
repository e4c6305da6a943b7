"""What the page is made of, without a browser: chapter list, previews, squeezed script."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from variorum.sphinx_ext import reading_page
from variorum.sphinx_ext.previews import prose
from variorum.sphinx_ext.reading_page import Entry, Part
from variorum.sphinx_ext.squeeze import (
    squeeze_addresses,
    squeeze_chapter,
    squeeze_script,
    squeeze_sheet,
)

STATIC = Path(reading_page.__file__).parent / "theme" / "static"


def part(length: int) -> Part:
    return Part("The article", tuple(Entry(f"c{i}", f"Chapter {i}", "") for i in range(length)))


@pytest.mark.parametrize("length", [1, 9, reading_page.LIST_WHOLE_UP_TO])
def test_a_short_list_is_shown_whole(length: int) -> None:
    seen = part(length).window("c0")
    assert (len(seen.items), seen.before, seen.after) == (length, 0, 0)
    assert [item.doc for item in seen.items if item.current] == ["c0"]


@pytest.mark.parametrize("here", [0, 1, 450, 899])
def test_a_long_list_costs_the_same_on_every_page(here: int) -> None:
    seen = part(900).window(f"c{here}")
    assert any(item.current for item in seen.items)
    assert len(seen.items) <= 2 * reading_page.NEIGHBOURS + 1
    assert seen.before + len(seen.items) + seen.after == 900


def test_a_page_outside_the_list_sees_its_beginning() -> None:
    seen = part(900).window("elsewhere")
    assert seen.before == 0 and 0 < len(seen.items) <= reading_page.NEIGHBOURS + 1
    assert not any(item.current for item in seen.items)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Two powers {cite:p}`a2007,b2008`.", "Two powers."),
        ("A {term}`state <state-machine>` and {term}`oil`.", "A state and oil."),
        ("The *misiones*{lang=es} of 2003.", "The <i>misiones</i> of 2003."),
        ("A [word]{lang=es} and a [link](https://example.org).", "A word and a link."),
        ("5 < 6 & <script>", "5 &lt; 6 &amp; &lt;script&gt;"),
    ],
)
def test_a_definition_in_one_line(source: str, shown: str) -> None:
    assert prose(source) == shown


def test_squeezing_keeps_what_is_quoted() -> None:
    script = 'const a = {  b : "x ;  y" };  /* gone */\nlet c = `d  ${ a } ;`;\nif (a) { c ( ) }'
    assert squeeze_script(script) == 'const a={b:"x ;  y"};let c=`d  ${ a } ;`;if(a){c()}\n'
    sheet = 'a > b:hover ,\n c { content: " ; "; margin: 0 calc(1px + 2px) } /* gone */\n'
    assert squeeze_sheet(sheet) == 'a > b:hover,c{content:" ; ";margin:0 calc(1px + 2px)}\n'


def test_a_chapter_says_each_thing_once() -> None:
    note = (
        '<li class="v-note v-kind-person" id="note-a" value="1" data-kind="person"'
        ' data-state="{state}">\n<p class="v-note-head"><a class="v-back" href="#ref-a"'
        ' role="doc-backlink" aria-label="Back to note mark 1">1</a></p>\n<div><p>See'
        ' <span class="bibtex-citation" id="id9">(<a href="b.html#work-x">X <em>2</em></a>)</span>'
        ' and <a href="#p2"><span class="v-xpara">§ 2</span></a>.</p>\n'
        '<p class="v-byline">{by}</p>\n</div></li>\n'
    )
    assert squeeze_chapter(note.format(state="checked", by="A &amp; B"), "A & B") == (
        '<li class="v-note" id="note-a" value="1" data-kind="person">\n<p class="v-note-head">'
        '<a class="v-back" href="#ref-a" role="doc-backlink">1</a></p>\n<div><p>See'
        ' (<a href="b.html#work-x">X <em>2</em></a>) and <a href="#p2">§ 2</a>.</p>\n'
        "</div></li>\n"
    )
    draft = squeeze_chapter(note.format(state="draft", by="C"), "A & B")
    assert 'data-state="draft"' in draft and '<p class="v-byline">C</p>' in draft


def test_edit_addresses_share_their_beginning() -> None:
    at = 'data-edit="https://h/e?a&amp;f=c.md#L{}"'
    page = f"<section {at}><li {at}>"
    assert squeeze_addresses(page.format(12, 19)) == (
        '<section data-edit="12"><li data-edit="19">',
        "https://h/e?a&f=c.md#L",
    )
    assert squeeze_addresses("<section>") == ("<section>", "")


def test_squeezing_twice_does_no_harm() -> None:
    for name in ("variorum.js", "variorum.css", "variorum-pages.css"):
        squeeze = squeeze_script if name.endswith(".js") else squeeze_sheet
        once = squeeze((STATIC / name).read_text(encoding="utf-8"))
        assert squeeze(once) == once


def test_the_squeezed_script_is_still_a_script(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    out = tmp_path / "variorum.js"
    out.write_text(squeeze_script((STATIC / "variorum.js").read_text(encoding="utf-8")))
    subprocess.run([node, "--check", str(out)], check=True)
