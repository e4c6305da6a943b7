"""Where the headings and paragraphs of the edition stand in a copy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from variorum.folding import fold, words
from variorum.model import ChapterMark, ParagraphMark
from variorum.problems import Code, Place, Problem
from variorum.text.blocks import unmarked
from variorum.text.inline import read_inline
from variorum.text.source import Copy

_HEADING_MARKS = re.compile(r"^#{1,6}\s+|[*_\\]+|\s+#+$|:$")
_BEFORE = "*_#>|•- "
"""Signs of lists, quotations and headings, which are no part of a paragraph's first words."""
STANDFIRST = 0
"""The number of the paragraph that stands before the body of the article."""
FIRST_FEW = 2
"""So many first words in their order are no accident."""


@dataclass(frozen=True, slots=True)
class Places:
    """Line indexes (from 0) of a copy that fits the edition."""

    starts: dict[int, int]
    ends: dict[int, int]
    body: int
    """Where the body begins: all before it is head matter."""
    last: int
    loose: tuple[int, ...] = ()
    """Lines between a heading and the paragraph after it, which belong to neither."""

    def extra(self, copy: Copy, at: int) -> Problem:
        """The fault of a line that no paragraph of the edition opens with or runs into."""
        opens = " ".join(copy.lines[at].split()[:5])
        return Problem(Code.TEXT_EXTRA, Place(copy.place.path, at + 1), f'"{opens} …"')


def find_places(copy: Copy, chapters: Sequence[ChapterMark]) -> tuple[Places, list[Problem]]:
    """The start and end of each paragraph, or everything that forbids them."""
    marks = [mark for chapter in chapters for mark in chapter.paragraphs]
    folded = [bare(line) for line in copy.lines]
    found = {mark.number: starts_with(folded, mark.incipit) for mark in marks}
    found = _shared(marks, _below_head(marks, _shared(marks, found)))
    empty = Places({}, {}, 0, 0)
    unfit = _cut(copy, marks, found) or _other_text(copy, marks, found)
    if unfit:
        return empty, [unfit]
    titles = {i: words(_HEADING_MARKS.sub("", line)) for i, line in enumerate(folded) if line}
    problems = list(_missing(copy, chapters, titles.values()))
    problems += _counts(copy, marks, found)
    if problems:
        return empty, problems
    starts = _chosen(marks, found)
    headings, misplaced = _headings(copy, chapters, titles, starts)
    problems = [*_order(copy, marks, starts), *misplaced]
    if problems:
        return empty, problems
    body = min(line for number, line in starts.items() if number != STANDFIRST)
    stops = sorted({*starts.values(), *headings, len(copy.lines)})
    following = dict(pairwise(stops))
    ends = {number: following[line] for number, line in starts.items()}
    if STANDFIRST in starts:
        ends[STANDFIRST] = body
    below = [(h + 1, following[h]) for h in {*headings} if h >= body and h not in starts.values()]
    loose = tuple(sorted(i for a, z in below for i in range(a, z) if copy.lines[i].strip()))
    return Places(starts, ends, body, marks[-1].number, loose), []


def bare(line: str) -> str:
    """A line's words as an incipit gives them: one shape of quotes, no signs before them."""
    return fold(" ".join(read_inline(unmarked(line))[0].split())).lstrip(_BEFORE)


def starts_with(folded: Sequence[str], incipit: str) -> list[int]:
    """The lines that open with an incipit, as whole words."""
    wanted = fold(" ".join(incipit.split())).lstrip(_BEFORE)
    return [
        i
        for i, line in enumerate(folded)
        if wanted and line.startswith(wanted) and not line[len(wanted) : len(wanted) + 1].isalnum()
    ]


def _shared(marks: Sequence[ParagraphMark], found: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """Paragraphs that open alike stand in their order, where there are as many lines as marks."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for mark in marks:
        if mark.number != STANDFIRST:
            alike[fold(mark.incipit)].append(mark.number)
    out = dict(found)
    for numbers in alike.values():
        lines = found[numbers[0]]
        if len(lines) == len(numbers) > 1:
            out |= {number: [line] for number, line in zip(numbers, lines, strict=True)}
    return out


def _below_head(
    marks: Sequence[ParagraphMark], found: Mapping[int, list[int]]
) -> dict[int, list[int]]:
    """A line of the title page that opens like a paragraph of the body is not that paragraph."""
    first = next((found[m.number] for m in marks if m.number != STANDFIRST), [])
    if len(first) != 1:
        return dict(found)
    return {
        number: lines
        if number == STANDFIRST
        else [line for line in lines if line >= first[0]] or lines
        for number, lines in found.items()
    }


def _cut(copy: Copy, marks: Sequence[ParagraphMark], found: dict[int, list[int]]) -> Problem | None:
    """The fault of a copy that has the first paragraphs in their order, and then stops."""
    known = [mark for mark in marks if found[mark.number]]
    missing = marks[len(known) :]
    firsts = [found[mark.number][0] for mark in known if mark.number != STANDFIRST]
    if len(firsts) < FIRST_FEW or not missing or known != [*marks[: len(known)]]:
        return None
    if firsts != sorted(firsts):
        return None
    after, mark = known[-1].number, missing[0]
    ends = f'the copy ends in § {after}, before § {mark.number} "{mark.incipit} …"'
    return Problem(Code.TEXT_CUT, copy.place, ends)


def _other_text(
    copy: Copy, marks: Sequence[ParagraphMark], found: dict[int, list[int]]
) -> Problem | None:
    matched = sum(bool(lines) for lines in found.values())
    if matched * 2 >= len(marks):
        return None
    return Problem(Code.TEXT_OTHER, copy.place, f'"{matched} of {len(marks)} incipits" in the copy')


def _missing(
    copy: Copy, chapters: Sequence[ChapterMark], titles: Iterable[list[str]]
) -> Iterator[Problem]:
    known = list(titles)
    for title in (title for chapter in chapters for title in heading_lines(chapter.section)):
        if words(title) not in known:
            yield Problem(Code.HEADING_MISSING, copy.place, f'no line "{title}"')


def _headings(
    copy: Copy,
    chapters: Sequence[ChapterMark],
    titles: Mapping[int, list[str]],
    starts: Mapping[int, int],
) -> tuple[list[int], list[Problem]]:
    """The lines of the headings, each between the paragraphs that it parts."""
    lines: list[int] = []
    problems = []
    last = -1
    for chapter in chapters:
        end = starts[chapter.paragraphs[0].number]
        for title in reversed(heading_lines(chapter.section)):
            here = [i for i in range(last + 1, end) if titles.get(i) == words(title)]
            if here:
                end = here[-1]
                lines.append(end)
            else:
                found = f'no line "{title}" before § {chapter.paragraphs[0].number}'
                problems.append(Problem(Code.HEADING_MISSING, copy.place, found))
        last = max(last, starts[chapter.paragraphs[-1].number])
    return lines, problems


def heading_lines(section: str) -> list[str]:
    """The lines of a chapter's heading: `Part two / The bridge` stands on two."""
    return [line for line in section.split(" / ") if line.strip()]


def _counts(
    copy: Copy, marks: Sequence[ParagraphMark], found: dict[int, list[int]]
) -> list[Problem]:
    """Paragraphs that stand nowhere or twice."""
    problems = [
        Problem(Code.PARAGRAPH_MISSING, copy.place, f'no § {m.number} "{m.incipit} …"')
        for m in marks
        if not found[m.number]
    ]
    twice = [m for m in marks if len(found[m.number]) > 1 and m.number != STANDFIRST]
    if len(twice) > FIRST_FEW and len(twice) * 2 > len(marks):
        return [*problems, _all_twice(copy, twice, found)]
    return problems + [_twice(copy, mark, found[mark.number]) for mark in twice]


def _all_twice(
    copy: Copy, marks: Sequence[ParagraphMark], found: Mapping[int, list[int]]
) -> Problem:
    """The one fault of a copy in which most of the article stands a second time."""
    line = min(found[mark.number][1] for mark in marks) + 1
    words = f"{len(marks)} paragraphs, § {marks[0].number} to § {marks[-1].number}"
    place = Place(copy.place.path, line)
    return Problem(Code.PARAGRAPH_DOUBLED, place, f"{words}, again from line {line} on")


def _twice(copy: Copy, mark: ParagraphMark, lines: Sequence[int]) -> Problem:
    opening = {tuple(words(copy.lines[i])[:12]) for i in lines}
    code = Code.PARAGRAPH_DOUBLED if len(opening) == 1 else Code.INCIPIT_AMBIGUOUS
    at = " and ".join(str(i + 1) for i in lines)
    place = Place(copy.place.path, lines[1] + 1)
    return Problem(code, place, f'§ {mark.number} "{mark.incipit} …" at lines {at}')


def _chosen(marks: Sequence[ParagraphMark], found: dict[int, list[int]]) -> dict[int, int]:
    """One line a paragraph; a standfirst printed twice counts where it is printed last."""
    body = min(found[m.number][0] for m in marks if m.number != STANDFIRST)
    chosen = {m.number: found[m.number][0] for m in marks}
    if STANDFIRST in chosen:
        before = [line for line in found[STANDFIRST] if line < body]
        chosen[STANDFIRST] = before[-1] if before else found[STANDFIRST][0]
    return chosen


def _order(copy: Copy, marks: Sequence[ParagraphMark], starts: dict[int, int]) -> Iterator[Problem]:
    highest = -1
    for mark in marks:
        line = starts[mark.number]
        if line < highest:
            place = Place(copy.place.path, line + 1)
            yield Problem(
                Code.PARAGRAPH_ORDER, place, f'§ {mark.number} "{mark.incipit} …" before its place'
            )
        highest = max(highest, line)
