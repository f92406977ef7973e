"""Words as 64-bit hashes with their character spans, many texts at a time.

Case, accents, curly quotes, apostrophes, thousands commas, invisible characters and line breaks make no difference.
Scripts written without spaces give one token a character, weighing less than a word.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.copies import characters as chars

__all__ = [
    "BASE",
    "CAPITAL",
    "QUARTERS",
    "QUOTED",
    "RESUMED",
    "Bools",
    "Floats",
    "Ints",
    "Offsets",
    "Spans",
    "Tokens",
    "U64s",
    "Words",
    "chunks",
    "is_capital",
    "join",
    "mix",
    "powers",
    "tokenise",
]

U64s = NDArray[np.uint64]
Ints = NDArray[np.int64]
Offsets = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Spans = Sequence[tuple[int, int]]

QUARTERS, QUOTED, CAPITAL, RESUMED = 7, 8, 16, 32  # one byte a token: its weight in quarters of a word, and facts
_CHUNK = 4_000_000  # characters worked on at once: bounds memory
_AT_HAND = 1 << 18  # powers that are kept: small piles come often
BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of several texts end to end; text ``d`` has tokens ``first[d]`` to ``first[d + 1]``. 17 bytes a token."""

    hash: U64s  # of 32 bits
    start: Offsets  # character offsets into the token's own text
    end: Offsets
    weight: Bytes  # in quarters of a word: 4, or less for a character of a script without spaces
    first: Ints


@dataclass(frozen=True, slots=True)
class Words:
    """What is compared of texts: their tokens, which stand in quotation marks, which begin with a capital."""

    tokens: Tokens
    quoted: Bools
    capital: Bools


def tokenise(texts: Sequence[str], parts: Sequence[Spans | None]) -> Tokens:
    """The tokens of each text, of its ``parts`` (start, end) only where given.

    The tokens of a text depend on that text alone, so what was made in several calls can be joined (``join``) and kept
    on disk.
    """
    return join([_tokenise_chunk(texts[lo:hi], parts[lo:hi]) for lo, hi in chunks(texts)])


def is_capital(texts: Sequence[str], tokens: Tokens) -> Bools:
    """Which tokens begin with a capital."""
    capital = np.zeros(tokens.hash.size, np.bool_)
    for i, text in enumerate(texts):
        lo, hi = int(tokens.first[i]), int(tokens.first[i + 1])
        capital[lo:hi] = [text[at].isupper() for at in tokens.start[lo:hi].tolist()]
    return capital


def join(several: Sequence[Tokens]) -> Tokens:
    """The texts of several ``Tokens``, one after the other."""
    if not several:
        none = np.empty(0, np.int32)
        return Tokens(np.empty(0, np.uint64), none, none, np.empty(0, np.uint8), np.zeros(1, np.int64))
    counts = np.concatenate([np.diff(t.first) for t in several])
    return Tokens(
        np.concatenate([t.hash for t in several]),
        np.concatenate([t.start for t in several]),
        np.concatenate([t.end for t in several]),
        np.concatenate([t.weight for t in several]),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
    )


def mix(h: U64s) -> U64s:
    """Spread a 64-bit value over all its bits (the finaliser of splitmix64)."""
    h = h ^ (h >> np.uint64(30))
    h = h * np.uint64(0xBF58476D1CE4E5B9)
    h = h ^ (h >> np.uint64(27))
    h = h * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


def powers(count: int) -> tuple[U64s, U64s]:
    """Powers 0 … count-1 of the hash base and of its inverse, modulo 2**64."""
    if count > _AT_HAND:
        return _powers(count)
    up, down = _powers_at_hand()
    return up[:count], down[:count]


@functools.cache
def _powers_at_hand() -> tuple[U64s, U64s]:
    return _powers(_AT_HAND)


def _powers(count: int) -> tuple[U64s, U64s]:
    up = np.full(count, np.uint64(BASE))
    down = np.full(count, np.uint64(pow(BASE, -1, 1 << 64)))
    up[:1] = down[:1] = 1
    return np.cumprod(up, dtype=np.uint64), np.cumprod(down, dtype=np.uint64)


def chunks(texts: Sequence[str], most: int = _CHUNK) -> Iterator[tuple[int, int]]:
    """Runs of texts, from and to, that are worked on at once: as many as bound the memory, and one at least."""
    lo = size = 0
    for i, text in enumerate(texts):
        if size and size + len(text) > most:
            yield lo, i
            lo, size = i, 0
        size += len(text) + 1
    if lo < len(texts):
        yield lo, len(texts)


def _tokenise_chunk(texts: Sequence[str], parts: Sequence[Spans | None]) -> Tokens:
    raw = "".join(t + "\n" for t in texts).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(raw, np.uint32)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(t) + 1 for t in texts])])
    table = chars.describe()
    char = table.row[points]
    if not char.all():
        table = chars.describe(np.unique(points[char == 0]).tolist())
        char = table.row[points]
    kind = table.kind[char]
    _close(kind, offsets, parts)

    where = np.flatnonzero(kind != chars.SKIP)
    repeat = np.maximum(1, table.count[char[where]])
    piece = np.zeros(where.size, np.int64)
    if repeat.max(initial=1) > 1:  # ligatures and the like stand for several letters
        firsts = np.repeat(np.cumsum(repeat) - repeat, repeat)
        where = np.repeat(where, repeat)
        piece = np.arange(where.size) - firsts
    char, kind = char[where], kind[where]
    digit = (table.props[char] & chars.DIGIT) != 0

    before, after = np.roll(kind, 1) == chars.WORD, np.roll(kind, -1) == chars.WORD
    joins = (kind == chars.APOSTROPHE) & before & after
    joins |= (kind == chars.COMMA) & np.roll(digit, 1) & np.roll(digit, -1) & before & after
    keep = ~joins
    char, kind, where, piece = char[keep], kind[keep], where[keep], piece[keep]

    inside = (kind == chars.WORD) | (kind == chars.ALONE)
    opens = inside.copy()
    opens[1:] &= (kind[1:] == chars.ALONE) | (kind[:-1] != chars.WORD)
    closes = inside.copy()
    closes[:-1] &= (kind[:-1] == chars.ALONE) | (kind[1:] != chars.WORD)
    first, last = np.flatnonzero(opens), np.flatnonzero(closes)

    value = np.zeros(char.size, np.uint64)
    value[inside] = table.values[table.first[char[inside]] + piece[inside]]
    up, down = powers(value.size)
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(value * up, dtype=np.uint64)])
    hashed = mix((total[last + 1] - total[first]) * down[first]) >> np.uint64(32)

    start, end = where[first], where[last] + 1
    text_of = np.searchsorted(offsets, start, side="right") - 1
    weight = table.weight[char[first]]
    bounds = np.searchsorted(start, offsets).astype(np.int64)
    shift = offsets[text_of]
    return Tokens(hashed, (start - shift).astype(np.int32), (end - shift).astype(np.int32), weight, bounds)


def _close(kind: Bytes, offsets: Ints, parts: Sequence[Spans | None]) -> None:
    """Make everything outside a text's parts a separator."""
    for offset, following, spans in zip(offsets, offsets[1:], parts, strict=False):
        if spans is None:
            continue
        at = int(offset)
        for start, end in sorted(spans):
            kind[at : max(at, min(int(offset) + start, int(following)))] = chars.SEPARATOR
            at = max(at, min(int(offset) + end, int(following)))
        kind[at : int(following)] = chars.SEPARATOR
