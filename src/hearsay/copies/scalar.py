"""The few steps that go passage by passage, written once: run as they stand on small piles, compiled on large ones.

Every function takes its scratch space as arguments, lists or arrays alike, so that one text serves both.
"""

from __future__ import annotations

from typing import Any

__all__ = ["CELL", "join_sides", "keep_longest", "score_chains", "take_chains"]

CELL = 256  # characters: passages are looked up by the stretch of text they stand in


def score_chains(a: Any, b: Any, size: Any, count: int, gap: int, lookback: int, score: Any, came: Any) -> None:
    """Set the ``score`` of the best chain that ends with each block, and the block it ``came`` from, -1 for none.

    The blocks are those of one pair, in order of a, then b. Dynamic programming over the latest blocks.
    """
    for x in range(count):
        best = 0
        came[x] = -1
        a0, b0 = a[x], b[x]
        a1, b1 = a0 + size[x], b0 + size[x]
        for q in range(x - 1, max(-1, x - lookback), -1):
            q1, r1 = a[q] + size[q], b[q] + size[q]
            if a[q] >= a0 or b[q] >= b0 or q1 >= a1 or r1 >= b1:
                continue
            gap_a, gap_b = a0 - q1, b0 - r1
            if gap_a > gap or gap_b > gap:
                continue
            # In twentieths of a token, so that no rounding ever decides.
            value = score[q] - 20 * max(0, -gap_a, -gap_b) - 4 * abs(gap_a - gap_b) - max(gap_a, gap_b)
            if value > best:
                best = value
                came[x] = q
        score[x] = best + 20 * size[x]


def take_chains(a: Any, b: Any, size: Any, count: int, came: Any, order: Any, chain: Any) -> int:
    """Set the ``chain`` of each block, -1 where it is an echo within a chain; give how many there are.

    ``order`` has the blocks by score, best first.
    """
    for x in range(count):
        chain[x] = -2
    number = 0
    for k in range(count):
        end = order[k]
        if chain[end] != -2:
            continue
        x = head = end
        while x >= 0 and chain[x] == -2:
            chain[x] = number
            head = x
            x = came[x]
        a_end, b_end = a[end] + size[end], b[end] + size[end]
        x = head
        while x < count and a[x] < a_end:
            if chain[x] == -2 and b[x] >= b[head] and a[x] + size[x] <= a_end and b[x] + size[x] <= b_end:
                chain[x] = -1
            x += 1
        number += 1
    return number


def keep_longest(
    pair: Any,
    a_start: Any,
    a_end: Any,
    b_start: Any,
    b_end: Any,
    quoted: Any,
    keep: Any,
    head_a: Any,
    head_b: Any,
    following: Any,
    holder: Any,
) -> None:
    """Set ``keep`` for passages that no better one of their pair makes an echo; rows are sorted by pair, best first.

    A passage is an echo when longer ones of its kind hold most of both its sides (words that a text repeats, met
    crosswise); a quotation also when one reuse holds most of both.
    """
    count = len(pair)
    i = 0
    while i < count:
        j = i + 1
        while j < count and pair[j] == pair[i]:
            j += 1
        if j == i + 1:
            keep[i] = True
            i = j
            continue
        entries = 0
        for p in range(i, j):
            a_taken = b_taken = covered = False
            half_a, half_b = a_end[p] - a_start[p], b_end[p] - b_start[p]
            e = head_a[((a_start[p] + a_end[p] - 1) // 2) // CELL]
            while e >= 0:
                o = holder[e]
                if 2 * (min(a_end[p], a_end[o]) - max(a_start[p], a_start[o])) > half_a:
                    if quoted[o] == quoted[p]:
                        a_taken = True
                    elif 2 * (min(b_end[p], b_end[o]) - max(b_start[p], b_start[o])) > half_b:
                        covered = True
                e = following[e]
            if a_taken and not covered:
                e = head_b[((b_start[p] + b_end[p] - 1) // 2) // CELL]
                while e >= 0:
                    o = holder[e]
                    if quoted[o] == quoted[p] and 2 * (min(b_end[p], b_end[o]) - max(b_start[p], b_start[o])) > half_b:
                        b_taken = True
                    e = following[e]
            keep[p] = not (covered or (a_taken and b_taken))
            if not keep[p]:
                continue
            for cell in range(a_start[p] // CELL, (a_end[p] - 1) // CELL + 1):
                following[entries] = head_a[cell]
                holder[entries] = p
                head_a[cell] = entries
                entries += 1
            for cell in range(b_start[p] // CELL, (b_end[p] - 1) // CELL + 1):
                following[entries] = head_b[cell]
                holder[entries] = p
                head_b[cell] = entries
                entries += 1
        for p in range(i, j):
            if keep[p]:
                for cell in range(a_start[p] // CELL, (a_end[p] - 1) // CELL + 1):
                    head_a[cell] = -1
                for cell in range(b_start[p] // CELL, (b_end[p] - 1) // CELL + 1):
                    head_b[cell] = -1
        i = j


def join_sides(text: Any, start: Any, end: Any, left: Any, right: Any, parent: Any, seen: Any) -> None:
    """Join passage sides into classes: ``parent`` of each becomes the least side of its class.

    Sides are sorted by text (quotations and reuse of one text count as two texts), start and end; ``left`` and
    ``right`` are the sides of each passage. Sides of one text join where they share over half of the shorter.
    ``seen`` is scratch: as many open sides of one text are compared with the next one.
    """
    for i in range(len(left)):
        x, y = left[i], right[i]
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        while parent[y] != y:
            parent[y] = parent[parent[y]]
            y = parent[y]
        if x != y:
            parent[max(x, y)] = min(x, y)
    most = len(seen)
    held = 0
    for i in range(len(text)):
        if i and text[i] != text[i - 1]:
            held = 0
        kept = 0
        for k in range(held):
            if end[seen[k]] > start[i]:
                seen[kept] = seen[k]
                kept += 1
        held = kept
        for k in range(held):
            o = seen[k]
            if 2 * (min(end[i], end[o]) - start[i]) > min(end[i] - start[i], end[o] - start[o]):
                x, y = i, o
                while parent[x] != x:
                    parent[x] = parent[parent[x]]
                    x = parent[x]
                while parent[y] != y:
                    parent[y] = parent[parent[y]]
                    y = parent[y]
                if x != y:
                    parent[max(x, y)] = min(x, y)
        if held == most:
            for k in range(1, held):
                seen[k - 1] = seen[k]
            held -= 1
        seen[held] = i
        held += 1
    for i in range(len(parent)):
        parent[i] = parent[parent[i]]  # parents come first, so theirs are final
