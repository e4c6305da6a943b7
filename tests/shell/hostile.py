"""A world in which a stranger's contribution is built, and everything that it does is seen."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from tests.shell.edition import copy_bridge

SECRET = "words that no book may hold"
_PLACES = {
    "headnote": ("chapters/01-the-toll.md", "The opening states the quarrel.\n"),
    "note": ("chapters/01-the-toll.md", "cross it by bridge or by ferry.\n"),
    "entry": ("glossary/terms/toll.md", ""),
    "page": ("backmatter/register-of-figures.md", ""),
}
_ACTS = {
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.chmod",
    "os.symlink",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "urllib.Request",
}
_INERT = {"src", "href", "action", "formaction", "data", "poster", "srcset", "xlink:href"}


class Watch:
    """What the interpreter itself reports of files, programs and connections."""

    def __init__(self) -> None:
        self.root: Path | None = None
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.root is None:
            return
        if event == "open":
            self._opened(arguments[0], arguments[2] if len(arguments) > 2 else 0)
        elif event in _ACTS and not self._is_built(arguments):
            self._stop(f"{event} {arguments}")

    def _opened(self, name: object, flags: object) -> None:
        assert self.root is not None
        if not isinstance(name, str | os.PathLike):
            return
        path = Path(os.path.abspath(os.fspath(name)))  # noqa: PTH100 - resolve() would open it
        writes = bool(int(str(flags)) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        outside = self.root.parent / "outside"
        if path.is_relative_to(outside) or path in (Path("/etc/passwd"), Path("/etc/hosts")):
            self._stop(f"open {path}")
        elif writes and not self._may_write(path):
            self._stop(f"write {path}")

    def _may_write(self, path: Path) -> bool:
        assert self.root is not None
        cache = "__pycache__" in path.parts or path == Path(os.devnull)
        return cache or path.is_relative_to(self.root / "_build")

    def _is_built(self, arguments: tuple[Any, ...]) -> bool:
        assert self.root is not None
        names = [a for a in arguments if isinstance(a, str | os.PathLike)]
        return any(Path(os.fspath(n)).is_relative_to(self.root / "_build") for n in names)

    def _stop(self, what: str) -> None:
        self.seen.append(what)
        raise PermissionError(what)

    @contextmanager
    def over(self, root: Path) -> Iterator[list[str]]:
        gc.collect()  # a font folder that an earlier test's PDF left is nobody's act here
        self.root, self.seen = root, []
        try:
            yield self.seen
        finally:
            self.root = None


WATCH = Watch()


def world(to: Path) -> Path:
    """The bridge edition, and beside it a folder that is nobody's business."""
    outside = to / "outside"
    outside.mkdir()
    for name in ("secret.md", "secret.csv", "secret.svg"):
        (outside / name).write_text(f"# Secret\n\n{SECRET}\n", encoding="utf-8")
    return copy_bridge(to)


def contribute(root: Path, case: dict[str, Any]) -> None:
    """Put a contribution into the edition."""
    outside = str(root.parent / "outside")
    for change in [case, *case.get("also", [])]:
        filled = {
            k: v.replace("{outside}", outside) if isinstance(v, str) else v
            for k, v in change.items()
        }
        _change(root, filled)


def _change(root: Path, change: dict[str, Any]) -> None:
    times = int(change.get("times", 1))
    for kind, (name, before) in _PLACES.items():
        if kind not in change:
            continue
        words = change[kind] * times
        text = (root / name).read_text(encoding="utf-8")
        if kind == "headnote":
            text = text.replace(before, f"{words}\n", 1)
        elif before:
            text = text.replace(before, f"{before}\n{words}\n", 1)
        else:
            text = f"{text}\n{words}\n"
        (root / name).write_text(text, encoding="utf-8")
    if "file" not in change:
        return
    path = root / change["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in change:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.symlink_to(change["link"])
    elif "write" in change:
        path.write_text(change["write"] * times, encoding="utf-8")
    elif "append" in change:
        with path.open("a", encoding="utf-8") as file:
            file.write(change["append"] * times)
    else:
        text = path.read_text(encoding="utf-8")
        assert text.count(change["find"]) == 1, f"{path}: {change['find']!r}"
        path.write_text(text.replace(change["find"], change["replace"]), encoding="utf-8")


def acts(book: Path) -> set[str]:
    """Everything in a book's pages that runs, is styled in place, or reaches out."""
    found: set[str] = set()
    for path in sorted(book.rglob("*.html")):
        page = html.fromstring(path.read_bytes())
        ids = [e.get("id") for e in page.iter() if isinstance(e.tag, str) and e.get("id")]
        found |= {f"{path.name} has the id {i} twice" for i in ids if ids.count(i) > 1}
        for element in page.iter():
            found |= set(_acts_of(element))
    return found


def _acts_of(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield f"a comment {element.text}"
        return
    if element.tag in {"script", "style", "iframe", "object", "embed", "base", "form", "meta"}:
        yield html.tostring(element, encoding="unicode", with_tail=False)[:200]
    for name, value in element.attrib.items():
        if name.startswith("on") or name == "style":
            yield f"{element.tag} {name}={value}"
        scheme = urlsplit("".join(value.split())).scheme.lower() if name in _INERT else ""
        far = scheme or value.startswith("//")
        if name in _INERT and far and not (element.tag == "a" and scheme in {"http", "https"}):
            yield f"{element.tag} {name}={value}"
