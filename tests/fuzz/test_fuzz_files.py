"""Whatever a file holds, its reader answers with records or Problems, within a second."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from tests.fuzz.mutate import fuzz, mutations, texts
from tests.shell.edition import BRIDGE
from variorum import chapter_files
from variorum.data import package
from variorum.data.package import Package
from variorum.faults import FigureError
from variorum.figures import claims
from variorum.notes import glossary
from variorum.notes.contributors import load_contributors
from variorum.problems import Problem
from variorum.safety import files, pages
from variorum.safety.zones import CHAPTER, zone_of
from variorum.text import apparatus, lock_file
from variorum.waivers import load_waivers
from variorum.works import bibliography

CHAPTERS = [p.read_text(encoding="utf-8") for p in sorted((BRIDGE / "chapters").glob("*.md"))]
ENTRIES = [p.read_text(encoding="utf-8") for p in sorted((BRIDGE / "glossary/terms").glob("*.md"))]
PAGES = [(BRIDGE / name).read_text(encoding="utf-8") for name in ("index.md", "glossary/index.md")]
TABLES = package.load(BRIDGE / "data")
MYST = MdParserConfig(
    enable_extensions={"colon_fence", "attrs_inline", "attrs_block", "deflist", "smartquotes"}
)


def _scan(source: str, name: str) -> list[Problem]:
    path = Path(name)
    zone = zone_of(path, ["tally", "title-page", "which-edition"])
    problems = pages.scan(source, path, zone, create_md_parser(MYST, RendererHTML))
    last = source.count("\n") + 1
    assert all(1 <= problem.place.line <= last for problem in problems)
    return problems


@fuzz(texts(CHAPTERS), 0.12)
def test_scan_of_chapters(source: str) -> None:
    _scan(source, "chapters/01.md")


@fuzz(texts([*ENTRIES, *PAGES]), 0.08)
def test_scan_of_pages(source: str) -> None:
    for name in ("glossary/terms/x.md", "backmatter/x.md"):
        _scan(source, name)


@fuzz(texts(CHAPTERS), 0.12)
def test_checks_of_chapters(source: str) -> None:
    for note in claims.notes_in(source, Path("chapters/01.md")):
        trial = claims.examine(note, TABLES)
        assert all(isinstance(problem, Problem) for problem in trial.problems)


@fuzz(texts(CHAPTERS), 0.05)
def test_chapters_as_files(source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chapters" / "01.md"
        path.parent.mkdir()
        path.write_text(source, encoding="utf-8", errors="surrogatepass")
        chapter_files.read_chapters(Path(folder))


@fuzz(texts(ENTRIES), 0.08)
def test_glossary(source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms" / "toll.md"
        path.parent.mkdir()
        path.write_text(source, encoding="utf-8", errors="surrogatepass")
        entries, problems = glossary.read_entries(Path(folder))
        assert len(entries) == 1 or problems


SETTINGS = {
    "waivers.toml": load_waivers,
    "contributors.toml": load_contributors,
    "apparatus.toml": apparatus.load,
    "text.lock.toml": lock_file.load,
    "references.bib": bibliography.load,
}


@fuzz(
    st.sampled_from(sorted(SETTINGS)).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.one_of(
                mutations((BRIDGE / name).read_text(encoding="utf-8")).map(
                    lambda text: text.encode("utf-8", "surrogatepass")
                ),
                st.binary(max_size=200),
            ),
        )
    ),
    0.12,
)
def test_settings(case: tuple[str, bytes]) -> None:
    """Files that the guard lets through are read; what it stops is stopped with a Problem."""
    name, data = case
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        if list(files.check(Path(folder))):
            return
        SETTINGS[name](path)


@fuzz(
    st.sampled_from(["datapackage.json", "tolls.csv", "bridge.csv"]).flatmap(
        lambda name: st.tuples(
            st.just(name),
            mutations((BRIDGE / "data" / name).read_text(encoding="utf-8")),
        )
    ),
    0.08,
)
def test_data(case: tuple[str, str]) -> None:
    name, source = case
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        for path in (BRIDGE / "data").iterdir():
            (data / path.name).write_bytes(path.read_bytes())
        (data / name).write_text(source, encoding="utf-8", errors="surrogatepass")
        if list(files.check(Path(folder))):
            return
        try:
            found = package.load(data)
        except FigureError:
            return
        _use(found)


def _use(found: Package) -> None:
    for resource in found.resources.values():
        for row in range(len(resource.rows)):
            for field in resource.fields:
                try:
                    resource.content(row, field.name)
                except FigureError:
                    continue


@fuzz(mutations("first: 0\nsection: What the figures say\n"), 0.02)
def test_heads_are_read_alike(head: str) -> None:
    """What the guard lets through as a head is plain values to whoever reads it."""
    source = f"---\n{head}---\n# Title\n"
    if _scan(source, "chapters/01.md"):
        return
    ends = source.index("\n---", 3)
    try:
        read = yaml.safe_load(source[4 : ends + 1])
    except yaml.YAMLError:
        return  # MyST warns, and the chapter has no head
    assert read is None or set(read) <= CHAPTER.head
    assert all(not isinstance(value, list | dict) for value in (read or {}).values())
