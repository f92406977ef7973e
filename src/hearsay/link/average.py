"""Average-link grouping over a sparse table of likenesses (unweighted pair-group method, Sokal & Michener 1958).

Average link, because "agrees with" is not transitive: joining on any agreeing pair let one two-part sentence pull two
claims together (measured on two real pages).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

__all__ = ["average_link"]


def average_link(
    sizes: Sequence[int],
    links: Mapping[tuple[int, int], float],
    least: float,
    forbidden: Callable[[Sequence[int], Sequence[int]], bool] = lambda a, b: False,
) -> list[list[int]]:
    """Groups of positions. ``sizes`` weigh the positions; a pair without a link counts as 0; ties go by position.

    Two groups join while their mean likeness is at least ``least`` and ``forbidden`` lets them.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(len(sizes))}
    weight: dict[int, int] = dict(enumerate(sizes))
    near: dict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for (i, j), value in sorted(links.items()):
        near[i][j] = near[j][i] = value
        if value >= least:
            heap.append((-value, i, j))
    heapq.heapify(heap)
    following = len(sizes)
    while heap:
        value, i, j = heapq.heappop(heap)
        if i not in members or j not in members or near[i].get(j) != -value:
            continue
        if forbidden(members[i], members[j]):
            del near[i][j], near[j][i]
            continue
        a, b = weight.pop(i), weight.pop(j)
        merged, following = following, following + 1
        members[merged] = members.pop(i) + members.pop(j)
        weight[merged] = a + b
        for k in sorted((near[i].keys() | near[j].keys()) - {i, j}):
            mean = (a * near[i].get(k, 0.0) + b * near[j].get(k, 0.0)) / (a + b)
            near[k].pop(i, None)
            near[k].pop(j, None)
            near[merged][k] = near[k][merged] = mean
            if mean >= least:
                heapq.heappush(heap, (-mean, min(merged, k), max(merged, k)))
        del near[i], near[j]
    return list(members.values())
