"""Merging segments into one, block by block: memory stays the same whatever their size."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from hearsay.copies.index.files import Array, ArrayFile, in_blocks, write_arrays
from hearsay.copies.index.segment import POSTINGS, ROWS, TOKENS, Segment
from hearsay.copies.tokens import Ints

__all__ = ["merge_segments", "save_segment"]

_BLOCK = 500_000  # elements held at once
_Put = Callable[[str, int, Array], None]


def save_segment(segment: Segment, path: Path) -> int:
    """Writes a segment held in memory; returns the size of the file in bytes."""
    shape: ArrayFile = {name: (a.dtype.newbyteorder("<").str, a.size) for name, a in segment.arrays.items()}

    def fill(put: _Put) -> None:
        for name, array in segment.arrays.items():
            put(name, 0, array)

    return write_arrays(path, shape, fill)


def merge_segments(segments: Sequence[Segment], path: Path) -> int:
    """Writes the segment that holds what several hold; returns the size of the file in bytes."""
    shape = {
        name: (array.dtype.newbyteorder("<").str, sum(s.arrays[name].size for s in segments))
        for name, array in segments[0].arrays.items()
    }
    reports = sum(s.reports for s in segments)
    shape["meta_at"] = ("<u8", reports + 1)

    def fill(put: _Put) -> None:
        moved = _merge_reports(segments, put)
        for name in TOKENS:
            _append(segments, name, put)
        for kind in ("r", "q"):
            names = [f"{kind}_{name}" for name in POSTINGS]
            for place, columns in _merge_sorted(segments, names):
                columns[1] = _renumber(columns.pop(), moved, columns[1])
                order = np.lexsort((columns[2], columns[1], columns[0]))
                for name, column in zip(names, columns, strict=True):
                    put(name, place, column[order])
        for place, columns in _merge_sorted(segments, list(ROWS)):
            columns.pop()
            order = np.lexsort((*columns[4:], *columns[3:0:-1], columns[0]))
            for name, column in zip(ROWS, columns, strict=True):
                put(name, place, column[order])

    return write_arrays(path, shape, fill)


def _merge_reports(segments: Sequence[Segment], put: _Put) -> list[Ints]:
    """Writes the reports in their order; returns the new number of each report of each segment."""
    moved = [np.zeros(s.reports, np.int64) for s in segments]
    tokens = np.concatenate([[0], np.cumsum([s.tokens for s in segments])])
    merged = heapq.merge(*(_in_order(s, n) for n, s in enumerate(segments)))
    number: list[int] = []
    token_at: list[int] = []
    token_n: list[int] = []
    place = length = 0
    metas: list[bytes] = []
    ends = [0]
    for place, (_, n, doc) in enumerate(merged):
        arrays = segments[n].arrays
        moved[n][doc] = place
        number.append(int(arrays["number"][doc]))
        token_at.append(int(arrays["token_at"][doc]) + int(tokens[n]))
        token_n.append(int(arrays["token_n"][doc]))
        metas.append(arrays["meta"][int(arrays["meta_at"][doc]) : int(arrays["meta_at"][doc + 1])].tobytes())
        ends.append(ends[-1] + len(metas[-1]))
        if len(metas) == _BLOCK // 100:
            length = _put_metas(metas, length, put)
    _put_metas(metas, length, put)
    numbers = np.array(number, np.uint64)
    put("number", 0, numbers)
    put("by_number", 0, np.argsort(numbers, kind="stable"))
    put("token_at", 0, np.array(token_at, np.uint64))
    put("token_n", 0, np.array(token_n, np.uint32))
    put("meta_at", 0, np.array(ends, np.uint64))
    hashed = np.concatenate([s.arrays["id_hash"] for s in segments])
    docs = np.concatenate([m[s.arrays["id_doc"]] for s, m in zip(segments, moved, strict=True)])
    order = np.lexsort((docs, hashed))
    put("id_hash", 0, hashed[order])
    put("id_doc", 0, docs[order])
    return moved


def _in_order(segment: Segment, number: int) -> Iterator[tuple[tuple[str, str, str], int, int]]:
    for doc in range(segment.reports):
        held = segment.held(doc)
        yield (held.order, held.content, held.id), number, doc


def _put_metas(metas: list[bytes], at: int, put: _Put) -> int:
    block = b"".join(metas)
    metas.clear()
    put("meta", at, np.frombuffer(block, np.uint8))
    return at + len(block)


def _append(segments: Sequence[Segment], name: str, put: _Put) -> None:
    at = 0
    for segment in segments:
        array = segment.arrays[name]
        for lo, hi in in_blocks(array.size, _BLOCK):
            put(name, at + lo, array[lo:hi])
        at += array.size


def _merge_sorted(segments: Sequence[Segment], names: Sequence[str]) -> Iterator[tuple[int, list[Array]]]:
    """Blocks of columns that are sorted by the first, with the segment of each row added as a last column."""
    keys = [s.arrays[names[0]] for s in segments]
    total = sum(k.size for k in keys)
    # A sample of every segment says where to cut, so that no block is much larger than the others.
    step = max(1, _BLOCK // (4 * len(keys)))
    samples = np.sort(np.concatenate([k[::step] for k in keys])) if total else np.empty(0, np.uint64)
    every = max(1, _BLOCK // step)
    cuts = np.unique(samples[every::every])
    bounds = [np.concatenate([[0], np.searchsorted(k, cuts), [k.size]]) for k in keys]
    place = 0
    for lows, highs in pairwise(zip(*bounds, strict=True)):
        columns = [
            np.concatenate([s.arrays[name][lo:hi] for s, lo, hi in zip(segments, lows, highs, strict=True)])
            for name in names
        ]
        sizes = np.array(highs) - np.array(lows)
        if columns[0].size:
            yield place, [*columns, np.repeat(np.arange(len(segments)), sizes)]
            place += columns[0].size


def _renumber(segment: Array, moved: Sequence[Ints], doc: Array) -> Ints:
    renumbered = np.zeros(doc.size, np.int64)
    for number, to in enumerate(moved):
        rows = np.flatnonzero(segment == number)
        renumbered[rows] = to[doc[rows]]
    return renumbered
