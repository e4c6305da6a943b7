"""Works are read, checked and said in words; each citation finds its work, each work a use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from variorum.problems import Code, Place
from variorum.works import bibliography as bib
from variorum.works.citations import collect, keys_in, keys_in_package, keys_in_table

GOOD = """
@misc{first2001,
  author = {First, Ada and {A Body of Men}},
  title = {A title with 5\\% of {Braces} -- \\$7 \\& so},
  howpublished = {A Site},
  year = {2001},
  date = {2001-02-03},
  url = {https://example.org/a_b?c=%20d},
  keywords = {seen, article},
  cited = {4, 20},
}

@article{second,
  author = {{Institute}},
  title = {[Ours]},
  journal = {A Paper},
  note = {Undated; not seen},
  keywords = {std},
}
"""


@pytest.fixture
def write(tmp_path: Path):
    def made(text: str) -> Path:
        path = tmp_path / "references.bib"
        path.write_text(text, encoding="utf-8")
        return path

    return made


def entry(**fields: str) -> str:
    """A faultless entry but for the fields given; an empty one is left out."""
    all_fields = {
        "author": "Doe, Jane",
        "title": "T",
        "date": "2001",
        "keywords": "seen",
        **fields,
    }
    lines = "".join(f"  {k} = {{{v}}},\n" for k, v in all_fields.items() if v)
    return f"@misc{{key,\n{lines}}}\n"


def test_a_work_in_plain_words(write) -> None:
    works, problems = bib.load(write(GOOD))
    assert problems == []
    work = works["first2001"]
    assert work.authors == ("Ada First", "A Body of Men")
    assert work.title == "A title with 5% of Braces – $7 & so"
    assert (work.where, work.date, work.seen) == ("A Site", "2001-02-03", "seen")
    assert work.url == "https://example.org/a_b?c=%20d"
    assert work.place.line == 2
    assert work.cited == (4, 20)
    assert works["second"].where == "A Paper"
    assert list(bib.check(works)) == []


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"author": ""}, Code.WORK_FIELD, "neither author nor site"),
        ({"title": ""}, Code.WORK_FIELD, "no title"),
        ({"keywords": ""}, Code.WORK_FIELD, "one of seen"),
        ({"keywords": "seen, std", "note": "Not seen"}, Code.WORK_FIELD, "one of seen"),
        ({"keywords": "seen, red"}, Code.WORK_FIELD, "unknown keywords red"),
        ({"keywords": "seen, article"}, Code.WORK_FIELD, "go together"),
        ({"date": "3 May 2001"}, Code.WORK_FIELD, "date '3 May 2001'"),
        ({"date": "2001-02-30"}, Code.WORK_FIELD, "date"),
        ({"date": "2001-13"}, Code.WORK_FIELD, "date"),
        ({"date": ""}, Code.WORK_FIELD, "undated"),
        ({"keywords": "std"}, Code.WORK_UNSEEN, "key"),
        ({"url": "javascript:alert(1)"}, Code.WORK_ADDRESS, "javascript"),
        ({"url": "JavaScript:alert(1)"}, Code.WORK_ADDRESS, "JavaScript"),
        ({"url": "ftp://example.org"}, Code.WORK_ADDRESS, "ftp"),
        ({"url": "file:///etc/hosts"}, Code.WORK_ADDRESS, "file"),
        ({"url": "//example.org/x"}, Code.WORK_ADDRESS, "//example"),
        ({"url": "https://"}, Code.WORK_ADDRESS, "https"),
        ({"url": "https://good.org@bad.org/"}, Code.WORK_ADDRESS, "bad.org"),
        ({"url": "https://example.org/a b"}, Code.WORK_ADDRESS, "a b"),
        ({"url": "https://[bad/"}, Code.WORK_ADDRESS, "bad"),
        ({"url": "https://example.org/\u202e"}, Code.WORK_ADDRESS, "example"),
    ],
)
def test_what_is_wrong_with_a_work(write, fields, code: Code, found: str) -> None:
    works, _ = bib.load(write(entry(**fields)))
    problems = list(bib.check(works))
    assert [p.code for p in problems] == [code]
    assert found in problems[0].found
    assert problems[0].place.line == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@misc{a,\n  title = {x}\n@misc{b,\n", 3),
        ("@misc{a, title = {x}}\n\n@misc{A, title = {y}}\n", 3),
        ("@misc{a, title = " + "{" * 20000 + "}" * 20000 + "}", 1),
    ],
)
def test_a_broken_file_is_one_kind_of_problem(write, text: str, line: int) -> None:
    _, problems = bib.load(write(text))
    assert {p.code for p in problems} == {Code.BIBLIOGRAPHY_BROKEN}
    assert problems[0].place.line == line


def test_a_missing_file(tmp_path: Path) -> None:
    works, problems = bib.load(tmp_path / "none.bib")
    assert works == {}
    assert [p.code for p in problems] == [Code.BIBLIOGRAPHY_BROKEN]


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2007-12-03", "3 December 2007"),
        ("2007-12", "December 2007"),
        ("2007", "2007"),
        ("", ""),
        ("December", ""),
        ("2007-13", ""),
        ("2007-00", ""),
        ("2007-02-30", ""),
        ("2007-1", ""),
    ],
)
def test_dates_in_words(iso: str, words: str) -> None:
    assert bib.date_in_words(iso) == words


def test_addresses_are_shown_without_scheme() -> None:
    assert bib.shown_address("https://www.example.org/a/") == "example.org/a"


def test_unknown_and_unused_works(write) -> None:
    works, _ = bib.load(write(GOOD))
    here = Place(Path("a.md"), 4)
    problems = list(bib.check_use(works, [("first2001", here), ("first2000", here)]))
    assert [(p.code, p.found) for p in problems] == [
        (Code.WORK_UNKNOWN, '"first2000"'),
        (Code.WORK_UNUSED, '"second"'),
    ]
    assert "first2001" in problems[0].advice
    assert (problems[0].place, problems[1].place.line) == (here, 13)


def test_keys_in_prose() -> None:
    text = "a {cite:p}`x,y`\nb {cite:t}`{see} z{12 May}` {para}`4` `code`"
    assert list(keys_in(text)) == [("x", 1), ("y", 1), ("z", 2)]


def test_keys_in_tables() -> None:
    assert list(keys_in_table("id,source\na,x;y\nb,\nc\n")) == [("x", 2), ("y", 2)]
    assert list(keys_in_table("")) == []
    assert list(keys_in_table("id,source_id,citation\na,x,y; z\n")) == [
        ("x", 2),
        ("y", 2),
        ("z", 2),
    ]


@pytest.mark.parametrize(
    ("package", "keys"),
    [
        (
            {"resources": [{"citation": ["x"], "sources": [{"key": "y"}, {"title": "z"}]}]},
            ["x", "y", "z"],
        ),
        (
            {"resources": [{"citation": "x; y"}, {"sources": [{"citation": "z", "key": "no"}]}]},
            [*"xyz"],
        ),
        ({"resources": [{"citation": "x"}, 3]}, []),
        ({"resources": {}}, []),
        ([], []),
    ],
)
def test_keys_in_a_data_package(package: object, keys: list[str]) -> None:
    assert list(keys_in_package(json.dumps(package))) == keys
    assert list(keys_in_package("{")) == []


def test_all_of_an_edition(tmp_path: Path) -> None:
    for name, text in {
        "chapters/01.md": "\n{cite:p}`a`",
        "glossary/terms/x.md": "{cite:p}`b`",
        "data/t.csv": "n,source\n1,c\n",
        "data/datapackage.json": '{"resources": [{"citation": ["d"]}]}',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = [(key, str(place)) for key, place in collect(tmp_path)]
    assert found == [
        ("a", "chapters/01.md:2"),
        ("b", "glossary/terms/x.md:1"),
        ("c", "data/t.csv:2"),
        ("d", "data/datapackage.json"),
    ]
