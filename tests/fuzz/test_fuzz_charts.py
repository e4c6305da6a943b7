"""Whatever spec.toml says, a chart is drawn or refused, and a drawing is well-formed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lxml import etree

from tests.fuzz.mutate import fuzz, mutations
from tests.shell.edition import BRIDGE
from variorum.charts import caption, drawing, spec
from variorum.data import package
from variorum.faults import FigureError
from variorum.safety import files

TABLES = package.load(BRIDGE / "data")
SOURCE = """[tolls]
title = "Tolls"
about = "Two bars, 2 and 3."
kind = "time"
name = "Year"
axis = "Pence"
from = 0
half = 2
sort = true
series = [
  { label = "Toll", mark = "disc", line = "solid", table = "tolls", value = "pence", at = "year" },
  { label = "Said", mark = "box", words = "two pence", note = "toll-before", at = 1930 },
]
"""


@fuzz(mutations(SOURCE), 0.04)
def test_charts(source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / spec.FILE).write_text(source, encoding="utf-8", errors="surrogatepass")
        if list(files.check(root)):
            return
        try:
            chart = spec.load(root, TABLES, "tolls")
        except FigureError:
            return
        place = spec.place_of(root, "tolls")
        assert 1 <= place.line <= source.count("\n") + 1
        list(caption.loose_numbers(chart, place))
        etree.fromstring(drawing.draw(chart))
