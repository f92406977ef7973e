"""The order of claims: what most hangs on first, in groups that say why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from hearsay.types import Claim, Findings, Weighed

__all__ = ["GROUPS", "Group", "carriers", "group_claims", "is_corroborated", "is_disputed", "is_echo", "order_claims"]


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that stand together, with the title that says why."""

    title: str
    note: str
    claims: tuple[Claim, ...]


GROUPS = (
    ("Corroborated or disputed", "a reading with at least two independent chains, or accounts that do not fit"),
    ("Repeated, from one origin", "several reports, at most one independent chain: what looks like more than it is"),
    ("In several reports, not settled", "the chains may be independent, or may meet"),
    ("In one report", "nobody else in the pile tells it"),
)
_SUPPORT = ("asserts", "confirms")
_WEIGHT = {"event": 0, "count": 0, "denial": 1, "state": 2, "plan": 2, "statement": 3}


def carriers(claim: Claim) -> int:
    """How many reports assert or confirm the claim."""
    return len({m.report for m in claim.mentions if m.stance in _SUPPORT})


def is_corroborated(weighed: Weighed | None) -> bool:
    """True when one reading has two independent chains in the low end."""
    return weighed is not None and any(r.independent.low >= 2 for r in weighed.readings)


def is_disputed(weighed: Weighed | None) -> bool:
    """True when readings conflict or one side denies."""
    return weighed is not None and any(d.kind in ("conflict", "denial") for d in weighed.disagreements)


def is_echo(claim: Claim, weighed: Weighed | None) -> bool:
    """True when several reports carry the claim and at most one chain can be independent."""
    return weighed is not None and carriers(claim) >= 2 and weighed.independent.high <= 1


def order_claims(findings: Findings) -> list[Claim]:
    """Every claim, most telling first; what hangs equally goes in reading order."""
    paths = {r.id: r.path for r in findings.reports}

    def place(claim: Claim) -> tuple[str, int, str]:
        gist = claim.mentions[claim.gist]
        return (paths.get(gist.report, ""), gist.start, claim.id)

    return sorted(findings.claims, key=lambda c: (_rank(c, findings.weighed.get(c.id)), place(c)))


def group_claims(findings: Findings) -> list[Group]:
    """The same order, cut where the reason for it changes. Empty groups are left out."""
    weighed = findings.weighed
    grouped = groupby(order_claims(findings), key=lambda c: _group(c, weighed.get(c.id)))
    return [Group(*GROUPS[index], tuple(claims)) for index, claims in grouped]


def _group(claim: Claim, weighed: Weighed | None) -> int:
    if is_corroborated(weighed) or is_disputed(weighed):
        return 0
    if carriers(claim) < 2:
        return 3
    return 1 if is_echo(claim, weighed) else 2


def _rank(claim: Claim, weighed: Weighed | None) -> tuple[int, ...]:
    low = max((r.independent.low for r in weighed.readings), default=0) if weighed else 0
    disputes = len(weighed.disagreements) if weighed else 0
    soft = all(m.soft is not None for m in claim.mentions)
    told = -carriers(claim)
    return (_group(claim, weighed), int(soft), told, -low - disputes, -len(claim.mentions), _WEIGHT[claim.kind])
