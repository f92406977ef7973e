"""The whole way of a large pile: fingerprints in slices that fit the cache, groups, then text after text."""

from __future__ import annotations

import numpy as np

from hearsay.copies.fast.join import join_texts
from hearsay.copies.fast.meet import (
    count_tops,
    find_prints,
    keep_shared,
    list_by_text,
    mark_large,
    pick,
    sort_prints,
)
from hearsay.copies.fast.words import Packed
from hearsay.copies.found import Found
from hearsay.copies.rules import CAPS
from hearsay.copies.seeds import afford
from hearsay.copies.tokens import U64s

__all__ = ["find_shared"]

_SLICE = 4_000_000  # fingerprints sorted at once


def find_shared(words: Packed, gram: int, window: int, *, quoted: bool) -> Found:
    """The passages of all texts: ``choose_reuse`` or ``choose_quotations`` at the seeds of ``find_seeds``."""
    kept, near = _shared(words, gram, window)
    at, listed = np.zeros(words.first.size, np.int64), np.empty(kept.size, np.uint32)
    list_by_text(kept, at, listed)
    columns = (words.hash, words.start, words.end, words.info, words.first, words.owner)
    rows = join_texts(*columns, kept, at, listed, gram, near, quoted)
    a, b, a_start, a_end, b_start, b_end, size = (np.ascontiguousarray(c) for c in rows.T)
    flags = np.full(size.size, quoted)
    return Found(a.astype(np.int64), b.astype(np.int64), a_start, a_end, b_start, b_end, size, flags)


def _shared(words: Packed, gram: int, window: int) -> tuple[U64s, int]:
    """Places of fingerprints that several texts share, group after group; how many next ones each meets."""
    prints = np.empty((words.hash.size, 2), np.uint64)  # value and place: neither is wanted without the other
    count = int(find_prints(words.hash, words.first, gram, window, prints))
    prints.resize((count, 2), refcheck=False)
    tops = np.zeros(4096, np.int64)
    count_tops(prints, tops)
    kept = np.empty(count, np.uint64)
    sizes = np.zeros(max(CAPS) + 2, np.int64)
    n = low = 0
    while low < tops.size:
        size, high = int(tops[low]), low + 1
        while high < tops.size and size + int(tops[high]) <= _SLICE:
            size, high = size + int(tops[high]), high + 1
        some = prints
        if size < count:
            some = np.empty((size + 1, 2), np.uint64)
            pick(prints, low, high, some)
            some = some[:size]
        sort_prints(some, np.empty((size, 2), np.uint64), low, high)
        n = int(keep_shared(some, kept, n, sizes))
        low = high
    kept.resize(n, refcheck=False)
    cap, near = afford(sizes[:-1], int(sizes[-1]))
    mark_large(kept, cap)
    return kept, near
