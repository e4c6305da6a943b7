"""The page that says what is asked, what supports it, and how the last test run ended."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from docutils import nodes

from variorum.conformance import CRITERIA, RESULTS, Criterion, load, results, state
from variorum.sphinx_ext.backmatter import Page, filler, table


@filler("conformance")
def conformance(page: Page) -> list[nodes.Node]:
    """One table a group: the point, its state, the tests."""
    root = Path(page.app.srcdir)
    criteria, problems = load(root / CRITERIA)
    ends = results(root / RESULTS)
    out: list[nodes.Node] = [nodes.paragraph("", str(problem)) for problem in problems]
    for group, points in groupby(criteria, key=lambda criterion: criterion.group):
        out.append(nodes.rubric("", group))
        rows = [_row(point, state(point, ends)) for point in points]
        out.append(table(["What is asked", "State", "Tests"], rows, ["v-conformance"]))
    return out


def _row(point: Criterion, found: str) -> list[list[nodes.Node]]:
    tests: list[nodes.Node] = []
    for name in point.tests:
        tests += [nodes.Text(", ")] if tests else []
        tests.append(nodes.literal("", name.removeprefix("tests/")))
    return [[nodes.Text(point.asks)], [nodes.strong("", found)], tests or [nodes.Text("–")]]
