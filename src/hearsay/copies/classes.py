"""Passage classes: one name for all copies of one passage, whichever pairs they were met in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from hearsay.text import digest
from hearsay.types import Passage

__all__ = ["name_classes"]

_LOOKBACK = 64  # overlapping spans of one text that a span is compared with
_Side = tuple[str, int, int, bool]


def name_classes(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with their ``group``: sides joined by a passage, or sharing over half of the shorter in one text.

    The name is a hash of the first side by id and offset, so it depends on nothing but the passages.
    """
    root: dict[_Side, _Side] = {}

    def find(x: _Side) -> _Side:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    def join(x: _Side, y: _Side) -> None:
        x, y = find(x), find(y)
        if x != y:
            root[max(x, y)] = min(x, y)

    by_text: dict[tuple[str, bool], set[_Side]] = defaultdict(set)
    for p in passages:
        for side in _sides(p):
            root.setdefault(side, side)
            by_text[side[0], side[3]].add(side)
        join(*_sides(p))
    for sides in by_text.values():
        seen: list[_Side] = []
        for side in sorted(sides):
            seen = [s for s in seen if s[2] > side[1]][-_LOOKBACK:]
            for other in seen:
                shared = min(side[2], other[2]) - side[1]
                if 2 * shared > min(side[2] - side[1], other[2] - other[1]):
                    join(side, other)
            seen.append(side)
    named = {}
    for side in root:
        top = find(side)
        named[side] = digest("quotation" if top[3] else "passage", top[0], str(top[1]), str(top[2]))
    return [replace(p, group=named[_sides(p)[0]]) for p in passages]


def _sides(p: Passage) -> tuple[_Side, _Side]:
    return (p.a, p.a_start, p.a_end, p.quoted), (p.b, p.b_start, p.b_end, p.quoted)
