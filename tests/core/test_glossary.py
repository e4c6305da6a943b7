"""Each entry is sound, and each term is found where a reader would look it up."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.model import Span
from variorum.notes.glossary import (
    MAX_BYTES,
    Entry,
    EntryKind,
    check_entries,
    check_use,
    definition_words,
    find_terms,
    read_entries,
)
from variorum.problems import Code, Place

DEFINITION = "A mill is a building in which grain is ground between two stones. " * 3
Write = Callable[..., Path]


def entry(slug: str, *forms: str, see: tuple[str, ...] = (), body: str = DEFINITION) -> Entry:
    place = Place(Path(f"{slug}.md"), 1)
    return Entry(slug, slug, EntryKind.TERM, forms or (slug,), "", see, body, 6, place)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(head: str = "", body: str = DEFINITION, name: str = "terms/mill.md") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        head = head or "term: Mill\nkind: term\nforms: [mill, mills]"
        path.write_text(f"---\n{head}\n---\n\n{body}\n", encoding="utf-8")
        return tmp_path

    return made


def test_an_entry_as_an_editor_writes_it(write: Write) -> None:
    head = "term: Mill\nkind: term\nforms: [mill, mills]\nspanish: molino\nsee: [weir]  # river"
    write(head)
    folder = write("term: Weir\nkind: term\nforms:\n  - weir", name="terms/weir.md")
    (mill, weir), problems = read_entries(folder)
    assert problems == ()
    assert (mill.slug, mill.forms, mill.spanish, mill.see) == (
        "mill",
        ("mill", "mills"),
        "molino",
        ("weir",),
    )
    assert mill.body_line == 9
    assert mill.body == DEFINITION.strip()
    assert weir.forms == ("weir",)


def test_kinds_come_in_one_order_and_the_index_is_no_entry(write: Write) -> None:
    write("term: Ur\nkind: place\nforms: [Ur]", name="places/ur.md")
    write("term: Ada\nkind: person\nforms: [Ada]", name="persons/ada.md")
    folder = write()
    (folder / "index.md").write_text("# Glossary", encoding="utf-8")
    entries, problems = read_entries(folder)
    assert [e.slug for e in entries] == ["mill", "ada", "ur"]
    assert problems == ()


def test_words_that_yaml_would_turn_into_values_stay_words(write: Write) -> None:
    folder = write("term: No\nkind: term\nforms: [no, 1999]")
    (no,), problems = read_entries(folder)
    assert (no.term, no.forms, problems) == ("No", ("no", "1999"), ())


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nterm: *b\nkind: term\nforms: [mill]"


@pytest.mark.parametrize(
    ("head", "code", "line"),
    [
        ("term: Mill\nkind: term", Code.ENTRY_HEAD, 1),
        ("term: Mill\nkind: term\nforms: mill", Code.ENTRY_HEAD, 1),
        ("term: Mill\nkind: term\nforms: [mill, [mills]]", Code.ENTRY_HEAD, 1),
        ("term: [Mill]\nkind: term\nforms: [mill]", Code.ENTRY_HEAD, 1),
        ("kind: term\nforms: [mill]", Code.ENTRY_HEAD, 1),
        ("term: Mill\nterm: Weir\nkind: term\nforms: [mill]", Code.ENTRY_HEAD, 1),
        ("term: Mill\nkind: term\nforms: [mill", Code.ENTRY_HEAD, 5),
        ("- term\n- kind", Code.ENTRY_HEAD, 1),
        ("# nothing", Code.ENTRY_HEAD, 1),
        (BOMB, Code.ENTRY_HEAD, 2),
        ("term: !!python/name:os.system x\nkind: term\nforms: [a]", Code.ENTRY_HEAD, 2),
        ("term: " + "[" * 3000, Code.ENTRY_HEAD, 2),
        ("term: " + "x" * 5000 + "\nkind: term\nforms: [a]", Code.ENTRY_HEAD, 1),
        ("term: Mill\nkind: river\nforms: [mill]", Code.ENTRY_KIND, 1),
        ("term: Mill\nforms: [mill]", Code.ENTRY_KIND, 1),
        ("term: Mill\nkind: person\nforms: [mill]", Code.ENTRY_KIND, 1),
    ],
)
def test_a_head_that_cannot_be_used(write: Write, head: str, code: Code, line: int) -> None:
    entries, (problem,) = read_entries(write(head))
    assert (entries, problem.code) == ((), code)
    if "[[[" not in head:
        assert problem.place.line == line


def test_an_unknown_key_is_named_and_the_entry_kept(write: Write) -> None:
    (mill,), (problem,) = read_entries(write("term: Mill\nkind: term\nforms: [mill]\nform: [x]"))
    assert (problem.code, problem.found, mill.slug) == (Code.ENTRY_KEY, "form", "mill")


@pytest.mark.parametrize("name", ["Mill", "the_mill", "mühle", "a--b", "-mill", "m" * 61])
def test_a_file_name_that_cannot_be_an_address(write: Write, name: str) -> None:
    entries, (problem,) = read_entries(write(name=f"terms/{name}.md"))
    assert (entries, problem.code) == ((), Code.ENTRY_SLUG)


@pytest.mark.parametrize("raw", [b"", b"no head", b"---\nterm: x\n", b"\xff\xfe", b"---\n" * 9000])
def test_a_file_that_is_no_entry(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "mill.md").write_bytes(raw)
    entries, (problem,) = read_entries(tmp_path)
    assert (entries, problem.code) == ((), Code.ENTRY_HEAD)


def test_a_huge_file_is_not_read(write: Write) -> None:
    entries, (problem,) = read_entries(write(body="word " * MAX_BYTES))
    assert (entries, problem.code) == ((), Code.ENTRY_HEAD)
    assert "16000" in problem.found


@pytest.mark.parametrize(
    ("entries", "code", "found"),
    [
        ((entry("mill"), entry("mill", "weir")), Code.ENTRY_DOUBLE, "mill, also mill.md:1"),
        ((entry("a", "mill"), entry("b", "Mill")), Code.FORM_TWICE, "'Mill', also a form of a"),
        ((entry("a", "o'er x"), entry("b", "o’er  x")), Code.FORM_TWICE, "a form of a"),
        ((entry("mill", see=("wier",)), entry("weir")), Code.SEE_NOWHERE, "wier"),
        ((entry("mill", see=("mill",)),), Code.SEE_NOWHERE, "mill"),
        ((entry("mill", body=""),), Code.ENTRY_EMPTY, "no definition"),
        ((entry("mill", body="*Disputed:* all of it."),), Code.ENTRY_EMPTY, "no definition"),
        ((entry("mill", body="too short"),), Code.ENTRY_LENGTH, "2 words"),
        ((entry("mill", body="word " * 111),), Code.ENTRY_LENGTH, "111 words"),
    ],
)
def test_entries_that_do_not_fit_together(
    entries: tuple[Entry, ...], code: Code, found: str
) -> None:
    (problem,) = check_entries(entries)
    assert problem.code is code
    assert found in problem.found


def test_a_see_also_is_told_the_nearest_name() -> None:
    (problem,) = check_entries((entry("mill", see=("wier",)), entry("weir")))
    assert "weir" in str(problem)


def test_a_missing_definition_is_placed_where_it_should_stand() -> None:
    (problem,) = check_entries((entry("mill", body=""),))
    assert problem.place.line == 6


def test_disputes_and_citations_are_not_counted() -> None:
    body = "One two {cite:p}`a2000,b2001`.\nThree well-known words.\n\n*Disputed:* four five.\n"
    assert definition_words(entry("mill", body=body)) == 5


def test_one_form_twice_in_one_entry_is_no_clash() -> None:
    assert check_entries((entry("mill", "mill", "Mill"),)) == ()


GLOSSARY = (
    entry("revolution", "revolution"),
    entry("river-revolution", "river revolution"),
    entry("counter", "counter-revolution"),
    entry("control", "workers' control", "control and management"),
    entry("abc", "ABC"),
    entry("person", "Mill", "John Mill"),
    entry("mill", "mills"),
    entry("year", "1848"),
    entry("plus", "C++"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("The revolution", [("revolution", "revolution")]),
        ("Revolution, REVOLUTION", [("Revolution", "revolution")]),
        ("revolutions, prerevolution", []),
        ("a counter-revolution", [("counter-revolution", "counter")]),
        ("a counter‑revolution", [("counter‑revolution", "counter")]),
        ("pro-revolution, revolution-ish", []),
        ("a – revolution – of", [("revolution", "revolution")]),
        ("the River revolution", [("River revolution", "river-revolution")]),
        ("river\nrevolution", [("river\nrevolution", "river-revolution")]),
        ("‘revolution’", [("revolution", "revolution")]),
        ("revolution's end", [("revolution", "revolution")]),
        ("workers’ control", [("workers’ control", "control")]),
        ("workers' control and management", [("workers' control", "control")]),
        ("abc Abc ABC", [("ABC", "abc")]),
        ("mill, then Mill", [("Mill", "person")]),
        ("John Mill and Mills", [("John Mill", "person"), ("Mills", "mill")]),
        ("in 1848, not 18480", [("1848", "year")]),
        (
            "river revolution, revolution",
            [("river revolution", "river-revolution"), ("revolution", "revolution")],
        ),
        ("in C++ now", [("C++", "plus")]),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[start:end], slug) for start, end, slug in find_terms(text, GLOSSARY)]
    assert found == expected


def test_a_second_mention_still_hides_the_shorter_form_inside_it() -> None:
    text = "river revolution, river revolution"
    assert find_terms(text, GLOSSARY) == [(0, 16, "river-revolution")]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("revolution here", (0, 10), []),
        ("revolution, revolution", (0, 10), [(12, 22, "revolution")]),
        ("John Mill", (0, 5), [(5, 9, "person")]),
        ("the river revolution", (4, 9), [(10, 20, "revolution")]),
    ],
)
def test_nothing_is_found_in_a_protected_span(
    text: str, span: tuple[int, int], expected: list[tuple[int, int, str]]
) -> None:
    assert find_terms(text, GLOSSARY, [Span(*span)]) == expected


def test_without_entries_nothing_is_found() -> None:
    assert find_terms("any text", ()) == []


WORDS = st.sampled_from(["river", "revolution", "Mill", "John", "counter-revolution", "so", "1848"])


@given(st.lists(WORDS, max_size=12), st.integers(0, 60), st.integers(1, 20))
def test_finds_are_in_order_apart_once_each_and_outside(
    words: list[str], start: int, length: int
) -> None:
    text = " ".join(words)
    span = Span(min(start, len(text)), min(start + length, len(text)))
    found = find_terms(text, GLOSSARY, [span])
    assert len({slug for *_, slug in found}) == len(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    inside = span.end > span.start  # an empty stretch protects nothing
    assert all(not inside or end <= span.start or begin >= span.end for begin, end, _ in found)


def test_disuse_is_reported() -> None:
    entries = (entry("mill"), entry("weir"), entry("sluice"))
    problems = check_use(entries, {"mill": (1, 4), "weir": ()})
    assert [(p.code, p.place.path.name) for p in problems] == [
        (Code.ENTRY_UNUSED, "weir.md"),
        (Code.ENTRY_UNUSED, "sluice.md"),
    ]
