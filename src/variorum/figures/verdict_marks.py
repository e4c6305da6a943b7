"""How a verdict looks in every book: its class, and a sign for those who see no colour."""

from __future__ import annotations

from variorum.figures.rules import Verdict

_LOOKS = {
    Verdict.AGREES: ("v-agrees", "✓"),
    Verdict.ROUNDS: ("v-rounds", "≈"),
    Verdict.TRUNCATED: ("v-truncated", "⌊"),
    Verdict.APPROXIMATES: ("v-approximates", "~"),
    Verdict.DIFFERS: ("v-differs", "≠"),
    Verdict.NOT_CHECKABLE: ("v-not-checkable", "?"),
    Verdict.DEPENDS: ("v-depends", "±"),
}
VERDICT_CLASS = {verdict.value: css for verdict, (css, _) in _LOOKS.items()}
"""The class, by the words that a check prints."""
SIGN = {verdict.value: sign for verdict, (_, sign) in _LOOKS.items()}
"""The sign, by the same words."""
_BY_CLASS = dict(_LOOKS.values())


def sign_of(classes: str) -> str:
    """The sign for an element's classes; empty where it carries no verdict."""
    return next((_BY_CLASS[name] for name in classes.split() if name in _BY_CLASS), "")
