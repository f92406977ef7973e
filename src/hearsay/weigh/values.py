"""Values: how two numbers, dates or places that answer one question stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf, isfinite
from typing import Literal

from hearsay.text import fold, words
from hearsay.types import Place, Value, When
from hearsay.weigh.words import one_word, read_tables

__all__ = [
    "Relation",
    "Stated",
    "clash_dates",
    "clash_places",
    "comparable",
    "overlap_values",
    "relate_values",
    "widen",
]

Relation = Literal["not_comparable", "scope", "equal", "update", "refines", "compatible", "conflict"]

_TOLERANCE = 0.05
_DAY = timedelta(days=1)
_BOTH_SIDES = frozenset({"border", "frontier", "between", "strait", "river", "sea"})
_TOLL = 1.25  # an interval no wider than this states a number


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity with what decides how it compares: where and when it was counted, as of which day."""

    value: Value
    where: Place | None = None
    when: When | None = None
    as_of: tuple[date, date] | None = None


def relate_values(a: Stated, b: Stated) -> Relation:
    """The first relation that fits: not comparable, scope, equal, update, refines, compatible, conflict."""
    x, y = a.value, b.value
    if not comparable(x, y):
        return "not_comparable"
    if _scopes_nest(x, y):
        return "scope"
    if x.scope and y.scope and _scope(x) != _scope(y):
        return "not_comparable"
    if _equal(x, y):
        return "equal"
    if _updates(a, b) or _updates(b, a):
        return "update"
    if _disjoint(x, y):
        # A mention's place and time may just be told more or less closely, so they excuse a difference, never make one.
        nested = _places_nest(a.where, b.where) or _windows_nest(a.when, b.when)
        return "scope" if nested else "conflict"
    return "refines" if _inside(x, y) or _inside(y, x) else "compatible"


def overlap_values(a: Value, b: Value) -> bool:
    """True where two quantities of one scope can both hold."""
    return comparable(a, b) and _scope(a) == _scope(b) and _population(a) == _population(b) and not _disjoint(a, b)


def comparable(a: Value, b: Value) -> bool:
    """True where both count the same sort of thing in the same manner; a missing unit compares with any."""
    if a.how != b.how:
        return False
    one, two = _unit(a), _unit(b)
    if one is None or two is None or one == two:
        return True
    return (_is_people(one) and _is_sort(two)) or (_is_people(two) and _is_sort(one))


def clash_dates(a: When, b: When) -> bool:
    """True where two day intervals stay apart after a day's tolerance on either side."""
    one, two = _days(a), _days(b)
    if one is None or two is None:
        return False
    return one[1] + _DAY < two[0] or two[1] + _DAY < one[0]


def clash_places(a: Place, b: Place) -> bool:
    """True where two containment paths part, at the top or at the same depth; borders belong to both sides."""
    if {*words(a.name), *words(b.name), *words(a.said), *words(b.said)} & _BOTH_SIDES:
        return False
    one, two = tuple(map(fold, a.path)), tuple(map(fold, b.path))
    if len(one) < 2 or len(two) < 2:
        return False
    for depth, (x, y) in enumerate(zip(one, two, strict=False)):
        if x != y:
            return depth == 0 or len(one) == len(two)
    return False


def _unit(v: Value) -> str | None:
    return " ".join(one_word(w) for w in words(v.unit)) if v.unit and words(v.unit) else None


def _is_people(unit: str) -> bool:
    return unit in read_tables().people


def _is_sort(unit: str) -> bool:
    """True for a sort of people: "soldier", "Colombian", "child"."""
    tables = read_tables()
    last = unit.split()[-1]
    return _is_people(unit) or last in tables.roles or last in tables.nations or last in tables.sorts


def _population(v: Value) -> str | None:
    unit = _unit(v)
    return None if unit is None or _is_people(unit) else unit


def _scope(v: Value) -> frozenset[str]:
    return frozenset(w for part in v.scope for w in words(part))


def _scopes_nest(a: Value, b: Value) -> bool:
    """One population, place or window holds the other: more narrowing words, or "people" against a sort of people."""
    one, two = _scope(a), _scope(b)
    if one != two:
        return one < two or two < one
    left, right = _unit(a), _unit(b)
    if left is None or right is None or left == right:
        return False
    return _is_people(left) != _is_people(right)


def _ends(v: Value) -> tuple[float, float]:
    return (-inf if v.low is None else v.low), (inf if v.high is None else v.high)


def widen(v: Value) -> tuple[float, float]:
    """The interval with the tolerance that a round number has."""
    low, high = _ends(v)
    return (low - abs(low) * _TOLERANCE, high + abs(high) * _TOLERANCE) if v.round else (low, high)


def _equal(a: Value, b: Value) -> bool:
    slack = _TOLERANCE if (a.round and b.round) or ((a.round or b.round) and _exact(a) and _exact(b)) else 0.0
    return all(
        x == y or (isfinite(x) and isfinite(y) and abs(x - y) <= slack * max(abs(x), abs(y)))
        for x, y in zip(_ends(a), _ends(b), strict=True)
    )


def _exact(v: Value) -> bool:
    return v.low is not None and v.low == v.high


def _disjoint(a: Value, b: Value) -> bool:
    (low_a, high_a), (low_b, high_b) = widen(a), widen(b)
    return high_a < low_b or high_b < low_a


def _inside(a: Value, b: Value) -> bool:
    (low_a, high_a), (low_b, high_b) = _ends(a), widen(b)
    return low_b <= low_a and high_a <= high_b


def _updates(a: Stated, b: Stated) -> bool:
    """True where b states a greater number of the same cumulative count at a later day."""
    if a.value.how != "count" or a.as_of is None or b.as_of is None or not a.as_of[1] < b.as_of[0]:
        return False
    old, new = _told(a.value), _told(b.value)
    return old is not None and new is not None and new > old


def _told(v: Value) -> float | None:
    """The number a quantity states: exact, a lower bound, the middle of "about"; None for "dozens" and upper bounds."""
    if v.low is None or (v.high is not None and v.high > max(v.low, 0) * _TOLL):
        return None
    return v.low if v.high is None or v.low == v.high else (v.low + v.high) / 2


def _places_nest(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None or a.path == b.path:
        return False
    one, two = tuple(map(fold, a.path)), tuple(map(fold, b.path))
    return bool(one and two) and (one == two[: len(one)] or two == one[: len(two)])


def _windows_nest(a: When | None, b: When | None) -> bool:
    one, two = _days(a), _days(b)
    if one is None or two is None or one == two:
        return False
    nested = (one[0] <= two[0] and two[1] <= one[1]) or (two[0] <= one[0] and one[1] <= two[1])
    widths = sorted(((one[1] - one[0]).days, (two[1] - two[0]).days))
    return nested and widths[1] >= widths[0] + 2


def _days(w: When | None) -> tuple[date, date] | None:
    if w is None or w.precision == "open" or w.start is None or w.end is None:
        return None
    try:
        start, end = date.fromisoformat(w.start[:10]), date.fromisoformat(w.end[:10])
    except ValueError:
        return None
    if not (date.min + _DAY < start <= end < date.max - _DAY):
        return None
    return start, end
