"""A stranger's pull request is data: refused with its place, or harmless in the book."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from tests.shell.edition import build
from tests.shell.hostile import SECRET, WATCH, acts, contribute, world
from variorum.safety.zones import CHAPTER, ENTRY, PAGE

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8")
)["case"]
SECONDS = 10


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the pages of the edition hold of themselves: the theme's own scripts."""
    root = world(tmp_path_factory.mktemp("sound"))
    built = build(root, "html")
    assert built.ok, built.said
    return acts(built.out)


# MyST's own, which pytest would make an error of: not ours to mend.
@pytest.mark.filterwarnings("ignore:'myst_parser")
@pytest.mark.parametrize("case", CASES, ids=[case["is"] for case in CASES])
def test_each_contribution(case: dict[str, Any], tmp_path: Path, sound: set[str]) -> None:
    root = world(tmp_path)
    contribute(root, case)
    before = contents(tmp_path)
    started = time.perf_counter()
    with WATCH.over(root) as seen:
        built = build(root, "html")
    assert seen == []
    assert time.perf_counter() - started < SECONDS
    assert contents(tmp_path) == before
    if case.get("harmless"):
        assert built.ok, built.said
        assert acts(built.out) <= sound
    else:
        code, place = case["refused"].split(" ", 1)
        assert not built.ok
        named = [line for line in built.lines if line.startswith(f"{place}: ERROR: {code} ")]
        assert named, built.said[:2000]
        assert not list(built.out.rglob("*.html"))
    for path in built.out.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def contents(folder: Path) -> dict[str, bytes | str]:
    """Every file but those that were built."""
    return {
        str(path): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if "_build" not in path.parts and (path.is_symlink() or path.is_file())
    }


def test_a_fault_stops_also_a_build_that_keeps_going(tmp_path: Path) -> None:
    root = world(tmp_path)
    contribute(root, {"headnote": "<script>alert(1)</script>"})
    for _ in range(2):
        built = build(root, "html", fresh=False, variorum_keep_going=True)
        assert not built.ok
        assert built.lines[0].startswith("chapters/01-the-toll.md:6: ERROR: V601 ")
        assert not list(built.out.rglob("*.html"))
    path = root / "chapters" / "01-the-toll.md"
    path.write_text(path.read_text(encoding="utf-8").replace("<script>alert(1)</script>", "Words."))
    assert build(root, "html", fresh=False).ok


def test_parallel_readers_refuse_too(tmp_path: Path) -> None:
    root = world(tmp_path)
    for number in range(12):
        (root / f"page-{number}.md").write_text("---\norphan: true\n---\n# Page\n\n<b>x</b>\n")
    built = build(root, "html", parallel=2)
    assert sum(": ERROR: V601 " in line for line in built.lines) == 12 * 2


def test_all_faults_of_all_pages_are_named_at_once(tmp_path: Path) -> None:
    root = world(tmp_path)
    contribute(root, {"headnote": "<b>x</b> [x](javascript:1)\n\n{x}`y`"})
    contribute(root, {"entry": "![x](y.png)", "also": [{"page": ":::{raw} html\n:::"}]})
    said = build(root).said
    counts = {code: said.count(f": ERROR: {code} ") for code in ("V601", "V602", "V603", "V607")}
    assert counts == {"V601": 2, "V602": 1, "V603": 1, "V607": 1}
    assert "V610" in said and "V2" not in said


def test_the_list_of_what_is_allowed_is_as_documented() -> None:
    assert list(CHAPTER.directives) == ["paragraph", "annotation"]
    assert not ENTRY.directives
    for zone in (CHAPTER, ENTRY):
        assert list(zone.roles) == ["cite:p", "cite:t", "para", "note", "term"]
        assert not zone.pictures
    assert set(PAGE.roles) - set(CHAPTER.roles) == {"doc"}
    dangerous = {"raw", "include", "literalinclude", "csv-table", "eval-rst", "only", "container"}
    assert dangerous.isdisjoint(PAGE.directives)


def test_every_extension_of_myst_is_known_or_refused(tmp_path: Path) -> None:
    """An edition that enables more of MyST does not let more through."""
    root = world(tmp_path)
    every = MdParserConfig(
        enable_extensions={
            *("amsmath", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_image"),
            *("html_admonition", "strikethrough", "substitution", "tasklist", "attrs_inline"),
            *("attrs_block", "smartquotes", "replacements"),
        }
    )
    assert create_md_parser(every, RendererHTML)
    conf = root / "conf.py"
    conf.write_text(
        f"{conf.read_text(encoding='utf-8')}\n"
        f"myst_enable_extensions = {sorted(every.enable_extensions)}\n"
        "myst_substitutions = {'x': 'y'}\n"
    )
    assert build(root).ok
    contribute(root, {"headnote": "{{ x }} and $x$\n\n:name: value\n\n\\begin{align}x\\end{align}"})
    said = build(root).said
    for token in ("substitution_inline", "math_inline", "field_list_open", "amsmath"):
        assert f"Found: `{token}`" in said
