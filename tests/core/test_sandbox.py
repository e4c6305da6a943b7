"""Nothing a stranger writes into a check can do more than look up figures."""

from __future__ import annotations

import builtins
import contextlib
import json
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.ferry import ran, tables
from variorum.data.package import MAX_ROWS, Package, load
from variorum.data.tables import Data, Table
from variorum.data.values import Value
from variorum.faults import FigureError
from variorum.figures import claims, sandbox
from variorum.figures.claims import CodeBlock, FigureNote
from variorum.figures.vocabulary import METHODS, namespace
from variorum.problems import Code, Place

ATTACKS = tomllib.loads(
    (Path(__file__).parent / "figures" / "attacks.toml").read_text(encoding="utf-8")
)["attack"]
PACKAGE = tables()
REFUSALS = {
    Code.CHECK_REFUSED,
    Code.CHECK_UNFAILING,
    Code.CHECK_BROKEN,
    Code.DATA_UNKNOWN,
    Code.FIGURE_UNREADABLE,
}


def note(code: str) -> FigureNote:
    place = Place(Path("chapters/01.md"), 10)
    return FigureNote("attack", "1", place, (CodeBlock(code, 20),))


def doctest_of(source: str) -> str:
    first, *rest = source.split("\n")
    return "\n".join([f">>> {first}", *(f"... {line}" for line in rest)]) + "\n"


@pytest.fixture
def nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No import, file, process or connection while an attack is examined."""

    def never(*args: object, **kwargs: object) -> object:
        raise AssertionError(f"an attack ran: {args}")

    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as closed:
        closed.setattr(builtins, "open", never)
        closed.setattr(builtins, "eval", never)
        closed.setattr(builtins, "exec", never)
        closed.setattr(builtins, "input", never)
        closed.setattr(builtins, "print", never)
        closed.setattr(subprocess, "Popen", never)
        closed.setattr(socket, "socket", never)
        yield
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("attack", ATTACKS, ids=[each["is"] for each in ATTACKS])
@pytest.mark.usefixtures("nothing_happens")
def test_attack(attack: dict[str, str]) -> None:
    started = time.perf_counter()
    names = namespace(Data(PACKAGE))
    with pytest.raises(FigureError) as caught:
        sandbox.run(attack["source"], names)
    assert caught.value.code in REFUSALS
    because = f"{caught.value.code.id} {caught.value.found}"
    assert because.startswith(attack["because"])
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("attack", ATTACKS, ids=[each["is"] for each in ATTACKS])
@pytest.mark.usefixtures("nothing_happens")
def test_attack_in_a_note_is_a_problem_at_its_line(attack: dict[str, str]) -> None:
    if attack["source"].startswith("#"):
        return  # doctest passes over remarks, so there is no check: that is V306
    trial = claims.examine(note("\n" + doctest_of(attack["source"])), PACKAGE)
    (problem,) = trial.problems
    assert problem.place == Place(Path("chapters/01.md"), 21)
    assert not trial.findings


def test_the_corpus_is_long() -> None:
    assert len({attack["source"] for attack in ATTACKS}) == len(ATTACKS) >= 40


def test_a_remark_alone_is_no_check() -> None:
    (problem,) = claims.examine(note(">>> # only a remark\n"), PACKAGE).problems
    assert problem.code is Code.CHECK_MISSING


@given(st.text(max_size=80))
def test_any_text_is_refused_or_harmless(source: str) -> None:
    names = namespace(Data(PACKAGE))
    before = dict(names)
    try:
        after, _ = sandbox.run(source, names)
    except FigureError:
        after = before
    assert names == before
    assert {name: after[name] for name in before} == before


@given(
    st.lists(
        st.sampled_from(
            [
                "figure",
                "(",
                ")",
                '"1"',
                ".",
                "check",
                "data",
                '"towns"',
                "count",
                ",",
                "=",
                "vote",
                '"No"',
                "+",
                "-",
                "*",
                "/",
                "2",
                "x",
                "**",
                "[",
                "]",
                "{",
                "}",
                ":",
                "lambda",
                "__class__",
                "for",
                "in",
                "if",
                "else",
                "import",
                "\n",
                "not",
                ">",
                ";",
                "@",
                "%",
                "f''",
                "reading",
                "1.5",
                "True",
            ]
        ),
        max_size=14,
    )
)
def test_any_row_of_tokens_is_refused_or_harmless(tokens: list[str]) -> None:
    names = namespace(Data(PACKAGE))
    try:
        _, result = sandbox.run(" ".join(tokens), names)
    except FigureError:
        return
    assert not callable(result) or result in names.values()


def test_what_is_allowed_works() -> None:
    assert str(ran('x = data("towns").count(vote="No")', "x * 2 - 1 / 1 + -x")) == "3"
    assert ran('x = "No"', 'y = data("towns").count(vote=x)', "y").__repr__().startswith("4 ")
    assert ran("1.50") == Decimal("1.5")
    assert ran('data("towns").where(\n    vote="No",\n).count()').__repr__().startswith("4 ")


def test_an_unknown_escape_is_no_warning() -> None:
    with pytest.raises(FigureError, match="V307"):
        ran('data("\\$80")')


def test_names_are_passed_on_and_never_changed() -> None:
    names = namespace(Data(PACKAGE))
    after, _ = sandbox.run("x = 1", names)
    assert "x" in after
    assert "x" not in names
    again, _ = sandbox.run("x = 2", after)
    assert (after["x"], again["x"]) == (1, 2)


def test_there_is_a_largest_number_of_names() -> None:
    names = namespace(Data(PACKAGE))
    for at in range(sandbox.MAX_NAMES):
        names, _ = sandbox.run(f"x{at} = 1", names)
    with pytest.raises(FigureError, match="names"):
        sandbox.run("y = 1", names)


@pytest.fixture(scope="module")
def largest(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A table of as many rows as a table may have."""
    folder = tmp_path_factory.mktemp("largest")
    rows = "".join(f"r{at},{at},x\n" for at in range(MAX_ROWS))
    (folder / "t.csv").write_text(f"id,n,s\n{rows}", encoding="utf-8")
    fields = [{"name": "id"}, {"name": "n", "type": "integer"}, {"name": "s"}]
    entry = {"name": "t", "path": "t.csv", "schema": {"fields": fields}}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [entry]}))
    return load(folder)


@pytest.mark.parametrize(
    "source",
    [
        'data("t")' + '.where(s="x")' * 4 + '.total("n")',
        " + ".join(['data("t").total("n", s="x")'] * 13),
        'data("t").top(4999, by="n").top(4998, by="n").top(4997, by="n").count()',
        'data("t").where(s="x").top(2500, by="n").count(s="x")',
        'data("t").where(s="x").rank("n", id="r5")',
        'data("t").exists(s="x", n=17)',
        'figure("only rose").check(data("t").where(s="x").column("n"))',
        'figure("largest").check(data("t").largest("n"), among=data("t").column("n"))',
    ],
)
def test_the_largest_examples_on_the_largest_table_end_soon(source: str, largest: Package) -> None:
    started = time.perf_counter()
    with contextlib.suppress(FigureError):
        sandbox.run(source, namespace(Data(largest)))
    assert time.perf_counter() - started < 2


def test_a_printed_column_is_short(largest: Package) -> None:
    with pytest.raises(FigureError, match="a column of 5000 values"):
        sandbox.run('figure("only rose").check(data("t").column("n"))', namespace(Data(largest)))


def test_a_note_has_a_largest_number_of_examples() -> None:
    (problem,) = claims.examine(note(">>> x = 1\n" * 41), PACKAGE).problems
    assert problem.code is Code.CHECK_REFUSED


def test_every_method_allowed_is_public_and_documented() -> None:
    for owner, methods in METHODS.items():
        for name in methods:
            assert not name.startswith("_")
            assert getattr(owner, name).__doc__, f"{owner.__name__}.{name}"
    assert Value not in METHODS
    assert "resource" not in METHODS[Table]
