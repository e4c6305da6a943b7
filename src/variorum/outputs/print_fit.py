"""Look at the pages of a chapter as they came out, and ask for better ones where they are bad.

WeasyPrint lays out what stands in the margin without knowing what stands below it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from variorum.outputs.markup import Element, by_class
from variorum.outputs.print_notes import NOTE

ROUNDS = 8
DEPTHS = (22, 19, 20, 17)
"""Lower margins that a chapter's pages may have, in millimetres: a line more or less."""
WIDTHS = (104, 96, 90, 84)
"""Widths that charts may have."""
FOLIO = 14
"""How far above the edge the page number stands, whatever the margin."""
MOST_BLANK = 0.33
"""Part of a page that may be empty between the words and the notes."""
AIR = 6.0
"""Least distance between two summaries, and between the lowest and the edge, in CSS pixels."""
EDGE = 30.0
NARROW = 4
"""A letter is wider than the fourth part of its height, on the average of a line."""
BEHIND = 2
"""Pages between a mark and its note that are too many."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an id came to stand."""

    page: int
    top: float
    bottom: float


class _Feet(list[Any]):
    """The notes of a page, which are not there for those who lay out lines."""

    def __bool__(self) -> bool:
        asked_by = sys._getframe(1).f_code.co_name
        return len(self) > 0 and asked_by != "_linebox_layout"


@contextmanager
def mended() -> Iterator[None]:
    """While this holds, WeasyPrint lays out notes and lines as they should be."""
    with _steady_feet(), _full_lines():
        yield


@contextmanager
def _full_lines() -> Iterator[None]:
    """While this holds, a text that fits but for its last space stays whole.

    WeasyPrint 70 counts that space: it parts such a text in its first word, far from the margin.
    """
    from weasyprint.layout import inline

    split = inline.split_first_line

    def careful(text: str, style: Any, context: Any, width: Any, *rest: Any, **more: Any) -> Any:
        line = split(text, style, context, width, *rest, **more)
        if line[2] is None or text[-1:] != " " or width is None:
            return line
        if style["white_space"] != "normal" or len(text) * style["font_size"] > NARROW * width:
            return line
        bare = split(text[:-1], style, context, width, *rest, **more)
        return line if bare[2] is not None else split(text, style, context, None, *rest, **more)

    inline.split_first_line = careful
    try:
        yield
    finally:
        inline.split_first_line = split


@contextmanager
def _steady_feet() -> Iterator[None]:
    """While this holds, no note is moved to make room for one more line.

    WeasyPrint 70 does so to keep two lines of a paragraph together. It then forgets the notes of
    the line that it gained, and puts those that it moved behind later ones (`misplaced` sees both).
    """
    from weasyprint.layout import LayoutContext

    def get(context: Any) -> list[Any]:
        feet: list[Any] = context.__dict__["feet"]
        return feet

    def put(context: Any, notes: list[Any]) -> None:
        context.__dict__["feet"] = _Feet(notes)

    LayoutContext.current_page_footnotes = property(get, put)
    try:
        yield
    finally:
        del LayoutContext.current_page_footnotes


def spots_of(pages: list[Any]) -> dict[str, Spot]:
    """The place of every id; the first, where it stands on several pages."""
    found: dict[str, Spot] = {}
    for number, page in enumerate(pages):
        for name, place in sorted(page.anchors.items()):
            found.setdefault(name, Spot(number, place[1], place[3]))
    return found


def misplaced(sheaf: Element, pages: list[Any]) -> list[str]:
    """Notes that are on no page, or stand behind a later note."""
    found = spots_of(pages)
    names = [note.get("id") for note in sheaf.iter(NOTE)]
    places = [found[name] for name in names if name in found]
    behind = [
        name
        for name, one, other in zip(names, places, places[1:], strict=False)
        if (one.page, one.top) > (other.page, other.top)
    ]
    return [name for name in names if name not in found] or behind


def styles(sheaf: Element) -> tuple[str, ...]:
    """Rules of style to try: depths of the page for a chapter, widths of the charts."""
    if by_class(sheaf, "v-text"):
        return tuple(_depth(depth) for depth in DEPTHS)
    if by_class(sheaf, "v-chart"):
        return tuple(f".v-chart svg {{ width: {width}mm }}" for width in WIDTHS)
    return ("",)


def _depth(lower: int) -> str:
    """Another lower margin; the page number stays where it is."""
    folio = f"@bottom-right {{ padding-top: {lower - FOLIO}mm }}"
    return f"@page {{ margin-bottom: {lower}mm; {folio} }}"


def badness(pages: list[Any]) -> float:
    """How much of the pages is blank that should not be; 0 for good ones.

    The last page may be short of words but not without any: then it holds stray notes.
    """
    blanks = [_blank(page) for page in pages]
    last = 1.0 if blanks[-1] is None else 0.0
    parts = [1.0 if part is None else part for part in blanks[:-1]]
    return last + sum(part for part in parts if part > MOST_BLANK)


def _blank(page: Any) -> float | None:
    """The part of a page that is empty below its words; none when it has no words."""
    from weasyprint.formatting_structure import boxes

    box = page._page_box
    left, top, height = box.content_box_x(), box.content_box_y(), box.height
    feet = [c for c in box.children if isinstance(c, boxes.FootnoteAreaBox)]
    inside = [c for c in box.children if not isinstance(c, boxes.FootnoteAreaBox | boxes.MarginBox)]
    ends = [
        line.position_y + line.height
        for child in inside
        for line in child.descendants()
        if isinstance(line, boxes.LineBox) and line.position_x >= left - 1
    ]
    bottom = feet[0].position_y if feet else top + height
    return float((bottom - max(ends)) / height) if ends else None


def improve(sheaf: Element, pages: list[Any]) -> bool:
    """Change the sheaf where a page is bad; whether anything was changed."""
    found = spots_of(pages)
    blocks = [b for b in by_class(sheaf, "v-para") if b.get("id") in found]
    changed = [
        *_apart(blocks, found),
        *_inside(blocks, found, pages),
        *_near(blocks, found),
    ]
    return any(changed)


def _apart(blocks: list[Element], found: dict[str, Spot]) -> Iterator[bool]:
    """Room under a text that is shorter than the summary beside it."""
    for block, following in pairwise(blocks):
        end = found.get(f"end-{block.get('id')}")
        here, start = found[block.get("id")], found[following.get("id")]
        if end is None or end.page != start.page or start.top >= end.bottom + AIR - 1:
            continue
        yield _add(block, margin=end.bottom + AIR - here.bottom)


def _inside(blocks: list[Element], found: dict[str, Spot], pages: list[Any]) -> Iterator[bool]:
    """A summary that would run off the page begins, with its text, on the next."""
    for block in blocks:
        end, start = found.get(f"end-{block.get('id')}"), found[block.get("id")]
        if end is None or end.bottom <= pages[end.page].height - EDGE:
            continue
        first = not any(
            found[other.get("id")].page == start.page and found[other.get("id")].top < start.top
            for other in blocks
        )
        if not first and block.get("data-break") is None:
            block.set("data-break", "page")
            yield _add(block)


def _near(blocks: list[Element], found: dict[str, Spot]) -> Iterator[bool]:
    """Where notes fall behind their words by pages, the words wait: one paragraph a round.

    A summary cannot: all its notes hang on one word.
    """
    for block in blocks:
        for note in block.iter(NOTE):
            mark = found.get(f"ref-{note.get('id').removeprefix('note-')}")
            foot = found.get(note.get("id"))
            if mark is None or foot is None or foot.page - mark.page < BEHIND:
                continue
            if note.get("style") is None and by_class(block, "v-text"):
                for each in block.iter(NOTE):
                    each.set("style", "footnote-policy: line")
                yield True
                return


def _add(block: Element, margin: float | None = None) -> bool:
    if margin is not None:
        block.set("data-room", f"{margin:.1f}")
    style = f"margin-bottom: {float(block.get('data-room', 0)):.1f}px"
    block.set("style", style + ("; break-before: page" if block.get("data-break") else ""))
    return True
