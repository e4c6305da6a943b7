"""How works are cited and listed: (Woods 2008a), and author, title, site, date, address.

Made for web pages and newspapers. ``setup`` registers the pybtex style, the reference style and
the letters that tell works of one author and year apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from string import ascii_lowercase
from typing import Any
from urllib.parse import unquote

import docutils.nodes
import pybtex.plugin
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.database import Entry, Person
from pybtex.richtext import BaseMultipartText, HRef, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex import plugin
from sphinxcontrib.bibtex.style import template
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from variorum.sphinx_ext.cite_domain import CiteDomain
from variorum.works.bibliography import date_in_words, plain, shown_address

NAME = "variorum"
UNDATED = "n.d."
NO_BREAK = "\u00a0"
_WHERE_FIELDS = ("journal", "howpublished", "address", "publisher", "volume", "number", "pages")


class Foreign(BaseMultipartText):  # type: ignore[misc]
    """Words in another language, so that a screen reader changes its voice."""

    def __init__(self, language: str, *parts: Any) -> None:
        self.info = (language,)
        super().__init__(*parts)

    def render(self, backend: Any) -> Any:
        """As the backend does, with the language marked in documents."""
        rendered = super().render(backend)
        if not isinstance(rendered, list):
            return rendered
        (language,) = self.info
        return [docutils.nodes.inline("", "", *rendered, classes=[f"language-{language}"])]


class Sorting(BaseSortingStyle):  # type: ignore[misc]
    """By author, then date, then title."""

    def sorting_key(self, entry: Entry) -> tuple[str, str, str]:
        """Works without a date come last under their author."""
        authors = " ".join(_last_first(p) for p in entry.persons.get("author", []))
        title = plain(entry.fields.get("title", ""))
        return (_letters(authors or title), _date(entry) or "9999", _letters(title))


class Labels(BaseLabelStyle):  # type: ignore[misc]
    """Author and year, as the citation in the text has them."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterable[str]:
        """One label an entry."""
        for entry in sorted_entries:
            yield f"{_short_authors(entry)} {entry.fields.get('year') or UNDATED}"


class Style(BaseStyle):  # type: ignore[misc]
    """An entry of the list."""

    default_name_style = "lastfirst"
    default_label_style = Labels
    default_sorting_style = Sorting

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> Any:
        """One entry in five parts at most: author, title, site and date, note, address."""
        del bib_data
        parts = [
            _sentence(" and ".join(_last_first(p) for p in entry.persons.get("author", []))),
            _title(entry),
            _sentence(", ".join(w for w in (_where(entry), date_in_words(_date(entry))) if w)),
            _sentence(plain(entry.fields.get("note", ""))),
            _address(entry.fields.get("url", "").strip()),
        ]
        text = Text(" ").join([part for part in parts if part])
        return pybtex.style.FormattedEntry(entry.key, text, label)


def _sentence(words: str) -> Text:
    if not words:
        return Text()
    return Text(words if words.endswith((".", "!", "?")) else f"{words}.")


def _title(entry: Entry) -> Text:
    words = plain(entry.fields.get("title", ""))
    language = entry.fields.get("language", "")
    body = Foreign(language, words) if language else Text(words)
    stop = "" if words.endswith(("?", "!", "…")) else "."
    if words.startswith("["):  # the editors' title, which is no quotation
        return Text(body, ".")
    if entry.type == "book":
        return Text(Tag("em", body), stop or " ")
    return Text("“", body, f"{stop}”")


def _where(entry: Entry) -> str:
    fields = {name: plain(entry.fields.get(name, "")) for name in _WHERE_FIELDS}
    where = fields.get("journal") or fields.get("howpublished") or ""
    if entry.type == "book":
        where = ": ".join(w for w in (fields.get("address"), fields.get("publisher")) if w)
    elif entry.type == "article":
        volume, number = fields.get("volume"), fields.get("number")
        where += f" {volume}" if volume else ""
        where += (f"/{number}" if volume else f", no. {number}") if number else ""
    pages = fields.get("pages")
    if not (pages and where):
        return where
    return f"{where}, {'pp.' if '–' in pages else 'p.'} {pages}"


def _address(url: str) -> Text:
    if not url:
        return Text()
    shown = unquote(url)
    return Text(HRef(url, shown_address(shown if shown.isprintable() else url), external=True))


def _last_first(person: Person) -> str:
    first = " ".join([*person.first_names, *person.middle_names])
    last = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    return plain(f"{last}, {first}" if first else last)


def _short_authors(entry: Entry, space: str = " ") -> str:
    persons = entry.persons.get("author", [])
    names = [plain(space.join([*p.prelast_names, *p.last_names])) for p in persons]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names) or plain(entry.fields.get("title", entry.key))


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum() or c == " ").removeprefix("the ")


def _date(entry: Entry) -> str:
    year = str(entry.fields.get("year", ""))[:4]  # without the letter, if it has one already
    return str(entry.fields.get("date", "")) or (year if year.isdigit() else "")


def tell_apart(entries: Iterable[Entry]) -> None:
    """Give works of one author and year the letters a, b, c … in the order of their dates."""
    groups: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_short_authors(entry), _date(entry)[:4]].append(entry)
    for (_, year), works in groups.items():
        works.sort(key=lambda w: (_date(w), w.key))
        for work, number in zip(works, count(), strict=False):
            letter = _letter(number) if len(works) > 1 else ""
            base = year or UNDATED
            work.fields["year"] = f"{base}-{letter}" if letter and not year else base + letter


def _letter(number: int) -> str:
    """a … z, aa, ab …"""
    first, last = divmod(number, len(ascii_lowercase))
    return (_letter(first - 1) if first else "") + ascii_lowercase[last]


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ")


@dataclass
class References(AuthorYearReferenceStyle):
    """(Woods 2008) in round brackets, several with semicolons."""

    bracket_textual: BracketStyle = field(default_factory=_round)
    bracket_parenthetical: BracketStyle = field(default_factory=_round)
    bracket_author: BracketStyle = field(default_factory=_round)
    bracket_label: BracketStyle = field(default_factory=_round)
    bracket_year: BracketStyle = field(default_factory=_round)
    person: PersonStyle = field(default_factory=lambda: PersonStyle(other=" et al."))
    author_year_sep: str = " "

    def inner(self, role_name: str) -> Any:
        """One work of a citation."""
        return _CITED if role_name == "p" else super().inner(role_name)


@template.node  # type: ignore[untyped-decorator]
def _author_year(children: Any, data: Any) -> Text:
    """What the extension's seven templates make; the words of a name stay on one line."""
    entry = data["entry"]
    if not entry.persons.get("author"):
        names = data["style"].person.author_or_editor_or_title(full=False)
        return template.join(sep=" ")[names, template.year].format_data(data)
    return Text(f"{_short_authors(entry, NO_BREAK)} {entry.fields.get('year') or UNDATED}")


_CITED = template.join2(sep1=" ", sep2=", ")[
    template.pre_text, template.reference[_author_year], template.post_text
]


def _on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Letters and permanent ids, before the extension makes labels and links of them."""
    domain: Any = env.get_domain("cite")
    tell_apart(domain.bibdata.data.entries.values())
    for listed in domain.bibliographies.values():
        for key, node in listed.citation_nodes.items():
            # Two lists of one page share no work, so the id is unique where it is printed.
            node["ids"] = [work_id(key)]
    return []


def work_id(key: str) -> str:
    """The permanent address of a work in the list."""
    return f"work-{docutils.nodes.make_id(key)}"


def _on_config(app: Sphinx, config: Config) -> None:
    """Our styles, unless conf.py chose others."""
    for name in ("bibtex_default_style", "bibtex_reference_style"):
        if getattr(config, name) == config.values[name].default:
            config[name] = NAME


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the styles; the letters are given before the bibliography makes its labels."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, Style, force=True)
    # Each citation asks for this backend by name; unregistered, that searches every installed
    # distribution anew, which took half the time of a build.
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
    plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, References, force=True)
    app.connect("config-inited", _on_config, priority=400)
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(CiteDomain, override=True)
    app.connect("env-updated", _on_env_updated, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
