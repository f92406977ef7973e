"""One text at a time against all later ones it shares fingerprints with: seeds, runs, chains, passages.

Nothing is held for longer than a text: seeds of popular fingerprints cost time, not memory. Each step is that of the
array engine (``seeds``, ``align``, ``choose``), which says why; a property test holds them to the same answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from hearsay.copies.fast.runs import FIELDS, LATEST, LONGEST, REACHED, count_runs, find_runs, grow, take_runs
from hearsay.copies.jit import compiled
from hearsay.copies.rules import (
    DENSITY,
    EDIT,
    EDITED_RUN,
    EDITED_WORDS,
    EDITS,
    GAP,
    INTERRUPTED_WORDS,
    LOOKBACK,
    QUOTE_WORDS,
    RESYNC,
    REUSE_RUN,
)
from hearsay.copies.scalar import score_chains, take_chains
from hearsay.copies.tokens import CAPITAL, QUARTERS, QUOTED, RESUMED

__all__ = ["COLUMNS", "join_texts"]

COLUMNS = 7  # of a row: texts a and b, start and end in each, words
_S32 = np.uint64(32)
_EDITS = np.array(EDITS, np.int64)
_SHARE, _OF = DENSITY

_score_chains = compiled(score_chains)
_take_chains = compiled(take_chains)


@compiled
def drop_inner(blocks: Any, count: Any) -> Any:
    """Leave out runs that lie, in both texts, inside the longest; sort the others by place in a, then b, each once."""
    lead = 0
    for x in range(1, count):
        a, b = blocks[x, 0], blocks[x, 1]
        if blocks[x, 2] > blocks[lead, 2] or (
            blocks[x, 2] == blocks[lead, 2] and (a < blocks[lead, 0] or (a == blocks[lead, 0] and b > blocks[lead, 1]))
        ):
            lead = x
    a, b, size = blocks[lead, 0], blocks[lead, 1], blocks[lead, 2]
    kept = 0
    for x in range(count):
        xa, xb, xs = blocks[x, 0], blocks[x, 1], blocks[x, 2]
        if x == lead or not (xa >= a and xa + xs <= a + size and xb >= b and xb + xs <= b + size):
            blocks[kept, 0], blocks[kept, 1], blocks[kept, 2] = xa, xb, xs
            kept += 1
    if kept > 64:
        keys = np.empty(kept, np.uint64)
        for x in range(kept):
            keys[x] = (np.uint64(blocks[x, 0]) << _S32) | np.uint64(blocks[x, 1])
        order = np.argsort(keys)
        copied = blocks[:kept].copy()
        for x in range(kept):
            blocks[x] = copied[order[x]]
        return leave_once(blocks, kept)
    for x in range(1, kept):
        xa, xb, xs = blocks[x, 0], blocks[x, 1], blocks[x, 2]
        k = x
        while k and (blocks[k - 1, 0] > xa or (blocks[k - 1, 0] == xa and blocks[k - 1, 1] > xb)):
            blocks[k, 0], blocks[k, 1], blocks[k, 2] = blocks[k - 1, 0], blocks[k - 1, 1], blocks[k - 1, 2]
            k -= 1
        blocks[k, 0], blocks[k, 1], blocks[k, 2] = xa, xb, xs
    return leave_once(blocks, kept)


@compiled
def leave_once(blocks: Any, count: Any) -> Any:
    """Leave out runs equal to the one before; give how many stay."""
    kept = min(count, 1)
    for x in range(1, count):
        if blocks[x, 0] != blocks[kept - 1, 0] or blocks[x, 1] != blocks[kept - 1, 1]:
            blocks[kept, 0], blocks[kept, 1], blocks[kept, 2] = blocks[x, 0], blocks[x, 1], blocks[x, 2]
            kept += 1
    return kept


@compiled
def chain_runs(blocks: Any, count: Any, chain: Any, scores: Any) -> Any:
    """Set the chain of each run, -1 for none; give how many chains there are. Runs of a chain keep their order."""
    tangled = False
    for x in range(1, count):
        a, b = blocks[x, 0], blocks[x, 1]
        before_a, before_b = blocks[x - 1, 0], blocks[x - 1, 1]
        end, before_end = blocks[x, 2], blocks[x - 1, 2]
        if not (a > before_a and b > before_b and a + end > before_a + before_end and b + end > before_b + before_end):
            tangled = True
            break
    if not tangled:
        chain[0] = 0
        for x in range(1, count):
            size = blocks[x - 1, 2]
            near = blocks[x, 0] - (blocks[x - 1, 0] + size) <= GAP and blocks[x, 1] - (blocks[x - 1, 1] + size) <= GAP
            chain[x] = chain[x - 1] + (0 if near else 1)
        return chain[count - 1] + 1
    a, b, size = blocks[:count, 0], blocks[:count, 1], blocks[:count, 2]
    score, came = scores[0, :count], scores[1, :count]
    _score_chains(a, b, size, count, GAP, LOOKBACK, score, came)
    if count > 64:
        return _take_chains(a, b, size, count, came, np.argsort(-score, kind="mergesort"), chain)
    order = scores[2, :count]
    for x in range(count):  # best first, and of equals the first
        k = x
        while k and score[order[k - 1]] < score[x]:
            order[k] = order[k - 1]
            k -= 1
        order[k] = x
    return _take_chains(a, b, size, count, came, order, chain)


@compiled
def alike(info: Any, a: Any, b: Any, size: Any) -> Any:
    """Whether the words of a run have the same weight and stand in quotation marks alike."""
    other = np.uint8(0)
    for k in range(size):
        other |= info[a + k] ^ info[b + k]
    return other == 0


@compiled
def weigh_run(info: Any, at: Any, size: Any) -> Any:
    """Weight of a run in quarters of a word: of the quoted, of the capitals outside quotations."""
    quoted = named = 0
    for v in info[at : at + size]:
        w = v & QUARTERS
        quoted += w if v & QUOTED else 0
        named += w if v & (QUOTED | CAPITAL) == CAPITAL else 0
    return quoted, named


@compiled
def add_up(info: Any, lo: Any, hi: Any, sums: Any) -> None:
    """Prefix sums over a text: weight of all its words, of the quoted, of the capitals outside quotations."""
    whole = quoted = named = 0
    sums[0, 0] = sums[0, 1] = sums[0, 2] = 0
    for i in range(hi - lo):
        v = info[lo + i]
        w = v & QUARTERS
        whole += w
        quoted += w if v & QUOTED else 0
        named += w if v & (QUOTED | CAPITAL) == CAPITAL else 0
        sums[i + 1, 0], sums[i + 1, 1], sums[i + 1, 2] = whole, quoted, named


@compiled
def weigh(info: Any, at: Any, end: Any) -> Any:
    """Weight of some words in quarters of a word."""
    whole = 0
    for v in info[at:end]:
        whole += v & QUARTERS
    return whole


@compiled
def any_agree(hashed: Any, a: Any, b: Any, way: Any) -> Any:
    """Whether any of the next words of a agrees with any of b: where none does, no edit leads on."""
    if way < 0:
        a, b = a - 1 - EDIT, b - 1 - EDIT
    agree = False
    for x in range(EDIT + 1):
        for y in range(EDIT + 1):
            agree |= hashed[a + x] == hashed[b + y]
    return agree


@compiled
def weigh_longest(info: Any, a: Any, b: Any, size: Any) -> Any:
    """Weight of the longest part of a run that neither text interrupts, in quarters of a word."""
    longest = part = 0
    for k in range(size):
        if k and (info[a + k] | info[b + k]) & RESUMED:
            part = 0
        part += info[a + k] & QUARTERS
        longest = max(longest, part)
    return longest


@compiled
def stretch(hashed: Any, a: Any, b: Any, a_limit: Any, b_limit: Any, way: Any, path: Any, count: Any) -> Any:
    """Add to ``path`` the runs found from (a, b) on, past edits of a few words; ``way`` is 1 or -1; give the count.

    Offsets are into all words. Going left, a and b are one past the words to look at, and the limits are the first.
    """
    reach = EDIT + RESYNC
    while True:
        found = False
        if (a_limit - a) * way < RESYNC or (b_limit - b) * way < RESYNC:
            return count
        if (a_limit - a) * way >= reach and (b_limit - b) * way >= reach and not any_agree(hashed, a, b, way):
            return count
        for e in range(_EDITS.shape[0]):
            x, y = a + way * _EDITS[e, 0], b + way * _EDITS[e, 1]
            if (a_limit - x) * way < RESYNC or (b_limit - y) * way < RESYNC:
                continue
            size = 0
            if way > 0:
                while x + size < a_limit and y + size < b_limit and hashed[x + size] == hashed[y + size]:
                    size += 1
            else:
                while x - size > a_limit and y - size > b_limit and hashed[x - size - 1] == hashed[y - size - 1]:
                    size += 1
            if size >= RESYNC:
                found = True
                path[count, 0] = x if way > 0 else x - size
                path[count, 1] = y if way > 0 else y - size
                path[count, 2] = size
                count += 1
                a, b = x + way * size, y + way * size
                break
        if not found:
            return count


@compiled
def is_passage(info: Any, sums: Any, a_lo: Any, path: Any, count: Any, quoted: Any) -> Any:
    """How many quarters of a word agree along the path, 0 where that makes no passage: see ``choose``.

    ``sums`` are those of the text of a, which begins at ``a_lo``; the other is looked at only where that decides.
    """
    words = quotes = own = run = 0
    if quoted:
        for x in range(count):
            a, size = path[x, 0] - a_lo, path[x, 2]
            whole = sums[a + size, 0] - sums[a, 0]
            words += whole
            if 4 * QUOTE_WORDS <= whole < 4 * INTERRUPTED_WORDS:
                whole = weigh_longest(info, path[x, 0], path[x, 1], size)
            run = max(run, whole)
        return words if run >= 4 * QUOTE_WORDS or words >= 4 * REUSE_RUN else 0
    tokens = longest = 0
    for x in range(count):
        tokens += path[x, 2]
        longest = max(longest, path[x, 2])
    if longest < EDITED_RUN or tokens < REUSE_RUN:  # whatever the words weigh, and most often
        return 0
    plain = False
    for x in range(count):
        a, size = path[x, 0] - a_lo, path[x, 2]
        whole, a_quoted, a_named = (
            sums[a + size, 0] - sums[a, 0],
            sums[a + size, 1] - sums[a, 1],
            sums[a + size, 2] - sums[a, 2],
        )
        words += whole
        quotes += a_quoted
        plain |= 2 * (whole - a_quoted) - a_named >= 8 * REUSE_RUN
    if quotes or not plain:
        quotes = 0
        for x in range(count):
            a, size = path[x, 0] - a_lo, path[x, 2]
            inside, named = sums[a + size, 1] - sums[a, 1], sums[a + size, 2] - sums[a, 2]
            if not alike(info, path[x, 0], path[x, 1], size):
                b_quoted, b_named = weigh_run(info, path[x, 1], size)
                inside, named = min(inside, b_quoted), min(named, b_named)
            whole = sums[a + size, 0] - sums[a, 0]
            quotes += inside
            alone = 2 * (whole - inside) - named
            own += alone
            run = max(run, 2 * whole - named if 0 < inside < 4 * QUOTE_WORDS else alone)
        if run < 8 * REUSE_RUN and not (own >= 8 * EDITED_WORDS and run >= 8 * EDITED_RUN):
            return 0
    if words - quotes < 4 * REUSE_RUN and quotes >= 4 * QUOTE_WORDS:
        return 0
    for side in range(2):
        longest = max(longest, path[count - 1, side] + path[count - 1, 2] - path[0, side])
    if _OF * words >= _SHARE * 4 * longest:  # whatever the words weigh
        return words
    widest = 0
    for side in range(2):
        widest = max(widest, weigh(info, path[0, side], path[count - 1, side] + path[count - 1, 2]))
    return words if _OF * words >= _SHARE * widest else 0


@compiled
def join_pair(
    hashed: Any,
    info: Any,
    first: Any,
    da: Any,
    db: Any,
    count: Any,
    quoted: Any,
    sums: Any,
    blocks: Any,
    path: Any,
    sorted_: Any,
    chain: Any,
    at: Any,
    scores: Any,
    rows: Any,
) -> Any:
    """Write the passages of one pair to ``rows``: token of first and last word in a and in b, words; give how many.

    The runs of the pair, ``count`` of them, are in ``work``.
    """
    a_lo, b_lo, a_hi, b_hi = first[da], first[db], first[da + 1], first[db + 1]
    least = 0 if quoted else EDITED_RUN
    chains = 1
    at[0] = 0
    at[1] = 1
    runs = blocks
    if count > 1:
        count = drop_inner(blocks, count)
        chains = chain_runs(blocks, count, chain, scores)
        at[: chains + 2] = 0  # the count of each chain, then where the next one begins, filled one place on
        for x in range(count):
            if chain[x] >= 0:
                at[chain[x] + 2] += 1
        for c in range(2, chains + 2):
            at[c] += at[c - 1]
        for x in range(count):
            if chain[x] >= 0:
                to = at[chain[x] + 1]
                at[chain[x] + 1] = to + 1
                sorted_[to, 0], sorted_[to, 1], sorted_[to, 2] = blocks[x, 0], blocks[x, 1], blocks[x, 2]
        runs = sorted_
    made = 0
    for c in range(chains):
        head, tail = at[c], at[c + 1] - 1
        longest = np.int64(0)
        for x in range(head, tail + 1):
            cut = np.int64(0)
            if x > head:
                before = runs[x - 1, 2]
                cut = max(runs[x - 1, 0] + before - runs[x, 0], runs[x - 1, 1] + before - runs[x, 1])
            longest = max(longest, runs[x, 2] - min(max(np.int64(0), cut), runs[x, 2] - 1))
        if longest < least:
            continue
        n = stretch(hashed, a_lo + runs[head, 0], b_lo + runs[head, 1], a_lo, b_lo, -1, path, 0)
        for x in range(n // 2):
            y = n - 1 - x
            path[x, 0], path[y, 0] = path[y, 0], path[x, 0]
            path[x, 1], path[y, 1] = path[y, 1], path[x, 1]
            path[x, 2], path[y, 2] = path[y, 2], path[x, 2]
        a_end = b_end = np.int64(0)
        for x in range(head, tail + 1):
            a, b, size = runs[x, 0] + a_lo, runs[x, 1] + b_lo, runs[x, 2]
            cut = np.int64(0)
            if x > head:
                cut = min(max(np.int64(0), max(a_end - a, b_end - b)), size - 1)
            path[n, 0], path[n, 1], path[n, 2] = a + cut, b + cut, size - cut
            a_end, b_end = a + size, b + size
            n += 1
        n = stretch(hashed, a_end, b_end, a_hi, b_hi, 1, path, n)
        words = is_passage(info, sums, a_lo, path, n, quoted)
        if words:
            rows[made, 0], rows[made, 1] = path[0, 0], path[n - 1, 0] + path[n - 1, 2] - 1
            rows[made, 2], rows[made, 3] = path[0, 1], path[n - 1, 1] + path[n - 1, 2] - 1
            rows[made, 4] = words
            made += 1
    return made


@compiled
def make_work(room: Any) -> Any:
    """Scratch for a pair: runs as found, along one passage, by chain; chain of each, where chains begin, scores."""
    return (
        np.empty((room, 3), np.int64),
        np.empty((room, 3), np.int64),
        np.empty((room, 3), np.int64),
        np.zeros(room, np.int64),
        np.zeros(room + 2, np.int64),
        np.empty((3, room), np.int64),
    )


@compiled
def join_texts(
    hashed: Any,
    start: Any,
    end: Any,
    info: Any,
    first: Any,
    owner: Any,
    kept: Any,
    at: Any,
    listed: Any,
    gram: Any,
    near: Any,
    quoted: Any,
) -> Any:
    """Every passage, a row of ``COLUMNS`` each. ``kept`` are the shared places, group after group.

    ``listed`` are rows of ``kept`` by text, as ``at`` says. Which holders of a fingerprint meet: see ``seeds``.
    """
    texts = first.size - 1
    met, touched = np.zeros(FIELDS * texts, np.int32), np.empty(texts, np.int32)
    runs = np.empty((4096, 4), np.int32)
    blocks, path, sorted_, chain, begins, scores = make_work(1024)
    rows = np.empty((1024, 5), np.int64)
    sums = np.empty((1024, 3), np.int64)
    out = np.empty((4096, COLUMNS), np.int32)
    least = 0 if quoted else EDITED_RUN
    made = 0
    for d in range(texts):
        if at[d] == at[d + 1]:
            continue
        some, runs = find_runs(hashed, first, owner, kept, listed[at[d] : at[d + 1]], gram, near, d, met, touched, runs)
        summed = False
        for m in range(some):
            text = np.int64(touched[m])
            latest, longest = met[FIELDS * text + LATEST] - 1, met[FIELDS * text + LONGEST]
            for field in (LATEST, LONGEST, REACHED):
                met[FIELDS * text + field] = 0
            if latest < 0 or longest < least:  # a stock phrase, most often
                continue
            if not summed:
                summed = True
                size = first[d + 1] - first[d]
                if size >= sums.shape[0]:
                    sums = np.empty((2 * size, 3), np.int64)
                add_up(info, first[d], first[d + 1], sums)
            count = count_runs(runs, latest)
            room = (first[d + 1] - first[d]) // RESYNC + count + 8
            if room > rows.shape[0]:
                blocks, path, sorted_, chain, begins, scores = make_work(2 * room)
                rows = np.empty((2 * room, 5), np.int64)
            take_runs(runs, latest, count, blocks)
            found = join_pair(
                hashed, info, first, d, text, count, quoted, sums, blocks, path, sorted_, chain, begins, scores, rows
            )
            if made + found > out.shape[0]:
                out = grow(out, 2 * out.shape[0] + found)
            for x in range(found):
                out[made, 0], out[made, 1] = owner[d], owner[text]
                out[made, 2], out[made, 3] = start[rows[x, 0]], end[rows[x, 1]]
                out[made, 4], out[made, 5] = start[rows[x, 2]], end[rows[x, 3]]
                quarters = rows[x, 4]
                whole, rest = quarters // 4, quarters % 4
                out[made, 6] = whole + (1 if rest == 3 or (rest == 2 and whole % 2) else 0)  # as numpy rounds
                made += 1
    return out[:made]
