"""Causes before what follows from them: what hangs on an unreadable file is not judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from variorum.problems import Code, Problem

_UNCOUNTED = frozenset({Code.NUMERAL_UNBOUND, Code.WAIVER_UNUSED})
_UNKNOWN: Mapping[Code, frozenset[Code]] = {
    Code.CONTRIBUTORS_BROKEN: frozenset({Code.NOTE_AUTHOR}),
    Code.WAIVER_REASON: _UNCOUNTED | {Code.PARAGRAPH_BARE},
    Code.DATA_BROKEN: _UNCOUNTED | {Code.WORK_UNKNOWN, Code.WORK_UNUSED},
    Code.LOCK_BROKEN: _UNCOUNTED | {Code.QUOTE_UNLOCKED, Code.QUOTED_SHARE},
    Code.LOCK_MISSING: frozenset({Code.WAIVER_UNUSED}),
}
"""What cannot be known while a file cannot be read, or its entries cannot be used."""


def only_causes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that another may have caused: they are judged when it is gone."""
    listed = list(problems)
    met = {problem.code for problem in listed}
    unknown = {code for cause in met for code in _UNKNOWN.get(cause, ())}
    return [problem for problem in listed if problem.code not in unknown]
