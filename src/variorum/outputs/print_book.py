"""One print page from the pages of the web: cover, title, contents, chapters, back matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from variorum.outputs.markup import Element, by_class, file_of, ids_of, make, parse_body, unwrap
from variorum.outputs.prepare import kind_of, prepare, title_of
from variorum.outputs.print_notes import place_notes, summary_to_margin
from variorum.outputs.records import Records

PERMANENT = ("p", "end-", "note-", "ref-", "term-", "app-", "fig-", "work-")
"""Ids of the edition, the same in every book; all others are made unique by their page."""

TOGETHER = 3
"""Rows of a table with a cell in common that a page break may not part."""
LONG, FEW = 16, 5
"""Rows and columns of a table of numbers that is printed in two columns of the page."""


@dataclass(frozen=True)
class PrintBook:
    """The book in sheaves, each printed by itself, and what was found on the way."""

    front: Element
    """Cover, title page, contents: printed last, when the page numbers are known."""
    sheaves: tuple[Element, ...]
    """One for each page of the web, in reading order."""
    dead: tuple[str, ...] = ()
    """Links that led to nothing in the book and became plain words."""


@dataclass
class _Press:
    """The pages on their way into the book."""

    records: Records
    pages: Mapping[str, Element]
    """The body of each page, by its document; front page included."""
    places: Mapping[str, str] = field(default_factory=dict)
    """For the address of each page, its document."""
    checks: list[tuple[str, list[Element]]] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)

    def sheaf(self, *parts: Element) -> Element:
        """Some sections as an HTML page of their own."""
        root = make("html", lang=str(self.records.data["language"]))
        root.append(make("head"))
        title = str(self.records.data["project"]).partition(":")[0]
        body = make("body", class_="full" if self.records.is_full else "commentary")
        body.set("data-book", title)
        body.extend(parts)
        root.append(body)
        return root


def assemble(
    records: Records, pages: Mapping[str, Element], cover: Element, colophon: list[str]
) -> PrintBook:
    """The whole book; ``pages`` hold the ``main`` of each web page, by document."""
    press = _Press(records, pages, {f"{doc}.html": doc for doc in pages})
    title = _page(press, records.root_doc)
    title.append(_imprint(colophon))
    sheaves = [press.sheaf(_page(press, document.doc)) for document in records.documents]
    if any(codes for _, codes in press.checks):
        sheaves.append(press.sheaf(_checks(press)))
    front = press.sheaf(cover, title, _contents(press))
    _drop_dead_links([front, *sheaves], press)
    return PrintBook(front, tuple(sheaves), tuple(press.dead))


def _page(press: _Press, doc: str) -> Element:
    """One page as a section of the book."""
    main = press.pages[doc]
    body = make("section")
    body.extend(list(main))
    kind = kind_of(doc, press.records.root_doc, body)
    prepare(body)
    for table in body.iter("table"):
        _head_cells(table)
        _keep_rows(table)
    for chart in by_class(body, "v-chart"):
        _keep_lead(chart)
    if kind == "chapter":
        press.checks.append((title_of(body), place_notes(body, press.records.data["author"])))
        summary_to_margin(body)
    body.set("class", f"doc kind-{kind} name-{doc.rsplit('/', 1)[-1]}")
    for element in [e for e in body.iter() if isinstance(e.tag, str) and e.get("id")]:
        element.set("id", _own_id(doc, element.get("id")))
    body.set("id", _own_id(doc, ""))
    for link in body.xpath(".//a[@href]"):
        _relink(press, doc, link)
    if kind == "indexes":
        for link in body.xpath(".//a[starts-with(@href, '#p')]"):
            if link.get("href")[2:].isdigit():
                link.append(_page_mark(link))
    return body


def _page_mark(link: Element) -> Element:
    """A place for the number of the page to which a link leads; `pdf` fills it."""
    return make("span", class_="pg", data_to=link.get("href")[1:])


def _own_id(doc: str, name: str) -> str:
    if name.startswith(PERMANENT[1:]) or (name[:1] == "p" and name[1:].isdigit()):
        return name
    return f"{doc.replace('/', '.')}.{name}" if name else doc.replace("/", ".")


def _relink(press: _Press, doc: str, link: Element) -> None:
    """A link between pages becomes a link within the book."""
    parts = urlsplit(link.get("href"))
    if parts.scheme or parts.netloc:
        return
    target = press.places.get(file_of(f"{doc}.html", link.get("href")))
    if target is None:
        press.dead.append(link.get("href"))
        unwrap(link)
        return
    link.set("href", f"#{_own_id(target, parts.fragment)}")


def _drop_dead_links(sheaves: list[Element], press: _Press) -> None:
    known = {name for sheaf in sheaves for name in ids_of(sheaf)}
    for sheaf in sheaves:
        for link in sheaf.xpath(".//a[starts-with(@href, '#')]"):
            if link.get("href")[1:] not in known:
                press.dead.append(link.get("href"))
                unwrap(link)


def _head_cells(table: Element) -> None:
    for cell in table.xpath(".//thead//th"):
        cell.set("scope", "col")


def _keep_rows(table: Element) -> None:
    """Rows that share a cell stand on one page, unless they are many; none stands all alone."""
    every = table.findall("tbody/tr")
    if not any(cell.get("rowspan") for row in every for cell in row):
        for row in every[1:2] + every[2:][-2:]:
            row.set("class", "v-cling")
        return
    for body in table.findall("tbody"):
        rows = list(body)
        while rows:
            count = max([int(cell.get("rowspan", 1)) for cell in rows[0]], default=1)
            if 1 < count <= TOGETHER:
                group = make("tbody", class_="v-whole")
                body.addprevious(group)
                group.extend(rows[:count])
            else:
                _last_group(body).extend(rows[:count])
            rows = rows[count:]
        body.getparent().remove(body)


def _last_group(body: Element) -> Element:
    """The group before, if rows may be added to it, or a new one."""
    before = body.getprevious()
    if before is None or before.tag != "tbody" or before.get("class"):
        before = make("tbody")
        body.addprevious(before)
    return before


def _keep_lead(chart: Element) -> None:
    """What is said just before a chart stands with it."""
    before = chart.getprevious()
    if before is not None and before.tag == "p":
        before.set("class", "v-lead")
    for table in chart.iter("table"):
        rows = table.findall("tbody/tr")
        if len(rows) >= LONG and len(rows[0]) <= FEW:
            box = make("div", class_="v-two")
            table.addprevious(box)
            box.append(table)


def _imprint(lines: list[str]) -> Element:
    box = make("div", class_="imprint")
    for line in lines:
        box.append(make("p", line))
    return box


def _contents(press: _Press) -> Element:
    """The table of contents; page numbers are put in by the style sheet."""
    section = make("section", class_="doc kind-contents", id="contents")
    section.append(make("h1", "Contents"))
    ranges = {c["doc"]: [p["number"] for p in c["paragraphs"]] for c in press.records.chapters}
    for part in press.records.parts:
        if part.caption:
            section.append(make("p", part.caption, class_="toc-part"))
        listing = make("ul")
        for document in part.documents:
            listing.append(_line(document.doc, document.title, ranges.get(document.doc, [])))
        section.append(listing)
    if any(codes for _, codes in press.checks):
        section[-1].append(_line("checks", "The checks", []))
    return section


def _line(doc: str, title: str, numbers: list[int]) -> Element:
    item = make("li")
    link = make("a", href=f"#{_own_id(doc, '')}")
    link.append(make("span", title, class_="toc-title"))
    if numbers:
        first, last = max(numbers[0], 1), numbers[-1]
        span = make("span", f"§ {first}–{last}" if last > first else f"§ {first}")
        span.set("class", "toc-range")
        span.tail = ""
        link[-1].tail = " "
        link.append(span)
    link.append(_page_mark(link))
    item.append(link)
    return item


def _checks(press: _Press) -> Element:
    """The code of every check, which the foot of a page has no room for."""
    section = make("section", class_="doc kind-other name-checks", id="checks")
    section.append(make("h1", "The checks"))
    section.append(
        make(
            "p",
            "Each figure note rests on the lines below, as the program runs them; "
            "what they print stands in the note.",
        )
    )
    for title, codes in press.checks:
        if codes:
            section.append(make("h2", title))
            section.extend(codes)
    return section


def main_pages(read: Mapping[str, str]) -> dict[str, Element]:
    """The ``main`` of each page, from its HTML, by document."""
    out = {}
    for doc, page in read.items():
        start, end = page.index("<main"), page.rindex("</main>")
        inside = page[page.index(">", start) + 1 : end]
        out[doc] = parse_body(inside)
    return out
