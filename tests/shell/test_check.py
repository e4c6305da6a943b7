"""`make check`: quick the second time, and as honest as the first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.shell.edition import Built, build, copy_bridge


def check(root: Path) -> Built:
    article = str(root / "article.txt")
    return build(root, "check", text=article, fresh=False, variorum_keep_going=True)


def add(root: Path, words: str) -> Path:
    path = root / "backmatter" / "register-of-figures.md"
    path.write_text(f"{path.read_text()}\n{words}\n")
    return path


def test_a_whole_edition_is_silent_twice(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    assert check(root).lines == []
    assert check(root).lines == []


def test_the_copies_in_use_may_lie_among_the_sources(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    second = root / "other-copy.txt"
    second.write_text((root / "article.txt").read_text().replace("toll", "charge", 1))
    article = str(root / "article.txt")
    built = build(root, "check", text=article, variorum_second_text=str(second))
    assert built.lines == []
    assert any(": ERROR: V701 " in line for line in check(root).lines)


def test_what_sphinx_warns_of_once_is_found_every_time(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    path = add(root, "See {doc}`nowhere`.\n\n# A stray head\n\n### Too deep\n")
    first, second = check(root), check(root)
    assert any("nowhere" in line for line in first.lines)
    assert any("header" in line for line in first.lines)
    assert second.lines == first.lines
    assert check(root).lines == first.lines
    path.write_text(path.read_text().partition("See {doc}")[0])
    assert check(root).lines == []


def test_a_reference_that_another_page_breaks_is_found(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    other = root / "backmatter" / "other.md"
    other.write_text("---\norphan: true\n---\n# Another page\n")
    add(root, "See {doc}`other`.")
    assert check(root).lines == []
    other.unlink()
    assert any("other" in line for line in check(root).lines)


def test_a_new_entry_of_the_glossary_is_seen(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    check(root)
    entry = root / "glossary" / "terms" / "ferry.md"
    entry.write_text("---\nterm: ferry\nkind: term\nforms: [ferrymen]\n---\n" + "A boat. " * 15)
    add(root, "See {term}`ferry`.")
    (line,) = check(root).lines  # the reference is found, and the lock does not know the term yet
    assert "V125" in line and '"ferry" in § ' in line


def test_nothing_is_read_when_nothing_has_changed(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    check(root)
    doctrees = root / "_build" / "doctrees"
    before = {path: path.stat().st_mtime_ns for path in doctrees.rglob("*.doctree")}
    check(root)
    assert before == {path: path.stat().st_mtime_ns for path in doctrees.rglob("*.doctree")}
    assert before


DRAFT = """
:::{annotation} a-first-note
:quote: %s
:kind: context
:by: tester
:state: %s

Twenty words at least are asked of a note, so this one goes on for a while,
saying nothing that anybody wants to know.
:::
"""


def strangers(root: Path, quote: str, state: str) -> Path:
    path = root / "chapters" / "03-what-should-be-done.md"
    path.write_text(path.read_text() + DRAFT % (quote, state))
    return path


def test_a_draft_is_no_obstacle_where_nobody_has_the_text(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    strangers(root, "reprinted from", "draft")
    assert build(root, "dummy").lines == []
    assert "V214" in build(root, "check", variorum_keep_going=True).said


def test_a_checked_note_must_be_known_to_the_lock(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    strangers(root, "reprinted from", "checked")
    assert "V214" in build(root, "dummy").said


def test_words_that_another_note_quotes_are_known(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    strangers(root, "the Ratepayers’ League", "checked")
    assert build(root, "check", variorum_keep_going=True).lines == []


def test_a_text_that_differs_is_accepted_when_asked(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    article = root / "article.txt"
    article.write_text(article.read_text().replace("ferrymen say", "boatmen say"))
    command = [sys.executable, "-m", "variorum", "--root", str(root), "check"]
    clean = {name: value for name, value in os.environ.items() if name != "ACCEPT_DRIFT"}

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        given = [*command, "--text", str(article), *options]
        return subprocess.run(given, env=clean, capture_output=True, text=True, check=False)

    refused = run()
    assert refused.returncode == 1 and "V120" in refused.stderr
    accepted = run("--accept-drift")
    assert accepted.returncode == 0, accepted.stderr
