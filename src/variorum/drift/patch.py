"""The proposals of a drift report as a patch: lines ``:quote:`` and ``:incipit:``, for review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import unified_diff

from variorum.chapter_files import Block, ChapterFile
from variorum.drift.comparison import Drift, Fate, NoteFate
from variorum.layout import opening_words
from variorum.slugs import straight
from variorum.text.places import STANDFIRST, bare, starts_with
from variorum.text.source import Copy


def patch(drift: Drift, files: Sequence[ChapterFile], copy: Copy) -> str:
    """A unified diff against the chapters; empty when nothing would change."""
    edits: defaultdict[str, dict[int, str]] = defaultdict(dict)
    by_slug = {each.note.slug: each for each in drift.notes}
    folded = [bare(line) for line in copy.lines]
    for file in files:
        for block in file.blocks:
            name, words = _change(block, drift, by_slug, folded)
            if words and name in block.option_lines:
                edits[file.docname][block.option_lines[name]] = f":{name}: {words}"
    return "".join(_diff(file, edits[file.docname]) for file in files if edits[file.docname])


def _change(
    block: Block, drift: Drift, notes: dict[str, NoteFate], folded: Sequence[str]
) -> tuple[str, str]:
    """The option of a block that would change, and its new words; no words for no change."""
    if block.name == "paragraph":
        return "incipit", _incipit(block, drift, folded)
    found = notes.get(block.argument)
    home = drift.alignment.of(block.paragraph)
    if found is None or home is None or found.at != home.at:
        return "quote", ""
    proposed = found.fate in (Fate.DRIFTED, Fate.AMBIGUOUS)
    words = straight(found.quote) if proposed else ""
    return "quote", words if words != block.options.get("quote") else ""


def _incipit(block: Block, drift: Drift, folded: Sequence[str]) -> str:
    fate = drift.alignment.of(block.paragraph)
    if fate is None or fate.at < 0:
        return ""
    line = drift.alignment.new[fate.at].line
    twice = block.paragraph == STANDFIRST
    stands = starts_with(folded, block.options.get("incipit", ""))
    if stands == [line] or (twice and line in stands):
        return ""
    return opening_words(folded, line, twice=twice)


def _diff(file: ChapterFile, edits: dict[int, str]) -> str:
    before = [f"{line}\n" for line in file.lines]
    after = [f"{edits.get(i, line)}\n" for i, line in enumerate(file.lines)]
    path = file.path.as_posix()
    return "".join(unified_diff(before, after, f"a/{path}", f"b/{path}"))
