"""Hang a note on its words: where they stand once and, in a drifted text, where they stood."""

from __future__ import annotations

from variorum.model import Annotation, Span
from variorum.problems import Code, Problem
from variorum.text.anchor import anchor, context
from variorum.text.lock import Lock


def hang(note: Annotation, text: str, lock: Lock | None) -> Span | Problem:
    """The words of the paragraph that the note hangs on, or the problem that forbids it.

    In a paragraph that is not the locked one, words that stand once may still be other words
    than those that were annotated: they must have the neighbours that the lock knows.
    """
    found = anchor(text, note.quote, note.paragraph, note.place)
    known = lock.notes.get(note.slug) if lock else None
    if isinstance(found, Problem) or lock is None or known is None:
        return found
    same = known.paragraph == note.paragraph and known.quote == lock.quote_digest(note.quote)
    if not same or lock.confirms(note.paragraph, text) or lock.stands_beside(known, text, found):
        return found
    around = context(text, found, 3)
    words = f'"{note.quote}" in § {note.paragraph}, now in "{around}"'
    return Problem(Code.QUOTE_STRAYED, note.place, words)
