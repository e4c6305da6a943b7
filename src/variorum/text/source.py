"""Open a reader's copy, from a file or an address, in any common form.

Nothing here knows the article: a copy goes in, lines of text come out, with a record of
every change of shape (encoding, line ends, soft hyphens, spaces).
"""

from __future__ import annotations

import re
import unicodedata
import urllib.request
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from charset_normalizer import from_bytes

from variorum.model import Repair
from variorum.problems import Code, Place, Problem
from variorum.whole_files import replace_file

MAX_BYTES = 5_000_000
FETCH_SECONDS = 20
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\t\u000b"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Copy:
    """A reader's copy, opened: its lines, and what was done to get them."""

    place: Place
    lines: tuple[str, ...]
    repairs: tuple[Repair, ...] = ()
    page: bytes = field(default=b"", repr=False, compare=False)
    """What was fetched from an address; empty for a file."""


def is_address(location: str) -> bool:
    """Whether the reader gave an http(s) address rather than a path."""
    return bool(_ADDRESS.match(location))


def open_copy(location: str) -> Copy | Problem:
    """The reader's copy at a path or address."""
    if is_address(location):
        fetched = fetch(location)
        if isinstance(fetched, Problem):
            return fetched
        copy = read_copy(fetched, Place(Path(location)))
        return replace(copy, page=fetched) if isinstance(copy, Copy) else copy
    path = Path(location)
    place = Place(path)
    if scheme := _SCHEME.match(location):
        found, wanted = f'"{location}" (the scheme {scheme[1]})', "a file, or an http(s) address"
        advice = "Save the text, and give the file's path."
        return Problem(Code.TEXT_MISSING, place, found, wanted, advice)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES and path.is_file() else b""
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        return Problem(Code.TEXT_MISSING, place, f'"{location}" ({said})')
    if size > MAX_BYTES:
        return Problem(Code.TEXT_TOO_BIG, place, f'"{size / 1e6:.1f} MB"')
    if not path.is_file():
        return Problem(Code.TEXT_MISSING, place, f'"{location}" (a folder)')
    return read_copy(data, place)


def keep(copy: Copy, address: str, folder: Path) -> str:
    """Put a fetched page where readers keep their copies; the name that it has there.

    For a page that was recognised: a log-in page must not take the place of the last good copy.
    """
    name = f"{urlsplit(address).hostname}.html"
    replace_file(folder / name, copy.page)
    return name


def fetch(address: str) -> bytes | Problem:
    """The page at an address, within the limits of size and time."""
    place = Place(Path(address))
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "variorum"})
        with urllib.request.urlopen(request, timeout=FETCH_SECONDS) as answer:
            data = bytes(answer.read(MAX_BYTES + 1))
    except (OSError, HTTPException, ValueError) as error:
        return Problem(Code.TEXT_FETCH, place, f'"{error}"')
    if len(data) > MAX_BYTES:
        return Problem(Code.TEXT_TOO_BIG, place, f'more than "{MAX_BYTES / 1e6:.0f} MB"')
    return data


def read_copy(data: bytes, place: Place) -> Copy | Problem:
    """Decode a copy, take the main text out of a web page, and straighten its characters."""
    if _is_binary(data):
        return Problem(Code.TEXT_BINARY, place, f'bytes that begin "{data[:8].hex(" ")}"')
    text, encoding = _decode(data)
    repairs = []
    if encoding not in {"utf-8", "ascii"}:
        repairs.append(_whole("encoding", encoding, "utf-8", "characters decoded"))
    if _HTML.search(data[:4096].replace(b"\0", b"")):
        text = _main_content(text)
        repairs.append(_whole("web-page", "page", "main text", "navigation and markup set aside"))
    straight = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    straight = straight.replace("\f", "\n\n")
    plain = straight.translate(_INVISIBLE).translate(_SPACES)
    if plain != straight:
        repairs.append(_whole("space", "soft hyphen or special space", "", "no words touched"))
    if not plain.strip():
        return Problem(Code.TEXT_EMPTY, place, '""')
    return Copy(place, tuple(plain.split("\n")), tuple(repairs))


def _whole(rule: str, before: str, after: str, reason: str) -> Repair:
    return Repair(rule, -1, 0, before, after, reason)


def _is_binary(data: bytes) -> bool:
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return False
    head = data[:8192]
    # UTF-16 without a mark has a zero in every other byte of English; anything else is binary.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    utf16 = max(even, odd) > len(head) // 4 and min(even, odd) <= len(head) // 100
    return b"\0" in head and not utf16


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), encoding
    if b"\0" in data[:8192]:
        encoding = "utf-16-be" if data[0::2].count(0) > data[1::2].count(0) else "utf-16-le"
        return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # Windows-1252 is what pages that say Latin-1 hold; it differs only in the quotation marks.
    try:
        return data.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        return (str(best), best.encoding) if best else (data.decode("latin-1"), "latin-1")


def _main_content(html: str) -> str:
    import trafilatura  # heavy, and needed for web pages only

    found = trafilatura.extract(
        html,
        output_format="markdown",
        include_formatting=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
    )
    return found or ""
