"""Passages as rows of an index: kept as the engine found them, settled (classes, furniture) when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from hearsay.copies.index.files import Array
from hearsay.copies.index.segment import ROWS, Held, Segment
from hearsay.copies.passages import settle
from hearsay.copies.tokens import Ints
from hearsay.types import Passage

__all__ = ["Answer", "make_rows", "read_passages"]

_MOST = 20_000  # older passages of one report that are looked through for its outlet's furniture


@dataclass(slots=True)
class Answer:
    """Passages of new reports before they are settled, and where each report they are of is held."""

    found: list[Passage] = field(default_factory=list)
    where: dict[str, tuple[int, int]] = field(default_factory=dict)

    def settle(self, segments: Sequence[Segment]) -> list[Passage]:
        """The passages with their classes, without the furniture of one outlet, in order."""
        held = {i: segments[n].held(doc) for i, (n, doc) in self.where.items()}
        series = {i: h.series for i, h in held.items()}
        new = {(p.a, p.b) for p in self.found}
        older, more = _older_of_one_outlet(segments, self, series)
        series |= more
        return [p for p in settle([*self.found, *older], series) if (p.a, p.b) in new]


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


def _older_of_one_outlet(
    segments: Sequence[Segment], answer: Answer, series: dict[str, str | None]
) -> tuple[list[Passage], dict[str, str | None]]:
    """What older reports share with others where a new passage is of one outlet: it takes three to make furniture."""
    number = {i: int(segments[n].arrays["number"][doc]) for i, (n, doc) in answer.where.items()}
    known = {frozenset((number[p.a], number[p.b])) for p in answer.found}
    spans: dict[int, list[tuple[int, int, bool]]] = {}
    for p in answer.found:
        if series[p.a] is not None and series[p.a] == series[p.b]:
            spans.setdefault(number[p.a], []).append((p.a_start, p.a_end, p.quoted))
            spans.setdefault(number[p.b], []).append((p.b_start, p.b_end, p.quoted))
    older: dict[str, Array] = {}
    for owner, sides in sorted(spans.items()):
        table = {name: column[:_MOST] for name, column in _take(segments, np.array([owner], np.uint64)).items()}
        keep = np.zeros(table["p_owner"].size, np.bool_)
        for start, end, quoted in sorted(set(sides)):
            keep |= (table["p_start"] < end) & (table["p_end"] > start) & (table["p_quoted"] == quoted)
        for name, column in table.items():
            older[name] = np.concatenate([older.get(name, column[:0]), column[keep]])
    if not older:
        return [], {}
    pairs = list(zip(older["p_owner"].tolist(), older["p_other"].tolist(), strict=True))
    fresh = np.array([frozenset(pair) not in known for pair in pairs], np.bool_)
    found, where = _records(segments, {name: column[fresh] for name, column in older.items()})
    more = {i: segments[n].held(doc).series for i, (n, doc) in where.items()}
    return sorted(set(found), key=lambda p: (p.a, p.b, p.a_start, p.b_start, p.a_end, p.b_end, p.quoted)), more
