"""Search: the largest set of things of which no two conflict.

Two things that conflict never stand together, so the set is a clique of the graph of what is compatible. Conflicts fall
into separate knots, each searched on its own: exactly with networkx (branch and bound), within a budget of steps, since
no text may make a trace run for ever.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hearsay.weigh.web import bits

__all__ = ["LIMIT", "Found", "find_largest", "flow_bound", "pick_greedily", "shed_containing"]

LIMIT = 200  # things searched exactly
_BUDGET = 2_000_000  # pairs looked at in one search
_CHECKS = 30_000  # pairs compared by the greedy walk


class Found(NamedTuple):
    """Positions of the chosen things, and whether no larger set exists."""

    chosen: tuple[int, ...]
    exact: bool


def find_largest(conflicts: Sequence[int], bound: int | None = None) -> Found:
    """The largest conflict-free set; ``conflicts[i]`` is a bit mask. A set as large as ``bound`` ends the search."""
    chosen: list[int] = []
    exact = True
    knots = _split(conflicts)
    rest = [knot for knot in knots if knot.bit_count() > 1]
    chosen += [next(bits(knot)) for knot in knots if knot.bit_count() == 1]
    greedy = {knot: _by_degree(conflicts, knot) for knot in rest}
    if bound is not None and len(chosen) + sum(map(len, greedy.values())) >= bound:
        rest_chosen = [v for knot in rest for v in greedy[knot]]
        return Found(tuple(sorted(chosen + rest_chosen)), True)
    for knot in rest:
        found = greedy[knot]
        if len(found) < _clique_cover(conflicts, knot):
            better, sure = _search(conflicts, knot)
            exact = exact and sure
            found = better if len(better) > len(found) else found
        chosen += found
    return Found(tuple(sorted(chosen)), exact)


def pick_greedily(count: int, fits: Callable[[int, int], bool], bound: int) -> tuple[int, ...]:
    """A conflict-free set, first come first served, at most ``bound`` large and after a fixed number of comparisons."""
    chosen: list[int] = []
    checks = 0
    for v in range(count):
        if len(chosen) >= bound or checks > _CHECKS:
            break
        checks += len(chosen) + 1
        if all(fits(u, v) for u in chosen):
            chosen.append(v)
    return tuple(chosen)


def shed_containing(masks: Sequence[tuple[int, int]]) -> list[int]:
    """Positions left when all that holds the whole of another (in both masks) is dropped; of equals the first stays."""
    ranked = sorted(range(len(masks)), key=lambda i: (masks[i][0].bit_count() + masks[i][1].bit_count(), i))
    by_bit: dict[int, list[int]] = {}
    kept: list[int] = []
    for i in ranked:
        a, b = masks[i]
        whole = a | b
        near = {j: None for bit in bits(whole) for j in by_bit.get(bit, ())}
        if any(masks[j][0] | a == a and masks[j][1] | b == b for j in near):
            continue
        kept.append(i)
        if whole:
            by_bit.setdefault(next(bits(whole)), []).append(i)
    return sorted(kept)


def flow_bound(masks: Sequence[int]) -> int:
    """How many vertex-disjoint paths the chains allow when spliced: never fewer than the conflict-free chains."""
    import networkx as nx

    graph = nx.DiGraph()
    free = 0
    for mask in masks:
        path = list(bits(mask))
        if not path:
            free += 1
            continue
        graph.add_edge("s", (path[0], 0), capacity=1)
        for v in path:
            graph.add_edge((v, 0), (v, 1), capacity=1)
        for v, w in itertools.pairwise(path):
            graph.add_edge((v, 1), (w, 0), capacity=1)
        graph.add_edge((path[-1], 1), "t", capacity=1)
    flow: int = nx.maximum_flow_value(graph, "s", "t") if graph else 0
    return free + flow


def _split(conflicts: Sequence[int]) -> list[int]:
    left = (1 << len(conflicts)) - 1
    knots = []
    while left:
        knot = edge = left & -left
        while edge:
            grown = 0
            for v in bits(edge):
                grown |= conflicts[v]
            edge = grown & ~knot & left
            knot |= edge
        knots.append(knot)
        left &= ~knot
    return knots


def _by_degree(conflicts: Sequence[int], knot: int) -> list[int]:
    chosen = []
    while knot:
        v = min(bits(knot), key=lambda u: ((conflicts[u] & knot).bit_count(), u))
        chosen.append(v)
        knot &= ~(conflicts[v] | 1 << v)
    return chosen


def _clique_cover(conflicts: Sequence[int], knot: int) -> int:
    """How many groups of mutually conflicting things cover a knot: at most one of each can be chosen."""
    groups = 0
    while knot:
        groups += 1
        common = knot
        while common:
            v = next(bits(common))
            knot &= ~(1 << v)
            common &= conflicts[v]
    return groups


def _search(conflicts: Sequence[int], knot: int) -> tuple[list[int], bool]:
    import networkx as nx
    from networkx.algorithms.clique import MaxWeightClique

    class OutOfBudgetError(Exception):
        pass

    class Bounded(MaxWeightClique):  # type: ignore[misc]
        spent = 0

        def expand(self, C: list[int], C_weight: int, P: list[int]) -> None:  # noqa: N803
            self.spent += len(P) * len(P)
            if self.spent > _BUDGET:
                raise OutOfBudgetError
            super().expand(C, C_weight, P)

    graph: Any = nx.Graph()
    members = list(bits(knot))
    graph.add_nodes_from(members)
    graph.add_edges_from((u, v) for u in members for v in bits(knot & ~conflicts[u] & ~((2 << u) - 1)))
    search = Bounded(graph, None)
    try:
        search.find_max_weight_clique()
    except OutOfBudgetError:
        return sorted(search.incumbent_nodes), False
    return sorted(search.incumbent_nodes), True
