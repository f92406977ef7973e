"""From shared fingerprints to aligned passages: exact runs, chained across small edits, stretched at both ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hearsay.copies.rules import EDIT, EDITS, GAP, LOOKBACK, RESYNC
from hearsay.copies.scalar import score_chains, take_chains
from hearsay.copies.seeds import Runs, Seeds
from hearsay.copies.tokens import Bools, Ints, Tokens, U64s

__all__ = ["Blocks", "align"]

_EDITS = np.array(EDITS, np.int64)
_ROWS = 10_000  # ends of chains looked at together: bounds memory


@dataclass(frozen=True, slots=True)
class Blocks:
    """Runs of equal tokens: ``size`` tokens at ``a`` and ``b``, of passage ``chain``; in order of chain, then place."""

    a: Ints
    b: Ints
    size: Ints
    chain: Ints

    def take(self, keep: Bools | Ints) -> Blocks:
        """Some of the blocks."""
        return Blocks(self.a[keep], self.b[keep], self.size[keep], self.chain[keep])


def align(tokens: Tokens, runs: Runs, seeds: Seeds, gram: int, least: int) -> Blocks:
    """Chains of equal runs; the blocks of one chain never overlap and follow each other in both texts.

    A chain none of whose runs through a seed has ``least`` tokens is left out: stock phrases are met by the million.
    """
    if not seeds.a.size:
        none = np.empty(0, np.int64)
        return Blocks(none, none, none, none)
    first, last = tokens.first[:-1], tokens.first[1:]
    count = first.size
    blocks, pair = _exact_runs(runs, seeds, gram, first, last, count)
    blocks, pair = _chain(blocks, pair)
    longest = np.maximum.reduceat(blocks.size, np.flatnonzero(np.diff(blocks.chain, prepend=-1)))
    pair = pair[longest >= least]
    blocks = blocks.take(longest[blocks.chain] >= least)
    if not pair.size:
        return blocks
    blocks = Blocks(blocks.a, blocks.b, blocks.size, np.cumsum(np.diff(blocks.chain, prepend=-1) != 0) - 1)
    ta, tb = pair // count, pair % count
    return _stretch(blocks, tokens, runs, first[ta], last[ta], first[tb], last[tb])


def _exact_runs(runs: Runs, seeds: Seeds, gram: int, first: Ints, last: Ints, count: int) -> tuple[Blocks, Ints]:
    """Maximal equal runs through the seeds. Seeds on one diagonal with equal text between them are one run."""
    a, b, pair = seeds.a, seeds.b, seeds.pair
    same = np.zeros(a.size, np.bool_)
    near = (pair[1:] == pair[:-1]) & (a[1:] - b[1:] == a[:-1] - b[:-1])
    at = np.flatnonzero(near)
    same[at + 1] = runs.hash(a[at], a[at + 1] - a[at] + gram) == runs.hash(b[at], a[at + 1] - a[at] + gram)
    heads = np.flatnonzero(~same)
    tails = np.append(heads[1:], a.size) - 1
    pair = pair[heads]
    ta, tb = pair // count, pair % count
    back = _common(runs, a[heads], b[heads], np.minimum(a[heads] - first[ta], b[heads] - first[tb]), -1)
    end_a, end_b = a[tails] + gram, b[tails] + gram
    ahead = _common(runs, end_a, end_b, np.minimum(last[ta] - end_a, last[tb] - end_b), 1)
    start_a, start_b = a[heads] - back, b[heads] - back
    return Blocks(start_a, start_b, end_a + ahead - start_a, pair), pair


def _common(runs: Runs, a: Ints, b: Ints, limit: Ints, way: int) -> Ints:
    """How many tokens agree from a and b onward (way 1) or before them (way -1), at most ``limit``."""
    low, high = np.zeros(a.size, np.int64), limit.copy()
    while True:
        open_ = np.flatnonzero(low < high)
        if not open_.size:
            return low
        half = (low[open_] + high[open_] + 1) // 2
        shift = half if way < 0 else 0
        equal = runs.hash(a[open_] - shift, half) == runs.hash(b[open_] - shift, half)
        low[open_[equal]] = half[equal]
        high[open_[~equal]] = half[~equal] - 1


def _chain(blocks: Blocks, pair: Ints) -> tuple[Blocks, Ints]:
    """Blocks in chains, and the pair of each chain."""
    inner = _inside_longest(blocks, pair)
    blocks, pair = blocks.take(~inner), pair[~inner]
    order = np.lexsort((blocks.b, blocks.a, pair))
    blocks, pair = blocks.take(order), pair[order]
    same = np.concatenate([[False], pair[1:] == pair[:-1]])
    end_a, end_b = blocks.a + blocks.size, blocks.b + blocks.size
    previous = np.maximum(np.arange(pair.size) - 1, 0)
    forward = (blocks.a > blocks.a[previous]) & (blocks.b > blocks.b[previous])
    forward &= (end_a > end_a[previous]) & (end_b > end_b[previous])
    number = np.cumsum(~same) - 1
    tangled = np.zeros(int(number[-1]) + 1, np.bool_)
    tangled[number[same & ~forward]] = True
    near = (blocks.a - end_a[previous] <= GAP) & (blocks.b - end_b[previous] <= GAP)
    straight = ~tangled[number]
    chain = np.cumsum(~(same & near & forward)) - 1
    free = int(chain[-1]) + 1
    rows, chains = [np.flatnonzero(straight)], [chain[straight]]
    for lo, hi in _runs_of(number, tangled):
        for path in _untangle(blocks, lo, hi):
            rows.append(path)
            chains.append(np.full(path.size, free))
            free += 1
    at = np.concatenate(rows)
    blocks = _cut_overlaps(Blocks(blocks.a[at], blocks.b[at], blocks.size[at], np.concatenate(chains)))
    every = pair[at]
    starts = np.concatenate([[True], blocks.chain[1:] != blocks.chain[:-1]])
    return Blocks(blocks.a, blocks.b, blocks.size, np.cumsum(starts) - 1), every[starts]


def _inside_longest(blocks: Blocks, pair: Ints) -> Bools:
    """Blocks that lie, in both texts, inside the longest block of their pair: echoes of repeated words."""
    order = np.lexsort((blocks.a, -blocks.size, pair))
    heads = np.concatenate([[True], pair[order][1:] != pair[order][:-1]])
    lead = order[heads][np.cumsum(heads) - 1]
    inner = np.zeros(pair.size, np.bool_)
    a, b, size = blocks.a[order], blocks.b[order], blocks.size[order]
    la, lb, ls = blocks.a[lead], blocks.b[lead], blocks.size[lead]
    inner[order] = ~heads & (a >= la) & (a + size <= la + ls) & (b >= lb) & (b + size <= lb + ls)
    return inner


def _runs_of(number: Ints, wanted: Bools) -> Iterator[tuple[int, int]]:
    bounds = np.searchsorted(number, np.arange(wanted.size + 1))
    for i in np.flatnonzero(wanted):
        yield int(bounds[i]), int(bounds[i + 1])


def _untangle(blocks: Blocks, lo: int, hi: int) -> Iterator[Ints]:
    """Best chains of a pair whose blocks cross, best first."""
    a, b, size = blocks.a[lo:hi].tolist(), blocks.b[lo:hi].tolist(), blocks.size[lo:hi].tolist()
    count = hi - lo
    score, came, chain = [0] * count, [0] * count, [0] * count
    score_chains(a, b, size, count, GAP, LOOKBACK, score, came)
    order = np.argsort(-np.array(score), kind="stable").tolist()
    take_chains(a, b, size, count, came, order, chain)
    number = np.array(chain)
    rows = np.argsort(number, kind="stable")
    rows = rows[number[rows] >= 0]
    yield from np.split(rows + lo, np.flatnonzero(np.diff(number[rows])) + 1)


def _cut_overlaps(blocks: Blocks) -> Blocks:
    """Shorten each block where the one before it in its chain already holds its first tokens."""
    previous = np.maximum(np.arange(blocks.a.size) - 1, 0)
    same = blocks.chain == blocks.chain[previous]
    over_a = blocks.a[previous] + blocks.size[previous] - blocks.a
    over_b = blocks.b[previous] + blocks.size[previous] - blocks.b
    cut = np.where(same, np.maximum(0, np.maximum(over_a, over_b)), 0)
    cut[:1] = 0
    cut = np.minimum(cut, blocks.size - 1)
    return Blocks(blocks.a + cut, blocks.b + cut, blocks.size - cut, blocks.chain)


def _stretch(
    blocks: Blocks, tokens: Tokens, runs: Runs, first_a: Ints, last_a: Ints, first_b: Ints, last_b: Ints
) -> Blocks:
    """Blocks with those added that lie beyond the ends of each chain, past edits of a few words."""
    heads = np.flatnonzero(np.concatenate([[True], blocks.chain[1:] != blocks.chain[:-1]]))
    tails = np.append(heads[1:], blocks.a.size) - 1
    end_a, end_b = blocks.a[tails] + blocks.size[tails], blocks.b[tails] + blocks.size[tails]
    right = _stretch_end(tokens.hash, runs, end_a, end_b, last_a, last_b, 1)
    left = _stretch_end(tokens.hash, runs, blocks.a[heads], blocks.b[heads], first_a, first_b, -1)
    every = [blocks, *right, *left]
    a, b, size, chain = (np.concatenate([getattr(p, f) for p in every]) for f in ("a", "b", "size", "chain"))
    order = np.lexsort((a, chain))
    return Blocks(a[order], b[order], size[order], chain[order])


def _stretch_end(hashed: U64s, runs: Runs, a: Ints, b: Ints, limit_a: Ints, limit_b: Ints, way: int) -> list[Blocks]:
    """Blocks found from (a, b) on, going right (way 1, limits exclusive) or left (way -1)."""
    chain = np.arange(a.size)
    found: list[Blocks] = []
    while chain.size:
        room_a, room_b = (limit_a - a) * way, (limit_b - b) * way
        edit = np.concatenate(
            [
                _first_edit(hashed, a[lo:hi], b[lo:hi], room_a[lo:hi], room_b[lo:hi], way)
                for lo, hi in ((lo, lo + _ROWS) for lo in range(0, a.size, _ROWS))
            ]
        )
        rows = np.flatnonzero(edit >= 0)
        skip = _EDITS[edit[rows]]
        chain, a, b = chain[rows], a[rows] + way * skip[:, 0], b[rows] + way * skip[:, 1]
        limit_a, limit_b = limit_a[rows], limit_b[rows]
        size = _common(runs, a, b, np.minimum((limit_a - a) * way, (limit_b - b) * way), way)
        found.append(Blocks(a if way > 0 else a - size, b if way > 0 else b - size, size, chain))
        a, b = a + way * size, b + way * size
    return found


def _first_edit(hashed: U64s, a: Ints, b: Ints, room_a: Ints, room_b: Ints, way: int) -> Ints:
    """The first of ``EDITS`` after which ``RESYNC`` tokens agree again, -1 where none leads on."""
    ahead = np.arange(EDIT + RESYNC)
    steps = ahead if way > 0 else -1 - ahead
    near_a, near_b = (hashed[np.clip(at[:, None] + steps, 0, hashed.size - 1)] for at in (a, b))
    equal = near_a[:, :, None] == near_b[:, None, :]
    equal &= (ahead < room_a[:, None])[:, :, None] & (ahead < room_b[:, None])[:, None, :]
    agree = equal[:, : EDIT + 1, : EDIT + 1].copy()
    for step in range(1, RESYNC):
        agree &= equal[:, step : step + EDIT + 1, step : step + EDIT + 1]
    led = agree[:, _EDITS[:, 0], _EDITS[:, 1]]
    return np.where(led.any(1), led.argmax(1), -1)
