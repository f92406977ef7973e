"""Words as 64-bit hashes with their character spans, many texts at a time.

Case, accents, curly quotes, apostrophes, thousands commas, invisible characters and line breaks make no difference.
Scripts written without spaces give one token a character, weighing less than a word. Every pass is over whole arrays,
so the cost does not depend on what the text says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bools", "Floats", "Ints", "Tokens", "U64s", "mix", "powers", "tokenise"]

U64s = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_CHUNK = 4_000_000  # characters worked on at once: bounds memory
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_SEPARATOR, _WORD, _SKIP, _APOSTROPHE, _COMMA, _ALONE = range(6)
_APOSTROPHES = "'’ʼ＇‘"
# First and last character of scripts without spaces between words, and how much of a word one character is.
_UNSPACED = (
    (0x0E00, 0x0EFF, 0.25),  # Thai, Lao
    (0x1000, 0x109F, 0.25),  # Myanmar
    (0x1780, 0x17FF, 0.25),  # Khmer
    (0x3040, 0x30FF, 0.5),  # kana
    (0x3400, 0x4DBF, 0.5),  # Han
    (0x4E00, 0x9FFF, 0.5),
    (0xF900, 0xFAFF, 0.5),
    (0x20000, 0x323AF, 0.5),
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of several texts end to end; text ``d`` has tokens ``first[d]`` to ``first[d + 1]``."""

    hash: U64s
    start: Ints  # character offsets into the token's own text
    end: Ints
    weight: Floats  # in words
    first: Ints


def tokenise(texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]] | None]) -> Tokens:
    """The tokens of each text, of its ``parts`` (start, end) only where given."""
    made = [_tokenise_chunk(texts[lo:hi], parts[lo:hi]) for lo, hi in _chunks(texts)]
    if not made:
        none = np.empty(0, np.int64)
        return Tokens(np.empty(0, np.uint64), none, none, np.empty(0), np.zeros(1, np.int64))
    counts = np.concatenate([np.diff(t.first) for t in made])
    return Tokens(
        np.concatenate([t.hash for t in made]),
        np.concatenate([t.start for t in made]),
        np.concatenate([t.end for t in made]),
        np.concatenate([t.weight for t in made]),
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
    up = np.full(count, np.uint64(_BASE))
    down = np.full(count, np.uint64(pow(_BASE, -1, 1 << 64)))
    if count:
        up[0] = down[0] = 1
    return np.cumprod(up, dtype=np.uint64), np.cumprod(down, dtype=np.uint64)


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    lo = size = 0
    for i, text in enumerate(texts):
        if size and size + len(text) > _CHUNK:
            yield lo, i
            lo, size = i, 0
        size += len(text) + 1
    if lo < len(texts):
        yield lo, len(texts)


def _tokenise_chunk(texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]] | None]) -> Tokens:
    raw = "".join(t + "\n" for t in texts).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(raw, np.uint32).astype(np.int64)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(t) + 1 for t in texts])])
    present = np.flatnonzero(np.bincount(points))
    small = np.zeros(int(points.max()) + 1, np.int64)
    small[present] = np.arange(present.size)
    table = [_describe(int(p)) for p in present]
    char = small[points]
    kind = np.array([row[0] for row in table], np.int8)[char]
    _close(kind, offsets, parts)

    where = np.flatnonzero(kind != _SKIP)
    lengths = np.array([max(1, len(row[1])) for row in table], np.int64)
    repeat = lengths[char[where]]
    piece = np.zeros(where.size, np.int64)
    if repeat.max(initial=1) > 1:  # ligatures and the like stand for several letters
        firsts = np.repeat(np.cumsum(repeat) - repeat, repeat)
        where = np.repeat(where, repeat)
        piece = np.arange(where.size) - firsts
    char, kind = char[where], kind[where]
    digit = np.array([row[3] for row in table], np.bool_)[char]

    before, after = np.roll(kind, 1) == _WORD, np.roll(kind, -1) == _WORD
    joins = (kind == _APOSTROPHE) & before & after
    joins |= (kind == _COMMA) & np.roll(digit, 1) & np.roll(digit, -1) & before & after
    keep = ~joins
    char, kind, where, piece = char[keep], kind[keep], where[keep], piece[keep]

    inside = (kind == _WORD) | (kind == _ALONE)
    opens = inside.copy()
    opens[1:] &= (kind[1:] == _ALONE) | (kind[:-1] != _WORD)
    closes = inside.copy()
    closes[:-1] &= (kind[:-1] == _ALONE) | (kind[1:] != _WORD)
    first, last = np.flatnonzero(opens), np.flatnonzero(closes)

    values = np.zeros((len(table), int(lengths.max(initial=1))), np.uint64)
    for i, row in enumerate(table):
        values[i, : len(row[1])] = row[1]
    value = values[char, piece]
    value[~inside] = 0
    up, down = powers(value.size)
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(value * up, dtype=np.uint64)])
    hashed = mix((total[last + 1] - total[first]) * down[first])

    start, end = where[first], where[last] + 1
    text_of = np.searchsorted(offsets, start, side="right") - 1
    weight = np.array([row[2] for row in table], np.float64)[char[first]]
    bounds = np.searchsorted(start, offsets)
    return Tokens(hashed, start - offsets[text_of], end - offsets[text_of], weight, bounds.astype(np.int64))


def _close(kind: NDArray[np.int8], offsets: Ints, parts: Sequence[Sequence[tuple[int, int]] | None]) -> None:
    """Make everything outside a text's parts a separator."""
    for offset, following, spans in zip(offsets, offsets[1:], parts, strict=False):
        if spans is None:
            continue
        at = int(offset)
        for start, end in sorted(spans):
            kind[at : max(at, int(offset) + start)] = _SEPARATOR
            at = max(at, min(int(offset) + end, int(following)))
        kind[at : int(following)] = _SEPARATOR


def _describe(point: int) -> tuple[int, list[int], float, bool]:
    """How a character takes part: kind, values of the letters it stands for, weight in words, whether a digit."""
    char = chr(point)
    category = unicodedata.category(char)
    if char in _APOSTROPHES:
        return _APOSTROPHE, [], 1.0, False
    if char == ",":
        return _COMMA, [], 1.0, False
    if category in ("Mn", "Me", "Cf"):
        return _SKIP, [], 1.0, False
    if category[0] not in "LN" and category != "Mc":
        return _SEPARATOR, [], 1.0, False
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) not in ("Mn", "Cf"))
    folded = "".join(c for c in plain.casefold() if c.isalnum()) or char
    values = [(ord(c) + 1) * 0xD6E8FEB86659FD93 % (1 << 64) for c in folded]
    for low, high, weight in _UNSPACED:
        if low <= point <= high:
            return _ALONE, values[:1], weight, False
    return _WORD, values, 1.0, category == "Nd"
