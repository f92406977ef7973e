"""Where two texts may share words: fingerprints of word n-grams, sorted once, met in pairs.

Winnowing (Schleimer, Wilkerson and Aiken 2003) keeps one n-gram of every ``window``, so any shared run of
``gram + window - 1`` words leaves a common fingerprint. A fingerprint that very many texts share is not dropped: each
holder is met with the first few and with its next neighbours (a star), which keeps the work linear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hearsay.copies.rules import CAP, CAPS, HUBS, NEIGHBOURS, REPEATS
from hearsay.copies.tokens import Ints, Tokens, U64s, mix, powers

__all__ = [
    "CAP",
    "HUBS",
    "NEIGHBOURS",
    "QUOTE_GRAM",
    "QUOTE_WINDOW",
    "REPEATS",
    "REUSE_GRAM",
    "REUSE_WINDOW",
    "Runs",
    "Seeds",
    "afford",
    "find_seeds",
    "fingerprint",
    "hash_runs",
    "order_seeds",
]

REUSE_GRAM, REUSE_WINDOW = 5, 4  # any shared run of eight words leaves a common fingerprint
QUOTE_GRAM, QUOTE_WINDOW = 4, 3  # of six words, among the words of quotations

_BUDGET = 6_000_000  # seeds that any pile may have
_PER_PRINT = 8  # and of a large one, so many for each place that shares a fingerprint


@dataclass(frozen=True, slots=True)
class Runs:
    """Prefix hashes: the hash of any run of tokens in constant time."""

    total: U64s
    down: U64s

    def hash(self, at: Ints, length: Ints | int) -> U64s:
        """The hash of the ``length`` tokens from ``at`` on."""
        hashed: U64s = (self.total[at + length] - self.total[at]) * self.down[at]
        return hashed


@dataclass(frozen=True, slots=True)
class Seeds:
    """Token positions a and b at which two texts share an n-gram, ordered by pair of texts, diagonal and place."""

    a: Ints
    b: Ints
    pair: Ints  # text of a * number of texts + text of b


def hash_runs(tokens: Tokens) -> Runs:
    """Prefix hashes over all tokens, end to end."""
    up, down = powers(tokens.hash.size + 1)
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(tokens.hash * up[:-1], dtype=np.uint64)])
    return Runs(total, down)


def find_seeds(tokens: Tokens, runs: Runs, owner: Ints, gram: int, window: int) -> Seeds:
    """Every place two texts of different owners share a fingerprint. A text may be a piece of what its owner has."""
    text_of = np.repeat(np.arange(tokens.first.size - 1), np.diff(tokens.first))
    at, value = _fingerprint(text_of, runs, gram, window)
    order = np.argsort(value, kind="stable")
    at, value = at[order], value[order]
    at, group = _shared(at, value, text_of)
    left, right = _meet(group)
    owners = owner[text_of[at]]
    keep = owners[left] != owners[right]
    return order_seeds(tokens, at[left[keep]], at[right[keep]])


def order_seeds(tokens: Tokens, a: Ints, b: Ints) -> Seeds:
    """Seeds of the token positions ``a`` and ``b``, however they were found."""
    count = tokens.first.size - 1
    pair = (np.searchsorted(tokens.first, a, side="right") - 1) * count
    pair += np.searchsorted(tokens.first, b, side="right") - 1
    order = np.lexsort((a, a - b, pair))
    return Seeds(a[order], b[order], pair[order])


def fingerprint(tokens: Tokens, gram: int, window: int, runs: Runs | None = None) -> tuple[Ints, U64s]:
    """Positions in ``tokens``, ascending, and values of the word n-grams by which texts are met.

    What it promises: a position says that the ``gram`` tokens from there on, all of one text, hash to the value; the
    value is a function of those tokens alone and never changes between versions of the engine that share an index
    format. Two texts with a run of ``gram + window - 1`` equal tokens have a common value whose positions lie in the
    run. The fingerprint of a text does not depend on the texts around it. ``window`` 1 keeps every n-gram.
    """
    text_of = np.repeat(np.arange(tokens.first.size - 1), np.diff(tokens.first))
    return _fingerprint(text_of, runs or hash_runs(tokens), gram, window)


def _fingerprint(text_of: Ints, runs: Runs, gram: int, window: int) -> tuple[Ints, U64s]:
    """Positions and values of the n-grams that are least in some window of their text."""
    n = text_of.size - gram + 1
    if n <= 0:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    at = np.arange(n)
    top = np.uint64(0xFFFFFFFFFFFFFFFF)
    value = mix(runs.hash(at, gram))
    valid = text_of[:n] == text_of[gram - 1 :]
    value[~valid] = top  # window <= gram, so no window reaches from one text into the next
    if window > 1:
        padded = np.concatenate([value, np.full(window - 1, top)])
        least = np.zeros(n, np.int64)
        best = value.copy()
        for step in range(1, window):
            ahead = padded[step : step + n]
            better = ahead < best
            best[better] = ahead[better]
            least[better] = step
        chosen = np.zeros(n, np.bool_)
        chosen[(at + least)[valid]] = True
        valid &= chosen
    at = np.flatnonzero(valid)
    return at, value[at]


def _shared(at: Ints, value: U64s, text_of: Ints) -> tuple[Ints, Ints]:
    """Postings of n-grams that stand in two texts or more, few per text, with the number of their group."""
    if not at.size:
        return at, at
    text = text_of[at]
    fresh = np.concatenate([[True], value[1:] != value[:-1]])
    new_text = fresh | np.concatenate([[True], text[1:] != text[:-1]])
    rank = np.arange(at.size) - np.maximum.accumulate(np.where(new_text, np.arange(at.size), 0))
    group = np.cumsum(fresh) - 1
    holders = np.bincount(group, weights=new_text)
    keep = (holders[group] >= 2) & (rank < REPEATS)
    at, group = at[keep], group[keep]
    if not at.size:
        return at, group
    return at, np.cumsum(np.concatenate([[False], group[1:] != group[:-1]]))


def _meet(group: Ints) -> tuple[Ints, Ints]:
    """Pairs of postings to compare: all in small groups, star and neighbours in large ones."""
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    most = max(CAPS)
    cap, near = afford(np.bincount(sizes[sizes <= most], minlength=most + 1), int(sizes[sizes > most].sum()))
    size, last = sizes[group], (starts + sizes)[group]
    index = np.arange(group.size)
    reach = np.where(size <= cap, size, near + 1)
    lefts, rights = [], []
    for step in range(1, int(reach.max(initial=1))):
        index = index[(reach[index] > step) & (index + step < last[index])]
        lefts.append(index)
        rights.append(index + step)
    star = np.flatnonzero(size > cap)
    for hub in range(HUBS):
        held = starts[group[star]] + hub
        far = star - held > near
        lefts.append(held[far])
        rights.append(star[far])
    return np.concatenate(lefts), np.concatenate(rights)


def afford(groups: Ints, beyond: int) -> tuple[int, int]:
    """Up to how many holders all meet each other, and how many neighbours each meets where there are more.

    ``groups``: how many fingerprints have 0, 1, 2 … holders; ``beyond``: the holders of all that have still more.
    """
    size = np.arange(groups.size)
    holders, pairs = groups * size, groups * (size * (size - 1) // 2)
    budget = max(_BUDGET, _PER_PRINT * (int(holders.sum()) + beyond))
    for cap in CAPS:
        near = min(NEIGHBOURS, cap)
        large = int(holders[cap + 1 :].sum()) + beyond
        if int(pairs[: cap + 1].sum()) + large * (near + HUBS) <= budget:
            return cap, near
    return 1, 1
