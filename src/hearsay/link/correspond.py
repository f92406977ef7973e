"""Which mention of one report is which mention of another: by place within shared text, or by what is said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from hearsay.link.outlets import is_same_outlet
from hearsay.text import fold, words
from hearsay.types import Hop, Mention, Span

__all__ = ["Alignment", "likeness", "match_place", "same_hop"]

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6000  # of a passage that are aligned word by word; beyond that, in proportion
_OVERLAP = 0.4  # of the two mentions' joint length
_BY_PREDICATE = 0.5  # of the shorter mention, where the predicate is the same


class Alignment:
    """Where each word of a passage stands on the other side."""

    def __init__(self, text: str, here: Span, other: str, there: Span) -> None:
        self.here, self.there = here, there
        x, y = here.start, there.start
        a, left = _words(text[x : here.end])
        b, right = _words(other[y : there.end])
        self._pairs: list[tuple[int, int, int, int]] = []
        if len(a) > _MOST_WORDS or len(b) > _MOST_WORDS:
            return
        for first, second, size in _equal(left, right):
            rows = zip(a[first : first + size], b[second : second + size], strict=True)
            self._pairs += [(s + x, e + x, t + y, f + y) for (s, e), (t, f) in rows]
        self._starts = [p[0] for p in self._pairs]  # both ascend: pairs are in the order of both texts
        self._ends = [p[1] for p in self._pairs]

    def across(self, span: Span) -> Span | None:
        """The part of the other side that a span stands on; None where none of its words does."""
        if not self._pairs:
            return self._in_proportion(span)
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end) - 1
        return Span(self._pairs[first][2], self._pairs[last][3]) if first <= last else None

    def _in_proportion(self, span: Span) -> Span | None:
        start, end = max(span.start, self.here.start), min(span.end, self.here.end)
        size, other = self.here.end - self.here.start, self.there.end - self.there.start
        if start >= end or not size:
            return None
        return Span(
            self.there.start + (start - self.here.start) * other // size,
            self.there.start + (end - self.here.start) * other // size,
        )


@lru_cache(maxsize=1024)  # a popular passage is aligned with each of its copies
def _words(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Where the words of a text stand, and the words, folded."""
    spans = tuple(m.span() for m in _WORD.finditer(text))
    return spans, tuple(fold(text[s:e]) for s, e in spans)


def _equal(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int]]:
    """The runs of words that agree: where each begins on either side, and its length."""
    if left == right:
        return [(0, 0, len(left))]
    blocks = Indel.opcodes(left, right)
    return [(b.src_start, b.dest_start, b.src_end - b.src_start) for b in blocks if b.tag == "equal"]


def match_place(mention: Mention, place: Span, others: Sequence[Mention]) -> Mention | None:
    """The mention that stands at a place and says the same; best overlap first, then predicate and value.

    ``others`` are in text order.
    """
    best: tuple[float, int, str] | None = None
    found: Mention | None = None
    for m in others:
        if m.start >= place.end:
            break
        shared = min(place.end, m.end) - max(place.start, m.start)
        if shared <= 0:
            continue
        joint = max(place.end, m.end) - min(place.start, m.start)
        short = min(place.end - place.start, m.end - m.start)
        same = m.predicate == mention.predicate
        if shared < _OVERLAP * joint and not (same and shared >= _BY_PREDICATE * short):
            continue
        if not same and m.kind != mention.kind:
            continue
        value = (m.value.said if m.value else None) == (mention.value.said if mention.value else None)
        rank = (-(shared / joint + 0.5 * same + 0.3 * value + 0.2 * (m.stance == mention.stance)), m.start, m.id)
        if best is None or rank < best:
            best, found = rank, m
    return found


def likeness(a: Mention, b: Mention) -> float:
    """How far two mentions say the same, 0 to 1, by content words, predicate, names and value."""
    left, right = set(a.terms), set(b.terms)
    if not left or not right or (a.polarity != b.polarity and a.stance == b.stance):
        return 0.0
    if a.value and b.value and (a.value.low, a.value.high) != (b.value.low, b.value.high):
        return 0.0
    score = 2 * len(left & right) / (len(left) + len(right))
    names, others = ({fold(x.entity or x.head) for x in m.arguments} | {fold(x) for x in m.actors} for m in (a, b))
    named = 2 * len(names & others) / (len(names) + len(others)) if names and others else score
    return 0.6 * score + 0.2 * (a.predicate == b.predicate) + 0.2 * named


def same_hop(a: Hop, b: Hop) -> bool:
    """Whether two hops read as one holder: the same name or part of it, or, unnamed, the same description."""
    if (a.kind == "outlet") != (b.kind == "outlet"):
        return False
    if a.name and b.name:
        if a.kind == "outlet":
            return any(is_same_outlet(x, y) for x in (a.name, *a.aliases) for y in (b.name, *b.aliases))
        left, right = (words(n) for n in (a.name, b.name))
        short, full = sorted((left, right), key=len)
        return bool(short) and short[-1] == full[-1] and set(short) <= set(full)
    if a.name or b.name:
        return False
    said, other = (set(words(h.description or "")) for h in (a, b))
    return a.kind == b.kind and bool(said & other or said == other)
