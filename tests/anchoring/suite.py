"""Carry out mutations and follow each note, through the real pipeline and through the baseline."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tests.anchoring import baseline
from tests.anchoring.document import NO_APPARATUS, Corpus, Document, Origin, Token
from tests.anchoring.mutations import MUTATIONS
from variorum.drift import comparison
from variorum.drift.align import Old, paragraphs_of
from variorum.folding import token_range
from variorum.model import Span
from variorum.problems import Problem
from variorum.text import hanging, lock, witness


class Outcome(StrEnum):
    """Where a note ended."""

    RIGHT = "right"
    REFUSED = "refused"
    MISPLACED = "misplaced"


METHODS = ("build", "drift accepted", "proposed", "baseline")
"""A build as it is; one with ACCEPT_DRIFT=1; what `variorum drift` says; the best score."""


@dataclass(slots=True)
class Score:
    """Outcomes of one kind of mutation, by method."""

    cases: int = 0
    counts: dict[str, Counter[Outcome]] = field(
        default_factory=lambda: {method: Counter() for method in METHODS}
    )
    misplaced: list[str] = field(default_factory=list)
    """Each silent misplacement of the tool, so that it can be looked at."""


def run(
    corpus: Corpus, seeds: int, *, kinds: Iterable[str] = (), proposals: bool = True
) -> dict[str, Score]:
    """So many cases of each kind of mutation."""
    page = baseline.page_of(corpus.document)
    selectors = {slug: baseline.selector(page, words) for slug, words in corpus.hung.items()}
    scores: dict[str, Score] = {}
    for kind in kinds or MUTATIONS:
        score = scores.setdefault(kind, Score())
        for seed in range(seeds):
            mutated = MUTATIONS[kind](corpus, random.Random(f"{corpus.name} {kind} {seed}"))
            _follow(corpus, mutated, selectors, score, f"{corpus.name}/{kind}/{seed}", proposals)
    return scores


def _follow(
    corpus: Corpus,
    mutated: Document,
    selectors: dict[str, baseline.Selector],
    score: Score,
    name: str,
    proposals: bool,
) -> None:
    score.cases += 1
    for method, accept in (("build", False), ("drift accepted", True)):
        for slug, words in pipeline(corpus, mutated, accept_drift=accept):
            outcome = _judge(corpus.hung[slug], words, strict=True)
            score.counts[method][outcome] += 1
            if outcome is Outcome.MISPLACED:
                score.misplaced.append(f"{name}: {slug} ({method})")
    if proposals:
        for slug, words in proposed(corpus, mutated):
            outcome = _judge(corpus.hung[slug], words, strict=False)
            score.counts["proposed"][outcome] += 1
    page = baseline.page_of(mutated)
    for slug, wanted in selectors.items():
        words = baseline.anchor(page, wanted)
        score.counts["baseline"][_judge(corpus.hung[slug], words, strict=False)] += 1


def _judge(wanted: tuple[Origin, ...], words: list[Token] | None, *, strict: bool) -> Outcome:
    """Strict: these words and no others. Else most of them, and mostly them."""
    if not words:
        return Outcome.REFUSED
    found = [token.origin for token in words]
    if strict:
        return Outcome.RIGHT if tuple(found) == wanted else Outcome.MISPLACED
    shared = len(set(found) & set(wanted))
    half = 2 * shared >= len(wanted) and 2 * shared >= len(found)
    return Outcome.RIGHT if half else Outcome.MISPLACED


def pipeline(
    corpus: Corpus, mutated: Document, *, accept_drift: bool
) -> Iterator[tuple[str, list[Token] | None]]:
    """What a build with the mutated copy hangs each note on; None where it refuses."""
    copy = mutated.copy()
    text, problems = witness.edit(copy, corpus.chapters, NO_APPARATUS, corpus.lock.confirms)
    if not problems and not accept_drift:
        problems = lock.drift(corpus.lock, text, copy.place)
    for note in corpus.notes:
        paragraph = text.paragraphs.get(note.paragraph)
        if problems or paragraph is None:
            yield note.slug, None
            continue
        found = hanging.hang(note, paragraph.text, corpus.lock)
        if isinstance(found, Problem):
            yield note.slug, None
            continue
        words = mutated.between(*paragraph.lines)
        yield note.slug, _covered(paragraph.text, found, words)


def _covered(text: str, span: Span, words: list[Token]) -> list[Token]:
    first, end = token_range(text, span.start, span.end)
    assert len(text.split()) == len(words)
    return words[first:end]


def proposed(corpus: Corpus, mutated: Document) -> Iterator[tuple[str, list[Token] | None]]:
    """What `variorum drift` reports or proposes for each note; it is for people to read."""
    copy = mutated.copy()
    marks = {mark.number: mark for chapter in corpus.chapters for mark in chapter.paragraphs}
    new = paragraphs_of(copy, corpus.chapters, NO_APPARATUS)
    report = comparison.compare(
        Old(marks, corpus.text, corpus.lock, NO_APPARATUS), corpus.notes, new
    )
    for each in report.notes:
        if each.span is None or each.at < 0:
            yield each.note.slug, None
            continue
        found = new[each.at]
        words = mutated.between(found.line + 1, len(copy.lines) - 1)[: len(found.text.split())]
        yield each.note.slug, _covered(found.text, each.span, words)


def table(scores: dict[str, Score]) -> str:
    """The scores as a table: right, refused, misplaced, for each method."""
    head = f"{'':48}{'cases':>6}" + "".join(f"{method:>22}" for method in METHODS)
    lines = [head, f"{'':54}" + f"{'right  refd  wrong':>22}" * len(METHODS)]
    total = Score()
    for kind, score in scores.items():
        lines.append(_row(kind, score))
        total.cases += score.cases
        for method in METHODS:
            total.counts[method] += score.counts[method]
    return "\n".join([*lines, _row("all", total)])


def _row(name: str, score: Score) -> str:
    cells = (
        "".join(f"{score.counts[method][outcome]:>6}" for outcome in Outcome).rjust(22)
        for method in METHODS
    )
    return f"{name:48}{score.cases:>6}" + "".join(cells)
