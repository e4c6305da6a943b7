"""The data package: read whole or refused, naming the file, line and cell at fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.core.ferry import FOLDER, tables
from variorum.data import package
from variorum.data.tables import Data
from variorum.data.values import Cell
from variorum.faults import FigureError
from variorum.problems import Code


def test_a_changed_cell_is_a_changed_copy() -> None:
    before, cell = tables(), Cell("towns", 7, "people")
    after = before.changed(cell, "901")
    assert (before.text(cell), after.text(cell)) == ("900", "901")
    assert after.resource("tolls") is before.resource("tolls")


def broken(tmp_path: Path, **changes: object) -> Path:
    entry: dict[str, object] = {
        "name": "t",
        "path": "t.csv",
        "schema": {"fields": [{"name": "id"}, {"name": "n", "type": "integer"}]},
    }
    entry.update(changes)
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [entry]}))
    return tmp_path


@pytest.mark.parametrize(
    ("csv", "words"),
    [
        ("id,n\na,1,2\n", "t.csv:2: V309 The data cannot be read. Found: 3 cells"),
        ("id,m\na,1\n", "t.csv:1: V309 The data cannot be read. Found: a header"),
        ("", "t.csv:1: V309 The data cannot be read. Found: a header"),
        ('id,n\n"a,1\n', "t.csv:2"),
        ("id,n\n" + "a,1\n" * 6000, "more than 5000 rows"),
        ("id,n\na,1\nb,1\na,2\n", "Found: the key of line 2 again: a"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, csv: str, words: str) -> None:
    (broken(tmp_path) / "t.csv").write_text(csv)
    with pytest.raises(FigureError) as caught:
        package.load(tmp_path)
    assert caught.value.code is Code.DATA_BROKEN
    assert words in str(caught.value)


def test_a_key_may_be_several_columns_and_must_tell_rows_apart(tmp_path: Path) -> None:
    fields = [{"name": "id"}, {"name": "n", "type": "integer"}]
    broken(tmp_path, schema={"fields": fields, "primaryKey": ["id", "n"]})
    (tmp_path / "t.csv").write_text("id,n\na,1\na,2\nb,1\n")
    assert str(Data(package.load(tmp_path)).table("t").count().content) == "3"
    (tmp_path / "t.csv").write_text('id,n\n\n"a\nb",1\nc,1\n"a\nb",1\n')
    with pytest.raises(FigureError, match=r"t.csv:6: .*the key of line 3") as caught:
        package.load(tmp_path)
    assert "primaryKey" in caught.value.advice
    broken(tmp_path, schema={"fields": fields, "primaryKey": "di"})
    with pytest.raises(FigureError, match="V307"):
        package.load(tmp_path)


@pytest.mark.parametrize("text", ["many", "1.5", "NaN", "1e99", "1_0 0"])
def test_a_cell_of_the_wrong_type_is_named(tmp_path: Path, text: str) -> None:
    (broken(tmp_path) / "t.csv").write_text(f"id,n\na,{text}\n")
    with pytest.raises(FigureError) as caught:
        Data(package.load(tmp_path)).table("t").value("n", id="a")
    assert caught.value.code is Code.DATA_BROKEN
    assert f"t:2 `n` holds `{text}`, not a integer" in caught.value.found


def test_the_package_must_be_there_and_whole(tmp_path: Path) -> None:
    with pytest.raises(FigureError, match=r"datapackage.json: .*No such file"):
        package.load(tmp_path)
    for text in ("{", "[]", '{"resources": [{}]}', '{"resources": 1}'):
        (tmp_path / "datapackage.json").write_text(text)
        with pytest.raises(FigureError, match="V309"):
            package.load(tmp_path)
    with pytest.raises(FigureError, match=r"t.csv: .*No such file"):
        package.load(broken(tmp_path))


def test_a_table_outside_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("id,n\na,1\n")
    folder = tmp_path / "data"
    folder.mkdir()
    broken(folder, path="../secret.csv")
    with pytest.raises(FigureError, match="outside the data directory"):
        package.load(folder)


def test_the_test_package_is_where_it_should_be() -> None:
    assert FOLDER.is_dir()
