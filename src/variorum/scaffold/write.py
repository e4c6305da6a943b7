"""Write a new edition's folder from the plan of its article."""

from __future__ import annotations

import json
import secrets
import shutil
import sys
from dataclasses import dataclass, field, replace
from decimal import ROUND_UP, Decimal
from importlib import resources
from pathlib import Path
from string import Template

from variorum.assembly import assemble, locked
from variorum.chapter_files import FOLDER, read_chapters
from variorum.data import package
from variorum.edition import LOCK, WAIVERS, Edition
from variorum.figures import claims
from variorum.figures.finding import Finding
from variorum.model import EditedText
from variorum.notes import checks
from variorum.ownwords import budget, measures
from variorum.problems import Code, Place, Problem
from variorum.scaffold import pages
from variorum.scaffold.aside import set_aside
from variorum.scaffold.plan import Plan, plan
from variorum.scaffold.stubs import stubs
from variorum.scaffold.terms import propose
from variorum.slugs import slug_of
from variorum.text import lock_file, source, witness
from variorum.text.apparatus import Apparatus
from variorum.text.reader_copy import KEPT, KINDS, Request
from variorum.text.source import Copy
from variorum.waivers import apply_waivers
from variorum.whole_files import replace_file

BY = "editors"
STEP = Decimal("0.01")
_FILES = {
    "Makefile.txt": "Makefile",
    "local.mk.txt": "local.mk",
    "README.md.txt": "README.md",
    "apparatus.toml.txt": "apparatus.toml",
    "bibliography.md.txt": "backmatter/bibliography.md",
    "conf.py.txt": "conf.py",
    "conftest.py.txt": "conftest.py",
    "contributors.md.txt": "backmatter/contributors.md",
    "contributors.toml.txt": "contributors.toml",
    "datapackage.json.txt": "data/datapackage.json",
    "gitignore.txt": ".gitignore",
    "glossary-index.md.txt": "glossary/index.md",
    "index.md.txt": "index.md",
    "pytest.ini.txt": "pytest.ini",
    "references.bib.txt": "references.bib",
    "register-of-figures.md.txt": "backmatter/register-of-figures.md",
    "requirements.txt.txt": "requirements.txt",
    "test_edition.py.txt": "tests/test_edition.py",
    "text-README.md.txt": "text/README.md",
    "textual-notes.md.txt": "backmatter/textual-notes.md",
}


class _Template(Template):
    """A template in which nothing but ``@@name`` is a place: Makefiles and TeX keep their signs."""

    delimiter = "@@"


@dataclass(slots=True)
class Made:
    """What was made, in numbers, or why nothing was."""

    title: str = ""
    byline: str = ""
    date: str = ""
    chapters: int = 0
    paragraphs: int = 0
    notes: int = 0
    figures: int = 0
    terms: int = 0
    aside: tuple[str, ...] = ()
    """What of the copy is no part of the edition's text, by lines."""
    problems: list[Problem] = field(default_factory=list)
    """Faults that the new edition still has; empty when it is ready to build."""


def new_edition(article: str, root: Path) -> Made:
    """A building edition of an article in an empty folder."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        found = "a folder that is not empty"
        return Made(problems=[Problem(Code.FOLDER_TAKEN, Place(root), found)])
    copy = source.open_copy(article)
    if isinstance(copy, Problem):
        return Made(problems=[copy])
    made_plan = plan(copy)
    text, problems = EditedText({}), list(made_plan.problems)
    if not problems:
        text, problems = witness.edit(copy, made_plan.marks(), Apparatus())
    if problems:
        return Made(made_plan.title, problems=problems)
    return _write(root, _keep(article, copy, root / KEPT), made_plan, text)


def _write(root: Path, kept: str, made_plan: Plan, text: EditedText) -> Made:
    taken: set[str] = set()
    drafts = {n: stubs(text.paragraphs[n], BY, taken) for n in sorted(text.paragraphs)}
    for chapter in made_plan.chapters:
        _put(root / FOLDER / f"{chapter.name}.md", pages.chapter(chapter, drafts))
    _put(root / WAIVERS, pages.waivers(made_plan, drafts))
    found = propose({number: p.text for number, p in text.paragraphs.items()})
    _put(root / "glossary" / "proposed-terms.md", pages.proposed(found))
    values = _values(made_plan, kept)
    _templates(root, values)
    edition, problems = _locked(root, kept)
    if edition.text is not None:
        _templates(root, {**values, "share": _share(edition)})
    head = made_plan.head
    return Made(
        title=made_plan.title,
        byline=head.byline,
        date=head.date,
        chapters=len(made_plan.chapters),
        paragraphs=len(text.paragraphs),
        notes=sum(len(each.notes) for each in drafts.values()),
        figures=len(edition.coverage.numerals),
        terms=len(found),
        aside=set_aside(text.repairs),
        problems=problems,
    )


def _put(path: Path, content: str) -> None:
    replace_file(path, content)


def _keep(article: str, copy: Copy, folder: Path) -> str:
    """Copy the article into text/, where the build looks for it; the name it has there."""
    if copy.page:
        return source.keep(copy, article, folder)
    path = Path(article)
    folder.mkdir(parents=True, exist_ok=True)
    name = path.name if path.suffix.lower() in KINDS else f"{path.stem}.txt"
    shutil.copyfile(path, folder / name)
    return name


def _values(made_plan: Plan, kept: str) -> dict[str, str]:
    head, title = made_plan.head, made_plan.title
    quoted = {
        "project": f"{title}: an annotated edition",
        "title_string": title,
        "byline": head.byline,
        "date": head.date,
    }
    return {name: json.dumps(words, ensure_ascii=False) for name, words in quoted.items()} | {
        "heading": pages.escaped(title),
        "name": json.dumps(f"{slug_of(title, 6) or 'edition'}-figures"),
        "witness": json.dumps(f"the copy in {KEPT}/{kept}", ensure_ascii=False),
        "chapters": "\n".join(f"chapters/{chapter.name}" for chapter in made_plan.chapters),
        "paragraphs": str(sum(len(c.paragraphs) for c in made_plan.chapters)),
        "headings": str(sum(bool(c.section) for c in made_plan.chapters)),
        "share": str(measures.QUOTED_SHARE),
        "python": sys.executable,
    }


def _templates(root: Path, values: dict[str, str]) -> None:
    folder = resources.files("variorum.scaffold") / "templates"
    for name, target in _FILES.items():
        template = _Template((folder / name).read_text(encoding="utf-8"))
        _put(root / target, template.substitute(values))


def _locked(root: Path, kept: str) -> tuple[Edition, list[Problem]]:
    """The edition as it stands on disk, its lock written, with the problems it still has."""
    files = read_chapters(root)
    tables = package.load(root / "data")
    figures: dict[str, tuple[Finding, ...]] = {}
    faults: list[Problem] = []
    for file in files:
        trials, problems = claims.examine_file(root / file.path, tables)
        faults += problems
        figures |= {t.note.slug: t.findings for t in trials}
    # Drafts have their twenty words; the build will count them.
    notes = [
        replace(note, words=checks.NOTE.start) for file in files for note in file.annotations()
    ]
    request = Request(root, str(root / KEPT / kept))
    edition = assemble(request, [file.mark() for file in files], notes, figures)
    if edition.text is not None:
        _put(root / LOCK, lock_file.dumps(locked(edition, secrets.token_hex(16))))
    found = [p for p in edition.problems if p.code is not Code.LOCK_MISSING]
    return edition, [*faults, *apply_waivers(found, edition.waivers)[0]]


def _share(edition: Edition) -> str:
    """The quoted share that the drafts need, for they quote every number of the text."""
    needed = max(budget.share_of(edition, chapter).ratio for chapter in edition.chapters)
    return str(max(measures.QUOTED_SHARE, (needed + STEP).quantize(STEP, ROUND_UP)))
