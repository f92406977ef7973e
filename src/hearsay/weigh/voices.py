"""Voices: who, in the end, a mention's chain leads to, and whether that holder may count in the low end.

A chain that ends at an outlet leads on to whoever the pile shows that outlet to have it from: an outlet is an origin
only where it is presented as knowing the claim not through another node.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hearsay.weigh.names import outlet_words
from hearsay.weigh.web import SURE_FROM, Web

__all__ = ["SURE_FIT", "Voices", "hear"]

SURE_FIT = 0.55  # a mention that may well speak to another question adds nothing to the low end

Edges = dict[Hashable, list[Hashable]]
Reach = tuple[int, frozenset[int]]  # a bit mask of vertices, and the origins among them


@dataclass(frozen=True)
class Voices:
    """By mention index, for the mentions counted: the vertices it leads on to, its origins, whether it is sourced."""

    onward: dict[int, int]  # bit mask of what lies beyond the last recorded hop
    origins: dict[int, tuple[int, ...]]  # vertices
    sourced: dict[int, bool]
    sure: frozenset[int]  # origins that a sourced mention leads to


def hear(web: Web, subset: Sequence[int], in_pile: frozenset[str]) -> Voices:
    """Follow every chain of the subset to its origins."""
    onward, origins, final = _follow(web, subset)
    outlets = _shape_names(in_pile)
    # Over the whole claim: an outlet that gives no source for one answer is no surer a holder of another.
    narrated = {
        web.verts[i][-1]
        for i in web.order
        if web.mentions[i].stance in ("asserts", "confirms")
        and web.mentions[i].voice == "unsourced"
        and _ends_at_outlet(web, i)
    }
    plain = {i: _is_sourced(web, i, outlets, narrated) for i in subset}
    sure = frozenset(origins[i][0] for i in subset if plain[i] and i in final)
    sourced = {i: plain[i] and all(o in sure for o in origins[i]) for i in subset}
    return Voices(onward, origins, sourced, sure)


@lru_cache(maxsize=8)
def _shape_names(in_pile: frozenset[str]) -> frozenset[str]:
    return frozenset("".join(outlet_words(name)) for name in in_pile)


def _ends_at_outlet(web: Web, i: int) -> bool:
    return web.chains[i][-1].kind == "outlet" and web.mentions[i].voice != "own"


def _is_sourced(web: Web, i: int, outlets: frozenset[str], narrated: set[int]) -> bool:
    m, last = web.mentions[i], web.chains[i][-1]
    if m.soft is not None or m.voice == "unsourced" or m.fit < SURE_FIT:
        return False
    if last.kind != "outlet" or m.voice == "own":
        return True
    end = len(web.chains[i]) - 1
    if end == 0 or web.vertex[i, end] == web.vertex[i, end - 1]:
        return False  # an outlet that cites itself
    names = [n for n in (last.name, *last.aliases) if n]
    return last.rests or (web.verts[i][-1] not in narrated and any("".join(outlet_words(n)) in outlets for n in names))


def _follow(web: Web, subset: Sequence[int]) -> tuple[dict[int, int], dict[int, tuple[int, ...]], set[int]]:
    edges = _lead_on(web, subset)
    onward = dict.fromkeys(subset, 0)
    origins: dict[int, tuple[int, ...]] = {i: (web.verts[i][-1],) for i in subset}
    final = set(subset)
    if not edges:
        return onward, origins, final
    import networkx as nx

    graph = nx.DiGraph()
    for node in sorted(edges, key=repr):
        graph.add_edges_from((node, target) for target in edges[node])
    reached: dict[Hashable, Reach] = {}
    for knot in nx.strongly_connected_components(graph):  # those that lead nowhere come first
        members = sorted(n for n in knot if isinstance(n, int))
        beyond, ends = 0, frozenset[int]()
        for node in knot:
            for target in edges.get(node, ()):
                if target not in knot:
                    mask, found = _step(web, node, target, reached)
                    beyond, ends = beyond | mask, ends | found
        if ends:
            for i in members:
                onward[i], origins[i] = beyond, tuple(sorted(ends))
                final.discard(i)
        elif len(members) > 1:
            # They lead only to one another: one voice, whoever it is.
            last = [web.verts[i][-1] for i in members]
            for v in last:
                beyond |= 1 << v
            for i in members:
                onward[i], origins[i] = beyond, (min(last),)
        for node in knot:
            if ends or not isinstance(node, int):
                reached[node] = beyond, ends or frozenset(origins[members[0]])
            else:
                reached[node] = onward[node] | 1 << origins[node][0], frozenset(origins[node])
    return onward, origins, final


def _step(web: Web, node: Hashable, target: Hashable, reached: dict[Hashable, Reach]) -> Reach:
    """What lies behind a target; behind an outlet also the hops it cites."""
    mask, ends = reached[target]
    if isinstance(target, int) and isinstance(node, tuple) and node[0] == "outlet":
        chain = web.verts[target]
        for v in chain[chain.index(node[1]) + 1 :]:
            mask |= 1 << v
    return mask, ends


def _lead_on(web: Web, subset: Sequence[int]) -> Edges:
    """Where an outlet's voice leads: what the outlet cites elsewhere, what it shares a passage or quotation with.

    Its own witness (voice own) leads nowhere, but is one with another's that stands in the same passage.
    """
    told = [i for i in subset if _ends_at_outlet(web, i)]
    own = [i for i in subset if web.mentions[i].voice == "own" and web.chains[i][-1].kind == "outlet"]
    edges: Edges = {}
    if told:
        _lead_to(web, told, subset, edges)
        _cite(web, told, own, subset, edges)
        _speak_as_one(web, told, "voice", edges)
    if len(own) > 1:
        _lead_to(web, own, own, edges)
        _speak_as_one(web, own, "witness", edges)
    return edges


def _lead_to(web: Web, voices: Sequence[int], targets: Sequence[int], edges: Edges) -> None:
    """Edges to what shares a passage or quotation with a voice, and to what it is surely a copy of."""
    shared: dict[Hashable, list[Hashable]] = defaultdict(list)
    kind = len(targets)  # keeps witnesses' passages apart from everyone's
    for i in targets:
        for name in web.mentions[i].passages:
            shared["passage", kind, name].append(i)
        for name in web.mentions[i].quotations:
            shared["quotation", kind, name].append(i)
    known = set(targets)
    for i in voices:
        m = web.mentions[i]
        groups = [("passage", kind, name) for name in m.passages] + [("quotation", kind, name) for name in m.quotations]
        for group in groups:
            if len(shared[group]) > 1:
                edges.setdefault(i, []).append(group)
                edges[group] = shared[group]
        for j, p in web.parents.get(i, ()):
            if p >= SURE_FROM and j in known:
                edges.setdefault(i, []).append(j)


def _cite(web: Web, voices: Sequence[int], own: Sequence[int], subset: Sequence[int], edges: Edges) -> None:
    """Edges from an outlet's voice to its own witness, else to the chains of the claim that pass through it."""
    witnesses: dict[int, list[Hashable]] = defaultdict(list)
    for i in own:
        witnesses[web.verts[i][-1]].append(i)
    passing: dict[int, list[Hashable]] = defaultdict(list)
    for i in subset:
        for v in web.verts[i][:-1]:
            passing[v].append(i)
    for i in voices:
        end = web.verts[i][-1]
        if end in witnesses:
            edges.setdefault(i, []).append(("own", end))
            edges["own", end] = witnesses[end]
        elif end in passing:
            edges.setdefault(i, []).append(("outlet", end))
            edges["outlet", end] = passing[end]


def _speak_as_one(web: Web, voices: Sequence[int], kind: str, edges: Edges) -> None:
    """An outlet has one voice: where one of its sentences leads, the others lead."""
    by_end: dict[int, list[Hashable]] = defaultdict(list)
    for i in voices:
        by_end[web.verts[i][-1]].append(i)
    for end, members in by_end.items():
        if len(members) > 1 and any(member in edges for member in members):
            edges[kind, end] = members
            for member in members:
                edges.setdefault(member, []).append((kind, end))
