"""A note's checks are found, carried out and compared; every fault has its line and code."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.core.ferry import tables
from variorum.cli import main
from variorum.data.values import Cell
from variorum.figures import claims
from variorum.figures.claims import CodeBlock, FigureNote, Trial
from variorum.figures.quoting import cut_short
from variorum.figures.rules import Verdict
from variorum.problems import Code, Place

ROTTEN = Path(__file__).parent / "figures" / "rotten.md"
PLACE = Place(Path("chapters/01.md"), 5)
PACKAGE = tables()
CHECK = '>>> figure("£767").check(data("tolls").value("pounds", year=1874, place="Upper ferry"))\n'
LINE = "agrees: £767 is £767 (tolls, ledger1874)"


def note(code: str, quote: str = "takings of £767", kind: str = "figure") -> FigureNote:
    return FigureNote("takings", quote, PLACE, (CodeBlock(code, 12),), kind)


def examined(code: str, quote: str = "takings of £767", kind: str = "figure") -> Trial:
    return claims.examine(note(code, quote, kind), PACKAGE)


def test_a_note_that_holds() -> None:
    trial = examined(CHECK + LINE + "\n")
    assert trial.problems == ()
    assert trial.headline is Verdict.AGREES
    (finding,) = trial.findings
    assert repr(finding) == LINE
    assert finding.figure == "£767"
    assert finding.found == "£767"
    assert {cell.column for cell in finding.cells} == {"pounds", "year", "place"}
    (outcome,) = trial.outcomes
    assert outcome.ok
    assert outcome.example.place == Place(PLACE.path, 12)


@pytest.mark.parametrize(
    "stated",
    [
        LINE,
        "agrees: £767\nis £767 (tolls,\n    ledger1874)",
        "agrees: £767...",
        "agrees: ...",
    ],
)
def test_white_space_and_a_tail_may_differ(stated: str) -> None:
    assert examined(f"{CHECK}{stated}\n").problems == ()


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("", Code.CHECK_FAILED),
        ("agrees: £768 is £767 (tolls, ledger1874)", Code.CHECK_FAILED),
        ("agrees: £767 is £767 (tolls)", Code.CHECK_FAILED),
        ("rounds: ...", Code.CHECK_FAILED),
        ("Agrees: ...", Code.CHECK_FAILED),
        ("agrees...", Code.VERDICT_UNSTATED),
        ("a...: £767 is £767...", Code.VERDICT_UNSTATED),
        ("agrees... £767 is £767 (tolls, ledger1874)", Code.VERDICT_UNSTATED),
    ],
)
def test_the_verdict_and_what_is_stated_must_be_right(stated: str, code: Code) -> None:
    (problem,) = examined(f"{CHECK}{stated}\n").problems
    assert problem.code is code
    assert problem.place == Place(PLACE.path, 12)


def test_a_failed_check_names_found_and_stated() -> None:
    (problem,) = examined(f"{CHECK}differs: £1 is not £767\n").problems
    assert str(problem).startswith("chapters/01.md:12: V303 ")
    assert f"Found: `{LINE}`" in str(problem)
    assert "`differs: £1 is not £767`, as the note states" in str(problem)


@pytest.mark.parametrize(
    ("quote", "words", "fits"),
    [
        ("takings of £767", "£767", True),
        ("takings of £7670", "£767", False),
        ("takings of £1,767", "£767", False),
        ("takings of £767.", "takings of £767", False),  # unreadable, see below
        ("", "£767", False),
    ],
)
def test_the_words_must_stand_in_the_quotation(quote: str, words: str, *, fits: bool) -> None:
    trial = examined(CHECK.replace('"£767"', f'"{words}"') + "agrees: ...\n", quote)
    assert (not trial.problems) is fits
    if not fits:
        assert trial.problems[0].code in (Code.FIGURE_NOT_QUOTED, Code.FIGURE_UNREADABLE)


def test_shapes_of_dashes_and_quotes_do_not_count() -> None:
    code = (
        '>>> figure("1874-76").check(span(data("tolls").smallest("year"),'
        ' data("tolls").largest("year")))\nagrees: ...\n'
    )
    assert examined(code, "between 1874–76").problems == ()


def test_several_checks_of_one_figure_depend_on_the_source() -> None:
    other = (
        '>>> figure("£767").check(data("tolls").value("pounds", place="Lower ferry"))\n'
        "differs: £1,240 is not £767 (tolls, ledger1874, gazette1875)\n"
    )
    trial = examined(f"{CHECK}{LINE}\n{other}")
    assert trial.problems == ()
    assert trial.headline is Verdict.DEPENDS


def test_names_last_through_the_blocks_of_a_note_but_no_longer() -> None:
    first = CodeBlock('>>> tolls = data("tolls")\n', 12)
    second = CodeBlock('>>> tolls.value("pounds", year=1876)\n£790 (tolls, wardens1880)\n', 20)
    both = FigureNote("a", "£790", PLACE, (first, second), "context")
    assert claims.examine(both, PACKAGE).problems == ()
    (problem,) = claims.examine(FigureNote("b", "£790", PLACE, (second,)), PACKAGE).problems
    assert (problem.code, problem.place.line) == (Code.CHECK_REFUSED, 20)


def test_after_a_fault_the_other_checks_are_still_made() -> None:
    trial = examined(f">>> nothing\n{CHECK}{LINE}\n")
    assert [problem.code for problem in trial.problems] == [Code.CHECK_REFUSED]
    assert len(trial.findings) == 1


def test_only_a_figure_note_needs_a_check() -> None:
    (problem,) = examined("").problems
    assert (problem.code, problem.place) == (Code.CHECK_MISSING, PLACE)
    assert examined("", kind="context").problems == ()


def test_every_fault_of_the_rotten_chapter_at_its_line() -> None:
    trials, problems = claims.examine_file(ROTTEN, PACKAGE)
    lines = ROTTEN.read_text(encoding="utf-8").splitlines()
    found = {trial.note.slug: [p.code for p in trial.problems] for trial in trials}
    assert found == {
        "sound": [],
        "other-line": [Code.CHECK_FAILED],
        "no-verdict": [Code.VERDICT_UNSTATED],
        "not-quoted": [Code.FIGURE_NOT_QUOTED],
        "unfailing": [Code.CHECK_UNFAILING],
        "refused": [Code.CHECK_REFUSED],
        "unreadable": [Code.FIGURE_UNREADABLE],
        "no-check": [Code.CHECK_MISSING],
        "not-searched": [Code.SEARCH_UNSTATED],
        "no-row": [Code.DATA_ROWS],
        "no-table": [Code.DATA_UNKNOWN],
        "unlike": [Code.CHECK_UNLIKE],
        "broken-sum": [Code.CHECK_BROKEN],
        "no-doctest": [Code.CHAPTER_UNREADABLE],
    }
    for problem in problems:
        line = lines[problem.place.line - 1]
        assert line.startswith((">>>", ":::{annotation}")), problem
    assert len({problem.place for problem in problems}) == len(problems)


def test_a_chapter_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "01.md"
    path.write_bytes(b"\xff\xfe\x00")
    assert claims.examine_file(path, PACKAGE)[1][0].code is Code.CHAPTER_UNREADABLE
    assert claims.examine_file(tmp_path / "02.md", PACKAGE)[1][0].place == Place(tmp_path / "02.md")


@pytest.mark.parametrize("fence", [":::", "::::", "```"])
def test_annotations_are_found_whatever_their_fence(fence: str) -> None:
    inner = "````" if fence == "::::" else "~~~" if fence == "```" else "```"
    head = f"{fence}{{annotation}} a\n:quote: £767\n:kind: figure\n\n"
    text = f"{head}{inner}\n{CHECK}{LINE}\n{inner}\n{fence}\n"
    (found,) = claims.notes_in(text, Path("a.md"))
    assert (found.slug, found.quote, found.kind) == ("a", "£767", "figure")
    assert found.blocks == (CodeBlock(CHECK + LINE + "\n", 6),)


def test_results_can_be_passed_between_processes() -> None:
    trial = examined(CHECK + LINE + "\n")
    assert pickle.loads(pickle.dumps(trial)) == trial


def test_the_same_in_many_processes() -> None:
    notes = [note(CHECK + LINE + "\n")] * 8
    with ProcessPoolExecutor(2) as pool:
        trials = list(pool.map(claims.examine, notes, [PACKAGE] * len(notes)))
    assert trials == [examined(CHECK + LINE + "\n")] * 8


def test_a_changed_cell_makes_the_check_fail() -> None:
    changed = PACKAGE.changed(Cell("tolls", 2, "pounds"), "768")
    (problem,) = claims.examine(note(CHECK + LINE + "\n"), changed).problems
    assert problem.code is Code.CHECK_FAILED
    assert "£768" in problem.found


def test_the_command_prints_lines_and_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROTTEN.parent), "claims", str(ROTTEN)]) == 1
    out, err = capsys.readouterr()
    assert f"  ok  {LINE}" in out
    assert "other-line  [approximates]" in out
    assert "V303" in err
    assert main(["--root", str(ROTTEN.parent.parent), "claims", str(ROTTEN)]) == 1
    assert "V309" in capsys.readouterr().err


def test_the_command_states_the_printed_lines(tmp_path: Path) -> None:
    path = tmp_path / "01.md"
    start = f":::{{annotation}} a\n:quote: £767\n:kind: figure\n\n```python\n{CHECK}"
    path.write_text(f"{start}differs: nothing\n  of the kind\n```\n:::\n", encoding="utf-8")
    assert main(["--root", str(ROTTEN.parent), "claims", "--write", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == f"{start}{LINE}\n```\n:::\n"
    assert main(["--root", str(ROTTEN.parent), "claims", str(path)]) == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", ["\u2028", "\x0c", "\x85", "\x1e"])
def test_the_command_changes_no_other_sign(tmp_path: Path, end: str, sign: str) -> None:
    path = tmp_path / "01.md"
    head = f"Words{sign}more.\n\n:::{{annotation}} a\n:quote: £767\n:kind: figure\n\n"
    start = f"{head}```python\n{CHECK}"
    rest = f"```\n:::\nWords{sign}more."
    path.write_bytes(f"{start}differs: nothing\n  of the kind\n{rest}".replace("\n", end).encode())
    assert main(["--root", str(ROTTEN.parent), "claims", "--write", str(path)]) == 0
    assert path.read_bytes() == f"{start}{LINE}\n{rest}".replace("\n", end).encode()


@pytest.mark.parametrize("options", [[], ["--write"]])
def test_the_command_names_a_file_that_is_not_there(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "none.md")
    assert main(["--root", str(ROTTEN.parent), "claims", *options, path]) == 1
    assert f"{path}: V316" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("quote", "words", "whole"),
    [
        ("44% of the pupils", "44", "44%"),
        ("fifty-five pupils", "five", "fifty-five"),
        ("three million fewer", "three", "three million fewer"),
        ("in 1974-79", "1974", "1974-79"),
        ("more than 44% of them", "44%", "more than 44%"),
        ("rose 22.5% in a year", "22.5%", "rose 22.5%"),
        ("ten or more", "ten", "ten or more"),
        ("more than 44% of them", "more than 44%", ""),
        ("from 44 to 36 hours", "36", ""),
        ("nine more than two", "two", "more than two"),
        ("44 pupils, or 44% of them", "44", ""),
    ],
)
def test_a_figure_takes_all_of_its_number(quote: str, words: str, whole: str) -> None:
    assert cut_short(quote, words) == whole


def test_half_a_number_is_refused_at_its_place() -> None:
    code = '>>> figure("two").check(data("towns").count(vote="Yes"))\nagrees: ...\n'
    (problem,) = [p for p in examined(code, "over two towns").problems if p.code.id == "V319"]
    assert '"two" of "over two"' in str(problem)
