"""What must be read or checked again although its file has not changed; and the ``check`` builder.

Sphinx warns of a fault in the build that meets it and never again, so a second check of a faulty
edition would find nothing. Here a document that was warned of is read anew until it is mended.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import get_node_location

from variorum.whole_files import replace_file

_KEPT = "variorum-freshness.json"


class CheckBuilder(DummyBuilder):
    """Read everything and write nothing; only what has changed is gone through again."""

    name = "check"

    def get_outdated_docs(self) -> set[str]:
        return set()


class _Warned(logging.Handler):
    """Notes the files that Sphinx warns of; the edition's own problems are found every time."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.files: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        location = getattr(record, "location", None)
        if isinstance(location, tuple):
            location = location[0]
        elif isinstance(location, Node):
            location = get_node_location(location)
        if isinstance(location, str) and getattr(record, "type", "") != "variorum":
            path, colon, line = location.rpartition(":")
            self.files.add(path if colon and not line.strip("0123456789") else location)


def setup_freshness(app: Sphinx) -> None:
    """Register the builder and the memory of the last build."""
    app.add_builder(CheckBuilder)
    heard = _Warned()

    def begin(app: Sphinx) -> None:
        logging.getLogger("sphinx").addHandler(heard)

    def end(app: Sphinx, _fault: Exception | None) -> None:
        logging.getLogger("sphinx").removeHandler(heard)
        _keep(app, warned=sorted(_documents(app.env, heard.files)))

    app.connect("builder-inited", begin)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _names_changed, priority=600)
    app.connect("build-finished", end)


def _outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> list[str]:
    """Documents warned of the last time, and glossaries with another list of files."""
    again = {name for name in _kept(app).get("warned", ()) if name in env.found_docs}
    for docname, listed in listings(env).items():
        if any(files != files_in(Path(folder)) for folder, files in listed.items()):
            again.add(docname)
    return sorted(again & env.found_docs)


def _names_changed(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Every document, when a place that any may refer to has come or gone."""
    if app.builder.name != CheckBuilder.name:
        return []
    standard = env.get_domain("std").data
    names = [sorted(env.found_docs), sorted(standard["labels"]), sorted(standard["anonlabels"])]
    now = hashlib.sha256(repr(names).encode()).hexdigest()
    before = _kept(app).get("names", [])
    _keep(app, names=[now])
    return [] if before == [now] else sorted(env.found_docs)


def _documents(env: BuildEnvironment, files: AbstractSet[str]) -> set[str]:
    """The documents that are these files or were made with them."""
    names = {name for file in files for name in (file, env.path2doc(file)) if name}
    found = names & env.found_docs
    root = Path(env.srcdir)
    for docname, parts in env.dependencies.items():
        if any(str(root / part) in files for part in parts):
            found.add(docname)
    return found


def listings(env: BuildEnvironment) -> dict[str, dict[str, list[str]]]:
    """For each document, the folders that it lists, with the files they held when it was read."""
    kept: dict[str, dict[str, list[str]]] = {}
    for docname, metadata in env.metadata.items():
        if _LISTED in metadata:
            kept[docname] = metadata[_LISTED]
    return kept


_LISTED = "variorum_listed"


def note_listing(env: BuildEnvironment, folder: Path) -> None:
    """Have the current document read again when a file comes into a folder or leaves it.

    Sphinx takes a folder among the dependencies for a file that is gone, and reads every time.
    """
    listed = env.metadata[env.docname].setdefault(_LISTED, {})
    listed[str(folder)] = files_in(folder)


def files_in(folder: Path) -> list[str]:
    """The names of the files of a folder, in order."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _kept(app: Sphinx) -> dict[str, list[str]]:
    try:
        found = json.loads((Path(app.doctreedir) / _KEPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(app: Sphinx, **values: list[str]) -> None:
    path = Path(app.doctreedir) / _KEPT
    kept = {**_kept(app), **values}
    if kept != _kept(app):
        replace_file(path, json.dumps(kept))
