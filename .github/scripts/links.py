"""Ask each address of a bibliography once, and print a report as Markdown.

    python -I links.py references.bib > links.md

Only an address that says so itself is called gone: many sites refuse programs and answer people.
"""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 20
NAME = "variorum link check (once a week; one request at a time to each host)"
STATES = {
    "gone": "The host says that there is no such page.",
    "no answer": "The host is unknown, does not answer or answers wrongly.",
    "refused": "The host does not speak to programs, or not now; people may see the page.",
    "answers": "There is a page; whether it is the page that was cited, no program knows.",
}
_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
_ADDRESS = re.compile(r"^\s*url\s*=\s*[{\"](https?://[^}\"\s]+)[}\"]", re.MULTILINE)


def addresses(bib: str) -> dict[str, list[str]]:
    """Each address with the keys of the works that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    starts = list(_ENTRY.finditer(bib))
    ends = [entry.start() for entry in starts[1:]] + [len(bib)]
    for entry, end in zip(starts, ends, strict=True):
        if address := _ADDRESS.search(bib, entry.end(), end):
            found[address[1]].append(entry[1])
    return dict(found)


def ask(address: str, seconds: float = SECONDS) -> tuple[str, str]:
    """The state of an address, and what its host said."""
    request = urllib.request.Request(address, headers={"User-Agent": NAME})
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            moved = "" if answer.url == address else f", from {urlsplit(answer.url).netloc}"
            return "answers", f"{answer.status}{moved}"
    except urllib.error.HTTPError as fault:
        return "gone" if fault.code in (404, 410) else "refused", str(fault.code)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        return "no answer", type(reason).__name__


def ask_all(found: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Every address, hosts side by side, and on each host one after the other."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for address in found:
        hosts[urlsplit(address).netloc].append(address)
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda each: [(one, ask(one)) for one in each], hosts.values())
        return {address: answer for several in answers for address, answer in several}


def report(found: dict[str, list[str]], answers: dict[str, tuple[str, str]]) -> str:
    """The report: how many in each state, and all that do not answer."""
    lines = ["# Addresses of the bibliography", "", "| state | addresses | |", "|---|---|---|"]
    for state, meaning in STATES.items():
        count = sum(answer[0] == state for answer in answers.values())
        lines.append(f"| {state} | {count} | {meaning} |")
    for state in list(STATES)[:-1]:
        rows = [address for address in found if answers[address][0] == state]
        lines += ["", f"## {state}", ""] if rows else []
        lines += [f"* {', '.join(found[a])}: <{a}> ({answers[a][1]})" for a in rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the report; what it says fails nothing."""
    found = addresses(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(report(found, ask_all(found)), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
