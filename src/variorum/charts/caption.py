"""The words around a chart: the table under it, and whether its description fits what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from variorum.charts.spec import Chart, Point, Series
from variorum.data import units
from variorum.problems import Code, Place, Problem
from variorum.text import anchor

THROUGHOUT = "throughout"
"""The row of what the text says of the whole time."""
Listed = tuple[list[str], list[list[str]]]


def listed(chart: Chart) -> Listed:
    """Heads and rows of a table with every number that is drawn."""
    return _by_time(chart) if chart.kind == "time" else _by_row(chart)


def _by_row(chart: Chart) -> Listed:
    grouped = any(len(series.points) > 1 for series in chart.series)
    placed = [(s, p) for s in chart.series for p in s.points if not s.level]
    order = chart.labels
    placed.sort(key=lambda pair: order.index(pair[1].label))
    rows = [[point.label, point.shown, series.label] for series, point in placed]
    rows += [[s.label, p.shown, s.label] for s in chart.series for p in s.points if s.level]
    heads = [chart.name, chart.axis, "Group"]
    return (heads, rows) if grouped else (heads[:2], [row[:2] for row in rows])


def _by_time(chart: Chart) -> Listed:
    columns: dict[str, dict[str, str]] = {}
    for series in chart.series:
        heading = series.label or list(columns)[-1]  # a series without a name goes on
        cells = {_when(series, point): point.shown for point in series.points}
        columns.setdefault(heading, {}).update(cells)
    times = [*chart.labels, *([THROUGHOUT] if any(s.level for s in chart.series) else [])]
    rows = [[time, *(cells.get(time, "") for cells in columns.values())] for time in times]
    return [chart.name, *columns], rows


def _when(series: Series, point: Point) -> str:
    return THROUGHOUT if series.level else point.label


def loose_numbers(chart: Chart, place: Place) -> Iterator[Problem]:
    """Numbers of a description that the chart does not draw: they would outlive the data."""
    drawn = {point.shown for point in chart.points} | {str(len(chart.labels))}
    drawn |= {units.shown(chart.half)} if chart.half is not None else set()
    words = [w for p in chart.points for w in (p.label, p.words)] + [s.label for s in chart.series]
    drawn |= {number for each in words for number in _numbers(each)}
    for number in _numbers(chart.about):
        if number not in drawn:
            found = f"{number} in what is said about `{chart.slug}`"
            yield Problem(Code.CHART_BROKEN, place, found, "numbers that are drawn")


def stray_words(chart: Chart, quotes: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """Words of the text that are drawn but do not stand in the quotation of their note."""
    for series in chart.series:
        for words in (point.words for point in series.points if series.note):
            quote = quotes.get(series.note, "")
            if not anchor.find(quote, words):
                found = f'"{words}" is not in "{quote}" of the note `{series.note}`'
                yield Problem(Code.CHART_BROKEN, place, found, "the words of a figure note")


def _numbers(words: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d", words)
