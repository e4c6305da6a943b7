"""Apparatus and notes as TEI P5 stand-off markup, keyed to the paragraphs' permanent ids."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from variorum.outputs.export_notes import page_of
from variorum.outputs.records import Record, Records
from variorum.text import apparatus

NS = "http://www.tei-c.org/ns/1.0"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FILE = "apparatus.toml"


def tei(root: Path, records: Records, words: dict[str, str]) -> bytes:
    """The document, without a word of the text but lemmas and the words that notes quote."""
    document = etree.Element(f"{{{NS}}}TEI", nsmap={None: NS})  # type: ignore[dict-item]
    _header(document, records)
    stand_off = _add(document, "standOff")
    known, _problems = apparatus.load(root / _FILE)
    _apparatus(stand_off, known)
    notes = _add(stand_off, "listAnnotation")
    for note in records.notes:
        _annotation(notes, records, note, words)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NS}}}{name}")
    for key, value in attributes.items():
        child.set(_XML_ID if key == "id" else key, value)
    child.text = text or None
    return child


def _header(document: etree._Element, records: Records) -> None:
    file = _add(_add(document, "teiHeader"), "fileDesc")
    title = _add(file, "titleStmt")
    _add(title, "title", records.data["project"])
    _add(title, "editor", records.data["author"])
    publication = _add(file, "publicationStmt")
    _add(publication, "publisher", records.data["author"])
    _add(_add(publication, "availability"), "p", records.data["copyright"])
    article = records.data["article"]
    facts = (article.get(name, "") for name in ("byline", "title", "site", "date"))
    _add(_add(file, "sourceDesc"), "p", ". ".join(filter(None, facts)))


def _apparatus(stand_off: etree._Element, known: apparatus.Apparatus) -> None:
    if known.witnesses:
        witnesses = _add(stand_off, "listWit")
        for siglum, words in known.witnesses:
            _add(witnesses, "witness", words, id=f"wit-{siglum}")
    if not known.readings:
        return
    entries = _add(stand_off, "listApp")
    for reading in known.readings:
        place = f"#p{reading.paragraph}" if reading.paragraph is not None else f"#{reading.where}"
        app = _add(entries, "app", id=reading.id, type=reading.kind.value, loc=place)
        _add(app, "lem", reading.lemma)
        for siglum, words in reading.witnesses:
            _add(app, "rdg", words, wit=f"#wit-{siglum}")
        _add(app, "note", f"{reading.status.value}: {reading.reason}")


def _annotation(
    parent: etree._Element, records: Records, note: Record, words: dict[str, str]
) -> None:
    target = f"{page_of(records, note['doc'])}#p{note['paragraph']}"
    made = _add(parent, "annotation", id=f"note-{note['slug']}", target=target)
    made.set("motivation", "commenting")
    statement = _add(made, "respStmt")
    _add(statement, "resp", "annotation")
    _add(statement, "name", note["by"])
    body = _add(made, "note", type=note["kind"])
    _add(body, "quote", note["quote"])
    _add(body, "p", words.get(note["slug"], ""))
    for check in note["checks"]:
        _add(body, "ab", check["line"], type="check", subtype=check["verdict"].replace(" ", "-"))
