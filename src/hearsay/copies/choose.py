"""Which aligned chains are passages: enough words agree, outside quotation marks or inside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hearsay.copies import rules
from hearsay.copies.align import Blocks, align
from hearsay.copies.found import Found
from hearsay.copies.seeds import QUOTE_GRAM, REUSE_GRAM, Seeds, hash_runs
from hearsay.copies.tokens import Bools, Ints, Tokens, Words

__all__ = ["Pieces", "choose_quotations", "choose_reuse", "quoted_pieces"]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Quotations as texts of their own, with the text each stands in and the words that follow an interruption."""

    tokens: Tokens
    owner: Ints
    resumed: Bools


def choose_reuse(words: Words, seeds: Seeds) -> Found:
    """The passages to which seeds lead, positions of tokens where two texts share a word n-gram.

    What it promises: every chain of equal runs through the seeds that passes the room's thresholds, once, with exact
    character spans. Seeds that lie in a run another seed leads to add nothing; a and b of a passage are the texts of
    its seeds. Passages that echo longer ones of their pair are still among them (``without_echoes``).
    """
    tokens = words.tokens
    blocks = align(tokens, hash_runs(tokens), seeds, REUSE_GRAM, rules.EDITED_RUN)
    heads, tails = _ends(blocks)
    if not heads.size:
        return _found(tokens, np.arange(tokens.first.size - 1), blocks, heads, tails, heads, quoted=False)
    weight = tokens.weight.astype(np.int64)
    sums = _sums(weight)
    matched = _over(sums, blocks.a, blocks.size)
    inside = _lesser(_sums(weight * words.quoted), blocks)
    named = _lesser(_sums(weight * (words.capital & ~words.quoted)), blocks)
    size, quotes = np.add.reduceat(matched, heads), np.add.reduceat(inside, heads)
    own = 2 * (matched - inside) - named  # in eighths of a word, a capital counting half
    # A run that is partly quoted on both sides, yet too little for a quotation, still is one run.
    whole = 2 * matched - named
    run = np.maximum.reduceat(np.where((inside > 0) & (inside < 4 * rules.QUOTE_WORDS), whole, own), heads)
    a_end, b_end = blocks.a[tails] + blocks.size[tails], blocks.b[tails] + blocks.size[tails]
    widest = np.maximum(sums[a_end] - sums[blocks.a[heads]], sums[b_end] - sums[blocks.b[heads]])
    keep = run >= 8 * rules.REUSE_RUN
    keep |= (np.add.reduceat(own, heads) >= 8 * rules.EDITED_WORDS) & (run >= 8 * rules.EDITED_RUN)
    keep &= (size - quotes >= 4 * rules.REUSE_RUN) | (quotes < 4 * rules.QUOTE_WORDS)
    share, of = rules.DENSITY
    keep &= of * size >= share * widest
    owner = np.arange(tokens.first.size - 1)
    return _found(tokens, owner, blocks, heads[keep], tails[keep], size[keep], quoted=False)


def choose_quotations(pieces: Pieces, seeds: Seeds) -> Found:
    """The shared quotations to which seeds lead, positions in the quoted ``pieces``."""
    tokens, owner = pieces.tokens, pieces.owner
    blocks = align(tokens, hash_runs(tokens), seeds, QUOTE_GRAM, QUOTE_GRAM)
    heads, tails = _ends(blocks)
    if not heads.size:
        return _found(tokens, owner, blocks, heads, tails, heads, quoted=True)
    matched = _over(_sums(tokens.weight.astype(np.int64)), blocks.a, blocks.size)
    enough = matched >= 4 * rules.QUOTE_WORDS
    for x in np.flatnonzero(enough & (matched < 4 * rules.INTERRUPTED_WORDS)).tolist():
        enough[x] = (
            _longest_part(pieces, *(int(c[x]) for c in (blocks.a, blocks.b, blocks.size))) >= 4 * rules.QUOTE_WORDS
        )
    size = np.add.reduceat(matched, heads)
    # Six words that agree across an edit are a turn of speech ("there's a lot of … in the street"), not one utterance.
    keep = np.logical_or.reduceat(enough, heads) | (size >= 4 * rules.REUSE_RUN)
    return _found(tokens, owner, blocks, heads[keep], tails[keep], size[keep], quoted=True)


def quoted_pieces(words: Words) -> Pieces:
    """The quoted words as texts of their own, end to end. What stands close by in one text is one quotation."""
    tokens = words.tokens
    at = np.flatnonzero(words.quoted)
    text_of = np.searchsorted(tokens.first, at, side="right") - 1
    fresh = np.ones(at.size, np.bool_)
    fresh[1:] = (text_of[1:] != text_of[:-1]) | (at[1:] - at[:-1] > rules.INTERRUPTION)
    heads = np.flatnonzero(fresh)
    first = np.append(heads, at.size).astype(np.int64)
    resumed = ~fresh
    resumed[1:] &= at[1:] - at[:-1] > 1
    made = Tokens(tokens.hash[at], tokens.start[at], tokens.end[at], tokens.weight[at], first)
    return Pieces(made, text_of[heads], resumed)


def _longest_part(pieces: Pieces, a: int, b: int, size: int) -> int:
    """The most that neither text interrupts of a run, in quarters of a word."""
    cuts = pieces.resumed[a + 1 : a + size] | pieces.resumed[b + 1 : b + size]
    begins = np.concatenate([[0], np.flatnonzero(cuts) + 1])
    return int(np.add.reduceat(pieces.tokens.weight[a : a + size].astype(np.int64), begins).max())


def _lesser(sums: Ints, blocks: Blocks) -> Ints:
    lesser: Ints = np.minimum(_over(sums, blocks.a, blocks.size), _over(sums, blocks.b, blocks.size))
    return lesser


def _over(sums: Ints, at: Ints, size: Ints) -> Ints:
    """What prefix sums give for ``size`` tokens from ``at`` on."""
    over: Ints = sums[at + size] - sums[at]
    return over


def _sums(values: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])


def _ends(blocks: Blocks) -> tuple[Ints, Ints]:
    """First and last block of every chain."""
    if not blocks.a.size:
        return blocks.a, blocks.a
    heads = np.flatnonzero(np.concatenate([[True], blocks.chain[1:] != blocks.chain[:-1]]))
    return heads, np.append(heads[1:], blocks.a.size) - 1


def _found(
    tokens: Tokens, owner: Ints, blocks: Blocks, heads: Ints, tails: Ints, words: Ints, *, quoted: bool
) -> Found:
    """Chains from their first to their last block, with character spans."""
    a, b = blocks.a[heads], blocks.b[heads]
    return Found(
        owner[np.searchsorted(tokens.first, a, side="right") - 1],
        owner[np.searchsorted(tokens.first, b, side="right") - 1],
        tokens.start[a],
        tokens.end[blocks.a[tails] + blocks.size[tails] - 1],
        tokens.start[b],
        tokens.end[blocks.b[tails] + blocks.size[tails] - 1],
        np.rint(words / 4).astype(np.int32),
        np.full(heads.size, quoted),
    )
