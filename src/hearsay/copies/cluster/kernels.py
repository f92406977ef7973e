"""What each worker does to its share of rows, in arrays: read words, fingerprint them, align pairs of texts.

Words travel as one run of bytes a text, so that an engine moves them without looking inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from hearsay.copies.choose import choose_quotations, choose_reuse, quoted_pieces
from hearsay.copies.echoes import without_echoes
from hearsay.copies.found import Found, gather
from hearsay.copies.index.files import Array
from hearsay.copies.index.manifest import Settings
from hearsay.copies.index.segment import TOKENS, pack_flags, postings_of, unpack_words
from hearsay.copies.passages import Text, read_words
from hearsay.copies.seeds import order_seeds
from hearsay.copies.tokens import Ints, Words

__all__ = ["align_pairs", "count_words", "pack_texts", "print_texts"]

_SIZE = sum(np.dtype(kind).itemsize for kind in TOKENS.values())  # bytes of a word


def pack_texts(texts: Sequence[Text]) -> list[bytes]:
    """The words of each text."""
    words = read_words(texts)
    columns: tuple[Array, ...] = (words.tokens.hash, words.tokens.start, words.tokens.end, pack_flags(words))
    first = words.tokens.first.tolist()
    return [
        b"".join(c[lo:hi].astype(kind).tobytes() for c, kind in zip(columns, TOKENS.values(), strict=True))
        for lo, hi in pairwise(first)
    ]


def count_words(packed: bytes) -> int:
    """How many words a text has."""
    return len(packed) // _SIZE


def print_texts(packed: Sequence[bytes], kind: str, window: int) -> tuple[Ints, Array, Array]:
    """Fingerprints of texts for reuse ("r") or quotations ("q"): where each text's begin, hashes, positions."""
    found = postings_of(_unpack(packed), Settings(window=window))
    doc = found[f"{kind}_doc"]
    order = np.argsort(doc, kind="stable")
    begins = np.searchsorted(doc[order], np.arange(len(packed) + 1)).astype(np.int64)
    return begins, found[f"{kind}_h"][order], found[f"{kind}_pos"][order].astype(np.int32)


def align_pairs(
    docs: Ints, ranks: Ints, packed: Sequence[bytes], seeds: dict[str, tuple[Ints, Ints, Ints, Ints]]
) -> Found:
    """Passages of pairs of texts; ``docs`` ascending, ``ranks`` their order by id, which is how the answer names them.

    ``seeds`` by kind: document and position on the one side and on the other, the lesser document first.
    """
    words = _unpack(packed)
    first = words.tokens.first
    pieces = quoted_pieces(words)
    quotes = np.concatenate([[0], np.cumsum(words.quoted)])[first]

    def lay(kind: str, begins: Ints) -> tuple[Ints, Ints]:
        a, at_a, b, at_b = seeds[kind]
        return begins[np.searchsorted(docs, a)] + at_a, begins[np.searchsorted(docs, b)] + at_b

    reuse = choose_reuse(words, order_seeds(words.tokens, *lay("r", first)))
    said = choose_quotations(pieces, order_seeds(pieces.tokens, *lay("q", quotes)))
    return without_echoes(gather([reuse, said]).turned(ranks), fast=False)


def _unpack(packed: Sequence[bytes]) -> Words:
    counts = [count_words(p) for p in packed]
    columns, at = [], np.zeros(len(packed), np.int64)
    for kind in TOKENS.values():
        size = np.dtype(kind).itemsize
        parts = [np.frombuffer(p, kind, n, int(o)) for p, n, o in zip(packed, counts, at, strict=True)]
        columns.append(np.concatenate([np.empty(0, kind), *parts]))
        at += np.array(counts, np.int64) * size
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return unpack_words(columns[0], columns[1], columns[2], columns[3], first)
