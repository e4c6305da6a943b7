"""A chapter's HTML in which each thing is said once."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import takewhile

_EDIT = re.compile(r' data-edit="([^"]*)"')
_WRAPPERS = re.compile(  # of a citation or a number; nothing asks for them
    r'<span class="(?:bibtex-citation" id="[^"]*|v-x(?:para|note))">'
    r"((?:[^<]|<(?!/?span\b))*)</span>"
)


def say_once(body: str, editors: str) -> str:
    """A chapter's HTML once each thing is said once.

    ``editors`` sign no note: the page names them at its foot.
    """
    return _WRAPPERS.sub(r"\1", body).replace(f'<p class="v-byline">{escape(editors)}</p>\n', "")


def share_addresses(body: str) -> tuple[str, str, str]:
    """The body without its edit addresses, what they all begin with, and how each one ends.

    The ends follow the order of the page, with spaces between them.
    """
    addresses = [unescape(address) for address in _EDIT.findall(body)]
    shared = zip(min(addresses, default=""), max(addresses, default=""), strict=False)
    begin = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], shared))
    ends = " ".join(address.removeprefix(begin) for address in addresses)
    return _EDIT.sub("", body), begin, ends
