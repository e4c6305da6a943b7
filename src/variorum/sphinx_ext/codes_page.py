"""The page of the problem codes: one entry a code, with a message that the tests provoke."""

from __future__ import annotations

import tomllib
from pathlib import Path

from docutils import nodes

from variorum.problems import RETIRED, Code, Rule
from variorum.sphinx_ext.backmatter import Page, filler

EXAMPLES = Path("tests") / "shell" / "rotten.toml"
"""The faults that the tests provoke; an edition without them prints no examples."""


@filler("problem-codes")
def problem_codes(page: Page) -> list[nodes.Node]:
    """The codes of one group, as in ``{problem-codes} v2``; all of them without a group."""
    group = page.argument.upper()
    says = examples(Path(page.app.srcdir) / EXAMPLES)
    listed = nodes.definition_list(classes=["v-codes"])
    for code in Code:
        if code.id.startswith(group):
            listed += _entry(code, says.get(code.id, ""))
    retired = sorted(code for code in RETIRED if code.startswith(group))
    if not retired:
        return [listed]
    words = f"Retired, and never used again: {', '.join(retired)}."
    return [listed, nodes.paragraph("", words)]


def examples(path: Path) -> dict[str, str]:
    """For each code, the first message that the tests record; empty where there are no tests."""
    try:
        cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    except (OSError, KeyError, ValueError):
        return {}
    return {case["code"]: case["says"] for case in reversed(cases)}


def _entry(code: Code, says: str) -> nodes.definition_list_item:
    rule = code.value
    name = nodes.term("", "", nodes.strong("", rule.id), nodes.Text(f" {rule.meaning}"))
    name["ids"] = [f"code-{rule.id.lower()}"]
    body = nodes.definition()
    if rule.warning:
        body += nodes.paragraph("", "", nodes.emphasis("", "A warning: it stops a strict build."))
    body += _line("Wanted", f"{rule.wanted}.")
    body += _line("What to do", rule.cure)
    if says:
        body += nodes.paragraph(
            "", "", nodes.emphasis("", "Example: "), nodes.literal("", _short(rule, says))
        )
    return nodes.definition_list_item("", name, body)


def _short(rule: Rule, says: str) -> str:
    """A message without what stands above it."""
    place, _, rest = says.partition(rule.meaning)
    return f"{place}…{rest.partition(' Wanted: ')[0]}"


def _line(label: str, words: str) -> nodes.paragraph:
    plain_and_code = enumerate(words.split("`"))
    parts = [nodes.literal("", w) if at % 2 else nodes.Text(w) for at, w in plain_and_code]
    return nodes.paragraph("", "", nodes.emphasis("", f"{label}: "), *parts)
