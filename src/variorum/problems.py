"""Everything that can go wrong, under one stable code each.

A code is for ever: a retired one moves to ``RETIRED`` and is never given again.
The page "Problem codes" of the documentation is made from this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file and, where known, its line (counted from 1)."""

    path: Path
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}" if self.line else self.path.as_posix()


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of fault: its stable id, what it means, what was wanted, what to do next."""

    id: str
    meaning: str
    wanted: str
    cure: str
    warning: bool = False
    """A warning is reported and stops only a strict build; an error stops every build."""


class Code(Enum):
    """The list. Groups: V1 text, V2 notes, V3 figures, V4 glossary, V5 works, V6 safety,
    V7 own words, V8 outputs and configuration."""

    # V1xx: the reader's copy of the text
    TEXT_MISSING = Rule("V101", "The reader's copy cannot be opened.", "a readable file or address", "Check the path after TEXT=.")
    TEXT_EMPTY = Rule("V102", "The reader's copy holds no words.", "the words of the article", "Save the article again, as plain text, Markdown or HTML.")
    TEXT_BINARY = Rule("V103", "The reader's copy is not text.", "a .txt, .md or .html file", "Export or copy the article as plain text.")
    TEXT_OTHER = Rule("V104", "The reader's copy is another text than the edited one.", "the article this edition annotates", "Supply the article named on the title page.")
    TEXT_TOO_BIG = Rule("V105", "The reader's copy is larger than the limit.", "at most 5 MB", "Supply the article alone, without the pages around it.")
    TEXT_CUT = Rule("V106", "The reader's copy stops before the last paragraph.", "the whole article", "Save the article again to its end.")
    PARAGRAPH_MISSING = Rule("V107", "A paragraph of the edition is not in the text.", "each incipit once, in the order of the chapters", "Look for the paragraph in the source of your copy; save it again.")
    PARAGRAPH_DOUBLED = Rule("V108", "A paragraph stands twice in the text.", "each incipit once", "Delete the second copy from your text.")
    PARAGRAPH_ORDER = Rule("V109", "A paragraph stands at another place than in the edition.", "the paragraphs in the article's order", "Restore the order in your copy.")
    HEADING_MISSING = Rule("V110", "A section heading is not in the text.", "the heading on a line of its own", "Add the heading line to your copy, or correct `section:` in the chapter.")
    INCIPIT_AMBIGUOUS = Rule("V111", "An incipit fits two places of the text.", "an incipit that only one paragraph opens with", "Lengthen the incipit to six words.")
    TEXT_FETCH = Rule("V112", "The address of the text gave no article.", "an http or https page with the article's text", "Save the page by hand and give the file's path instead.")
    TEXT_EXTRA = Rule("V113", "The text holds a paragraph that the edition does not know.", "only the article's paragraphs", "Delete it from your copy, or add it to a chapter.")
    TEXT_DRIFT = Rule("V120", "The text differs from the text that was edited.", "the words recorded in text.lock.toml", "Compare the places named; build with ACCEPT_DRIFT=1 only if you accept the difference.")
    LOCK_MISSING = Rule("V121", "There is no text.lock.toml.", "a lock made from the edited text", "Run `make lock TEXT=…` once, and commit text.lock.toml.", warning=True)
    LOCK_BROKEN = Rule("V122", "The lock cannot be read.", "the file that `variorum lock` wrote", "Restore text.lock.toml from version control, or make it again.")
    LOCK_STALE = Rule("V123", "The lock does not know a paragraph of the chapters.", "a lock made after the last change of the paragraphs", "Run `make lock TEXT=…`.")

    # V2xx: chapters, paragraphs, notes and their anchors
    CHAPTER_HEAD = Rule("V201", "A chapter's head cannot be used.", "`section:` (a heading of the text) and `first:` (a number)", "Compare the head of another chapter.")
    PARAGRAPH_NUMBER = Rule("V202", "A paragraph has a wrong number.", "a whole number, one more than the paragraph before", "Correct the number; § numbers are for ever.")
    INCIPIT_LENGTH = Rule("V203", "An incipit is too short or too long.", "the paragraph's first 3 to 6 words", "Give its first 3 to 6 words.")
    SUMMARY_LENGTH = Rule("V204", "A summary is too short or too long.", "25 to 90 words of our own", "Shorten or extend the summary.", warning=True)
    NOTE_STRAY = Rule("V205", "A note stands before any paragraph.", "a note under its paragraph", "Move the note under the paragraph it belongs to.")
    NOTE_OPTION = Rule("V206", "A note lacks an option.", "`:quote:`, `:kind:` and `:by:`", "Add the option under the note's first line.")
    NOTE_KIND = Rule("V207", "A note's kind is unknown.", "figure, textual, source, context, person or dissent", "Choose one of the six kinds.")
    NOTE_STATE = Rule("V208", "A note's state is unknown.", "draft or checked", "Write `:state: draft` or `:state: checked`.")
    NOTE_SLUG = Rule("V209", "A note's name cannot be an address.", "lower-case ascii words joined by hyphens, at most 60 letters", "Rename the note, as in `inflation-2007`.")
    NOTE_DOUBLE = Rule("V210", "Two notes have the same name.", "a name of its own for each note", "Rename the newer note.")
    QUOTE_MISSING = Rule("V211", "The quoted words are not in the paragraph.", "2 to 8 words that stand in the paragraph exactly once", "Copy the words from the paragraph; the nearest ones are named.")
    QUOTE_TWICE = Rule("V212", "The quoted words stand more than once in the paragraph.", "words that stand there exactly once", "Lengthen the quotation by a word before or after.")
    QUOTE_LENGTH = Rule("V213", "The quotation is too short or too long.", "2 to 8 words (a figure may be one word)", "Quote 2 to 8 words.")
    QUOTE_UNLOCKED = Rule("V214", "The quoted words cannot be checked: the lock does not know this note.", "a note that the lock knows, or the text itself", "Supply the text, or ask a maintainer who has it to run `variorum lock`.", warning=True)
    NOTE_LENGTH = Rule("V215", "A note is too short or too long.", "20 to 120 words", "Shorten it, or split it into two notes.", warning=True)
    NOTE_SOURCE = Rule("V216", "A note of this kind cites no source.", "a citation such as {cite:p}`key`", "Cite the source with a locator or a date.")
    PARAGRAPH_BARE = Rule("V217", "A paragraph has no note.", "at least one note", "Write a note, or waive it in waivers.toml with a reason.", warning=True)
    REFERENCE_UNKNOWN = Rule("V218", "A reference leads nowhere.", "the number of a paragraph or the name of a note or term", "Correct the name; near ones are listed.")
    PARAGRAPH_GAP = Rule("V219", "The paragraphs of the chapters do not follow on.", "each number once, from the first to the last", "Compare `first:` of the chapters and the paragraphs' numbers.")
    NOTE_AUTHOR = Rule("V220", "A note's author is unknown.", "an id that contributors.toml lists", "Add yourself to contributors.toml.")

    # V4xx: the glossary
    ENTRY_HEAD = Rule("V401", "An entry's head cannot be used.", "`term:`, `kind:` and `forms: […]` in plain YAML", "Compare the head of another entry.")
    ENTRY_KEY = Rule("V402", "An entry's head has an unknown key.", "term, kind, forms, spanish, see", "Correct or delete the key.")
    ENTRY_SLUG = Rule("V403", "An entry's file name cannot be an address.", "lower-case ascii words joined by hyphens, then .md", "Rename the file, as in `dual-power.md`.")
    ENTRY_DOUBLE = Rule("V404", "Two entries have the same name.", "a file name of its own for each entry", "Rename one of the two files.")
    ENTRY_KIND = Rule("V405", "An entry's kind does not fit its folder.", "term, person, organisation or place, in the folder of that name", "Correct `kind:` or move the file.")
    FORM_TWICE = Rule("V406", "Two entries claim the same form.", "each form in one entry", "Delete the form from one of them.")
    SEE_NOWHERE = Rule("V407", "A see-also leads nowhere.", "the file name of another entry, without .md", "Correct the name.")
    ENTRY_EMPTY = Rule("V408", "An entry has no definition.", "25 to 110 words of our own", "Write the definition under the head.")
    ENTRY_LENGTH = Rule("V409", "A definition is too short or too long.", "25 to 110 words, disputed uses apart", "Shorten or extend it.", warning=True)
    ENTRY_UNUSED = Rule("V410", "An entry is never used.", "a form that stands in the text", "Add the form as it is printed, or delete the entry.")

    # V6xx: a stranger's contribution is data
    RAW_MARKUP = Rule("V601", "Raw markup is refused.", "Markdown without HTML tags, scripts or styles", "Say it in Markdown.")
    DIRECTIVE_REFUSED = Rule("V602", "A directive that reads, runs or hides is refused.", "the directives that CONTRIBUTING lists", "Remove it.")
    LINK_REFUSED = Rule("V603", "A link of this scheme is refused.", "http, https, or a place in the edition", "Link to an http or https address.")
    FILE_TOO_BIG = Rule("V604", "A contributed file is too large or too deeply nested.", "at most 500 kB and ten levels", "Split the file.")
    CHARACTER_REFUSED = Rule("V605", "An invisible or deceiving character is refused.", "visible letters, spaces and line ends", "Type the passage anew.")

    # V8xx: outputs and configuration
    CONFIG = Rule("V801", "A setting in conf.py cannot be used.", "the type and values that the reference names", "Correct the setting.")
    SYSTEM_LIBRARY = Rule("V802", "A system library is missing.", "Pango, for the PDF", "Install the packages that the message names; HTML and EPUB are built without.", warning=True)
    WAIVER_UNUSED = Rule("V803", "A waiver waives nothing.", "waivers that are needed", "Delete the waiver.")
    WAIVER_REASON = Rule("V804", "A waiver cannot be used.", "code, place, words and a reason", "Complete the waiver.")

    @property
    def id(self) -> str:
        return self.value.id


RETIRED: frozenset[str] = frozenset()
"""Ids that were in use once; a test fails when one is given again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault with its place: what was found, what was wanted, what to do next."""

    code: Code
    place: Place
    found: str
    wanted: str = ""
    advice: str = ""

    @property
    def is_warning(self) -> bool:
        return self.code.value.warning

    def __str__(self) -> str:
        rule = self.code.value
        return (
            f"{self.place}: {rule.id} {rule.meaning} Found: {self.found} "
            f"Wanted: {self.wanted or rule.wanted}. {self.advice or rule.cure}"
        )


def by_place(problems: list[Problem]) -> list[Problem]:
    """The problems in the order a reader of the files meets them."""
    return sorted(problems, key=lambda p: (p.place, p.code.id, p.found))
