"""Chance: how likely at least two independent chains are, where a dependence between mentions is itself uncertain."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import combinations, product

from hearsay.weigh.web import Web

__all__ = ["chance_of_two"]

Edge = tuple[int, int]  # child, parent
Fits = Callable[[int, int, frozenset[Edge]], bool]

_CERTAIN = 0.9999
_EXACT = 12  # uncertain dependences that are enumerated
_DRAWS = 2000
_PAIRS = 20  # pairs of chains looked at; the surest first, which can only understate the chance
_LOOKED = 150  # chains among which they are looked for


def chance_of_two(web: Web, sourced: Sequence[int], proof: Sequence[int], fits: Fits) -> float:
    """The probability of at least two independent chains under the rules of the low end, each dependence by its own p.

    ``proof`` are the chains the low end chose; ``fits(a, b, held)`` tells whether two chains are compatible when just
    these dependences hold. Exact up to 12 dependences that matter, else 2,000 draws seeded by the claim's id.
    """
    edges = {i: _list_edges(web, i) for i in sourced}
    chance = {e: p for i in sourced for e, p in edges[i].items()}
    certain = frozenset(e for e, p in chance.items() if p >= _CERTAIN)
    doubts = {i: frozenset(edges[i]) - certain for i in sourced}
    if not any(doubts.values()):
        return 1.0 if len(proof) >= 2 else 0.0
    place = {i: n for n, i in enumerate(web.order)}
    ranked = sorted(sourced, key=lambda i: (i not in proof, len(doubts[i]), place[i]))[:_LOOKED]
    pairs: list[Edge] = []
    for a, b in combinations(ranked, 2):
        if fits(a, b, certain):
            if not doubts[a] and not doubts[b]:
                return 1.0
            pairs.append((a, b))
            if len(pairs) >= _PAIRS:
                break
    found = frozenset[Edge]().union(*(doubts[i] for pair in pairs for i in pair))
    open_edges = sorted(found, key=lambda e: (place[e[0]], place[e[1]]))
    if not pairs:
        return 0.0

    def stands(held: frozenset[Edge]) -> bool:
        return any(fits(a, b, held) for a, b in pairs)

    if len(open_edges) <= _EXACT:
        total = 0.0
        for choice in product((False, True), repeat=len(open_edges)):
            weight = 1.0
            for yes, e in zip(choice, open_edges, strict=True):
                weight *= chance[e] if yes else 1 - chance[e]
            if stands(certain | {e for yes, e in zip(choice, open_edges, strict=True) if yes}):
                total += weight
        return min(1.0, max(0.0, round(total, 9)))
    draw = random.Random(web.claim.id)  # noqa: S311 - a repeatable draw, no secret
    hits = sum(stands(certain | {e for e in open_edges if draw.random() < chance[e]}) for _ in range(_DRAWS))
    return hits / _DRAWS


def _list_edges(web: Web, i: int) -> dict[Edge, float]:
    """Every dependence that mention i may rest on, near or far, with its probability."""
    found: dict[Edge, float] = {}
    todo, seen = [i], {i}
    while todo:
        child = todo.pop()
        for parent, p in web.parents.get(child, ()):
            found[child, parent] = p
            if parent not in seen:
                seen.add(parent)
                todo.append(parent)
    return found
