"""Each book from nothing and after the edit of one note, beside other tools on the same words.

TEXT=article.txt times the full edition; without it the commentary is timed.
The other tools get the words of the finished pages as plain headings and paragraphs: no notes to
place, no checks to run. They show what the words alone cost.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parents[1]
FORMATS = ("html", "epub", "pdf", "exports")
SKIP = shutil.ignore_patterns("_build", ".git", ".venv", ".*_cache", "__pycache__", "tests", "src")
CONF = """
project = "Words"
extensions = ["myst_parser"]
version = release = "1"
epub_show_urls = "no"
"""


@dataclass(frozen=True)
class Run:
    """One program, run once: seconds by the clock and of the processor, megabytes at the worst."""

    seconds: float
    processor: float
    peak: float
    ok: bool


def run(command: Sequence[str], cwd: Path) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime
    return Run(time.perf_counter() - start, used, usage.ru_maxrss / 1024, process.returncode == 0)


def book(root: Path, *names: str) -> Run:
    return run([sys.executable, "-m", "variorum", "--root", str(root), "book", *names], root)


def edit_one_note(root: Path, word: str) -> None:
    """One word more in the first note of the second chapter."""
    path = sorted((root / "chapters").glob("*.md"))[1]
    text = path.read_text(encoding="utf-8")
    head = re.compile(r"(:state: \w+\n\n)", re.MULTILINE)
    path.write_text(head.sub(rf"\g<1>{word} ", text, count=1), encoding="utf-8")


def size(path: Path) -> float:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(file.stat().st_size for file in files) / 1024


HEAD = f"{'':<26}{'cold s':>8}{'cpu s':>8}{'edit s':>8}{'cpu s':>8}{'peak MB':>9}{'size kB':>9}"


def row(name: str, cold: Run, warm: Run | None, kilobytes: float) -> None:
    edited = f"{warm.seconds:8.1f}{warm.processor:8.1f}" if warm else f"{'–':>8}{'–':>8}"
    peak = max(cold.peak, warm.peak if warm else 0)
    fate = "" if cold.ok and (warm is None or warm.ok) else "  FAILED"
    numbers = f"{cold.seconds:8.1f}{cold.processor:8.1f}{edited}{peak:9.0f}{kilobytes:9.0f}"
    print(f"{name:<26}{numbers}{fate}", flush=True)


def our_books(root: Path) -> None:
    build = root / "_build"
    for number, name in enumerate(FORMATS):
        shutil.rmtree(build, ignore_errors=True)
        cold = book(root, name)
        edit_one_note(root, f"Edited{number}.")
        warm = book(root, name)
        made = (build / name).resolve()
        row(f"variorum {name}", cold, warm, size(made))
    shutil.rmtree(build, ignore_errors=True)
    cold = book(root, *FORMATS)
    edit_one_note(root, "Edited.")
    row("variorum, all four", cold, book(root, *FORMATS), 0)


def words(pages: Path) -> Iterator[tuple[str, str]]:
    """Every page as plain Markdown: headings and paragraphs, nothing else."""
    for path in sorted(pages.rglob("*.html")):
        if path.name in ("search.html", "genindex.html"):
            continue
        (main,) = html.document_fromstring(path.read_bytes()).xpath("//main")
        lines = []
        for element in main.iter("h1", "h2", "h3", "p", "pre", "dt"):
            text = re.sub(
                r"([\\`*_{}\[\]<>#$~|])", r"\\\1", " ".join(element.text_content().split())
            )
            level = {"h1": "# ", "h2": "## ", "h3": "### "}.get(str(element.tag), "")
            if text:
                lines.append(level + text)
        if lines and not lines[0].startswith("# "):
            lines.insert(0, f"# {path.stem}")
        yield "-".join(path.relative_to(pages).with_suffix("").parts), "\n\n".join(lines)


def plain_project(pages: Path, folder: Path) -> list[Path]:
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    files = []
    for name, text in words(pages):
        files.append(folder / f"page-{name}.md")
        files[-1].write_text(text, encoding="utf-8")
    tree = "\n".join(path.stem for path in files)
    (folder / "index.md").write_text(f"# Words\n\n```{{toctree}}\n{tree}\n```\n", encoding="utf-8")
    count = sum(len(path.read_text(encoding="utf-8").split()) for path in files)
    print(f"other tools, the same {count} words without notes or checks:")
    return files


def other_tools(pages: Path, folder: Path) -> None:
    files = plain_project(pages, folder)
    sphinx = [sys.executable, "-m", "sphinx", "-q"]
    cold = run([*sphinx, "-b", "epub", ".", "_build/epub"], folder)
    with files[0].open("a", encoding="utf-8") as file:
        file.write("\n\nEdited.\n")
    warm = run([*sphinx, "-b", "epub", ".", "_build/epub"], folder)
    row("sphinx epub", cold, warm, sum(size(p) for p in (folder / "_build/epub").glob("*.epub")))
    if pandoc := shutil.which("pandoc"):
        made = run([pandoc, *map(str, files), "-o", "words.epub"], folder)
        row("pandoc to epub", made, None, size(folder / "words.epub"))
    else:
        print("pandoc to epub            not installed")
    if xelatex := shutil.which("xelatex"):
        first = run(
            [*sphinx, "-b", "latex", "-D", "latex_engine=xelatex", ".", "_build/tex"], folder
        )
        made = run([xelatex, "-interaction=batchmode", "words.tex"], folder / "_build/tex")
        both = Run(
            first.seconds + made.seconds,
            first.processor + made.processor,
            max(first.peak, made.peak),
            first.ok and made.ok,
        )
        row("sphinx and xelatex, 1 run", both, None, size(folder / "_build/tex/words.pdf"))
    else:
        print("sphinx and xelatex        not installed")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "edition"
        shutil.copytree(ROOT, root, ignore=SKIP)
        print(HEAD)
        our_books(root)
        other_tools((root / "_build" / "html").resolve(), Path(place) / "words")


if __name__ == "__main__":
    main()
