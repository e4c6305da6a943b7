"""Say what is wrong, and stop before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from variorum.problems import Place, Problem, by_place

logger = logging.getLogger(__name__)


class EditionError(SystemExit):
    """The edition has faults, and each has been named; the last good book is still in place.

    It leaves by the door that Sphinx does not guard: for its own errors Sphinx prints versions,
    messages and a traceback, which bury the problems under forty lines of no use to an editor.
    """


def report(app: Sphinx, problems: Iterable[Problem]) -> None:
    """Log every problem; raise when one of them is an error."""
    root = Path(app.srcdir)
    listed = by_place([_relative(p, root) for p in dict.fromkeys(problems)])
    for problem in listed:
        log = logger.warning if problem.is_warning else logger.error
        # Sphinx takes a location without a colon for the name of a document.
        where = f"{problem.place.file}:{problem.place.line or 1}"
        log(problem.message, type="variorum", subtype=problem.code.id, location=where)
    errors = [p for p in listed if not p.is_warning]
    if not errors:
        return
    app.statuscode = 1
    if not app.config.variorum_keep_going:
        what = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        logger.error("%s in the edition; nothing was written, the last book stands", what)
        raise EditionError(1)


def _relative(problem: Problem, root: Path) -> Problem:
    path = problem.place.path
    if not path.is_relative_to(root):
        return problem
    return replace(problem, place=Place(path.relative_to(root), problem.place.line))
