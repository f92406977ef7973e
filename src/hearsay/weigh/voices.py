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

__all__ = ["Voices", "hear"]

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
    narrated = {web.verts[i][-1] for i in subset if _ends_at_outlet(web, i) and web.mentions[i].voice == "unsourced"}
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
    if m.soft is not None or m.voice == "unsourced":
        return False
    if last.kind != "outlet" or m.voice == "own":
        return True
    if len(web.verts[i]) == 1:
        return False
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


def _lead_on(web: Web, subset: Sequence[int]) -> dict[Hashable, list[Hashable]]:
    """Where an outlet's voice leads: what the outlet cites elsewhere, what it shares a passage or quotation with."""
    chosen = set(subset)
    voices = [i for i in subset if _ends_at_outlet(web, i)]
    if not voices:
        return {}
    passing: dict[int, list[Hashable]] = defaultdict(list)
    shared: dict[tuple[str, str], list[Hashable]] = defaultdict(list)
    own = set()
    for i in subset:
        for v in web.verts[i][:-1]:
            passing[v].append(i)
        for passage in web.mentions[i].passages:
            shared["passage", passage].append(i)
        for quotation in web.mentions[i].quotations:
            shared["quotation", quotation].append(i)
        if web.mentions[i].voice == "own":
            own.add(web.verts[i][-1])
    edges: dict[Hashable, list[Hashable]] = {}
    for i in voices:
        out: list[Hashable] = []
        end = web.verts[i][-1]
        if end not in own and passing.get(end):
            out.append(("outlet", end))
            edges["outlet", end] = passing[end]
        for kind, ids in (("passage", web.mentions[i].passages), ("quotation", web.mentions[i].quotations)):
            for name in ids:
                if len(shared[kind, name]) > 1:
                    out.append((kind, name))
                    edges[kind, name] = shared[kind, name]
        out += [j for j, p in web.parents.get(i, ()) if p >= SURE_FROM and j in chosen]
        if out:
            edges[i] = out
    return edges
