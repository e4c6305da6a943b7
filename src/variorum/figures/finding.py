"""What a check found, and the one verdict that stands for several checks of a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from variorum.data.values import Cell, Source, Value
from variorum.faults import FigureError
from variorum.figures import rules
from variorum.figures.rules import Verdict
from variorum.problems import Code


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check prints, and everything it rests on."""

    verdict: Verdict
    figure: str
    line: str
    found: str = ""
    reading: str = ""
    sources: tuple[Source, ...] = ()
    cells: frozenset[Cell] = field(default=frozenset(), repr=False)

    def __repr__(self) -> str:
        return self.line

    @property
    def said(self) -> str:
        """The line without its sources, which readers are given as links."""
        label = Value(Decimal(0), sources=self.sources).label
        if not label or not self.line.endswith(f"{label})"):
            return self.line
        head = self.line.removesuffix(f"{label})")
        return head.removesuffix(" (") if head.endswith(" (") else head.removesuffix("; ") + ")"


def headline(findings: Iterable[Finding]) -> Verdict:
    """One verdict for a note: where one figure has several, it depends on the source;
    where several figures have one each, the least favourable."""
    each: dict[str, set[Verdict]] = {}
    for finding in findings:
        each.setdefault(finding.figure, set()).add(finding.verdict)
    heads = [found.pop() if len(found) == 1 else Verdict.DEPENDS for found in each.values()]
    if not heads:
        raise FigureError(Code.CHECK_MISSING, "no check")
    return rules.worse(*heads)
