"""From meetings to passages: the words of the reports that meet, laid side by side and aligned by the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from hearsay.copies.choose import choose_quotations, choose_reuse, quoted_pieces
from hearsay.copies.echoes import without_echoes
from hearsay.copies.found import Found, gather
from hearsay.copies.index.probe import Meetings, Probe
from hearsay.copies.index.segment import Segment, gather_words
from hearsay.copies.seeds import order_seeds
from hearsay.copies.tokens import Ints

__all__ = ["match"]

_BUDGET = 4_000_000  # words held at once
_Pairs = tuple[Ints, Ints]


def match(segments: Sequence[Segment], probe: Probe) -> Iterator[Found]:
    """Passages of the new reports, not yet settled; reports go by their lasting numbers."""
    last = len(segments) - 1
    for met in probe.blocks():
        codes = [(last << 32 | m.doc, m.other_segment << 32 | m.other_doc) for m in met]
        for reuse, quotes in _parts(segments, codes):
            yield _align(segments, met, codes, (reuse, quotes))


def _parts(segments: Sequence[Segment], codes: Sequence[_Pairs]) -> Iterator[tuple[Ints, Ints]]:
    """Which meetings of each kind to look at together, so that few words are held at once; a pair is never parted."""
    ends = np.cumsum([own.size for own, _ in codes])
    own, other = (np.concatenate(x) for x in zip(*codes, strict=True))
    if not own.size:
        return
    order = np.lexsort((other, own))
    fresh = np.ones(own.size, np.bool_)
    fresh[1:] = (own[order][1:] != own[order][:-1]) | (other[order][1:] != other[order][:-1])
    heads = other[order[fresh]]
    size = np.zeros(heads.size, np.int64)
    for number in np.unique(heads >> 32).tolist():
        rows = np.flatnonzero(heads >> 32 == number)
        size[rows] = segments[number].arrays["token_n"][heads[rows] & 0xFFFFFFFF]
    part = np.empty(own.size, np.int64)
    part[order] = (np.cumsum(size) // _BUDGET)[np.cumsum(fresh) - 1]
    for one in np.unique(part).tolist():
        rows = np.flatnonzero(part == one)
        yield rows[rows < ends[0]], rows[rows >= ends[0]] - ends[0]


def _align(
    segments: Sequence[Segment], met: Sequence[Meetings], codes: Sequence[_Pairs], rows: Sequence[Ints]
) -> Found:
    involved = np.unique(np.concatenate([x[r] for pairs, r in zip(codes, rows, strict=True) for x in pairs]))
    held = [segments[c >> 32].held(c & 0xFFFFFFFF) for c in involved.tolist()]
    order = sorted(range(len(held)), key=lambda i: held[i][:3])
    place = np.empty(involved.size, np.int64)
    place[order] = np.arange(involved.size)
    where = [(c >> 32, c & 0xFFFFFFFF) for c in involved[order].tolist()]
    words = gather_words(segments, where)
    pieces = quoted_pieces(words)
    first = words.tokens.first
    quotes = np.concatenate([[0], np.cumsum(words.quoted)])[first]

    def lay(kind: int, begins: Ints) -> _Pairs:
        here = place[np.searchsorted(involved, codes[kind][0][rows[kind]])]
        there = place[np.searchsorted(involved, codes[kind][1][rows[kind]])]
        a, b = begins[here] + met[kind].pos[rows[kind]], begins[there] + met[kind].other_pos[rows[kind]]
        return np.where(here < there, a, b), np.where(here < there, b, a)

    reuse = choose_reuse(words, order_seeds(words.tokens, *lay(0, first)))
    said = choose_quotations(pieces, order_seeds(pieces.tokens, *lay(1, quotes)))
    by_id = sorted(range(len(order)), key=lambda i: held[order[i]].id)
    rank = np.empty(len(order), np.int64)
    rank[by_id] = np.arange(len(order))
    found = without_echoes(gather([reuse, said]).turned(rank), fast=False)
    numbers = np.array([segments[n].arrays["number"][doc] for n, doc in where], np.int64)[by_id]
    return replace(found, a=numbers[found.a], b=numbers[found.b])
