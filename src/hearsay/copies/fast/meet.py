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
def find_prints(hashed: Any, first: Any, gram: Any, window: Any, prints: Any) -> Any:
    """Write fingerprints, value and place (text and token within it, in 32 bits each); see ``seeds.fingerprint``."""
    n = 0
    high = np.uint64(1)
    for _ in range(gram - 1):
        high *= _BASE
    top = ~np.uint64(0)
    grams, best, least = np.empty(4096, np.uint64), np.empty(4096, np.uint64), np.empty(4096, np.uint8)
    for d in range(first.size - 1):
        lo = first[d]
        count = first[d + 1] - lo - gram + 1
        if count <= 0:
            continue
        if count + window > grams.size:
            room = 2 * (count + window)
            grams, best, least = np.empty(room, np.uint64), np.empty(room, np.uint64), np.empty(room, np.uint8)
        h = np.uint64(0)
        power = np.uint64(1)
        for j in range(gram):
            h += np.uint64(hashed[lo + j]) * power
            power *= _BASE
        grams[0] = mixed(h)
        for i in range(1, count):
            h = (h - np.uint64(hashed[lo + i - 1])) * _INVERSE + np.uint64(hashed[lo + i + gram - 1]) * high
            grams[i] = mixed(h)
        for i in range(count, count + window):
            grams[i] = top
        for i in range(count):
            best[i] = grams[i]
            least[i] = 0
        for step in range(1, window):
            for i in range(count):
                ahead = grams[i + step]
                least[i] = step if ahead < best[i] else least[i]
                best[i] = min(ahead, best[i])
        text = np.uint64(d) << _S32
        last = -1
        for i in range(count):  # every window is written, and over the one before where that had the same least
            now = i + int(least[i])
            n += 1 if now != last else 0
            last = now
            prints[n - 1, 0] = best[i]
            prints[n - 1, 1] = text | np.uint64(now)
    return n


@compiled
def count_tops(prints: Any, tops: Any) -> None:
    """How many values have each of their first twelve bits."""
    for i in range(prints.shape[0]):
        tops[prints[i, 0] >> _TOP] += 1


@compiled
def pick(prints: Any, low: Any, high: Any, to: Any) -> None:
    """Copy those whose value's first twelve bits are from ``low`` to below ``high``, in order.

    There is room for one more than that: every one is written, and the next overwrites it where it does not count.
    """
    n = 0
    least, width = np.uint64(low), np.uint64(high - low)
    for i in range(prints.shape[0]):
        to[n, 0] = prints[i, 0]
        to[n, 1] = prints[i, 1]
        n += 1 if (prints[i, 0] >> _TOP) - least < width else 0


@compiled
def sort_prints(prints: Any, too: Any, low: Any, high: Any) -> None:
    """Sort by value, stably; the first twelve bits are from ``low`` to below ``high``. ``too`` is as large, scratch.

    Dealt into 2,048 boxes, each of which fits the cache; there into 256, and in place what agrees so far.
    """
    bits = 0
    while 1 << bits < high - low:
        bits += 1
    shift = np.uint64(52 + bits - _DIGIT)
    least = np.uint64(low) << _TOP
    boxes = 1 << _DIGIT
    at = np.zeros(boxes + 1, np.int64)
    for i in range(prints.shape[0]):
        at[((prints[i, 0] - least) >> shift) + np.uint64(1)] += 1
    for b in range(boxes):
        at[b + 1] += at[b]
    fill = at[:-1].copy()
    for i in range(prints.shape[0]):
        v = prints[i, 0]
        b = (v - least) >> shift
        to = fill[b]
        fill[b] = to + 1
        too[to, 0] = v
        too[to, 1] = prints[i, 1]
    shift -= np.uint64(8)
    mask = np.uint64(255)
    within = np.zeros(257, np.int64)
    for box in range(boxes):
        begin, end = at[box], at[box + 1]
        within[:] = 0
        for i in range(begin, end):
            within[((too[i, 0] >> shift) & mask) + np.uint64(1)] += 1
        within[0] = begin
        for b in range(256):
            within[b + 1] += within[b]
        for i in range(begin, end):
            v = too[i, 0]
            b = (v >> shift) & mask
            to = within[b]
            within[b] = to + 1
            prints[to, 0] = v
            prints[to, 1] = too[i, 1]
        for i in range(begin + 1, end):
            v, p = prints[i, 0], prints[i, 1]
            k = i
            while k > begin and prints[k - 1, 0] > v:
                prints[k, 0] = prints[k - 1, 0]
                prints[k, 1] = prints[k - 1, 1]
                k -= 1
            prints[k, 0] = v
            prints[k, 1] = p


@compiled
def keep_shared(prints: Any, kept: Any, n: Any, sizes: Any) -> Any:
    """Write the places of values that stand in two texts or more, few per text; give how many there are then.

    The first of a group has the bit FIRST. ``sizes`` counts the groups by how many places they have (the last entry:
    that many or more), and the places of those beyond.
    """
    most = sizes.size - 2
    i = 0
    while i < prints.shape[0]:
        j = i + 1
        while j < prints.shape[0] and prints[j, 0] == prints[i, 0]:
            j += 1
        if j > i + 1 and (prints[i, 1] >> _S32) != (prints[j - 1, 1] >> _S32):
            begin = n
            rank = 0
            for k in range(i, j):
                rank = rank + 1 if k > i and (prints[k, 1] >> _S32) == (prints[k - 1, 1] >> _S32) else 0
                if rank < REPEATS:
                    kept[n] = prints[k, 1]
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
