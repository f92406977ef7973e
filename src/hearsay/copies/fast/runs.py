"""The equal runs of one text and every later one: each stretched as soon as a seed leads to it, and only once.

Most seeds of a copy lie in a run that an earlier one led to. They are told by two numbers a text (diagonal and end of
its latest run), so that nothing is kept of them, let alone sorted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from hearsay.copies.fast.meet import FIRST, LARGE, PLACE
from hearsay.copies.jit import compiled
from hearsay.copies.rules import HUBS

__all__ = ["FIELDS", "LATEST", "LONGEST", "REACHED", "count_runs", "find_runs", "grow", "take_runs"]

_S32 = np.uint64(32)
_LOOKBACK = 64  # runs of one pair that a seed is looked for in; what is found twice is left out later
# Of a text that has been met: its latest run (+ 1; 0: not met yet), that run's diagonal and end, its longest run.
LATEST, SHIFT, REACHED, LONGEST = range(4)
FIELDS = 4
_IGNORED = -1  # as LATEST: another piece of the same text


@compiled
def agree_ahead(hashed: Any, a: Any, b: Any, most: Any) -> Any:
    """How many words agree from a and b on, at most so many: sixteen at a time, which are one comparison."""
    size = 0
    while size < most and hashed[a + size] == hashed[b + size]:
        size += 1
        if size == 8:
            break
    if size < 8:
        return size
    while size + 16 <= most:
        other = np.uint32(0)
        for k in range(16):
            other |= hashed[a + size + k] ^ hashed[b + size + k]
        if other:
            break
        size += 16
    while size < most and hashed[a + size] == hashed[b + size]:
        size += 1
    return size


@compiled
def grow(table: Any, room: Any) -> Any:
    """The same rows with room for as many as are wanted."""
    grown = np.empty((room, table.shape[1]), table.dtype)
    grown[: table.shape[0]] = table
    return grown


@compiled
def look_back(runs: Any, met: Any, at: Any, shift: Any, end: Any) -> Any:
    """Whether an older run of a text holds what a seed leads to; that run is made its latest."""
    latest = np.int64(met[at + LATEST] - 1)
    before = latest
    here = np.int64(runs[latest, 3])
    for _ in range(_LOOKBACK):
        if here < 0:
            return False
        if runs[here, 0] - runs[here, 1] == shift and end <= runs[here, 0] + runs[here, 2]:
            runs[before, 3] = runs[here, 3]
            runs[here, 3] = latest
            met[at + LATEST] = here + 1
            met[at + SHIFT] = shift
            met[at + REACHED] = runs[here, 0] + runs[here, 2]
            return True
        before = here
        here = np.int64(runs[here, 3])
    return False


@compiled
def find_runs(
    hashed: Any,
    first: Any,
    owner: Any,
    kept: Any,
    listed: Any,
    gram: Any,
    near: Any,
    d: Any,
    met: Any,
    touched: Any,
    runs: Any,
) -> Any:
    """Every maximal equal run of text ``d`` and a later one through a seed; give how many texts were met, and ``runs``.

    A run is its place in either text, its size and the run of the same text before it, -1 for none; ``met`` says of
    each text where the latest is. Texts met are ``touched``, in the order in which they were.
    """
    mine = owner[d]
    a_lo, a_hi = first[d], first[d + 1]
    texts = 0
    made = 0
    for x in range(listed.size):
        k = np.int64(listed[x])
        own = kept[k]
        stop = kept.size
        if own & LARGE:
            hub = False
            for behind in range(HUBS):
                if kept[max(k - behind, 0)] & FIRST:
                    hub = True
                    break
            if not hub:
                stop = min(stop, k + near + 1)
        a = np.int64(own & PLACE)
        for y in range(k + 1, stop):
            place = kept[y]
            if place & FIRST:
                break
            text = np.int64(place >> _S32)
            b = np.int64(place & PLACE)
            shift = a - b
            at = FIELDS * text
            if met[at + SHIFT] == shift and a + gram <= met[at + REACHED]:
                continue
            if met[at + LATEST] == 0:
                touched[texts] = text
                texts += 1
                if owner[text] == mine:
                    met[at + LATEST] = _IGNORED
            elif met[at + LATEST] > 0 and look_back(runs, met, at, shift, a + gram):
                continue
            if met[at + LATEST] == _IGNORED:
                continue
            b_lo = first[text]
            begin, back = a, b
            while begin and back and hashed[a_lo + begin - 1] == hashed[b_lo + back - 1]:
                begin -= 1
                back -= 1
            end = a + gram
            most = min(a_hi - a_lo - end, first[text + 1] - b_lo - b - gram)
            end += agree_ahead(hashed, a_lo + end, b_lo + b + gram, most)
            if made == runs.shape[0]:
                runs = grow(runs, 2 * made)
            runs[made, 0] = begin
            runs[made, 1] = back
            runs[made, 2] = end - begin
            runs[made, 3] = met[at + LATEST] - 1
            made += 1
            met[at + LATEST] = made
            met[at + SHIFT] = shift
            met[at + REACHED] = end
            met[at + LONGEST] = max(met[at + LONGEST], np.int32(end - begin))
    return texts, runs


@compiled
def count_runs(runs: Any, latest: Any) -> Any:
    """How many runs one text has."""
    count = 0
    while latest >= 0:
        count += 1
        latest = runs[latest, 3]
    return count


@compiled
def take_runs(runs: Any, latest: Any, count: Any, blocks: Any) -> None:
    """Write the runs of one text as ``blocks``, oldest first: place in a, place in b, size."""
    for x in range(count - 1, -1, -1):
        blocks[x, 0], blocks[x, 1], blocks[x, 2] = runs[latest, 0], runs[latest, 1], runs[latest, 2]
        latest = runs[latest, 3]
