"""Origins: with how many holders the information may have entered the pile, at least and at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hearsay.types import Count, Hop, Origin
from hearsay.weigh.holders import read_holder
from hearsay.weigh.search import LIMIT, find_largest, pick_greedily
from hearsay.weigh.voices import Voices
from hearsay.weigh.web import Web

__all__ = ["count_origins", "list_origins", "pick_sure"]

_PLURAL = 2  # "officials" are at most this many where no number is told


def pick_sure(web: Web, voices: Voices) -> tuple[int, ...]:
    """The largest set of sourced holders pairwise shown different; past 200 of them a large one, named people first."""
    holders = sorted(voices.sure)
    if len(holders) <= 1:
        return tuple(holders)
    if len(holders) > LIMIT:
        holders.sort(key=lambda v: (not any(look.person for look in web.looks[v]), v))
        picked = pick_greedily(len(holders), lambda a, b: web.different(holders[a], holders[b]), len(holders))
    else:
        conflicts = [0] * len(holders)
        for a in range(len(holders)):
            for b in range(a):
                if not web.different(holders[a], holders[b]):
                    conflicts[a] |= 1 << b
                    conflicts[b] |= 1 << a
        picked = find_largest(conflicts).chosen
    return tuple(holders[k] for k in picked)


def count_origins(web: Web, subset: Sequence[int], voices: Voices, sure: Sequence[int]) -> Count:
    """Low: the set ``sure`` of sourced holders pairwise shown different. High: all holders, a plural at its number."""
    sizes: dict[int, int] = {}
    for i in subset:
        for vertex in voices.origins[i]:
            sizes.setdefault(vertex, 1)
        if voices.origins[i] == (web.verts[i][-1],):
            vertex = web.verts[i][-1]
            sizes[vertex] = max(sizes[vertex], _size(web.chains[i][-1]))
    return Count(len(sure), sum(sizes.values()))


def list_origins(web: Web, subset: Sequence[int], voices: Voices, sure: Sequence[int]) -> tuple[Origin, ...]:
    """Every holder with the mentions that lead to it; sure where it is of the set that makes the low end."""
    mentions: dict[int, list[int]] = defaultdict(list)
    for i in subset:
        for vertex in voices.origins[i]:
            mentions[vertex].append(i)
    listed = []
    for vertex, members in mentions.items():
        face = _face(web, vertex, members)
        listed.append(Origin(face.kind, face.name, face.description, tuple(sorted(members)), vertex in sure))
    return tuple(sorted(listed, key=lambda o: (o.mentions, o.kind, o.name or "", o.description or "")))


def _size(hop: Hop) -> int:
    """How many holders a hop stands for: a body is one however plural its name ("police")."""
    if not hop.group or read_holder(hop).speaks is not None:
        return 1
    return _PLURAL if hop.number is None else max(1, hop.number)


def _face(web: Web, vertex: int, members: Sequence[int]) -> Hop:
    """The hop that shows a holder best: named, then described, the fullest."""
    hops = [web.chains[i][k] for i in members for k in range(len(web.chains[i])) if web.vertex[i, k] == vertex] or [
        hop for i in web.order for k, hop in enumerate(web.chains[i]) if web.vertex[i, k] == vertex
    ]
    return max(hops, key=lambda h: (h.name is not None, len(h.name or ""), len(h.description or ""), repr(h)))
