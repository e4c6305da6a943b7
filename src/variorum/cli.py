"""The command line: thin, it names what is done and leaves the doing to the core and the books."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from variorum.commands.folder import broken_settings, no_edition
from variorum.outputs.sphinx_run import run_sphinx

_EDITORIAL = {
    "note": "print or insert the block of a new note",
    "drift": "compare a new text with the edition; propose changes as a patch",
    "new": "make a building edition of another article",
    "claims": "carry out every check of a figure and print its line",
    "mutate": "change every figure and cell in turn: do the checks notice?",
    "data-hash": "bring datapackage.json into step with changed tables",
}
"""Commands with a module of their own in ``variorum.commands``."""
_READERS = frozenset({"note", "drift"})
"""Those that go by the chapters of an edition; the others want a folder of data, or none."""
_BOOKS = "which ones: html, epub, pdf, exports"
CLOSED = 141
"""What a shell says of a program whose reader has gone away."""
_DRIFT = "go on although the text differs from the edited one"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when the edition has problems."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(given).parse_args(given)
    if getattr(options, "text", ""):
        os.environ["TEXT"] = options.text
    if getattr(options, "accept_drift", False):
        os.environ["ACCEPT_DRIFT"] = "1"
    try:
        status = _run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the lines has seen enough; Python would write once more on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    return status


def _run(options: argparse.Namespace) -> int:
    """Run a command where there is an edition; else one line says that there is none."""
    command: Callable[[argparse.Namespace], int] = options.run
    problem = no_edition(options.root) if options.needs_edition else None
    if problem is None and command in (_book, _check, _lock):
        problem = broken_settings(options.root)
    if problem is not None:
        print(problem, file=sys.stderr)
        return 1
    return command(options)


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The grammar; a command's own module is read only when its name is given."""
    parser = argparse.ArgumentParser(prog="variorum", description="Publish an annotated edition.")
    parser.add_argument("--root", type=Path, default=Path(), help="the edition's folder")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, words in (
        ("book", _book, "build the books into _build/"),
        ("check", _check, "read everything, write nothing, name every problem"),
        ("lock", _lock, "record the facts about the text in text.lock.toml"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("--text", default="", help="the article: a path or an address")
        command.add_argument("--accept-drift", action="store_true", help=_DRIFT)
        command.set_defaults(run=run, needs_edition=True)
        if name == "book":
            command.add_argument("formats", nargs="*", default=["html"], type=_format, help=_BOOKS)
    for name, words in _EDITORIAL.items():
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(needs_edition=name in _READERS)
        if name in given:
            import_module(f"variorum.commands.{name.replace('-', '_')}").add(command)
    return parser


def _format(name: str) -> str:
    from variorum.outputs.books import FORMATS  # heavy, and needed for books only

    if name not in FORMATS:
        raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(FORMATS)}")
    return name


def _book(options: argparse.Namespace) -> int:
    from variorum.outputs.books import make_books, status_of

    return status_of(make_books(options.root, options.formats, partial(print, flush=True)))


def _check(options: argparse.Namespace) -> int:
    # Going on lets Sphinx keep what it has read, so that the next check is quick.
    failed = _read(options.root, "check", "variorum_keep_going")
    print("check: problems, see above" if failed else "check: no errors")
    return int(failed)


def _lock(options: argparse.Namespace) -> int:
    failed = _read(options.root, "dummy", "variorum_write_lock")
    print("lock: not written, see above" if failed else "lock: text.lock.toml is written")
    return int(failed)


def _read(root: Path, builder: str, setting: str) -> bool:
    """Let Sphinx read the edition and make no book; true when it found problems."""
    status, _ = run_sphinx(root, root / "_build", builder, settings={setting: 1}, strict=False)
    return status != 0


if __name__ == "__main__":
    raise SystemExit(main())
