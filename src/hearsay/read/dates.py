"""Calendar arithmetic for time expressions: days, weeks, months and years as closed day intervals."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hearsay.types import Precision

__all__ = [
    "Clock",
    "Interval",
    "Meaning",
    "add_months",
    "day",
    "likely_year",
    "month",
    "part_of",
    "season",
    "week_of",
    "weekday",
    "year",
]

FIRST_YEAR, LAST_YEAR = 2, 9998  # what date arithmetic can carry without overflow


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed days; None is an open end. ``basis`` says what it was reckoned from: text or anchor."""

    start: date | None
    end: date | None
    precision: Precision
    basis: str = "text"


@dataclass(frozen=True, slots=True)
class Clock:
    """What a relative expression is reckoned from.

    ``anchor`` is the day of the report, ``last`` the interval named last in the text, ``ahead`` whether the clause
    speaks of the future, ``was`` whether it tells in the past of what lay ahead then ("was due on"), ``night`` whether
    the day named last was named by its night.
    """

    anchor: date | None
    last: Interval | None = None
    ahead: bool = False
    night: bool = False
    was: bool = False


Meaning = Callable[[Clock], Interval | None]


def day(d: date, basis: str = "text") -> Interval:
    """One day."""
    return Interval(d, d, "day", basis)


def week_of(d: date, basis: str = "anchor") -> Interval:
    """The week from Monday to Sunday that holds a day."""
    monday = d - timedelta(days=d.weekday())
    return Interval(monday, monday + timedelta(days=6), "week", basis)


def month(y: int, m: int, basis: str = "text") -> Interval:
    """A calendar month."""
    return Interval(date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]), "month", basis)


def year(y: int, basis: str = "text") -> Interval:
    """A calendar year."""
    return Interval(date(y, 1, 1), date(y, 12, 31), "year", basis)


def season(y: int, months: tuple[int, int], basis: str = "text") -> Interval:
    """A season of a year; winter belongs to the year it begins in."""
    first, last = months
    end = month(y + (last < first), last)
    return Interval(date(y, first, 1), end.end, "month", basis)


def add_months(d: date, n: int) -> tuple[int, int]:
    """Year and month n months from a day."""
    index = d.year * 12 + d.month - 1 + n
    return index // 12, index % 12 + 1


_FAR_AHEAD = 270  # days: what "was due on 12 October" meant is not most of a year away
_AHEAD_BY = 21  # days that a date without a year may lie ahead though the clause does not say so


def likely_year(anchor: date, m: int, d: int, ahead: bool, was: bool = False) -> date | None:
    """The day of that month and number that is meant: the last up to the anchor, or the next where it lies ahead.

    What "was due" on a day may have come and gone: the nearer of the two is meant.
    """
    options = []
    for y in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            options.append(date(y, m, d))
        except ValueError:
            continue
    coming = next((o for o in options if o >= anchor), None) if ahead else None
    gone = next((o for o in reversed(options) if o < anchor), None)
    nearer = was and coming is not None and gone is not None and anchor - gone < coming - anchor
    if coming is not None and not nearer and (coming - anchor).days <= _FAR_AHEAD:
        return coming
    return next((o for o in reversed(options) if (o - anchor).days <= _AHEAD_BY), None)


def weekday(anchor: date, wanted: int, which: str, ahead: bool) -> date:
    """The weekday meant: on or before the anchor, unless it is the next one or the clause speaks of the future."""
    back = (anchor.weekday() - wanted) % 7
    if which in ("next", "following", "coming") or (which == "" and ahead and back):
        return anchor + timedelta(days=7 - back)
    if which in ("last", "past", "previous"):
        return anchor - timedelta(days=back or 7)
    if which == "this" and ahead:
        return anchor + timedelta(days=(7 - back) % 7)
    return anchor - timedelta(days=back)


def part_of(whole: Interval, part: str, anchor: date | None) -> Interval:
    """The early, mid and late third, and what lies before ("earlier this month") or after the anchor in it."""
    start, end = whole.start, whole.end
    if start is None or end is None:
        return whole
    third = ((end - start).days + 1) / 3
    if part == "early":
        end = start + timedelta(days=round(third) - 1)
    elif part.startswith("mid"):
        start, end = start + timedelta(days=round(third)), start + timedelta(days=round(2 * third) - 1)
    elif part == "late":
        start = start + timedelta(days=round(2 * third))
    elif part == "earlier" and anchor and start <= anchor <= end:
        end = anchor
    elif part == "later" and anchor and start <= anchor <= end:
        start = anchor
    return Interval(start, end, whole.precision, whole.basis)
