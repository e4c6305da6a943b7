"""What the page is made of, without a browser: chapter list, previews, squeezed script."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from variorum.outputs.squeeze import ASSETS, squeeze_asset, squeeze_page
from variorum.sphinx_ext import reading_page
from variorum.sphinx_ext.previews import prose
from variorum.sphinx_ext.reading_page import Entry, Part
from variorum.sphinx_ext.said_once import say_once, share_addresses

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
        (f"{'a ' * 23}*Un Nuevo Tiempo*", f"{'a ' * 23}<i>Un</i> …"),
        ("5 < 6 & <script>", "5 &lt; 6 &amp; &lt;script&gt;"),
    ],
)
def test_a_definition_in_one_line(source: str, shown: str) -> None:
    assert prose(source) == shown


def test_squeezing_keeps_what_is_quoted() -> None:
    script = 'const a = {  b : "x ;  y" };  /* gone */\nlet c = `d  ${ a } ;`;\nif (a) { e ( ) }'
    squeezed = squeeze_asset("a.js", script)
    assert "gone" not in squeezed and "\n" not in squeezed
    assert "x ;  y" in squeezed and "`d  ${" in squeezed
    sheet = 'a > b:hover ,\n c { content: " ; "; & i { color: red } } /* gone */\n'
    assert squeeze_asset("a.css", sheet) == 'a>b:hover,c{content:" ; ";& i{color:red}}'


def test_a_squeezed_page_says_the_same() -> None:
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>A &lt; B</title>\n</head>\n<body>\n'
        '<p class="a b">One <b>two</b>\n<i>three</i>.</p>\n<pre>\n &gt;&gt;&gt; 1\n  2</pre>\n'
        "<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n</body>\n</html>\n"
    )
    squeezed = squeeze_page(page)
    assert len(squeezed) < len(page) - 40
    before, after = (html.document_fromstring(text) for text in (page, squeezed))
    assert after.xpath("//pre/text()") == before.xpath("//pre/text()")
    assert "".join(after.text_content().split()) == "".join(before.text_content().split())
    assert [e.tag for e in after.iter()] == [e.tag for e in before.iter()]


def test_a_chapter_says_each_thing_once() -> None:
    note = (
        '<li class="v-person" id="note-a"><p>See'
        ' <span class="bibtex-citation" id="id9">(<a href="b.html#work-x">X <em>2</em></a>)</span>'
        ' and <a href="#p2"><span class="v-xpara">§ 2</span></a>.</p>\n'
        '<p class="v-byline">{by}</p>\n</li>\n'
    )
    assert say_once(note.format(by="A &amp; B"), "A & B") == (
        '<li class="v-person" id="note-a"><p>See (<a href="b.html#work-x">X <em>2</em></a>)'
        ' and <a href="#p2">§ 2</a>.</p>\n</li>\n'
    )
    assert '<p class="v-byline">C</p>' in say_once(note.format(by="C"), "A & B")


def test_edit_addresses_share_their_beginning() -> None:
    at = 'data-edit="https://h/e?a&amp;f=c.md#L{}"'
    page = f"<section {at}><li {at}>"
    assert share_addresses(page.format(12, 19)) == (
        "<section><li>",
        "https://h/e?a&f=c.md#L1",
        "2 9",
    )
    other = 'data-edit="https://h/{}?a&amp;b"'
    page = f"<section {other}><li {other}>"
    assert share_addresses(page.format(12, 9)) == ("<section><li>", "https://h/", "12?a&b 9?a&b")
    assert share_addresses("<section>") == ("<section>", "", "")


def test_squeezing_twice_does_no_harm() -> None:
    for name in ASSETS:
        once = squeeze_asset(name, (STATIC / name).read_text(encoding="utf-8"))
        assert squeeze_asset(name, once) == once


@pytest.mark.parametrize("name", [name for name in ASSETS if name.endswith(".js")])
def test_the_squeezed_script_is_still_a_script(name: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    out = tmp_path / name
    script = (STATIC / name).read_text(encoding="utf-8")
    out.write_text(squeeze_asset(name, script), encoding="utf-8")
    subprocess.run([node, "--check", str(out)], check=True)
