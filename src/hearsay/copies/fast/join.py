"""One text at a time against all later ones it shares fingerprints with: seeds, runs, chains, passages.

Nothing is held for longer than a text: seeds of popular fingerprints cost time, not memory. Each step is that of the
array engine (``seeds``, ``align``, ``choose``), which says why; a property test holds them to the same answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from hearsay.copies.fast.meet import FIRST, LARGE, PLACE
from hearsay.copies.jit import compiled
from hearsay.copies.rules import (
    DENSITY,
    EDITED_RUN,
    EDITED_WORDS,
    EDITS,
    GAP,
    HUBS,
    LOOKBACK,
    QUOTE_WORDS,
    RESYNC,
    REUSE_RUN,
)
from hearsay.copies.scalar import score_chains, take_chains
from hearsay.copies.tokens import CAPITAL, QUARTERS, QUOTED

__all__ = ["COLUMNS", "join_texts"]

COLUMNS = 7  # of a row: texts a and b, start and end in each, words
_S32 = np.uint64(32)
_LOW32 = np.uint64(0xFFFFFFFF)
_MIDDLE = 1 << 31  # what diagonals are counted from, so that they are not negative
_EDITS = np.array(EDITS, np.int64)
_SHARE, _OF = DENSITY

_score_chains = compiled(score_chains)
_take_chains = compiled(take_chains)


@compiled
def sort_keys(keys: Any) -> None:
    """Sort in place; most often nothing or little is out of place."""
    moved = 0
    for i in range(1, keys.size):
        key = keys[i]
        k = i
        while k and keys[k - 1] > key:
            keys[k] = keys[k - 1]
            k -= 1
        keys[k] = key
        moved += i - k
        if moved > 16 * keys.size:
            keys.sort()
            return


@compiled
def agree_ahead(hashed: Any, a: Any, b: Any, most: Any) -> Any:
    """How many words agree from a and b on, at most so many: sixteen at a time, which are one comparison."""
    size = 0
    while size + 16 <= most:
        other = np.uint32(0)
        for k in range(16):
            other |= hashed[a + size + k] ^ hashed[b + size + k]
        if other:
            break
        size += 16
    while size < most and hashed[a + size] == hashed[b + size]:
        size += 1
    return size


@compiled
def find_runs(hashed: Any, first: Any, gram: Any, da: Any, db: Any, keys: Any, blocks: Any) -> Any:
    """Maximal equal runs through the seeds of one pair: place in a, place in b (from the texts' starts), size."""
    a_lo, b_lo = first[da], first[db]
    a_len, b_len = first[da + 1] - a_lo, first[db + 1] - b_lo
    count = 0
    last_shift = np.int64(-1)
    reached = np.int64(0)
    for key in keys:
        shift, a = np.int64(key >> _S32), np.int64(key & _LOW32)
        if shift == last_shift and a + gram <= reached:
            continue
        b = a - (shift - _MIDDLE)
        begin, back = a, b
        while begin and back and hashed[a_lo + begin - 1] == hashed[b_lo + back - 1]:
            begin -= 1
            back -= 1
        end = a + gram
        most = min(a_len - end, b_len - b - gram)
        end += agree_ahead(hashed, a_lo + end, b_lo + b + gram, most)
        blocks[count, 0] = begin
        blocks[count, 1] = back
        blocks[count, 2] = end - begin
        count += 1
        last_shift, reached = shift, end
    return count


@compiled
def drop_inner(blocks: Any, count: Any) -> Any:
    """Leave out runs that lie, in both texts, inside the longest; sort the others by place in a, then b."""
    lead = 0
    for x in range(1, count):
        if blocks[x, 2] > blocks[lead, 2] or (blocks[x, 2] == blocks[lead, 2] and blocks[x, 0] < blocks[lead, 0]):
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
        return kept
    for x in range(1, kept):
        xa, xb, xs = blocks[x, 0], blocks[x, 1], blocks[x, 2]
        k = x
        while k and (blocks[k - 1, 0] > xa or (blocks[k - 1, 0] == xa and blocks[k - 1, 1] > xb)):
            blocks[k, 0], blocks[k, 1], blocks[k, 2] = blocks[k - 1, 0], blocks[k - 1, 1], blocks[k - 1, 2]
            k -= 1
        blocks[k, 0], blocks[k, 1], blocks[k, 2] = xa, xb, xs
    return kept


@compiled
def chain_runs(blocks: Any, count: Any, chain: Any) -> Any:
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
    a, b, size = blocks[:count, 0].copy(), blocks[:count, 1].copy(), blocks[:count, 2].copy()
    score, came = np.empty(count, np.int64), np.empty(count, np.int64)
    _score_chains(a, b, size, count, GAP, LOOKBACK, score, came)
    order = np.argsort(-score, kind="mergesort")
    return _take_chains(a, b, size, count, came, order, chain)


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
def stretch(hashed: Any, a: Any, b: Any, a_limit: Any, b_limit: Any, way: Any, path: Any, count: Any) -> Any:
    """Add to ``path`` the runs found from (a, b) on, past edits of a few words; ``way`` is 1 or -1; give the count.

    Offsets are into all words. Going left, a and b are one past the words to look at, and the limits are the first.
    """
    while True:
        found = False
        if (a_limit - a) * way < RESYNC or (b_limit - b) * way < RESYNC:
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
            a = path[x, 0] - a_lo
            whole = sums[a + path[x, 2], 0] - sums[a, 0]
            words += whole
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
            b_quoted, b_named = weigh_run(info, path[x, 1], size)
            inside = min(sums[a + size, 1] - sums[a, 1], b_quoted)
            named = min(sums[a + size, 2] - sums[a, 2], b_named)
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
    gram: Any,
    da: Any,
    db: Any,
    keys: Any,
    quoted: Any,
    sums: Any,
    work: Any,
    rows: Any,
) -> Any:
    """Write the passages of one pair to ``rows``: token of first and last word in a and in b, words; give how many."""
    blocks, path, sorted_, chain, at = work
    a_lo, b_lo, a_hi, b_hi = first[da], first[db], first[da + 1], first[db + 1]
    count = find_runs(hashed, first, gram, da, db, keys, blocks)
    least = 0 if quoted else EDITED_RUN
    if count == 1 and blocks[0, 2] < least:  # a stock phrase, most often
        return 0
    chains = 1
    at[0] = 0
    at[1] = 1
    runs = blocks
    if count > 1:
        count = drop_inner(blocks, count)
        chains = chain_runs(blocks, count, chain)
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
    """Scratch for a pair: runs as found, along one passage and by chain; the chain of each, and where chains begin."""
    return (
        np.empty((room, 3), np.int64),
        np.empty((room, 3), np.int64),
        np.empty((room, 3), np.int64),
        np.zeros(room, np.int64),
        np.zeros(room + 2, np.int64),
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
    count_of = np.zeros(texts, np.int32)
    touched = np.empty(texts, np.int32)
    other, shifted = np.empty(4096, np.int32), np.empty(4096, np.uint64)
    keys = np.empty(4096, np.uint64)
    work = make_work(1024)
    rows = np.empty((1024, 5), np.int64)
    sums = np.empty((1024, 3), np.int64)
    out = np.empty((4096, COLUMNS), np.int32)
    made = 0
    for d in range(texts):
        seeds = 0
        met = 0
        mine = owner[d]
        for x in range(at[d], at[d + 1]):
            k = np.int64(listed[x])
            stop = kept.size
            if kept[k] & LARGE:
                hub = False
                for back in range(HUBS):
                    if kept[max(k - back, 0)] & FIRST:
                        hub = True
                        break
                if not hub:
                    stop = min(stop, k + near + 1)
            a = kept[k] & PLACE
            y = k + 1
            while y < stop and not kept[y] & FIRST:
                text = np.int64(kept[y] >> _S32)
                if owner[text] != mine:
                    if seeds == other.size:
                        other = np.concatenate((other, np.empty(other.size, np.int32)))
                        shifted = np.concatenate((shifted, np.empty(shifted.size, np.uint64)))
                    if count_of[text] == 0:
                        touched[met] = text
                        met += 1
                    count_of[text] += 1
                    other[seeds] = text
                    shift = np.int64(a) - np.int64(kept[y] & PLACE) + _MIDDLE
                    shifted[seeds] = (np.uint64(shift) << _S32) | a
                    seeds += 1
                y += 1
        if not seeds:
            continue
        if seeds > keys.size:
            keys = np.empty(2 * seeds, np.uint64)
        fill = np.int64(0)
        most = np.int64(0)
        for m in range(met):
            held = np.int64(count_of[touched[m]])
            most = max(most, held)
            count_of[touched[m]] = fill
            fill += held
        for x in range(seeds):
            to = count_of[other[x]]
            keys[to] = shifted[x]
            count_of[other[x]] = to + 1
        if first[d + 1] - first[d] >= sums.shape[0]:
            sums = np.empty((2 * (first[d + 1] - first[d]), 3), np.int64)
        add_up(info, first[d], first[d + 1], sums)
        room = (first[d + 1] - first[d]) // RESYNC + most + 8
        if room > rows.shape[0]:
            work = make_work(2 * room)
            rows = np.empty((2 * room, 5), np.int64)
        begin = np.int64(0)
        for m in range(met):
            text = np.int64(touched[m])
            stop = np.int64(count_of[text])
            count_of[text] = 0
            some = keys[begin:stop]
            begin = stop
            sort_keys(some)
            found = join_pair(hashed, info, first, gram, d, text, some, quoted, sums, work, rows)
            if made + found > out.shape[0]:
                grown = np.empty((2 * out.shape[0] + found, COLUMNS), np.int32)
                grown[:made] = out[:made]
                out = grown
            for x in range(found):
                out[made, 0], out[made, 1] = mine, owner[text]
                out[made, 2], out[made, 3] = start[rows[x, 0]], end[rows[x, 1]]
                out[made, 4], out[made, 5] = start[rows[x, 2]], end[rows[x, 3]]
                quarters = rows[x, 4]
                whole, rest = quarters // 4, quarters % 4
                out[made, 6] = whole + (1 if rest == 3 or (rest == 2 and whole % 2) else 0)  # as numpy rounds
                made += 1
    return out[:made]
