"""Read a tagged PDF back: its structure, in order, with the words of every part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from tests.reading.extract import VERDICTS, Said, canonical, single
from variorum.outputs.print_book import PERMANENT

_CHAR = re.compile(rb"<([0-9a-f]+)> <([0-9a-f]+)>")
_VERDICT = re.compile(rf"\]\s*figure\s*[✓≈⌊~≠?±]\s*({'|'.join(VERDICTS)})")

_GROUPS = ("Terms", "Persons", "Organisations", "Places")


@dataclass
class Part:
    """One element of the structure: its tag, and words and links in order."""

    tag: str
    kids: list[Part | str] = field(default_factory=list)
    link: str = ""
    number: str = ""
    page: int = -1

    def words(self, without: str = "") -> str:
        """The words, leaving out parts with a tag."""
        return "".join(
            kid if isinstance(kid, str) else kid.words(without)
            for kid in self.kids
            if isinstance(kid, str) or kid.tag != without
        )

    def all(self) -> Iterator[Part]:
        """This part and every part below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Part):
                yield from kid.all()


class Reader:
    """A PDF, and the words of its marked contents."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self.fonts: dict[tuple[int, int], dict[int, str]] = {}
        self.marked: dict[tuple[int, int], str] = {}
        self.numbers = {page.obj.objgen: i for i, page in enumerate(self.pdf.pages)}
        for page in self.pdf.pages:
            self._read(page)

    def _read(self, page: Any) -> None:
        current, cmap = -1, {}
        number = page.obj.objgen[0]
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BDC":
                current = int(operands[1].get("/MCID", -1))
                self.marked.setdefault((number, current), "")
            elif name == "Tf":
                cmap = self._cmap(page.Resources.Font[str(operands[0])])
            elif name in ("Tj", "TJ") and current >= 0:
                strings = operands[0] if name == "TJ" else operands
                for string in strings:
                    if isinstance(string, pikepdf.String):
                        codes = bytes(string)
                        self.marked[number, current] += "".join(
                            cmap.get(int.from_bytes(codes[i : i + 2]), "\ufffd")
                            for i in range(0, len(codes), 2)
                        )

    def _cmap(self, font: Any) -> dict[int, str]:
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = {
                int(code, 16): bytes.fromhex(words.decode()).decode("utf-16-be")
                for code, words in _CHAR.findall(font.ToUnicode.read_bytes())
            }
        return self.fonts[font.objgen]

    def structure(self) -> Part:
        """The whole document."""
        return self._part(self.pdf.Root.StructTreeRoot.K[0])

    def _part(self, element: Any) -> Part:
        page = self.numbers[element.Pg.objgen] if "/Pg" in element else -1
        part = Part(str(element.S)[1:], number=str(element.get("/ID", "")), page=page)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                part.kids.append(self.marked[element.Pg.objgen[0], kid])
            elif kid.get("/Type") == "/OBJR":
                part.link = str(kid.Obj.get("/Dest", kid.Obj.get("/A", {}).get("/URI", "")))
            else:
                part.kids.append(self._part(kid))
        return part

    def places(self) -> dict[str, tuple[int, float]]:
        """Page and height of every name that can be linked to; later is greater."""
        names = list(self.pdf.Root.Names.Dests.Names)
        return {
            str(name): (self.numbers[place[0].objgen], -float(place[3]))
            for name, place in zip(names[::2], names[1::2], strict=True)
        }


def of_pdf(path: Path) -> Said:
    reader = Reader(path)
    said, whole, places = Said(), reader.structure(), reader.places()
    in_order = sorted(places, key=lambda name: places[name])
    numbered = [n for n in in_order if n[0] == "p" and n[1:].isdigit()]
    said.paragraphs = sorted(numbered, key=lambda n: places[n])
    said.entries = [n for n in in_order if n.startswith("term-")]
    said.works = [n for n in in_order if n.startswith("work-")]
    for part in whole.all():
        if part.tag == "Note":
            _note(part, said)
    _paragraphs(whole, said)
    _entries(whole, said, places)
    _works(whole, said, places)
    return said


def _entries(whole: Part, said: Said, places: dict[str, tuple[int, float]]) -> None:
    """The words under each heading of the third level, on the pages that hold entries."""
    if not said.entries:
        return
    first, last = places[said.entries[0]][0], places[said.entries[-1]][0]
    found: list[str] = []
    inside = False
    for part in _blocks(whole):
        if part.tag in ("H1", "H2", "H3"):
            inside = part.tag in ("H2", "H3") and first <= part.page <= last
            inside = inside and (part.tag == "H3" or canonical(part.words()) not in _GROUPS)
            found += [""] if inside else []
        if inside:
            found[-1] += canonical(part.words("Note"))
    if len(found) == len(said.entries):
        said.words |= dict(zip(said.entries, found, strict=True))


def _works(whole: Part, said: Said, places: dict[str, tuple[int, float]]) -> None:
    """The list items on the pages from the first work to the last."""
    if not said.works:
        return
    first, last = places[said.works[0]][0], places[said.works[-1]][0]
    items = [p for p in whole.all() if p.tag == "LI" and first <= p.page <= last]
    if len(items) == len(said.works):
        words = [canonical(item.words("Note")) for item in items]
        said.words |= dict(zip(said.works, words, strict=True))


def _note(note: Part, said: Said) -> None:
    links = [part.link for part in note.all() if part.tag == "Link"]
    slug = next(link for link in links if link.startswith("ref-")).removeprefix("ref-")
    said.notes.append(slug)
    found = _VERDICT.search(note.words())
    if found:
        said.verdicts[slug] = found[1]
    said.cited[slug] = single([link for link in links if link.startswith("work-")])
    said.words[f"note-{slug}"] = canonical(note.words())


def _paragraphs(whole: Part, said: Said) -> None:
    """The words under each number, up to the next number or heading."""
    name = ""
    for part in _blocks(whole):
        words = part.words("Note")
        number = re.fullmatch(r"§ (\d+)|Standfirst", words.strip())
        if part.tag == "P" and number:
            name = f"p{number[1] or 0}"
            # The back matter names paragraphs too, but after the chapters.
            name = "" if name in said.words else name
            said.words.setdefault(name, "")
        elif part.tag == "H1":
            name = ""
        said.words[name] = said.words.get(name, "") + canonical(words)
    del said.words[""]


def _blocks(part: Part) -> Iterator[Part]:
    """Paragraphs and headings in order; a margin's stand before the words they stand beside."""
    if part.tag == "Note":
        return
    if part.tag in ("P", "H1", "H2", "H3"):
        inner = [p for p in part.all() if p is not part and p.tag == "P"]
        inner = [p for p in inner if not any(p in n.all() for n in part.all() if n.tag == "Note")]
        if inner:
            yield from inner
            yield Part("P", [_without(part, inner)], page=part.page)
        else:
            yield part
        return
    for kid in part.kids:
        if isinstance(kid, Part):
            yield from _blocks(kid)


def _without(part: Part, gone: list[Part]) -> Part:
    kids = [
        kid if isinstance(kid, str) else _without(kid, gone)
        for kid in part.kids
        if isinstance(kid, str) or not any(kid is g for g in gone)
    ]
    return Part(part.tag, kids, part.link, part.number)


__all__ = ["PERMANENT", "Part", "Reader", "of_pdf"]
