"""Weighing a claim: its counts at both ends, its readings with their grades, and where they clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hearsay.types import Answer, Claim, Count, Disagreement, Independent, Reading, Side, Slot, Weighed, When
from hearsay.weigh.grade import grade_reading
from hearsay.weigh.independent import count_independent
from hearsay.weigh.origins import count_origins, list_origins, pick_sure
from hearsay.weigh.readings import Clash, Split, split_readings
from hearsay.weigh.ties import record_ties
from hearsay.weigh.voices import Voices, hear
from hearsay.weigh.web import Web, weave

Counting = Callable[[Sequence[int]], "Counted"]

__all__ = ["weigh_claim"]

_SLOTS: tuple[Slot, ...] = ("quantity", "date", "place", "actor", "polarity")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a set of mentions comes to."""

    origins: Count
    independent: Independent
    voices: Voices
    sure: tuple[int, ...]


def weigh_claim(
    claim: Claim,
    in_pile: frozenset[str],
    *,
    published: Mapping[str, When] | None = None,
    same_report: Mapping[str, str] | None = None,
    cycles: Mapping[str, int] | None = None,
) -> Weighed:
    """Count a claim's origins and independent chains, by claim and by reading.

    ``in_pile``: folded names of the outlets whose reports the pile holds. ``published``: report id to its date, for
    updates. ``same_report``: a duplicate's id to what it repeats. ``cycles``: report id to its cycle of derivation.
    The rules are those of ``docs/how-it-counts.md``; nothing is raised whatever the mentions hold.
    """
    web = weave(claim, same_report or {}, cycles or {})
    place = {i: n for n, i in enumerate(web.order)}
    known: dict[tuple[int, ...], Counted] = {}

    def count(members: Sequence[int]) -> Counted:
        subset = tuple(sorted(members, key=place.__getitem__))
        if subset not in known:
            voices = hear(web, subset, in_pile)
            sure = pick_sure(web, voices)
            origins = count_origins(web, subset, voices, sure)
            known[subset] = Counted(origins, count_independent(web, subset, voices, origins.high, sure), voices, sure)
        return known[subset]

    subset = [i for i in web.order if claim.mentions[i].stance in ("asserts", "confirms")]
    whole = count(subset)
    splits, clashes = split_readings(claim, web.order, published or {})
    counts = [count(split.mentions) for split in splits]
    against: dict[int, list[Clash]] = defaultdict(list)
    for clash in clashes:
        for side in clash.sides if clash.kind in ("conflict", "denial") else ():
            against[side].append(clash)
    readings = tuple(
        Reading(
            split.answer,
            split.mentions,
            counted.origins,
            counted.independent,
            grade_reading(
                [claim.mentions[i] for i in split.mentions],
                counted.origins,
                counted.independent,
                _opposed(n, splits, against[n], count),
                _is_retracted(web, n, splits, against[n], counted.voices),
            ),
        )
        for n, (split, counted) in enumerate(zip(splits, counts, strict=True))
    )
    proof = whole.independent
    return Weighed(
        claim.id,
        readings,
        whole.origins,
        list_origins(web, subset, whole.voices, whole.sure),
        proof,
        record_ties(web, subset, proof.proof_low, proof.proof_high),
        _tell(claim, splits, clashes, count),
    )


def _opposed(n: int, splits: Sequence[Split], clashes: Sequence[Clash], count: Counting) -> list[Count]:
    """The counts of the sides that conflict with split n or deny it; what it denies counts as one side."""
    found = []
    for clash in clashes:
        if clash.slot != "polarity":
            others: list[Sequence[int]] = [splits[s].mentions for s in clash.sides if s != n]
        else:
            others = [clash.denied if n == clash.sides[-1] else splits[clash.sides[-1]].mentions]
        found += [_interval(count(other)) for other in others]
    return found


def _is_retracted(web: Web, n: int, splits: Sequence[Split], clashes: Sequence[Clash], voices: Voices) -> bool:
    """True where the only origin of a reading is itself among those who deny it.

    A plain negative in the same report takes nothing back: one report does not contradict itself, it goes on.
    """
    origins = {o for i in splits[n].mentions for o in voices.origins[i]}
    told = {web.mentions[i].report for i in splits[n].mentions}
    if len(origins) != 1 or splits[n].denies:
        return False
    deniers = {
        i
        for clash in clashes
        if clash.kind == "denial"
        for i in splits[clash.sides[-1]].mentions
        if web.mentions[i].stance == "denies"
        and (web.mentions[i].polarity == "affirmed" or web.mentions[i].report not in told)
    }
    return any(web.verts[i][-1] in origins for i in deniers)


def _tell(claim: Claim, splits: Sequence[Split], clashes: Sequence[Clash], count: Counting) -> tuple[Disagreement, ...]:
    told = []
    for clash in sorted(clashes, key=lambda c: (_SLOTS.index(c.slot), c.sides, c.kind)):
        no = splits[clash.sides[-1]]
        if clash.slot == "polarity" and not clash.named:
            affirmed = "affirmed" if no.answer is None or no.answer.text == "negated" else "negated"
            sides = [_side(Answer("polarity", affirmed), clash.denied, count)]
        else:
            sides = [_side(splits[s].answer, splits[s].mentions, count) for s in clash.sides[:-1]]
        sides.append(_side(no.answer, no.mentions, count))
        told.append(Disagreement(claim.id, clash.slot, clash.kind, tuple(sides)))
    return tuple(told)


def _side(answer: Answer | None, mentions: tuple[int, ...], count: Counting) -> Side:
    return Side(answer or Answer("polarity", "affirmed"), mentions, _interval(count(mentions)))


def _interval(counted: Counted) -> Count:
    return Count(counted.independent.low, counted.independent.high)
