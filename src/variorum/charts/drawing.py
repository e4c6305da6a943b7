"""A chart as SVG: one ink, that of the words around it, and shapes that need no colour.

Matplotlib was tried first. It cost 0.6 s of processor time for its import and 0.1 s a chart, in a
build that takes four; its colours, fonts and ids had then to be taken out again. What is
needed here is bars and lines, so they are drawn here, a few kilobytes each and always the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from variorum.charts.scale import Scale, fine
from variorum.charts.spec import Chart, Point, Series
from variorum.data import units

WIDTH = 480
LETTER = 7.3
"""The width of a letter at size 14, generously: no font is measured."""
LINE = 22
PLOT = 250
MOST_BESIDE = 16
"""Longer names of rows stand above their bars."""
_DASHES = {"dashed": ' stroke-dasharray="7 4"', "dotted": ' stroke-dasharray="1.5 4"'}
_SHAPES = {
    "disc": ("M{l} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z", True),
    "ring": ("M{l} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z", False),
    "square": ("M{l} {t}h{d}v{d}h-{d}z", True),
    "box": ("M{l} {t}h{d}v{d}h-{d}z", False),
    "triangle": ("M{x} {t}l{r} {d}h-{d}z", True),
    "diamond": ("M{x} {t2}l{r2} {r2}l-{r2} {r2}l-{r2} -{r2}z", False),
}
_BARS = {"bar": "1", "grey": ".35", "open": "0"}


def draw(chart: Chart) -> str:
    """The whole `<svg>` element, with its title and description."""
    top = _Top(chart)
    parts, height = (_rows if chart.kind == "rows" else _time)(chart, top.height)
    name = f"chart-{chart.slug}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {fine(height)}" '
        f'width="{WIDTH}" height="{fine(height)}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc" '
        'font-family="Variorum Sans, sans-serif" font-size="14" fill="currentColor">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{escape(chart.about)}</desc>'
    )
    return "".join((head, *top.parts, *parts, "</svg>"))


class _Top:
    """The key, one line a series, above the picture; a single series needs none."""

    def __init__(self, chart: Chart) -> None:
        listed = [s for s in chart.series if s.label] if len(chart.series) > 1 else []
        self.height = LINE * len(listed) + (10 if listed else 0)
        self.parts = [
            _own(
                series, f"{_sample(series, LINE * i + 11)}{_text(34, LINE * i + 16, series.label)}"
            )
            for i, series in enumerate(listed)
        ]


def _sample(series: Series, y: float) -> str:
    if series.mark in _BARS:
        return _bar(2, y - 6, 22, 12, series.mark)
    line = series.line or ("dashed" if series.level else "")
    return (_path(f"M0 {y}h26", line) if line else "") + _mark(series.mark, 13, y)


def _rows(chart: Chart, top: float) -> tuple[list[str], float]:
    """One row a name; its marks, and its numbers at the end of the line or of the name."""
    labels = chart.labels
    longest = max(map(len, labels))
    beside = longest <= MOST_BESIDE
    left = longest * LETTER + 12 if beside else LETTER
    right = max(len(point.shown) for point in chart.points) * LETTER / (1 if beside else 2) + 8
    step = LINE if beside else 2 * LINE + 4
    scale = Scale(_numbers(chart), chart.start, left, WIDTH - right)
    height = top + 8 + step * len(labels)
    parts = list(_verticals(scale, top if beside else height - 4, height))
    parts += [] if beside else [_grid(f"M{fine(left)} {fine(y)}V{fine(height)}" for y in (top,))]
    for i, label in enumerate(labels):
        y = top + 8 + step * i + (LINE / 2 if beside else LINE * 1.5)
        here = [(s, p) for s in chart.series for p in s.points if p.label == label and not s.level]
        shown = ", ".join(point.shown for _, point in here)
        words = [_text(left - 10, y + 5, label, "end"), _text(WIDTH, y + 5, shown, "end")]
        words = words if beside else [_text(left, y - 14, label, bold=shown)]
        drawn = [_row(series, point, scale, y) for series, point in here]
        parts.append(_own(here[0][0], "".join([*words, *drawn])))
        parts += _levels(chart, scale, y, step / 2 if beside else 12)
    return [*parts, _text(left, height + 40, chart.axis)], height + 48


def _row(series: Series, point: Point, scale: Scale, y: float) -> str:
    x = scale.at(point.number)
    if series.mark in _BARS:
        return _bar(scale.low, y - 8, x - scale.low, 16, series.mark)
    return _mark(series.mark, x, y)


def _verticals(scale: Scale, top: float, bottom: float) -> Iterator[str]:
    yield _grid(f"M{fine(scale.at(tick))} {fine(top)}V{fine(bottom)}" for tick in scale.ticks)
    for tick in scale.ticks:
        yield _text(scale.at(tick), bottom + 18, units.shown(tick), "middle")


def _levels(chart: Chart, scale: Scale, y: float, reach: float) -> Iterator[str]:
    """What holds for every row crosses its bar, and leaves its name alone."""
    if chart.half is not None:
        yield _path(f"M{fine(scale.at(chart.half))} {fine(y - reach)}v{fine(2 * reach)}", "solid")
    for series in (s for s in chart.series if s.level):
        for point in series.points:
            line = f"M{fine(scale.at(point.number))} {fine(y - reach)}v{fine(2 * reach)}"
            yield _own(series, _path(line, "dashed"))


def _time(chart: Chart, top: float) -> tuple[list[str], float]:
    """Lines and marks along the years."""
    top += LINE + 4
    y = Scale(_numbers(chart), chart.start, top + PLOT, top)
    left = max(len(units.shown(tick)) for tick in y.ticks) * LETTER + 12
    placed = [p.at for s in chart.series if not s.level for p in s.points]
    x = Scale(placed, min(placed), left + 8, WIDTH - 14, whole=True)
    parts = [_text(0, top - LINE + 6, chart.axis)]
    parts.append(_grid(f"M{fine(left)} {fine(y.at(t))}H{WIDTH}" for t in y.ticks))
    parts += [_text(left - 8, y.at(t) + 5, units.shown(t), "end") for t in y.ticks]
    parts += [_text(x.at(t), top + PLOT + 22, f"{t:.0f}", "middle") for t in x.ticks]
    for series in chart.series:
        parts.append(_own(series, "".join(_curve(series, x, y, left))))
    return parts, top + PLOT + 30


def _curve(series: Series, x: Scale, y: Scale, left: float) -> Iterator[str]:
    if series.level:
        for point in series.points:
            yield _path(f"M{fine(left)} {fine(y.at(point.number))}H{WIDTH}", "dashed")
        return
    places = [(x.at(point.at), y.at(point.number), point) for point in series.points]
    if series.line and len(places) > 1:
        yield _path("M" + "L".join(f"{fine(a)} {fine(b)}" for a, b, _ in places), series.line)
    for a, b, point in places:
        yield _mark(series.mark, a, b, "" if point.words else f"{point.label}: {point.shown}")
        if point.words:
            side, anchor = (-11, "end") if a > WIDTH - 90 else (11, "start")
            yield _text(a + side, b + (19 if series.below else -7), point.words, anchor)


def _numbers(chart: Chart) -> list[Decimal]:
    return [point.number for point in chart.points]


def _own(series: Series, parts: str) -> str:
    """What the text says is set apart from what the sources say; style sheets may colour it."""
    return f'<g class="v-said">{parts}</g>' if series.note else parts


def _grid(lines: Iterator[str]) -> str:
    return f'<path d="{"".join(lines)}" stroke="currentColor" stroke-opacity=".2"/>'


def _path(d: str, line: str) -> str:
    dash = _DASHES.get(line, "")
    return f'<path d="{d}" fill="none" stroke="currentColor" stroke-width="1.8"{dash}/>'


def _bar(x: float, y: float, width: float, height: float, mark: str) -> str:
    return (
        f'<path d="M{fine(x)} {fine(y)}h{fine(width)}v{fine(height)}h-{fine(width)}z" '
        f'fill-opacity="{_BARS[mark]}" stroke="currentColor" stroke-width="1.4"/>'
    )


def _mark(mark: str, x: float, y: float, title: str = "") -> str:
    if mark not in _SHAPES:
        return ""
    shape, full = _SHAPES[mark]
    r = 4.6
    d = shape.format(
        **{"x": fine(x), "y": fine(y), "l": fine(x - r), "t": fine(y - r), "t2": fine(y - r - 2)},
        **{"r": fine(r), "d": fine(2 * r), "r2": fine(r + 2)},
    )
    fill = "" if full else ' fill="none" stroke="currentColor" stroke-width="1.8"'
    inside = f"<title>{escape(title)}</title>" if title else ""
    return f'<path d="{d}"{fill}>{inside}</path>' if inside else f'<path d="{d}"{fill}/>'


def _text(x: float, y: float, words: str, anchor: str = "start", bold: str = "") -> str:
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    bold = f' <tspan font-weight="bold">{escape(bold)}</tspan>' if bold else ""
    return f'<text x="{fine(x)}" y="{fine(y)}"{place}>{escape(words)}{bold}</text>'
