"""While a document is read: notes move into their paragraph, foreign words get their language."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from variorum.sphinx_ext import nodes as v

LANGUAGE = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?)\}")


class GatherNotes(SphinxTransform):
    """Each note becomes a child of the paragraph before it; a stray one is dropped, as reported."""

    default_priority = 200

    def apply(self, **kwargs: Any) -> None:
        blocks = {b["number"]: b for b in self.document.findall(v.paragraph_block)}
        for note in list(self.document.findall(v.note_block)):
            _detach(note)
            block = blocks.get(note["paragraph"])
            if block is not None:
                next(iter(block.findall(v.note_list))).append(note)


class MarkForeign(SphinxTransform):
    """``*palabra*{lang=es}``: the words get a language, which MyST gives to links only."""

    default_priority = 190

    def apply(self, **kwargs: Any) -> None:
        """Give the words their language and drop the mark."""
        for text in list(self.document.findall(nodes.Text)):
            match = LANGUAGE.match(text)
            parent = text.parent
            if match is None or not isinstance(parent, nodes.Element):
                continue
            # By identity: a text equals every other text of the same letters.
            here = next(i for i, child in enumerate(parent.children) if child is text)
            marked = parent[here - 1] if here else None
            if isinstance(marked, nodes.emphasis | nodes.strong | nodes.inline | nodes.reference):
                marked["classes"].append(f"language-{match[1].lower()}")
                rest = text[match.end() :]
                parent[here : here + 1] = [nodes.Text(rest)] if rest else []


def _detach(node: nodes.Element) -> None:
    assert isinstance(node.parent, nodes.Element)
    node.parent.remove(node)
