"""The page that says what is asked, what supports it, and how the last test run ended."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

from docutils import nodes

from variorum.conformance import Criterion, standing
from variorum.sphinx_ext.backmatter import Page, filler, table


@filler("conformance")
def conformance(page: Page) -> list[nodes.Node]:
    """How many points stand how; one table a group: the point, its state, the tests."""
    points = standing(Path(page.app.srcdir))
    counts = Counter(found.partition(":")[0] for _point, found in points)
    said = ", ".join(f"{count} {found}" for found, count in sorted(counts.items()))
    out: list[nodes.Node] = [nodes.paragraph("", f"{len(points)} points: {said}.")]
    for group, here in groupby(points, key=lambda each: each[0].group):
        out.append(nodes.rubric("", group))
        rows = [_row(point, found) for point, found in here]
        out.append(table(["What is asked", "State", "Tests"], rows, ["v-conformance"]))
    return out


def _row(point: Criterion, found: str) -> list[list[nodes.Node]]:
    support: list[nodes.Node] = [nodes.Text(point.moot)] if point.moot else []
    for name in point.tests:
        support += [nodes.Text(", ")] if support else []
        support.append(nodes.literal("", name.removeprefix("tests/")))
    return [[nodes.Text(point.asks)], [nodes.strong("", found)], support or [nodes.Text("–")]]
