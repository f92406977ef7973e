"""What was found, column by column: a million passages are arrays, not a million records, till somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from hearsay.copies.tokens import Bools, Ints, Offsets
from hearsay.text import digest
from hearsay.types import Passage

__all__ = ["Found", "Passages", "gather", "read_found"]


@dataclass(frozen=True, slots=True)
class Found:
    """Passages that texts ``a`` and ``b`` (numbers) share, with their character spans, end exclusive."""

    a: Ints
    b: Ints
    a_start: Offsets
    a_end: Offsets
    b_start: Offsets
    b_end: Offsets
    words: Offsets  # that agree
    quoted: Bools

    def take(self, keep: Bools | Ints) -> Found:
        """Some of the passages, or all in another order."""
        return Found(*(getattr(self, f.name)[keep] for f in fields(Found)))

    def sorted(self) -> Found:
        """The same by texts and offsets."""
        spans = (self.b_end, self.a_end, self.b_start, self.a_start)
        return self.take(np.lexsort((self.quoted, *spans, self.b, self.a)))

    def turned(self, rank: Ints) -> Found:
        """The same with texts numbered by ``rank``, the lesser number first."""
        a, b = rank[self.a], rank[self.b]
        back = b < a
        return Found(
            np.where(back, b, a),
            np.where(back, a, b),
            np.where(back, self.b_start, self.a_start),
            np.where(back, self.b_end, self.a_end),
            np.where(back, self.a_start, self.b_start),
            np.where(back, self.a_end, self.b_end),
            self.words,
            self.quoted,
        )


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of a pile, sorted by ids and offsets. Iterating gives records; the columns are there for large piles."""

    ids: Sequence[str]  # of the texts, ascending
    found: Found
    group: Ints  # class of each passage
    least: Ints  # of each class its first side by id and offset: a row of ``found``, or of b's after all of a's

    def __len__(self) -> int:
        return self.group.size

    def names(self) -> list[str]:
        """The name of each class: a hash of its first side, so that it depends on nothing but the passages."""
        found, count = self.found, self.found.a.size
        of_a = self.least < count
        row = np.where(of_a, self.least, self.least - count)
        text, start, end = (
            np.where(of_a, a[row], b[row]).tolist()
            for a, b in ((found.a, found.b), (found.a_start, found.b_start), (found.a_end, found.b_end))
        )
        kinds = ["quotation" if q else "passage" for q in found.quoted[row].tolist()]
        return [
            digest(kind, self.ids[t], str(s), str(e)) for kind, t, s, e in zip(kinds, text, start, end, strict=True)
        ]

    def __iter__(self) -> Iterator[Passage]:
        names = self.names()
        for lo in range(0, self.group.size, 65536):
            part, group = self.found.take(np.arange(lo, min(lo + 65536, self.group.size))), self.group[lo : lo + 65536]
            yield from map(
                Passage,
                map(self.ids.__getitem__, part.a.tolist()),
                map(self.ids.__getitem__, part.b.tolist()),
                part.a_start.tolist(),
                part.a_end.tolist(),
                part.b_start.tolist(),
                part.b_end.tolist(),
                part.words.tolist(),
                part.quoted.tolist(),
                map(names.__getitem__, group.tolist()),
            )


def gather(several: Sequence[Found]) -> Found:
    """All of several, one after the other."""
    return Found(*(np.concatenate([getattr(s, f.name) for s in several]) for f in fields(Found)))


def read_found(ids: Sequence[str], passages: Sequence[Passage]) -> Found:
    """The columns of records; ``ids`` are those of the texts, in the order of their numbers."""
    number = {i: n for n, i in enumerate(ids)}
    rows = [(number[p.a], number[p.b], p.a_start, p.a_end, p.b_start, p.b_end, p.words, p.quoted) for p in passages]
    kinds = (np.int64, np.int64, np.int32, np.int32, np.int32, np.int32, np.int32, np.bool_)
    columns = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    return Found(*(np.array(c, kind) for c, kind in zip(columns, kinds, strict=True)))
