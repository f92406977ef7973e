"""Texts to words, a few hundred at a time, into columns that grow in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hearsay.copies import characters as chars
from hearsay.copies.fast.scan import list_quoted, read_texts
from hearsay.copies.rules import INTERRUPTION
from hearsay.copies.tokens import QUOTED, RESUMED, Ints, Offsets, Spans, chunks

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Packed", "pack_quotations", "pack_words"]

_CHUNK = 100_000  # characters: what is worked on stays in the cache


@dataclass(frozen=True, slots=True)
class Packed:
    """Words of several texts end to end, 13 bytes each; ``info`` has weight, ``QUOTED`` and ``CAPITAL``."""

    hash: NDArray[np.uint32]
    start: Offsets
    end: Offsets
    info: NDArray[np.uint8]
    first: Ints
    owner: Ints  # the number of each text; of a quotation, of the text it stands in


def pack_words(texts: Sequence[str], parts: Sequence[Spans | None], quotations: Sequence[Spans]) -> Packed:
    """The words of texts: see ``tokens.tokenise`` and ``passages.read_words``, which say the same slower."""
    room = sum(map(len, texts)) // 5 + 16
    made = Packed(
        np.empty(room, np.uint32),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.uint8),
        np.zeros(len(texts) + 1, np.int64),
        np.arange(len(texts)),
    )
    longest = max(map(len, texts), default=0)
    scratch = np.empty(2 * longest, np.int64), np.empty((longest // 2 + 2, 2), np.int64)
    seen = np.zeros(0x110000, np.bool_)
    count = 0
    for lo, hi in chunks(texts, _CHUNK):
        size = sum(map(len, texts[lo:hi]))
        if count + size > made.hash.size:
            _resize(made, count + size + count // 4)
        count = _read_chunk(texts[lo:hi], parts[lo:hi], made, count, made.first[lo + 1 : hi + 1], seen, scratch)
    _resize(made, count)
    for i, spans in enumerate(quotations):
        lo, hi = made.first[i], made.first[i + 1]
        for start, end in spans:
            x, y = np.searchsorted(made.start[lo:hi], (start, end))
            made.info[lo + x : lo + y] |= QUOTED
    return made


def _resize(made: Packed, size: int) -> None:
    for column in (made.hash, made.start, made.end, made.info):
        column.resize(size, refcheck=False)


def _read_chunk(
    texts: Sequence[str],
    parts: Sequence[Spans | None],
    made: Packed,
    count: int,
    first: Ints,
    seen: NDArray[np.bool_],
    scratch: tuple[Ints, Ints],
) -> int:
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=offsets[1:])
    read, part_of = _lay_out(parts)
    columns = (made.hash, made.start, made.end, made.info)
    while True:
        t = chars.describe()
        looks = (t.row, t.kind, t.props, t.weight, t.first, t.count, t.values, t.letter)
        upto = int(read_texts(points, offsets, read, part_of, *looks, seen, *scratch, count, *columns, first))
        if upto >= 0:
            return upto
        chars.describe(np.flatnonzero(seen).tolist())


def _lay_out(parts: Sequence[Spans | None]) -> tuple[Ints, Ints]:
    """What to read of each text, and where each text's begins there; nothing where all of every text is read."""
    spans: list[tuple[int, int]] = []
    if all(p is None for p in parts):
        return np.zeros((0, 2), np.int64), np.zeros(0, np.int64)
    begins = [0]
    for some in parts:
        at = 0  # everything before it has been dealt with
        for start, end in sorted(some if some is not None else ((0, 1 << 62),)):
            begin = max(at, start)
            if end <= begin:
                continue
            if begin == at and len(spans) > begins[-1]:  # it goes on where the last one ended
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((begin, end))
            at = end
        begins.append(len(spans))
    return np.array(spans, np.int64).reshape(-1, 2), np.array(begins, np.int64)


def pack_quotations(words: Packed) -> Packed:
    """The quoted words as texts of their own: see ``choose.quoted_pieces``."""
    room = int(np.count_nonzero(words.info & QUOTED))
    at, heads, owner = np.empty(room, np.int64), np.empty(room + 1, np.int64), np.empty(room, np.int64)
    resumed = np.empty(room, np.bool_)
    count, pieces = list_quoted(words.info, words.first, INTERRUPTION, at, heads, owner, resumed)
    heads[pieces] = count
    return Packed(
        words.hash[at],
        words.start[at],
        words.end[at],
        words.info[at] | (resumed * np.uint8(RESUMED)),
        heads[: pieces + 1].copy(),
        owner[:pieces].copy(),
    )
