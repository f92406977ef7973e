"""A claim's chains as one graph: the same holder is one node, publishers have no holder before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hearsay.show.view import View
from hearsay.show.words import hop_kind, hop_name
from hearsay.text import fold
from hearsay.types import Claim, Hop, Weighed

__all__ = ["Graph", "Node", "merge_chains"]

Place = tuple[int, int]  # mention index, hop index
_SUPPORT = ("asserts", "confirms")
_ENDINGS = {"own": "own reporting", "unsourced": "no source given"}
_BUNDLE = 8  # publishers with the same holder behind them that are drawn one by one


@dataclass(slots=True)
class Node:
    """A holder: what it is called, what it is, and the holders it had it from."""

    key: str
    name: str
    sub: str
    kind: str  # a hop kind, or "own" and "unsourced" for where an outlet's own voice ends
    published: bool = False  # a report of its own in the pile tells it
    after: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Graph:
    """Nodes in order of first appearance; ``copied`` are edges known only by shared words; ``open`` may be one."""

    nodes: dict[str, Node]
    copied: set[tuple[str, str]]
    open: list[tuple[str, str]]


def merge_chains(claim: Claim, weighed: Weighed, view: View) -> Graph:
    """The chains of all mentions that assert or confirm, merged where weighing showed two hops to be one holder."""
    carrying = [i for i, m in enumerate(claim.mentions) if m.stance in _SUPPORT and m.chain]
    root = _merge(claim, weighed, carrying)
    graph = Graph({}, set(), [])
    plain: set[tuple[str, str]] = set()
    for i in carrying:
        before = None
        for h, hop in enumerate(claim.mentions[i].chain):
            key = "{}.{}".format(*root[(i, h)])
            _meet(graph, Node(key, *_called(hop, claim, i, view), hop.kind))
            graph.nodes[key].published |= h == 0
            if before is not None and before != key:
                _join(graph, before, key)
                (graph.copied if hop.link == "copy" else plain).add((before, key))
            before = key
        ending = _ENDINGS.get(claim.mentions[i].voice)
        if before is not None and ending:
            key = f"{before}/{ending}"
            _meet(graph, Node(key, ending, "", claim.mentions[i].voice))
            _join(graph, before, key)
    graph.copied -= plain
    graph.open = _open(weighed, root, graph)
    return _bundle(graph)


def _called(hop: Hop, claim: Claim, i: int, view: View) -> tuple[str, str]:
    name = hop_name(hop, view.reports.get(claim.mentions[i].report))
    return name, hop_kind(hop)


def _meet(graph: Graph, node: Node) -> None:
    known = graph.nodes.setdefault(node.key, node)
    if len(node.name) > len(known.name):
        known.name, known.sub = node.name, node.sub


def _join(graph: Graph, a: str, b: str) -> None:
    if b not in graph.nodes[a].after and not _reaches(graph, b, a):  # who cite each other would make a circle
        graph.nodes[a].after.append(b)
        graph.nodes[b].before.append(a)


def _reaches(graph: Graph, start: str, goal: str) -> bool:
    todo, seen = [start], {start}
    while todo:
        key = todo.pop()
        if key == goal:
            return True
        new = [k for k in graph.nodes[key].after if k not in seen]
        seen.update(new)
        todo += new
    return False


def _merge(claim: Claim, weighed: Weighed, carrying: list[int]) -> dict[Place, Place]:
    """Each hop's representative: hops shown same, and hops of one name that are not shown different."""
    root: dict[Place, Place] = {(i, h): (i, h) for i in carrying for h in range(len(claim.mentions[i].chain))}

    def find(place: Place) -> Place:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    apart = {frozenset((t.a, t.b)) for t in weighed.ties if t.relation == "different"}
    for a, b in _same(claim, weighed, root, apart):
        first, second = sorted((find(a), find(b)))
        root[second] = first
    return {place: find(place) for place in root}


def _same(
    claim: Claim, weighed: Weighed, root: dict[Place, Place], apart: set[frozenset[Place]]
) -> Iterator[tuple[Place, Place]]:
    for tie in weighed.ties:
        if tie.relation == "same" and tie.a in root and tie.b in root:
            yield tie.a, tie.b
    named: dict[tuple[str, str], Place] = {}
    for place in list(root):
        hop = claim.mentions[place[0]].chain[place[1]]
        if hop.name:
            first = named.setdefault((hop.kind, fold(hop.name)), place)
            if first != place and frozenset((first, place)) not in apart:
                yield first, place
        elif place[1] == 0:  # the unnamed outlet of one report is one outlet
            first = named.setdefault(("report", claim.mentions[place[0]].report), place)
            if first != place:
                yield first, place


def _open(weighed: Weighed, root: dict[Place, Place], graph: Graph) -> list[tuple[str, str]]:
    pairs: dict[tuple[str, str], None] = {}
    for tie in weighed.ties:
        if tie.relation == "open" and tie.a in root and tie.b in root:
            a, b = sorted(("{}.{}".format(*root[tie.a]), "{}.{}".format(*root[tie.b])))
            if a != b and a in graph.nodes and b in graph.nodes:
                pairs[(a, b)] = None
    return list(pairs)


def _bundle(graph: Graph) -> Graph:
    """Many publishers with the very same holders behind them become one node that says how many."""
    alike: dict[tuple[str, ...], list[Node]] = {}
    for node in graph.nodes.values():
        if not node.before and node.kind == "outlet":
            alike.setdefault(tuple(sorted(node.after)), []).append(node)
    for after, nodes in alike.items():
        if len(nodes) <= _BUNDLE or not after:
            continue
        gone = {n.key for n in nodes}
        names = ", ".join(n.name for n in nodes)
        bundle = Node(nodes[0].key, f"{len(nodes)} outlets", names, "bundle", True, list(after))
        copied = all((n.key, a) in graph.copied for n in nodes for a in after)
        graph.nodes = {k: n for k, n in graph.nodes.items() if k not in gone} | {bundle.key: bundle}
        graph.copied = {e for e in graph.copied if e[0] not in gone} | {(bundle.key, a) for a in after if copied}
        graph.open = [(a, b) for a, b in graph.open if a not in gone and b not in gone]
        for key in after:
            node = graph.nodes[key]
            node.before = [k for k in node.before if k not in gone] + [bundle.key]
    return graph
