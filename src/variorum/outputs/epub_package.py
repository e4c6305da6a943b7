"""The package of an EPUB: what it holds, in what order, how it is found, and one file of it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from variorum.outputs import clock
from variorum.outputs.markup import file_of, parse_xml, words_of
from variorum.outputs.xhtml import XHTML
from variorum.whole_files import replace_file

ROOT = "EPUB"
NAV = "nav.xhtml"
_TYPES = {".woff2": "font/woff2", ".ttf": "font/ttf", ".xhtml": "application/xhtml+xml"}
_MARKS = {
    "cover": "Cover",
    "titlepage": "Title page",
    "contents": "Contents",
    "chapter": "Start of the text",
    "glossary": "Glossary",
    "bibliography": "Bibliography",
    "indexes": "Index",
}
_LANDMARKS = {
    "contents": "toc",
    "chapter": "bodymatter",
    "indexes": "index",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the book, as its contents show it."""

    address: str
    kind: str
    title: str
    headings: tuple[tuple[str, str], ...]
    """Id and words of each heading of the second level."""
    paragraphs: tuple[str, ...]
    """Numbers of the paragraphs it holds."""
    images: tuple[str, ...]
    has_svg: bool

    @property
    def properties(self) -> str:
        """What the manifest must say of it."""
        return "svg" if self.has_svg else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A captioned run of pages."""

    caption: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the package says of the book."""

    title: str
    identifier: str
    language: str
    version: str
    creators: tuple[tuple[str, str], ...]
    """Name and MARC relator of each."""
    publisher: str
    rights: str
    description: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that pages use."""

    address: str
    data: bytes
    properties: str = ""


@dataclass(frozen=True)
class Package:
    """Everything that goes into the file."""

    metadata: Metadata
    parts: tuple[Part, ...]
    """The first holds cover, title page and contents."""
    pages: Mapping[str, bytes]
    resources: tuple[Resource, ...] = field(default=())

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every page in reading order."""
        return tuple(sheet for part in self.parts for sheet in part.sheets)


def read_sheet(address: str, kind: str, data: bytes) -> Sheet:
    """What the contents need to know of a page."""
    root = parse_xml(data)
    names = {"h": XHTML[1:-1]}
    body = root.find(f"{XHTML}body")
    headings = [
        (section.get("id"), words_of(section.find(f"{XHTML}h2")))
        for section in body.iterfind(".//h:section[h:h2]", names)
        if section.get("id")
    ]
    numbers = [e.get("data-para") for e in body.iter() if e.get("data-para")]
    images = [file_of(address, image.get("src")) for image in body.iter(f"{XHTML}img")]
    return Sheet(
        address,
        kind,
        root.findtext(f"{XHTML}head/{XHTML}title") or "",
        tuple(headings),
        tuple(numbers),
        tuple(dict.fromkeys(images)),
        any("svg" in str(e.tag) for e in body.iter()),
    )


def templates() -> Environment:
    """The templates of the package files; everything put into them is escaped."""
    return Environment(
        loader=PackageLoader("variorum.outputs", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def navigation(package: Package) -> bytes:
    """The page of contents."""
    numbers = [(s.address, n) for s in package.sheets for n in s.paragraphs if n != "0"]
    landmarks = {}
    for sheet in package.sheets:
        if sheet.kind in _MARKS and sheet.kind not in landmarks:
            landmarks[sheet.kind] = sheet
    return _render(
        "nav.xhtml",
        package,
        numbers=numbers,
        landmarks=landmarks,
        marks=_MARKS,
        types={kind: _LANDMARKS.get(kind, kind) for kind in _MARKS},
    )


def _manifest(package: Package) -> list[dict[str, str]]:
    items = [
        {
            "id": _id(s.address),
            "href": s.address,
            "type": _TYPES[".xhtml"],
            "properties": "nav" if s.address == NAV else s.properties,
        }
        for s in package.sheets
    ]
    return items + [
        {
            "id": _id(r.address),
            "href": r.address,
            "type": media_type(r.address),
            "properties": r.properties,
        }
        for r in package.resources
    ]


def media_type(address: str) -> str:
    """The media type of a file, by its name."""
    return _TYPES.get(Path(address).suffix) or guess_type(address)[0] or "application/octet-stream"


def _id(address: str) -> str:
    return "f-" + "".join(c if c.isalnum() or c in "-." else "_" for c in address)


def _render(template: str, package: Package, **values: object) -> bytes:
    text = (
        templates()
        .get_template(template)
        .render(package=package, meta=package.metadata, id_of=_id, **values)
    )
    return text.encode()


def files(package: Package) -> Iterator[tuple[str, bytes]]:
    """Every file of the zip with its name, in the order in which it stands there."""
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _render("container.xml", package, root=ROOT)
    has_images = any(s.images or s.has_svg for s in package.sheets if s.kind != "cover")
    has_index = any(s.kind == "indexes" for s in package.sheets)
    yield (
        f"{ROOT}/package.opf",
        _render(
            "package.opf",
            package,
            manifest=_manifest(package),
            has_images=has_images,
            has_index=has_index,
            modified=clock.stamp(package.metadata.when),
        ),
    )
    for sheet in package.sheets:
        yield f"{ROOT}/{sheet.address}", package.pages[sheet.address]
    for resource in package.resources:
        yield f"{ROOT}/{resource.address}", resource.data


def write_zip(path: Path, members: Iterable[tuple[str, bytes]], when: datetime) -> None:
    """One zip file, the same bytes for the same members and date; the mark comes first, plain."""
    stamp = max(when.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in members:
            info = ZipInfo(name, stamp)
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)
    replace_file(path, packed.getvalue())
