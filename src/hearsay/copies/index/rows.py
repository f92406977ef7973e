"""Passages as rows of an index: kept as the engine found them, settled (classes, furniture) when they are asked for.

In the columns of this module reports go by their lasting numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hearsay.copies.classes import classify, name_classes
from hearsay.copies.found import Found, Passages, gather
from hearsay.copies.furniture import HOUSE_WORDS, without_furniture
from hearsay.copies.index.files import Array
from hearsay.copies.index.segment import ROWS, Held, Segment
from hearsay.copies.tokens import Bools, Ints
from hearsay.types import Passage

__all__ = ["make_rows", "read_passages", "settle"]

_MOST = 2_000  # older passages that are looked through for the furniture of one outlet
_SIDE = ("p_owner", "p_start", "p_end"), ("p_other", "p_other_start", "p_other_end")
_Sides = set[tuple[int, int, int, bool]]


def make_rows(found: Found) -> dict[str, Array]:
    """The rows of passages, each under both of its reports."""
    here, there = (found.a, found.a_start, found.a_end), (found.b, found.b_start, found.b_end)
    columns: dict[str, Array] = {"p_words": np.tile(found.words, 2), "p_quoted": np.tile(found.quoted, 2)}
    for names, first, second in ((_SIDE[0], here, there), (_SIDE[1], there, here)):
        columns |= {n: np.concatenate([x, y]) for n, x, y in zip(names, first, second, strict=True)}
    order = np.lexsort([columns[name] for name in reversed(ROWS)])
    return {name: columns[name][order].astype(kind) for name, kind in ROWS.items()}


def read_passages(segments: Sequence[Segment], of: Sequence[tuple[int, int]] | None) -> list[Passage]:
    """All passages found so far, or those of some reports, settled."""
    if of is None:
        table = _take(segments, None)
        return list(_settle(segments, _read(table, table["p_owner"] < table["p_other"]))[0])
    wanted = np.sort(np.array([segments[n].arrays["number"][doc] for n, doc in of], np.uint64))
    table = _take(segments, wanted)
    once = (table["p_owner"] < table["p_other"]) | ~np.isin(table["p_other"], wanted)
    return settle(segments, _read(table, once))


def settle(segments: Sequence[Segment], own: Found) -> list[Passage]:
    """Passages with their classes, without the furniture of one outlet, in order.

    It takes three reports of an outlet to make its furniture: where two might be two of three, what older reports share
    is looked through until the class is whole.
    """
    older = own.take(np.zeros(0, np.int64))
    seen: _Sides = set()
    while True:
        settled, numbers, series = _settle(segments, gather([own, older]))
        found = settled.found
        mine = np.isin(_pairs(replace(found, a=numbers[found.a], b=numbers[found.b])), _pairs(own))
        outlet = [series[a] == series[b] is not None for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True)]
        short = mine & (found.words <= HOUSE_WORDS) & np.array(outlet, np.bool_)
        sides = _sides(found.take(np.isin(settled.group, settled.group[short])), numbers) - seen
        more = _overlapping(segments, sides)
        more = more.take(~np.isin(_pairs(more), np.concatenate([_pairs(own), _pairs(older)])))
        if not more.a.size or older.a.size > _MOST:
            return [p for p, own_ in zip(settled, mine.tolist(), strict=True) if own_]
        seen |= sides
        older = gather([older, more])


def _settle(segments: Sequence[Segment], found: Found) -> tuple[Passages, Ints, list[str | None]]:
    """Passages with texts numbered by id, the lasting numbers and the outlets of those texts."""
    numbers = np.unique(np.concatenate([found.a, found.b]))
    held = _locate(segments, numbers)
    order = sorted(range(len(held)), key=lambda i: held[i].id)
    rank = np.empty(len(held), np.int64)
    rank[order] = np.arange(len(held))
    places = replace(found, a=np.searchsorted(numbers, found.a), b=np.searchsorted(numbers, found.b))
    found = places.turned(rank).sorted()
    series = [held[i].series for i in order]
    found = without_furniture(found, classify(found, fast=False)[0], series)
    return name_classes([held[i].id for i in order], found, fast=False), numbers[order], series


def _take(segments: Sequence[Segment], owners: Array | None) -> dict[str, Array]:
    rows = [slice(None) if owners is None else s.rows_of(owners) for s in segments]
    return {
        name: np.concatenate([np.empty(0, kind), *(s.arrays[name][r] for s, r in zip(segments, rows, strict=True))])
        for name, kind in ROWS.items()
    }


def _read(table: dict[str, Array], keep: Bools) -> Found:
    columns = [table[name][keep] for names in zip(*_SIDE, strict=True) for name in names]
    a, b, *spans = (c.astype(np.int64) for c in columns)
    a_start, b_start, a_end, b_end = (c.astype(np.int32) for c in spans)
    words, quoted = table["p_words"][keep].astype(np.int32), table["p_quoted"][keep].astype(np.bool_)
    return Found(a, b, a_start, a_end, b_start, b_end, words, quoted)


def _locate(segments: Sequence[Segment], numbers: Array) -> list[Held]:
    held: dict[int, Held] = {}
    for segment in segments:
        local: Ints = segment.local(numbers)
        held |= {row: segment.held(int(local[row])) for row in np.flatnonzero(local >= 0).tolist()}
    return [held[row] for row in range(numbers.size)]


def _pairs(found: Found) -> Ints:
    pairs: Ints = np.minimum(found.a, found.b) << 32 | np.maximum(found.a, found.b)
    return pairs


def _sides(found: Found, numbers: Ints) -> _Sides:
    quoted = found.quoted.tolist()
    sides = ((found.a, found.a_start, found.a_end), (found.b, found.b_start, found.b_end))
    return {
        side for t, lo, hi in sides for side in zip(numbers[t].tolist(), lo.tolist(), hi.tolist(), quoted, strict=True)
    }


def _overlapping(segments: Sequence[Segment], sides: _Sides) -> Found:
    """Passages on disk that share over half of the shorter with one of these sides."""
    spans: dict[int, list[tuple[int, int, bool]]] = {}
    for number, start, end, quoted in sorted(sides):
        spans.setdefault(number, []).append((start, end, quoted))
    found = [_read(_take([], None), np.zeros(0, np.bool_))]
    for number, mine in spans.items():
        table = _take(segments, np.array([number], np.uint64))
        low, high = table["p_start"].astype(np.int64), table["p_end"].astype(np.int64)
        keep = np.zeros(low.size, np.bool_)
        for start, end, quoted in mine:
            shared = np.minimum(high, end) - np.maximum(low, start)
            keep |= (2 * shared > np.minimum(high - low, end - start)) & (table["p_quoted"] == quoted)
        found.append(_read(table, keep))
    every = gather(found)
    rows = np.stack(
        [_pairs(every), *(np.where(every.a < every.b, x, y) for x, y in _both(every)), every.quoted], axis=1
    )
    return every.take(np.sort(np.unique(rows, axis=0, return_index=True)[1]))


def _both(found: Found) -> tuple[tuple[Array, Array], ...]:
    return (
        (found.a_start, found.b_start),
        (found.a_end, found.b_end),
        (found.b_start, found.a_start),
        (found.b_end, found.a_end),
    )
