"""Inline markup of a copy: read as CommonMark, nothing else; and quotation marks set in type."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

from variorum.model import Span

# Emphasis and escapes are what copies of articles hold. Links, images and HTML stay as typed:
# reading them would hide words.
_MARKUP = MarkdownIt("zero").enable(["escape", "emphasis"])
_QUOTES = MarkdownIt("zero", {"typographer": True}).enable(["smartquotes"])


def read_inline(raw: str) -> tuple[str, tuple[Span, ...]]:
    """The words of a paragraph without markup, and the stretches it sets in italics."""
    out: list[str] = []
    spans: list[Span] = []
    open_at: list[int] = []
    length = 0
    for token in _children(_MARKUP, raw):
        if token.type in {"em_open", "strong_open"}:
            open_at.append(length)
        elif token.type in {"em_close", "strong_close"}:
            spans.append(Span(open_at.pop(), length))
        else:
            words = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
            out.append(words)
            length += len(words)
    return "".join(out), tuple(spans)


def set_quotes(text: str) -> str:
    """The text with typographic quotation marks; its length is unchanged."""
    quoted = "".join(token.content for token in _children(_QUOTES, text))
    return quoted if len(quoted) == len(text) else text


def _children(parser: MarkdownIt, text: str) -> list[Token]:
    return [child for token in parser.parseInline(text) for child in token.children or []]
