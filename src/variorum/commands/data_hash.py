"""``variorum data-hash``: bring datapackage.json into step with the tables that were changed."""

from __future__ import annotations

import argparse
import sys

from variorum.data import checksums
from variorum.faults import FigureError


def add(parser: argparse.ArgumentParser) -> None:
    """The command's arguments: none."""
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the new checksums and name the tables; 1 when the package cannot be read."""
    try:
        stale = checksums.refresh_hashes(options.root / "data")
    except FigureError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"data-hash: new checksum for {', '.join(stale)}" if stale else "data-hash: all right")
    return 0
