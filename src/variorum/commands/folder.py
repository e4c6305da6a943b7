"""Is there an edition in this folder? Asked first, so that one line says what is amiss."""

from __future__ import annotations

from pathlib import Path

from variorum.chapter_files import FOLDER
from variorum.problems import Code, Place, Problem

CONF = "conf.py"


def no_edition(root: Path) -> Problem | None:
    """The problem of a folder that holds no edition."""
    for name, is_there in ((CONF, Path.is_file), (FOLDER, Path.is_dir)):
        if not is_there(root / name):
            return Problem(Code.NO_EDITION, Place(root.absolute()), f"no {name}")
    return None


def broken_settings(root: Path) -> Problem | None:
    """The problem of settings that are no Python, which Sphinx would report as its own."""
    path = root / CONF
    try:
        compile(path.read_bytes(), CONF, "exec", dont_inherit=True)
    except SyntaxError as fault:
        place = Place(Path(CONF), fault.lineno or 1)
        return Problem(Code.CONFIG, place, fault.msg, "Python that can be read")
    except (OSError, ValueError) as fault:
        return Problem(Code.CONFIG, Place(Path(CONF)), str(fault), "Python that can be read")
    return None
