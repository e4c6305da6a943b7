"""The edition of the build that is running: made once after reading, used while writing.

It is not kept in the environment, so that no pickle ever holds the reader's copy.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from variorum.edition import Edition

_EDITIONS: WeakKeyDictionary[BuildEnvironment, Edition] = WeakKeyDictionary()


def set_edition(app: Sphinx, edition: Edition) -> None:
    """Remember the edition of this build."""
    _EDITIONS[app.env] = edition


def edition_of(app: Sphinx) -> Edition:
    """The edition of this build; it exists once the documents have been read."""
    return _EDITIONS[app.env]


def edition_in(env: BuildEnvironment) -> Edition:
    """The same, for what knows the environment only."""
    return _EDITIONS[env]
