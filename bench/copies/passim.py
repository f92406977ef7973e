"""A baseline in the manner of passim 2 (seriatim.py), written anew: what the field's tool would find, in one process.

What is kept of it: letters alone are indexed (digits are not), in runs of 25 that begin at a word's first letter; runs
that come twice in a document are dropped, and so are runs that stand in more than 100 documents or in one; two documents
of different series are compared when they share 5 runs or more; the shared runs are put into their best chain and cut
where 600 letters or more lie between two; each piece is stretched letter by letter while the texts agree. Left out: Spark and Java,
clustering, and the beam search of the final alignment, which moves the ends by some characters; so this is faster than
the tool.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["find_spans"]

_GRAM = 25
_MOST = 100  # documents a run may stand in
_LEAST = 5  # runs two documents share
_GAP = 600  # letters between two anchors of one passage
Ints = NDArray[np.int64]
Span = tuple[int, int, int, int]


def find_spans(texts: Sequence[str], series: Sequence[str]) -> Iterator[tuple[int, int, list[Span]]]:
    """Pairs of documents of different series and the character spans they share."""
    letters: list[str] = []
    places: list[Ints] = []
    grams, owners, starts = [], [], []
    for number, text in enumerate(texts):
        kept, at, first = _letters(text)
        letters.append(kept)
        places.append(at)
        value, where = _grams(kept, first)
        grams.append(value)
        starts.append(where)
        owners.append(np.full(value.size, number))
    gram, owner, start = np.concatenate(grams), np.concatenate(owners), np.concatenate(starts)
    if not gram.size:
        return
    order = np.argsort(gram, kind="stable")
    gram, owner, start = gram[order], owner[order], start[order]
    fresh = np.concatenate([[True], gram[1:] != gram[:-1]])
    size = np.bincount(np.cumsum(fresh) - 1)
    frequency = size[np.cumsum(fresh) - 1]
    keep = (frequency >= 2) & (frequency <= _MOST)
    gram, owner, start = gram[keep], owner[keep], start[keep]
    name = np.unique(np.array(series), return_inverse=True)[1]
    for a, b, anchors in _pairs(gram, owner, start, name):
        spans = [_stretch(letters[a], letters[b], *piece) for piece in _pieces(anchors)]
        if spans:
            at, bt = places[a], places[b]
            yield a, b, [(int(at[s]), int(at[e - 1]) + 1, int(bt[t]), int(bt[f - 1]) + 1) for s, e, t, f in spans]


def _letters(text: str) -> tuple[str, Ints, Ints]:
    """The letters of a text, folded; their places; which of them begin a word."""
    kept: list[str] = []
    at: list[int] = []
    first: list[int] = []
    inside = False
    for i, c in enumerate(text):
        if c.isalpha():
            if not inside:
                first.append(len(kept))
            kept.append(low if len(low := c.lower()) == 1 else c)
            at.append(i)
            inside = True
        else:
            inside = False
    return "".join(kept), np.array(at, np.int64), np.array(first, np.int64)


def _grams(letters: str, first: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """Hashes of the runs that stand once in a document, and where they begin."""
    codes = np.frombuffer(letters.encode("utf-32-le"), np.uint32).astype(np.uint64)
    first = first[first + _GRAM <= codes.size]
    if not first.size:
        return np.empty(0, np.uint64), first
    value = np.zeros(first.size, np.uint64)
    for step in range(_GRAM):
        value = value * np.uint64(0x9E3779B97F4A7C15) + codes[first + step]
    _, index, count = np.unique(value, return_index=True, return_counts=True)
    once = np.sort(index[count == 1])
    return value[once], first[once]


def _pairs(
    gram: NDArray[np.uint64], owner: Ints, start: Ints, name: Ints
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Pairs of documents with the anchors they share, in order."""
    count = int(owner.max(initial=0)) + 1
    group = np.cumsum(np.concatenate([[True], gram[1:] != gram[:-1]])) - 1 if gram.size else np.empty(0, np.int64)
    last = np.cumsum(np.bincount(group)) if gram.size else group
    lefts, rights = [], []
    index = np.arange(gram.size)
    for step in range(1, _MOST):
        index = index[index + step < last[group[index]]]
        if not index.size:
            break
        lefts.append(index)
        rights.append(index + step)
    if not lefts:
        return
    left, right = np.concatenate(lefts), np.concatenate(rights)
    apart = name[owner[left]] != name[owner[right]]
    left, right = left[apart], right[apart]
    pair = owner[left] * count + owner[right]
    order = np.lexsort((start[right], start[left], pair))
    pair, here, there = pair[order], start[left[order]], start[right[order]]
    bounds = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1], [True]])) if pair.size else []
    for lo, hi in pairwise(bounds):
        if hi - lo >= _LEAST:
            anchors = list(zip(here[lo:hi].tolist(), there[lo:hi].tolist(), strict=True))
            yield int(pair[lo]) // count, int(pair[lo]) % count, anchors


def _pieces(anchors: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The longest rising chain of anchors, cut at wide gaps: first and last anchor of each piece in both."""
    tails: list[int] = []
    ends: list[int] = []
    came = [-1] * len(anchors)
    for i, (_, b) in enumerate(anchors):
        k = bisect_left(tails, b)
        came[i] = ends[k - 1] if k else -1
        if k == len(tails):
            tails.append(b)
            ends.append(i)
        else:
            tails[k], ends[k] = b, i
    chain = []
    at = ends[-1]
    while at >= 0:
        chain.append(anchors[at])
        at = came[at]
    chain.reverse()
    piece = [chain[0]]
    for anchor in chain[1:]:
        if anchor[0] - piece[-1][0] >= _GAP or anchor[1] - piece[-1][1] >= _GAP:
            yield *piece[0], *piece[-1]
            piece = []
        piece.append(anchor)
    yield *piece[0], *piece[-1]


def _stretch(a: str, b: str, a0: int, b0: int, a1: int, b1: int) -> tuple[int, int, int, int]:
    a1, b1 = a1 + _GRAM, b1 + _GRAM
    while a0 and b0 and a[a0 - 1] == b[b0 - 1]:
        a0, b0 = a0 - 1, b0 - 1
    while a1 < len(a) and b1 < len(b) and a[a1] == b[b1]:
        a1, b1 = a1 + 1, b1 + 1
    return a0, a1, b0, b1
