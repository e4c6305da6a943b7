"""The page in a real browser: previews, notes, tools, citations, search, widths, no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.reading.conftest import CHAPTER, ROOT, SCREENS, Site, Visit

Go = Callable[..., Visit]
WIDE, NARROW, PHONE = 1440, 768, 390
FIGURE = "sup > a.v-figure"
NOTE = ".v-notes > li"
LEMMA = "p:first-child > i"
TOOLS = "[popovertarget=tools]"

DOCUMENTS = r"""(sources) => sources.map((source) => {
  const root = new DOMParser().parseFromString(source, 'text/html').documentElement;
  const bare = (text) => text.replace(/\s+/g, '');
  const told = (a) => !/^(type=(text|submit|text.css)|method=get)$/.test(`${a.name}=${a.value}`);
  const own = (e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('');
  return [...root.querySelectorAll('*')].map((e) => [
    e.localName,
    ...[...e.attributes].filter(told).map((a) => `${a.name}=${bare(a.value)}`).sort(),
    e.closest('pre') ? own(e) : bare(own(e)),
  ].join(' '));
})"""
"""What a browser makes of each source: a line for each element, without what goes unsaid."""


@pytest.fixture
def chapter(site: Site, visit: Go) -> Any:
    """A chapter on a wide screen, opened from the disk."""
    return visit(f"{site.address}/{CHAPTER}").page


def pop(page: Any) -> Any:
    return page.locator(".v-pop")


def note_of(page: Any, ref: Any) -> Any:
    return page.locator(ref.get_attribute("href"))


def hover(page: Any, locator: Any) -> None:
    locator.scroll_into_view_if_needed()
    locator.hover()
    pop(page).wait_for(state="visible")


def away(page: Any) -> None:
    page.mouse.move(5, 500)
    page.wait_for_timeout(60)
    page.mouse.move(8, 520)


# ── Previews ──


def test_a_note_is_previewed_under_the_pointer(chapter: Any) -> None:
    ref = chapter.locator(FIGURE).first
    hover(chapter, ref)
    lemma = note_of(chapter, ref).locator(LEMMA).inner_text()
    assert lemma in pop(chapter).inner_text()
    assert note_of(chapter, ref).locator("em").first.inner_text() in pop(chapter).inner_text()
    box = pop(chapter).bounding_box()
    chapter.mouse.move(box["x"] + 40, box["y"] + 40, steps=8)  # the pointer may enter …
    chapter.wait_for_timeout(500)
    assert pop(chapter).is_visible()  # … and it stays
    away(chapter)
    pop(chapter).wait_for(state="hidden")


def test_escape_closes_without_moving_the_pointer(chapter: Any) -> None:
    hover(chapter, chapter.locator(FIGURE).first)
    chapter.keyboard.press("Escape")
    assert pop(chapter).is_hidden()


def test_a_note_is_previewed_on_keyboard_focus(chapter: Any) -> None:
    chapter.locator("#p11 .v-num a").focus()
    chapter.keyboard.press("Tab")
    pop(chapter).wait_for(state="visible")
    inside = "e => [e.matches(':focus-visible'), e.textContent]"
    focused, words = chapter.evaluate(f"({inside})(document.activeElement)")
    assert focused
    chapter.keyboard.press("Escape")
    assert pop(chapter).is_hidden()
    assert chapter.evaluate("document.activeElement.textContent") == words


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("#term-", "a term"),
        ("#work-", "a work"),
        ("#p", "a paragraph"),
        ("#note-", "a note of another place"),
    ],
)
def test_what_lies_on_other_pages_is_previewed_too(
    site: Site, visit: Go, link: str, what: str
) -> None:
    """From a script beside the page, so from the disk as well; it comes when it is asked for."""
    for path in sorted((site.folder / "chapters").glob("*.html")):
        seen = visit(path.as_uri())
        page = seen.page
        links = page.locator(f"main .v-para a[href*='.html{link}']")
        if links.count():
            break
    else:
        pytest.fail(f"no chapter links to {what}")
    found = links.first
    assert not any("previews" in url for url in seen.asked)
    note = found.locator("xpath=ancestor::li[parent::ol[@class='v-notes']]")
    if note.count():
        note.locator(".v-open").click()
    hover(page, found)
    assert len(pop(page).inner_text()) > 40
    ids = "[...document.querySelectorAll('.v-pop [id]')].length"
    assert page.evaluate(ids) == 0
    assert sum("previews" in url for url in seen.asked) == 1


def test_a_preview_that_comes_late_is_not_shown(served: str, visit: Go) -> None:
    """The pointer may have left before the words are there."""
    page = visit(f"{served}/{CHAPTER}").page
    held: list[Any] = []
    page.route("**/previews/**", lambda route: held.append(route))
    link = page.locator("main :is(.v-text, .v-summary) a[href*='.html#term-']").first
    link.scroll_into_view_if_needed()
    link.hover()
    page.wait_for_timeout(400)
    away(page)
    (request,) = held
    request.continue_()
    page.wait_for_timeout(300)
    assert pop(page).is_hidden()
    hover(page, link)


def test_a_tap_previews_and_a_second_tap_follows(site: Site, visit: Go) -> None:
    page = visit(f"{site.address}/{CHAPTER}", PHONE, 844, has_touch=True, is_mobile=True).page
    ref = page.locator(FIGURE).first
    ref.scroll_into_view_if_needed()
    ref.tap()
    pop(page).wait_for(state="visible")
    assert "#" not in page.url
    page.get_by_role("button", name="Close").tap()
    assert pop(page).is_hidden()
    ref.tap()
    pop(page).wait_for(state="visible")
    ref.tap()
    page.wait_for_timeout(200)
    assert page.url.endswith(ref.get_attribute("href"))
    assert note_of(page, ref).locator(".v-note-body").is_visible()


# ── Notes ──


def test_a_figure_opens_to_claim_source_value_doctest(site: Site, chapter: Any) -> None:
    ref = chapter.locator(FIGURE).first
    ref.click()
    note = note_of(chapter, ref)
    assert note.locator(".v-checks > p").first.is_visible()
    note.locator("summary").click()
    assert ">>> figure(" in note.locator("pre").inner_text()
    assert bool(chapter.locator("u.is-lit").count()) == (site.mode == "full")
    chapter.keyboard.press("Escape")
    assert not note.evaluate("e => e.classList.contains('is-open')")
    assert chapter.evaluate("document.activeElement.id") == ref.get_attribute("id")


def test_an_address_with_a_note_opens_it(site: Site, visit: Go, chapter: Any) -> None:
    name = chapter.locator(NOTE).nth(3).get_attribute("id")
    for width in (WIDE, PHONE):
        page = visit(f"{site.address}/{CHAPTER}#{name}", width).page
        assert page.locator(f"#{name} .v-byline").is_visible()


def test_notes_stand_beside_their_paragraph(site: Site, visit: Go) -> None:
    """No note overlaps another, none stands above its paragraph, the text has no holes."""
    for path in sorted((site.folder / "chapters").glob("*.html")):
        page = visit(path.as_uri()).page
        heights = page.evaluate("""() => {
          const box = (e) => e.getBoundingClientRect();
          const paras = [...document.querySelectorAll('.v-para')];
          const notes = [...document.querySelectorAll('.v-notes > li')];
          return {
            overlap: notes.filter((n, i) => i && box(n).top < box(notes[i - 1]).bottom - 1).length,
            above: notes.filter((n) => box(n).top < box(n.closest('.v-para')).top - 1).length,
            beside: notes.filter((n) => box(n).left <
              box(n.closest('.v-para').querySelector('.v-text, .v-summary')).right).length,
            holes: paras.slice(0, -1).map((p, i) => box(paras[i + 1]).top -
              box(p.querySelector('.v-text, .v-summary')).bottom),
          };
        }""")
        assert heights["overlap"] == heights["above"] == heights["beside"] == 0, path.name
        assert max(heights["holes"], default=0) < 200, (path.name, heights["holes"])


# ── Reader's tools ──


def test_kinds_of_notes_are_hidden_said_and_remembered(served: str, visit: Go) -> None:
    chapter = visit(f"{served}/{CHAPTER}").page
    notes = chapter.locator(f"{NOTE}.v-figure")
    assert notes.first.is_visible()
    chapter.locator(TOOLS).click()
    chapter.get_by_label("Figures").uncheck()
    assert notes.first.is_hidden()
    assert chapter.locator(FIGURE).first.is_hidden()
    assert "Figures hidden" in chapter.get_by_role("status").inner_text()
    chapter.reload()
    assert notes.first.is_hidden()
    chapter.locator(TOOLS).click()
    chapter.get_by_label("Figures").check()
    assert notes.first.is_visible()


def test_summaries_are_hidden_in_the_full_edition(site: Site, chapter: Any) -> None:
    chapter.locator(TOOLS).click()
    box = chapter.get_by_label("Summaries")
    if site.mode == "commentary":  # there the summary is the text
        assert box.count() == 0
        return
    box.uncheck()
    assert chapter.locator(".v-summary").first.is_hidden()


def test_colours_are_chosen_and_remembered(served: str, visit: Go) -> None:
    chapter = visit(f"{served}/{CHAPTER}").page
    paper = "getComputedStyle(document.body).backgroundColor"
    light = chapter.evaluate(paper)
    chapter.locator(TOOLS).click()
    chapter.get_by_label("Dark").check()
    dark = chapter.evaluate(paper)
    assert dark != light
    chapter.reload()
    assert chapter.evaluate(paper) == dark
    chapter.locator(TOOLS).click()
    chapter.get_by_label("As the system").check()
    assert chapter.evaluate(paper) == light
    chapter.emulate_media(color_scheme="dark")
    assert chapter.evaluate(paper) == dark


def test_a_paragraph_and_a_note_are_cited(served: str, visit: Go) -> None:
    pybtex = pytest.importorskip("pybtex.database")
    page = visit(f"{served}/{CHAPTER}", permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("#p11 .v-num a").click()
    page.get_by_role("button", name="Copy citation").click()
    page.wait_for_timeout(100)
    words = page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("§ 11, in Saunois, Tony, “The revolution in danger”")
    assert "#p11" in words and "copied" in page.get_by_role("status").inner_text()
    page.keyboard.press("Escape")
    note = page.locator(f"#p11 {NOTE}").first
    note.locator(".v-open").click()
    note.get_by_role("button", name="Cite this note").click()
    page.get_by_role("button", name="Copy BibTeX").click()
    page.wait_for_timeout(100)
    entry = pybtex.parse_string(page.evaluate("navigator.clipboard.readText()"), "bibtex")
    (key,) = entry.entries
    fields = entry.entries[key].fields
    lemma = note.locator(LEMMA).inner_text()
    assert key == f"variorum-{note.get_attribute('id')}"
    assert lemma in fields["title"] and fields["url"].endswith(key.removeprefix("variorum-"))
    assert entry.entries[key].persons["author"]


def test_suggest_a_note_opens_the_paragraphs_line(chapter: Any) -> None:
    chapter.locator("#p11 .v-num a").click()
    address = chapter.get_by_role("link", name="Suggest a note").get_attribute("href")
    path, line = re.fullmatch(r"https://code\.example/edit/(.+)#L(\d+)", address).groups()
    source = (ROOT / path).read_text(encoding="utf-8").splitlines()
    assert source[int(line) - 1].endswith("{paragraph} 11")


# ── Search ──


@pytest.mark.parametrize("over", ["disk", "server"])
def test_search_finds_and_marks(site: Site, served: str, visit: Go, over: str) -> None:
    base = site.address if over == "disk" else served
    seen = visit(f"{base}/{CHAPTER}")
    page = seen.page
    page.get_by_role("searchbox").fill("unemployment")
    page.keyboard.press("Enter")
    hit = page.locator("#search-results a", has_text="Poverty & alienation").first
    hit.wait_for()
    if over == "server":
        page.locator("#search-results .context").first.wait_for()
    hit.click()
    page.wait_for_function("CSS.highlights.get('found')?.size > 0")
    assert "found" in page.get_by_role("status").inner_text()
    assert not seen.complaints


def test_search_finds_terms(site: Site, visit: Go) -> None:
    page = visit(f"{site.address}/search.html?q=dual+power").page
    page.locator("#search-results a[href*='#term-dual-power']").first.wait_for()


# ── The whole site ──


def test_no_page_complains_or_asks_beyond_the_site(site: Site, served: str, visit: Go) -> None:
    for base in (site.address, served):
        seen = visit(f"{base}/index.html")
        for path in site.pages():
            seen.page.goto(f"{base}/{path.relative_to(site.folder).as_posix()}")
            assert not seen.complaints, (path.name, seen.complaints)
        assert all(url.startswith(base) for url in seen.asked)


def test_squeezing_takes_nothing_that_a_browser_reads(site: Site, visit: Go) -> None:
    """Elements, attributes and words of each page are the same before and after."""
    page = visit(f"{site.address}/index.html").page
    for path in site.pages():
        written = site.folder.parent / "written" / path.relative_to(site.folder)
        sources = [p.read_text(encoding="utf-8") for p in (written, path)]
        before, after = page.evaluate(DOCUMENTS, sources)
        differing = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
        assert (differing[:1], len(before)) == ([], len(after)), path.name


def test_without_script_everything_is_there(site: Site, visit: Go) -> None:
    page = visit(f"{site.address}/{CHAPTER}", java_script_enabled=False).page
    bodies = page.locator(f"{NOTE} > *")
    assert all(bodies.nth(i).is_visible() for i in range(bodies.count()))
    assert page.locator(".v-tools fieldset").first.is_hidden()
    ref = page.locator(FIGURE).first
    ref.click()
    assert page.url.endswith(ref.get_attribute("href"))
    note_of(page, ref).locator("a").first.click()
    assert page.url.endswith(ref.get_attribute("id"))


# ── How it looks ──


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, 1280, NARROW, PHONE])
def test_pages_hold_together(site: Site, visit: Go, width: int, scheme: str) -> None:
    """Pictures for the eye, and what must be true of each for the suite."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    pages = {
        "front": "index.html",
        "chapter": CHAPTER,
        "figures": "backmatter/register-of-figures.html",
        "glossary": "glossary/index.html",
        "bibliography": "backmatter/bibliography.html",
        "apparatus": "backmatter/textual-notes.html",
    }
    for name, path in pages.items():
        page = visit(f"{site.address}/{path}", width, color_scheme=scheme).page
        page.screenshot(path=SCREENS / f"{site.mode}-{name}-{width}-{scheme}.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        shown = "document.querySelector('.v-rail').offsetWidth > 0"
        assert page.evaluate(shown) == (width >= 1024), name
        page.context.close()


def test_the_measure_is_a_books(site: Site, visit: Go) -> None:
    page = visit(f"{site.address}/{CHAPTER}").page
    per_line = page.evaluate("""() => {
      const p = document.querySelector('.v-text p, .v-incipit + .v-summary p');
      for (const refs of p.querySelectorAll('sup')) refs.remove();
      return p.textContent.length / (p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight));
    }""")
    assert 56 <= per_line <= 78, per_line  # the last line is short


@pytest.mark.parametrize("width", [NARROW, PHONE])
def test_on_small_screens_notes_stand_below(site: Site, visit: Go, width: int) -> None:
    page = visit(f"{site.address}/{CHAPTER}", width).page
    more = page.locator("#p11 .v-more")
    if width == PHONE:
        more.click()
    text = page.locator("#p11").locator(".v-text, .v-summary").first.bounding_box()
    note = page.locator(f"#p11 {NOTE}").first.bounding_box()
    assert note["y"] >= text["y"] + text["height"]


def test_reflow_zoom_and_spacing(site: Site, visit: Go) -> None:
    """WCAG 1.4.10, 1.4.4, 1.4.12: nothing runs out of the page."""
    fits = "document.documentElement.scrollWidth <= innerWidth"
    page = visit(f"{site.address}/index.html", 320, 640).page
    for path in site.pages():
        page.goto(path.as_uri())
        assert page.evaluate(fits), path.name
    page = visit(f"{site.address}/{CHAPTER}", 1280).page
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate(fits)
    page = visit(f"{site.address}/{CHAPTER}", 1280).page
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )
    assert page.evaluate(fits)
    clipped = """[...document.querySelectorAll('.v-text p, .v-bar a, .v-contents a')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1)
        .filter((e) => getComputedStyle(e).overflow === 'hidden')
        .filter((e) => getComputedStyle(e).textOverflow !== 'ellipsis').length"""
    assert page.evaluate(clipped) == 0


def test_the_keyboard_reaches_everything_and_nothing_hides_the_focus(chapter: Any) -> None:
    """WCAG 2.1.1, 2.4.1, 2.4.7, 2.4.11: first the skip link, then each stop visible."""
    chapter.keyboard.press("Tab")
    skip = chapter.evaluate("document.activeElement.textContent")
    assert skip == "Skip to the text"
    assert chapter.locator(".v-skip").evaluate("e => e.getBoundingClientRect().top >= 0")
    chapter.keyboard.press("Enter")
    assert chapter.evaluate("document.activeElement.id") == "main"
    seen = """() => { const e = document.activeElement, b = e.getClientRects()[0];
      if (!b) return [e.outerHTML.slice(0, 80), false];
      const bar = document.querySelector('.v-bar').getBoundingClientRect().bottom;
      const style = getComputedStyle(e);
      return [e.outerHTML.slice(0, 80), b.bottom > bar && b.top < innerHeight
        && style.outlineStyle !== 'none']; }"""
    for _ in range(60):
        chapter.keyboard.press("Tab")
        where, good = chapter.evaluate(seen)
        assert good, where


def test_less_motion_where_asked(site: Site, visit: Go) -> None:
    page = visit(f"{site.address}/{CHAPTER}", reduced_motion="reduce").page
    moving = """[...document.querySelectorAll('*')].filter((e) => {
      const s = getComputedStyle(e);
      return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'; }).length"""
    assert page.evaluate(moving) == 0


def test_print_shows_every_note_and_no_furniture(chapter: Any) -> None:
    chapter.emulate_media(media="print")
    assert chapter.locator(".v-note-body").first.is_visible()
    assert chapter.locator(".v-bar").is_hidden()
    assert chapter.locator(".v-skip").is_hidden()
