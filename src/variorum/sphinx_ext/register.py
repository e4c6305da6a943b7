"""The register of figures: every figure of the article with its verdict and its sources."""

from __future__ import annotations

from docutils import nodes

from variorum.edition import position
from variorum.figures.verdict_marks import VERDICT_CLASS
from variorum.model import Annotation
from variorum.sphinx_ext.backmatter import Page, filler, table
from variorum.sphinx_ext.figures import Check
from variorum.sphinx_ext.sources import Sources

HEADS = ["§", "Words of the text", "Verdict", "What was found", "Source", "Strength"]
WIDTHS = (6, 16, 12, 30, 24, 12)
_NOTE_CELLS = 3
"""The cells that belong to the note, and stand beside all its checks."""


@filler("register-of-figures")
def register(page: Page) -> list[nodes.Node]:
    """One row a check; §, words and verdict of its note stand beside all of them."""
    notes = sorted(
        (n for n in page.edition.notes if n.slug in page.claims),
        key=lambda n: position(page.edition, n),
    )
    if not notes:
        return []
    sources = Sources(page.app, page.docname)
    made = table(HEADS, [], ["v-register"])
    for column, width in zip(made.findall(nodes.colspec), WIDTHS, strict=True):
        column["colwidth"] = width
    (body,) = made.findall(nodes.tbody)
    for note in notes:
        body.extend(_rows(page, sources, note))
    return [made]


def _rows(page: Page, sources: Sources, note: Annotation) -> list[nodes.row]:
    claim = page.claims[note.slug]
    css = VERDICT_CLASS.get(claim.headline, "")
    head: list[list[nodes.Node]] = [
        [page.link("para", str(note.paragraph))],
        [page.link("note", note.slug, note.quote)],
        [nodes.inline("", claim.headline, classes=["v-verdict", css])],
    ]
    checks = [_check(sources, check) for check in claim.checks] or [[[], [], []]]
    rows = []
    for number, cells in enumerate(checks):
        row = nodes.row(ids=[] if number else [f"fig-{note.slug}"])
        for at, cell in enumerate([*([] if number else head), *cells]):
            entry = nodes.entry("", nodes.paragraph("", "", *cell))
            if len(checks) > 1 and not number and at < _NOTE_CELLS:
                entry["morerows"] = len(checks) - 1
            row += entry
        rows.append(row)
    return rows


def _check(sources: Sources, check: Check) -> list[list[nodes.Node]]:
    return [
        [nodes.Text(check.said)],
        list(sources.works(check.sources)),
        [nodes.Text(sources.strength(check.sources))],
    ]
