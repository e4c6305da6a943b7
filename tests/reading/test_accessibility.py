"""axe-core on every type of page, light and dark: no violation of WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.reading.conftest import CHAPTER, Site, Visit

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
Go = Callable[..., Visit]


@pytest.fixture(scope="session")
def axe() -> Any:
    module = pytest.importorskip("axe_playwright_python.sync_playwright")
    return module.Axe()


def violations(axe: Any, page: Any) -> list[str]:
    found = axe.run(page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:140]} {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


TYPES = {
    "full": [
        "index.html",
        CHAPTER,
        "glossary/index.html",
        "backmatter/register-of-figures.html",
        "backmatter/bibliography.html",
        "backmatter/textual-notes.html",
        "backmatter/textual-essay.html",
        "backmatter/chronology.html",
        "backmatter/indexes.html",
        "backmatter/about.html",
        "search.html",
        "genindex.html",
    ],
    "commentary": ["index.html", CHAPTER],  # its other pages are those of the full edition
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_every_type_of_page(site: Site, visit: Go, axe: Any, scheme: str, width: int) -> None:
    said = []
    page = visit(f"{site.address}/index.html", width, color_scheme=scheme).page
    for path in TYPES[site.mode]:
        page.goto(f"{site.address}/{path}")
        said += [f"{path}: {line}" for line in violations(axe, page)]
    assert not said, "\n".join(said[:6])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens(site: Site, visit: Go, axe: Any, scheme: str) -> None:
    """A note, a preview, a citation, the tools, the results of a search."""
    page = visit(f"{site.address}/{CHAPTER}", color_scheme=scheme).page
    page.locator("sup > a.v-figure").first.click()
    said = violations(axe, page)
    page.keyboard.press("Escape")
    page.locator("sup > a").nth(3).hover()
    page.locator(".v-pop").wait_for(state="visible")
    said += violations(axe, page)
    page.locator("#p11 .v-num a").click()
    said += violations(axe, page)
    page.keyboard.press("Escape")
    page.locator("[popovertarget=tools]").click()
    said += violations(axe, page)
    page = visit(f"{site.address}/search.html?q=oil", color_scheme=scheme).page
    page.locator("#search-results li").first.wait_for()
    said += violations(axe, page)
    assert not said, "\n".join(said[:6])
