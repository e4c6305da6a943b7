"""A new edition of a text that nobody prepared: what is found in it, and what is written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.chapter_files import read_chapters
from variorum.figures.quoting import cut_short
from variorum.layout import parts_of
from variorum.model import TextParagraph
from variorum.problems import Code, Place
from variorum.scaffold import terms
from variorum.scaffold.head import Head, read_head
from variorum.scaffold.plan import Plan, plan
from variorum.scaffold.stubs import MARK, stubs
from variorum.scaffold.write import new_edition
from variorum.text import source, witness
from variorum.text.apparatus import Apparatus
from variorum.text.lock import Lock
from variorum.text.lock_file import load
from variorum.text.source import Copy

EDITIONS = Path(__file__).parents[1] / "editions"
UNPREPARED = EDITIONS / "unprepared"
SOURCES = Path(__file__).parents[2] / "src" / "variorum"
PROSE = "The council has raised the toll on the old bridge again, and nobody was asked."


def copy_of(text: str) -> Copy:
    found = source.read_copy(text.encode(), Place(Path("copy.txt")))
    assert isinstance(found, Copy)
    return found


def opened(name: str) -> Copy:
    found = source.open_copy(str(UNPREPARED / name))
    assert isinstance(found, Copy)
    return found


def head_of(text: str) -> Head:
    return read_head(parts_of(copy_of(text)))


def sections(made: Plan) -> list[str]:
    return [chapter.section for chapter in made.chapters]


def incipits(made: Plan) -> list[str]:
    return [p.incipit for chapter in made.chapters for p in chapter.paragraphs]


@pytest.mark.parametrize(
    ("name", "title", "byline", "date", "headings", "paragraphs"),
    [
        (
            "canal.md",
            "The canal that nobody wanted",
            "Ines Holt",
            "3 March 1964",
            ["", "1. What it carries", "2. Who pays", "Summary"],
            9,
        ),
        (
            "ferry.md",
            "THE LAST FERRY",
            "Nora Quill",
            "9 February 1987",
            ["", "What was promised"],
            16,
        ),
        (
            "lighthouse.html",
            "Keepers of the light",
            "Tomas Brandt",
            "14 October 1988",
            ["", "A saving of money", "A saving of lives?"],
            6,
        ),
        (
            "orchard.txt",
            "THE ORCHARD QUESTION",
            "A. J. Merrow",
            "",
            ["", "THE PRICE OF APPLES", "THE PRICE OF LAND"],
            7,
        ),
    ],
)
def test_what_is_found(
    name: str, title: str, byline: str, date: str, headings: list[str], paragraphs: int
) -> None:
    made = plan(opened(name))
    assert not made.problems
    assert (made.title, made.head.byline, made.head.date) == (title, byline, date)
    assert sections(made) == headings
    assert len(incipits(made)) == paragraphs


def test_the_prepared_article_is_found_as_its_editors_cut_it() -> None:
    made = plan(copy_of((EDITIONS / "bridge" / "article.txt").read_text()))
    assert made.title == "The toll on the bridge"
    assert (made.head.byline, made.head.date) == ("Ada Pell", "4 May 1931")
    theirs = read_chapters(EDITIONS / "bridge")
    assert sections(made) == [chapter.section for chapter in theirs]
    cut = [[block.paragraph for block in chapter.paragraphs] for chapter in theirs]
    assert [[p.number for p in chapter.paragraphs] for chapter in made.chapters] == cut


HEADS = {
    "nothing but prose": (f"{PROSE}\n\nIt is so.\n", ("", "", "")),
    "title alone": (f"On tolls\n\n{PROSE}\n", ("On tolls", "", "")),
    "title, name, date": (
        f"On tolls\n\nAnn Smith\n\n5 June 1931\n\n{PROSE}\n",
        ("On tolls", "Ann Smith", "5 June 1931"),
    ),
    "name and date in one line": (
        f"On tolls\n\nAnn Smith, June 5, 1931\n\n{PROSE}\n",
        ("On tolls", "Ann Smith", "June 5, 1931"),
    ),
    "front matter": (
        f"# On tolls\n\nAuthor: Ann Smith\n\n1931-06-05\n\n{PROSE}\n",
        ("On tolls", "Ann Smith", "1931-06-05"),
    ),
    "address of a site": (f"example.org\n\nOn tolls\n\n{PROSE}\n", ("On tolls", "", "")),
    "twice": (
        f"A site\n\nOn tolls\n\nAnn Smith,\n\n5 June 1931\n\nOn tolls\n\nAnn Smith,\n\n{PROSE}\n",
        ("On tolls", "Ann Smith", "5 June 1931"),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_heads(name: str) -> None:
    text, wanted = HEADS[name]
    head = head_of(text)
    assert (head.title, head.byline, head.date) == wanted
    assert head.body[0].text == PROSE


def test_a_standfirst_stands_before_the_credits() -> None:
    made = plan(copy_of(f"On tolls\n\n{PROSE}\n\nBy Ann Smith\n\nIt began in March.\n"))
    assert [p.number for p in made.chapters[0].paragraphs] == [0, 1]


def test_a_short_line_at_a_page_break_is_no_heading() -> None:
    text = f"{PROSE}\n\nNobody was asked\n\nwhether it was right.\n\n{PROSE[4:]}\n"
    assert sections(plan(copy_of(text))) == [""]


def test_headings_that_follow_one_another_are_one() -> None:
    text = f"# T\n\n{PROSE}\n\n## Part two\n\n### The toll\n\nIt began in March.\n"
    made = plan(copy_of(text))
    assert sections(made) == ["", "Part two / The toll"]
    _, problems = witness.edit(copy_of(text), made.marks(), Apparatus())
    assert not problems


def test_lines_without_blank_lines_between_them() -> None:
    lines = [f"{name} said that the toll had been raised again without a word." for name in "ABCD"]
    assert len(incipits(plan(copy_of("\n".join(lines))))) == 4


def test_paragraphs_that_open_alike_get_longer_incipits() -> None:
    made = plan(opened("orchard.txt"))
    alike = [words for words in incipits(made) if words.startswith("We must ask")]
    assert alike == ["We must ask why a grower who is", "We must ask why a grower who has"]


def edited(text: str) -> dict[int, str]:
    """The paragraphs of a new edition, which its witness must take as they were planned."""
    made = plan(copy_of(text))
    assert not made.problems
    found, problems = witness.edit(copy_of(text), made.marks(), Apparatus())
    assert not problems
    return {number: paragraph.text for number, paragraph in found.paragraphs.items()}


def test_paragraphs_that_are_the_same_stand_in_their_order() -> None:
    found = edited(f"On tolls\n\n{PROSE}\n\nIt began in March.\n\n{PROSE}\n\nIt began in May.\n")
    assert list(found.values()) == [PROSE, "It began in March.", PROSE, "It began in May."]


def test_a_short_paragraph_may_open_like_the_title() -> None:
    found = edited(f"On tolls and bridges\n\nBy Ann Smith\n\n{PROSE}\n\nOn tolls.\n")
    assert list(found.values()) == [PROSE, "On tolls."]


def test_lines_that_cannot_be_told_apart_are_named_with_a_cure_that_falsifies_nothing() -> None:
    text = f"On tolls\n\nBy Ann Smith\n\n{PROSE}\n\nIt began in March.\nIt began in March.\n"
    made = plan(copy_of(text))
    assert [p.code for p in made.problems] == [Code.PARAGRAPH_DOUBLED]
    assert "at lines 7 and 8" in made.problems[0].found
    assert "delete no words" in made.problems[0].advice


def test_a_draft_takes_the_words_that_bind_its_number() -> None:
    text = "Tolls were up 33%; the board said that 33% was fair, and up to 33% more."
    for note in stubs(TextParagraph(1, text), "editors", set()).notes:
        quote = note[1].removeprefix(":quote: ")
        words = re.findall(r'figure\("(.*?)"\)', "\n".join(note))
        assert words
        assert not cut_short(quote, words[0])


BLOCK = {
    "table": (
        "| Year | Toll |\n|------|-----:|\n| 1931 | £767 |\n| 1932 | |",
        "Year | Toll / 1931 | £767 / 1932 | –",
    ),
    "table, its words before it": (
        "The tolls:\n| Year | Toll |\n|---|---|\n| 1931 | 4d |",
        "The tolls: Year | Toll / 1931 | 4d",
    ),
    "table without outer signs": (
        "Year | Toll\n--- | ---\n1931 | 4d",
        "Year | Toll 1931 | 4d",
    ),
    "list": ("1. coal\n2. grain", "1. coal 2. grain"),
    "quotation": (
        "> Nobody asks a road\n> to pay its way",
        "Nobody asks a road to pay its way",
    ),
    "note": ("[1] Minutes of the council", "[1] Minutes of the council"),
}


@pytest.mark.parametrize("name", BLOCK)
def test_a_block_is_a_paragraph_by_itself(name: str) -> None:
    block, text = BLOCK[name]
    after = "Nobody was asked, though many had much to say, and said it at length."
    found = edited(f"# On tolls\n\n{PROSE}\n\n{block}\n\n{after}\n\nSo it is.\n")
    assert list(found.values()) == [PROSE, text, after, "So it is."]


def test_items_of_a_list_with_blank_lines_are_no_headings() -> None:
    text = f"# On tolls\n\n{PROSE}\n\n1. Coal by rail\n\n2. Grain by road\n\n{PROSE[4:]}\n"
    assert sections(plan(copy_of(text))) == [""]


def test_an_image_is_set_aside_and_said(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"# T\n\n{PROSE}\n\n![A toll](a.jpg)\n\nIt began in March.\n")
    made = new_edition(str(article), tmp_path / "new")
    assert not made.problems
    assert made.paragraphs == 2
    assert any("images" in words and words.endswith("line 5") for words in made.aside)


def test_marks_of_lists_and_notes_are_no_figures() -> None:
    text = "1. Of 9 tolls[1] two rose;[^2] 2. the council¹ cut m² in 1931. [3]"
    made = stubs(TextParagraph(3, text), "editors", set())
    marks = [waiver[2] for waiver in made.waivers if waiver[3] == MARK]
    assert marks == ["1", "1", "2", "2", "council¹", "3"]
    quotes = [note[1] for note in made.notes]
    assert [word for word in ("9", "two", "1931") if any(word in quote for quote in quotes)]


def test_every_number_has_a_draft_or_a_waiver() -> None:
    text = "In 1931 one in four paid; four paid more than twice, or 2d 6s. In 1931 it was so."
    taken: set[str] = set()
    made = stubs(TextParagraph(3, text), "editors", taken)
    quotes = [note[1].removeprefix(":quote: ") for note in made.notes]
    assert "one in four" in quotes
    assert sum("1931" in quote for quote in quotes) == 2
    assert all(text.count(quote) == 1 for quote in quotes)
    assert [waiver[:2] for waiver in made.waivers] == [("V320", 3)] * len(made.waivers)
    assert len(taken) == len(made.notes)


def test_a_paragraph_without_numbers_has_a_draft_on_a_name() -> None:
    (note,) = stubs(TextParagraph(1, "They met at Hay End again."), "editors", set()).notes
    assert ":quote: Hay End" in note
    (note,) = stubs(TextParagraph(1, "They met at home again."), "editors", set()).notes
    assert ":quote: They met" in note
    assert not stubs(TextParagraph(1, "Indeed."), "editors", set()).notes


def test_terms_are_names_within_sentences_and_pairs_that_come_again() -> None:
    text = "Toll roads pay. The Weir Canal does not: the toll roads do. Some toll roads."
    found = {each.words: each.count for each in terms.propose({1: text, 2: "A toll roads man."})}
    assert found == {"toll roads": 3, "Weir Canal": 1}


def test_what_only_opens_sentences_or_names_a_month_is_no_term() -> None:
    text = "By then it rained. 'By Hay End?' they said. February came in February. | Year | By |"
    assert [each.words for each in terms.propose({1: text})] == ["Hay End"]


@pytest.mark.parametrize("name", sorted(path.name for path in UNPREPARED.iterdir()))
def test_a_new_edition_has_no_problems(name: str, tmp_path: Path) -> None:
    made = new_edition(str(UNPREPARED / name), tmp_path / "new")
    assert made.problems == []
    root = tmp_path / "new"
    locked = load(root / "text.lock.toml")
    assert isinstance(locked, Lock)
    assert len(locked.paragraphs) == made.paragraphs
    assert len(locked.notes) == made.notes
    assert (root / "text" / name).read_bytes() == (UNPREPARED / name).read_bytes()
    for path in root.glob("*.toml"):
        tomllib.loads(path.read_text())
    compile((root / "conf.py").read_text(), "conf.py", "exec")


def test_a_title_with_every_sign(tmp_path: Path) -> None:
    article = tmp_path / "a.text"
    article.write_text(f'# "Tolls" & \\*bridges\\* {{x}} \\\\ $1: [why]?\n\n{PROSE}\n')
    assert new_edition(str(article), tmp_path / "new").problems == []
    settings_: dict[str, object] = {}
    exec((tmp_path / "new" / "conf.py").read_text(), settings_)
    assert str(settings_["html_title"]).startswith("'Tolls' & *bridges* {x}")
    assert (tmp_path / "new" / "text" / "a.txt").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    made = new_edition(str(UNPREPARED / "canal.md"), tmp_path)
    assert [p.code for p in made.problems] == [Code.FOLDER_TAKEN]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", Code.TEXT_EMPTY), (b"\0\1\2\3", Code.TEXT_BINARY)]
)
def test_what_is_no_text_is_refused(data: bytes, code: Code, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_bytes(data)
    made = new_edition(str(article), tmp_path / "new")
    assert [p.code for p in made.problems] == [code]
    assert not (tmp_path / "new").exists()


WORDS = st.lists(
    st.sampled_from(
        re.findall(
            r"\S+",
            "a the toll bridge March 1931 two of three Hay End who 'paid' it – 4% *not* so",
        )
    ),
    min_size=1,
    max_size=30,
)
BLOCKS = st.tuples(
    WORDS, st.sampled_from([".", "", ":", "?", ",", "!”"]), st.sampled_from(["", "# ", "- "])
)


UNPLANNED = {Code.PARAGRAPH_DOUBLED, Code.INCIPIT_AMBIGUOUS, Code.TEXT_EMPTY}


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=12))
def test_whatever_is_planned_the_witness_accepts(blocks: list[tuple[list[str], str, str]]) -> None:
    text = "\n\n".join(sign + " ".join(words) + stop for words, stop, sign in blocks)
    made = plan(copy_of(text))
    if made.problems:
        assert {p.code for p in made.problems} <= UNPLANNED
        return
    edited, problems = witness.edit(copy_of(text), made.marks(), Apparatus())
    assert not problems, text
    assert list(edited.paragraphs) == [p.number for c in made.chapters for p in c.paragraphs]


def test_the_tool_knows_nothing_of_the_first_edition() -> None:
    """Nothing about one article's country, people or sources in the package."""
    names = ("venezuel", "chávez", "chavez", "caracas", "saunois", "bolivar", "psuv")
    for path in SOURCES.rglob("*"):
        if path.suffix in {".py", ".txt", ".html", ".css", ".js", ".toml", ".xml", ".svg"}:
            content = path.read_text(encoding="utf-8").lower()
            assert not [name for name in names if name in content], path
