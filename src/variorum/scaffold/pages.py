"""The files of a new edition that are made from its text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from variorum.notes.checks import INCIPIT
from variorum.scaffold.plan import Chapter, Plan
from variorum.scaffold.stubs import Stubs
from variorum.scaffold.terms import Proposed

SUMMARY = (
    "To be written: what this paragraph says, in 25 to 90 words of your own, with its figures."
)
HEADNOTE = "To be written: what this part of the article does, in two to four sentences."


def chapter(chapter: Chapter, drafts: dict[int, Stubs]) -> str:
    """A chapter's file, every summary and note of it a draft."""
    section = [f"section: {json.dumps(chapter.section, ensure_ascii=False)}"]
    lines = ["---", *(section if chapter.section else ())]
    lines += [
        f"first: {chapter.paragraphs[0].number}",
        "---",
        f"# {escaped(chapter.title)}",
        "",
        HEADNOTE,
    ]
    for paragraph in chapter.paragraphs:
        lines += ["", f":::{{paragraph}} {paragraph.number}", f":incipit: {paragraph.incipit}"]
        lines += [":state: draft", "", SUMMARY, ":::"]
        for note in drafts[paragraph.number].notes:
            lines += ["", *note]
    return "\n".join(lines) + "\n"


def escaped(title: str) -> str:
    """A heading as Markdown: signs that would mean something are escaped."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#" else c for c in title)


def waivers(made_plan: Plan, drafts: dict[int, Stubs]) -> str:
    """The file of exemptions for what no draft could take up."""
    rows = [waiver for each in drafts.values() for waiver in each.waivers]
    for paragraph in (p for chapter in made_plan.chapters for p in chapter.paragraphs):
        if len(paragraph.incipit.split()) not in INCIPIT:
            reason = "The first three to six words would not tell this paragraph from the others."
            rows.append(("V203", paragraph.number, paragraph.incipit, reason))
        if not drafts[paragraph.number].notes:
            reason = "Too short to hang a note on."
            rows.append(("V217", paragraph.number, f"{paragraph.incipit} …", reason))
    head = "# Exemptions: code, place, words, reason. One that exempts nothing is an error.\n"
    return head + "".join(
        f'\n[[waiver]]\ncode = "{code}"\nparagraph = {number}\n'
        f"words = {json.dumps(words, ensure_ascii=False)}\n"
        + (f"times = {times}\n" if times > 1 else "")
        + f"reason = {json.dumps(reason)}\n"
        for (code, number, words, reason), times in Counter(rows).items()
    )


def proposed(found: Iterable[Proposed]) -> str:
    """The list of names and phrases that may deserve an entry of the glossary."""
    lines = [
        f"* {each.words}: {each.count}, in § {', '.join(map(str, each.paragraphs))}"
        for each in found
    ]
    head = "# Proposed terms\n\nNames and phrases of the text, with how often and where they stand."
    return "\n".join([head, "", *lines]) + "\n"
