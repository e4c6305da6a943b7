"""The front page: which of the two books this is, and what the figures came to."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from variorum.figures.verdict_marks import VERDICT_CLASS
from variorum.model import State
from variorum.sphinx_ext.backmatter import Page, filler
from variorum.text.inline import set_quotes


@filler("title-page")
def title_page(page: Page) -> list[nodes.Node]:
    """Strap, author and date as the article has them."""
    article = page.app.config.variorum_article
    box = nodes.container(classes=["v-titlepage"])
    for key, name in (("strap", "v-strap"), ("byline", "v-author"), ("date", "v-date")):
        if article.get(key):
            box += nodes.paragraph("", set_quotes(article[key]), classes=[name])
    return [box]


@filler("which-edition")
def which_edition(page: Page) -> list[nodes.Node]:
    """Say whether the reader holds the commentary or the full edition, and how to get the other."""
    box = nodes.container(classes=["v-which"])
    if page.edition.is_full:
        words = (
            "You are reading the full edition: the article’s text, from the copy that you "
            "supplied, with its notes beside it. It is for your own use. Built without that "
            "copy, the same sources give the commentary, which may be passed on."
        )
    else:
        words = (
            "You are reading the commentary: the editors’ summaries, notes and checks, "
            "without the article’s text. If you have the article, build the full edition with "
        )
    line = nodes.paragraph("", words)
    if not page.edition.is_full:
        line += nodes.literal("", "make book TEXT=article.txt")
        line += nodes.Text(".")
    box += line
    return [box]


@filler("coverage")
def coverage_line(page: Page) -> list[nodes.Node]:
    """How many numbers the text holds: compared with data, not checkable, waived."""
    return [nodes.paragraph("", f"{page.edition.coverage}.", classes=["v-coverage"])]


@filler("drafts")
def drafts(page: Page) -> list[nodes.Node]:
    """How many notes are drafts, each with its link; nothing when there is none."""
    notes = page.edition.notes
    left = [note for note in notes if note.state == State.DRAFT]
    if not left:
        return []
    are = "is a draft" if len(left) == 1 else "are drafts"
    line = nodes.paragraph("", f"Of the {len(notes)} notes {len(left)} {are}: ")
    for number, note in enumerate(left):
        line += [nodes.Text(", ")] if number else []
        line += page.link("note", note.slug, f"“{note.quote}” in § {note.paragraph}")
    line += nodes.Text(".")
    return [line]


@filler("tally")
def tally(page: Page) -> list[nodes.Node]:
    """How many figures agree, differ, or cannot be checked."""
    counts = Counter(claim.headline for claim in page.claims.values())
    out = nodes.bullet_list(classes=["v-tally"])
    for verdict, css in VERDICT_CLASS.items():
        if counts[verdict]:
            line = nodes.paragraph("", "", nodes.strong("", str(counts[verdict])))
            line += nodes.Text(" ")
            line += nodes.inline("", verdict, classes=["v-verdict", css])
            out += nodes.list_item("", line)
    return [out]


@filler("telling-figures")
def telling_figures(page: Page) -> list[nodes.Node]:
    """Some figures by the names of their notes, with what the source says."""
    out = nodes.bullet_list(classes=["v-telling"])
    for slug in page.argument.split():
        claim = page.claims.get(slug)
        note = next((n for n in page.edition.notes if n.slug == slug), None)
        if claim is None or note is None:
            continue
        line = nodes.paragraph("", "", nodes.inline("", f"“{note.quote}”", classes=["v-lemma"]))
        line += nodes.Text(" ")
        css = VERDICT_CLASS.get(claim.headline, "")
        line += nodes.inline("", claim.headline, classes=["v-verdict", css])
        line += nodes.Text(" ")
        line += page.link("note", slug, f"§ {note.paragraph}")
        # One check a verdict is enough here; the note and the register have them all.
        telling = {check.verdict: check for check in reversed(claim.checks)}
        chosen = [check for check in claim.checks if telling[check.verdict] is check]
        found = "; ".join(check.said.partition(": ")[2] for check in chosen)
        out += nodes.list_item("", line, nodes.paragraph("", found, classes=["v-found"]))
    return [out]
