"""Edits that copies share: where the texts of one passage differ, which of them agree (Lachmann's common errors).

The copies of a passage hang together as a tree, whose root, the first text, may be any of them. The places where two
texts differ part the others into those that go with one and those that go with the other; where the parting is clean,
the root lies on a side as likely as that side is large. A text that agrees with all others wherever they differ has all
of them on its side: it is nearer the source. Where every text has readings of its own, nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from hearsay.types import Span

__all__ = ["Witnesses", "collate"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LACUNA = 8  # words left out in a row that are a cut, not a reading
_MOST = 24  # texts of one passage that are compared
_LONGEST = 3_000  # words of one
_Reading = tuple[str, ...] | None  # None: the text does not stand there


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What each text reads where the texts of one passage differ."""

    readings: Mapping[str, tuple[_Reading, ...]]

    def sides(self, a: str, b: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The other texts that go with a, and those that go with b, where the two differ."""
        mine, theirs = self.readings.get(a), self.readings.get(b)
        if mine is None or theirs is None:
            return (), ()
        apart = [
            i for i, (x, y) in enumerate(zip(mine, theirs, strict=True)) if x != y and x is not None and y is not None
        ]
        with_a, with_b = [], []
        for other, read in self.readings.items():
            if other in (a, b) or not apart:
                continue
            for_a, for_b = (sum(read[i] == side[i] for i in apart) for side in (mine, theirs))
            if for_a and not for_b:
                with_a.append(other)
            elif for_b and not for_a:
                with_b.append(other)
            elif for_a and for_b:
                return (), ()  # it stands between the two, or they had it from different copies
        return tuple(with_a), tuple(with_b)

    def agreement(self, a: str, b: str, others: Iterable[str]) -> int:
        """Places where a and b have the same words and some of the others something else.

        Words that both leave out do not count: two who trim one text often cut the same.
        """
        mine, theirs = self.readings.get(a), self.readings.get(b)
        if mine is None or theirs is None:
            return 0
        rest = [self.readings[o] for o in sorted(others) if o in self.readings and o not in (a, b)]
        return sum(
            x == y and bool(x) and any(read[i] not in (x, None) for read in rest)
            for i, (x, y) in enumerate(zip(mine, theirs, strict=True))
        )


def collate(texts: Mapping[str, tuple[str, Span]]) -> Witnesses:
    """Lay the copies of one passage side by side: id → the whole text and where the passage stands in it."""
    words = {i: _words(text[span.start : span.end]) for i, (text, span) in texts.items()}
    words = {i: w for i, w in words.items() if w and len(w) <= _LONGEST}
    if len(words) < 3:
        return Witnesses({})
    base = min(words, key=lambda i: (-len(words[i]), words[i], i))
    chosen = sorted(words, key=lambda i: (i != base, words[i], i))[:_MOST]
    read = {i: _read(words[base], words[i]) for i in chosen}
    places: list[int] = []
    last: tuple[int, ...] | None = None
    for at, column in enumerate(zip(*(read[i] for i in chosen), strict=True)):
        if column.count(column[0]) == len(column) or len({x for x in column if x is not None}) < 2:
            last = None
            continue
        pattern = tuple(column.index(x) for x in column)
        if pattern != last:  # a run of words that part the texts in one way is one edit
            places.append(at)
        last = pattern
    return Witnesses({i: tuple(read[i][at] for at in places) for i in chosen})


def _words(text: str) -> list[str]:
    return [w.casefold().replace("’", "'") for w in _WORD.findall(text)]


def _read(base: Sequence[str], words: Sequence[str]) -> list[_Reading]:
    """A text's reading at every word of the base (odd places) and between two (even ones)."""
    out: list[_Reading] = [()] * (2 * len(base) + 1)
    for op in Levenshtein.opcodes(base, words):
        cut = op.src_end - op.src_start
        if op.tag == "equal":
            for i in range(op.src_start, op.src_end):
                out[2 * i + 1] = (base[i],)
        elif op.tag == "insert":
            put = tuple(words[op.dest_start : op.dest_end])
            out[2 * op.src_start] = put if len(put) < _LACUNA else None
        else:
            for i in range(op.src_start, op.src_end):
                replaced = op.dest_start + i - op.src_start
                reading: _Reading = (words[replaced],) if op.tag == "replace" and replaced < op.dest_end else ()
                out[2 * i + 1] = None if cut >= _LACUNA else reading
                if cut >= _LACUNA:
                    out[2 * i] = None
    _open_ends(out)
    return out


def _open_ends(out: list[_Reading]) -> None:
    """What is missing at the ends was never in the passage as this text has it."""
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        for at in order:
            if at % 2 and out[at] not in ((), None):
                break
            out[at] = None
