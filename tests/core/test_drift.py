"""What a new text does to the notes: said of each, proposed for people, done to none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from variorum import cli
from variorum.chapter_files import read_chapters
from variorum.commands.drift import compare
from variorum.commands.gather import gather
from variorum.drift import patch
from variorum.drift.align import Change
from variorum.drift.comparison import Drift, Fate, NoteFate
from variorum.problems import Place
from variorum.text.source import Copy, read_copy

BRIDGE = Path(__file__).parents[1] / "editions" / "bridge"
ARTICLE = BRIDGE / "article.txt"
TEXT = ARTICLE.read_text()


@pytest.fixture(autouse=True)
def _no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line hands the text on through the environment."""
    monkeypatch.setenv("TEXT", "")


def copy_of(text: str) -> Copy:
    found = read_copy(text.encode(), Place(Path("new.txt")))
    assert isinstance(found, Copy)
    return found


def report(text: str, *, with_text: bool = True) -> Drift:
    held, said = gather(BRIDGE, str(ARTICLE) if with_text else "")
    assert not said
    assert (held.text is not None) == with_text
    return compare(held, copy_of(text))


def note(drift: Drift, slug: str) -> NoteFate:
    return next(each for each in drift.notes if each.note.slug == slug)


def fates(drift: Drift) -> dict[str, Fate]:
    """The notes that are not where they were."""
    return {each.note.slug: each.fate for each in drift.notes if each.fate is not Fate.EXACT}


def changed(drift: Drift) -> list[tuple[str, int]]:
    return [(str(f.change), f.number) for f in drift.alignment.fates if f.change is not Change.SAME]


def swapped(text: str, first: str, second: str) -> str:
    blocks = text.split("\n\n")
    a, b = (next(i for i, x in enumerate(blocks) if x.startswith(w)) for w in (first, second))
    blocks[a], blocks[b] = blocks[b], blocks[a]
    return "\n\n".join(blocks)


def without(text: str, start: str) -> str:
    return "\n\n".join(b for b in text.split("\n\n") if not b.startswith(start))


@pytest.mark.parametrize("with_text", [True, False])
def test_the_same_text_is_all_the_same(with_text: bool) -> None:
    drift = report(TEXT, with_text=with_text)
    assert (changed(drift), fates(drift)) == ([], {})
    assert patch.patch(drift, read_chapters(BRIDGE), copy_of(TEXT)) == ""


@pytest.mark.parametrize("with_text", [True, False])
def test_other_quotes_are_the_same_text(with_text: bool) -> None:
    drift = report(TEXT.replace("'", "’").replace('"', "”"), with_text=with_text)
    assert (changed(drift), fates(drift)) == ([], {})


def test_words_that_changed_are_proposed_with_their_likeness() -> None:
    drift = report(TEXT.replace("Old Tom Hobb", "Old Tim Hobb"))
    assert changed(drift) == [("changed", 6)]
    found = note(drift, "tom-hobb")
    assert (found.fate, found.quote) == (Fate.DRIFTED, "Old Tim Hobb")
    assert 90 < found.score < 100


def test_words_pushed_along_have_moved() -> None:
    drift = report(TEXT.replace("If the books stay closed,", "If the books stay closed for long,"))
    assert fates(drift) == {"tom-hobb": Fate.MOVED}
    assert note(drift, "tom-hobb").said == "word 10 is now word 12"


def test_words_in_another_paragraph_have_moved() -> None:
    moved = TEXT.replace(" Over 90% of them were local.", "").replace(
        "signed the demand.", "signed the demand. Over 90% of them were local."
    )
    drift = report(moved)
    assert fates(drift)["local-carts"] is Fate.MOVED
    assert drift.alignment.number_of(note(drift, "local-carts").at) == 5


def test_words_that_stand_twice_now_are_ambiguous_and_lengthened() -> None:
    drift = report(TEXT.replace("Old Tom Hobb means", "Old Tom Hobb, I say Old Tom Hobb, means"))
    found = note(drift, "tom-hobb")
    assert found.fate is Fate.AMBIGUOUS
    assert found.said == "2 times in the paragraph"


def test_the_same_words_at_another_place_are_ambiguous() -> None:
    text = TEXT.replace(
        "Old Tom Hobb means to carry carts", "He means to carry carts, Old Tom Hobb"
    )
    assert note(report(text), "tom-hobb").fate is Fate.AMBIGUOUS
    assert note(report(text, with_text=False), "tom-hobb").fate is Fate.AMBIGUOUS


def test_words_that_are_gone_leave_an_orphan() -> None:
    drift = report(TEXT.replace("Old Tom Hobb means", "Somebody means"))
    assert note(drift, "tom-hobb").fate is Fate.ORPHANED


@pytest.mark.parametrize("with_text", [True, False])
def test_a_paragraph_that_is_gone(with_text: bool) -> None:
    drift = report(without(TEXT, "If the books"), with_text=with_text)
    assert changed(drift) == [("missing", 6)]
    assert fates(drift) == {"tom-hobb": Fate.ORPHANED}


@pytest.mark.parametrize("with_text", [True, False])
def test_a_paragraph_that_is_new(with_text: bool) -> None:
    text = TEXT.replace("If the books", "Nothing has been heard of the clerk.\n\nIf the books")
    drift = report(text, with_text=with_text)
    assert changed(drift) == [("new", -1)]
    assert fates(drift) == {}


@pytest.mark.parametrize("with_text", [True, False])
def test_paragraphs_in_another_order_are_known_again(with_text: bool) -> None:
    drift = report(swapped(TEXT, "In the last year", "If the books"), with_text=with_text)
    assert changed(drift) == []
    assert any(fate.moved for fate in drift.alignment.fates)
    assert fates(drift) == {}


def test_a_split_paragraph() -> None:
    text = TEXT.replace("It was opened in 1874", "\n\nIt was opened in 1874")
    drift = report(text)
    assert ("changed", 2) in changed(drift) or ("same", 2) not in changed(drift)
    assert set(fates(drift).values()) <= {Fate.MOVED}


def test_merged_paragraphs() -> None:
    text = TEXT.replace("every week.\n\nThe toll brought", "every week. The toll brought")
    drift = report(text)
    assert {slug for slug, fate in fates(drift).items() if fate is Fate.MOVED} >= {"takings"}
    assert not set(fates(drift).values()) & {Fate.DRIFTED, Fate.ORPHANED}


def test_another_text_matches_nothing() -> None:
    drift = report("A short tale\n\nOnce there was a fox who had never been to town at all.\n")
    assert drift.paragraphs()["missing"] == 8
    assert set(fates(drift).values()) == {Fate.ORPHANED}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    root = tmp_path / "bridge"
    shutil.copytree(BRIDGE, root, ignore=shutil.ignore_patterns("_build", "text"))
    return root


def run(root: Path, text: str, *more: str) -> int:
    new = root.parent / "new.txt"
    new.write_text(text)
    return cli.main(["--root", str(root), "drift", str(new), *more])


def test_the_patch_applies_and_mends(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace("Old Tom Hobb", "Old Tim Hobb").replace("If the books", "If these books")
    before = {path: path.read_bytes() for path in edition.rglob("*.md")}
    assert run(edition, text, "--text", str(ARTICLE)) == 1
    said = capsys.readouterr().out
    assert 'tom-hobb  drifted: "Old Tom Hobb"; proposed "Old Tim Hobb" (92% alike)' in said
    assert "paragraphs: 7 same, 1 changed, 0 missing, 0 new" in said
    assert "notes: 15 exact, 0 moved, 1 drifted, 0 ambiguous, 0 orphaned" in said
    assert before == {path: path.read_bytes() for path in edition.rglob("*.md")}
    proposed = (edition / "_build" / "drift.patch").read_text()
    assert "-:quote: Old Tom Hobb\n+:quote: Old Tim Hobb\n" in proposed
    assert "-:incipit: If the books stay closed\n+:incipit: If these books\n" in proposed
    apply = ["patch", "-p1", "--quiet", "-i", "_build/drift.patch"]
    if shutil.which("git"):
        apply = ["git", "apply", "_build/drift.patch"]
    subprocess.run(apply, cwd=edition, check=True)
    held, _ = gather(edition, "")
    mended = compare(held, copy_of(text))
    assert note(mended, "tom-hobb").note.quote == "Old Tim Hobb"
    assert patch.patch(mended, held.chapters, copy_of(text)) == ""


def test_the_command_is_content_with_the_same_text(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(edition, TEXT) == 0
    out, err = capsys.readouterr()
    assert "notes: 16 exact" in out
    assert "Compared with the lock" in err
    assert not (edition / "_build").exists()


def test_the_command_names_paragraphs(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = without(TEXT, "The council could").replace(
        "4 May 1931", "4 May 1931\n\nAn odd line here."
    )
    assert run(edition, text, "--text", str(ARTICLE)) == 1
    out = capsys.readouterr().out
    assert "§ 5    missing" in out
    assert 'new, line 9: "An odd line here. …"' in out


def test_a_text_that_cannot_be_opened(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(edition), "drift", str(edition / "none.txt")]) == 1
    assert "V101" in capsys.readouterr().err
