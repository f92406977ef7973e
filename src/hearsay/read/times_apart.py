"""Times reckoned from another day: periods beside it, spans back from it, so many days before or after it."""

from __future__ import annotations

from datetime import date, timedelta

from hearsay.lexicons import read_table
from hearsay.read import dates
from hearsay.read.dates import Clock, Interval, Meaning

__all__ = ["mean_neighbour", "mean_offset", "mean_part", "mean_period", "mean_span_back"]

Groups = dict[str, str]

_NUMBERS: dict[str, int] = read_table("times.toml")["number"]


def mean_part(g: Groups) -> str:
    """The third of a period that is meant, in one word for each."""
    part = g.get("part", "")
    return {"end of": "late", "beginning of": "early", "start of": "early", "middle of": "mid"}.get(part, part)


_BACK = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def mean_period(g: Groups) -> Meaning | None:
    """A week, month or year beside a day: "last week", "early next year"."""
    unit, which, part = g["unit"], g["which"], mean_part(g)
    step = _BACK.get(which, 0)

    def find(clock: Clock) -> Interval | None:
        a, basis = clock.anchor, "anchor"
        if which in ("that", "same", "following", "previous") and clock.last and clock.last.start:
            a, basis = clock.last.start, "text"
        if a is None:
            return None
        if unit == "weekend":
            saturday = a - timedelta(days=a.weekday()) + timedelta(days=5)
            back = -7 if (step < 0 and a.weekday() < 5) or (step == 0 and a.weekday() < 2 and not clock.ahead) else 0
            saturday += timedelta(days=back if step <= 0 else 7)
            return Interval(saturday, saturday + timedelta(days=1), "day", basis)
        return dates.part_of(_whole(a, unit, step, basis), part, clock.anchor)

    return find


def _whole(a: date, unit: str, step: int, basis: str) -> Interval:
    """The week, month, quarter, year, decade or century ``step`` from the one that holds a day."""
    if unit == "week":
        return dates.week_of(a + timedelta(days=7 * step), basis)
    if unit == "month":
        y, m = dates.add_months(a, step)
        return dates.month(y, m, basis)
    if unit == "quarter":
        y, m = dates.add_months(date(a.year, (a.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return Interval(date(y, m, 1), dates.month(y, m + 2).end, "month", basis)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first = (a.year // size + step) * size
        return Interval(date(first, 1, 1), date(first + size - 1, 12, 31), "year", basis)
    return dates.year(a.year + step, basis)


_FEW = {"a few": (2, 7), "few": (2, 7), "several": (3, 9), "a couple": (2, 2), "a couple of": (2, 2), "half a": (0, 1)}


def _amount(said: str) -> tuple[int, int]:
    if said in _FEW:
        return _FEW[said]
    n = _NUMBERS.get(said) or int(said)
    return n, n


def mean_offset(g: Groups) -> Meaning | None:
    """So long before or after a day: "two days ago", "a week later"."""
    if g["number"] == "0":
        return None
    low, high = _amount(g["number"])
    unit, word = g["unit"], g["dir"]
    sign = -1 if word in ("ago", "earlier", "before", "previously") else 1

    def find(clock: Clock) -> Interval | None:
        a, basis = clock.anchor, "anchor"
        if word not in ("ago", "hence", "from now") and clock.last and clock.last.start:
            a, basis = clock.last.start, "text"
        if a is None:
            return None
        near, far = (_moved(a, unit, sign * n, basis) for n in (low, high))
        first, last = (far, near) if sign < 0 else (near, far)
        wide = clock.last if basis == "text" else None
        if wide and unit in ("day", "night") and wide.end and wide.end != wide.start:
            return Interval(first.start, wide.end + timedelta(days=sign * high), wide.precision, basis)
        return Interval(first.start, last.end, first.precision, basis)

    return find


def _moved(a: date, unit: str, n: int, basis: str) -> Interval:
    if unit in ("minute", "hour"):
        return dates.day(a, basis)
    if unit in ("day", "night"):
        return dates.day(a + timedelta(days=n), basis)
    if unit in ("week", "fortnight"):
        return dates.week_of(a + timedelta(days=n * (7 if unit == "week" else 14)), basis)
    return _whole(a, unit, n, basis)


def mean_span_back(g: Groups) -> Meaning | None:
    """A run up to the day of the report: "the past three days"."""
    _, n = _amount(g["number"])
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
    unit = g["unit"]

    def find(clock: Clock) -> Interval | None:
        a = clock.anchor
        if a is None:
            return None
        if unit in ("minute", "hour"):
            return Interval(a - timedelta(days=-(-n // 24) if unit == "hour" else 1), a, "day", "anchor")
        if unit in days:
            return Interval(a - timedelta(days=n * days[unit]), a, "day", "anchor")
        start = _whole(a, unit, -n, "anchor").start
        return Interval(start, a, "month" if unit == "month" else "year", "anchor")

    return find


def mean_neighbour(g: Groups) -> Meaning | None:
    """The day, week or year next to the one named last: "the night before"."""
    unit = g["unit"] if g["unit"] in ("week", "month", "year") else "day"
    step = {
        "before": -1,
        "earlier": -1,
        "previous": -1,
        "preceding": -1,
        "after": 1,
        "later": 1,
        "following": 1,
        "next": 1,
    }.get(g["dir"], 0)

    def find(clock: Clock) -> Interval | None:
        last = clock.last
        if last is None or last.start is None:
            if clock.anchor is None or step > 0 or g["dir"] in ("that", "same"):
                return None
            return _moved(clock.anchor, unit, step, "anchor")
        if unit == "day" and (last.end is None or last.start != last.end):
            return None
        return _moved(last.start, unit, step, last.basis)

    return find
