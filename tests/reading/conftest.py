"""The built site, a browser, and a server on loopback: what the tests of the page stand on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.edition import reader_copy
from tests.reading.shelf import bridge, shelf
from variorum.outputs.squeeze import squeeze_site

__all__ = ["bridge", "shelf"]

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "_build" / "screens"
EDIT = "https://code.example/edit/{path}#L{line}"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHAPTER = "chapters/02-poverty-and-alienation.html"


@dataclass(frozen=True)
class Site:
    """One built book: where it lies, and which of the two it is."""

    folder: Path
    mode: str

    @property
    def address(self) -> str:
        return self.folder.as_uri()

    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))


def _build(out: Path, text: str) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(out / ".doctrees")]
    command += ["-D", f"variorum_edit_url={EDIT}", str(ROOT), str(out / "html")]
    # Problems of the edition have tests of their own; here the page is on trial.
    environment = {**os.environ, "TEXT": text, "KEEP_GOING": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    (out / "log").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert (out / "html" / "index.html").is_file(), done.stderr[-3000:]
    shutil.copytree(out / "html", out / "written")
    squeeze_site(out / "html")  # as it is published


def _once(folder: Path, make: Callable[[], None]) -> None:
    """Let the first of several workers do it, and the others wait."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        for _ in range(1200):
            if (folder / "done").is_file():
                return
            time.sleep(0.25)
        pytest.fail(f"another worker has not finished {folder.name}")
    make()
    (folder / "done").touch()


@pytest.fixture(scope="session", params=["commentary", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The commentary and, where there is a copy of the article, the full edition."""
    text = str(reader_copy.find()) if request.param == "full" else ""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    folder = base / f"site-{request.param}"
    _once(folder, lambda: _build(folder, text))
    if request.param == "commentary" and "class=v-text>" in (folder / "html" / CHAPTER).read_text(
        encoding="utf-8"
    ):
        pytest.skip("text/ holds a copy of the article, so every build is the full edition")
    return Site(folder / "html", str(request.param))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium; no browser is downloaded."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("needs a Chromium of the system: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@dataclass
class Visit:
    """A page in its own browser context, and what it asked for and complained of."""

    page: Any
    asked: list[str]
    complaints: list[str]


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Open an address: `visit(url, width=1440, color_scheme="dark", …)`."""
    contexts = []

    def go(url: str, width: int = 1440, height: int = 900, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        made = Visit(page, [], [])
        page.on("request", lambda request: made.asked.append(request.url))
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning") and made.complaints.append(message.text)
            ),
        )
        page.goto(url)
        page.wait_for_timeout(150)
        return made

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def served(site: Site) -> Iterator[str]:
    """The site's address on a server of loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *words: Any) -> None:
            pass

    handler = partial(Quiet, directory=str(site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
