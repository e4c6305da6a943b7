"""What makes a build quicker and changes no byte of it."""

from __future__ import annotations

import atexit
import gc
from functools import cached_property, lru_cache
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_OBJECTS = 50_000
"""New objects between two searches for garbage."""


class QuickEnglish(SearchEnglish):
    """The search index's English, which takes the stem of each word once and not once a page."""

    @cached_property
    def _stems(self) -> Any:
        return lru_cache(maxsize=100_000)(super().stem)

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return str(self._stems(word))


def setup_pace(app: Sphinx) -> None:
    """Use the quicker stemmer, and have garbage looked for less often while a build runs."""
    app.add_search_language(QuickEnglish)
    app.connect("builder-inited", _begin)
    # The interpreter looks for garbage once more when everything is about to go: a ninth.
    atexit.register(gc.freeze)


def _begin(_app: Sphinx) -> None:
    """A tree of nodes is one ring of references: the collector walks all of it and finds nothing.

    That took a sixth of a build.
    """
    if gc.get_freeze_count():  # an earlier build of this process
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
