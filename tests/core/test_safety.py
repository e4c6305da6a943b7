"""A contribution is data: what is named is allowed, all else is refused with its line."""

from __future__ import annotations

import time
from pathlib import Path, PurePosixPath

import pytest
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from variorum.problems import Code
from variorum.safety import files, limits, pages
from variorum.safety.zones import CHAPTER, ENTRY, PAGE, Zone, zone_of

ROOT = Path(__file__).parents[2]
MADE = ("tally", "register-of-figures", "index-of")


def parser(*disabled: str) -> MarkdownIt:
    extensions = {"colon_fence", "attrs_inline", "attrs_block", "deflist", "smartquotes"}
    config = MdParserConfig(enable_extensions=extensions, disable_syntax=list(disabled))
    return create_md_parser(config, RendererHTML)


def refusals(source: str, zone: Zone = CHAPTER, path: str = "chapters/01.md") -> list[str]:
    found = pages.scan(source, Path(path), zone, parser())
    return [f"{problem.code.id}:{problem.place.line}" for problem in found]


HONEST = """---
section: Poverty & alienation
first: 11
---
# Poverty & alienation

Words with *emphasis*, **more**, `code`, "quotes" and [a link](https://example.org/a_(b)?c=d#e).
Next line {cite:p}`one2007, two2008`, {cite:t}`{see}three{p. 3}`, {para}`45`, {para}`there <0>`.

:::{paragraph} 11
:incipit: Nonetheless, the problems
:role: publisher-note

- a list
  1. in a list
     > and a quotation
- more; see {note}`other-note` and {term}`Dual power <dual-power>`

| a | b |
| :--- | ---: |
| 1 | [*palabra*]{.language-es} |

Term
: Definition
:::

:::{annotation} a-note
:quote: 10% < 20%: "so"
:kind: figure
:by: somebody

A < B, a & b; 5 > 3. [The page](../glossary/index.md#term-toll), [here](#p3) <https://example.org>.

```python
>>> figure("10%").check(data("t").value("c", year=2007))
agrees: <b>no tag</b> {{ x }}
```
:::
"""


def test_what_contributors_write_passes() -> None:
    assert refusals(HONEST) == []


def test_what_maintainers_write_passes() -> None:
    zone = zone_of(PurePosixPath("backmatter/x.md"), MADE)
    source = (
        "---\norphan: true\n---\n# X\n\n:::{tally}\n:::\n\n:::{index-of} persons\n:::\n\n"
        "```{toctree}\n:caption: Reading it\n:maxdepth: 1\n\nglossary/index\nTitle <a/b>\n```\n\n"
        ':::{bibliography}\n:filter: not keywords % "article"\n:::\n\n'
        "{doc}`the glossary </a/b>`\n\n"
        "::::{note}\nWords.\n\n:::{tip}\nMore.\n:::\n::::\n\n![Picture](../_static/a.png)\n"
    )
    assert refusals(source, zone, "backmatter/x.md") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\n\nb <b>c\nd</b>", ["V601:3", "V601:4"]),
        ("a\n- b\n  - c\n\n    <script>", ["V601:5"]),
        ("> a\n> ```{raw} html\n> ```", ["V602:2"]),
        (":::{paragraph} 1\n:incipit: a b c\n\na\n\n<b>\n:::", ["V601:6"]),
        (":::{annotation} a\n\n:quote: a b\n:kind: person\n\n\na <b>\n:::", ["V601:7"]),
        (":::{annotation} a\n:quote: <b>\n:::", []),
        (":::{annotation} a\n:nonsense: <b>\n:::", []),
        (":::{annotation} a\n :quote: <b>\n:::", ["V601:2"]),
        (":::{annotation} a\n:quote:<b>\n:::", ["V601:2"]),
        (":::{paragraph} 1\n:role: wide\n:::", ["V602:2"]),
        ("::::{paragraph} 1\n:::{annotation} a\n:::\n::::", ["V602:2"]),
        ("- a\n\n  :::{annotation} a\n  :::", ["V602:3"]),
        ("```{python}\n```", ["V602:1"]),
        ("```ruby\n```", ["V602:1"]),
        ("```python lineno=1\n```", ["V602:1"]),
        ("``` {raw} html\n```", ["V602:1"]),
        ("```{ raw } html\n```", ["V602:1"]),
        ("~~~{include} x\n~~~", ["V602:1"]),
        ("a\n[b][c]\n\n[c]: javascript:1", ["V603:4", "V603:2"]),
        ("[b](mailto:a@b.c)", ["V603:1"]),
        ("[b](http://a.b)", []),
        ("[b](HTTPS://a.b)", ["V603:1"]),
        ("[b](https://a.b\\@c.d)", ["V603:1"]),
        ("[b](https://xn--a.b)", ["V603:1"]),
        ("[b](../../x.md)", ["V603:1"]),
        ("[b](%2e%2e/%2e%2e/x.md)", ["V603:1"]),
        ("[b](../x.md)", []),
        ("[b](/index.md)", ["V603:1"]),
        ("[b](../text/x.md)", ["V603:1"]),
        ("[b](../data/x.csv)", ["V603:1"]),
        ("[b]()", []),
        ("![b](b.png)", ["V610:1"]),
        ("a\\\n{abbr}`b`", ["V607:2"]),
        ("{cite:p}`{cite:p}`", ["V607:1"]),
        ("{cite:p}`a; b`", ["V607:1"]),
        ("{para}`p3`", ["V607:1"]),
        ("{cite:PAGES}`a`", ["V607:1"]),
        ("[a]{.language-es}", []),
        ("[a]{.language-es #b}", ["V609:1"]),
        ("`a`{.b}", ["V609:1"]),
        ("{.b}\na", ["V609:2"]),
        ("{#p3}\n# a", ["V609:2"]),
        ("a\n\n## P\u00b3", ["V609:3"]),
        ("## ref x", ["V609:1"]),
        ("## Reference", []),
        ("(a)=\n# b", ["V610:1"]),
        ("% a", ["V610:1"]),
        ("a[^b]", ["V610:1"]),
        ("---\nfirst: 1\n", ["V608:1"]),
        ("---\nfirst: 1\n---", []),
        ("---\nfirst: [1]\n---", ["V608:2"]),
        ("---\nfirst: 1\nfirst-of: 1\n---", ["V608:3"]),
        ("---\nfirst: 1\n  - x\n---", ["V608:3"]),
        ("---\nfirst: 1\n ---\nmyst: x\n---", ["V608:1"]),
        ("--- \nfirst: 1\n---", ["V608:1"]),
        ("\n---\nfirst: 1\n---", []),
        ("> " * 11 + "a", ["V604:1"]),
        ("> " * 10 + "a", []),
        ("1. " * 10 + "a\n\nb", ["V604:1"]),
        ("1. " * 8 + "a\n\nb", []),
    ],
)
def test_each_refusal_names_its_line(source: str, expected: list[str]) -> None:
    assert refusals(source) == expected


OPTIONS = ":quote: a b\n:kind: figure\n"
NOTE = f":::{{annotation}} a\n{OPTIONS}\nWords.\n"
CODE = "```python\n>>> x\n1\n```\n"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (f"  {NOTE}:::", 1),
        (f" {NOTE} :::", 1),
        (f"Words.\n   {NOTE}:::", 2),
        (f"::: {{annotation}} a\n{OPTIONS}:::", 1),
        (f"~~~{{annotation}} a\n{OPTIONS}~~~", 1),
        ("~~~ {paragraph} 1\n:incipit: a b c\n~~~", 1),
        (f"  ```{{annotation}} a\n{OPTIONS}```", 1),
        (f"```text\n{NOTE}:::\n```", 2),
        (f"~~~text\n{NOTE}:::\n~~~", 2),
        (f"{NOTE}\n    >>> x\n    1\n:::", 7),
        (f"{NOTE}\n> ```python\n> >>> x\n> ```\n:::", 8),
        (f"{NOTE}\n```python\n>>> x\n1\n:::\n```\n", 8),
        (f"{NOTE}\n```python\n>>> x\n1\n:::\n", 8),
        (f":::{{paragraph}} 1\n:incipit: a b c\n\n{CODE}:::", 5),
        (f"{NOTE}:::\n\n{CODE}", 9),
    ],
)
def test_what_only_one_reader_would_see_is_refused(source: str, line: int) -> None:
    assert refusals(source) == [f"V602:{line}"]


@pytest.mark.parametrize(
    "source",
    [
        f"{NOTE}\n{CODE}:::",
        f"Words.\n{NOTE}\n{CODE}  :::  \n",
        f"{NOTE}\n{CODE}::::\n\n{NOTE}\n{CODE}:::",
        f":{NOTE}\n{CODE}::::",
        f"````{{annotation}}\ta\n{OPTIONS}\n{CODE}````",
        f"```{{annotation}} a\n{OPTIONS}\nWords.\n```\t",
        f"{NOTE}\n~~~python\n>>> x\n```\n~~~~\n:::",
        f"{NOTE}\n``` ```\n{CODE}:::",
        f"\t{NOTE}",
        NOTE,
        f"{NOTE}\n\n",
        f":::{{annotation}} a\n\n{OPTIONS}\n{CODE}:::",
    ],
)
def test_what_both_readers_see_is_the_same(source: str) -> None:
    assert refusals(source) == []


def test_the_place_counts_from_where_the_text_starts() -> None:
    found = pages.scan("a\n\n<b>", Path("glossary/terms/x.md"), ENTRY, parser(), first=7)
    assert [str(problem.place) for problem in found] == ["glossary/terms/x.md:9"]


def test_tags_are_seen_also_where_the_edition_prints_them_as_words() -> None:
    silent = parser("html_block", "html_inline")
    found = pages.scan("a <b>c</b>", Path("chapters/x.md"), CHAPTER, silent)
    assert {problem.code for problem in found} == {Code.RAW_MARKUP}


@pytest.mark.parametrize(
    "letters",
    [
        *("\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u2028", "\u3164", "\u2800"),
        *("\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ue000", "\U000e0041", "\ufe0f"),
        *("\u3000", "\u034f", "p\u0430ypal", "\u0391ugust", "\uff21b", "\U0001d400b"),
        "a\u0300\u0301\u0302\u0303",
    ],
)
def test_letters_that_deceive(letters: str) -> None:
    [problem] = limits.check(f"first\nand {letters}", Path("x.md"))
    assert problem.code is Code.CHARACTER_REFUSED
    assert problem.place.line == 2


def test_honest_letters() -> None:
    honest = "é ñ ß Łódź Αθήνα Москва 北京 “a” ‘b’ « c » – — … § € µ × ½ ² \u00a0 \u202f a\u0301 😀"
    assert not list(limits.check(honest, Path("x.md")))


HARD = {
    "brackets": "[" * 3000,
    "openers": "[a" * 1500,
    "emphasis": "*a **a " * 500,
    "code": "".join("e" + "`" * i for i in range(70)),
    "pictures": "![[]()" * 500,
    "links": "[a](<b" * 500,
    "quotes": "\"a' '" * 600,
    "attributes": "[a]{" * 700,
    "lines": "a\n" * 4900,
    "list": "- a\n" * 4900,
    "terms": "a\n: b\n" * 2400,
    "paragraphs": "a\n\n" * 2400,
    "table": "|a|\n|-|\n" + "|a|\n" * 4900,
    "definitions": "".join(f"[a{i}]: b\n" for i in range(4000)),
    "fences": ":::{note}\n:::\n" * 2000,
    "words": "word " * 39_000,
}


@pytest.mark.parametrize("name", HARD)
def test_no_page_takes_long(name: str) -> None:
    started = time.process_time()
    refusals(HARD[name], PAGE, "backmatter/x.md")
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("data/a.csv", "a\n-1.5\n- \n+3%\n−2\n-5\n", 0),
        ("data/a.csv", "a\n1\n=1+1\n", 3),
        ("data/a.csv", 'a\n"x\ny"\n@x\n', 4),
        ("data/datapackage.json", '{"resources": [{"path": "a.csv", "schema": {}}]}', 0),
        ("data/datapackage.json", '{"resources": [{"path": "a/../b.csv"}]}', 1),
        ("data/datapackage.json", '{"resources": [{"path": ["a.csv"]}]}', 1),
        ("data/datapackage.json", '{"resources": [{"path": "a.csv", "profile": "http://x"}]}', 1),
        ("data/datapackage.json", "[[[[[[[[[[[[[", 1),
        ("waivers.toml", "a = 1\nb = " + "9" * 40, 2),
        ("waivers.toml", "a.b.c.d.e.f.g.h.i.j = 1", 1),
        ("references.bib", "@misc{a, title = {M\\'exico \\& {\\\"o}}}", 0),
        ("references.bib", "\n@String{a = {b}}", 2),
        ("_static/a.css", "a{background:url(a.png)} b{color:#fff}", 0),
        ("_static/a.css", "a{background:url('data:image/png;base64,AA==')}", 0),
        ("_static/a.css", "\na{background:URL( HTTP://x )}", 2),
        ("_static/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0"/></svg>', 0),
        ("_static/a.svg", '<svg><use href="https://x#a"/></svg>', 1),
        ("_static/a.svg", "<svg><style>@import 'x'</style></svg>", 1),
        ("_static/a.svg", "<svg>", 1),
    ],
)
def test_files_of_data(name: str, text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    found = list(files.check(tmp_path))
    assert [p.code for p in found[:1]] == ([Code.DATA_REFUSED] if line else [])
    assert not line or max(1, found[0].place.line) == line


def test_the_files_of_this_edition_pass() -> None:
    assert list(files.check(ROOT)) == []
