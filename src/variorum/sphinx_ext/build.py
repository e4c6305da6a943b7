"""Between reading and writing: put the edition together, check it, say what must be rewritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from variorum.edition import Edition, Request, assemble
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.report import report
from variorum.sphinx_ext.state import set_edition
from variorum.waivers import apply_waivers

_FINGERPRINTS = "variorum_fingerprints"


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
    )
    edition = assemble(request, domain.chapters(), domain.notes())
    set_edition(app, edition)
    standing, _waived = apply_waivers([*domain.problems(), *edition.problems], edition.waivers)
    report(app, standing)
    return list(_outdated(env, edition, domain))


def _outdated(env: BuildEnvironment, edition: Edition, domain: VariorumDomain) -> Iterable[str]:
    """Documents for which something outside their source has changed since the last build."""
    known: dict[str, str] = getattr(env, _FINGERPRINTS, {})
    now: dict[str, str] = {}
    for chapter in edition.chapters:
        now[chapter.docname] = _fingerprint(edition, chapter.docname)
    changed = [docname for docname, print_ in now.items() if known.get(docname) != print_]
    setattr(env, _FINGERPRINTS, now)
    return changed


def _fingerprint(edition: Edition, docname: str) -> str:
    """What a chapter's page takes from outside the chapter, as a hash."""
    numbers = [m.number for c in edition.chapters if c.docname == docname for m in c.paragraphs]
    texts = edition.text.paragraphs if edition.text else {}
    parts = [
        repr([texts.get(n) for n in numbers]),
        repr([edition.terms.get(n) for n in numbers]),
        repr([edition.apparatus.at(n) for n in numbers]),
        repr([(e.slug, e.term, e.forms) for e in edition.entries]),
        repr(sorted(edition.order.items())),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
