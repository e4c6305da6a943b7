"""While a document is read: notes move into the paragraph they stand under."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from variorum.sphinx_ext import nodes as v


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


def _detach(node: nodes.Element) -> None:
    assert isinstance(node.parent, nodes.Element)
    node.parent.remove(node)
