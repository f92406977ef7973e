"""From claim mentions to claims: grouping over pairwise likeness, with pairs that must and pairs that must not meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from hearsay.link.average import average_link
from hearsay.link.counted import may_share_claim
from hearsay.link.likeness import Features, describe, score, threshold, weigh_terms
from hearsay.models.sentences import Meanings
from hearsay.models.wordings import Wording
from hearsay.text import fold
from hearsay.types import Mention, Passage, Report

__all__ = ["group_mentions"]

_RARE = 8  # terms of a clause under which partners are looked for
_WORDINGS = 40  # of a claim, among which its middle is looked for
_ALONE = 0.65  # what a likeness is worth that no second report bears out
_NEAR = 0.2  # cosine from which two clauses of one incident are compared
_CROWD = 120  # a term in more clauses than this finds nobody


def group_mentions(
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    incident_of: Mapping[str, str],
    reports: Mapping[str, Report],
) -> list[list[Mention]]:
    """Mentions that answer the same question about the same event, as groups in the order of their earliest mention."""
    ordered = sorted(mentions, key=lambda m: (m.report, m.start, m.end, m.id))
    rarity = weigh_terms(ordered)
    features = {m.id: describe(m, rarity, reports[m.report]) for m in ordered}
    seeds = _seeds(ordered, features, passages)
    meanings = _read_meanings(features, incident_of)
    clusters = _agglomerate(seeds, features, incident_of, meanings)
    fits = {ident: fit for cluster in clusters for ident, fit in _fit(cluster, features, meanings).items()}
    by_id = {m.id: m if m.fit == fits[m.id] else replace(m, fit=fits[m.id]) for m in ordered}
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
    seeds: Sequence[tuple[str, ...]],
    features: Mapping[str, Features],
    incident_of: Mapping[str, str],
    meanings: Mapping[str, Meanings],
) -> list[tuple[str, ...]]:
    links: dict[tuple[int, int], float] = {}
    wordings = [_distinct(seed, features) for seed in seeds]  # once: a seed has as many mentions as copies
    units = [frozenset(unit for ident in seed if (unit := features[ident].unit)) for seed in seeds]
    for i, j in _candidates(seeds, features, incident_of, meanings):
        if not may_share_claim(units[i], units[j]):
            continue
        value = _between(wordings[i], wordings[j], meanings)
        if value > 0:
            links[i, j] = value

    def forbidden(a: Sequence[int], b: Sequence[int]) -> bool:
        """Two different things counted can never be one claim."""
        return not may_share_claim(*(frozenset().union(*(units[i] for i in group)) for group in (a, b)))

    groups = average_link([len(w) for w in wordings], links, threshold(), forbidden)
    return [tuple(x for i in group for x in seeds[i]) for group in groups]


def _candidates(
    seeds: Sequence[tuple[str, ...]],
    features: Mapping[str, Features],
    incident_of: Mapping[str, str],
    meanings: Mapping[str, Meanings],
) -> list[tuple[int, int]]:
    """Pairs worth a look: of one incident, and near in meaning, sharing a rare word or counting the like.

    Claims of two incidents are never one: what is like in them is the kind of event.
    """
    of_incident: dict[str, list[int]] = defaultdict(list)
    for i, seed in enumerate(seeds):
        report = features[seed[0]].report
        of_incident[incident_of.get(report, report)].append(i)
    pairs: set[tuple[int, int]] = set()
    for label in sorted(of_incident):
        members = of_incident[label]
        under: dict[str, list[int]] = defaultdict(list)
        for i in members:
            for key in sorted({key for ident in seeds[i] for key in _keys(features[ident])}):
                under[key].append(i)
        for key in sorted(under):
            if len(under[key]) <= _CROWD:
                pairs.update(combinations(under[key], 2))
        known = next((meanings[r] for i in members if (r := features[seeds[i][0]].report) in meanings), None)
        if known is not None:
            wordings = [features[seeds[i][0]].wording for i in members]
            pairs.update((members[x], members[y]) for x, y in known.near(wordings, _NEAR))
    return sorted(pairs)


def _keys(f: Features) -> list[str]:
    rare = sorted(f.terms, key=lambda t: (-t[1], t[0]))[:_RARE]
    return [term for term, _ in rare] + (["unit " + fold(f.unit.split()[0])] if f.unit else [])


def _read_meanings(features: Mapping[str, Features], incident_of: Mapping[str, str]) -> dict[str, Meanings]:
    """Report → the meanings of its incident's clauses, where another report with mentions tells of it too."""
    clauses: dict[str, list[tuple[str, Wording]]] = defaultdict(list)
    told: dict[str, set[str]] = defaultdict(set)
    for f in features.values():
        label = incident_of.get(f.report, f.report)
        clauses[label].append((f.report, f.wording))
        told[label].add(f.report)
    read = {label: Meanings(clauses[label]) for label in sorted(told) if len(told[label]) > 1}
    return {report: read[label] for label in sorted(read) for report in told[label]}


def _between(a: Sequence[Features], b: Sequence[Features], meanings: Mapping[str, Meanings]) -> float:
    known = meanings.get(a[0].report)
    values = [score(x, y, known) for x in a for y in b]
    return sum(values) / len(values)


def _fit(
    cluster: Sequence[str], features: Mapping[str, Features], meanings: Mapping[str, Meanings]
) -> dict[str, float]:
    """How surely each mention speaks to its claim's question: how alike it is to what a second other report says.

    The likeness of one pair is easily wrong; that two reports say the like is less often. The wording that most others
    are like is the claim's middle, and surely its.
    """
    wordings: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for ident in cluster:
        wordings[_wording(features[ident])].append(ident)
    if len(wordings) == 1:
        return dict.fromkeys(cluster, 1.0)
    heads = [(features[ids[0]], len(ids)) for ids in wordings.values()][:_WORDINGS]
    known = meanings.get(features[cluster[0]].report)
    like = {(f.id, g.id): score(f, g, known) for f, g in combinations([f for f, _ in heads], 2)}
    like |= {(g, f): value for (f, g), value in like.items()}
    near = [n + sum(m * like[f.id, g.id] for g, m in heads if g is not f) for f, n in heads]
    middle = heads[max(range(len(heads)), key=lambda i: (near[i], -i))][0]
    fits: dict[str, float] = {}
    for ids in wordings.values():
        f = features[ids[0]]
        others = {g: like[f.id, g.id] if (f.id, g.id) in like else score(f, g, known) for g, _ in heads if g is not f}
        fits |= dict.fromkeys(ids, 1.0 if f is middle else round(_seconded(f, others), 3))
    return fits


def _seconded(f: Features, others: Mapping[Features, float]) -> float:
    """The likeness to the second most alike of the other reports; a part of that to the only one."""
    best: dict[str, float] = {}
    for g, value in others.items():
        if g.report != f.report:
            best[g.report] = max(value, best.get(g.report, 0.0))
    ranked = sorted(best.values(), reverse=True)
    return ranked[1] if len(ranked) > 1 else _ALONE * ranked[0] if ranked else 0.0


def _wording(f: Features) -> tuple[object, ...]:
    return f.predicate, f.terms, f.unit, f.low, f.high


def _distinct(ids: Sequence[str], features: Mapping[str, Features]) -> list[Features]:
    """A few of a cluster's wordings: copies of one wording must not outvote the others."""
    seen: dict[tuple[object, ...], Features] = {}
    for ident in ids:
        f = features[ident]
        seen.setdefault(_wording(f), f)
    return list(seen.values())[:6]
