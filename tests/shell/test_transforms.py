"""Words in another language are marked, and the mark itself is never printed."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from variorum.sphinx_ext.transforms import MarkForeign


def marked(*children: nodes.Node) -> nodes.paragraph:
    document = new_document("page", get_default_settings())
    paragraph = nodes.paragraph("", "", *children)
    document += paragraph
    MarkForeign(document).apply()
    return paragraph


@pytest.mark.parametrize(
    ("after", "left", "classes"),
    [
        ("{lang=es}", "molino", ["language-es"]),
        ("{lang=es} (mill)", "molino (mill)", ["language-es"]),
        ("{lang=pt-BR}.", "molino.", ["language-pt-br"]),
        (" {lang=es}", "molino {lang=es}", []),
        ("{lang=}", "molino{lang=}", []),
        ("{lang=es onclick=x}", "molino{lang=es onclick=x}", []),
        (", plain", "molino, plain", []),
    ],
)
def test_a_mark_after_emphasis(after: str, left: str, classes: list[str]) -> None:
    paragraph = marked(nodes.emphasis("", "molino"), nodes.Text(after))
    assert paragraph.astext() == left
    assert paragraph[0]["classes"] == classes


def test_the_same_mark_twice_goes_to_its_own_words() -> None:
    paragraph = marked(
        nodes.emphasis("", "molino"),
        nodes.Text("{lang=es} and "),
        nodes.emphasis("", "moulin"),
        nodes.Text("{lang=fr}"),
        nodes.strong("", "otro"),
        nodes.Text("{lang=es} and "),
    )
    assert paragraph.astext() == "molino and moulinotro and "
    languages = [n["classes"] for n in paragraph.children if isinstance(n, nodes.Element)]
    assert languages == [["language-es"], ["language-fr"], ["language-es"]]


def test_a_mark_with_no_words_before_it_stays_text() -> None:
    assert marked(nodes.Text("{lang=es} alone")).astext() == "{lang=es} alone"
