"""Without the text nothing can leak: all that a build writes and says is searched for its words.

The edition is copied as version control has it, so no copy of the article can lie in it, and
the books are made. Then each file below the copy, the log, the members of archives and the words
of PDFs are compared with the article: no run of more than eight words, titles apart.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from tests.edition import reader_copy
from tests.shell.edition import ARTICLE, copy_bridge
from variorum.folding import words
from variorum.outputs.books import FORMATS
from variorum.ownwords.measures import LONGEST_RUN, Copy, Excuses, readings
from variorum.text import source
from variorum.works import bibliography

ROOT = Path(__file__).parents[2]
LOG = "everything-that-was-said.log"


def copy_of_the_repository(to: Path) -> Path:
    """What a clone would hold: what git knows, or would take in."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git, and a clone")
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():  # one that is deleted is still known
            path = to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, path)
    assert [path.name for path in (to / "text").iterdir()] == ["README.md"]
    return to


def make_books(root: Path, *formats: str) -> None:
    """Make books without the text, and keep what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "variorum", "--root", str(root), "book", *formats],
        env={**os.environ, "TEXT": "", "TEXT_B": "", "SOURCE_DATE_EPOCH": "1767225600"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    (root / LOG).write_text(done.stdout, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-3000:]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Everything that can be read in a file, each with the kind of file it is."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield Path(name).suffix, archive.read(name).decode("utf-8", "replace")
    elif path.suffix == ".pdf":
        yield ".txt", words_of_pdf(path)
    else:
        yield path.suffix, path.read_bytes().decode("utf-8", "replace")


def words_of_pdf(path: Path) -> str:
    """What a reader of a PDF can copy out of it; a PDF that is there is never passed over."""
    if program := shutil.which("pdftotext"):
        read = subprocess.run([program, path, "-"], capture_output=True, check=True)
        return read.stdout.decode("utf-8", "replace")
    pytest.importorskip("pikepdf", reason="a PDF is read with pdftotext or pikepdf")
    from tests.reading.pdf_text import Reader

    return Reader(path).structure().words()


def leaks(root: Path, copy: Copy, excuses: Excuses) -> tuple[list[str], int]:
    """Each run that is too long, by its file and length, and how many files were read."""
    found, files = [], 0
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        files += 1
        for suffix, text in texts(path):
            for version in readings(text, suffix):
                runs = [run for run in copy.runs(version) if not excuses.cover(run)]
                # The words themselves stay out of the message: logs are published too.
                found += [f"{path.relative_to(root)}: {len(run.words)} words" for run in runs]
    return found, files


def article_at(path: Path) -> Copy:
    copy = source.open_copy(str(path))
    assert isinstance(copy, source.Copy)
    return Copy("\n".join(copy.lines))


def titles(root: Path) -> Excuses:
    works, _ = bibliography.load(root / "references.bib")
    return Excuses.of(work.title for work in works.values() if "article" in work.keywords)


def test_the_commentary_repeats_nothing_of_the_article(
    tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    article = article_at(reader_copy.find())
    root = copy_of_the_repository(tmp_path / "edition")
    # The PDF is set from the web pages that are searched here, and takes longer than all the rest;
    # that nothing is added on the way is seen in the small edition.
    make_books(root, "html", "epub", "exports")
    found, files = leaks(root, article, titles(root))
    assert found == []
    record_property("score", f"files of a build without the text, searched for its words: {files}")


def test_the_small_commentary_repeats_nothing_of_its_article(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    (root / "article.txt").unlink()
    make_books(root, *FORMATS)
    made = {path.suffix for path in (root / "_build").rglob("*")}
    assert {".html", ".epub", ".json"} <= made
    found, files = leaks(root, article_at(ARTICLE), Excuses())
    assert found == []
    assert files > 50
    for book in (root / "_build" / "pdf").glob("*.pdf"):
        summary = "In March the crossing went up"
        assert summary in " ".join(words_of_pdf(book).split())
        with mock.patch.object(shutil, "which", return_value=None):
            assert summary in " ".join(words_of_pdf(book).split())


@pytest.mark.parametrize("name", ["log.txt", "page.html", "index.js", "a.doctree", "data.json"])
def test_a_leak_is_found_wherever_it_is(name: str, tmp_path: Path) -> None:
    spoken = words(ARTICLE.read_text(encoding="utf-8"))
    run = spoken[40 : 40 + LONGEST_RUN + 1]
    marked = " ".join(f"<b>{word}</b>" if "html" in name else word for word in run)
    (tmp_path / name).write_text(f'"{marked}"', encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "book.epub", "w") as packed:
        packed.writestr("inside.xhtml", f"<p>{' '.join(run)}</p>")
    found, _files = leaks(tmp_path, article_at(ARTICLE), Excuses())
    assert {each.partition(":")[0] for each in found} == {name, "book.epub"}
    shorter = tmp_path / "short"
    shorter.mkdir()
    (shorter / name).write_text(" ".join(run[:-1]), encoding="utf-8")
    assert leaks(shorter, article_at(ARTICLE), Excuses()) == ([], 1)
