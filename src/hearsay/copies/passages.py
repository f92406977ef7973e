"""Find the passages that stand in more than one text, with exact character spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.copies.choose import choose_quotations, choose_reuse, quoted_pieces
from hearsay.copies.classes import classify, name_classes
from hearsay.copies.echoes import without_echoes
from hearsay.copies.found import Found, Passages, gather, read_found
from hearsay.copies.furniture import FEW_PAGES, HOUSE_WORDS, is_head_or_foot, without_furniture
from hearsay.copies.jit import CHARACTERS, LARGE, wanted
from hearsay.copies.marks import quoted_parts
from hearsay.copies.seeds import QUOTE_GRAM, QUOTE_WINDOW, REUSE_GRAM, REUSE_WINDOW, Seeds, find_seeds, hash_runs
from hearsay.copies.tokens import Ints, Words, is_capital, tokenise
from hearsay.text import digest
from hearsay.types import Passage

__all__ = [
    "QUOTE_GRAM",
    "QUOTE_WINDOW",
    "REUSE_GRAM",
    "REUSE_WINDOW",
    "Text",
    "Words",
    "content_key",
    "find_all",
    "find_passages",
    "quotations_at",
    "quoted_pieces",
    "read_words",
    "reuse_at",
    "settle",
    "sort_texts",
]


_HEAD = 200  # characters that tell most texts apart


@dataclass(frozen=True, slots=True)
class Text:
    """A text to compare: the ``parts`` that count (None: all), the ``quotations`` known from layout, not from marks.

    ``series`` is the outlet: what three texts of one series share is its furniture. Of a passage that very many texts
    hold, each is compared with the one whose ``order``, then content, comes first.
    """

    id: str
    text: str
    series: str | None = None
    parts: tuple[tuple[int, int], ...] | None = None
    quotations: tuple[tuple[int, int], ...] = ()
    order: str = ""


def find_passages(texts: Sequence[Text], *, window: int | None = None) -> list[Passage]:
    """Passages two texts share: 12 words or more outside quotation marks, or 6 inside them on both sides.

    A passage with 12 unquoted words covers its quotations too. Sorted by ids and offsets; the same whatever the order
    of the texts, whose ids must differ. Spans index each text, end exclusive; ``words`` are those that agree.
    ``window``: one n-gram of so many is indexed; by default every one in a small pile, where that finds heavier edits.

    Raises:
        ValueError: two texts have one id.
    """
    return list(find_all(texts, window=window))


def find_all(texts: Sequence[Text], *, window: int | None = None) -> Passages:
    """The same as columns, from which records are made one by one: for large piles."""
    ids = sorted(t.id for t in texts)
    if len(set(ids)) < len(ids):
        twice = next(i for i, n in Counter(ids).items() if n > 1)
        raise ValueError(f"Two texts have the id {twice!r}: ids must differ")
    texts = sort_texts(texts)
    fast = wanted(sum(len(t.text) for t in texts) // CHARACTERS)
    found = (_find_fast if fast else _find)(texts, window)
    found = without_echoes(found.turned(_rank([t.id for t in texts])), fast=fast)
    texts = sorted(texts, key=lambda t: t.id)
    return _settle(ids, _without_heads_and_feet(found, texts), [t.series for t in texts], fast=fast)


def _without_heads_and_feet(found: Found, texts: Sequence[Text]) -> Found:
    """The passages but for the furniture of outlets with few pages. Where parts are given, it has been left out."""
    pages = Counter(t.series for t in texts if t.series is not None and t.parts is None)
    few = np.array([t.parts is None and 1 < pages[t.series or ""] < FEW_PAGES for t in texts], np.bool_)
    some = np.flatnonzero(few[found.a] & few[found.b] & ~found.quoted & (found.words <= HOUSE_WORDS))
    drop = np.zeros(found.a.size, np.bool_)
    for row, a, b in zip(some.tolist(), found.a[some].tolist(), found.b[some].tolist(), strict=True):
        if texts[a].series == texts[b].series:
            of_a = texts[a].text, int(found.a_start[row]), int(found.a_end[row])
            drop[row] = is_head_or_foot(of_a, (texts[b].text, int(found.b_start[row]), int(found.b_end[row])))
    return found.take(~drop) if drop.any() else found


def _find(texts: Sequence[Text], window: int | None) -> Found:
    words = read_words(texts)
    if window is None:
        window = 1 if words.tokens.hash.size <= LARGE else REUSE_WINDOW
    seeds = find_seeds(words.tokens, hash_runs(words.tokens), np.arange(len(texts)), REUSE_GRAM, window)
    reuse = choose_reuse(words, seeds)
    pieces = quoted_pieces(words)
    met = find_seeds(pieces.tokens, hash_runs(pieces.tokens), pieces.owner, QUOTE_GRAM, QUOTE_WINDOW)
    said = choose_quotations(pieces, met)
    return gather([reuse, said])


def _find_fast(texts: Sequence[Text], window: int | None) -> Found:
    from hearsay.copies.fast.find import find_shared
    from hearsay.copies.fast.words import pack_quotations, pack_words

    words = pack_words([t.text for t in texts], [t.parts for t in texts], [t.quotations for t in texts])
    if window is None:
        window = 1 if words.hash.size <= LARGE else REUSE_WINDOW
    pieces = pack_quotations(words)
    reuse = find_shared(words, REUSE_GRAM, window, quoted=False)
    del words
    return gather([reuse, find_shared(pieces, QUOTE_GRAM, QUOTE_WINDOW, quoted=True)])


def sort_texts(texts: Sequence[Text]) -> list[Text]:
    """Texts in the order in which the holders of a popular passage are met: earliest first, then by ``content_key``."""
    begun = [(t.order, _hash_head(t.text)) for t in texts]
    alike = Counter(begun)
    keys = [(*b, digest(t.text) if alike[b] > 1 else "", t.id) for b, t in zip(begun, texts, strict=True)]
    return [texts[i] for i in sorted(range(len(texts)), key=keys.__getitem__)]


def content_key(text: str) -> str:
    """What stands for a text where texts are ordered and told apart: a hash of how it begins, then one of all of it.

    Few texts begin alike, so that most can be ordered without hashing all of them.
    """
    return _hash_head(text) + digest(text)


def _hash_head(text: str) -> str:
    return digest(text[:_HEAD])


def read_words(texts: Sequence[Text]) -> Words:
    """The words of texts, each by itself."""
    tokens = tokenise([t.text for t in texts], [t.parts for t in texts])
    quoted = np.zeros(tokens.hash.size, np.bool_)
    for i, text in enumerate(texts):
        lo, hi = int(tokens.first[i]), int(tokens.first[i + 1])
        if spans := [*quoted_parts(text.text), *text.quotations]:
            edges = np.searchsorted(tokens.start[lo:hi], np.array(spans, np.int64))
            depth = np.zeros(hi - lo + 1, np.int64)
            np.add.at(depth, edges[:, 0], 1)
            np.add.at(depth, np.maximum(edges[:, 0], edges[:, 1]), -1)
            quoted[lo:hi] = np.cumsum(depth[:-1]) > 0
    return Words(tokens, quoted, is_capital([t.text for t in texts], tokens))


def reuse_at(ids: Sequence[str], words: Words, seeds: Seeds) -> list[Passage]:
    """Passages that go through the seeds, which are positions of tokens; ``ids`` are those of the texts."""
    found = without_echoes(choose_reuse(words, seeds).turned(_rank(ids)), fast=False)
    return _unnamed(ids, found)


def quotations_at(ids: Sequence[str], words: Words, seeds: Seeds, reuse: Sequence[Passage]) -> list[Passage]:
    """Quotations no reuse of the pair covers, through the seeds, which are positions in the quoted pieces."""
    said = choose_quotations(quoted_pieces(words), seeds).turned(_rank(ids))
    both = without_echoes(gather([read_found(sorted(ids), reuse), said]), fast=False)
    return _unnamed(ids, both.take(both.quoted))


def settle(found: Sequence[Passage], series: dict[str, str | None]) -> list[Passage]:
    """Passages in order, with their classes, without what is furniture of one series."""
    ids = sorted(series)
    return list(_settle(ids, read_found(ids, found).sorted(), [series[i] for i in ids], fast=False))


def _settle(ids: Sequence[str], found: Found, series: Sequence[str | None], *, fast: bool) -> Passages:
    return name_classes(ids, without_furniture(found, classify(found, fast=fast)[0], series), fast=fast)


def _unnamed(ids: Sequence[str], found: Found) -> list[Passage]:
    ids = sorted(ids)
    columns = (found.a_start, found.a_end, found.b_start, found.b_end, found.words, found.quoted)
    rows = zip(found.a.tolist(), found.b.tolist(), *(c.tolist() for c in columns), strict=True)
    return [Passage(ids[a], ids[b], a0, a1, b0, b1, n, quoted, "") for a, b, a0, a1, b0, b1, n, quoted in rows]


def _rank(ids: Sequence[str]) -> Ints:
    """The place of each text among all by id."""
    rank = np.empty(len(ids), np.int64)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return rank
