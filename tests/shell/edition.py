"""Build a small edition in this process, and hear what it says."""

from __future__ import annotations

import io
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

BRIDGE = Path(__file__).parent.parent / "editions" / "bridge"
ARTICLE = BRIDGE / "article.txt"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Built:
    """A build: where it wrote, whether it went through, and what it warned of."""

    out: Path
    ok: bool
    said: str

    @property
    def lines(self) -> list[str]:
        return [line for line in self.said.splitlines() if line.strip()]


def copy_bridge(to: Path) -> Path:
    root = to / "bridge"
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build", "text"))
    return root


def build(
    root: Path,
    builder: str = "dummy",
    *,
    text: str = "",
    out: Path | None = None,
    parallel: int = 0,
    fresh: bool = True,
    **settings: object,
) -> Built:
    """Build the edition at ``root``; ``text`` is given as a reader gives it, through TEXT."""
    out = out or root / "_build" / builder
    warnings = io.StringIO()
    with mock.patch.dict(os.environ, {"TEXT": text}), docutils_namespace():
        try:
            app = Sphinx(
                root,
                root,
                out,
                out.parent / "doctrees",
                builder,
                confoverrides=settings,
                status=None,
                warning=warnings,
                freshenv=fresh,
                parallel=parallel,
            )
            app.build()
            ok = app.statuscode == 0
        except SystemExit:
            ok = False
    said = _COLOURS.sub("", warnings.getvalue()).replace(f"{root}/", "")
    return Built(out, ok, said)
