"""A segment: reports in order, their words, the sorted postings of their fingerprints, the passages found for them.

The reports of a segment are numbered in the order in which holders of a popular passage are met, so postings sorted by
fingerprint and report are in that order too. Everything is an array, in memory for new reports, mapped for old ones.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from hearsay.copies.index.files import Array, spread
from hearsay.copies.index.manifest import Settings
from hearsay.copies.passages import Text, Words, content_key, quoted_pieces, read_words, sort_texts
from hearsay.copies.seeds import fingerprint
from hearsay.copies.tokens import Ints, Tokens, U64s

__all__ = [
    "POSTINGS",
    "ROWS",
    "TOKENS",
    "Held",
    "Segment",
    "build_segment",
    "gather_words",
    "hash_ids",
    "pack_flags",
    "postings_of",
    "unpack_words",
]

POSTINGS = {"h": "<u8", "doc": "<u4", "pos": "<u4"}  # of each kind: "r" reuse, "q" quotations; sorted by all three
TOKENS = {"t_hash": "<u4", "t_start": "<i4", "t_end": "<i4", "t_flags": "|u1"}
ROWS = {  # a passage stands twice, once under each of its two reports
    "p_owner": "<u8",
    "p_start": "<u4",
    "p_other": "<u8",
    "p_other_start": "<u4",
    "p_end": "<u4",
    "p_other_end": "<u4",
    "p_words": "<u4",
    "p_quoted": "|u1",
}
_REMEMBERED = 20_000  # reports of a segment whose names are kept at hand
_QUOTED, _CAPITAL, _WEIGHT = 1, 2, 4  # flags of a token; from the third bit on its weight


class Held(NamedTuple):
    """What is kept of a report besides its words; sorts as holders of a popular passage are met."""

    order: str
    content: str
    id: str
    series: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Arrays by name; see ``build_segment``."""

    arrays: Mapping[str, Array]
    read: dict[int, Held] = field(default_factory=dict, compare=False)  # the last that were asked for

    @property
    def reports(self) -> int:
        """How many reports it holds."""
        return int(self.arrays["number"].size)

    @property
    def tokens(self) -> int:
        """How many words it holds."""
        return int(self.arrays["t_hash"].size)

    def held(self, doc: int) -> Held:
        """What is kept of a report."""
        if (known := self.read.get(doc)) is not None:
            return known
        at = self.arrays["meta_at"]
        held = Held(*json.loads(self.arrays["meta"][int(at[doc]) : int(at[doc + 1])].tobytes()))
        if len(self.read) >= _REMEMBERED:
            self.read.clear()
        self.read[doc] = held
        return held

    def rank(self, held: Held) -> int:
        """How many of the segment's reports come before one that it does not hold."""
        lo, hi = 0, self.reports
        while lo < hi:
            mid = (lo + hi) // 2
            if self.held(mid)[:3] < held[:3]:
                lo = mid + 1
            else:
                hi = mid
        return lo

    def find(self, ids: Sequence[str], hashed: U64s) -> dict[int, int]:
        """Which of the ids it holds: place in ``ids`` → report."""
        known = self.arrays["id_hash"]
        at = np.searchsorted(known, hashed)
        found = {}
        for i in np.flatnonzero(at < known.size).tolist():
            place = int(at[i])
            while place < known.size and known[place] == hashed[i]:
                doc = int(self.arrays["id_doc"][place])
                if self.held(doc).id == ids[i]:
                    found[i] = doc
                place += 1
        return found

    def local(self, numbers: Array) -> Ints:
        """Reports by their lasting number, -1 where it does not hold one."""
        order, own = self.arrays["by_number"], self.arrays["number"]
        if not order.size:
            return np.full(numbers.size, -1)
        sorted_ = own[order]
        at = np.minimum(np.searchsorted(sorted_, numbers), order.size - 1)
        return np.where(sorted_[at] == numbers, order[at].astype(np.int64), -1)

    def rows_of(self, numbers: Array) -> Ints:
        """Places of the passages under these reports."""
        owner = self.arrays["p_owner"]
        lo = np.searchsorted(owner, numbers)
        return spread(lo, np.searchsorted(owner, numbers, "right") - lo)


def build_segment(texts: Sequence[Text], settings: Settings, first_number: int) -> Segment:
    """The segment of some new texts, still without passages."""
    texts = sort_texts(texts)
    words = read_words(texts)
    tokens, count = words.tokens, len(texts)
    metas = [json.dumps([t.order, content_key(t.text), t.id, t.series], separators=(",", ":")).encode() for t in texts]
    hashed = hash_ids([t.id for t in texts])
    order = np.argsort(hashed, kind="stable")
    arrays: dict[str, Array] = {
        "number": first_number + np.arange(count, dtype=np.uint64),
        "by_number": np.arange(count, dtype=np.uint32),
        "id_hash": hashed[order],
        "id_doc": order.astype(np.uint32),
        "meta": np.frombuffer(b"".join(metas), np.uint8),
        "meta_at": np.concatenate([[0], np.cumsum([len(m) for m in metas])]).astype(np.uint64),
        "token_at": tokens.first[:-1].astype(np.uint64),
        "token_n": np.diff(tokens.first).astype(np.uint32),
        "t_hash": tokens.hash.astype(np.uint32),
        "t_start": tokens.start,
        "t_end": tokens.end,
        "t_flags": pack_flags(words),
        **{name: np.empty(0, kind) for name, kind in ROWS.items()},
    }
    return Segment(arrays | postings_of(words, settings))


def postings_of(words: Words, settings: Settings) -> dict[str, Array]:
    """Sorted postings of texts, for reuse ("r_h", "r_doc", "r_pos") and for quotations ("q_h", …).

    The position of a quotation counts the quoted words of its text only.
    """
    tokens, count = words.tokens, words.tokens.first.size - 1
    text_of = np.repeat(np.arange(count), np.diff(tokens.first))
    at, value = fingerprint(tokens, settings.gram, settings.window)
    reuse = _postings("r", value, text_of[at], at - tokens.first[text_of[at]], settings.repeats)
    pieces = quoted_pieces(words)
    at, value = fingerprint(pieces.tokens, settings.quote_gram, settings.quote_window)
    text_of = np.repeat(pieces.owner, np.diff(pieces.tokens.first))
    begins = np.searchsorted(text_of, np.arange(count))
    return reuse | _postings("q", value, text_of[at], at - begins[text_of[at]], settings.repeats)


def gather_words(segments: Sequence[Segment], where: Sequence[tuple[int, int]]) -> Words:
    """The words of reports, given as segment and report, as if they had just been read."""
    slices = []
    for number, doc in where:
        arrays = segments[number].arrays
        lo = int(arrays["token_at"][doc])
        slices.append((arrays, lo, lo + int(arrays["token_n"][doc])))
    hashed, start, end, flags = (
        np.concatenate([np.empty(0, kind), *(arrays[name][lo:hi] for arrays, lo, hi in slices)])
        for name, kind in TOKENS.items()
    )
    first = np.concatenate([[0], np.cumsum([hi - lo for _, lo, hi in slices])]).astype(np.int64)
    return unpack_words(hashed, start, end, flags, first)


def pack_flags(words: Words) -> Array:
    """What is kept of each word besides its hash and span, in a byte."""
    flags: Array = words.quoted * _QUOTED + words.capital * _CAPITAL + words.tokens.weight * _WEIGHT
    return flags.astype(np.uint8)


def unpack_words(hashed: Array, start: Array, end: Array, flags: Array, first: Ints) -> Words:
    """Words from their columns; text d has those from ``first[d]`` to ``first[d + 1]``."""
    tokens = Tokens(hashed.astype(np.uint64), start, end, flags // _WEIGHT, first)
    return Words(tokens, (flags & _QUOTED) > 0, (flags & _CAPITAL) > 0)


def hash_ids(ids: Sequence[str]) -> U64s:
    """A 64-bit hash of each id."""
    raw = (hashlib.blake2b(i.encode("utf-8", "surrogatepass"), digest_size=8).digest() for i in ids)
    return np.frombuffer(b"".join(raw), "<u8").astype(np.uint64)


def _postings(kind: str, value: U64s, doc: Ints, pos: Ints, repeats: int) -> dict[str, Array]:
    """Sorted postings, few of one fingerprint within one report."""
    order = np.lexsort((pos, doc, value))
    value, doc, pos = value[order], doc[order], pos[order]
    fresh = np.ones(value.size, np.bool_)
    fresh[1:] = (value[1:] != value[:-1]) | (doc[1:] != doc[:-1])
    place = np.arange(value.size)
    keep = place - np.maximum.accumulate(np.where(fresh, place, 0)) < repeats
    return {
        f"{kind}_h": value[keep],
        f"{kind}_doc": doc[keep].astype(np.uint32),
        f"{kind}_pos": pos[keep].astype(np.uint32),
    }
