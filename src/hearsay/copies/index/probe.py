"""Where new reports share fingerprints with any others: the sorted postings of every segment met with the newest's.

The same places that one sort of the whole pile would meet: every pair of holders of a fingerprint that few share; of a
popular one the first few holders with each, and each with its next neighbours. Older postings are found by bisection in
mapped arrays; of a popular fingerprint only the places needed are touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from hearsay.copies.index.files import Array, spread
from hearsay.copies.index.manifest import Settings
from hearsay.copies.index.segment import Segment
from hearsay.copies.seeds import HUBS
from hearsay.copies.tokens import Bools, Ints

__all__ = ["Meetings", "Probe"]

_BUDGET = 2_000_000  # meetings held at once
_NOWHERE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Meetings:
    """Places of new reports and what they meet there: a new report, its position; a segment, its report, position."""

    doc: Ints
    pos: Ints
    other_segment: Ints
    other_doc: Ints
    other_pos: Ints


@dataclass(slots=True)
class _Table:
    """The groups of equal fingerprints that new reports are in: where each group lies in each segment."""

    kind: str
    start: Ints  # segment × group
    size: Ints
    group: Ints  # of each posting of the new segment, -1: shared by nobody
    total: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.total = self.size.sum(0)


class Probe:
    """The meetings of the reports of the last segment with each other and with those of all others."""

    def __init__(self, segments: Sequence[Segment], settings: Settings) -> None:
        self._segments = segments
        self._settings = settings
        self._new = segments[-1]
        self._tables = {kind: self._look_up(kind) for kind in ("r", "q")}
        self._ranks: dict[int, list[int]] = {}

    def blocks(self) -> Iterator[tuple[Meetings, Meetings]]:
        """Meetings for reuse and for quotations, of a few new reports at a time. A pair of reports is in one block."""
        cost = np.zeros(self._new.reports, np.int64)
        wide = (2 * self._settings.neighbours + HUBS) * len(self._segments)
        for kind, table in self._tables.items():
            shared = np.flatnonzero(table.group >= 0)
            total = table.total[table.group[shared]]
            each = np.where(total > self._settings.cap, wide, total)
            np.add.at(cost, self._new.arrays[f"{kind}_doc"][shared], each)
        block = np.cumsum(cost) // _BUDGET
        docs = np.flatnonzero(cost)
        for one in np.unique(block[docs]).tolist():
            chosen = np.zeros(self._new.reports, np.bool_)
            chosen[docs[block[docs] == one]] = True
            yield self._meet(self._tables["r"], chosen), self._meet(self._tables["q"], chosen)

    def _look_up(self, kind: str) -> _Table:
        values, docs = self._new.arrays[f"{kind}_h"], self._new.arrays[f"{kind}_doc"]
        fresh = np.ones(values.size, np.bool_)
        fresh[1:] = values[1:] != values[:-1]
        heads = np.flatnonzero(fresh)
        wanted, group = values[heads], np.cumsum(fresh) - 1
        start = np.zeros((len(self._segments), heads.size), np.int64)
        size = np.zeros_like(start)
        for place, segment in enumerate(self._segments[:-1]):
            held = segment.arrays[f"{kind}_h"]
            low = np.searchsorted(held, wanted)
            hit = np.flatnonzero(low < held.size)
            hit = hit[held[low[hit]] == wanted[hit]]
            start[place, hit] = low[hit]
            size[place, hit] = np.searchsorted(held, wanted[hit], "right") - low[hit]
        start[-1], size[-1] = heads, np.diff(np.append(heads, values.size))
        new_doc = fresh.copy()
        new_doc[1:] |= docs[1:] != docs[:-1]
        holders = np.bincount(group, weights=new_doc, minlength=heads.size)
        shared = (holders >= 2) | (size[:-1].sum(0) > 0)
        number = np.where(shared, np.cumsum(shared) - 1, -1)
        return _Table(kind, start[:, shared], size[:, shared], number[group] if group.size else group)

    def _meet(self, table: _Table, chosen: Bools) -> Meetings:
        arrays = self._new.arrays
        places = np.flatnonzero((table.group >= 0) & chosen[arrays[f"{table.kind}_doc"]])
        popular = table.total[table.group[places]] > self._settings.cap
        left, segment, index = (
            np.concatenate(both)
            for both in zip(self._all_of(table, places[~popular]), self._near(table, places[popular]), strict=True)
        )
        doc = arrays[f"{table.kind}_doc"][left].astype(np.int64)
        pos = arrays[f"{table.kind}_pos"][left].astype(np.int64)
        other_doc, other_pos = (
            self._read(f"{table.kind}_doc", segment, index),
            self._read(f"{table.kind}_pos", segment, index),
        )
        keep = (segment < len(self._segments) - 1) | (other_doc < doc)  # a pair of new reports once
        return Meetings(doc[keep], pos[keep], segment[keep], other_doc[keep], other_pos[keep])

    def _read(self, name: str, segment: Ints, index: Ints) -> Ints:
        found = np.zeros(index.size, np.int64)
        for number in np.unique(segment).tolist():
            rows = np.flatnonzero(segment == number)
            found[rows] = self._segments[number].arrays[name][index[rows]]
        return found

    def _all_of(self, table: _Table, places: Ints) -> tuple[Ints, Ints, Ints]:
        """Each place with every posting of its group."""
        group = table.group[places]
        lefts, segments, indices = [places[:0]], [places[:0]], [places[:0]]
        for number in range(len(self._segments)):
            size = table.size[number, group]
            if not size.any():
                continue
            index = spread(table.start[number, group], size)
            lefts.append(np.repeat(places, size))
            segments.append(np.full(index.size, number))
            indices.append(index)
        return np.concatenate(lefts), np.concatenate(segments), np.concatenate(indices)

    def _near(self, table: _Table, places: Ints) -> tuple[Ints, Ints, Ints]:
        """Each place with the first of its group and its next neighbours; the first ones with all of their group."""
        if not places.size:
            return places, places, places
        near, last = self._settings.neighbours, len(self._segments) - 1
        docs = self._new.arrays[f"{table.kind}_doc"][places]
        group = table.group[places]
        steps = np.arange(-near, near)
        tried = []  # segment, index, valid: one column a candidate
        for number in range(len(self._segments)):
            low, high = table.start[number, group], table.start[number, group] + table.size[number, group]
            if number == last:
                here = places
                columns = here[:, None] + np.concatenate([steps[steps < 0], 1 + steps[steps >= 0]])
            else:
                ranks = np.array([self._rank(int(d))[number] for d in docs.tolist()])
                here = _bisect(self._segments[number].arrays[f"{table.kind}_doc"], low, high, ranks)
                columns = here[:, None] + steps
            valid = (columns >= low[:, None]) & (columns < high[:, None])
            first = low[:, None] + np.arange(HUBS)
            begun = first < high[:, None]
            if number == last:
                begun &= first != places[:, None]
            columns = np.concatenate([columns, first], axis=1)
            valid = np.concatenate([valid, begun], axis=1)
            tried.append((np.full(columns.shape, number), columns, valid))
        segment, index, valid = (np.concatenate(x, axis=1) for x in zip(*tried, strict=True))
        segment_of = np.concatenate([segment[valid], np.full(places.size, last)])
        key = np.full(segment.shape, _NOWHERE)
        every = self._keys(table.kind, segment_of, np.concatenate([index[valid], places]))
        key[valid], own = every[: -places.size], every[-places.size :]
        order = np.argsort(key, axis=1, kind="stable")
        key, segment, index = (np.take_along_axis(x, order, axis=1) for x in (key, segment, index))
        repeated = np.zeros(key.shape, np.bool_)
        repeated[:, 1:] = key[:, 1:] == key[:, :-1]
        before = (key < own[:, None]) & ~repeated
        after = (key > own[:, None]) & (key != _NOWHERE) & ~repeated
        # The first of all holders are the first candidates before; the nearest before are the last of them.
        from_end = before.sum(1)[:, None] - np.cumsum(before, axis=1)
        from_start = np.cumsum(after, axis=1) - 1
        wanted = before & (from_end < near) | after & (from_start < near)
        wanted |= before & (np.cumsum(before, axis=1) <= HUBS)
        alone = np.flatnonzero(before.sum(1) < HUBS)
        wanted[alone] = False
        rows, columns = np.nonzero(wanted)
        left, star_segment, star = self._all_of(table, places[alone])
        other = (star_segment != last) | (star != left)
        return (
            np.concatenate([places[rows], left[other]]),
            np.concatenate([segment[rows, columns], star_segment[other]]),
            np.concatenate([index[rows, columns], star[other]]),
        )

    def _rank(self, doc: int) -> list[int]:
        """How many reports of each older segment come before a new one."""
        if doc not in self._ranks:
            held = self._new.held(doc)
            self._ranks[doc] = [s.rank(held) for s in self._segments[:-1]]
        return self._ranks[doc]

    def _keys(self, kind: str, segment: Ints, index: Ints) -> Ints:
        """Numbers that compare as postings of one group do, whatever their segments: by report, then by place."""
        docs, pos = self._read(f"{kind}_doc", segment, index), self._read(f"{kind}_pos", segment, index)
        codes, inverse = np.unique(segment << 32 | docs, return_inverse=True)
        held = [self._segments[c >> 32].held(c & 0xFFFFFFFF)[:3] for c in codes.tolist()]
        rank = np.empty(codes.size, np.int64)
        rank[sorted(range(len(held)), key=held.__getitem__)] = np.arange(codes.size)
        keys: Ints = rank[inverse] << 32 | pos
        return keys


def _bisect(values: Array, low: Ints, high: Ints, wanted: Ints) -> Ints:
    """For each row the first place within [low, high) whose value is not below the wanted one."""
    low, high = low.copy(), high.copy()
    while (open_ := np.flatnonzero(low < high)).size:
        half = (low[open_] + high[open_]) // 2
        below = values[half] < wanted[open_]
        low[open_[below]] = half[below] + 1
        high[open_[~below]] = half[~below]
    return low
