"""Give the parts of a chapter their names.

A page of the web calls each part of a note by its place, since names repeated for every note would
weigh more than the notes.  The other books read these pages, and know the parts by class and role.
"""

from __future__ import annotations

from variorum.figures.verdict_marks import VERDICT_CLASS
from variorum.outputs.markup import Element, by_class, make, retag

_VERDICT = {name: verdict for verdict, name in VERDICT_CLASS.items()}


def name_parts(body: Element) -> Element:
    """The same tree, changed in place: marks, numbers, notes and what a note holds are named.

    A number on the page, ``r7``, becomes the lasting name of its note, ``ref-slug``.
    """
    slugs: dict[str, str] = {}
    for number in body.xpath(".//sup/a[starts-with(@href, '#note-')]"):
        slugs[number.get("id")] = number.get("href").removeprefix("#note-")
        _name_number(number, slugs[number.get("id")])
    for mark in body.xpath(".//u[@data-n]"):
        notes = [slugs[f"r{n}"] for n in mark.attrib.pop("data-n").split()]
        retag(mark, "span", class_="v-mark").set("data-notes", " ".join(notes))
    for note in body.xpath(".//ol[@class='v-notes']/li"):
        _name_note(note)
    for term in body.xpath(".//div[@class='v-text']//a[not(@class)]"):
        term.set("class", "v-term")
    for paragraph in by_class(body, "v-para"):
        paragraph.set("data-para", paragraph.get("id").removeprefix("p"))
    return body


def _name_number(number: Element, slug: str) -> None:
    kind, *verdict = number.get("class").split()
    said = [f"Note {number.text}", kind.removeprefix("v-"), *map(_VERDICT.__getitem__, verdict)]
    number.set("class", " ".join(["v-ref", *verdict]))
    number.set("id", f"ref-{slug}")
    number.set("role", "doc-noteref")
    number.set("aria-label", ", ".join(said))
    number.getparent().set("class", "v-refs")


def _name_note(note: Element) -> None:
    note.set("class", f"v-note {note.get('class')}")
    head, *rest = note
    head.set("class", "v-note-head")
    back, lemma, kind = head[:3]
    back.set("href", note.get("id").replace("note-", "#ref-", 1))
    back.set("class", "v-back")
    back.set("role", "doc-backlink")
    back.set("aria-label", f"Back to note mark {back.text}")
    retag(lemma, "span", class_="v-lemma")
    retag(kind, "span", class_="v-kind")
    for verdict in head.findall("em"):
        retag(verdict, "span", class_=f"v-verdict {verdict.get('class')}")
    for checks in by_class(note, "v-checks"):
        _name_checks(checks)
    inside = make("div", class_="v-note-body")
    inside.extend(rest)
    note.append(inside)


def _name_checks(checks: Element) -> None:
    for line in checks.findall("p"):
        line.set("class", f"v-check {line.get('class', '')}".strip())
        for sources in line.findall("small"):
            retag(sources, "span", class_="v-check-source")
    for code in checks.findall("details"):
        code.set("class", "v-doctest")
        for ways in code.findall("small"):
            retag(ways, "p", class_="v-table-link")
