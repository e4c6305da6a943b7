"""How a verdict is told without colour: a sign before its word."""

from __future__ import annotations

SIGNS = {
    "v-agrees": "✓",
    "v-rounds": "≈",
    "v-truncated": "⌊",
    "v-approximates": "~",
    "v-differs": "≠",
    "v-not-checkable": "?",
    "v-depends": "±",
}
"""By the class that the pages carry."""

CLASSES = {
    "agrees": "v-agrees",
    "rounds": "v-rounds",
    "truncated": "v-truncated",
    "approximates": "v-approximates",
    "differs": "v-differs",
    "not checkable": "v-not-checkable",
    "depends on the source": "v-depends",
}
"""By the words that a doctest prints."""


def sign_of(classes: str) -> str:
    """The sign for an element's classes; empty where it carries no verdict."""
    return next((SIGNS[name] for name in classes.split() if name in SIGNS), "")
