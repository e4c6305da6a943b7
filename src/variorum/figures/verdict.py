"""One check: a figure against what was found, and the line that says how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from variorum.data import units
from variorum.data.periods import Pair, Period
from variorum.data.values import Series, Value, provenance
from variorum.faults import FigureError
from variorum.figures import rules
from variorum.figures.finding import Finding, headline
from variorum.figures.measures import along, distance, in_unit, require_one_unit, unlike
from variorum.figures.rules import Verdict
from variorum.problems import Code
from variorum.quantity import Figure, Kind

__all__ = ["Against", "Finding", "Found", "headline", "judge", "not_checkable"]

Found = Value | Series
MAX_SERIES = 100
_DATED = (Kind.DATE, Kind.MONTH, Kind.YEAR, Kind.DECADE, Kind.CENTURY)


@dataclass(frozen=True, slots=True)
class Against:
    """What a figure is compared with: the value found, and what the claim sets it against."""

    found: Found
    than: Value | None = None
    of: Value | None = None
    among: Series | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value of the check, flat; what was typed into the note is refused."""
        each: list[Value] = []
        for part in (self.found, self.than, self.of, self.among):
            if isinstance(part, Series):
                if len(part.values) > MAX_SERIES:
                    found = f"a column of {len(part.values)} values, more than {MAX_SERIES}"
                    raise FigureError(Code.CHECK_REFUSED, found, "Narrow it: where(), between().")
                each += part.parents
            elif isinstance(part, Value) and part.cells:
                each.append(part)
            elif part is not None:
                raise FigureError(Code.CHECK_UNFAILING, f"a check against the typed `{part}`")
        return tuple(each)


def judge(figure: Figure, against: Against, reading: str = "") -> Finding:
    """Judge a figure; FigureError when the check cannot fail or compares unlike things."""
    base = provenance(against.values)
    verdict, said = _said(figure, against)
    found = against.found
    details = (reading, found.detail if isinstance(found, Value) else "", base.label)
    tail = "; ".join(detail for detail in details if detail)
    return Finding(
        verdict=verdict,
        figure=figure.words,
        line=f"{verdict}: {said} ({tail})",
        found=_shown(found),
        reading=reading,
        sources=base.sources,
        cells=base.cells,
    )


def not_checkable(figure: Figure, searched: str) -> Finding:
    """A figure that nothing found can check; what was searched must be said."""
    if not searched.strip():
        raise FigureError(Code.SEARCH_UNSTATED, f"`{figure.words}`")
    said = f"{figure.words} (searched: {' '.join(searched.split())})"
    return Finding(Verdict.NOT_CHECKABLE, figure.words, f"{Verdict.NOT_CHECKABLE}: {said}")


def _said(figure: Figure, against: Against) -> tuple[Verdict, str]:
    found = against.found
    _refuse_idle(figure, against)
    if figure.kind is Kind.TREND:
        return _trend(figure, found)
    if isinstance(found, Series):
        raise unlike(figure, "a whole column", "Read one value, or use total(), count(), mean().")
    if isinstance(found.content, bool):
        return _truth(figure, found)
    if figure.kind in (Kind.COMPARATIVE, Kind.SUPERLATIVE):
        return _order(figure, found, against)
    if figure.kind in _DATED:
        return _date(figure, found)
    return _number(figure, found, against)


def _refuse_idle(figure: Figure, against: Against) -> None:
    """A value beside the figure that its kind does not look at would promise a check."""
    ordered = figure.kind in (Kind.COMPARATIVE, Kind.SUPERLATIVE)
    for name, given, used in (
        ("than", against.than, ordered or figure.kind in (Kind.DIFFERENCE, Kind.MULTIPLE)),
        ("of", against.of, figure.whole is not None),
        ("among", against.among, ordered),
    ):
        if given is not None and not used:
            advice = f"`{name}=` does not go with these words; leave it out."
            raise unlike(figure, f"{name}={given}", advice)


def _number(figure: Figure, found: Value, against: Against) -> tuple[Verdict, str]:
    if figure.kind is Kind.RANGE:
        return _range(figure, in_unit(figure, found))
    if against.than is not None:
        beside = f" ({found} against {against.than})"
        found = in_unit(figure, distance(figure, found, against.than))
        counted = found.number
    else:
        beside, found = "", in_unit(figure, found)
        counted = along(figure, found)
    if figure.ends:
        low, high = figure.ends.start, figure.ends.end
        assert isinstance(low, Decimal) and isinstance(high, Decimal)
        verdict = Verdict.APPROXIMATES if low <= counted <= high else Verdict.DIFFERS
        return verdict, _phrase(verdict, figure, found, beside)
    assert figure.number is not None
    verdict = rules.number(figure, figure.number, counted)
    if figure.whole is None:
        return verdict, _phrase(verdict, figure, found, beside)
    if against.of is None:
        raise unlike(figure, f"{found} alone", "Give the whole as well: .check(found, of=…).")
    if against.of.number != figure.whole:
        verdict = Verdict.DIFFERS
    return verdict, _phrase(verdict, figure, found, f" of {against.of}")


def _range(figure: Figure, found: Value) -> tuple[Verdict, str]:
    ends, content = figure.ends, found.content
    assert ends is not None
    if isinstance(content, Pair):
        start = _end(figure, ends.start, content.start)
        verdict = rules.worse(start, _end(figure, ends.end, content.end))
    elif isinstance(ends.start, Period) and isinstance(ends.end, Period):
        verdict = rules.date(Period(ends.start.first, ends.end.last), found.period)
    else:
        low, high = sorted(end for end in (ends.start, ends.end) if isinstance(end, Decimal))
        inside = low <= along(figure, found) <= high
        verdict = Verdict.AGREES if inside else Verdict.DIFFERS
    return verdict, _phrase(verdict, figure, found)


def _end(figure: Figure, wanted: Decimal | Period, found: Decimal | Period) -> Verdict:
    if isinstance(wanted, Period) and isinstance(found, Period):
        return rules.date(wanted, found)
    if isinstance(wanted, Decimal) and isinstance(found, Decimal):
        return rules.number(figure, wanted, found)
    raise unlike(figure, str(found))


def _date(figure: Figure, found: Value) -> tuple[Verdict, str]:
    content = found.content
    if isinstance(content, Pair) and isinstance(content.start, Period):
        assert isinstance(content.end, Period)
        content = Period(content.start.first, content.end.last)
    if isinstance(content, Decimal) and figure.number is not None:
        return _number(figure, found, Against(found))
    if not isinstance(content, Period) or figure.when is None:
        raise unlike(figure, str(found))
    if figure.hedge:
        raise unlike(figure, str(found), f"No rule says how far `{figure.hedge}` reaches.")
    verdict = rules.date(figure.when, content)
    inside = isinstance(figure.when, Period) and content != figure.when
    verbs = {Verdict.AGREES: "falls in" if inside else "is", Verdict.APPROXIMATES: "may be"}
    return verdict, f"{found} {verbs.get(verdict, 'is not')} {figure.when}"


def _order(figure: Figure, found: Value, against: Against) -> tuple[Verdict, str]:
    if against.among is not None:
        for other in against.among.values:
            require_one_unit(found, other)
        verdict = rules.extreme(figure.direction, found.number, against.among.numbers)
        side = f"{found} among {against.among}"
    elif against.than is not None:
        require_one_unit(found, against.than)
        verdict = rules.order(figure.direction, found.number, against.than.number)
        side = f"{found} against {against.than}"
    elif figure.kind is Kind.SUPERLATIVE and found.ranks == figure.direction:
        verdict = Verdict.AGREES if found.number == 1 else Verdict.DIFFERS
        side = f"place {found}"
    else:
        advice = "Give the other value: than=…, or among=…, or the place: rank(…, ascending=…)."
        raise unlike(figure, f"{found} alone", advice)
    return verdict, f"{side}: {'' if verdict is Verdict.AGREES else 'not '}{figure.words}"


def _trend(figure: Figure, found: Found) -> tuple[Verdict, str]:
    if not isinstance(found, Series) or len(found.values) < 2:
        raise unlike(figure, str(found), "Give a column of at least two rows.")
    verdict = rules.trend(figure.direction, found.numbers)
    way = "rises" if figure.direction > 0 else "falls"
    said = {
        Verdict.AGREES: f"{way} at each step",
        Verdict.APPROXIMATES: f"{way} over all, not at each step",
    }
    return verdict, f"{found} {said.get(verdict, f'never {way} over all')}: {figure.words}"


def _truth(figure: Figure, found: Value) -> tuple[Verdict, str]:
    if figure.kind not in (Kind.COMPARATIVE, Kind.SUPERLATIVE):
        raise unlike(figure, str(found), "Use count() or value().")
    verdict = Verdict.AGREES if found.content else Verdict.DIFFERS
    return verdict, f"{found}, {'' if found.content else 'not '}{figure.words}"


def _phrase(verdict: Verdict, figure: Figure, found: Value, beside: str = "") -> str:
    words = figure.words.strip(" .,;:()")
    words = words[0].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words
    if verdict is Verdict.TRUNCATED:
        near = units.shown(rules.rounded(found.number, figure.step), found.unit)
        return f"{found}{beside} is cut to {words} (rounded: {near})"
    if verdict is Verdict.APPROXIMATES and rules.far(figure, found.number):
        return f"{found}{beside} is {words}, by far"
    verbs = {Verdict.AGREES: "is", Verdict.ROUNDS: "rounds to", Verdict.APPROXIMATES: "is near"}
    return f"{found}{beside} {verbs.get(verdict, 'is not')} {words}"


def _shown(found: Found) -> str:
    return repr(found) if isinstance(found, Series) else str(found)
