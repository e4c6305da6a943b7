"""Hang a note on its words: where they stand once and, in a drifted text, where they stood."""

from __future__ import annotations

from collections.abc import Iterator

from variorum.folding import token_range
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


def outdated(note: Annotation, text: str, span: Span, lock: Lock | None) -> Iterator[Problem]:
    """A problem when a build without the text would go by a lock that does not fit the note."""
    if lock is None:
        return
    known = lock.known(note.slug, note.paragraph, note.quote)
    if known is None:
        yield Problem(Code.LOCK_OLDER, note.place, unknown_words(note, lock))
        return
    at = token_range(text, span.start, span.end)
    # Where the paragraph differs from the locked one, that is what has to be said.
    if at != (known.start, known.end) and lock.confirms(note.paragraph, text):
        where = f"locked at words {known.start} to {known.end}, found at {at[0]} to {at[1]}"
        found = f'"{note.quote}" in § {note.paragraph}, {where}'
        yield Problem(Code.LOCK_OLDER, note.place, found)


def unknown_words(note: Annotation, lock: Lock) -> str:
    """A quotation that the lock does not know, and whether it knows the note by other words."""
    known = lock.notes.get(note.slug)
    why = f"it knows no note {note.slug}"
    if known is not None and known.paragraph != note.paragraph:
        why = f"it knows {note.slug} in § {known.paragraph}"
    elif known is not None:
        why = f"it knows {note.slug} by other words"
    return f'"{note.quote}" in § {note.paragraph}; {why}'
