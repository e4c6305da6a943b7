"""Cold HTML build of the edition against plain Sphinx and MyST with the same words and notes.

The plain project is made from the edition's own pages: each of them as Markdown, with the notes
as footnotes, in the same theme, under the same settings. So it holds also what the edition makes
of its sources (bibliography, register, indexes, tables), as if somebody had typed it. It checks
nothing, tries no figure, anchors nothing, cites from no bibliography, has no link within the
edition and no preview, and draws no chart. Then: where the additional seconds go, a rebuild
without changes, and editions of 9, 90 and 900 chapters made by a generator. Run with
``python -m benchmarks html_speed``.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import _plain_pages, _stages

ROOT = Path(__file__).parent.parent
PAIRS = 5
PARAGRAPHS, NOTES = 8, 5
"""Of a generated chapter: paragraphs, and notes a paragraph."""

_PLAIN_CONF = """
project = "plain"
version = release = "1"
extensions = ["myst_parser", "plain_theme"]
exclude_patterns = ["_build"]
smartquotes = False
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist", "smartquotes"]
html_theme = "variorum"
html_copy_source = False
html_show_sourcelink = False
html_permalinks = False
html_last_updated_fmt = None
"""
_PLAIN_THEME = """
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import variorum

# The theme alone: the package around it would import the whole program.
package = sys.modules["variorum.sphinx_ext"] = ModuleType("variorum.sphinx_ext")
package.__path__ = [str(Path(variorum.__file__).parent / "sphinx_ext")]
state = sys.modules["variorum.sphinx_ext.state"] = ModuleType("variorum.sphinx_ext.state")
state.edition_of = lambda app: SimpleNamespace(
    entries=(), apparatus=SimpleNamespace(readings=()), chapters=(), notes=()
)

from variorum.sphinx_ext import reading_page

def setup(app):
    reading_page.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def build(root: Path, out: Path) -> float:
    """Processor seconds of one build, as the command line does it.

    Processor time, not the clock: a busy machine makes the clock lie, and unequally.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(out / "dt")]
    began = _processor_seconds()
    subprocess.run(
        [*command, str(root), str(out / "html")],
        check=True,
        env=_environment(root),
        stdout=subprocess.DEVNULL,
    )
    return _processor_seconds() - began


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(root: Path) -> dict[str, str]:
    path = os.pathsep.join(map(str, (ROOT / "src", root, ROOT)))
    return {**os.environ, "PYTHONPATH": path, "TEXT": ""}


def plain_project(at: Path, built: Path) -> Path:
    """The words of a built edition as plain Markdown; its contents are the edition's own."""
    at.mkdir(parents=True)
    (at / "conf.py").write_text(_PLAIN_CONF, encoding="utf-8")
    (at / "plain_theme.py").write_text(_PLAIN_THEME, encoding="utf-8")
    for page in pages_of(built):
        path = at / page.relative_to(built).with_suffix(".md")
        path.parent.mkdir(exist_ok=True)
        path.write_text(_plain_pages.page(page), encoding="utf-8")
    index = (ROOT / "index.md").read_text(encoding="utf-8")
    contents = re.findall(r"^```\{toctree\}.*?^```$", index, re.DOTALL | re.MULTILINE)
    with (at / "index.md").open("a", encoding="utf-8") as file:
        file.write("\n" + "\n\n".join(contents) + "\n")
    return at


def pages_of(built: Path) -> list[Path]:
    """The pages that somebody wrote, and not those that Sphinx adds."""
    return [p for p in sorted(built.rglob("*.html")) if p.stem not in ("search", "genindex")]


def ratio(edition: Path, work: Path) -> None:
    """Pairs in turn, so that a machine whose speed drifts still gives a fair ratio."""
    build(edition, work / "ours0")  # it warms the caches, and its pages are the plain project
    plain = plain_project(work / "plain", work / "ours0" / "html")
    build(plain, work / "plain0")
    _compare_words(work / "ours0" / "html", work / "plain0" / "html")
    pairs = [
        (build(edition, work / f"ours{i}"), build(plain, work / f"plain{i}"))
        for i in range(1, PAIRS + 1)
    ]
    print(f"edition, cold   {_spread([a for a, _ in pairs])}")
    print(f"plain, cold     {_spread([b for _, b in pairs])}")
    print(f"ratio           {_spread([a / b for a, b in pairs])}   (goal 1.2)")
    again = [build(edition, work / "ours1") for _ in range(PAIRS)]
    print(f"no change       {_spread(again)}")
    stages = [_by_stage(edition, work / "s1"), _by_stage(plain, work / "s2", "--plain")]
    print("\n".join(_stages.table(*stages)))


def _compare_words(ours: Path, plain: Path) -> None:
    pages = pages_of(ours)
    a = sum(_plain_pages.words(page) for page in pages)
    b = sum(_plain_pages.words(plain / page.relative_to(ours)) for page in pages)
    print(f"words           {a} on {len(pages)} pages of the edition, {b} of plain: {a / b:.3f}")


def _by_stage(root: Path, out: Path, *options: str) -> dict[str, float]:
    """Seconds of each stage of one cold build."""
    out.mkdir()
    command = [sys.executable, "-m", "benchmarks._stages", str(out / "stages.json"), *options]
    arguments = ["-q", "-b", "html", "-d", str(out / "dt"), str(root), str(out / "html")]
    subprocess.run(
        [*command, *arguments], check=True, env=_environment(root), stdout=subprocess.DEVNULL
    )
    found: dict[str, float] = json.loads((out / "stages.json").read_text(encoding="utf-8"))
    return found


def _spread(values: list[float]) -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"min {low:6.2f}  median {middle:6.2f}  max {high:6.2f}"


def generated(at: Path, chapters: int) -> Path:
    """An edition of that many chapters, with notes, on the small edition's settings."""
    bridge = ROOT / "tests" / "editions" / "bridge"
    shutil.copytree(bridge, at, ignore=shutil.ignore_patterns("_build", "text", "chapters"))
    for name in ("text.lock.toml", "waivers.toml", "article.txt", "apparatus.toml"):
        (at / name).unlink(missing_ok=True)
    shutil.rmtree(at / "glossary")
    (at / "chapters").mkdir()
    number = 0
    for i in range(chapters):
        blocks = [f"---\nsection: Section {i}\nfirst: {number + 1}\n---\n# Section {i}\n"]
        for _ in range(PARAGRAPHS):
            number += 1
            blocks.append(_paragraph(number, f"work{i}"))
        (at / "chapters" / f"{i:04}.md").write_text("\n".join(blocks), encoding="utf-8")
    works = [
        f"@misc{{work{i}, author = {{Author {i}}}, title = {{Work {i}}}, "
        "year = {1931}, keywords = {seen}}\n"
        for i in range(chapters)
    ]
    (at / "references.bib").write_text("".join(works), encoding="utf-8")
    shutil.rmtree(at / "data")
    names = "\n".join(f"chapters/{i:04}" for i in range(chapters))
    index = f"# Generated\n\n```{{toctree}}\n{names}\nbackmatter/bibliography\n```\n"
    (at / "index.md").write_text(index, encoding="utf-8")
    (at / "backmatter" / "register-of-figures.md").unlink()
    return at


def _paragraph(number: int, work: str) -> str:
    words = " ".join(f"word{(number * 7 + k) % 997}" for k in range(40))
    notes = [
        f":::{{annotation}} note-{number}-{k}\n:quote: word{k} word{k + 1}\n:kind: context\n"
        f":by: tester\n:state: checked\n\n{words} {{cite:p}}`{work}`.\n:::\n"
        for k in range(NOTES)
    ]
    head = f":::{{paragraph}} {number}\n:incipit: Opening words of {number}\n\n{words}.\n:::\n"
    return "\n".join([head, *notes])


def growth(work: Path) -> None:
    """Seconds a chapter must not grow with the number of chapters."""
    per_chapter = {}
    for chapters in (9, 90, 900):
        root = generated(work / f"gen{chapters}", chapters)
        seconds = build(root, work / f"out{chapters}")
        per_chapter[chapters] = seconds / chapters
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        each = 1000 * per_chapter[chapters]
        print(f"{chapters:4} chapters   {seconds:7.2f} s   {each:6.1f} ms each", end="")
        print(f"   largest process so far {peak:5.0f} MB")
    print(f"900 against 90 a chapter: {per_chapter[900] / per_chapter[90]:.2f}   (goal 1.3)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        ratio(ROOT, work)
        growth(work)


if __name__ == "__main__":
    main()
