import os

project = "The toll on the bridge: a test edition"
author = "The test editors"
copyright = "2026, the test editors"
version = release = "1.0"
language = "en"
extensions = ["myst_parser", "variorum.sphinx_ext"]
exclude_patterns = ["_build", "text", "data", "glossary/*/*"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
smartquotes = False
nitpicky = True
bibtex_bibfiles = ["references.bib"]
variorum_text = os.environ.get("TEXT", "")
variorum_second_text = os.environ.get("TEXT_B", "")
variorum_accept_drift = os.environ.get("ACCEPT_DRIFT", "") == "1"
variorum_article = {
    "title": "The toll on the bridge",
    "byline": "Ada Pell",
    "date": "4 May 1931",
}
html_theme = "variorum"

# So short a text is quoted up quickly.
variorum_quoted_share = 0.6
