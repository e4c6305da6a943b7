"""An emendation lands where the editor meant it, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from variorum.model import Span
from variorum.problems import Code
from variorum.text.apparatus import Apparatus, load

HEAD = '[edition]\ncopy_text = "A"\n[witnesses]\nA = "the copy"\nB = "another"\n'


def record(
    lemma: str,
    a: str | None = None,
    *,
    paragraph: object = 1,
    status: str = "",
    extra: str = "",
) -> str:
    """One entry: emended when the copy-text reads otherwise, else kept."""
    a = lemma if a is None else a
    status = status or ("kept" if a == lemma else "emended")
    return (
        f"\n[[reading]]\nparagraph = {paragraph}\nlemma = '''{lemma}'''\n"
        f"witness = {{ A = '''{a}''' }}\nstatus = '{status}'\nclass = 'E'\nreason = 'why'\n{extra}"
    )


@pytest.fixture
def write(tmp_path: Path):
    def made(*records: str, head: str = HEAD) -> Path:
        path = tmp_path / "apparatus.toml"
        path.write_text(head + "".join(records), encoding="utf-8")
        return path

    return made


def good(path: Path) -> Apparatus:
    apparatus, problems = load(path)
    assert problems == []
    return apparatus


@pytest.mark.parametrize(
    ("a", "lemma", "text", "edited", "before", "after"),
    [
        ("cat sit", "cat sits", "The cat sit here.", "The cat sits here.", "", "s"),
        ("have run", "has run", "They have run off.", "They has run off.", "ve", "s"),
        ("of big", "of the big", "One of big cats.", "One of the big cats.", "", "the "),
        ("a b...", "a b…", "x a b... y", "x a b… y", "...", "…"),
        ("(Rome)", "(Rome).", "In a town (Rome)", "In a town (Rome).", "", "."),
        ("he 'says'", "he 'said'", "Then he ‘says’ so", "Then he ‘said’ so", "ys", "id"),
        ("Cisne", "Cisner", "the Cisne, not Cisnes", "the Cisner, not Cisnes", "", "r"),
    ],
)
def test_the_smallest_change_is_made(write, a, lemma, text, edited, before, after) -> None:
    apparatus = good(write(record(lemma, a)))
    done = apparatus.apply(1, text)
    assert (done.text, done.problems) == (edited, ())
    [change] = done.changes
    assert (change.before, change.after) == (before, after)
    assert text[change.start : change.end] == before


def test_words_that_already_read_so_are_left_alone(write) -> None:
    apparatus = good(write(record("(Rome).", "(Rome)"), record("the cats", "the cat")))
    once = apparatus.apply(1, "See the cat (Rome)")
    assert once.text == "See the cats (Rome)."
    assert apparatus.apply(1, once.text).changes == ()
    assert apparatus.apply(1, once.text).text == once.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("No such animal.", Code.READING_MISSING),
        ("A cat sit and a cat sit.", Code.READING_TWICE),
        ("A cat sits and a cat sit.", Code.READING_TWICE),
        ("A bobcat sit here.", Code.READING_MISSING),
    ],
)
def test_an_emendation_that_does_not_fit_once_changes_nothing(write, text, code) -> None:
    apparatus = good(write(record("cat sits", "cat sit")))
    done = apparatus.apply(1, text)
    assert done.text == text
    assert [p.code for p in done.problems] == [code]
    assert done.problems[0].place.line == 7


def test_a_lemma_across_itself_stands_twice(write) -> None:
    apparatus = good(write(record("he had", "had had")))
    assert [p.code for p in apparatus.apply(1, "he had had had").problems] == [Code.READING_TWICE]


def test_two_emendations_in_one_paragraph_and_none_in_the_next(write) -> None:
    apparatus = good(write(record("the old dog", "the dog"), record("a cat", "an cat")))
    done = apparatus.apply(1, "There an cat met the dog.")
    assert done.text == "There a cat met the old dog."
    assert [c.before for c in done.changes] == ["n", ""]
    assert apparatus.apply(2, "an cat").text == "an cat"


def test_emphasis_stays_on_its_words(write) -> None:
    apparatus = good(write(record("the big cat", "the cat"), record("Aló", "Alo")))
    text = "So the cat saw Alo and the dog."
    done = apparatus.apply(1, text)
    for word in ("Alo", "dog"):
        start = text.index(word)
        moved = done.moved(Span(start, start + len(word)))
        assert done.text[moved.start : moved.end] == word.replace("Alo", "Aló")


def test_overlapping_entries_are_refused(write) -> None:
    apparatus = good(write(record("big old cat"), record("old cat sat")))
    _, problems = apparatus.locate(1, "A big old cat sat.")
    assert [p.code for p in problems] == [Code.READING_OVERLAP]


def test_lemmas_are_found_in_order_and_ranges_span(write) -> None:
    apparatus = good(write(record("a dog"), record("A cat … a mouse"), record("lost")))
    spans, problems = apparatus.locate(1, "A cat and a mouse met a dog.")
    assert [(r.id, s.start, s.end) for r, s in spans] == [("app-1-2", 0, 17), ("app-1-1", 22, 27)]
    assert [p.code for p in problems] == [Code.READING_MISSING]


def test_a_range_that_runs_backwards_is_lost(write) -> None:
    apparatus = good(write(record("a mouse … A cat")))
    _, problems = apparatus.locate(1, "A cat and a mouse.")
    assert [p.code for p in problems] == [Code.READING_MISSING]


def test_order_ids_and_places(write) -> None:
    apparatus = good(
        write(
            record("B & C", paragraph="'h1'"),
            record("two"),
            record("three"),
            record("by A", paragraph="'head'"),
        )
    )
    assert [r.id for r in apparatus.readings] == ["app-head-1", "app-1-1", "app-1-2", "app-h1-1"]
    assert [r.paragraph for r in apparatus.readings] == [None, 1, 1, None]
    assert apparatus.readings[0].of("A") == "by A"
    assert apparatus.readings[0].of("B") is None


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (record("x", "x", status="emended"), "are the same"),
        (record("x", "y", status="kept"), "differ"),
        (record("x", status="guessed"), "status 'guessed'"),
        (record("x", paragraph="'h0'"), "paragraph 'h0'"),
        (record("one two three four five six seven eight nine"), "more than 8 words"),
        (record("x", extra="colour = 'red'\n"), "unknown field 'colour'"),
        (record("x", extra="also = 'all'\n"), "also 'all'"),
        (record("x", extra="note = 3\n"), "'note'"),
        (record("").replace("'why'", "''"), "'reason' is missing"),
        (record("x").replace("A = ", "Z = "), "siglum 'Z'"),
        (record("x").replace("witness = { A = '''x''' }", ""), "'witness' is no table"),
    ],
)
def test_a_faulty_entry_is_named_and_left_out(write, entry: str, found: str) -> None:
    apparatus, problems = load(write(entry, record("fine")))
    assert {p.code for p in problems} == {Code.READING_BROKEN}
    assert any(found in p.found for p in problems)
    assert all(p.place.line == 7 for p in problems)
    assert [r.lemma for r in apparatus.readings] == ["fine"]


@pytest.mark.parametrize("head", ["not toml [", "reading = 3\n", "witnesses = 1\n"])
def test_a_broken_file_gives_one_problem(write, head: str) -> None:
    apparatus, problems = load(write(head=head))
    assert [p.code for p in problems] == [Code.APPARATUS_BROKEN]
    assert apparatus.readings == ()


def test_a_missing_file_gives_one_problem(tmp_path: Path) -> None:
    _, problems = load(tmp_path / "none.toml")
    assert [p.code for p in problems] == [Code.APPARATUS_BROKEN]
