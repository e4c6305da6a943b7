"""Where the words of one note went in a new text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

from rapidfuzz import fuzz

from variorum.drift.align import Alignment, Change, Found, Old
from variorum.folding import fold, token_range, tokens
from variorum.model import Annotation, Kind, Span
from variorum.notes.position import Tokens, lengthened, trimmed
from variorum.text import anchor
from variorum.text.lock import LockedNote

BESIDE = 2
"""So many words beside a quotation must have come with it into another paragraph."""
ALIKE = 66.0
"""Words less alike than this, in per cent, are not proposed."""


class Fate(StrEnum):
    """What became of a note's words."""

    EXACT = "exact"
    MOVED = "moved"
    DRIFTED = "drifted"
    AMBIGUOUS = "ambiguous"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class NoteFate:
    """A note, what became of its words, and what is proposed."""

    note: Annotation
    fate: Fate
    at: int = -1
    """The new paragraph that holds the words, or the likeliest ones; -1 for none."""
    span: Span | None = None
    """The words themselves, as characters of that paragraph."""
    quote: str = ""
    """The quotation proposed, where it would have to change."""
    score: float = 100.0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """An edition beside a new text, whose paragraphs are read as the build will read them."""

    old: Old
    alignment: Alignment
    new: Sequence[Found]

    def fate(self, note: Annotation) -> NoteFate:
        """What became of a note."""
        paragraph = self.alignment.of(note.paragraph)
        home = paragraph.at if paragraph else -1
        if paragraph is None or paragraph.change is Change.MISSING:
            return self._elsewhere(note, home)
        text = self.new[home].text
        spans = anchor.find(text, note.quote)
        right = self._right_place(note, home)
        if len(spans) == 1:
            return self._once(note, home, spans[0], right, same=paragraph.change is Change.SAME)
        if not spans:
            return self._elsewhere(note, home)
        exact = [span for span in spans if right and token_range(text, *_ends(span)) == right]
        quote = lengthened(text, exact[0]) if exact else ""
        said = f"{len(spans)} times in the paragraph"
        return NoteFate(note, Fate.AMBIGUOUS, home, exact[0] if exact else None, quote, said=said)

    def _once(
        self, note: Annotation, home: int, span: Span, right: Tokens | None, *, same: bool
    ) -> NoteFate:
        """The words stand in their paragraph once: but are they the same words?"""
        here = token_range(self.new[home].text, *_ends(span))
        was = self._was(note)
        if same or here == right:
            moved = not same and was is not None and was[0] != here[0]
            said = f"word {was[0] + 1} is now word {here[0] + 1}" if moved and was else ""
            return NoteFate(note, Fate.MOVED if moved else Fate.EXACT, home, span, said=said)
        if self.old.text is not None:
            said = "the words stand at another place of the paragraph than before"
            return NoteFate(note, Fate.AMBIGUOUS, home, said=said)
        if self._beside(note, home, span):
            fate = Fate.EXACT if was == here else Fate.MOVED
            return NoteFate(note, fate, home, span, said="with the words that it stood beside")
        said = "the words stand once, but no word beside them is known"
        return NoteFate(note, Fate.AMBIGUOUS, home, said=said)

    def _was(self, note: Annotation) -> Tokens | None:
        if self.old.text is not None:
            text = self.old.text.paragraphs[note.paragraph].text
            spans = anchor.find(text, note.quote)
            return token_range(text, *_ends(spans[0])) if len(spans) == 1 else None
        known = self._locked(note)
        return (known.start, known.end) if known else None

    def _locked(self, note: Annotation) -> LockedNote | None:
        """What the lock knows of the note, if it was made with this quotation."""
        lock = self.old.lock
        known = lock.notes.get(note.slug) if lock else None
        same = lock and known and known.quote == lock.quote_digest(note.quote)
        return known if same else None

    def _beside(self, note: Annotation, at: int, span: Span) -> bool:
        """Whether the lock knows the words beside these."""
        lock, known = self.old.lock, self._locked(note)
        if lock is None or known is None or not known.beside:
            return False
        return lock.stands_beside(known, self.new[at].text, span)

    def _right_place(self, note: Annotation, home: int) -> Tokens | None:
        """Where the note's own words went, when they went there unchanged and together."""
        was = self._was(note)
        if self.old.text is None or was is None:
            return None
        mapped = self._mapped(note.paragraph, home, was)
        return mapped if mapped and mapped[1] - mapped[0] == was[1] - was[0] else None

    def _mapped(self, number: int, home: int, was: Tokens) -> Tokens | None:
        assert self.old.text is not None
        before = _forms(self.old.text.paragraphs[number].text)
        after = _forms(self.new[home].text)
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        kept = {
            block.a + i: block.b + i
            for block in matcher.get_matching_blocks()
            for i in range(block.size)
        }
        ends = [kept.get(was[0]), kept.get(was[1] - 1)]
        if ends[0] is not None and ends[1] is not None:
            return ends[0], ends[1] + 1
        left = max((kept[i] for i in kept if i < was[0]), default=-1)
        right = min((kept[i] for i in kept if i >= was[1]), default=len(after))
        return (left + 1, right) if left + 1 < right else None

    def _elsewhere(self, note: Annotation, home: int) -> NoteFate:
        """The words are not in their paragraph: another one may hold them, or words like them."""
        found = [
            (at, span)
            for at, each in enumerate(self.new)
            if at != home
            for span in anchor.find(each.text, note.quote)
        ]
        strong = [each for each in found if self._came(note, *each)]
        if len(strong) == 1:
            at, span = strong[0]
            return NoteFate(note, Fate.MOVED, at, span, said="into another paragraph")
        near = None if strong else self._near(note, home)
        if near is not None:
            return near
        if found:
            said = f"not in its paragraph, but {len(found)} times in others"
            return NoteFate(note, Fate.AMBIGUOUS, said=said)
        return NoteFate(note, Fate.ORPHANED, score=0.0)

    def _came(self, note: Annotation, at: int, span: Span) -> bool:
        """Whether the words came into this paragraph with those beside them."""
        number = self.alignment.number_of(at)
        if self.old.text is not None and number >= 0:
            before = anchor.find(self.old.text.paragraphs[number].text, note.quote)
            if len(before) >= len(anchor.find(self.new[at].text, note.quote)):
                return False  # it had them before
        return self._in_context(note, at, span)

    def _in_context(self, note: Annotation, at: int, span: Span) -> bool:
        """Whether the words beside these are those that stood beside the note's."""
        was = self._was(note)
        if self.old.text is None or was is None:
            return self._beside(note, at, span)
        text = self.new[at].text
        here = token_range(text, *_ends(span))
        before, after = _forms(self.old.text.paragraphs[note.paragraph].text), _forms(text)
        left = _shared(before[: was[0]][::-1], after[: here[0]][::-1])
        return left + _shared(before[was[1] :], after[here[1] :]) >= BESIDE

    def _near(self, note: Annotation, home: int) -> NoteFate | None:
        """The words most like the quotation: in its paragraph or, that gone, where it stood."""
        best: NoteFate | None = None
        for at in [home] if home >= 0 else self._changed():
            text = self.new[at].text
            for span in self._candidates(note, home, at):
                words = text[span.start : span.end]
                score = fuzz.ratio(fold(words).lower(), fold(note.quote).lower())
                if score < ALIKE or (best is not None and score <= best.score):
                    continue
                if at == home or self._in_context(note, at, span):
                    quote = lengthened(text, span)
                    best = NoteFate(note, Fate.DRIFTED, at, span, quote, score)
        return best

    def _changed(self) -> list[int]:
        """The new paragraphs that are not the old ones word for word."""
        return [f.at for f in self.alignment.fates if f.at >= 0 and f.change is not Change.SAME]

    def _candidates(self, note: Annotation, home: int, at: int) -> Iterator[Span]:
        """Stretches of about the quotation's length; at home, those where its words stood."""
        text = self.new[at].text
        spans = tokens(text)
        size = len(note.quote.split())
        shortest = 1 if note.kind == Kind.FIGURE else anchor.SHORTEST
        where = (0, len(spans))
        was = self._was(note)
        if at == home and was and self.old.text is not None:
            # Where nothing stands between the neighbours, the words are gone.
            where = self._mapped(note.paragraph, home, was) or (0, 0)
        for length in range(max(size - 1, shortest), min(size + 1, anchor.LONGEST) + 1):
            for first in range(max(where[0] - 1, 0), min(where[1] + 1, len(spans)) - length + 1):
                if where != (0, 0):
                    yield _trim(text, Span(spans[first][0], spans[first + length - 1][1]))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two stretches have in common from their start."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _trim(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    inner = trimmed(words)
    start = span.start + (words.find(inner) if inner else 0)
    return Span(start, start + len(inner)) if inner else span


def _forms(text: str) -> list[str]:
    """The tokens without the marks at their ends: what says whether a word is the same."""
    return [trimmed(fold(text[a:b])).strip("'") for a, b in tokens(text)]
