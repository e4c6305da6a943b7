"""A note never lands in the wrong place: every mutation, every note, no silent misplacement."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.anchoring import real, suite, synthetic
from tests.anchoring.baseline import Selector, anchor, page_of
from tests.anchoring.document import Corpus, Document, new_block
from tests.anchoring.mutations import MUTATIONS
from tests.anchoring.suite import Outcome, Score
from tests.edition import reader_copy
from variorum.model import Annotation, Span
from variorum.problems import Problem
from variorum.text import hanging
from variorum.text.anchor import find
from variorum.text.lock import Lock

SEEDS = 3
BUILDS = ("build", "drift accepted")
KEEP_THE_WORDS = (
    "split a paragraph",
    "split at a page, mid-sentence",
    "set the quotes and hyphens anew",
)
Record = Callable[[str, object], None]


@cache
def synthetic_corpus(seed: int = 7) -> Corpus:
    return synthetic.make(seed)


@cache
def real_corpus() -> Corpus:
    return real.make(reader_copy.find())


def outcomes(score: Score, *methods: str) -> dict[Outcome, int]:
    return {each: sum(score.counts[m][each] for m in methods) for each in Outcome}


def summed(scores: dict[str, Score], method: str) -> dict[Outcome, int]:
    return {each: sum(s.counts[method][each] for s in scores.values()) for each in Outcome}


def said(name: str, scores: dict[str, Score]) -> str:
    """One line for the log: misplaced by the build, and by the best-score baseline."""
    ours = sum(summed(scores, method)[Outcome.MISPLACED] for method in BUILDS)
    theirs = summed(scores, "baseline")[Outcome.MISPLACED]
    cases = sum(score.cases for score in scores.values())
    notes = sum(summed(scores, "build").values())
    return (
        f"anchoring, {name}: {cases} mutations, {notes} notes followed; "
        f"silently misplaced: {ours}; by quotation with context, best score: {theirs}"
    )


def test_an_untouched_text_keeps_every_note() -> None:
    corpus = synthetic_corpus()
    for accept in (False, True):
        for slug, words in suite.pipeline(corpus, corpus.document, accept_drift=accept):
            assert [word.origin for word in words or []] == list(corpus.hung[slug])
    page = page_of(corpus.document)
    for words_ in corpus.hung.values():
        wanted = suite.baseline.selector(page, words_)
        assert [word.origin for word in anchor(page, wanted)] == list(words_)


@pytest.mark.parametrize("kind", MUTATIONS)
def test_no_note_of_the_synthetic_text_is_misplaced(kind: str) -> None:
    score = suite.run(synthetic_corpus(), SEEDS, kinds=[kind], proposals=False)[kind]
    assert score.misplaced == []
    if kind in KEEP_THE_WORDS[2:]:
        assert outcomes(score, *BUILDS)[Outcome.REFUSED] == 0


def test_no_note_of_other_synthetic_texts_is_misplaced(record_property: Record) -> None:
    for seed in (1, 2):
        scores = suite.run(synthetic_corpus(seed), 2, proposals=False)
        assert [place for score in scores.values() for place in score.misplaced] == []
        record_property("score", said(f"synthetic text {seed}", scores))


def test_no_note_of_the_article_is_misplaced(record_property: Record) -> None:
    corpus = real_corpus()
    for slug, words in suite.pipeline(corpus, corpus.document, accept_drift=False):
        assert [word.origin for word in words or []] == list(corpus.hung[slug])
    scores = suite.run(corpus, 1, proposals=False)
    assert [place for score in scores.values() for place in score.misplaced] == []
    for kind in KEEP_THE_WORDS:
        assert outcomes(scores[kind], *BUILDS)[Outcome.REFUSED] == 0
    record_property("score", said("the article", scores))


def test_the_report_of_drift_errs_less_than_the_baseline(record_property: Record) -> None:
    """It places what the build refuses, for people to read; a doubtful place is said to be one."""
    scores = suite.run(synthetic_corpus(), 2)
    ours, theirs = summed(scores, "proposed"), summed(scores, "baseline")
    assert ours[Outcome.RIGHT] > 0.98 * sum(ours.values())
    assert ours[Outcome.MISPLACED] * 4 < theirs[Outcome.MISPLACED]
    record_property("table", suite.table(scores))


def test_the_suite_would_notice() -> None:
    """The last place that fits, and no look at its neighbours: misplaced at once."""

    def last(note: Annotation, text: str, lock: Lock | None) -> Span | Problem:
        spans = find(text, note.quote)
        return spans[-1] if spans else sound(note, text, lock)

    sound = hanging.hang
    kinds = [kind for kind in MUTATIONS if kind.endswith("in its paragraph")]
    assert len(kinds) == 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suite.hanging, "hang", last)
        scores = suite.run(synthetic_corpus(), SEEDS, kinds=kinds, proposals=False)
    assert all(score.counts["drift accepted"][Outcome.MISPLACED] for score in scores.values())


def test_the_baseline_is_a_fair_one() -> None:
    """It finds reworded quotations by their context, as annotation servers do."""
    page = page_of(Document((new_block("The old bridge was mended in March by two men"),)))
    wanted = Selector("bridge was repaired in March", "The old ", " by two men", 8, 46)
    assert " ".join(w.form for w in anchor(page, wanted)) == "bridge was mended in March"
    nothing = Selector("nothing like it at all", "", "", 0, 10)
    assert anchor(page_of(Document((new_block("x y z q r s"),))), nothing) == []
