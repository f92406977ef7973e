"""Readings: the different answers a claim's mentions give, who gives which, and how the answers stand to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from hearsay.text import fold
from hearsay.types import Answer, Claim, Conflict, Mention, Place, Slot, Value, When
from hearsay.weigh.names import compare_bodies, person_words, persons_meet
from hearsay.weigh.values import (
    Relation,
    Stated,
    clash_dates,
    clash_places,
    comparable,
    overlap_values,
    relate_values,
    widen,
)

__all__ = ["Clash", "Split", "split_readings", "takes_side"]

_SLACK = 0.1  # more than twice the tolerance
_MANY = 40  # answers past which only neighbours are compared
_KINDS: dict[Relation, Conflict] = {"conflict": "conflict", "update": "update", "scope": "scope", "refines": "refines"}
_DATED = frozenset({"event", "statement", "plan"})  # a state or a count holds on many days


@dataclass(frozen=True, slots=True)
class Split:
    """One answer (None where there is no question but the claim's own) and the mentions that give or allow it."""

    answer: Answer | None
    mentions: tuple[int, ...]
    denies: bool = False  # the side that says no


@dataclass(frozen=True, slots=True)
class Clash:
    """Two splits, by index, that do not fit together; ``slot`` and ``kind`` say how.

    Where one side says no, ``sides`` are the splits it denies and then itself, and ``denied`` all mentions it denies.
    """

    slot: Slot
    kind: Conflict
    sides: tuple[int, ...]
    denied: tuple[int, ...] = ()
    named: bool = False  # the no is to the numbers of those splits, not to the claim as a whole


def takes_side(mention: Mention) -> bool | None:
    """True for a mention that puts the claim in the affirmative, False in the negative, None where it does neither.

    A denial does neither: it is against what the others say, whichever way it words that ("denied it had paid" and
    "has paid nothing" are one answer to "paid").
    """
    if mention.stance in ("declines", "doubts", "denies"):
        return None
    zero = mention.value is not None and mention.value.high == 0  # "no one died" is the number nought, not a no
    return mention.polarity != "negated" or zero


def split_readings(
    claim: Claim, order: Sequence[int], published: Mapping[str, When]
) -> tuple[tuple[Split, ...], tuple[Clash, ...]]:
    """The readings of a claim in a fixed order, and how they clash. ``order`` lists the mentions by content."""
    mentions = claim.mentions
    sides = {i: takes_side(mentions[i]) for i in order}
    # By what is said, not how often: copies must not turn a claim round.
    usual = True in sides.values() or False not in sides.values()
    for_it = [i for i in order if sides[i] is usual]
    against = [i for i in order if sides[i] is (not usual) or mentions[i].stance == "denies"]
    splits: list[Split] = []
    clashes: list[Clash] = []
    for found, clashing in (
        _split_quantity(mentions, for_it, published),
        _split_dates(mentions, for_it) if claim.kind in _DATED else ([], []),
        _split_places(mentions, for_it) if claim.kind == "event" else ([], []),
        _split_actors(mentions, for_it) if claim.kind == "event" else ([], []),
    ):
        if len(found) > 1 or (found and not splits):
            base = len(splits)
            if base == 1 and len(splits[0].mentions) == len(for_it) and len(found) > 1:
                splits, base = [], 0  # the one common number says no more than the answers that differ
            splits += found
            clashes += [Clash(c.slot, c.kind, tuple(base + s for s in c.sides)) for c in clashing]
    if for_it and not splits:
        splits.append(Split(Answer("polarity", _word(usual)) if against else None, tuple(sorted(for_it))))
    if against:
        clashes += _oppose(mentions, splits, for_it, against, usual)
    if not splits:
        splits.append(Split(None, ()))  # doubts and refusals alone: a question that nobody answers
    return tuple(splits), tuple(clashes)


def _word(side: bool) -> str:
    return "affirmed" if side else "negated"


def _oppose(
    mentions: Sequence[Mention], splits: list[Split], for_it: Sequence[int], against: Sequence[int], usual: bool
) -> list[Clash]:
    """Add the side that says no, and set it against what it denies: the number it names, else the claim as a whole."""
    denied = tuple(sorted(against))
    splits.append(Split(Answer("polarity", _word(not usual)), denied, denies=True))
    if not for_it:
        return []
    no = len(splits) - 1
    kind: Conflict = "denial" if all(mentions[i].stance == "denies" for i in against) else "conflict"
    values = [mentions[i].value for i in against]
    named = [
        s for s in range(no)
        if splits[s].answer is not None and any(v is not None and _names(v, splits[s], mentions) for v in values)
    ]  # fmt: skip
    if named and all(v is not None for v in values) and len(named) < no:
        mine = {i for s in named for i in splits[s].mentions}
        return [Clash("polarity", kind, (*named, no), tuple(sorted(mine)), named=True)]
    return [Clash("polarity", kind, (*range(no), no), tuple(sorted(for_it)))]


def _names(value: Value, split: Split, mentions: Sequence[Mention]) -> bool:
    if split.answer is None or split.answer.slot != "quantity":
        return False
    return any(v is not None and overlap_values(value, v) for v in (mentions[i].value for i in split.mentions))


# quantities ----------------------------------------------------------------------------------------------------------


def _split_quantity(
    mentions: Sequence[Mention], members: Sequence[int], published: Mapping[str, When]
) -> tuple[list[Split], list[Clash]]:
    told = [(i, v) for i in members if (v := mentions[i].value) is not None]
    told = _one_question(told, mentions)
    if not told:
        return [], []
    seeds: list[list[tuple[int, Value]]] = []
    for i, v in sorted(told, key=lambda t: _rank(t[1])):
        for seed in _near(seeds, v):
            if _same_answer(seed[0][1], v):
                seed.append((i, v))
                break
        else:
            seeds.append([(i, v)])
    if len(seeds) == 1:
        # What gives no number speaks on the question all the same.
        return [Split(_answer(seeds[0]), tuple(sorted(members)))], []
    splits = []
    wide = [(i, v, *widen(v)) for i, v in told]
    for seed in seeds:
        low, high = widen(seed[0][1])
        support = {i for i, _ in seed} | {
            i for i, v, v_low, v_high in wide if v_low <= high and low <= v_high and overlap_values(seed[0][1], v)
        }
        splits.append(Split(_answer(seed), tuple(sorted(support))))
    stated = [_state(seed, mentions, published) for seed in seeds]
    clashes = []
    updates: set[tuple[int, int]] = set()
    for a, b in _few_pairs(len(seeds)):
        kind = _KINDS.get(relate_values(stated[a], stated[b]))
        if kind == "update":
            updates.add((a, b))
        elif kind is not None:
            clashes.append(Clash("quantity", kind, (a, b)))
    clashes += [Clash("quantity", "update", chain) for chain in _chain_up(updates)]
    return splits, clashes


def _chain_up(updates: set[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Numbers that went on growing as one chain each, longest first: a toll told on five days is one disagreement.

    Answers stand in the order of their numbers, so a chain runs from the least to the greatest; every update of the
    given pairs is in one chain at least.
    """
    left, chains = set(updates), []
    while left:
        best: dict[int, tuple[int, tuple[int, ...]]] = {}  # last answer → pairs that are new, chain
        for a, b in sorted(updates, key=lambda pair: (pair[1], pair[0])):
            for new, before in (best.get(a, (0, (a,))), (0, (a,))):
                if all((x, b) in updates for x in before):
                    found = new + sum((x, b) in left for x in before), (*before, b)
                    best[b] = max(best.get(b, found), found, key=lambda f: (f[0], len(f[1])))
        chain = max(best.values(), key=lambda f: (f[0], len(f[1])))[1]
        chains.append(chain)
        left -= set(combinations(chain, 2))
    return chains


def _one_question(told: list[tuple[int, Value]], mentions: Sequence[Mention]) -> list[tuple[int, Value]]:
    """The quantities that count one thing: of several, what most holders count, so that copies have no vote."""
    groups: list[list[tuple[int, Value]]] = []
    for i, v in sorted(told, key=lambda t: (t[1].how, t[1].unit is None, fold(t[1].unit or ""))):
        for group in groups:
            if comparable(group[0][1], v):
                group.append((i, v))
                break
        else:
            groups.append([(i, v)])
    best = max(groups, key=lambda group: len({_holder(mentions[i]) for i, _ in group}), default=[])
    chosen = {i for i, _ in best}
    return [t for t in told if t[0] in chosen]


def _holder(m: Mention) -> tuple[str, ...]:
    last = m.chain[-1] if m.chain else None
    return (m.report,) if last is None else (last.kind, fold(last.name or ""), fold(last.description or ""))


def _rank(v: Value) -> tuple[float, float, str, tuple[str, ...], str]:
    low = float("-inf") if v.low is None else v.low
    high = float("inf") if v.high is None else v.high
    return (low, high, fold(v.unit or ""), v.scope, v.said)


def _near(seeds: list[list[tuple[int, Value]]], v: Value) -> Iterator[list[tuple[int, Value]]]:
    """The seeds, which come in order of their low end, whose low end is near enough for the same answer."""
    low = widen(v)[0]
    for seed in reversed(seeds):
        start = seed[0][1].low
        if start is not None and start + _SLACK * abs(start) < low:
            return
        yield seed


def _same_answer(a: Value, b: Value) -> bool:
    return relate_values(Stated(a), Stated(b)) == "equal"


def _answer(seed: Sequence[tuple[int, Value]]) -> Answer:
    """The narrowest value of a reading."""
    pick = min((v for _, v in seed), key=lambda v: (_width(v), _rank(v)))
    return Answer("quantity", pick.said, pick.low, pick.high, pick.unit)


def _width(v: Value) -> float:
    return float("inf") if v.low is None or v.high is None else v.high - v.low


def _state(seed: Sequence[tuple[int, Value]], mentions: Sequence[Mention], published: Mapping[str, When]) -> Stated:
    """A reading as it was first told: the earliest day of publication stands for the day it was counted."""
    days = [d for i, _ in seed if (d := _published(published.get(mentions[i].report))) is not None]
    as_of = min(days, key=lambda d: (d[1], d[0])) if days else None
    first = mentions[seed[0][0]]
    return Stated(seed[0][1], first.where, first.when, as_of)


def _published(w: When | None) -> tuple[date, date] | None:
    if w is None or w.start is None or w.end is None:
        return None
    try:
        return date.fromisoformat(w.start[:10]), date.fromisoformat(w.end[:10])
    except ValueError:
        return None


# dates, places, actors -----------------------------------------------------------------------------------------------


def _split_dates(mentions: Sequence[Mention], members: Sequence[int]) -> tuple[list[Split], list[Clash]]:
    told = [
        (i, w) for i in members if (w := mentions[i].when) is not None and w.start and w.end and w.precision != "open"
    ]
    told.sort(key=lambda t: (_length(t[1]), t[1].start or "", t[1].end or "", t[1].said or ""))
    seeds: list[When] = []
    for _, w in told:
        if all(clash_dates(w, seed) for seed in seeds):
            seeds.append(w)
    if len(seeds) < 2:
        return [], []
    seeds.sort(key=lambda w: (w.start or "", w.end or ""))
    splits = [
        Split(
            Answer("date", w.said or f"{w.start}/{w.end}", w.start, w.end),
            tuple(sorted(i for i, x in told if not clash_dates(w, x))),
        )
        for w in seeds
    ]
    return splits, [Clash("date", "conflict", pair) for pair in _few_pairs(len(seeds))]


def _split_places(mentions: Sequence[Mention], members: Sequence[int]) -> tuple[list[Split], list[Clash]]:
    told = [(i, p) for i in members if (p := mentions[i].where) is not None]
    told.sort(key=lambda t: (-len(t[1].path), tuple(map(fold, t[1].path)), t[1].said))
    seeds: list[Place] = []
    for _, p in told:
        if all(clash_places(p, seed) for seed in seeds):
            seeds.append(p)
    if len(seeds) < 2:
        return [], []
    splits = [
        Split(Answer("place", p.name), tuple(sorted(i for i, x in told if not clash_places(p, x)))) for p in seeds
    ]
    return splits, [Clash("place", "conflict", pair) for pair in _few_pairs(len(seeds))]


def _split_actors(mentions: Sequence[Mention], members: Sequence[int]) -> tuple[list[Split], list[Clash]]:
    told = [(i, names) for i in members if (names := _actors(mentions[i]))]
    told.sort(key=lambda t: t[1])
    seeds: list[tuple[str, ...]] = []
    for _, names in told:
        if all(_apart(names, seed) for seed in seeds):
            seeds.append(names)
    if len(seeds) < 2:
        return [], []
    splits = [
        Split(Answer("actor", ", ".join(names)), tuple(sorted(i for i, x in told if not _apart(names, x))))
        for names in seeds
    ]
    return splits, [Clash("actor", "conflict", pair) for pair in _few_pairs(len(seeds))]


def _actors(m: Mention) -> tuple[str, ...]:
    return tuple(sorted({a.entity for a in m.arguments if a.role == "actor" and a.entity}))


def _apart(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(_two_names(x, y) for x in a for y in b)


def _two_names(a: str, b: str) -> bool:
    """True for full names that cannot be one holder's, as persons and as bodies."""
    one, two = person_words(a), person_words(b)
    return len(one) >= 2 and len(two) >= 2 and not persons_meet(one, two) and compare_bodies(a, b) == "different"


def _few_pairs(count: int) -> list[tuple[int, int]]:
    if count <= _MANY:
        return list(combinations(range(count), 2))
    return list(zip(range(count), range(1, count), strict=False))


def _length(w: When) -> timedelta:
    days = _published(w)
    return days[1] - days[0] if days else timedelta.max
