"""A new note: the right block, the right line, and an honest word about what is not known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from variorum import cli
from variorum.chapter_files import read_chapter, read_chapters
from variorum.data import package
from variorum.figures import hints
from variorum.figures.rules import Verdict
from variorum.model import EditedText
from variorum.notes import block
from variorum.notes.block import Known, Proposal, Request
from variorum.problems import Code
from variorum.text import lock_file, witness
from variorum.text.apparatus import Apparatus
from variorum.text.lock import Lock
from variorum.text.source import Copy, open_copy

BRIDGE = Path(__file__).parents[1] / "editions" / "bridge"
ARTICLE = BRIDGE / "article.txt"


@pytest.fixture(autouse=True)
def _no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line hands the text on through the environment."""
    monkeypatch.setenv("TEXT", "")


def text() -> EditedText:
    copy = open_copy(str(ARTICLE))
    assert isinstance(copy, Copy)
    marks = [chapter.mark() for chapter in read_chapters(BRIDGE)]
    edited, problems = witness.edit(copy, marks, Apparatus())
    assert not problems
    return edited


def known(with_text: bool = True, with_lock: bool = True) -> Known:
    locked = lock_file.load(BRIDGE / "text.lock.toml")
    assert isinstance(locked, Lock)
    return Known(
        read_chapters(BRIDGE),
        text() if with_text else None,
        locked if with_lock else None,
        package.load(BRIDGE / "data"),
    )


def propose(paragraph: int, words: str, *, by: str = "tester", **more: bool) -> Proposal:
    return block.propose(Request(paragraph, words, by), known(**more))


def said(proposal: Proposal) -> str:
    return "\n".join([*proposal.remarks, *(str(problem) for problem in proposal.problems)])


def test_the_reader_of_files_sees_what_the_books_see() -> None:
    chapters = read_chapters(BRIDGE)
    assert [c.first for c in chapters] == [0, 3, 5]
    assert [c.section for c in chapters] == ["", "What the figures say", "What should be done"]
    first = chapters[0]
    assert [b.paragraph for b in first.paragraphs] == [0, 1, 2]
    assert [b.argument for b in first.notes(1)] == ["toll-before", "toll-after"]
    assert first.annotations()[1].quote == "from two pence"
    for fence in first.blocks:
        assert first.lines[fence.start].startswith(":::{")
        assert first.lines[fence.end] == ":::"


def test_a_quotation_mark_or_colon_in_an_option_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "chapters" / "x.md"
    path.parent.mkdir()
    path.write_text(
        "---\nfirst: 1\nsection: 'A & B'  # heading\n---\n"
        ':::{paragraph} 1\n:incipit: "Yes": no\n\nx\n:::\n',
        encoding="utf-8",
    )
    chapter = read_chapter(path, tmp_path)
    assert chapter.section == "A & B"
    assert chapter.paragraphs[0].options["incipit"] == '"Yes": no'


@pytest.mark.parametrize("head", ["", "---\n: [\n---\n", "---\n- a\n---\n"])
def test_a_head_that_cannot_be_read_is_empty(tmp_path: Path, head: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(head + ":::{paragraph} 1\n:incipit: A b c\n", encoding="utf-8")
    chapter = read_chapter(path, tmp_path)
    assert (chapter.first, chapter.section) == (-1, "")
    assert chapter.blocks[0].end == len(chapter.lines)


def test_it_goes_after_the_last_note_before_its_words() -> None:
    proposal = propose(2, "were rebuilt after")
    lines = (BRIDGE / "chapters/01-the-toll.md").read_text().splitlines()
    assert lines[proposal.at - 1] == ":::"
    assert lines[proposal.at + 1] == ":::{annotation} flood-1912"
    assert proposal.place.line == proposal.at + 2
    assert not proposal.problems
    assert 'after note "piers-rebuilt"' in said(proposal)
    assert '"piers-rebuilt" (hangs on some of the same words' in said(proposal)
    assert '"flood-1912" (just after' in said(proposal)


def test_before_all_notes_it_follows_the_summary() -> None:
    proposal = propose(2, "Nobody disputes that")
    assert "It goes after the paragraph's summary." in proposal.remarks
    lines = (BRIDGE / "chapters/01-the-toll.md").read_text().splitlines()
    assert lines[proposal.at + 1] == ":::{annotation} bridge-opened"


def test_words_that_stand_once_are_shown_where() -> None:
    assert 'once in § 6: "books stay closed, the ferry will not' in said(
        propose(6, "ferry will not")
    )


def test_words_that_stand_nowhere_are_refused_with_near_ones() -> None:
    proposal = propose(6, "the fery")
    assert [p.code for p in proposal.problems] == [Code.QUOTE_MISSING]
    assert '"the ferry"' in said(proposal)


def test_words_of_another_paragraph_say_which() -> None:
    proposal = propose(6, "general purse")
    assert [p.code for p in proposal.problems] == [Code.QUOTE_MISSING]
    assert "These words stand in § 4." in proposal.remarks


def test_words_that_stand_twice_are_lengthened() -> None:
    proposal = propose(1, "the bridge")
    assert [p.code for p in proposal.problems] == [Code.QUOTE_TWICE]
    unique = next(r for r in proposal.remarks if r.startswith("Lengthened"))
    for words in unique.split('"')[1::2]:
        assert not propose(1, words).problems


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ferry", Code.QUOTE_LENGTH),
        ("If the books stay closed, the ferry will not", Code.QUOTE_LENGTH),
    ],
)
def test_too_few_and_too_many_words(words: str, code: Code) -> None:
    assert code in [p.code for p in propose(6, words).problems]


def test_a_paragraph_that_is_not_there() -> None:
    (problem,) = propose(8, "the ferry will").problems
    assert problem.code is Code.REFERENCE_UNKNOWN
    assert "0 to 7" in problem.message


def test_a_name_or_kind_that_will_not_do() -> None:
    request = Request(6, "ferry will not", "tester", "gossip", "tom-hobb")
    codes = {p.code for p in block.propose(request, known()).problems}
    assert codes == {Code.NOTE_KIND, Code.NOTE_DOUBLE}


def test_a_number_makes_a_figure_note_with_a_stub_and_hints() -> None:
    proposal = propose(2, "bridge is old. It was opened in 1874")
    assert ":kind: figure" in proposal.block
    assert '>>> figure("1874").not_checkable(searched="nothing yet")' in proposal.block
    assert "not checkable: 1874 (searched: nothing yet)" in proposal.block
    assert 'data("bridge").value("date", event="opened")' in said(proposal)
    assert "agrees: 1 June 1874 falls in 1874" in said(proposal)
    assert "bridge (date)" in said(proposal)


def test_the_tables_of_the_paragraph_come_first() -> None:
    proposal = propose(1, "pence to three.")
    assert "Tables that the paragraph's notes read: tolls." in proposal.remarks
    assert '>>> figure("three").check(data("tolls").value("pence", year=1931))' in said(proposal)


def test_without_the_text_the_lock_helps() -> None:
    proposal = propose(3, "61,400 carts", with_text=False)
    assert not proposal.problems
    assert "Not checked, because the text is not here" in said(proposal)
    assert 'By the lock, "61,400" stands in § 3 once.' in proposal.remarks
    assert 'after note "carts-now"' in said(proposal)


def test_without_the_text_a_wrong_number_is_seen() -> None:
    proposal = propose(3, "62,400 carts", with_text=False)
    assert 'The lock knows no number "62,400" in § 3' in said(proposal)
    assert "61,400; 58,200; 90%; twice" in said(proposal)


def test_without_the_text_words_that_a_note_quotes_are_known() -> None:
    proposal = propose(6, "Old Tom Hobb", with_text=False)
    assert 'By the lock, the words stand once in § 6: "tom-hobb" quotes them.' in proposal.remarks


def test_without_text_and_lock_it_says_so() -> None:
    proposal = propose(6, "the ferry will", with_text=False, with_lock=False)
    assert "there is no text, and no lock" in said(proposal)
    assert 'after note "tom-hobb"' in said(proposal)
    assert proposal.block


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("the ferry will not", "ferry-p6"),
        ("Chávez's  café-bar opened", "chavezs-cafe-bar-opened"),
        ("61,400 carts", "61-400-carts"),
        ("to be or not", "to-be-or-not"),
        ("…!", "note-p6"),
        ("tom hobb", "tom-hobb-p6"),
    ],
)
def test_names_are_made_from_the_words(words: str, slug: str) -> None:
    assert block.new_slug(words, 6, {"tom-hobb"}) == slug


def test_a_taken_name_is_counted_up() -> None:
    taken = {"tom-hobb", "tom-hobb-p6", "tom-hobb-p6-2"}
    assert block.new_slug("Tom Hobb", 6, taken) == "tom-hobb-p6-3"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("inflation over 20%", ["over 20%"]),
        ("just over 50 carts", ["just over 50"]),
        ("its nine piers four were", ["nine", "four"]),
        ("one in four has signed", ["one in four"]),
        ("no number", []),
        ("against 58,200 the", ["58,200"]),
    ],
)
def test_the_words_to_try(words: str, found: list[str]) -> None:
    assert hints.figure_words(words) == found


def test_a_hint_goes_through() -> None:
    found = hints.hints("£767", package.load(BRIDGE / "data"))
    assert [hint.verdict for hint in found] == [Verdict.TRUNCATED]
    assert found[0].source.startswith('>>> figure("£767").check(data("tolls").value("pounds"')
    assert not hints.hints("no figure", package.load(BRIDGE / "data"))


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    root = tmp_path / "bridge"
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build", "text"))
    return root


def run(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "note", *arguments])


def test_the_command_prints_a_block(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(edition, "6", "ferry will not", "--by", "tester", "--text", str(ARTICLE))
    out, err = capsys.readouterr()
    assert status == 0
    assert out.startswith(":::{annotation} ferry-p6\n:quote: ferry will not\n:kind: context\n")
    assert out.endswith(":::\n")
    assert "It goes to chapters/03-what-should-be-done.md:" in err


def test_the_command_inserts(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (edition / "chapters/03-what-should-be-done.md").read_text()
    arguments = ["6", "ferry will not", "--by", "tester", "--text", str(ARTICLE), "--insert"]
    assert run(edition, *arguments) == 0
    after = (edition / "chapters/03-what-should-be-done.md").read_text()
    place = int(capsys.readouterr().out.partition(".md:")[2].partition(".")[0])
    lines = after.splitlines()
    assert lines[place - 1] == ":::{annotation} ferry-p6"
    end = lines.index(":::", place)
    assert "\n".join(lines[: place - 2] + lines[end + 1 :]) + "\n" == before
    slugs = [note.argument for note in read_chapters(edition)[2].notes(6)]
    assert slugs == ["ferry-p6", "tom-hobb"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_command_changes_no_other_sign(edition: Path, end: str) -> None:
    path = edition / "chapters/03-what-should-be-done.md"
    before = path.read_bytes().replace(b"# What", "# \u2028What".encode(), 1).rstrip(b"\n")
    path.write_bytes(before.replace(b"\n", end.encode()))
    arguments = ["6", "ferry will not", "--by", "tester", "--text", str(ARTICLE), "--insert"]
    assert run(edition, *arguments) == 0
    after = path.read_bytes().decode()
    assert after.count(end) == after.count("\n")
    head, _, tail = after.replace(end, "\n").partition(":::{annotation} ferry-p6")
    rest = tail.partition("\n:::\n")[2]
    assert head.removesuffix("\n") + rest.removesuffix("\n") == before.decode()


def test_the_command_inserts_nothing_that_would_fail(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (edition / "chapters/03-what-should-be-done.md").read_text()
    assert run(edition, "6", "the fery", "--text", str(ARTICLE), "--insert") == 1
    out, err = capsys.readouterr()
    assert (edition / "chapters/03-what-should-be-done.md").read_text() == before
    assert not out
    assert "V211" in err


def test_a_stranger_is_told_to_enter_the_list(
    edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXT", "")
    assert run(edition, "6", "ferry will not") == 0
    out, err = capsys.readouterr()
    assert ":by: your-id" in out
    assert "add yourself there" in err


def test_a_text_that_does_not_fit_is_not_used(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Quite another article.\n")
    assert run(edition, "6", "ferry will not", "--text", str(other)) == 0
    assert "The text was not used: " in capsys.readouterr().err
