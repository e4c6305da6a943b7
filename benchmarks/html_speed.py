"""Cold HTML build of the edition against plain Sphinx and MyST with the same words and notes.

The plain project has the same theme, the same chapters, and the notes as Markdown footnotes; it
checks nothing, anchors nothing and links nothing. Then: a rebuild without changes, and editions
of 9, 90 and 900 chapters made by a generator. Run with ``python -m benchmarks html_speed``.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAIRS = 5
PARAGRAPHS, NOTES = 8, 5
"""Of a generated chapter: paragraphs, and notes a paragraph."""

_PLAIN_CONF = """
project = "plain"
version = release = "1"
extensions = ["myst_parser", "plain_theme"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
html_theme = "variorum"
html_copy_source = False
"""
_PLAIN_THEME = """
from pathlib import Path
from variorum.edition import Edition
from variorum.sphinx_ext import reading_page
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.state import set_edition

def nothing_edited(app, env):
    set_edition(app, Edition(Path(), (), ()))

def setup(app):
    app.add_domain(VariorumDomain)
    app.connect("env-updated", nothing_edited)
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
    return {**os.environ, "PYTHONPATH": str(root), "TEXT": ""}


def plain_project(at: Path) -> Path:
    """The edition's own words as plain Markdown: paragraphs, and a footnote for each note."""
    at.mkdir(parents=True)
    (at / "conf.py").write_text(_PLAIN_CONF, encoding="utf-8")
    (at / "plain_theme.py").write_text(_PLAIN_THEME, encoding="utf-8")
    names = []
    for folder in ("chapters", "glossary", "backmatter"):
        (at / folder).mkdir()
        for path in sorted((ROOT / folder).glob("*.md")):
            text = path.read_text(encoding="utf-8")
            if path.name == "index.md":
                entries = sorted((ROOT / folder).glob("*/*.md"))
                text += "\n\n".join(_entry(entry) for entry in entries)
            (at / folder / path.name).write_text(_plain(text), encoding="utf-8")
            names.append(f"{folder}/{path.stem}")
    listed = "\n".join(names)
    index = f"# Plain\n\n```{{toctree}}\n{listed}\n```\n"
    (at / "index.md").write_text(index, encoding="utf-8")
    return at


def _entry(path: Path) -> str:
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
    term = re.search(r"^term: (.*)$", head, re.MULTILINE)
    return f"### {term[1] if term else path.stem}\n\n{body}"


def _plain(text: str) -> str:
    """Directives become paragraphs and footnotes; roles become their words."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    notes: list[str] = []
    out = []
    for block in re.split(r"^(?=:::\{)", text, flags=re.MULTILINE):
        body = re.sub(r"^:::.*$|^:[a-z-]+:.*$", "", block, flags=re.MULTILINE).strip()
        if block.startswith(":::{annotation}"):
            notes.append(body)
            out[-1] += f"[^n{len(notes)}]"
        else:
            out.append(body)
    footnotes = [f"[^n{i}]: " + n.replace("\n", "\n    ") for i, n in enumerate(notes, 1)]
    whole = "\n\n".join([*out, *footnotes])
    return re.sub(r"\{[a-z:]+\}`([^`]*)`", r"\1", whole)


def ratio(edition: Path, plain: Path, work: Path) -> None:
    """Pairs in turn, so that a machine whose speed drifts still gives a fair ratio."""
    pairs = []
    for i in range(PAIRS + 1):
        ours = build(edition, work / f"ours{i}")
        theirs = build(plain, work / f"plain{i}")
        if i:  # the first pair warms the caches
            pairs.append((ours, theirs))
    ratios = [a / b for a, b in pairs]
    print(f"edition, cold   {_spread([a for a, _ in pairs])}")
    print(f"plain, cold     {_spread([b for _, b in pairs])}")
    print(f"ratio           {_spread(ratios)}   (goal 1.2)")
    again = [build(edition, work / "ours1") for _ in range(PAIRS)]
    print(f"no change       {_spread(again)}")


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
        ratio(ROOT, plain_project(work / "plain"), work)
        growth(work)


if __name__ == "__main__":
    main()
