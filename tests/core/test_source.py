"""A reader's copy is opened in any common form, and refused with a reason otherwise."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.core import bridge
from tests.core.test_witness import edited
from variorum.problems import Code, Place, Problem
from variorum.text import lock, reader_copy, source
from variorum.text.apparatus import Apparatus
from variorum.text.source import Copy

PLACE = Place(Path("copy.txt"))
WORDS = "The bridge’s toll — “a penny” — rose.\n\nA second paragraph."


def opened(result: Copy | Problem) -> Copy:
    assert isinstance(result, Copy), result
    return result


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_encoding_gives_the_same_lines(encoding: str, ends: str) -> None:
    data = WORDS.replace("\n", ends).encode(encoding)
    copy = opened(source.read_copy(data, PLACE))
    assert "\n".join(copy.lines) == WORDS


def test_latin_1_keeps_its_accents() -> None:
    copy = opened(source.read_copy("Señor Peña paga".encode("latin-1"), PLACE))
    assert copy.lines == ("Señor Peña paga",)
    assert copy.repairs[0].rule == "encoding"


def test_soft_hyphens_and_special_spaces_go_and_are_recorded() -> None:
    copy = opened(source.read_copy("a\u00adb\u00a0c\u202fd\ufeff".encode(), PLACE))
    assert copy.lines == ("ab c d",)
    assert [r.rule for r in copy.repairs] == ["space"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.TEXT_EMPTY),
        (b" \r\n\t\r\n", Code.TEXT_EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", Code.TEXT_BINARY),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2l", Code.TEXT_BINARY),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: Code) -> None:
    problem = source.read_copy(data, PLACE)
    assert isinstance(problem, Problem)
    assert problem.code is code


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for location in (tmp_path / "none.txt", tmp_path):
        problem = source.open_copy(str(location))
        assert isinstance(problem, Problem)
        assert problem.code is Code.TEXT_MISSING
        assert str(location) in problem.found


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    problem = source.open_copy(str(big))
    assert isinstance(problem, Problem)
    assert problem.code is Code.TEXT_TOO_BIG
    assert "50.0 MB" in problem.found


SENTENCES = "".join(
    f"<p>Sentence number {i} of a longer article, with words enough to be kept.</p>"
    for i in range(12)
)
PAGE = f"""<!DOCTYPE html><html><head><title>x</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>The toll</h1>
{SENTENCES}
</article><footer>Share this page</footer><script>alert(1)</script></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/huge":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(80):
                    self.wfile.write(b"x" * 100_000)
            except OSError:
                return
        elif self.path == "/page":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode())
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


def test_an_address_gives_the_main_content_and_is_kept(server: str, tmp_path: Path) -> None:
    copy = opened(source.open_copy(f"{server}/page"))
    words = "\n".join(copy.lines)
    assert "Sentence number 7" in words
    assert "alert" not in words
    assert "Share this page" not in words
    assert source.keep(copy, f"{server}/page", tmp_path / "text") == "127.0.0.1.html"
    assert (tmp_path / "text" / "127.0.0.1.html").read_text() == PAGE


def test_an_address_without_article_or_end_is_refused(server: str) -> None:
    missing = source.open_copy(f"{server}/none")
    assert isinstance(missing, Problem)
    assert missing.code is Code.TEXT_FETCH
    huge = source.open_copy(f"{server}/huge")
    assert isinstance(huge, Problem)
    assert huge.code is Code.TEXT_TOO_BIG


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/a b",
        "http://[bad",
        "http://[::1",
        "http://127.0.0.1:port/",
        "http://",
        "HTTP://127.0.0.1:9/",
        "http://127.0.0.1:9/\x00",
        "http://127.0.0.1:9/\n",
        "http://\u2100.\ud800/",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    problem = source.open_copy(address)
    assert isinstance(problem, Problem)
    assert problem.code is Code.TEXT_FETCH


@pytest.mark.parametrize("location", ["a\0b.txt", "\0", "x" * 5000, "\ud800"])
def test_a_path_that_can_be_none_is_missing(location: str) -> None:
    problem = source.open_copy(location)
    assert isinstance(problem, Problem)
    assert problem.code is Code.TEXT_MISSING


LOG_IN = "<!DOCTYPE html><html><body><article>" + "<p>Please log in first.</p>" * 9


@pytest.mark.parametrize("accept", [False, True])
def test_only_a_page_that_was_recognised_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, accept: bool
) -> None:
    good = bridge.text()
    address, kept = "http://example.org/toll", tmp_path / "text" / "example.org.html"
    page = good
    monkeypatch.setattr(source, "fetch", lambda _address: page.encode())
    request = reader_copy.Request(tmp_path, address, accept_drift=accept)
    known = lock.make(edited(good), {}, "salt")

    def opened() -> reader_copy.Opened:
        return reader_copy.open_text(request, bridge.chapters(), Apparatus(), known)

    found = opened()
    assert (found.problems, found.copy, found.location) == ((), "toll", address)
    assert kept.read_text() == good
    page = LOG_IN
    assert opened().problems
    assert kept.read_text() == good
    page = good.replace("ferrymen say", "boatmen say")
    assert [p.code for p in opened().problems] == ([] if accept else [Code.TEXT_DRIFT])
    assert kept.read_text() == (page if accept else good)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
