"""The textual notes: the apparatus in its classical form, the variants, the repairs."""

from __future__ import annotations

from docutils import nodes

from variorum.model import Repair
from variorum.sphinx_ext.backmatter import Page, filler, table
from variorum.text.collation import Variant, VariantKind
from variorum.text.readings import CLASS_NAMES, Reading, Status

RULES = {
    "encoding": "the copy's encoding was read",
    "web-page": "the main text was taken out of the page",
    "space": "soft hyphens and special spaces were straightened",
    "head-matter": "head matter was set aside",
    "end-matter": "what follows the article was set aside",
    "page-number": "a page number was dropped",
    "page-break": "a page break was joined",
    "markup": "italics and escapes were read as such",
    "quotes": "straight quotation marks were set as curly ones",
}


@filler("apparatus")
def apparatus(page: Page) -> list[nodes.Node]:
    """§, lemma ] readings with their sigla; class, status and reason; one list item each."""
    out = nodes.bullet_list(classes=["v-apparatus"])
    for reading in page.edition.apparatus.readings:
        out += _entry(page, reading)
    return [out, *_variants(page)]


def _entry(page: Page, reading: Reading) -> nodes.list_item:
    line = nodes.paragraph()
    if reading.paragraph is not None:
        line += page.link("para", str(reading.paragraph))
    else:
        line += nodes.Text("head" if reading.where == "head" else f"heading {reading.where[1:]}")
    line += nodes.Text("  ")
    line += nodes.inline("", reading.lemma, classes=["v-lemma"])
    line += nodes.Text("] ")
    line += _readings(reading)
    line += nodes.Text(" ")
    kind = nodes.abbreviation("", reading.kind.value, explanation=CLASS_NAMES[reading.kind])
    line += nodes.inline("", "", kind, classes=["v-class"])
    why = nodes.paragraph("", f"{reading.status.value.capitalize()}: {reading.reason}.")
    if reading.note:
        why += nodes.Text(f" {reading.note}")
    if reading.also:
        why += nodes.Text(" So too in ")
        why.extend(page.paragraph_links(reading.also))
        why += nodes.Text(".")
    item = nodes.list_item("", line, why, ids=[reading.id])
    item["classes"] = [f"v-{reading.status.value}"]
    return item


def _readings(reading: Reading) -> nodes.inline:
    """The readings that differ from the lemma; for a kept one, the witness that has it."""
    out = nodes.inline()
    shown = [
        (siglum, words)
        for siglum, words in reading.witnesses
        if reading.status is Status.KEPT or words != reading.lemma
    ]
    for i, (siglum, words) in enumerate(shown):
        if i:
            out += nodes.Text("; ")
        if words and words != reading.lemma:
            out += nodes.Text(f"{words} ")
        elif not words:
            out += nodes.emphasis("", "om. ")
        out += nodes.strong("", siglum)
    return out


def _variants(page: Page) -> list[nodes.Node]:
    """The places where a second copy, supplied by the reader, has other words."""
    found = page.edition.variants
    if not found:
        return []
    title = nodes.rubric("", f"Variants of the copy supplied as {found[0].siglum}")
    out = nodes.bullet_list(classes=["v-apparatus"])
    for variant in found:
        out += nodes.list_item("", _variant(page, variant))
    return [title, out]


def _variant(page: Page, variant: Variant) -> nodes.paragraph:
    line = nodes.paragraph("", "", page.link("para", str(variant.paragraph)))
    lemma = variant.lemma or "(after the words before)"
    line += [nodes.Text("  "), nodes.inline("", lemma, classes=["v-lemma"]), nodes.Text("] ")]
    if variant.kind is VariantKind.ENDS:
        line += nodes.Text(f"not seen in {variant.siglum} ({variant.words} words)")
        return line
    line += nodes.Text(f"{variant.reading} ") if variant.reading else nodes.emphasis("", "om. ")
    line += nodes.strong("", variant.siglum)
    line += nodes.Text(f" ({variant.kind.value}{', accidental' if variant.accidental else ''})")
    return line


@filler("repairs")
def repairs(page: Page) -> list[nodes.Node]:
    """Every change that reading the copy made, with place and reason; emendations stand above."""
    text = page.edition.text
    if text is None:
        return [
            nodes.paragraph("", "This is the commentary: no copy was read, so none was repaired.")
        ]
    made = [r for r in text.repairs if r.rule != "emendation"]
    rows = [_repair(page, repair) for repair in made]
    heads = ["Place", "Line", "Rule", "In the copy", "In this edition"]
    return [table(heads, rows, ["v-repairs"])] if rows else []


def _repair(page: Page, repair: Repair) -> list[list[nodes.Node]]:
    place = page.link("para", str(repair.paragraph)) if repair.paragraph >= 0 else nodes.Text("–")
    line = str(repair.line) if repair.line else "–"
    rule = RULES.get(repair.rule, repair.reason)
    row: list[list[nodes.Node]] = [[place]]
    row += [[nodes.Text(words)] for words in (line, rule, repair.before, repair.after)]
    return row
