"""Fingerprints of all texts, sorted by value in slices, and the groups of places that share one."""

from __future__ import annotations

from typing import Any

import numpy as np

from hearsay.copies.fast.scan import mixed
from hearsay.copies.jit import compiled
from hearsay.copies.rules import REPEATS
from hearsay.copies.tokens import BASE

__all__ = [
    "FIRST",
    "LARGE",
    "PLACE",
    "count_tops",
    "find_prints",
    "keep_shared",
    "list_by_text",
    "mark_large",
    "pick",
    "sort_prints",
]

# A place is the text in the upper 32 bits, the token within it in the lower 30, and two facts between them.
PLACE, LARGE, FIRST = np.uint64((1 << 30) - 1), np.uint64(1 << 30), np.uint64(1 << 31)

_BASE, _INVERSE = np.uint64(BASE), np.uint64(pow(BASE, -1, 1 << 64))
_TOP = np.uint64(52)
_DIGIT = 11
_S32 = np.uint64(32)


@compiled
def find_prints(hashed: Any, first: Any, gram: Any, window: Any, value: Any, place: Any) -> Any:
    """Write fingerprints, value and place (text and token within it, in 32 bits each); see ``seeds.fingerprint``."""
    n = 0
    high = np.uint64(1)
    for _ in range(gram - 1):
        high *= _BASE
    grams = np.empty(4096, np.uint64)
    for d in range(first.size - 1):
        lo = first[d]
        count = first[d + 1] - lo - gram + 1
        if count <= 0:
            continue
        if count > grams.size:
            grams = np.empty(2 * count, np.uint64)
        h = np.uint64(0)
        power = np.uint64(1)
        for j in range(gram):
            h += np.uint64(hashed[lo + j]) * power
            power *= _BASE
        grams[0] = mixed(h)
        for i in range(1, count):
            h = (h - np.uint64(hashed[lo + i - 1])) * _INVERSE + np.uint64(hashed[lo + i + gram - 1]) * high
            grams[i] = mixed(h)
        text = np.uint64(d) << _S32
        least = -1
        last = -1
        for begin in range(count):
            end = min(begin + window, count)
            if least < begin:  # the least has left the window, or this is the first: look at all of it
                least = begin
                for k in range(begin + 1, end):
                    if grams[k] < grams[least]:
                        least = k
            elif begin + window <= count and grams[end - 1] < grams[least]:
                least = end - 1
            if least != last:
                value[n] = grams[least]
                place[n] = text | np.uint64(least)
                n += 1
                last = least
    return n


@compiled
def count_tops(value: Any, tops: Any) -> None:
    """How many values have each of their first twelve bits."""
    for v in value:
        tops[v >> _TOP] += 1


@compiled
def pick(value: Any, place: Any, low: Any, high: Any, value_to: Any, place_to: Any) -> Any:
    """Copy those whose first twelve bits are from ``low`` to below ``high``, in order.

    There is room for one more than that: every one is written, and the next overwrites it where it does not count.
    """
    n = 0
    least, width = np.uint64(low), np.uint64(high - low)
    for i in range(value.size):
        value_to[n] = value[i]
        place_to[n] = place[i]
        n += 1 if (value[i] >> _TOP) - least < width else 0
    return n


@compiled
def sort_prints(value: Any, place: Any, value_too: Any, place_too: Any) -> None:
    """Sort by value, stably: by two digits of 22 bits, then in place what agrees in those."""
    buckets = 1 << _DIGIT
    mask = np.uint64(buckets - 1)
    for turn in range(2):
        shift = np.uint64(64 - _DIGIT * (2 - turn))
        at = np.zeros(buckets + 1, np.int64)
        for v in value:
            at[((v >> shift) & mask) + np.uint64(1)] += 1
        for b in range(buckets):
            at[b + 1] += at[b]
        for i in range(value.size):
            b = (value[i] >> shift) & mask
            to = at[b]
            at[b] = to + 1
            value_too[to] = value[i]
            place_too[to] = place[i]
        value, value_too = value_too, value
        place, place_too = place_too, place
    for i in range(1, value.size):
        v, p = value[i], place[i]
        k = i
        while k and value[k - 1] > v:
            value[k] = value[k - 1]
            place[k] = place[k - 1]
            k -= 1
        value[k] = v
        place[k] = p


@compiled
def keep_shared(value: Any, place: Any, kept: Any, n: Any, sizes: Any) -> Any:
    """Write the places of values that stand in two texts or more, few per text; give how many there are then.

    The first of a group has the bit FIRST. ``sizes`` counts the groups by how many places they have (the last entry:
    that many or more), and the places of those beyond.
    """
    most = sizes.size - 2
    i = 0
    while i < value.size:
        j = i + 1
        while j < value.size and value[j] == value[i]:
            j += 1
        if j > i + 1 and (place[i] >> _S32) != (place[j - 1] >> _S32):
            begin = n
            rank = 0
            for k in range(i, j):
                rank = rank + 1 if k > i and (place[k] >> _S32) == (place[k - 1] >> _S32) else 0
                if rank < REPEATS:
                    kept[n] = place[k]
                    n += 1
            kept[begin] |= FIRST
            size = n - begin
            if size <= most:
                sizes[size] += 1
            else:
                sizes[most + 1] += size
        i = j
    return n


@compiled
def mark_large(kept: Any, cap: Any) -> None:
    """Set LARGE for the places of groups that have more than ``cap``."""
    i = 0
    while i < kept.size:
        j = i + 1
        while j < kept.size and not kept[j] & FIRST:
            j += 1
        if j - i > cap:
            for k in range(i, j):
                kept[k] |= LARGE
        i = j


@compiled
def list_by_text(kept: Any, at: Any, rows: Any) -> None:
    """Rows of ``kept`` by text, ``at[d]`` to ``at[d + 1]``, and within a text by place: three counting sorts."""
    once, twice = np.empty(kept.size, np.uint32), np.empty(kept.size, np.uint32)
    low16 = np.uint64(0xFFFF)
    counts = np.zeros(65537, np.int64)
    longest = np.uint64(0)
    for p in kept:
        counts[(p & low16) + np.uint64(1)] += 1
        longest = max(longest, p & PLACE)
        at[(p >> _S32) + np.uint64(1)] += 1
    for b in range(65536):
        counts[b + 1] += counts[b]
    for k in range(kept.size):
        b = kept[k] & low16
        once[counts[b]] = k
        counts[b] += 1
    if longest > low16:
        counts[:] = 0
        for p in kept:
            counts[((p & PLACE) >> np.uint64(16)) + np.uint64(1)] += 1
        for b in range(65536):
            counts[b + 1] += counts[b]
        for k in once:
            b = (kept[k] & PLACE) >> np.uint64(16)
            twice[counts[b]] = k
            counts[b] += 1
        once = twice
    for d in range(at.size - 1):
        at[d + 1] += at[d]
    fill = at[:-1].copy()
    for k in once:
        d = kept[k] >> _S32
        rows[fill[d]] = k
        fill[d] += 1
