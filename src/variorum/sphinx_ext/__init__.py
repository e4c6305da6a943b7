"""The Sphinx shell. `setup` is the table of contents; the work lives elsewhere."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from variorum import __version__
from variorum.sphinx_ext import bibstyle, cited_in, reading_page
from variorum.sphinx_ext.backmatter import setup_backmatter
from variorum.sphinx_ext.build import check_edition, choose_domain
from variorum.sphinx_ext.check_lines import setup_checks
from variorum.sphinx_ext.directives import AnnotationDirective, ParagraphDirective
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.epub import setup_books
from variorum.sphinx_ext.fill import fill_chapter
from variorum.sphinx_ext.freshness import setup_freshness
from variorum.sphinx_ext.glossary_page import GlossaryEntriesDirective, fill_glossary
from variorum.sphinx_ext.guard import setup_guard
from variorum.sphinx_ext.nodes import setup_nodes
from variorum.sphinx_ext.pace import setup_pace
from variorum.sphinx_ext.settings import setup_settings
from variorum.sphinx_ext.transforms import GatherNotes


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything an edition needs."""
    setup_settings(app)

    # what authors write
    app.add_domain(VariorumDomain)
    app.add_directive_to_domain("variorum", "paragraph", ParagraphDirective)
    app.add_directive_to_domain("variorum", "annotation", AnnotationDirective)
    app.add_directive_to_domain("variorum", "glossary-entries", GlossaryEntriesDirective)

    # what becomes of it
    setup_nodes(app)
    setup_checks(app)
    app.add_transform(GatherNotes)
    setup_backmatter(app)

    # when
    setup_pace(app)
    setup_guard(app)
    app.connect("config-inited", choose_domain)
    app.connect("env-updated", check_edition)
    setup_freshness(app)
    app.connect("doctree-resolved", fill_chapter)
    app.connect("doctree-resolved", fill_glossary)

    # how it looks
    app.setup_extension("sphinxcontrib.bibtex")
    bibstyle.setup(app)
    cited_in.setup(app)
    reading_page.setup(app)
    setup_books(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
