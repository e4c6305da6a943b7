"""The exports are what they claim to be, by second tools; and none holds the text."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyld import jsonld

from tests.shell.edition import ARTICLE, build, copy_bridge
from variorum.folding import words
from variorum.outputs.exports import write_exports
from variorum.outputs.records import Records

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
OA = "http://www.w3.org/ns/oa#"

# The two vocabularies, as far as the exports use them: no test fetches a context from the web.
CONTEXTS: dict[str, dict[str, Any]] = {
    "http://www.w3.org/ns/anno.jsonld": {
        "@context": {
            "@vocab": OA,
            "id": "@id",
            "type": "@type",
            "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
            "source": {"@id": f"{OA}hasSource", "@type": "@id"},
            "target": f"{OA}hasTarget",
            "body": f"{OA}hasBody",
            "selector": f"{OA}hasSelector",
        }
    },
    "https://schema.org": {"@context": {"@vocab": "https://schema.org/"}},
}


def _local(url: str, _options: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXTS[url.rstrip("/")]}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_bridge(tmp_path_factory.mktemp("exports"))
    built = build(root, "html", text=str(root / "article.txt"))
    assert built.ok, built.said
    folder = root / "_build" / "exports"
    write_exports(root, Records.load(built.out.parent / "doctrees"), built.out, folder)
    return folder


def read(out: Path, name: str) -> Any:
    return json.loads((out / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def notes(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(out, "edition.json")["notes"]
    assert len(found) > 10
    return found


def test_no_export_holds_the_text(out: Path) -> None:
    article = words(ARTICLE.read_text(encoding="utf-8"))
    grams = {tuple(article[i : i + 9]) for i in range(len(article) - 8)}
    files = list(out.iterdir())
    assert len(files) == 8
    for path in files:
        said = words(path.read_text(encoding="utf-8"))
        assert grams.isdisjoint(tuple(said[i : i + 9]) for i in range(len(said) - 8)), path.name


@pytest.mark.parametrize("name", ["annotations.jsonld", "epub-annotations.json", "claims.jsonld"])
def test_linked_data_is_read_by_another_tool(out: Path, name: str) -> None:
    expanded = jsonld.expand(read(out, name), {"documentLoader": _local})
    assert len(jsonld.flatten(expanded)) > 15


def test_an_annotation_leads_to_its_words(out: Path, notes: list[dict[str, Any]]) -> None:
    items = read(out, "annotations.jsonld")["first"]["items"]
    assert [item["id"].rpartition("#note-")[2] for item in items] == [n["slug"] for n in notes]
    for item, note in zip(items, notes, strict=True):
        fragment, css = item["target"]["selector"]
        assert fragment["value"] == f"p{note['paragraph']}"
        assert fragment["refinedBy"]["exact"] == note["quote"]
        assert len(note["quote"].split()) <= 8
        assert css["refinedBy"]["start"] < css["refinedBy"]["end"]
        assert item["body"][0]["value"] == note["words"] != ""


def test_the_epub_set_names_files_of_the_book(out: Path) -> None:
    made = read(out, "epub-annotations.json")
    assert made["type"] == "AnnotationSet"
    assert {i["target"]["source"] for i in made["items"]} == {
        "chapters/01-the-toll.xhtml",
        "chapters/02-figures.xhtml",
        "chapters/03-what-should-be-done.xhtml",
    }


def test_every_figure_is_a_claim_review(out: Path, notes: list[dict[str, Any]]) -> None:
    reviews = {r["url"].rpartition("#note-")[2]: r for r in read(out, "claims.jsonld")["@graph"]}
    tried = [n for n in notes if n["headline"]]
    assert list(reviews) == [n["slug"] for n in tried]
    for note in tried:
        rating = reviews[note["slug"]]["reviewRating"]
        assert rating["alternateName"] == note["headline"]
        assert ("ratingValue" in rating) == (note["headline"] != "not checkable")


def test_claim_reviews_are_found_in_a_page(out: Path) -> None:
    import extruct

    page = f'<script type="application/ld+json">{(out / "claims.jsonld").read_text()}</script>'
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert {node["@type"] for node in found["@graph"]} == {"ClaimReview"}


def test_tei_fits_its_grammar_and_its_references_lead_somewhere(
    out: Path, notes: list[dict[str, Any]]
) -> None:
    tree = etree.parse(out / "edition.tei.xml")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("standoff.rng")))
    assert grammar.validate(tree), grammar.error_log
    ids = set(tree.xpath("//@xml:id"))
    assert {w.removeprefix("#") for w in tree.xpath("//t:rdg/@wit", namespaces=TEI)} <= ids
    made = tree.xpath("//t:annotation/@xml:id", namespaces=TEI)
    assert made == [f"note-{note['slug']}" for note in notes]


def test_the_grammar_is_not_blind(out: Path) -> None:
    tree = etree.parse(out / "edition.tei.xml")
    tree.find(".//t:annotation", TEI).attrib.pop("target")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("standoff.rng")))
    assert not grammar.validate(tree)


def test_the_register_has_a_row_for_each_check(out: Path, notes: list[dict[str, Any]]) -> None:
    with (out / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = [(n["slug"], c["verdict"]) for n in notes for c in n["checks"]]
    assert [(row["note"], row["verdict"]) for row in rows] == expected


def test_glossary_and_bibliography_are_complete(out: Path) -> None:
    glossary = {entry["id"]: entry for entry in read(out, "glossary.json")}
    assert set(glossary) == {"term-toll", "term-ratepayer"}
    assert glossary["term-toll"]["paragraphs"]
    works = read(out, "bibliography.json")
    assert {work["id"] for work in works} >= {"tariff1931", "county1925"}
    assert all(work["title"] and work["custom"]["seen"] for work in works)
