"""The web of one claim: its mentions' hops joined into vertices where they are shown same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hearsay.text import fold
from hearsay.types import Claim, Hop, Mention
from hearsay.weigh.holders import Holder, read_holder
from hearsay.weigh.hops import relate_holders

__all__ = ["LOW_FROM", "SURE_FROM", "Web", "bits", "weave"]

LOW_FROM = 0.1  # a dependence this likely binds the low end
SURE_FROM = 0.9  # and this likely the high end
_LOOKS = 12  # how many descriptions of one holder are compared with those of another

Place = tuple[int, int]  # mention index, hop index


@dataclass
class Web:
    """Vertices are numbers; ``verts[i]`` is mention i's chain of them, publisher first, none twice.

    ``marks`` are further numbers, for what condenses mentions into one vertex: passages of unknown direction, cycles of
    derivation. ``near[i]`` is who may stand before such a mention in the chain.
    """

    claim: Claim
    mentions: tuple[Mention, ...]
    chains: tuple[tuple[Hop, ...], ...]
    order: tuple[int, ...]  # by content, whatever the order given
    vertex: dict[Place, int]
    verts: tuple[tuple[int, ...], ...]
    looks: tuple[tuple[Holder, ...], ...]  # by vertex
    marks: tuple[int, ...]  # by mention, as a bit mask
    near: tuple[int, ...]  # by mention, as a bit mask
    parents: dict[int, tuple[tuple[int, float], ...]]
    _apart: dict[Place, bool] = field(default_factory=dict)

    def different(self, x: int, y: int) -> bool:
        """Whether two vertices are shown to be different holders."""
        if x == y:
            return False
        pair = (x, y) if x < y else (y, x)
        known = self._apart.get(pair)
        if known is None:
            known = any(
                relate_holders(a, b).relation == "different" for a in self.looks[pair[0]] for b in self.looks[pair[1]]
            )
            self._apart[pair] = known
        return known

    def mask(self, i: int) -> int:
        """The vertices and marks of mention i as a bit mask."""
        return _mask(self.verts[i]) | self.marks[i]


def bits(mask: int) -> Iterator[int]:
    """The positions of the set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def weave(claim: Claim, same_report: Mapping[str, str], cycles: Mapping[str, int]) -> Web:
    """Join a claim's hops. ``same_report`` maps a duplicate to what it repeats, ``cycles`` a report to its cycle."""
    mentions = claim.mentions
    chains = tuple(m.chain or (Hop(kind="outlet"),) for m in mentions)
    order = tuple(sorted(range(len(mentions)), key=lambda i: _where(mentions[i])))
    at = {mentions[i].id: i for i in reversed(order)}
    parents = _find_parents(mentions, at, order)
    root = _join(mentions, chains, order, parents, same_report)
    numbers: dict[Place, int] = {}
    vertex: dict[Place, int] = {}
    for i in order:
        for k in range(len(chains[i])):
            vertex[i, k] = numbers.setdefault(root[i, k], len(numbers))
    verts = tuple(tuple(dict.fromkeys(vertex[i, k] for k in range(len(chains[i])))) for i in range(len(mentions)))
    marks = _mark(mentions, order, len(numbers), same_report, cycles)
    return Web(
        claim, mentions, chains, order, vertex, verts, _collect_looks(chains, order, vertex, len(numbers)), marks,
        _find_near(mentions, verts, order), parents,
    )  # fmt: skip


def _where(m: Mention) -> tuple[str, int, int, str]:
    return (m.report, m.start, m.end, m.id)


def _mask(numbers: tuple[int, ...]) -> int:
    mask = 0
    for n in numbers:
        mask |= 1 << n
    return mask


def _find_parents(
    mentions: tuple[Mention, ...], at: dict[str, int], order: tuple[int, ...]
) -> dict[int, tuple[tuple[int, float], ...]]:
    parents: dict[int, tuple[tuple[int, float], ...]] = {}
    for i in order:
        best: dict[int, float] = {}
        for other, p, _ in mentions[i].depends:
            j = at.get(other)
            if j is not None and j != i and p > 0:
                best[j] = max(best.get(j, 0.0), min(p, 1.0))
        if best:
            parents[i] = tuple(sorted(best.items()))
    return parents


def _join(
    mentions: tuple[Mention, ...],
    chains: tuple[tuple[Hop, ...], ...],
    order: tuple[int, ...],
    parents: Mapping[int, tuple[tuple[int, float], ...]],
    same_report: Mapping[str, str],
) -> dict[Place, Place]:
    """The root of each hop after every hop shown same as another has been joined to it."""
    above: dict[Place, Place] = {(i, k): (i, k) for i in order for k in range(len(chains[i]))}

    def find(x: Place) -> Place:
        while above[x] != x:
            above[x] = above[above[x]]
            x = above[x]
        return x

    first: dict[object, Place] = {}

    def join(x: Place, y: Place) -> bool:
        a, b = find(x), find(y)
        if a == b:
            return False
        above[max(a, b)] = min(a, b)
        return True

    def tie(key: object, place: Place) -> bool:
        return join(first.setdefault(key, place), place)

    for i in order:
        report = mentions[i].report
        tie(("report", same_report.get(report, report)), (i, 0))
        for k, hop in enumerate(chains[i]):
            for key in sorted(read_holder(hop).keys):
                tie(key, (i, k))
        if chains[i][-1].kind != "outlet":
            for quotation in mentions[i].quotations:
                tie(("quotation", quotation), (i, len(chains[i]) - 1))
    for i in order:
        for j, p in parents.get(i, ()):
            if (
                p >= SURE_FROM
                and len(chains[i]) > 1
                and len(chains[j]) > 1
                and _reads_alike(chains[i][-1], chains[j][-1])
            ):
                join((i, len(chains[i]) - 1), (j, len(chains[j]) - 1))
    # An unnamed holder is the same where one outlet cites it in the same words, or a shared passage does.
    moved = True
    while moved:
        first, moved = {}, False
        for i in order:
            for k, hop in enumerate(chains[i][1:], start=1):
                if hop.name is not None:
                    continue
                words = _wording(hop)
                moved |= tie((find((i, k - 1)), words), (i, k))
                if k == len(chains[i]) - 1:
                    for passage in mentions[i].passages:
                        moved |= tie((passage, words), (i, k))
    return {place: find(place) for place in above}


def _wording(hop: Hop) -> tuple[object, ...]:
    return (hop.kind, fold(hop.description or ""), fold(hop.body or ""), hop.group, hop.number)


def _reads_alike(a: Hop, b: Hop) -> bool:
    return a.name is None and b.name is None and _wording(a) == _wording(b)


def _mark(
    mentions: tuple[Mention, ...],
    order: tuple[int, ...],
    free: int,
    same_report: Mapping[str, str],
    cycles: Mapping[str, int],
) -> tuple[int, ...]:
    numbers: dict[tuple[str, object], int] = {}
    marks = [0] * len(mentions)
    for i in order:
        m = mentions[i]
        keys: list[tuple[str, object]] = [("passage", p) for p in m.passages]
        report = same_report.get(m.report, m.report)
        if report in cycles:
            keys.append(("cycle", cycles[report]))
        for key in keys:
            marks[i] |= 1 << (free + numbers.setdefault(key, len(numbers)))
    return tuple(marks)


def _find_near(
    mentions: tuple[Mention, ...], verts: tuple[tuple[int, ...], ...], order: tuple[int, ...]
) -> tuple[int, ...]:
    """Publishers (and hops before a common holder) of the mentions that share a passage of unknown direction."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i in order:
        for passage in mentions[i].passages:
            holders[passage].append(i)
    publishers = {p: _mask(tuple(verts[i][0] for i in members)) for p, members in holders.items()}
    between: dict[tuple[str, int], int] = defaultdict(int)
    for passage, members in holders.items():
        for i in members:
            between[passage, verts[i][-1]] |= _mask(verts[i][:-1])
    near = [0] * len(mentions)
    for i in order:
        for passage in mentions[i].passages:
            near[i] |= publishers[passage] | between[passage, verts[i][-1]]
    return tuple(near)


def _collect_looks(
    chains: tuple[tuple[Hop, ...], ...], order: tuple[int, ...], vertex: Mapping[Place, int], size: int
) -> tuple[tuple[Holder, ...], ...]:
    looks: list[dict[Holder, None]] = [{} for _ in range(size)]
    for i in order:
        for k, hop in enumerate(chains[i]):
            looks[vertex[i, k]].setdefault(read_holder(hop))
    return tuple(tuple(sorted(found, key=_look_order)[:_LOOKS]) for found in looks)


def _look_order(look: Holder) -> tuple[str, ...]:
    nations = ",".join(sorted(look.nations))
    return (look.family, look.name or "~", look.description, look.body or "", nations, look.place or "", look.sex or "")
