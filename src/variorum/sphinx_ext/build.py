"""Between reading and writing: put the edition together, check it, say what must be rewritten."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from variorum import conformance
from variorum.assembly import assemble, locked
from variorum.causes import only_causes
from variorum.edition import LOCK, Edition
from variorum.model import ChapterMark, State
from variorum.ownwords import budget
from variorum.problems import Code, Problem
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.report import EditionError, report
from variorum.sphinx_ext.state import set_edition
from variorum.text import lock_file
from variorum.text.reader_copy import Request
from variorum.waivers import apply_waivers
from variorum.whole_files import replace_file

logger = logging.getLogger(__name__)
_FINGERPRINTS = "variorum_fingerprints"
_MENDED_BY_LOCK = frozenset(
    {
        Code.LOCK_MISSING,
        Code.LOCK_BROKEN,
        Code.LOCK_STALE,
        Code.LOCK_OLDER,
        Code.LOCK_OUTDATED,
    }
)

_OF_DRAFTS = frozenset({Code.QUOTE_UNLOCKED, Code.LOCK_OLDER})


def choose_domain(app: Sphinx, config: Config) -> None:
    """Let authors write ``{paragraph}`` and ``{term}`` without a prefix."""
    config.primary_domain = "variorum"


def check_edition(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Assemble and check; name the documents whose pages are out of date."""
    domain = env.get_domain("variorum")
    assert isinstance(domain, VariorumDomain)
    request = Request(
        Path(app.srcdir),
        app.config.variorum_text,
        app.config.variorum_second_text,
        app.config.variorum_accept_drift,
        keep=app.builder.name != "check",
    )
    figures = {slug: claim.checks for slug, claim in domain.claims().items()}
    edition = assemble(request, domain.chapters(), domain.notes(), figures)
    set_edition(app, edition)
    report(app, only_causes(_standing(app, edition, domain)))
    if app.config.variorum_write_lock:
        write_lock(app, edition)
    return list(_outdated(app, edition, domain))


def _standing(app: Sphinx, edition: Edition, domain: VariorumDomain) -> list[Problem]:
    """What is wrong for this kind of build, and not waived."""
    quoted = Decimal(str(app.config.variorum_quoted_share))
    problems = [
        *domain.problems(),
        *domain.lost_references(),
        *edition.problems,
        *budget.check(edition, quoted),
        *conformance.load(Path(app.srcdir) / conformance.CRITERIA)[1],
    ]
    if app.config.variorum_write_lock:
        # A lock asks only for a whole text; the other faults of the edition can wait.
        return [p for p in problems if p.code.id.startswith("V1") and p.code not in _MENDED_BY_LOCK]
    if not app.config.variorum_keep_going:
        # Who has no text may build a book with a draft; `make check` says what nobody has seen.
        drafts = {note.place for note in edition.notes if note.state == State.DRAFT}
        problems = [p for p in problems if p.code not in _OF_DRAFTS or p.place not in drafts]
    standing, _waived = apply_waivers(problems, edition.waivers)
    return standing


def write_lock(app: Sphinx, edition: Edition) -> None:
    """Write text.lock.toml anew from the text in hand."""
    if edition.text is None:
        logger.error("a lock is made from the text: give TEXT=…, or put it in text/")
        raise EditionError(1)
    salt = edition.lock.salt if edition.lock else secrets.token_hex(16)
    replace_file(Path(app.srcdir) / LOCK, lock_file.dumps(locked(edition, salt)))
    logger.info(
        "wrote %s: %d paragraphs, %d notes",
        LOCK,
        len(edition.text.paragraphs),
        len(edition.anchors),
    )


def _outdated(app: Sphinx, edition: Edition, domain: VariorumDomain) -> Iterable[str]:
    """Documents for which something outside their source has changed since the last build."""
    kept: dict[str, dict[str, str]] = getattr(app.env, _FINGERPRINTS, {})
    entries = repr([(e.slug, e.term, e.forms) for e in edition.entries])
    now = {c.docname: _hash(entries, *_outside(edition, c)) for c in edition.chapters}
    whole = [*now.values(), repr(domain.claims()), repr(edition.notes), repr(edition.used)]
    whole.append(repr(conformance.standing(Path(app.srcdir))))
    now.update(dict.fromkeys(_wide(app, domain), _hash(*whole)))
    # Each builder has its own pages, so each has its own memory of what they were made from.
    known = kept.get(app.builder.name, {})
    setattr(app.env, _FINGERPRINTS, {**kept, app.builder.name: now})
    return [docname for docname, print_ in now.items() if known.get(docname) != print_]


def _wide(app: Sphinx, domain: VariorumDomain) -> set[str]:
    """Documents that show something of every chapter; a list of works shows who cites them."""
    lists = app.env.get_domain("cite").bibliographies  # type: ignore[attr-defined]
    return {*domain.data["wide"], *(key.docname for key in lists)}


def _outside(edition: Edition, chapter: ChapterMark) -> Iterable[str]:
    """What a chapter's page takes from outside the chapter."""
    numbers = [mark.number for mark in chapter.paragraphs]
    texts = edition.text.paragraphs if edition.text else {}
    yield repr([texts.get(n) for n in numbers])
    yield repr([edition.terms.get(n) for n in numbers])
    yield repr([edition.apparatus.at(n) for n in numbers])
    yield repr([edition.order[note.slug] for note in edition.notes_of(chapter.docname)])


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
