"""The stage that makes claims: chains through the pile, one name per holder, groups of mentions, incidents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.link.alike import family, words_alike
from hearsay.link.chains import extend_chains
from hearsay.link.holders import unify_holders
from hearsay.link.incidents import group_reports, make_incidents
from hearsay.link.match import group_mentions
from hearsay.stage import Made, Stage
from hearsay.text import digest
from hearsay.types import Claim, ClaimKind, Derivation, Linked, Mention, Passage, Report

__all__ = ["LINK", "link_pile"]

_COUNTED = ("asserts", "confirms")
_MIDDLE = 0.5  # a mention less alike to its claim's middle does not word it
_HANGING = re.compile(
    r"(who|which|that|whose|and|but|as|after|because|where|when|while|he|she|it|they|his|her)\b", re.IGNORECASE
)


def link_pile(
    report: Mapping[str, Report],
    mentions: Mapping[str, Sequence[Mention]],
    passages: Sequence[Passage],
    derivations: Sequence[Derivation],
) -> Made[Linked]:
    """Claims and incidents of the pile, sorted by id. A claim's id is that of its earliest mention in content order."""
    flat = [m for i in sorted(mentions) if report[i].duplicate_of is None for m in mentions[i]]
    chained = unify_holders(extend_chains(dict(report), flat, passages, derivations))
    labels = group_reports(report, chained, passages)
    incident_of, incidents = make_incidents(labels, chained, report)
    claims = [
        _make_claim(_oppose(_inherit(group)), incident_of, report)
        for group in group_mentions(chained, passages, labels, report)
    ]
    return Made(Linked(tuple(sorted(claims, key=lambda c: c.id)), incidents))


LINK = Stage(
    name="link",
    version="2",
    needs=("report", "mentions", "passages", "derivations"),
    makes="linked",
    type=Linked,
    scope="pile",
    run=link_pile,
    about="same claim, same holder, same event across reports",
)


def _inherit(group: Sequence[Mention]) -> list[Mention]:
    """An outlet that repeats in its own voice what it attributes elsewhere in the same report has it from that source.

    Headlines, standfirsts and summaries do this all the time; counting them as a second holder would turn every
    attributed claim into two.
    """
    best: dict[tuple[str, bool], Mention] = {}
    for m in sorted(group, key=lambda m: (m.start, m.end, m.id)):
        if m.voice == "attributed" and m.stance in _COUNTED:
            best.setdefault((m.report, _negated(m)), m)
    result = []
    for m in group:
        source = best.get((m.report, _negated(m)))
        if source is not None and m.voice == "unsourced" and m.stance in _COUNTED and len(m.chain) < len(source.chain):
            m = replace(m, chain=source.chain, voice=source.voice)
        result.append(m)
    return result


def _oppose(group: Sequence[Mention]) -> list[Mention]:
    """Where some say it is so and some that it is not, the fewer deny: both sides speak of one question.

    Sides are weighed by reports; at a tie the negated side denies, since a question is asked in the affirmative.
    """
    sides: dict[bool, set[str]] = {True: set(), False: set()}
    for m in group:
        if m.stance in _COUNTED:
            sides[_negated(m)].add(m.report)
    if not sides[True] or not sides[False]:
        return list(group)
    fewer = len(sides[True]) <= len(sides[False])
    others = [m for m in group if m.stance in _COUNTED and _negated(m) is not fewer]
    return [
        replace(m, stance="denies")
        if m.stance in _COUNTED and _negated(m) is fewer and any(_same_deed(m, o) for o in others)
        else m
        for m in group
    ]


def _same_deed(a: Mention, b: Mention) -> bool:
    """Whether one clause can deny the other: the same thing is done, and to or by something they share."""
    if a.value is not None and b.value is not None and a.value.unit == b.value.unit:
        return True
    first, second = ({family(t) for t in m.terms} for m in (a, b))
    deeds = family(a.predicate), family(b.predicate)
    done = words_alike(*deeds) > 0 or deeds[0] in second or deeds[1] in first
    return done and len(first & second - set(deeds)) >= 1


def _negated(m: Mention) -> bool:
    return m.polarity == "negated" or (m.value is not None and m.value.high == 0)


def _make_claim(group: Sequence[Mention], incident_of: Mapping[str, str], reports: Mapping[str, Report]) -> Claim:
    ordered = tuple(sorted(group, key=lambda m: (m.report, m.start, m.end, m.id)))
    incidents = Counter(incident_of[m.report] for m in ordered if m.report in incident_of)
    incident = max(incidents, key=lambda i: (incidents[i], i)) if incidents else None
    return Claim(
        id=digest("claim", min((_published(reports[m.report]), m.id) for m in ordered)[1]),
        incident=incident,
        kind=_kind(ordered),
        gist=_gist(ordered, reports),
        mentions=ordered,
    )


def _published(report: Report) -> str:
    return (report.published.start if report.published else None) or "9999"


def _kind(group: Sequence[Mention]) -> ClaimKind:
    asserted = [m for m in group if m.stance in (*_COUNTED, "doubts")]
    if not asserted and any(m.stance == "denies" for m in group):
        return "denial"
    counts: dict[ClaimKind, int] = defaultdict(int)
    for m in asserted or group:
        counts[m.kind] += 1
    return max(counts, key=lambda k: (counts[k], k))


def _gist(group: Sequence[Mention], reports: Mapping[str, Report]) -> int:
    """The mention that words the claim best: asserted, in its middle, a clause of its own, neither bare nor long."""

    def rank(i: int) -> tuple[bool, bool, bool, bool, int, bool, int, int]:
        m = group[i]
        whole = _HANGING.match(reports[m.report].text, m.start) is None
        slots = sum(x is not None for x in (m.value, m.when, m.where)) + min(2, len(m.arguments))
        length = m.end - m.start
        return m.stance in _COUNTED, m.soft is None, m.fit >= _MIDDLE, whole, slots, 40 <= length <= 200, -length, -i

    return max(range(len(group)), key=rank)
