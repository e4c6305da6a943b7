"""The page in WebKit, the engine of Safari, driven through the system's WebKitGTK."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reading.conftest import CHAPTER, Site

webdriver = pytest.importorskip("selenium.webdriver")
from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.client_config import ClientConfig  # noqa: E402
from selenium.webdriver.remote.remote_connection import RemoteConnection  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
FIGURE = "sup > a.v-figure"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen without a monitor."""
    if shutil.which("Xvfb") is None:
        pytest.skip("needs a virtual screen: apt-get install xvfb")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().decode().strip()}"
        server.terminate()


@pytest.fixture(scope="module")
def webkit(display: str) -> Iterator[Any]:
    """The browser, on a wide window."""
    program = shutil.which("WebKitWebDriver")
    found = sorted(Path("/").glob(BROWSERS.removeprefix("/")))
    if program is None or not found:
        pytest.skip("needs WebKit: apt-get install webkit2gtk-driver")
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(found[-1])
    options.add_argument("--automation")
    service = webdriver.WebKitGTKService(program, env={**os.environ, "DISPLAY": display})
    service.start()
    try:
        # Not `webdriver.WebKitGTK`, which still calls what its own library deprecates.
        there = RemoteConnection(client_config=ClientConfig(service.service_url))
        driver = webdriver.Remote(there, options=options)
    except WebDriverException as error:
        service.stop()
        pytest.skip(f"WebKit does not start here: {error.msg}")
    driver.set_window_size(1440, 900)
    yield driver
    driver.quit()
    service.stop()


@pytest.fixture
def page(webkit: Any, served: str) -> Any:
    """A chapter as a reader finds it who was never here."""
    webkit.set_window_size(1440, 900)
    webkit.get(f"{served}/{CHAPTER}")
    webkit.execute_script("localStorage.clear()")
    webkit.get(f"{served}/{CHAPTER}")
    return webkit


def one(page: Any, query: str) -> Any:
    return page.find_element("css selector", query)


def style(page: Any, query: str, name: str, part: str = "") -> str:
    script = (
        "return getComputedStyle(document.querySelector(arguments[0]), arguments[1])[arguments[2]]"
    )
    return str(page.execute_script(script, query, part, name))


def becomes(page: Any, query: str, *, shown: bool) -> None:
    WebDriverWait(page, 8).until(lambda _: one(page, query).is_displayed() == shown)


def point_at(page: Any, query: str) -> None:
    ActionChains(page).scroll_to_element(one(page, query)).move_to_element(
        one(page, query)
    ).perform()


def escape(page: Any) -> None:
    ActionChains(page).send_keys(Keys.ESCAPE).perform()


def test_marks_and_verdicts_are_seen(site: Site, page: Any) -> None:
    assert style(page, FIGURE, "content", "::after").strip('"') in "✓≈⌊~≠?±"
    assert style(page, ".v-num", "color") != style(page, "body", "color")  # light-dark() is read
    if site.mode == "full":
        mark = "u.v-figure"
        assert style(page, mark, "textDecorationLine") == "underline"
        assert style(page, mark, "textDecorationStyle") == "dotted"
        assert style(page, mark, "textDecorationColor") != style(page, mark, "color")


def test_notes_and_terms_are_previewed(page: Any) -> None:
    for query in (FIGURE, ".v-para :is(.v-text, .v-summary) a[href*='#term-']"):
        if query != FIGURE and not page.find_elements("css selector", query):
            continue
        point_at(page, query)
        becomes(page, ".v-pop", shown=True)
        assert len(one(page, ".v-pop").text) > 40
        escape(page)
        becomes(page, ".v-pop", shown=False)


def test_a_note_opens_beside_the_text(page: Any) -> None:
    one(page, FIGURE).click()
    becomes(page, ".v-notes > li.is-open .v-checks", shown=True)
    note, text = one(page, ".v-notes > li.is-open"), one(page, "#p11 :is(.v-text, .v-summary)")
    assert note.rect["x"] > text.rect["x"] + text.rect["width"]


def test_the_readers_tools(page: Any) -> None:
    paper = style(page, "body", "backgroundColor")
    one(page, "[popovertarget=tools]").click()
    becomes(page, "#tools", shown=True)
    one(page, "#tools input[value=figure]").click()
    becomes(page, ".v-notes > li.v-figure", shown=False)
    one(page, "#tools input[value=dark]").click()
    assert style(page, "body", "backgroundColor") != paper
    escape(page)
    becomes(page, "#tools", shown=False)


def test_a_search_marks_its_words(page: Any, served: str) -> None:
    page.get(f"{served}/search.html?q=unemployment")
    hit = WebDriverWait(page, 15).until(
        lambda _: page.find_elements("css selector", f"#search-results a[href*='{CHAPTER}']")
    )
    hit[0].click()
    found = "return CSS.highlights.get('found')?.size > 0"
    WebDriverWait(page, 8).until(lambda _: page.execute_script(found))


def test_a_narrow_window(page: Any) -> None:
    page.set_window_size(450, 900)
    WebDriverWait(page, 8).until(lambda _: page.execute_script("return innerWidth < 600"))
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    becomes(page, "#p11 .v-notes > li", shown=False)
    more = one(page, "#p11 .v-more")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", more)
    more.click()
    becomes(page, "#p11 .v-notes > li", shown=True)
