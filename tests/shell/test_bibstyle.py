"""Works are cited as (Author year) and listed as author, title, site, date, address."""

from __future__ import annotations

import re
from html import unescape

import pytest
from docutils.nodes import make_id
from pybtex.database import BibliographyData, parse_string
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from variorum.sphinx_ext import bibstyle

BIB = """
@misc{page, author = {Doe, Jane Ann}, title = {What is it?}, howpublished = {A Site},
  year = {2007}, date = {2007-12-03}, url = {https://www.example.org/a%C3%A9/}, note = {Repost}}
@misc{later, author = {Doe, Jane Ann}, title = {More}, year = {2007}, date = {2007-12-04}}
@misc{body, author = {{The Daily Paper}}, title = {[Report]}, note = {Undated}}
@misc{body_two, author = {{The Daily Paper}}, title = {Título}, language = {es}, note = {Undated}}
@article{three, author = {Ant, A. and Bee, B. and van der Cow, C.}, title = {T}, year = {2001},
  journal = {J}, volume = {6}, number = {1}, pages = {11--44}}
@book{book, author = {Karl, Max}, title = {The Book}, address = {London},
  publisher = {P}, year = {1852}}
"""


@pytest.fixture
def data() -> BibliographyData:
    parsed = parse_string(BIB, "bibtex")
    bibstyle.tell_apart(parsed.entries.values())
    return parsed


def listed(data: BibliographyData) -> dict[str, tuple[str, str]]:
    """Label and words of each entry."""
    style = bibstyle.Style()
    entries = style.format_entries(data.entries.values())
    return {e.key: (e.label, str(e.text)) for e in entries}


@pytest.mark.parametrize(
    ("key", "label", "words"),
    [
        (
            "page",
            "Doe 2007a",
            "Doe, Jane Ann. “What is it?” A Site, 3 December 2007. Repost. example.org/aé",
        ),
        ("later", "Doe 2007b", "Doe, Jane Ann. “More.” 4 December 2007."),
        ("body", "The Daily Paper n.d.-a", "The Daily Paper. [Report]. Undated."),
        ("body_two", "The Daily Paper n.d.-b", "The Daily Paper. “Título.” Undated."),
        (
            "three",
            "Ant et al. 2001",
            "Ant, A. and Bee, B. and van der Cow, C. “T.” J 6/1, pp. 11–44, 2001.",
        ),
        ("book", "Karl 1852", "Karl, Max. The Book. London: P, 1852."),
    ],
)
def test_an_entry(data: BibliographyData, key: str, label: str, words: str) -> None:
    assert listed(data)[key] == (label, words)


def test_sorted_by_author_and_date(data: BibliographyData) -> None:
    assert list(listed(data)) == ["three", "body", "body_two", "page", "later", "book"]


def test_letters_are_given_once_only(data: BibliographyData) -> None:
    before = listed(data)
    bibstyle.tell_apart(data.entries.values())
    assert listed(data) == before


def test_many_works_of_one_year() -> None:
    bib = "".join(
        f"@misc{{k{n:02}, author={{A, B}}, title={{T}}, year={{2001}}}}" for n in range(28)
    )
    parsed = parse_string(bib, "bibtex")
    bibstyle.tell_apart(parsed.entries.values())
    years = [entry.fields["year"] for entry in parsed.entries.values()]
    assert years[0] == "2001a" and years[25:] == ["2001z", "2001aa", "2001ab"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    """A small book with two lists, built twice, the second time from what was kept."""
    source = tmp_path_factory.mktemp("book")
    marked = BIB.replace("@book{book,", "@book{book, keywords = {article},")
    (source / "references.bib").write_text(marked, encoding="utf-8")
    (source / "conf.py").write_text(
        'extensions = ["myst_parser", "variorum.sphinx_ext.bibstyle"]\n'
        'bibtex_bibfiles = ["references.bib"]\nhtml_theme = "basic"\n',
        encoding="utf-8",
    )
    (source / "index.md").write_text(
        "# B\n\n{cite:p}`page,body_two` {cite:t}`later` {cite:p}`three{p. 12}` {cite:p}`book`\n\n"
        "```{toctree}\nworks\n```\n",
        encoding="utf-8",
    )
    (source / "works.md").write_text(
        '# W\n\n```{bibliography}\n:filter: keywords % "article"\n```\n\n'
        '```{bibliography}\n:filter: not keywords % "article"\n```\n',
        encoding="utf-8",
    )
    warnings = source / "warnings.txt"
    with warnings.open("w", encoding="utf-8") as stream:
        for _ in range(2):
            with docutils_namespace():
                app = Sphinx(
                source, source, source / "out", source / "trees", "html",
                status=None, warning=stream, parallel=2,
              )  # fmt: skip
                app.build()
    pages = {p.stem: p.read_text(encoding="utf-8") for p in (source / "out").glob("*.html")}
    return pages, warnings.read_text(encoding="utf-8")


def test_the_book_has_no_warnings(built: tuple[dict[str, str], str]) -> None:
    assert built[1] == ""


def test_citations_in_the_text(built: tuple[dict[str, str], str]) -> None:
    words = unescape(re.sub(r"<[^>]+>", "", built[0]["index"]))
    assert "(The Daily Paper n.d.-b; Doe 2007a) Doe (2007b) (Ant et al. 2001, p. 12)" in words
    assert "(Karl 1852)" in words


def test_every_citation_lands_on_its_work(built: tuple[dict[str, str], str]) -> None:
    targets = re.findall(r'href="works\.html#([^"]+)"', built[0]["index"])
    assert {"work-page", "work-body-two", "work-book"} <= set(targets)
    for target in targets:
        assert built[0]["works"].count(f'id="{target}"') == 1
    assert make_id("body_two") == "body-two"


def test_a_foreign_title_says_its_language(built: tuple[dict[str, str], str]) -> None:
    assert re.search(r'<span[^>]*lang="es"[^>]*>Título</span>', built[0]["works"])


def test_addresses_are_links(built: tuple[dict[str, str], str]) -> None:
    assert 'href="https://www.example.org/a%C3%A9/">example.org/aé</a>' in built[0]["works"]
