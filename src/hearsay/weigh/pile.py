"""Weighing a pile: what all its claims share, then claim by claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hearsay.stage import Made
from hearsay.text import fold
from hearsay.types import Derivation, Linked, Report, Weighed
from hearsay.weigh.claims import weigh_claim

__all__ = ["find_cycles", "name_outlets", "weigh_pile"]

_LIKELY = 0.5  # a derivation less likely than this closes no cycle


def weigh_pile(
    report: Mapping[str, Report], derivations: Sequence[Derivation], linked: Linked
) -> Made[dict[str, Weighed]]:
    """Weigh every claim of the pile; keys are claim ids in the order of ``linked``. Sets nothing aside."""
    in_pile = name_outlets(report)
    same = {r.id: r.duplicate_of for r in report.values() if r.duplicate_of is not None}
    published = {r.id: r.published for r in report.values() if r.published is not None}
    cycles = find_cycles(derivations, same)
    return Made(
        {
            claim.id: weigh_claim(claim, in_pile, published=published, same_report=same, cycles=cycles)
            for claim in linked.claims
        }
    )


def name_outlets(report: Mapping[str, Report]) -> frozenset[str]:
    """The folded names, and other names, of the outlets whose reports the pile holds."""
    return frozenset(
        fold(name)
        for r in report.values()
        for name in ((r.outlet.value if r.outlet else ""), *r.aliases)
        if name.strip()
    )


def find_cycles(derivations: Sequence[Derivation], same: Mapping[str, str]) -> dict[str, int]:
    """Reports that derive from one another in a ring, by the number of their ring.

    Passages of unknown direction close no ring: they are condensed mention by mention.
    """
    edges = {
        (same.get(d.child, d.child), same.get(d.parent, d.parent))
        for d in derivations
        if d.parent is not None
        and d.direction != "unknown"
        and d.kind != "shared_quotation"
        and d.probability >= _LIKELY
    }
    if not any((b, a) in edges for a, b in edges) and not _may_turn(edges):
        return {}
    import networkx as nx

    graph = nx.DiGraph(sorted(e for e in edges if e[0] != e[1]))
    rings = sorted(sorted(ring) for ring in nx.strongly_connected_components(graph) if len(ring) > 1)
    return {report: number for number, ring in enumerate(rings) for report in ring}


def _may_turn(edges: set[tuple[str, str]]) -> bool:
    """False where peeling off reports that nothing derives from leaves nothing, so no ring can be."""
    left = set(edges)
    while left:
        parents = {b for _, b in left}
        kept = {e for e in left if e[0] in parents}
        if kept == left:
            return True
        left = kept
    return False
