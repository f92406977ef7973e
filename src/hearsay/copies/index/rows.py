"""Passages as rows of an index: kept as the engine found them, settled (classes, furniture) when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from hearsay.copies.furniture import HOUSE_WORDS
from hearsay.copies.index.files import Array
from hearsay.copies.index.segment import ROWS, Held, Segment
from hearsay.copies.passages import settle
from hearsay.copies.tokens import Ints
from hearsay.types import Passage

__all__ = ["Answer", "make_rows", "read_passages"]

_MOST = 2_000  # older passages that are looked through for the furniture of one outlet

_Side = tuple[str, int, int, bool]
_Place = tuple[str, str, int, int, int, int, bool]


@dataclass(slots=True)
class Answer:
    """Passages of new reports before they are settled, and where each report they are of is held."""

    found: list[Passage] = field(default_factory=list)
    where: dict[str, tuple[int, int]] = field(default_factory=dict)

    def settle(self, segments: Sequence[Segment]) -> list[Passage]:
        """The passages with their classes, without the furniture of one outlet, in order.

        It takes three reports of an outlet to make its furniture: where two might be two of three, what older reports
        share is looked through until the class is whole.
        """
        series = {i: segments[n].held(doc).series for i, (n, doc) in self.where.items()}
        own = {_place(p) for p in self.found}
        older: dict[_Place, Passage] = {}
        seen: set[_Side] = set()
        while True:
            settled = settle([*self.found, *older.values()], series)
            mine = [p for p in settled if _place(p) in own]
            open_ = {p.group for p in mine if p.words <= HOUSE_WORDS and series[p.a] == series[p.b] is not None}
            sides = {side for p in settled if p.group in open_ for side in _sides(p)} - seen
            more, where = _overlapping(segments, sides, self.where)
            fresh = {_place(p): p for p in more if _place(p) not in own and _place(p) not in older}
            if not fresh or len(older) > _MOST:
                return mine
            seen |= sides
            older |= fresh
            self.where |= where
            series |= {i: segments[n].held(doc).series for i, (n, doc) in where.items()}


def make_rows(answer: Answer, segments: Sequence[Segment]) -> dict[str, Array]:
    """The rows of the passages found, each under both of its reports."""
    number = {i: int(segments[n].arrays["number"][doc]) for i, (n, doc) in answer.where.items()}
    rows = []
    for p in answer.found:
        a, b = number[p.a], number[p.b]
        rows.append((a, p.a_start, b, p.b_start, p.a_end, p.b_end, p.words, p.quoted))
        rows.append((b, p.b_start, a, p.a_start, p.b_end, p.a_end, p.words, p.quoted))
    columns = zip(*sorted(rows), strict=True) if rows else ([] for _ in ROWS)
    return {name: np.array(column, np.dtype(kind)) for (name, kind), column in zip(ROWS.items(), columns, strict=True)}


def read_passages(segments: Sequence[Segment], of: Sequence[tuple[int, int]] | None) -> list[Passage]:
    """All passages found so far, or those of some reports, settled."""
    wanted = None if of is None else np.array([segments[n].arrays["number"][doc] for n, doc in of], np.uint64)
    if wanted is not None:
        wanted.sort()
    table = _take(segments, wanted)
    owner, other = table["p_owner"], table["p_other"]
    once = owner < other
    if wanted is not None:
        once |= ~np.isin(other, wanted)
    found, where = _records(segments, {name: column[once] for name, column in table.items()})
    return Answer(found, where).settle(segments) if of is not None else _settle_all(segments, found, where)


def _settle_all(segments: Sequence[Segment], found: list[Passage], where: dict[str, tuple[int, int]]) -> list[Passage]:
    return settle(found, {i: segments[n].held(doc).series for i, (n, doc) in where.items()})


def _take(segments: Sequence[Segment], owners: Array | None) -> dict[str, Array]:
    rows = [slice(None) if owners is None else s.rows_of(owners) for s in segments]
    return {
        name: np.concatenate([np.empty(0, kind), *(s.arrays[name][r] for s, r in zip(segments, rows, strict=True))])
        for name, kind in ROWS.items()
    }


def _records(segments: Sequence[Segment], table: dict[str, Array]) -> tuple[list[Passage], dict[str, tuple[int, int]]]:
    numbers = np.unique(np.concatenate([table["p_owner"], table["p_other"]]))
    held, where = _locate(segments, numbers)
    ids = {number: h.id for number, h in held.items()}
    found = []
    for a, a0, b, b0, a1, b1, size, quoted in zip(*(table[name].tolist() for name in ROWS), strict=True):
        x, y = (ids[a], a0, a1), (ids[b], b0, b1)
        if y[0] < x[0]:
            x, y = y, x
        found.append(Passage(x[0], y[0], x[1], x[2], y[1], y[2], size, bool(quoted), ""))
    return found, where


def _locate(segments: Sequence[Segment], numbers: Array) -> tuple[dict[int, Held], dict[str, tuple[int, int]]]:
    held: dict[int, Held] = {}
    where: dict[str, tuple[int, int]] = {}
    for n, segment in enumerate(segments):
        local: Ints = segment.local(numbers)
        for row in np.flatnonzero(local >= 0).tolist():
            one = segment.held(int(local[row]))
            held[int(numbers[row])] = one
            where[one.id] = (n, int(local[row]))
    return held, where


def _overlapping(
    segments: Sequence[Segment], sides: set[_Side], where: dict[str, tuple[int, int]]
) -> tuple[list[Passage], dict[str, tuple[int, int]]]:
    """Passages on disk that share over half of the shorter with one of these sides."""
    spans: dict[str, list[_Side]] = {}
    for side in sorted(sides):
        spans.setdefault(side[0], []).append(side)
    rows: dict[str, list[Array]] = {name: [np.empty(0, kind)] for name, kind in ROWS.items()}
    for report, mine in spans.items():
        n, doc = where[report]
        table = _take(segments, segments[n].arrays["number"][doc : doc + 1])
        low, high = table["p_start"].astype(np.int64), table["p_end"].astype(np.int64)
        keep = np.zeros(low.size, np.bool_)
        for _, start, end, quoted in mine:
            shared = np.minimum(high, end) - np.maximum(low, start)
            keep |= (2 * shared > np.minimum(high - low, end - start)) & (table["p_quoted"] == quoted)
        for name, column in table.items():
            rows[name].append(column[keep])
    return _records(segments, {name: np.concatenate(columns) for name, columns in rows.items()})


def _sides(p: Passage) -> tuple[_Side, _Side]:
    return (p.a, p.a_start, p.a_end, p.quoted), (p.b, p.b_start, p.b_end, p.quoted)


def _place(p: Passage) -> _Place:
    return p.a, p.b, p.a_start, p.a_end, p.b_start, p.b_end, p.quoted
