"""The pages of a built edition written out again as plain Markdown: the same words, no program.

What the theme puts around a page is no part of it; a chapter's notes become footnotes, a link
within the edition becomes its words, and a chart is left out (its table is printed beside it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from variorum.outputs.part_names import name_parts

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
        *("nav", "ol", "p", "pre", "section", "summary", "table", "ul"),
    )
)
_DROPPED = frozenset({"img", "svg", "template", "script", "style", "object"})
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
_OPENING = re.compile(r"^(\s*)([-+:=]|\d+(?=[.)]))")
_MARKS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**"}
_WORD = re.compile(r"[^\W\d_]+")


def page(path: Path) -> str:
    """What a reader reads on a built page, as Markdown."""
    footnotes: list[str] = []
    blocks = list(_blocks(_main(path), footnotes))
    return "\n\n".join([*blocks, *footnotes]) + "\n"


def words(path: Path) -> int:
    """How many words a built page has, without what the theme puts around it."""
    main = _main(path)
    for each in list(main.iter(*_DROPPED)):
        each.drop_tree()
    return len(_WORD.findall(main.text_content()))


def _main(path: Path) -> HtmlElement:
    found = html.parse(str(path), html.HTMLParser(encoding="utf-8")).find(".//main")
    return name_parts(found)


def _blocks(holder: HtmlElement, footnotes: list[str]) -> Iterator[str]:
    """The blocks of an element; words that stand between them are paragraphs of their own."""
    loose = _text(holder.text)
    for child in holder:
        if child.tag in _BLOCKS:
            if loose.strip():
                yield _opened(loose)
            loose = ""
            yield from _block(child, footnotes)
        else:
            loose += _inline(child)
        loose += _text(child.tail)
    if loose.strip():
        yield _opened(loose)


def _block(block: HtmlElement, footnotes: list[str]) -> Iterator[str]:
    if block.tag == "pre":
        yield f"````text\n{block.text_content().rstrip()}\n````"
    elif block.tag == "table":
        yield from _table(block)
    elif re.fullmatch(r"h\d", block.tag):
        yield f"{'#' * int(block.tag[1])} {' '.join(_words(block).split())}"
    elif block.get("class") == "v-notes":
        for note in block:
            body = _indented(_blocks(note, footnotes), "    ")
            footnotes.append(f"[^{note.get('id')}]: {body}")
    elif block.tag in ("ul", "ol"):
        yield "\n".join(f"* {_indented(_blocks(item, footnotes), '  ')}" for item in block)
    elif block.tag == "dd":
        yield f": {_indented(_blocks(block, footnotes), '  ')}"
    elif block.tag == "dl":
        # A definition is one when it stands right below its term.
        yield "\n\n".join(_blocks(block, footnotes)).replace("\n\n: ", "\n: ")
    else:
        yield from _blocks(block, footnotes)


def _indented(blocks: Iterator[str], by: str) -> str:
    return "\n\n".join(blocks).replace("\n", f"\n{by}").replace(f"\n{by}\n", "\n\n")


def _table(table: HtmlElement) -> Iterator[str]:
    for caption in table.iter("caption"):
        yield _opened(_words(caption))
    rows = [[" ".join(_words(cell).split()) for cell in row] for row in table.iter("tr")]
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    yield "\n".join([lines[0], "|---" * width + "|", *lines[1:]])


def _words(element: HtmlElement) -> str:
    return _text(element.text) + "".join(_inline(child) + _text(child.tail) for child in element)


def _inline(element: HtmlElement) -> str:
    if element.tag in _DROPPED or not isinstance(element.tag, str):
        return ""
    if element.get("role") == "doc-noteref":
        return f"[^{str(element.get('href')).removeprefix('#')}]"
    if element.tag == "code":
        return f"`` {element.text_content()} ``"
    inner = _words(element)
    href = str(element.get("href", ""))
    if element.tag == "a" and href.startswith("http"):
        return f"[{inner}](<{href}>)"
    mark = _MARKS.get(element.tag, "")
    return f"{mark}{inner}{mark}" if inner.strip() else inner


def _text(text: str | None) -> str:
    return _SIGNS.sub(r"\\\1", text or "")


def _opened(paragraph: str) -> str:
    """No line of a paragraph may look like the opening of a list."""
    lines = (line.strip() for line in paragraph.strip().splitlines())
    return "\n".join(_OPENING.sub(r"\1\\\2", line) if line else line for line in lines if line)
