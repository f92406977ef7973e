"""Passages in order, echoes set apart and sides numbered, without sorting whole columns again and again."""

from __future__ import annotations

from typing import Any

import numpy as np

from hearsay.copies.found import Found
from hearsay.copies.jit import compiled
from hearsay.copies.scalar import CELL, keep_longest
from hearsay.copies.tokens import Ints

__all__ = ["number_sides", "order_without_echoes"]

_keep_longest = compiled(keep_longest)


def order_without_echoes(found: Found) -> Ints:
    """Which passages are no echoes, in order of texts and offsets: see ``echoes``."""
    pair = (found.a.astype(np.uint64) << np.uint64(32)) | found.b.astype(np.uint64)
    order = order_by_two(found.a, found.b)
    top = max(int(found.a_end.max()), int(found.b_end.max())) // CELL + 1
    columns = (found.a_start, found.a_end, found.b_start, found.b_end, found.words, found.quoted)
    kept: Ints = order[: int(settle_pairs(pair, order, *columns, top))]
    return kept


def number_sides(text: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The place of each side among the different ones by text, start and end; and one row of each."""
    key = (text.astype(np.uint64) << np.uint64(32)) | start.astype(np.uint64)
    order = order_by_two(text, start)
    side, rows = np.empty(key.size, np.int64), np.empty(key.size, np.int64)
    return side, rows[: int(number_sorted(key, end, order, side, rows))]


@compiled
def order_by_two(major: Any, minor: Any) -> Any:
    """Rows by two columns of small whole numbers, from 0 up: two counting sorts, whose time grows with their sum."""
    once, twice = np.empty(major.size, np.int64), np.empty(major.size, np.int64)
    if not major.size:
        return once
    at = np.zeros(minor.max() + 2, np.int64)
    for v in minor:
        at[v + 1] += 1
    for b in range(1, at.size):
        at[b] += at[b - 1]
    for row in range(minor.size):
        once[at[minor[row]]] = row
        at[minor[row]] += 1
    at = np.zeros(major.max() + 2, np.int64)
    for v in major:
        at[v + 1] += 1
    for b in range(1, at.size):
        at[b] += at[b - 1]
    for row in once:
        twice[at[major[row]]] = row
        at[major[row]] += 1
    return twice


@compiled
def before(x: Any, y: Any, best: Any, a0: Any, a1: Any, b0: Any, b1: Any, words: Any, quoted: Any) -> Any:
    """Whether passage x comes before y of the same pair: the better first, or the earlier."""
    if best:
        if quoted[x] != quoted[y]:
            return quoted[y]
        if words[x] != words[y]:
            return words[x] > words[y]
    if a0[x] != a0[y]:
        return a0[x] < a0[y]
    if b0[x] != b0[y]:
        return b0[x] < b0[y]
    if a1[x] != a1[y]:
        return a1[x] < a1[y]
    if b1[x] != b1[y]:
        return b1[x] < b1[y]
    return quoted[y] and not quoted[x]


@compiled
def sort_rows(rows: Any, best: Any, a0: Any, a1: Any, b0: Any, b1: Any, words: Any, quoted: Any) -> None:
    """Sort the rows of one pair (Shell 1959: few rows most often, and never quadratic)."""
    gap = 1
    while gap < rows.size // 3:
        gap = 3 * gap + 1
    while gap:
        for i in range(gap, rows.size):
            row = rows[i]
            k = i
            while k >= gap and before(row, rows[k - gap], best, a0, a1, b0, b1, words, quoted):
                rows[k] = rows[k - gap]
                k -= gap
            rows[k] = row
        gap //= 3


@compiled
def settle_pairs(pair: Any, order: Any, a0: Any, a1: Any, b0: Any, b1: Any, words: Any, quoted: Any, top: Any) -> Any:
    """Put the rows to keep first in ``order``, which has them by pair, in their order; give how many."""
    head_a, head_b = np.full(top, -1, np.int64), np.full(top, -1, np.int64)
    following, holder = np.empty(1024, np.int64), np.empty(1024, np.int64)
    spans, same = np.empty((4, 64), np.int64), np.zeros(64, np.int64)
    kinds, keep = np.empty(64, np.bool_), np.empty(64, np.bool_)
    n = 0
    i = 0
    while i < order.size:
        key = pair[order[i]]
        j = i + 1
        while j < order.size and pair[order[j]] == key:
            j += 1
        if j == i + 1:
            order[n] = order[i]
            n += 1
            i = j
            continue
        rows = order[i:j]
        count = j - i
        sort_rows(rows, True, a0, a1, b0, b1, words, quoted)
        if count > same.size:
            spans, same = np.empty((4, 2 * count), np.int64), np.zeros(2 * count, np.int64)
            kinds, keep = np.empty(2 * count, np.bool_), np.empty(2 * count, np.bool_)
        room = 0
        for x in range(count):
            r = rows[x]
            spans[0, x], spans[1, x], spans[2, x], spans[3, x] = a0[r], a1[r], b0[r], b1[r]
            kinds[x] = quoted[r]
            room += (a1[r] - a0[r]) // CELL + (b1[r] - b0[r]) // CELL + 4
        if room > following.size:
            following, holder = np.empty(2 * room, np.int64), np.empty(2 * room, np.int64)
        _keep_longest(
            same[:count], spans[0], spans[1], spans[2], spans[3], kinds, keep, head_a, head_b, following, holder
        )
        begin = n
        for x in range(count):  # what is kept moves to the front, and never past what is still to be read
            if keep[x]:
                order[n] = rows[x]
                n += 1
        sort_rows(order[begin:n], False, a0, a1, b0, b1, words, quoted)
        i = j
    return n


@compiled
def number_sorted(key: Any, end: Any, order: Any, side: Any, rows: Any) -> Any:
    """See ``number_sides``; ``order`` sorts by text and start, and gets sorted by end too."""
    n = 0
    i = 0
    while i < order.size:
        j = i + 1
        while j < order.size and key[order[j]] == key[order[i]]:
            j += 1
        some = order[i:j]
        if j - i > 1:
            some = some[np.argsort(end[some])] if j - i > 32 else some
            for x in range(1, some.size):
                row = some[x]
                k = x
                while k and end[some[k - 1]] > end[row]:
                    some[k] = some[k - 1]
                    k -= 1
                some[k] = row
        for x in range(some.size):
            if x == 0 or end[some[x]] != end[some[x - 1]]:
                rows[n] = some[x]
                n += 1
            side[some[x]] = n - 1
        i = j
    return n
