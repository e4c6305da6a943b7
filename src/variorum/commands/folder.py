"""Is there an edition in this folder? Asked first, so that one line says what is amiss."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path
from traceback import walk_tb
from types import FrameType

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
    """The problem of settings that cannot be read, which Sphinx would report as its own."""
    path = root.absolute() / CONF
    try:
        code = compile(path.read_bytes(), CONF, "exec", dont_inherit=True)
        # Read as Sphinx will read them, for only so a wrong name in them is found.
        with chdir(root):
            exec(code, {"__file__": str(path), "__name__": CONF})
    except SyntaxError as fault:
        return _broken(fault.msg, fault.lineno or 1)
    except (Exception, SystemExit) as fault:
        lines = [at for frame, at in walk_tb(fault.__traceback__) if _is_settings(frame)]
        return _broken(f"{type(fault).__name__}: {fault}", lines[-1] if lines else 0)
    return None


def _is_settings(frame: FrameType) -> bool:
    return frame.f_code.co_filename == CONF


def _broken(found: str, line: int) -> Problem:
    return Problem(Code.CONFIG, Place(Path(CONF), line), found, "Python that can be read and run")
