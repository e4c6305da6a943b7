"""Where words stand in a paragraph, and between which notes: by the text, or as far as the lock
knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from variorum.chapter_files import Block, ChapterFile
from variorum.folding import token_range, tokens
from variorum.model import EditedText, Span
from variorum.problems import Place, Problem
from variorum.quantity import numerals
from variorum.text import anchor
from variorum.text.lock import Lock

NEAR = 12
"""Notes that hang within so many words count as near."""
Tokens = tuple[int, int]


@dataclass(slots=True)
class Standing:
    """The words of the paragraph that a quotation covers, where that is known."""

    tokens: Tokens | None = None
    problem: Problem | None = None
    remarks: list[str] = field(default_factory=list)


def stand(
    words: str, paragraph: int, place: Place, text: EditedText | None, lock: Lock | None
) -> Standing:
    """Whether the words stand exactly once in the paragraph; without the text, what is known."""
    if text is not None and paragraph in text.paragraphs:
        return _in_text(words, paragraph, place, text)
    return _in_lock(words, paragraph, lock)


def _in_text(words: str, paragraph: int, place: Place, text: EditedText) -> Standing:
    here = text.paragraphs[paragraph].text
    found = anchor.anchor(here, words, paragraph, place)
    if isinstance(found, Span):
        said = f'The words stand exactly once in § {paragraph}: "{anchor.context(here, found, 4)}".'
        return Standing(token_range(here, found.start, found.end), remarks=[said])
    remarks = []
    longer = [unique for span in anchor.find(here, words) if (unique := lengthened(here, span))]
    if longer:
        remarks.append("Lengthened so that they stand once: " + _quoted(longer) + ".")
    elsewhere = [n for n, p in text.paragraphs.items() if n != paragraph if _in(p.text, words)]
    if elsewhere and not longer:
        remarks.append("These words stand in " + ", ".join(f"§ {n}" for n in elsewhere) + ".")
    return Standing(problem=found, remarks=remarks)


def _in(text: str, words: str) -> bool:
    return bool(anchor.find(text, words))


def _quoted(words: Sequence[str]) -> str:
    return " or ".join(f'"{each}"' for each in words)


def lengthened(text: str, span: Span) -> str:
    """The fewest words around a place, up to eight, that stand nowhere else in the paragraph."""
    spans = tokens(text)
    first, end = token_range(text, span.start, span.end)
    for size in range(end - first, anchor.LONGEST + 1):
        for start in range(max(end - size, 0), min(first, len(spans) - size) + 1):
            words = trimmed(text[spans[start][0] : spans[start + size - 1][1]])
            if len(anchor.find(text, words)) == 1:
                return words
    return ""


def trimmed(words: str) -> str:
    """Words without the stops and brackets at their ends, which no quotation needs."""
    return words.strip(" .,;:!?()[]…")


def _in_lock(words: str, paragraph: int, lock: Lock | None) -> Standing:
    known = lock.paragraphs.get(paragraph) if lock else None
    if lock is None or known is None:
        return Standing(remarks=["Not checked: there is no text, and no lock that knows the §."])
    out = Standing(
        remarks=[
            f"Not checked, because the text is not here: whether the words stand in § {paragraph}, "
            f"and only once (the lock says: {known.words} words). The build will warn (V214) until "
            "somebody who has the text runs `variorum lock`."
        ]
    )
    same = [s for s, note in lock.notes.items() if note.quote == lock.quote_digest(words)]
    for slug in (s for s in same if lock.notes[s].paragraph == paragraph):
        out.tokens = lock.notes[slug].start, lock.notes[slug].end
        out.remarks = [f'By the lock, the words stand once in § {paragraph}: "{slug}" quotes them.']
    for numeral in numerals.find(words):
        at = [(n.start, n.end) for n in known.numerals if n.words.lower() == numeral.words.lower()]
        if not at:
            said = "; ".join(dict.fromkeys(n.words for n in known.numerals)) or "none"
            out.remarks.append(
                f'The lock knows no number "{numeral.words}" in § {paragraph}; it knows: {said}.'
            )
        elif len(at) == 1 and out.tokens is None:
            out.tokens = at[0]
            out.remarks.append(f'By the lock, "{numeral.words}" stands in § {paragraph} once.')
    return out


def hung(
    notes: Sequence[Block], paragraph: int, text: EditedText | None, lock: Lock | None
) -> dict[str, Tokens]:
    """The words of the paragraph on which each of its notes hangs, where that is known."""
    out: dict[str, Tokens] = {}
    for note in notes:
        quote = note.options.get("quote", "")
        if text is not None and paragraph in text.paragraphs:
            here = text.paragraphs[paragraph].text
            spans = anchor.find(here, quote)
            if len(spans) == 1:
                out[note.argument] = token_range(here, spans[0].start, spans[0].end)
        elif lock is not None and (known := lock.notes.get(note.argument)) is not None:
            out[note.argument] = known.start, known.end
    return out


def before(
    chapter: ChapterFile, paragraph: int, at: Tokens | None, places: Mapping[str, Tokens]
) -> Block:
    """The block after which a new note goes: the last that hangs before it, or the paragraph."""
    block = next(b for b in chapter.paragraphs if b.paragraph == paragraph)
    notes = chapter.notes(paragraph)
    if at is None:
        return notes[-1] if notes else block
    earlier = [n for n in notes if n.argument in places and places[n.argument][0] <= at[0]]
    return earlier[-1] if earlier else block


def near(
    notes: Sequence[Block], at: Tokens | None, places: Mapping[str, Tokens]
) -> list[tuple[Block, str]]:
    """The notes close to some words, nearest first, each with how it stands to them."""
    found: list[tuple[int, Block, str]] = []
    if at is None:
        return []
    for note in notes:
        start, end = places.get(note.argument, (-1, -1))
        if start < 0:
            continue
        if start < at[1] and end > at[0]:
            found.append((0, note, "hangs on some of the same words"))
            continue
        gap = at[0] - end if end <= at[0] else start - at[1]
        side = "before" if end <= at[0] else "after"
        if gap <= NEAR:
            found.append((gap + 1, note, f"{gap} words {side}" if gap else f"just {side}"))
    return [(note, how) for _gap, note, how in sorted(found, key=lambda each: each[0])]
