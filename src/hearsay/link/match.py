"""From claim mentions to claims: average-link grouping over pairwise likeness, with pairs that must and must not meet.

Average link, because "agrees with" is not transitive: joining on any agreeing pair let one two-part sentence pull two
claims together (measured on the two real pages).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from hearsay.link.counted import may_share_claim
from hearsay.link.likeness import Features, describe, score, threshold, weigh_terms
from hearsay.models.sentences import near_clauses
from hearsay.text import fold
from hearsay.types import Mention, Passage

__all__ = ["group_mentions"]

_RARE = 8  # terms of a clause under which partners are looked for
_NEAR = 0.35  # cosine from which two clauses of one incident are compared
_CROWD = 120  # a term in more clauses than this finds nobody
_APART = 0.15  # what claims of different incidents need on top


def group_mentions(
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    incident_of: Mapping[str, str],
    texts: Mapping[str, str],
) -> list[list[Mention]]:
    """Mentions that answer the same question about the same event, as groups in the order of their earliest mention."""
    ordered = sorted(mentions, key=lambda m: (m.report, m.start, m.end, m.id))
    rarity = weigh_terms(ordered)
    features = {m.id: describe(m, rarity, texts[m.report]) for m in ordered}
    seeds = _seeds(ordered, features, passages)
    clusters = _agglomerate(seeds, features, incident_of)
    by_id = {m.id: m for m in ordered}
    place = {m.id: i for i, m in enumerate(ordered)}
    groups = [sorted((by_id[i] for i in cluster), key=lambda m: place[m.id]) for cluster in clusters]
    return sorted(groups, key=lambda g: place[g[0].id])


def _seeds(
    ordered: Sequence[Mention], features: Mapping[str, Features], passages: Sequence[Passage]
) -> list[tuple[str, ...]]:
    """Mentions that are one by construction: the same clause in two copies, or worded alike with the same value."""
    parent = {m.id: m.id for m in ordered}

    def find(x: str) -> str:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def join(x: str, y: str) -> None:
        a, b = sorted((find(x), find(y)))
        parent[b] = a

    alike: dict[tuple[object, ...], str] = {}
    for m in ordered:
        f = features[m.id]
        key = (f.predicate, tuple(t for t, _ in f.terms), f.unit, f.low, f.high, f.where, f.modality)
        if len(f.terms) >= 3:
            join(alike.setdefault(key, m.id), m.id)
    in_report: dict[str, list[Mention]] = defaultdict(list)
    for m in ordered:
        in_report[m.report].append(m)
    for p in passages:
        left = [m for m in in_report[p.a] if p.a_start <= m.start and m.end <= p.a_end]
        right = [m for m in in_report[p.b] if p.b_start <= m.start and m.end <= p.b_end]
        for x, y in _aligned(left, right, features):
            join(x.id, y.id)
    groups: dict[str, list[str]] = defaultdict(list)
    for m in ordered:
        groups[find(m.id)].append(m.id)
    return [tuple(g) for g in groups.values()]


def _aligned(
    left: Sequence[Mention], right: Sequence[Mention], features: Mapping[str, Features]
) -> list[tuple[Mention, Mention]]:
    pairs = []
    table: dict[tuple[object, ...], Mention] = {}
    for m in right:
        table.setdefault((features[m.id].predicate, features[m.id].unit, m.terms), m)
    for m in left:
        other = table.get((features[m.id].predicate, features[m.id].unit, m.terms))
        if other is not None:
            pairs.append((m, other))
    return pairs


def _agglomerate(
    seeds: Sequence[tuple[str, ...]], features: Mapping[str, Features], incident_of: Mapping[str, str]
) -> list[tuple[str, ...]]:
    enough = threshold()
    members: dict[int, tuple[str, ...]] = dict(enumerate(seeds))
    links: dict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for i, j in _candidates(seeds, features, incident_of):
        value = _between(members[i], members[j], features, incident_of)
        if value > 0:
            links[i][j] = links[j][i] = value
            if value >= enough:
                heapq.heappush(heap, (-value, i, j))
    following = len(members)
    while heap:
        value, i, j = heapq.heappop(heap)
        if i not in members or j not in members or links[i].get(j) != -value:
            continue
        a, b = members.pop(i), members.pop(j)
        merged = following
        following += 1
        members[merged] = a + b
        for k in sorted(set(links[i]) | set(links[j])):
            if k in (i, j) or k not in members:
                continue
            mean = (len(a) * links[i].get(k, 0.0) + len(b) * links[j].get(k, 0.0)) / (len(a) + len(b))
            if _forbidden(members[merged], members[k], features):
                mean = 0.0
            links[merged][k] = links[k][merged] = mean
            if mean >= enough:
                heapq.heappush(heap, (-mean, min(merged, k), max(merged, k)))
        del links[i], links[j]
    return list(members.values())


def _candidates(
    seeds: Sequence[tuple[str, ...]], features: Mapping[str, Features], incident_of: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Pairs worth a look: of one incident and near in meaning, or sharing a rare word, what is counted or done."""
    pairs: set[tuple[int, int]] = set()
    under: dict[str, set[int]] = defaultdict(set)
    of_incident: dict[str, list[int]] = defaultdict(list)
    for i, seed in enumerate(seeds):
        of_incident[incident_of.get(features[seed[0]].report, "")].append(i)
        for ident in seed:
            f = features[ident]
            rare = sorted(f.terms, key=lambda t: (-t[1], t[0]))[:_RARE]
            for term, _ in rare:
                under[term].add(i)
            if f.unit:
                under["unit " + fold(f.unit)].add(i)
    for label in sorted(of_incident):
        members = of_incident[label]
        if len({features[ident].report for i in members for ident in seeds[i]}) > 1:
            clauses = [features[seeds[i][0]].clause for i in members]
            pairs.update((members[x], members[y]) for x, y in near_clauses(clauses, _NEAR))
    for term in sorted(under):
        if len(under[term]) <= _CROWD:
            pairs.update(combinations(sorted(under[term]), 2))
    return sorted(pairs)


def _between(
    a: Sequence[str], b: Sequence[str], features: Mapping[str, Features], incident_of: Mapping[str, str]
) -> float:
    if _forbidden(a, b, features):
        return 0.0
    left, right = _distinct(a, features), _distinct(b, features)
    values = [score(x, y) for x in left for y in right]
    value = sum(values) / len(values)
    apart = incident_of.get(left[0].report) != incident_of.get(right[0].report)
    return value - _APART if apart else value


def _distinct(ids: Sequence[str], features: Mapping[str, Features]) -> list[Features]:
    """A few of a cluster's wordings: copies of one wording must not outvote the others."""
    seen: dict[tuple[object, ...], Features] = {}
    for ident in ids:
        f = features[ident]
        seen.setdefault((f.predicate, f.terms, f.unit, f.low, f.high), f)
    return list(seen.values())[:6]


def _forbidden(a: Sequence[str], b: Sequence[str], features: Mapping[str, Features]) -> bool:
    """Two different things counted can never be one claim."""
    left, right = ({unit for i in ids if (unit := features[i].unit)} for ids in (a, b))
    return not may_share_claim(frozenset(left), frozenset(right))
