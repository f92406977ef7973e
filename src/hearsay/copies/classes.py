"""Passage classes: one number for all copies of one passage, whichever pairs they were met in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hearsay.copies.found import Found, Passages
from hearsay.copies.jit import compiled
from hearsay.copies.scalar import join_sides
from hearsay.copies.tokens import Ints

__all__ = ["classify", "name_classes"]

_LOOKBACK = 64  # overlapping spans of one text that a span is compared with


def classify(found: Found, *, fast: bool) -> tuple[Ints, Ints]:
    """The class of each passage; of each class its least side by text and offset, as a row of a's, then of b's.

    Sides joined by a passage, or sharing over half of the shorter in one text, are of one class. Quotations and reuse
    are never of one class.
    """
    count = found.a.size
    text = 2 * np.concatenate([found.a, found.b]) + np.concatenate([found.quoted, found.quoted])
    start = np.concatenate([found.a_start, found.b_start])
    end = np.concatenate([found.a_end, found.b_end])
    if fast:
        from hearsay.copies.fast.order import number_sides

        side, row = number_sides(text, start, end)
    else:
        side, row = _number_sides(text, start, end)
    columns = (text[row], start[row], end[row], side[:count], side[count:])
    parent = np.arange(row.size)
    if fast:
        compiled(join_sides)(*columns, parent, np.zeros(_LOOKBACK, np.int64))
    else:
        parents = parent.tolist()
        lists = [*(c.tolist() for c in columns), parents, [0] * _LOOKBACK]
        join_sides(*lists)
        parent[:] = parents
    least = parent == np.arange(row.size)
    group: Ints = (np.cumsum(least) - 1)[parent[side[:count]]]
    return group, row[least]


def _number_sides(text: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The place of each side among the different ones by text, start and end; and one row of each."""
    order = np.lexsort((end, start, text))
    fresh = np.ones(order.size, np.bool_)
    fresh[1:] = np.logical_or.reduce([c[order][1:] != c[order][:-1] for c in (text, start, end)])
    side = np.empty(order.size, np.int64)
    side[order] = np.cumsum(fresh) - 1
    return side, order[fresh]


def name_classes(ids: Sequence[str], found: Found, *, fast: bool) -> Passages:
    """The passages with their classes. Texts are numbered by id."""
    return Passages(ids, found, *classify(found, fast=fast))
