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
    for file, names in groupby(point.tests, key=lambda name: name.partition("::")[0]):
        support += [nodes.Text("; ")] if support else []
        support.append(nodes.literal("", file.removeprefix("tests/")))
        # A name in words can be broken where a line ends.
        single = [_in_words(name) for name in names if "::" in name]
        support.append(nodes.Text(f": {', '.join(single)}" if single else ""))
    return [[nodes.Text(point.asks)], [nodes.strong("", found)], support or [nodes.Text("–")]]


def _in_words(name: str) -> str:
    return name.partition("::")[2].removeprefix("test_").replace("_", " ")
