"""The register of figures: every figure of the article with its verdict and source."""

from __future__ import annotations

from docutils import nodes

from variorum.edition import position
from variorum.sphinx_ext.backmatter import Page, filler, table
from variorum.sphinx_ext.nodes import VERDICT_CLASS


@filler("register-of-figures")
def register(page: Page) -> list[nodes.Node]:
    """One row a figure note: §, the text's words, verdict, what was found."""
    notes = sorted(
        (n for n in page.edition.notes if n.slug in page.claims),
        key=lambda n: position(page.edition, n),
    )
    rows = []
    for note in notes:
        claim = page.claims[note.slug]
        css = VERDICT_CLASS.get(claim.headline, "")
        found: list[nodes.Node] = []
        for check in claim.checks:
            if found:
                found.append(nodes.Text("; "))
            found.append(nodes.Text(check.line))
        rows.append([
            [page.link("para", str(note.paragraph))],
            [page.link("note", note.slug, note.quote)],
            [nodes.inline("", claim.headline, classes=["v-verdict", css])],
            found,
        ])
    if not rows:
        return []
    made = table(["§", "Words of the text", "Verdict", "What was found"], rows, ["v-register"])
    for row, note in zip(made.findall(nodes.tbody), [notes], strict=True):
        for line, each in zip(row.children, note, strict=True):
            assert isinstance(line, nodes.Element)
            line["ids"] = [f"fig-{each.slug}"]
    return [made]
