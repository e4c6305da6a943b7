"""What is done once and looked up is what the extension finds by searching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.docutils import docutils_namespace
from sphinxcontrib.bibtex.domain import BibtexDomain, get_docnames
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from tests.shell.edition import copy_bridge
from variorum.sphinx_ext.bibstyle import References
from variorum.sphinx_ext.cite_domain import CiteDomain
from variorum.sphinx_ext.pace import QuickEnglish

NO_BUILDER: Any = None
NAMES = """
@misc{one, author = {de la Cruz, Ana}, title = {T}, year = {2001}}
@misc{two, author = {Nery Barrios, Jesús and Bee, B.}, title = {T}, year = {2001}}
@misc{body, author = {{The Daily Paper}}, title = {T}}
@misc{three, author = {Ant, A. and Bee, B. and Cow, C.}, title = {T}, year = {2001a}}
@misc{none, title = {{T} of 50\\% \\& more}, year = {2001}}
"""


@pytest.mark.parametrize("key", ["one", "two", "body", "three", "none"])
def test_a_citation_has_the_words_that_the_extension_makes(key: str) -> None:
    style = References()
    given = {
        "entry": parse_string(NAMES, "bibtex").entries[key],
        "style": style,
        "reference_info": SphinxReferenceInfo(NO_BUILDER, "", "", "", None, "see", "p. 3"),
    }
    slow = AuthorYearReferenceStyle.inner(style, "p").format_data(given)
    made = style.inner("p").format_data(given)
    assert str(made).replace("\u00a0", " ") == str(slow).replace("<nbsp>", " ")


def test_the_works_of_a_list_and_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXT", "")  # a copy of another article is at hand where all tests run
    root = copy_bridge(tmp_path)
    with docutils_namespace():
        app = Sphinx(root, root, tmp_path / "o", tmp_path / "d", "dummy", status=None, warning=None)
        app.build()
    domain = app.env.get_domain("cite")
    assert isinstance(domain, CiteDomain)
    docnames = list(get_docnames(app.env))
    assert domain.citation_refs
    for key in domain.bibliographies:
        quick = list(domain.get_filtered_entries(key))
        assert quick == list(BibtexDomain.get_filtered_entries(domain, key)) != []
    quick_keys = list(domain.get_all_cited_keys(docnames))
    assert quick_keys == list(BibtexDomain.get_all_cited_keys(domain, docnames))


def test_stems() -> None:
    words = ["Elections", "elections", "nationalised", "Chávez", "2007"]
    quick, slow = QuickEnglish({}), SearchEnglish({})
    assert [quick.stem(w) for w in [*words, *words]] == [slow.stem(w) for w in [*words, *words]]
