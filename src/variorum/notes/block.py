"""A new note: the block to paste, the line where it belongs, and what stands near.

``propose`` writes nothing. The words are looked for in the text, or else as far as the lock
knows, and what could not be checked is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from variorum.chapter_files import FOLDER, Block, ChapterFile, blocks_in
from variorum.data.package import Package
from variorum.faults import FigureError
from variorum.figures import hints
from variorum.model import EditedText, Kind, State
from variorum.notes import checks, position
from variorum.notes.position import Tokens, trimmed
from variorum.problems import Code, Place, Problem
from variorum.quantity import numerals
from variorum.slugs import slug_of, straight
from variorum.text.lock import Lock
from variorum.whole_files import read_lines, replace_file

SEARCHED = "nothing yet"
TO_WRITE = (
    "To be written: what a reader should know about these words, "
    "in 20 to 120 words of your own, with the source, its author and its date."
)
FIGURE_TO_WRITE = (
    "To be written: what is counted here, for which place and time, and by which source."
)
_TABLE = re.compile(r"""\bdata\(["']([\w-]+)["']\)""")


@dataclass(frozen=True, slots=True)
class Request:
    """What a contributor asked for; an empty kind or slug is chosen from the words."""

    paragraph: int
    words: str
    by: str
    kind: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to look in: chapters always; the text, lock and data where present."""

    chapters: Sequence[ChapterFile]
    text: EditedText | None = None
    lock: Lock | None = None
    tables: Package | None = None


@dataclass(slots=True)
class Proposal:
    """A block with its place; a problem forbids inserting it, a remark only says something."""

    block: tuple[str, ...] = ()
    place: Place = Place(Path(FOLDER))  # noqa: RUF009 - frozen, so safe to share
    at: int = 0
    """Index of the line of the file before which the block is put."""
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def propose(request: Request, known: Known) -> Proposal:
    """The block for some words of a paragraph, and everything worth saying about it."""
    number, words = request.paragraph, straight(request.words).strip()
    chapter = next(
        (c for c in known.chapters if any(b.paragraph == number for b in c.paragraphs)), None
    )
    if chapter is None:
        return Proposal(problems=[_no_paragraph(number, known.chapters)])
    notes = chapter.notes(number)
    places = position.hung(notes, number, known.text, known.lock)
    standing = position.stand(words, number, chapter.place(0), known.text, known.lock)
    after = position.before(chapter, number, standing.tokens, places)
    kind = request.kind or (Kind.FIGURE if numerals.find(words) else Kind.CONTEXT)
    slug = request.slug or new_slug(words, number, _slugs(known.chapters))
    out = Proposal(at=after.end + 1, place=chapter.place(after.end + 2))
    remarks, body = _body(kind, words, known.tables, _tables_read(chapter, notes))
    out.block = block(slug, {"quote": words, "kind": kind, "by": request.by}, body)
    out.problems = list(_problems(out, chapter, number, known))
    if standing.problem:
        out.problems.append(_at(standing.problem, out.place))
    out.remarks = standing.remarks
    if not out.problems:
        out.remarks += [*_beside(after, notes, standing.tokens, places), *remarks]
    return out


def _no_paragraph(number: int, chapters: Sequence[ChapterFile]) -> Problem:
    numbers = [b.paragraph for c in chapters for b in c.paragraphs]
    if not numbers:
        found = "no chapter that holds a paragraph"
        return Problem(Code.NO_EDITION, Place(Path(FOLDER)), found)
    wanted = f"a number from {min(numbers)} to {max(numbers)}"
    advice = "Take the number that stands after § beside the paragraph."
    return Problem(Code.REFERENCE_UNKNOWN, Place(Path(FOLDER)), f'"§ {number}"', wanted, advice)


def _at(problem: Problem, place: Place) -> Problem:
    return Problem(problem.code, place, problem.found, problem.wanted, problem.advice)


def _slugs(chapters: Iterable[ChapterFile]) -> frozenset[str]:
    return frozenset(note.argument for chapter in chapters for note in chapter.notes())


def _problems(
    out: Proposal, chapter: ChapterFile, paragraph: int, known: Known
) -> Iterator[Problem]:
    """What the build would say of the note itself, said before it is written."""
    (made,) = blocks_in(out.block)
    lines = ("",) * (out.place.line - 1)
    shown = ChapterFile(chapter.path, chapter.docname, "", 0, lines, (made,))
    (note,) = shown.annotations()
    record = type(note)(
        **{
            **{name: getattr(note, name) for name in note.__slots__},
            "paragraph": paragraph,
            "place": out.place,
            "words": checks.NOTE.start,
        }
    )
    for problem in checks.notes([record]):
        # A draft has yet to find its source.
        if problem.code is not Code.NOTE_SOURCE:
            yield problem
    if made.argument in _slugs(known.chapters):
        yield Problem(Code.NOTE_DOUBLE, out.place, f'"{made.argument}"')


def _tables_read(chapter: ChapterFile, notes: Sequence[Block]) -> list[str]:
    """The tables that the paragraph's notes read already: the likeliest for another figure."""
    code = [line for note in notes for line in chapter.lines[note.body : note.end]]
    return list(dict.fromkeys(_TABLE.findall("\n".join(code))))


def _body(
    kind: str, words: str, tables: Package | None, read: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Remarks, and the lines of the note under its options."""
    if kind != Kind.FIGURE:
        return [], [TO_WRITE]
    remarks: list[str] = []
    examples: list[str] = []
    for figure in hints.figure_words(words):
        examples += hints.stub(figure, SEARCHED)
        remarks += list(_tables(figure, tables, read))
    if not examples:
        try:
            examples += hints.stub(trimmed(words), SEARCHED)
        except FigureError as fault:
            remarks.append(f"No figure could be read: {fault.found}.")
            return remarks, [FIGURE_TO_WRITE]
    return remarks, [FIGURE_TO_WRITE, "", "```python", *examples, "```"]


def _tables(figure: str, tables: Package | None, read: Sequence[str]) -> Iterator[str]:
    if tables is None:
        yield "The data could not be read, so no table is named."
        return
    if read:
        yield f"Tables that the paragraph's notes read: {', '.join(read)}."
    similar = hints.similar(figure, tables, read)
    if similar:
        yield f'Tables with the unit of "{figure}": {"; ".join(similar)}.'
    found = hints.hints(figure, tables, read)
    if found:
        shown = "\n".join(f"    {hint.source}\n    {hint.line}" for hint in found)
        yield (
            f'Cells that "{figure}" would fit by the number alone. '
            f"Take one only if it counts the same thing:\n{shown}"
        )
    else:
        yield f'No single cell of the data fits "{figure}".'


def _beside(
    after: Block, notes: Sequence[Block], at: Tokens | None, places: dict[str, Tokens]
) -> Iterator[str]:
    what = f'note "{after.argument}"' if after.name == "annotation" else "the paragraph's summary"
    yield f"It goes after {what}."
    near = position.near(notes, at, places)
    if at is None and notes:
        yield f"Notes of the paragraph: {', '.join(note.argument for note in notes)}."
    elif near:
        said = (f'"{b.argument}" ({how}: "{b.options.get("quote", "")}")' for b, how in near)
        yield f"Near: {'; '.join(said)}."
    elif not notes:
        yield "It is the paragraph's first note."


def block(slug: str, options: dict[str, str], body: Sequence[str]) -> tuple[str, ...]:
    """The lines of a draft note."""
    head = [f":{name}: {value}" for name, value in {**options, "state": State.DRAFT}.items()]
    return (f":::{{annotation}} {slug}", *head, "", *body, ":::")


def new_slug(words: str, paragraph: int, taken: Iterable[str]) -> str:
    """A name made from the words that say most, not yet taken."""
    slug = slug_of(words) or "note"
    known = frozenset(taken)
    for name in (slug, f"{slug}-p{paragraph}"):
        if name not in known and "-" in name:
            return name
    return next(n for i in range(2, 1000) if (n := f"{slug}-p{paragraph}-{i}") not in known)


def insert(root: Path, proposal: Proposal) -> None:
    """Write the block into its chapter: the whole file at once, nothing else changed."""
    path = root / proposal.place.path
    lines, end = read_lines(path)
    lines[proposal.at : proposal.at] = ["", *proposal.block]
    replace_file(path, end.join(lines) + ("" if lines[-1] == "" else end))
