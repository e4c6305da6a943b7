"""The exports are what they claim to be, by second tools; and none holds the text."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest
from lxml import etree, html
from pyld import jsonld

from tests.reading.shelf import Shelf
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
    "https://www.w3.org/ns/epub-anno.jsonld": {
        "@context": {
            "@vocab": "http://www.w3.org/ns/ea#",
            "dc": "http://purl.org/dc/terms/",
            "id": "@id",
            "type": "@type",
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
    assert len(files) == 9
    for path in files:
        data = path.read_bytes()
        if path.suffix == ".annotations":
            with ZipFile(path) as detached:
                data = detached.read("annotations.json")
        said = words(data.decode())
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


def _follow(page: Any, selectors: list[dict[str, Any]]) -> tuple[str, str]:
    """The text that a fragment selector and a CSS selector with a position lead to."""
    css = next(s for s in selectors if s["type"] == "CssSelector")
    fragment = next(s for s in selectors if s["type"] == "FragmentSelector")
    parent, _, name = css["value"].removeprefix("#").partition(" .")
    inside = f"//*[@id=$name]//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    (found,) = page.xpath(inside, name=parent)
    place = css["refinedBy"]
    (paragraph,) = page.xpath("//*[@id=$name]", name=fragment["value"])
    assert found in paragraph.iter()
    return found.text_content()[place["start"] : place["end"]], fragment["value"]


def _is_quote(found: str, quote: str) -> bool:
    """Numbers of other notes may stand among the words."""
    bare = re.sub(r"[\d✓≈⌊~≠?±°]+", "", found)
    return words(bare) == words(re.sub(r"\d+", "", quote)) or words(found) == words(quote)


def test_positions_are_those_of_the_books(shelf: Shelf) -> None:
    """The selectors are followed on the pages themselves, of the web and of the EPUB."""
    if not shelf.records.is_full:
        pytest.skip("the commentary has no text in which words could have a place")
    quotes = {note["slug"]: note["quote"] for note in shelf.records.notes}
    web = read(shelf.exports, "annotations.jsonld")["first"]["items"]
    for item in web:
        slug = item["id"].rpartition("#note-")[2]
        doc = item["target"]["source"].rpartition(":")[2].removesuffix(".html")
        page = html.document_fromstring(shelf.page(doc))
        assert _is_quote(_follow(page, item["target"]["selector"])[0], quotes[slug]), slug
    with ZipFile(shelf.epub) as book:
        for item, note in zip(
            read(shelf.exports, "epub-annotations.json")["items"],
            shelf.records.notes,
            strict=True,
        ):
            page = html.document_fromstring(book.read(f"EPUB/{item['target']['source']}"))
            found, paragraph = _follow(page, item["target"]["selector"])
            assert _is_quote(found, note["quote"]), (note["slug"], found)
            assert paragraph == f"p{note['paragraph']}"


def test_the_epub_set_is_what_the_draft_standard_wants(bridge: Shelf) -> None:
    made = read(bridge.exports, "epub-annotations.json")
    schema = json.loads(Path(__file__).with_name("epub-annotations.schema.json").read_text())
    jsonschema.validate(made, schema)
    with ZipFile(bridge.exports / f"{bridge.records.slug}.annotations") as detached:
        assert detached.namelist() == ["annotations.json"]
        assert json.loads(detached.read("annotations.json")) == made
    with ZipFile(bridge.epub) as book:
        package = book.read("EPUB/package.opf").decode()
    assert f">{made['about']['dc:identifier'][0]}<" in package
    for item in made["items"]:
        assert f'href="{item["target"]["source"]}"' in package


def test_the_schema_is_not_blind(bridge: Shelf) -> None:
    made = read(bridge.exports, "epub-annotations.json")
    schema = json.loads(Path(__file__).with_name("epub-annotations.schema.json").read_text())
    made["items"][0]["body"]["format"] = "text/html"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, schema)


def test_the_commentary_gives_no_positions(tmp_path: Path) -> None:
    root = copy_bridge(tmp_path)
    built = build(root, "html")
    write_exports(root, Records.load(built.out.parent / "doctrees"), built.out, tmp_path / "out")
    text = (tmp_path / "out" / "annotations.jsonld").read_text(encoding="utf-8")
    assert "TextPositionSelector" not in text and "TextQuoteSelector" in text


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


def test_the_register_names_sources_and_strength(out: Path) -> None:
    with (out / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["note"]: row for row in csv.DictReader(file)}
    row = rows["carts-now"]
    assert (row["found"], row["said"]) == ("61,423", "61,423 rounds to 61,400")
    assert (row["sources"], row["tables"], row["strength"]) == ("tariff1931", "tolls", "primary")
    assert row["address"].endswith("chapters/02-figures.html#note-carts-now")
    assert not rows["local-carts"]["sources"]


def test_glossary_and_bibliography_are_complete(out: Path) -> None:
    glossary = {entry["id"]: entry for entry in read(out, "glossary.json")}
    assert set(glossary) == {"term-toll", "term-ratepayer"}
    assert glossary["term-toll"]["paragraphs"]
    works = read(out, "bibliography.json")
    assert {work["id"] for work in works} >= {"tariff1931", "county1925"}
    assert all(work["title"] and work["custom"]["seen"] for work in works)
