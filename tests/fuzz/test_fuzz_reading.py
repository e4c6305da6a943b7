"""Chapters and entries through MyST and the edition's checks: harmless, and nothing lost."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from tests.fuzz.mutate import fuzz, mutations, texts
from tests.shell.edition import BRIDGE, copy_bridge
from variorum.sphinx_ext import nodes as v
from variorum.works.bibliography import safe_address

CHAPTER = "chapters/01-the-toll"
GLOSSARY = "glossary/index"
ENTRY = "glossary/terms/toll.md"
CLASSES = re.compile(r"(?:v-|language-|cite|xref|myst|simple|doc|std|term|para|note|variorum).*")
BREAKS = ("<br />", "\\\\")
"""How MyST writes the end of a line."""
_WORDS = re.compile(r"[A-Za-z]{5,}")
_LINE = re.compile(r"[\w ,.;'-]+")


class Shell:
    """One edition, open, so that a page of it can be read again and again."""

    app: Sphinx
    said: io.StringIO
    tree: nodes.document

    def open(self, app: Sphinx) -> None:
        self.app = app
        app.connect("doctree-read", self._keep)
        app.build()

    def _keep(self, app: Sphinx, tree: nodes.document) -> None:
        self.tree = tree

    def read(self, docname: str, file: str, source: str) -> nodes.document:
        (Path(self.app.srcdir) / file).write_bytes(source.encode("utf-8", "surrogatepass"))
        self.said.seek(0)
        self.said.truncate()
        self.app.env.clear_doc(docname)
        self.app.builder.read_doc(docname)
        return self.tree

    def check(self) -> None:
        try:
            self.app.emit("env-updated", self.app.env)
        except SystemExit:
            self.app.statuscode = 0

    def problems(self, docname: str) -> list[str]:
        records = self.app.env.get_domain("variorum").data["problems"].get(docname, [])
        return [problem.code.id for problem in records]


SHELL = Shell()


@pytest.fixture(autouse=True, scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    root = copy_bridge(tmp_path_factory.mktemp("reading"))
    out = root / "_build"
    SHELL.said = io.StringIO()
    with mock.patch.dict(os.environ, {"TEXT": str(root / "article.txt")}), docutils_namespace():
        app = Sphinx(
            root,
            root,
            out / "dummy",
            out / "doctrees",
            "dummy",
            status=None,
            warning=SHELL.said,
            freshenv=True,
        )
        SHELL.open(app)
        yield


def is_harmless(tree: nodes.document) -> None:
    for node in tree.findall(nodes.Element):
        if isinstance(node, nodes.raw):
            assert node.astext().strip() in BREAKS
        assert not isinstance(node, nodes.image | addnodes.download_reference), node
        address = node.get("refuri", "")
        assert not address or address.startswith("#") or safe_address(address), node
        strange = [name for name in node.get("classes", ()) if not CLASSES.fullmatch(name)]
        assert not strange or isinstance(node, nodes.literal_block | nodes.literal), node
        for id_ in node.get("ids", ()):
            assert not re.fullmatch(r"p\d+", id_) or isinstance(node, v.paragraph_block), node


def words_of(tree: nodes.document) -> set[str]:
    """Every word that a page holds, also where a node keeps it for later."""
    kept = [tree.astext()]
    for node in tree.findall(nodes.Element):
        kept += [str(node.get(name, "")) for name in ("incipit", "lemma", "source", "by")]
    return set(_WORDS.findall(" ".join(kept)))


def lines_of(source: str) -> set[str]:
    """The words of the lines that hold nothing but words."""
    body = re.sub(r"\A---\n.*?^---$", "", source, flags=re.DOTALL | re.MULTILINE)
    lines = [line.strip() for line in body.splitlines()]
    return set(_WORDS.findall("\n".join(line for line in lines if _LINE.fullmatch(line))))


@fuzz(texts([(BRIDGE / f"{CHAPTER}.md").read_text(encoding="utf-8")]), 0.1)
def test_chapters(source: str) -> None:
    tree = SHELL.read(CHAPTER, f"{CHAPTER}.md", source)
    is_harmless(tree)
    problems = SHELL.problems(CHAPTER)
    if any(code.startswith("V6") for code in problems):
        assert not tree.astext()
    elif not problems and not SHELL.said.getvalue():
        assert lines_of(source) <= words_of(tree)
    SHELL.check()


@fuzz(mutations((BRIDGE / ENTRY).read_text(encoding="utf-8")), 0.05)
def test_entries(source: str) -> None:
    tree = SHELL.read(GLOSSARY, ENTRY, source)
    is_harmless(tree)
    SHELL.check()
