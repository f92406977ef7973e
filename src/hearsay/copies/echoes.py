"""Set apart echoes: passages that only repeat, crosswise, what longer ones of the same pair hold."""

from __future__ import annotations

import numpy as np

from hearsay.copies.found import Found
from hearsay.copies.scalar import CELL, keep_longest

__all__ = ["without_echoes"]


def without_echoes(found: Found, *, fast: bool) -> Found:
    """The passages but for echoes and for quotations within reuse, sorted by texts and offsets."""
    if not found.a.size:
        return found
    if fast:
        from hearsay.copies.fast.order import order_without_echoes

        return found.take(order_without_echoes(found))
    pair = found.a * (int(found.b.max()) + 1) + found.b
    spans = (found.b_end, found.a_end, found.b_start, found.a_start)
    best = np.lexsort((*spans, -found.words.astype(np.int64), found.quoted, pair))
    found, pair = found.take(best), pair[best]
    fresh = np.concatenate([[True], pair[1:] != pair[:-1]])
    cells = (found.a_end - found.a_start) // CELL + (found.b_end - found.b_start) // CELL + 4
    room = int(np.add.reduceat(cells, np.flatnonzero(fresh)).max())
    top = max(int(found.a_end.max()), int(found.b_end.max())) // CELL + 1
    rows = (pair, found.a_start, found.a_end, found.b_start, found.b_end, found.quoted)
    keep = [False] * pair.size
    lists = [*(r.tolist() for r in rows), keep, [-1] * top, [-1] * top, [0] * room, [0] * room]
    keep_longest(*lists)
    return found.take(np.array(keep, np.bool_)).sorted()
