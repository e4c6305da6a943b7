"""Everything that can go wrong, under one stable code each.

A code is for ever: a retired one moves to ``RETIRED`` and is never given again.
The page "Problem codes" of the documentation is made from this list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_SLASH = re.compile(r"^([a-z][a-z0-9+.-]+):/(?!/)", re.IGNORECASE)
"""A path joins the two slashes of an address."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file and, where known, its line (counted from 1)."""

    path: Path
    line: int = 0

    @property
    def file(self) -> str:
        """The file's path, or the address that was fetched, as people write it."""
        return _SLASH.sub(r"\1://", self.path.as_posix())

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


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

    # A table: one code, one line.
    # fmt: off
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
    TEXT_DRIFT = Rule("V120", "The text differs from the text that was edited.", "the words recorded in text.lock.toml", "Compare the places named; build with --accept-drift (make: ACCEPT_DRIFT=1) only if you accept the difference.")
    LOCK_MISSING = Rule("V121", "There is no text.lock.toml.", "a lock made from the edited text", "Run `make lock TEXT=…` once, and commit text.lock.toml.", warning=True)
    LOCK_BROKEN = Rule("V122", "The lock cannot be read.", "the file that `variorum lock` wrote", "Restore text.lock.toml from version control, or make it again.")
    LOCK_STALE = Rule("V123", "The lock does not know a paragraph of the chapters.", "a lock made after the last change of the paragraphs", "Run `make lock TEXT=…`.")
    LOCK_OLDER = Rule("V124", "The lock is older than a note.", "a lock made after the last change of the notes", "Run `make lock TEXT=…`, and commit text.lock.toml.", warning=True)
    LOCK_OUTDATED = Rule("V125", "The lock is older than the glossary, or than the reading of numbers.", "a lock with the terms and numbers that are found in the text now", "Run `make lock TEXT=…`, and commit text.lock.toml.", warning=True)

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
    QUOTE_UNLOCKED = Rule("V214", "The quoted words cannot be checked: the lock does not know these words.", "words that the lock knows, or the text itself", "Supply the text, or ask a maintainer who has it to run `variorum lock`.", warning=True)
    NOTE_LENGTH = Rule("V215", "A note is too short or too long.", "20 to 120 words", "Shorten it, or split it into two notes.", warning=True)
    NOTE_SOURCE = Rule("V216", "A note of this kind cites no source.", "a citation such as {cite:p}`key`", "Cite the source with a locator or a date.")
    PARAGRAPH_BARE = Rule("V217", "A paragraph has no note.", "at least one note", "Write a note, or waive it in waivers.toml with a reason.", warning=True)
    REFERENCE_UNKNOWN = Rule("V218", "A reference leads nowhere.", "the number of a paragraph or the name of a note or term", "Correct the name; near ones are listed.")
    PARAGRAPH_GAP = Rule("V219", "The paragraphs of the chapters do not follow on.", "each number once, from the first to the last", "Compare `first:` of the chapters and the paragraphs' numbers.")
    NOTE_AUTHOR = Rule("V220", "A note's author is unknown.", "an id that contributors.toml lists", "Add yourself to contributors.toml.")
    QUOTE_STRAYED = Rule("V221", "The quoted words stand beside other words than before.", "the words that were annotated", "Read the place named; if the note belongs there, run `make lock` with ACCEPT_DRIFT=1, else quote other words.")
    CONTRIBUTORS_BROKEN = Rule("V222", "contributors.toml cannot be used.", "`[[contributor]]` tables, each with `id` and `name`, and if you like `roles` and `link`", "Correct the line named; compare another contributor's.")

    # V3xx: figures, their checks and the data they read
    FIGURE_UNREADABLE = Rule("V301", "The words given to figure() cannot be read as a figure.", "one figure in the text's own words, such as `nearly 10%`", "Give figure() only the words that carry the number; the part not understood is named.")
    CHECK_UNFAILING = Rule("V302", "A check cannot fail.", "a value read from a data table", "Compare the figure with data(…), never with a number typed into the note.")
    CHECK_FAILED = Rule("V303", "A check printed another line than the note states.", "the line that the check prints", "If the new line is right, paste it into the note; else correct the check or the data.")
    FIGURE_NOT_QUOTED = Rule("V304", "The words given to figure() are not in the note's quotation.", "words that stand in `:quote:`", "Check what the text says: take the words from the quotation.")
    CHECK_REFUSED = Rule("V305", "A check uses something that is not allowed.", "the names, methods and operators that the cookbook lists", "Write the check with the allowed names alone.")
    CHECK_MISSING = Rule("V306", "A figure note has no check.", "at least one `>>> figure(…)` example", "Add a check, or `.not_checkable(searched=…)`.")
    DATA_UNKNOWN = Rule("V307", "A table or column does not exist.", "a table of data/datapackage.json and a column of it", "Correct the name; near ones are listed.")
    DATA_ROWS = Rule("V308", "A look-up did not find exactly one row.", "conditions that one row fulfils", "Widen or narrow the conditions; no match never counts as zero.")
    DATA_BROKEN = Rule("V309", "The data cannot be read.", "a data package whose cells fit their columns' types", "Correct the file or cell named.")
    CHECK_UNLIKE = Rule("V310", "The figure and the value cannot be compared.", "two values of one kind and unit", "Read another column, or convert the value first.")
    VERDICT_UNSTATED = Rule("V311", "The stated line does not give the verdict.", "a line that opens with the verdict", "State the printed line; only what follows the verdict may be elided.")
    SEARCH_UNSTATED = Rule("V312", "A figure is called not checkable without saying what was searched.", "searched=\"…\": where you looked, and for what", "Say what was searched.")
    CHECK_INSENSITIVE = Rule("V313", "A check notices no change at all.", "a check that fails when its figure or its data change", "State the whole printed line, and compare with a value that the data decide.")
    MUTANT_ESCAPED = Rule("V314", "A change of a figure or a cell goes unnoticed.", "a check that fails on every such change", "State the whole printed line; see the mutant named.")
    CHECK_BROKEN = Rule("V315", "A check cannot be computed.", "arithmetic that has a result, within the limits", "Correct the arithmetic.")
    CHAPTER_UNREADABLE = Rule("V316", "A chapter's checks cannot be read.", "a UTF-8 file with complete doctest examples", "Correct the line named.")
    CHART_BROKEN = Rule("V317", "A chart cannot be drawn.", "a chart that charts.toml describes, over numbers of the tables", "Correct charts.toml; its head says what may stand there.")
    FIGURE_CUT_SHORT = Rule("V319", "The words given to figure() leave out a part of their number.", "the whole number, with its unit and with the word that binds it", "Take the words named, from `over` or `nearly` to the unit; or quote fewer words.")
    NUMERAL_UNBOUND = Rule("V320", "A number of the text is neither checked nor waived.", "a figure note whose figure() holds the words", "Write a figure note, or waive the words in waivers.toml with a reason.")

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

    # V5xx: works cited and the textual apparatus
    WORK_UNKNOWN = Rule("V501", "A citation names no work of the bibliography.", "a key of references.bib", "Correct the key, or add the work to references.bib; near keys are listed.")
    WORK_UNUSED = Rule("V502", "A work of the bibliography is cited nowhere.", "only works that are used", "Cite the work, or delete its entry.", warning=True)
    BIBLIOGRAPHY_BROKEN = Rule("V503", "The bibliography cannot be read.", "BibTeX entries, each key once", "Correct the entry at the place named.")
    WORK_ADDRESS = Rule("V504", "A work's address is refused.", "an http or https address", "Give an http or https address, or none.")
    WORK_FIELD = Rule("V505", "A work's entry is not complete.", "author or site, title, keywords, and a date or the word \"undated\" in `note`", "Complete the entry.")
    WORK_UNSEEN = Rule("V506", "A work that was not seen does not say so.", "`note` with the words \"not seen\"", "Add the words to the note, so that readers are told.")
    APPARATUS_BROKEN = Rule("V510", "The apparatus cannot be read.", "apparatus.toml as its head describes it", "Correct the file at the place named.")
    READING_BROKEN = Rule("V511", "An entry of the apparatus cannot be used.", "paragraph, lemma, witness, status, class and reason", "Compare the head of apparatus.toml.")
    READING_MISSING = Rule("V512", "A reading is not in its paragraph.", "words that stand in the paragraph exactly once", "Copy the words from the paragraph.")
    READING_TWICE = Rule("V513", "A reading stands more than once in its paragraph.", "words that stand in the paragraph exactly once", "Lengthen the reading by a word before or after.")
    READING_OVERLAP = Rule("V514", "Two entries of the apparatus share words.", "entries that stand apart", "Join the two entries.")

    # V6xx: a stranger's contribution is data
    RAW_MARKUP = Rule("V601", "Raw markup is refused.", "Markdown without HTML tags, scripts or styles", "Say it in Markdown.")
    DIRECTIVE_REFUSED = Rule("V602", "A directive that reads, runs or hides is refused.", "the directives that CONTRIBUTING lists", "Remove it.")
    LINK_REFUSED = Rule("V603", "A link of this kind is refused.", "an http or https address, or a page of the edition", "Link to an http or https address.")
    FILE_TOO_BIG = Rule("V604", "A contributed file is too large or too deeply nested.", "at most 200 kB, 5,000 lines and ten levels", "Split the file.")
    CHARACTER_REFUSED = Rule("V605", "An invisible or deceiving character is refused.", "visible letters, spaces and line ends", "Type the passage anew.")
    FILE_REFUSED = Rule("V606", "A file of this kind, name or place is refused.", "plain files, each in the folder of its kind, named in ascii letters, digits and hyphens", "Rename, move or remove it.")
    ROLE_REFUSED = Rule("V607", "A role that is not among those allowed is refused.", "the roles that CONTRIBUTING lists", "Say it in plain Markdown.")
    HEAD_REFUSED = Rule("V608", "A page's head sets what no page may set.", "`key: value` lines of the keys allowed", "Remove the line.")
    ATTRIBUTE_REFUSED = Rule("V609", "An attribute that styles, hides or renames is refused.", "none but a language, as in `[*palabra*]{.language-es}`", "Remove the attribute.")
    SYNTAX_REFUSED = Rule("V610", "A kind of Markdown that this page does not use is refused.", "headings, emphasis, lists, tables, quotations, links and code", "Say it in plainer Markdown.")
    DATA_REFUSED = Rule("V611", "A file of data holds something that a program might run or choke on.", "plain values", "Remove it.")

    # V7xx: own words
    OWN_WORDS = Rule("V701", "A file repeats the text.", "no run of words longer than the limit", "Say it in your own words, or quote less.")
    QUOTED_SHARE = Rule("V702", "A chapter quotes more of the text than its budget allows.", "a quoted share within the budget", "Quote fewer words of the text.")
    OWN_WORDS_UNREAD = Rule("V703", "A file cannot be compared with the text.", "a UTF-8 text, or an archive that opens", "Save the file as UTF-8, or remove it.")

    # V8xx: outputs and configuration
    CONFIG = Rule("V801", "A setting in conf.py cannot be used.", "the type and values that the reference names", "Correct the setting.")
    SYSTEM_LIBRARY = Rule("V802", "A system library is missing.", "Pango, for the PDF", "Install the packages that the message names; HTML and EPUB are built without.", warning=True)
    WAIVER_UNUSED = Rule("V803", "A waiver waives nothing.", "waivers that are needed", "Delete the waiver.")
    WAIVER_REASON = Rule("V804", "A waiver cannot be used.", "code, place, words and a reason", "Complete the waiver.")
    BOOK_PART_LOST = Rule("V805", "A part of the edition would be missing from a book.", "every note, picture and link in its place", "The last good book stands; report this, with the note's name.")
    NO_EDITION = Rule("V806", "There is no edition in this folder.", "a folder with conf.py and chapters/", "Go to the edition's folder, or name it with --root.")
    FOLDER_TAKEN = Rule("V807", "The folder of a new edition is in use.", "a new or empty folder", "Name another folder.")
    CRITERIA = Rule("V808", "The list of what is asked cannot be used.", "points with `group` and `asks`, and one of `tests` (which are there), `signed`, `moot`", "Correct conformance.toml at the place named.")

    @property
    def id(self) -> str:
        """The stable code, such as V211."""
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
        """Whether a lenient build may go on."""
        return self.code.value.warning

    @property
    def message(self) -> str:
        """Code, meaning, what was found, what was wanted, what to do next."""
        rule = self.code.value
        return (
            f"{rule.id} {rule.meaning} Found: {self.found}. "
            f"Wanted: {self.wanted or rule.wanted}. {self.advice or rule.cure}"
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def by_place(problems: list[Problem]) -> list[Problem]:
    """The problems in the order a reader of the files meets them."""
    return sorted(problems, key=lambda p: (p.place, p.code.id, p.found))
