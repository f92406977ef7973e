"""Passage classes: one number for all copies of one passage, whichever pairs they were met in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hearsay.copies.found import Found, Passages
from hearsay.copies.jit import compiled
from hearsay.copies.scalar import join_sides
from hearsay.copies.tokens import Ints
from hearsay.text import digest

__all__ = ["classify", "name_classes"]

_LOOKBACK = 64  # overlapping spans of one text that a span is compared with


def classify(found: Found, *, fast: bool) -> tuple[Ints, Ints]:
    """The class of each passage, and the least side of each class, by text and offset, as row of ``_sides``.

    Sides joined by a passage, or sharing over half of the shorter in one text, are of one class. Quotations and reuse
    are never of one class.
    """
    count = found.a.size
    text, start, end = _sides(found)
    order = np.lexsort((end, start, text))
    s_text, s_start, s_end = text[order], start[order], end[order]
    fresh = np.ones(2 * count, np.bool_)
    fresh[1:] = (s_text[1:] != s_text[:-1]) | (s_start[1:] != s_start[:-1]) | (s_end[1:] != s_end[:-1])
    side = np.empty(2 * count, np.int64)
    side[order] = np.cumsum(fresh) - 1
    rows = (s_text[fresh], s_start[fresh], s_end[fresh], side[:count], side[count:])
    parent = np.arange(rows[0].size)
    if fast:
        compiled(join_sides)(*rows, parent, np.zeros(_LOOKBACK, np.int64))
    else:
        parents = parent.tolist()
        lists = [*(r.tolist() for r in rows), parents, [0] * _LOOKBACK]
        join_sides(*lists)
        parent[:] = parents
    least, group = np.unique(parent[side[:count]], return_inverse=True)
    return group, order[np.flatnonzero(fresh)[least]]


def name_classes(ids: Sequence[str], found: Found, *, fast: bool) -> Passages:
    """The passages with their classes. Texts are numbered by id.

    The name is a hash of the first side by id and offset, so it depends on nothing but the passages.
    """
    group, least = classify(found, fast=fast)
    text, start, end = (c[least].tolist() for c in _sides(found))
    names = [
        digest("quotation" if t % 2 else "passage", ids[t // 2], str(s), str(e))
        for t, s, e in zip(text, start, end, strict=True)
    ]
    return Passages(ids, found, group, names)


def _sides(found: Found) -> tuple[Ints, Ints, Ints]:
    """Both sides of every passage: twice the text (one more for quotations), start and end."""
    return (
        2 * np.concatenate([found.a, found.b]) + np.concatenate([found.quoted, found.quoted]),
        np.concatenate([found.a_start, found.b_start]).astype(np.int64),
        np.concatenate([found.a_end, found.b_end]).astype(np.int64),
    )
