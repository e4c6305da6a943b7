"""The register of figures: every figure of the article with its verdict and source."""

from __future__ import annotations

from docutils import nodes

from variorum.edition import position
from variorum.model import Annotation
from variorum.sphinx_ext.backmatter import Page, filler, table
from variorum.sphinx_ext.nodes import VERDICT_CLASS


@filler("register-of-figures")
def register(page: Page) -> list[nodes.Node]:
    """One row a figure note: §, the text's words, verdict, what was found."""
    notes = sorted(
        (n for n in page.edition.notes if n.slug in page.claims),
        key=lambda n: position(page.edition, n),
    )
    if not notes:
        return []
    rows = [_row(page, note) for note in notes]
    made = table(["§", "Words of the text", "Verdict", "What was found"], rows, ["v-register"])
    (body,) = made.findall(nodes.tbody)
    for line, note in zip(body.findall(nodes.row), notes, strict=True):
        line["ids"] = [f"fig-{note.slug}"]
    return [made]


def _row(page: Page, note: Annotation) -> list[list[nodes.Node]]:
    claim = page.claims[note.slug]
    found: list[nodes.Node] = []
    for check in claim.checks:
        if found:
            found.append(nodes.Text("; "))
        found.append(nodes.Text(check.line))
    css = VERDICT_CLASS.get(claim.headline, "")
    return [
        [page.link("para", str(note.paragraph))],
        [page.link("note", note.slug, note.quote)],
        [nodes.inline("", claim.headline, classes=["v-verdict", css])],
        found,
    ]
