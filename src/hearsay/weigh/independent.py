"""Independent: the largest set of recorded chains of which no two share a vertex, at the low and at the high end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.types import Independent
from hearsay.weigh.chance import chance_of_two
from hearsay.weigh.search import LIMIT, find_largest, flow_bound, pick_greedily, shed_containing
from hearsay.weigh.voices import Voices
from hearsay.weigh.web import LOW_FROM, SURE_FROM, Web, bits

__all__ = ["count_independent"]


@dataclass(frozen=True)
class Strand:
    """A mention's chain with what the low end adds to it.

    ``hops`` are the vertices that must be shown different from another strand's, ``shares`` what no two may both
    hold.
    """

    mention: int
    hops: int
    shares: int


def count_independent(
    web: Web, subset: Sequence[int], voices: Voices, origins_high: int, sure: Sequence[int]
) -> Independent:
    """The interval of independent chains of the subset; no more of them than ``origins_high``.

    ``sure`` are holders pairwise shown different: where the search must be greedy it looks at their chains first.
    """
    high, proof_high, exact_high = _count_high(web, subset, voices, origins_high)
    sourced = [i for i in subset if voices.sourced[i]]
    low, proof_low, exact_low = _count_low(web, sourced, voices, high, set(sure))

    def fits(a: int, b: int, held: frozenset[tuple[int, int]]) -> bool:
        return _compatible(web, _draw(web, a, voices, held), _draw(web, b, voices, held))

    p2 = chance_of_two(web, sourced, proof_low, fits)
    return Independent(low, high, p2, proof_low, proof_high, exact_high and exact_low)


def _count_high(web: Web, subset: Sequence[int], voices: Voices, most: int) -> tuple[int, tuple[int, ...], bool]:
    strands: dict[int, int] = {}
    for i in subset:
        mask = web.mask(i) | web.near[i] | voices.onward[i]
        for j in _lineage(web, i, _at_least(web, SURE_FROM)):
            mask |= web.mask(j) | web.near[j] | voices.onward.get(j, 0)
        strands.setdefault(mask, i)
    masks = list(strands)
    mentions = list(strands.values())
    once = twice = 0
    for mask in masks:
        twice |= once & mask
        once |= mask
    shared = [mask & twice for mask in masks]  # what stands in one chain only parts it from no other
    kept = shed_containing([(mask, 0) for mask in shared])
    shared = [shared[k] for k in kept]
    mentions = [mentions[k] for k in kept]
    conflicts = _meet(shared)
    if len(kept) > LIMIT:
        chosen = find_largest(conflicts, bound=0).chosen
        bound = max(len(chosen), min(flow_bound(shared), most))
        return bound, tuple(sorted(mentions[k] for k in chosen)), False
    found = find_largest(conflicts, bound=most)
    if not found.exact:
        bound = max(len(found.chosen), min(flow_bound(shared), most))
        return bound, tuple(sorted(mentions[k] for k in found.chosen)), len(found.chosen) == bound
    return len(found.chosen), tuple(sorted(mentions[k] for k in found.chosen)), True


def _count_low(
    web: Web, sourced: Sequence[int], voices: Voices, most: int, sure: set[int]
) -> tuple[int, tuple[int, ...], bool]:
    seen: dict[tuple[int, int], Strand] = {}
    likely = _at_least(web, LOW_FROM)
    for i in sourced:
        strand = _draw(web, i, voices, likely)
        seen.setdefault((strand.hops, strand.shares), strand)
    strands = list(seen.values())
    kept = [strands[k] for k in shed_containing([(s.hops, s.shares) for s in strands])]

    def fits(a: int, b: int) -> bool:
        return _compatible(web, kept[a], kept[b])

    if most <= 1 or len(kept) > LIMIT:
        kept.sort(key=lambda s: (web.verts[s.mention][-1] not in sure, s.hops.bit_count(), s.mention in web.parents))
        picked = pick_greedily(len(kept), fits, most)
        return len(picked), tuple(sorted(kept[k].mention for k in picked)), len(picked) == most or most <= 1
    conflicts = [0] * len(kept)
    for a in range(len(kept)):
        for b in range(a):
            if not fits(a, b):
                conflicts[a] |= 1 << b
                conflicts[b] |= 1 << a
    found = find_largest(conflicts, bound=most)
    return len(found.chosen), tuple(sorted(kept[k].mention for k in found.chosen)), found.exact


def _draw(web: Web, i: int, voices: Voices, held: frozenset[tuple[int, int]]) -> Strand:
    """The strand of mention i when the dependences ``held`` are taken as they are."""
    hops = shares = 0
    for j in (i, *_lineage(web, i, held)):
        beyond = voices.onward.get(j, 0)
        for v in web.verts[j]:
            hops |= 1 << v
        hops |= beyond
        shares |= web.mask(j) | web.near[j] | beyond
    return Strand(i, hops, shares)


def _compatible(web: Web, a: Strand, b: Strand) -> bool:
    if a.shares & b.shares:
        return False
    return all(web.different(x, y) for x in bits(a.hops) for y in bits(b.hops))


def _at_least(web: Web, least: float) -> frozenset[tuple[int, int]]:
    return frozenset((i, j) for i, found in web.parents.items() for j, p in found if p >= least)


def _lineage(web: Web, i: int, held: frozenset[tuple[int, int]]) -> list[int]:
    """The mentions that i comes from over the dependences held."""
    found: dict[int, None] = {}
    todo = [i]
    while todo:
        child = todo.pop()
        for j, _ in web.parents.get(child, ()):
            if (child, j) in held and j != i and j not in found:
                found[j] = None
                todo.append(j)
    return list(found)


def _meet(masks: Sequence[int]) -> list[int]:
    holders: dict[int, int] = {}
    for k, mask in enumerate(masks):
        for bit in bits(mask):
            holders[bit] = holders.get(bit, 0) | 1 << k
    conflicts = []
    for k, mask in enumerate(masks):
        found = 0
        for bit in bits(mask):
            found |= holders[bit]
        conflicts.append(found & ~(1 << k))
    return conflicts
