"""From a reader's copy to the numbered paragraphs of the edition.

The chapters say how each paragraph begins; the copy is cut there and nowhere else. A copy that
does not fit is refused with its places; nothing is guessed, and every repair is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from variorum.folding import fold
from variorum.model import ChapterMark, EditedText, Repair, Span, TextParagraph
from variorum.problems import Problem
from variorum.text.apparatus import Apparatus
from variorum.text.blocks import CELL, IMAGE, ROW, TABLE_RULE, is_quoted, is_row, unmarked
from variorum.text.inline import read_inline, set_quotes
from variorum.text.places import STANDFIRST, Places, find_places
from variorum.text.source import Copy

PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
ORNAMENT = re.compile(r"^[\W_]*$")
FURNITURE = {
    "table-rule": TABLE_RULE,
    "ornament": ORNAMENT,
    "page-number": PAGE_NUMBER,
    "image": IMAGE,
}
"""Lines between and within paragraphs that are none of their words."""
ENDS = re.compile(r"[.!?…:][)\]'\"’”»]*$|[)\]][.!?…]?$")

Confirms = Callable[[int, str], bool]
"""Whether the lock knows these as the words of that paragraph."""


@dataclass
class _Open:
    """A paragraph being put together from the lines of the copy."""

    number: int
    first: int
    last: int
    text: str
    repairs: list[Repair] = field(default_factory=list)


def edit(
    copy: Copy,
    chapters: Sequence[ChapterMark],
    apparatus: Apparatus,
    confirms: Confirms = lambda _number, _text: False,
) -> tuple[EditedText, list[Problem]]:
    """The edited text, or the problems that forbid it (then the text is incomplete)."""
    places, problems = find_places(copy, chapters)
    if problems:
        return EditedText({}, copy.repairs), problems
    opened, problems = _assemble(copy, places, confirms)
    paragraphs: dict[int, TextParagraph] = {}
    repairs = [*copy.repairs, *_set_aside(copy, places, opened)]
    repairs += [_dropped(-1, at, copy.lines[at].strip()) for at in places.loose]
    for one in opened:
        paragraphs[one.number], made, faults = _edit_paragraph(one, apparatus)
        repairs += [*one.repairs, *made]
        problems += faults
    return EditedText(paragraphs, tuple(repairs), _head(copy, places)), problems


def _assemble(copy: Copy, places: Places, confirms: Confirms) -> tuple[list[_Open], list[Problem]]:
    """Join the lines that belong together, paragraph by paragraph."""
    opened: list[_Open] = []
    problems = [places.extra(copy, at) for at in places.loose if not _is_furniture(copy.lines[at])]
    for number, start in places.starts.items():
        one = _Open(number, start + 1, start + 1, "")
        one.text = _read(one, copy, start)
        problems += _lengthen(one, copy, range(start + 1, places.ends[number]), places, confirms)
        opened.append(one)
    return opened, problems


def _lengthen(
    one: _Open, copy: Copy, rest: range, places: Places, confirms: Confirms
) -> list[Problem]:
    after_gap = False
    for at in rest:
        raw = copy.lines[at].strip()
        if _is_furniture(raw):
            if raw:
                one.repairs.append(_dropped(one.number, at, raw))
            after_gap = after_gap or not TABLE_RULE.match(raw)
            continue
        line = _read(one, copy, at)
        joined, repair = _join(one, line, at + 1, copy, after_gap)
        if after_gap and _ended(one, copy, line) and not confirms(one.number, joined):
            # Around the article stands the page: byline and date before it, links behind it.
            if one.number == STANDFIRST:
                break
            if one.number == places.last:
                one.repairs.append(Repair("end-matter", -1, at + 1, "", "", "set aside"))
                break
            return [places.extra(copy, at)]
        one.repairs += [repair] if repair else []
        one.text, one.last, after_gap = joined, at + 1, False
    return []


def _read(one: _Open, copy: Copy, at: int) -> str:
    """A line's words, without the signs of a quotation or a table."""
    raw = copy.lines[at].strip()
    line = unmarked(raw)
    if line != raw and not any(repair.rule == "block" for repair in one.repairs):
        reason = "signs of a quotation or a table were read"
        one.repairs.append(Repair("block", one.number, at + 1, raw[0], "", reason))
    return ROW + line if is_row(raw) and CELL in one.text else line


def _ended(one: _Open, copy: Copy, line: str) -> bool:
    """Whether a paragraph before a gap is whole: by its stop, or as a table, quotation, title."""
    last = copy.lines[one.last - 1]
    whole = is_row(last) or is_quoted(last)
    # Below a standfirst without a stop stands who wrote the article, and when.
    head = one.number == STANDFIRST and not line[:1].islower()
    return whole or head or bool(ENDS.search(one.text))


def _dropped(number: int, at: int, line: str) -> Repair:
    rule = next((name for name, pattern in FURNITURE.items() if pattern.match(line)), "ornament")
    return Repair(rule, number, at + 1, line, "", f"{rule.replace('-', ' ')} dropped")


def _is_furniture(line: str) -> bool:
    """Whether a line is blank, a rule, the number of a page, or an image."""
    return any(pattern.match(line.strip()) for pattern in FURNITURE.values())


def _join(one: _Open, line: str, at: int, copy: Copy, after_gap: bool) -> tuple[str, Repair | None]:
    """The paragraph with one more line, and the repair if a page or a word had been cut."""
    hyphenated = re.search(r"(\w+)-$", one.text)
    head = re.match(r"\w+", line)
    if not (hyphenated and head and line[0].islower()):
        cut = _joined(one, at, one.text.split()[-1], line.split()[0], " ") if after_gap else None
        return f"{one.text} {line}", cut
    compound = f"{hyphenated[1]}-{head[0]}"
    keep = any(compound in other for other in copy.lines)
    repair = _joined(one, at, hyphenated[0], head[0], "-" if keep else "")
    return (one.text if keep else one.text[:-1]) + line, repair


def _joined(one: _Open, at: int, before: str, after: str, glue: str) -> Repair:
    edited = f"{before.rstrip('-')}{glue}{after}" if before.endswith("-") else f"{before} {after}"
    reason = (
        "a page or line break had cut the word"
        if before.endswith("-")
        else ("a page break had cut the paragraph")
    )
    return Repair("page-break", one.number, at, f"{before} ¶ {after}", edited, reason)


def _edit_paragraph(
    one: _Open, apparatus: Apparatus
) -> tuple[TextParagraph, list[Repair], tuple[Problem, ...]]:
    raw = " ".join(one.text.split())
    plain, emphasis = read_inline(raw)
    emended = apparatus.apply(one.number, plain)
    text = set_quotes(emended.text)
    repairs = [
        Repair("emendation", one.number, one.first, c.before, c.after, c.reading.reason)
        for c in emended.changes
    ]
    if plain != raw:
        repairs.insert(0, _markup(one, raw, plain))
    if fold(text) == fold(emended.text) and text != emended.text:
        repairs.append(Repair("quotes", one.number, one.first, "'", "’", "set as printed marks"))
    spans = tuple(_moved(emended.moved(span)) for span in emphasis)
    return TextParagraph(one.number, text, spans, (one.first, one.last)), repairs, emended.problems


def _markup(one: _Open, raw: str, plain: str) -> Repair:
    marks = "".join(sorted({c for c in raw if c in "\\*_" and raw.count(c) > plain.count(c)}))
    return Repair("markup", one.number, one.first, marks, "", "emphasis and escapes were read")


def _moved(span: Span) -> Span:
    return span if span.start <= span.end else Span(span.end, span.start)


def _set_aside(copy: Copy, places: Places, opened: Sequence[_Open]) -> list[Repair]:
    kept = {line for one in opened for line in range(one.first, one.last + 1)}
    return [
        Repair("head-matter", -1, line, "", "", "set aside: title page, not the article")
        for line in range(1, places.body + 1)
        if copy.lines[line - 1].strip() and line not in kept
    ]


def _head(copy: Copy, places: Places) -> str:
    lines = [copy.lines[i].strip() for i in range(places.body)]
    return "\n".join(line for line in lines if line)
