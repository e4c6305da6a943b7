"""Where notes end when the text changes: the build, the drift report, and a best-score baseline.

Twenty-two kinds of mutation over hard synthetic texts and, where a copy is there, the article.
Run with ``python -m benchmarks.anchoring [seeds]``.
"""

from __future__ import annotations

import sys
import time

import pytest
from tests.anchoring import real, suite, synthetic
from tests.anchoring.document import Corpus
from tests.edition import reader_copy

SEEDS = 3


def corpora() -> list[Corpus]:
    """The synthetic text, and the article if it can be found."""
    found = [synthetic.make()]
    try:
        found.append(real.make(reader_copy.find()))
    except pytest.skip.Exception as reason:
        print(f"without the article: {reason}")
    return found


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    for corpus in corpora():
        began = time.perf_counter()
        scores = suite.run(corpus, seeds)
        took = time.perf_counter() - began
        print(f"\n{corpus.name}: {len(corpus.notes)} notes, {seeds} of each kind, {took:.0f} s")
        print(suite.table(scores))
        wrong = [place for score in scores.values() for place in score.misplaced]
        print("\n".join(wrong) or "no silent misplacement")


if __name__ == "__main__":
    main()
