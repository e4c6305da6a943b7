"""What the shell writes: the two books, incrementally and in parallel, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.shell.edition import Built, build, copy_bridge
from variorum.folding import words
from variorum.outputs.part_names import name_parts
from variorum.ownwords import measures

SECTIONS = ("01-the-toll", "02-figures", "03-what-should-be-done")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_bridge(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def full(root: Path) -> Built:
    return build(root, "html", text=str(root / "article.txt"), out=root / "_build" / "full")


@pytest.fixture(scope="module")
def commentary(root: Path) -> Built:
    return build(root, "html", out=root / "_build" / "commentary" / "html")


def page(built: Built, name: str) -> html.HtmlElement:
    return name_parts(html.fromstring((built.out / f"{name}.html").read_text(encoding="utf-8")))


def chapters(built: Built) -> Iterator[html.HtmlElement]:
    for name in SECTIONS:
        yield page(built, f"chapters/{name}")


def test_both_build_without_a_word(full: Built, commentary: Built) -> None:
    assert (full.ok, full.said) == (True, "")
    assert (commentary.ok, commentary.said) == (True, "")


def test_paragraphs_have_their_permanent_ids(full: Built, commentary: Built) -> None:
    for built in (full, commentary):
        found = [s.get("id") for c in chapters(built) for s in c.find_class("v-para")]
        assert found == [f"p{n}" for n in range(8)]


def test_the_full_edition_prints_every_word_of_the_text(full: Built, root: Path) -> None:
    printed = []
    for chapter in chapters(full):
        for sign in [*chapter.find_class("v-refs"), *chapter.find_class("v-app")]:
            sign.drop_tree()
        printed += [word for t in chapter.find_class("v-text") for word in words(t.text_content())]
    article = (root / "article.txt").read_text(encoding="utf-8").replace("*", "")
    assert printed == words(
        re.sub(
            r"(?m)^(The Ferry Lane Courier|The toll on the bridge|By Ada.*|What .*)$", "", article
        )
    )


def test_the_commentary_prints_no_run_of_the_text(commentary: Built, root: Path) -> None:
    article = words((root / "article.txt").read_text(encoding="utf-8"))
    grams = {tuple(article[i : i + 9]) for i in range(len(article) - 8)}
    for path in commentary.out.rglob("*.html"):
        said = words(html.fromstring(path.read_text(encoding="utf-8")).text_content())
        assert grams.isdisjoint(tuple(said[i : i + 9]) for i in range(len(said) - 8)), path
    assert measures.LONGEST_RUN == 8


def test_no_pickle_holds_the_text(full: Built, root: Path) -> None:
    sentence = b"mends the council"
    assert sentence in (root / "article.txt").read_bytes()
    pickles = list((full.out.parent / "doctrees").rglob("*.*"))
    assert len(pickles) > 5
    for path in pickles:
        assert sentence not in path.read_bytes(), path


def test_each_note_hangs_on_its_words(full: Built) -> None:
    for chapter in chapters(full):
        for note in chapter.find_class("v-note"):
            slug = note.get("id").removeprefix("note-")
            lemma = words(note.find_class("v-lemma")[0].text_content())
            marked = [
                m for m in chapter.find_class("v-mark") if slug in m.get("data-notes").split()
            ]
            assert words("".join(m.text_content() for m in marked)) == lemma
            (ref,) = [a for a in chapter.find_class("v-ref") if a.get("href") == f"#note-{slug}"]
            assert ref.get("id") == f"ref-{slug}"


def test_notes_of_a_chapter_count_up_in_the_order_of_the_text(full: Built) -> None:
    for chapter in chapters(full):
        refs = [int(a.text_content()) for a in chapter.find_class("v-ref")]
        notes = [int(back.text_content()) for back in chapter.find_class("v-back")]
        assert refs == notes == list(range(1, len(refs) + 1))


def test_both_books_carry_the_same_notes_and_verdicts(full: Built, commentary: Built) -> None:
    def carried(built: Built) -> list[tuple[str, str]]:
        return [
            (li.get("id"), "".join(v.text_content() for v in li.find_class("v-verdict")))
            for c in chapters(built)
            for li in c.find_class("v-note")
        ]

    assert carried(full) == carried(commentary)


def test_terms_link_once_in_a_paragraph_and_never_in_a_title(full: Built) -> None:
    for chapter in chapters(full):
        for text in chapter.find_class("v-text"):
            targets = [a.get("href") for a in text.find_class("v-term")]
            assert len(targets) == len(set(targets))
            assert not text.xpath(".//em//a[contains(@class, 'v-term')]")
    first = next(iter(chapters(full)))
    assert first.xpath("//section[@id='p1']//a[contains(@class, 'v-term')]")


def written(built: Built) -> dict[Path, int]:
    return {p: p.stat().st_mtime_ns for p in built.out.rglob("*.html")}


def test_a_build_without_changes_writes_no_chapter(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    text = str(root / "article.txt")
    before = written(build(root, "html", text=text))
    after = written(build(root, "html", text=text, fresh=False))
    assert {p.name for p in before if before[p] != after[p]} <= {
        "index.html",  # Sphinx writes the first page always
        "search.html",
        "genindex.html",
    }


def test_a_changed_text_rewrites_its_chapter_and_what_shows_it(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    article = root / "article.txt"
    before = written(build(root, "html", text=str(article)))
    changed = article.read_text(encoding="utf-8").replace("carts again for", "carts anew for")
    article.write_text(changed, encoding="utf-8")
    built = build(root, "html", text=str(article), fresh=False, variorum_accept_drift=True)
    after = written(built)
    chapters_rewritten = {p.stem for p in before if before[p] != after[p]} & set(SECTIONS)
    assert chapters_rewritten == {"03-what-should-be-done"}
    assert "carts anew for" in page(built, "chapters/03-what-should-be-done").text_content()


def test_taking_the_text_away_gives_the_commentary(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    build(root, "html", text=str(root / "article.txt"))
    built = build(root, "html", fresh=False)
    for chapter in chapters(built):
        assert chapter.find_class("v-text") == []
        assert chapter.find_class("v-incipit")


def test_two_workers_write_what_one_writes(tmp_path: Path) -> None:
    pages = []
    for jobs in (1, 2):
        root = copy_bridge(tmp_path / str(jobs))
        built = build(root, "html", text=str(root / "article.txt"), parallel=jobs)
        assert built.ok
        pages.append(
            {str(p.relative_to(built.out)): p.read_bytes() for p in built.out.rglob("*.html")}
        )
    assert pages[0] == pages[1]


def test_workers_lose_no_duplicate(tmp_path: Path) -> None:
    """The same name in two chapters, read by two workers, is still a fault."""
    said = []
    for jobs in (1, 2):
        root = copy_bridge(tmp_path / str(jobs))
        path = root / "chapters" / "03-what-should-be-done.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("{annotation} tom-hobb", "{annotation} whose-river"))
        built = build(root, text=str(root / "article.txt"), parallel=jobs)
        assert not built.ok
        assert "V210" in built.said
        said.append(sorted(built.lines))
    assert said[0] == said[1]


def test_a_failing_build_writes_nothing(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    text = str(root / "article.txt")
    before = written(build(root, "html", text=text))
    tolls = root / "data" / "tolls.csv"
    tolls.write_text(tolls.read_text(encoding="utf-8").replace("1931,3,", "1931,4,"))
    built = build(root, "html", text=text, fresh=False)
    assert not built.ok
    assert "chapters/01-the-toll.md:" in built.said
    assert "V303" in built.said
    assert written(built) == before


def test_a_red_build_stays_red_when_nothing_changes(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    text = str(root / "article.txt")
    path = root / "chapters" / "03-what-should-be-done.md"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(":quote: Old Tom Hobb", ":quote: Old Tim Hobb"))
    first = build(root, text=text, variorum_keep_going=True)
    again = build(root, text=text, variorum_keep_going=True, fresh=False)
    assert not first.ok
    assert not again.ok
    assert "V211" in again.said


def test_a_second_copy_is_collated(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    other = tmp_path / "other.txt"
    article = (root / "article.txt").read_text(encoding="utf-8")
    other.write_text(article.replace("the flood of 1912", "the great flood of 1912"))
    (root / "backmatter" / "textual-notes.md").write_text(
        "---\norphan: true\n---\n# Textual notes\n\n:::{apparatus}\n:::\n\n:::{repairs}\n:::\n"
    )
    built = build(root, "html", text=str(root / "article.txt"), variorum_second_text=str(other))
    assert built.ok, built.said
    notes = page(built, "backmatter/textual-notes").text_content()
    assert "great B" in " ".join(notes.split())
    assert "as the clerk told] A" in " ".join(notes.split())
