"""The edition's settings: data only."""

import os

project = "The revolution in danger: a critical edition"
author = "The Variorum editors"
copyright = "2026, The Variorum editors; the article belongs to its publisher"
version = release = "0.1.0"
language = "en"

extensions = ["myst_parser", "sphinx_design", "variorum.sphinx_ext"]
source_suffix = {".md": "markdown"}
exclude_patterns = [
    "_build",
    ".*",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSES",
    "text",
    "tests",
    "benchmarks",
    "data",
    "src",
    "glossary/*/*",
]
smartquotes = False
nitpicky = True
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist", "smartquotes"]
myst_disable_syntax = ["html_block", "html_inline"]
bibtex_bibfiles = ["references.bib"]

# The reader's copy of the article: a path or an address. Empty: whatever text/ holds.
variorum_text = os.environ.get("TEXT", "")
variorum_second_text = os.environ.get("TEXT_B", "")
variorum_accept_drift = os.environ.get("ACCEPT_DRIFT", "") == "1"
variorum_keep_going = os.environ.get("KEEP_GOING", "") == "1"
variorum_article = {
    "title": "The revolution in danger",
    "strap": "Venezuela",
    "byline": "Tony Saunois, Committee for a Workers' International",
    "date": "28 January 2008",
    "site": "socialistworld.net",
}
variorum_edit_url = ""

html_theme = "variorum"
html_title = "The revolution in danger"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_show_sourcelink = False
html_permalinks = False
html_last_updated_fmt = None
html_theme_options = {
    "work_title": "The revolution in danger",
    "work_author": "Saunois, Tony",
    "work_year": "2008",
    "edition_editors": "The Variorum editors",
    "edition_publisher": "Variorum",
    "edition_year": "2026",
}

epub_show_urls = "no"
