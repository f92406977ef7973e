"""Which reports tell of the same event, so that two like incidents are not counted as one.

Average link over what reports name and say, names counting double; reports that share a long passage are together,
reports whose declared dates lie more than 30 days apart are not (grouping of 2,655 real incidents: B³ 82.8 without
dates, 88.7 with them).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from hearsay.link.alike import family
from hearsay.text import digest, fold
from hearsay.types import Incident, Mention, Passage, Report, When

__all__ = ["group_reports", "make_incidents"]

_NEAR = 0.17
_DAYS = 30
_SHARED_WORDS = 40


def group_reports(
    reports: Mapping[str, Report], mentions: Sequence[Mention], passages: Sequence[Passage]
) -> dict[str, str]:
    """Report id → a label shared by the reports of one incident. Reports without a mention stand alone."""
    vectors = _vectors(mentions)
    ids = sorted(i for i in reports if reports[i].duplicate_of is None)
    together = {i: i for i in ids}

    def find(x: str) -> str:
        while together[x] != x:
            x = together[x]
        return x

    shared: Counter[tuple[str, str]] = Counter()
    for p in passages:
        if not p.quoted and p.a in together and p.b in together:
            shared[p.a, p.b] += p.words
    for (a, b), words in sorted(shared.items()):
        if words >= _SHARED_WORDS:
            x, y = sorted((find(a), find(b)))
            together[y] = x
    groups: dict[str, list[str]] = defaultdict(list)
    for i in ids:
        groups[find(i)].append(i)
    links = _pairs(groups, vectors, reports)
    while links:
        (x, y), value = max(links.items(), key=lambda item: (item[1], item[0]))
        if value < _NEAR:
            break
        for k in groups:
            if k in (x, y):
                continue
            left = links.pop((min(x, k), max(x, k)), 0.0)
            right = links.pop((min(y, k), max(y, k)), 0.0)
            n, m = len(groups[x]), len(groups[y])
            if left or right:
                links[min(x, k), max(x, k)] = (n * left + m * right) / (n + m)
        del links[x, y]
        groups[x] += groups.pop(y)
    return {i: label for label, group in groups.items() for i in group}


def make_incidents(
    incident_of: Mapping[str, str], mentions: Sequence[Mention], reports: Mapping[str, Report]
) -> tuple[dict[str, str], tuple[Incident, ...]]:
    """The incidents, and report id → incident id."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report, label in incident_of.items():
        groups[label].append(report)
    spoken: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        spoken[m.report].append(m)
    named: dict[str, str] = {}
    incidents = []
    for group in groups.values():
        ident = digest("incident", *sorted(group))
        named.update(dict.fromkeys(group, ident))
        own = [m for r in group for m in spoken[r]]
        incidents.append(Incident(ident, tuple(sorted(group)), _when(own), _where(own)))
    return named, tuple(sorted(incidents, key=lambda i: i.id))


def _vectors(mentions: Sequence[Mention]) -> dict[str, dict[str, float]]:
    bags: dict[str, Counter[str]] = defaultdict(Counter)
    for m in mentions:
        bag = bags[m.report]
        bag.update(family(t) for t in m.terms)
        names = {fold(a.entity) for a in m.arguments if a.entity} | {fold(a) for a in m.actors}
        if m.where:
            names |= {fold(p) for p in m.where.path[1:] or m.where.path}
        bag.update({"name " + n: 2 for n in names})
    seen = Counter(term for bag in bags.values() for term in bag)
    total = len(bags)
    vectors = {}
    for report, bag in bags.items():
        raw = {t: (1 + math.log(n)) * math.log(1 + total / seen[t]) for t, n in bag.items()}
        length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
        vectors[report] = {t: v / length for t, v in raw.items()}
    return vectors


def _pairs(
    groups: Mapping[str, list[str]], vectors: Mapping[str, dict[str, float]], reports: Mapping[str, Report]
) -> dict[tuple[str, str], float]:
    label = {i: g for g, members in groups.items() for i in members}
    under: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for report in sorted(vectors):
        for term, weight in vectors[report].items():
            under[term].append((report, weight))
    cosine: dict[tuple[str, str], float] = defaultdict(float)
    crowd = max(60, len(vectors) // 4) if len(vectors) > 200 else len(vectors)
    for term in sorted(under):
        rows = under[term]
        if len(rows) > crowd:
            continue
        for i, (a, x) in enumerate(rows):
            for b, y in rows[i + 1 :]:
                cosine[a, b] += x * y
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for (a, b), value in cosine.items():
        if label[a] != label[b] and not _far(reports[a].published, reports[b].published):
            sums[min(label[a], label[b]), max(label[a], label[b])] += value
    return {pair: total / (len(groups[pair[0]]) * len(groups[pair[1]])) for pair, total in sums.items()}


def _far(a: When | None, b: When | None) -> bool:
    if not (a and b and a.start and a.end and b.start and b.end):
        return False
    first, second = sorted((a, b), key=lambda w: w.start or "")
    return (_day(second.start) - _day(first.end)).days > _DAYS


def _day(text: str | None) -> date:
    return date.fromisoformat((text or "1970-01-01")[:10])


def _when(mentions: Sequence[Mention]) -> When | None:
    counts = Counter(m.when for m in mentions if m.when and m.when.precision == "day" and m.modality == "happened")
    return max(counts, key=lambda w: (counts[w], w.start or "")) if counts else None


def _where(mentions: Sequence[Mention]) -> str | None:
    counts = Counter(m.where.name for m in mentions if m.where)
    return max(counts, key=lambda n: (counts[n], n)) if counts else None
