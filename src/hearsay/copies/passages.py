"""Find the passages that stand in more than one text, with exact character spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.copies.align import Blocks, align
from hearsay.copies.classes import name_classes
from hearsay.copies.marks import quoted_parts
from hearsay.copies.seeds import Seeds, find_seeds, hash_runs
from hearsay.copies.tokens import Bools, Floats, Ints, Tokens, tokenise
from hearsay.text import digest
from hearsay.types import Passage

__all__ = [
    "QUOTE_GRAM",
    "QUOTE_WINDOW",
    "REUSE_GRAM",
    "REUSE_WINDOW",
    "Text",
    "Words",
    "find_passages",
    "quotations_at",
    "quoted_pieces",
    "read_words",
    "reuse_at",
    "settle",
    "sort_texts",
]

# Outside quotation marks, separate newsrooms coincide below these (measured on 300 pairs of BASIL: 1 % of pairs above).
_REUSE_RUN = 12  # words in one unchanged run
_EDITED_WORDS, _EDITED_RUN = 20, 7  # or words in all, with one unchanged run of so many
_NAME = 0.5  # what a capitalised word counts towards these: long names and titles recur in separate reports
_QUOTE_WORDS = 6  # inside quotation marks on both sides
REUSE_GRAM, REUSE_WINDOW = 5, 4
QUOTE_GRAM, QUOTE_WINDOW = 4, 3  # any shared run of six words leaves a fingerprint
_INTERRUPTION = 12  # words that may stand between two pieces of one quotation ("… ," he said, "…")
_DENSITY = 0.4  # share of a passage's words that must agree
_HOUSE_STYLE, _HOUSE_WORDS = 3, 60  # texts of one series that share so few words: its furniture, not reuse
_SMALL = 1_500_000  # words up to which every n-gram is indexed: heavier edits are found in small piles


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


@dataclass(frozen=True, slots=True)
class Words:
    """What is compared of texts: their tokens, which stand in quotation marks, which begin with a capital."""

    tokens: Tokens
    quoted: Bools
    capital: Bools


def find_passages(texts: Sequence[Text], *, window: int | None = None) -> list[Passage]:
    """Passages two texts share: 12 words or more outside quotation marks, or 6 inside them on both sides.

    A passage with 12 unquoted words covers its quotations too. Sorted by ids and offsets; the same whatever the order
    of the texts, whose ids must differ. Spans index each text, end exclusive; ``words`` are those that agree.
    ``window``: one n-gram of so many is indexed; by default every one in a small pile, where that finds heavier edits.
    """
    texts = sort_texts(texts)
    ids = [t.id for t in texts]
    words = read_words(texts)
    if window is None:
        window = 1 if words.tokens.hash.size <= _SMALL else REUSE_WINDOW
    runs = hash_runs(words.tokens)
    found = reuse_at(ids, words, find_seeds(words.tokens, runs, np.arange(len(ids)), REUSE_GRAM, window))
    pieces, owner = quoted_pieces(words)
    runs = hash_runs(pieces)
    found += quotations_at(ids, words, find_seeds(pieces, runs, owner, QUOTE_GRAM, QUOTE_WINDOW), found)
    return settle(found, {t.id: t.series for t in texts})


def sort_texts(texts: Sequence[Text]) -> list[Text]:
    """Texts in the order in which the holders of a popular passage are met: earliest first."""
    return sorted(texts, key=lambda t: (t.order, digest(t.text), t.id))


def settle(found: Sequence[Passage], series: dict[str, str | None]) -> list[Passage]:
    """Passages in order, with their classes, without what is furniture of one series."""
    named = name_classes(sorted(found, key=_place))
    kept = _without_furniture(named, series)
    return named if len(kept) == len(named) else name_classes(kept)


def _place(p: Passage) -> tuple[str, str, int, int, int, int, bool]:
    return p.a, p.b, p.a_start, p.b_start, p.a_end, p.b_end, p.quoted


def read_words(texts: Sequence[Text]) -> Words:
    """The words of texts, each by itself."""
    tokens = tokenise([t.text for t in texts], [t.parts for t in texts])
    return Words(tokens, _mark_quoted(texts, tokens), _capitals(texts, tokens))


def quoted_pieces(words: Words) -> tuple[Tokens, Ints]:
    """The quoted words as texts of their own, end to end, and the text each is of. Pieces of one quotation are one."""
    tokens = words.tokens
    at = np.flatnonzero(words.quoted)
    text_of = np.repeat(np.arange(tokens.first.size - 1), np.diff(tokens.first))[at]
    fresh = np.ones(at.size, np.bool_)
    fresh[1:] = (text_of[1:] != text_of[:-1]) | (at[1:] - at[:-1] > _INTERRUPTION)
    heads = np.flatnonzero(fresh)
    first = np.append(heads, at.size).astype(np.int64)
    return Tokens(tokens.hash[at], tokens.start[at], tokens.end[at], tokens.weight[at], first), text_of[heads]


def _mark_quoted(texts: Sequence[Text], tokens: Tokens) -> Bools:
    """Which tokens stand inside quotation marks or in a quotation set apart."""
    quoted = np.zeros(tokens.hash.size, np.bool_)
    for i, text in enumerate(texts):
        lo, hi = int(tokens.first[i]), int(tokens.first[i + 1])
        starts = tokens.start[lo:hi]
        for start, end in (*quoted_parts(text.text), *text.quotations):
            x, y = np.searchsorted(starts, (start, end))
            quoted[lo + x : lo + y] = True
    return quoted


def reuse_at(ids: Sequence[str], words: Words, seeds: Seeds) -> list[Passage]:
    """Passages that go through the seeds, which are positions of tokens; ``ids`` are those of the texts."""
    tokens, quoted = words.tokens, words.quoted
    blocks = align(tokens, hash_runs(tokens), seeds, REUSE_GRAM)
    if not blocks.a.size:
        return []
    weight, said = _sums(tokens.weight), _sums(tokens.weight * quoted)
    plain_names = _sums(tokens.weight * (words.capital & ~quoted))
    matched = _over(weight, blocks.a, blocks.size)
    inside = np.minimum(_over(said, blocks.a, blocks.size), _over(said, blocks.b, blocks.size))
    named = np.minimum(_over(plain_names, blocks.a, blocks.size), _over(plain_names, blocks.b, blocks.size))
    own = matched - inside - (1 - _NAME) * named
    heads, tails = _ends(blocks)
    size, quotes = np.add.reduceat(matched, heads), np.add.reduceat(inside, heads)
    # A run that is partly quoted on both sides, yet too little for a quotation, still is one run.
    whole = matched - (1 - _NAME) * named
    run = np.maximum.reduceat(np.where((inside > 0) & (inside < _QUOTE_WORDS), whole, own), heads)
    a_end, b_end = blocks.a[tails] + blocks.size[tails], blocks.b[tails] + blocks.size[tails]
    widest = np.maximum(weight[a_end] - weight[blocks.a[heads]], weight[b_end] - weight[blocks.b[heads]])
    keep = (run >= _REUSE_RUN) | ((np.add.reduceat(own, heads) >= _EDITED_WORDS) & (run >= _EDITED_RUN))
    keep &= (size - quotes >= _REUSE_RUN) | (quotes < _QUOTE_WORDS)
    keep &= size >= _DENSITY * widest
    found = _passages(ids, tokens, np.arange(len(ids)), blocks, heads[keep], tails[keep], size[keep], quoted=False)
    return _without_echoes(found)


def quotations_at(ids: Sequence[str], words: Words, seeds: Seeds, reuse: Sequence[Passage]) -> list[Passage]:
    """Quotations no reuse of the pair covers, through the seeds, which are positions in the quoted pieces."""
    pieces, owner = quoted_pieces(words)
    blocks = align(pieces, hash_runs(pieces), seeds, QUOTE_GRAM)
    if not blocks.a.size:
        return []
    weight = _sums(pieces.weight)
    heads, tails = _ends(blocks)
    size = np.add.reduceat(_over(weight, blocks.a, blocks.size), heads)
    keep = size >= _QUOTE_WORDS
    found = _passages(ids, pieces, owner, blocks, heads[keep], tails[keep], size[keep], quoted=True)
    pairs = _by_pair(reuse)
    return _without_echoes([p for p in found if not _covered(p, pairs.get((p.a, p.b), ()))])


def _capitals(texts: Sequence[Text], tokens: Tokens) -> Bools:
    """Which tokens begin with a capital."""
    capital = np.zeros(tokens.hash.size, np.bool_)
    for i, text in enumerate(texts):
        lo, hi = int(tokens.first[i]), int(tokens.first[i + 1])
        capital[lo:hi] = [text.text[at].isupper() for at in tokens.start[lo:hi].tolist()]
    return capital


def _over(sums: Floats, at: Ints, size: Ints) -> Floats:
    """What prefix sums give for ``size`` tokens from ``at`` on."""
    over: Floats = sums[at + size] - sums[at]
    return over


def _sums(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _ends(blocks: Blocks) -> tuple[Ints, Ints]:
    """First and last block of every chain."""
    heads = np.flatnonzero(np.concatenate([[True], blocks.chain[1:] != blocks.chain[:-1]]))
    return heads, np.append(heads[1:], blocks.a.size) - 1


def _passages(
    ids: Sequence[str],
    tokens: Tokens,
    owner: Ints,
    blocks: Blocks,
    heads: Ints,
    tails: Ints,
    words: Floats,
    *,
    quoted: bool,
) -> list[Passage]:
    """Records with character spans, the lesser id first."""
    found = []
    text_a = owner[np.searchsorted(tokens.first, blocks.a[heads], side="right") - 1]
    text_b = owner[np.searchsorted(tokens.first, blocks.b[heads], side="right") - 1]
    a_start, b_start = tokens.start[blocks.a[heads]], tokens.start[blocks.b[heads]]
    a_end = tokens.end[blocks.a[tails] + blocks.size[tails] - 1]
    b_end = tokens.end[blocks.b[tails] + blocks.size[tails] - 1]
    for ta, tb, a0, a1, b0, b1, n in zip(
        *(x.tolist() for x in (text_a, text_b, a_start, a_end, b_start, b_end)), words.tolist(), strict=True
    ):
        a, b = ids[ta], ids[tb]
        if b < a:
            a, b, a0, a1, b0, b1 = b, a, b0, b1, a0, a1
        found.append(Passage(a, b, a0, a1, b0, b1, round(n), quoted, ""))
    return found


def _without_furniture(passages: Sequence[Passage], series: dict[str, str | None]) -> list[Passage]:
    """Passages but for short ones that three texts of one series share, between texts of that series.

    What another series shares with them stays: it was copied, furniture or not.
    """
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for p in passages:
        for side in (p.a, p.b):
            if (name := series[side]) is not None:
                holders[p.group, name].add(side)
    kept = []
    for p in passages:
        name = series[p.a]
        house = name is not None and name == series[p.b] and len(holders[p.group, name]) >= _HOUSE_STYLE
        if not (house and p.words <= _HOUSE_WORDS):
            kept.append(p)
    return kept


def _by_pair(passages: Sequence[Passage]) -> dict[tuple[str, str], list[Passage]]:
    pairs: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for p in passages:
        pairs[p.a, p.b].append(p)
    return pairs


def _without_echoes(passages: Sequence[Passage]) -> list[Passage]:
    """Passages of which no longer one of the same pair holds most of either side."""
    kept: list[Passage] = []
    for pair in _by_pair(passages).values():
        chosen: list[Passage] = []
        for p in sorted(pair, key=lambda p: (-p.words, _place(p))):
            if not _echoes(p, chosen):
                chosen.append(p)
        kept.extend(chosen)
    return kept


def _covered(p: Passage, others: Sequence[Passage]) -> bool:
    """True when some other passage holds most of both sides."""
    return any(
        2 * _shared(p.a_start, p.a_end, o.a_start, o.a_end) > p.a_end - p.a_start
        and 2 * _shared(p.b_start, p.b_end, o.b_start, o.b_end) > p.b_end - p.b_start
        for o in others
    )


def _echoes(p: Passage, longer: Sequence[Passage]) -> bool:
    """True when both sides are mostly taken by longer passages: words that a text repeats, met crosswise."""
    return any(2 * _shared(p.a_start, p.a_end, o.a_start, o.a_end) > p.a_end - p.a_start for o in longer) and any(
        2 * _shared(p.b_start, p.b_end, o.b_start, o.b_end) > p.b_end - p.b_start for o in longer
    )


def _shared(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))
