"""Every page, entry and file is looked at before Sphinx parses it; what is refused is never read.

A fault of this kind stops every build, also one that is told to go on after errors.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from variorum.ownwords.budget import BIBLIOGRAPHY
from variorum.problems import Code, Place, Problem
from variorum.safety import files, pages
from variorum.safety.zones import zone_of
from variorum.sphinx_ext.backmatter import PlaceHolderDirective
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.report import EditionError, report
from variorum.works import bibliography


def setup_guard(app: Sphinx) -> None:
    """Look at files before the bibliography is parsed, and at pages before Markdown is."""
    app.connect("config-inited", refuse_files, priority=100)
    app.connect("source-read", refuse_page, priority=1)
    app.connect("env-updated", stop_if_refused, priority=1)


def refuse_files(app: Sphinx, config: Config) -> None:
    """Stop before anything is read when a file is no plain file of the edition."""
    root = Path(app.srcdir)
    problems = list(files.check(root))
    if not problems and (root / BIBLIOGRAPHY).is_file():
        # The extension that prints the works would end in a traceback over the first fault.
        problems = bibliography.load(root / BIBLIOGRAPHY)[1]
    _stop(app, problems)


def refuse_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put nothing in the place of a page that is refused, and remember why."""
    path = Path(app.env.doc2path(docname, base=False))
    if path.suffix == ".md":
        problems = scan_text(app.env, source[0], path)
    else:
        problems = [Problem(Code.FILE_REFUSED, Place(path), f'"{path}"', wanted="Markdown pages")]
    if problems:
        source[0] = ""
        note_refusals(app.env, docname, problems)


def scan_text(env: BuildEnvironment, text: str, path: Path, first: int = 1) -> list[Problem]:
    """Why a page, or the body of an entry, may not be parsed."""
    zone = zone_of(PurePosixPath(path.as_posix()), PlaceHolderDirective.FILLERS)
    parser = create_md_parser(env.myst_config, RendererHTML)  # type: ignore[attr-defined]
    return pages.scan(text, path, zone, parser, first)


def note_refusals(env: BuildEnvironment, docname: str, problems: list[Problem]) -> None:
    """Keep refusals with the page that they are about."""
    domain = env.get_domain("variorum")
    assert isinstance(domain, VariorumDomain)
    for problem in problems:
        domain.note_problem(docname, problem)


def stop_if_refused(app: Sphinx, env: BuildEnvironment) -> None:
    """Name what was refused, and nothing else: the rest follows from pages left empty."""
    domain = env.get_domain("variorum")
    assert isinstance(domain, VariorumDomain)
    _stop(app, [p for p in domain.problems() if p.code.id.startswith("V6")])


def _stop(app: Sphinx, problems: list[Problem]) -> None:
    if problems:
        report(app, problems)
        raise EditionError(1)
