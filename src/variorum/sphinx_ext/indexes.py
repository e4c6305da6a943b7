"""Indexes by paragraph, the chronology, and who made the edition."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import groupby
from pathlib import Path

from docutils import nodes

from variorum.sphinx_ext.backmatter import Page, filler
from variorum.sphinx_ext.bibstyle import work_id
from variorum.sphinx_ext.cited_in import uses
from variorum.works.bibliography import date_in_words, plain

EVENTS = Path("data") / "events.csv"


@filler("index-of")
def index_of(page: Page) -> list[nodes.Node]:
    """Entries of one folder of the glossary, or the works, each with its paragraphs."""
    if page.argument == "works":
        return _works(page)
    out = nodes.bullet_list(classes=["v-index"])
    entries = [e for e in page.edition.entries if e.place.path.parent.name == page.argument]
    for entry in sorted(entries, key=lambda e: e.term.casefold()):
        line = nodes.paragraph("", "", page.link("term", entry.slug), nodes.Text("  "))
        numbers = [n for n in page.edition.used.get(entry.slug, ()) if n]
        line.extend(page.paragraph_links(numbers))
        out += nodes.list_item("", line)
    return [out]


def _works(page: Page) -> list[nodes.Node]:
    """Works by the printed form of their citation, with the paragraphs whose notes cite them."""
    out = nodes.bullet_list(classes=["v-index"])
    cited = uses(page.edition)
    for key, docname, label in _listed_works(page):
        numbers = sorted({n for n, _number, _slug in cited[key].notes} if key in cited else ())
        if not numbers:
            continue
        uri = page.app.builder.get_relative_uri(page.docname, docname)
        work = nodes.reference("", label, internal=True, refuri=f"{uri}#{work_id(key)}")
        line = nodes.paragraph("", "", work, nodes.Text("  "))
        line.extend(page.paragraph_links(numbers))
        out += nodes.list_item("", line)
    return [out]


def _listed_works(page: Page) -> list[tuple[str, str, str]]:
    """Key, page of its list, and citation with title of each work, in the order of the alphabet."""
    works = []
    for citation in page.app.env.get_domain("cite").citations:  # type: ignore[attr-defined]
        title = plain(citation.entry.fields.get("title", ""))
        label = f"{citation.formatted_entry.label}: {title}"
        works.append((citation.key, citation.bibliography_key.docname, label))
    return sorted(works, key=lambda work: work[2].casefold())


@filler("chronology")
def chronology(page: Page) -> list[nodes.Node]:
    """The table of events in order of date; the dates that a figure note binds are marked."""
    path = Path(page.app.srcdir) / EVENTS
    with path.open(encoding="utf-8", newline="") as file:
        numbered = enumerate(csv.DictReader(file), start=2)  # the header is line 1
        events = sorted(numbered, key=lambda pair: pair[1]["date"])
    bound = _bound_events(page)
    out = nodes.definition_list(classes=["v-chronology"])
    for date, same_day in groupby(events, key=lambda pair: pair[1]["date"]):
        said = nodes.definition()
        for line, row in same_day:
            said += _event(page, row["label"], bound.get(line, []))
        out += nodes.definition_list_item("", nodes.term("", date_in_words(date)), said)
    return [out]


def _event(page: Page, label: str, where: list[int]) -> nodes.paragraph:
    """What happened, and the paragraphs of the article that give the date."""
    words = nodes.paragraph("", label)
    if where:
        sign = nodes.inline("", "in the article", classes=["v-in-article"])
        words += [nodes.Text(" "), sign, nodes.Text(": ")]
        words.extend(page.paragraph_links(where))
    return words


def _bound_events(page: Page) -> dict[int, list[int]]:
    """For each line of the table of events, the paragraphs whose figure notes read it."""
    found: dict[int, set[int]] = {}
    paragraph_of = {note.slug: note.paragraph for note in page.edition.notes}
    for slug, claim in page.claims.items():
        for table, line in (cell for check in claim.checks for cell in check.cells):
            if table == EVENTS.stem:
                found.setdefault(line, set()).add(paragraph_of[slug])
    return {line: sorted(numbers) for line, numbers in found.items()}


@filler("contributors")
def contributors(page: Page) -> list[nodes.Node]:
    """Everyone of contributors.toml, with roles and the number of notes written and checked."""
    wrote = Counter(note.by for note in page.edition.notes)
    checked = Counter(note.checked_by for note in page.edition.notes)
    out = nodes.bullet_list(classes=["v-contributors"])
    for person in page.edition.contributors:
        name: nodes.Node = nodes.strong("", person.name)
        if person.link:
            name = nodes.reference("", person.name, refuri=person.link)
        line = nodes.paragraph("", "", name)
        parts = [", ".join(person.roles)] if person.roles else []
        parts += [f"{wrote[person.id]} notes"] if wrote[person.id] else []
        parts += [f"{checked[person.id]} checked"] if checked[person.id] else []
        line += nodes.Text(": " + "; ".join(parts) if parts else "")
        out += nodes.list_item("", line)
    return [out]
