"""How a count came about, as rows: who is one holder, what proves its ends, what was condensed, what adds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from hearsay.show.order import carriers
from hearsay.show.safe import one_line
from hearsay.show.view import View
from hearsay.show.words import CONFLICTS, chance, interval, plural, reason_words
from hearsay.types import Claim, Independent, Mention, Tie, Weighed

__all__ = ["Badge", "TieRow", "badges", "condensed", "numbers", "proofs", "tie_rows", "uncounted"]

_SUPPORT = ("asserts", "confirms")
_SURE_FIT = 0.55  # as the low end counts; a test holds the two bars together
_ASIDE = {
    "denies": "denies it: stands on the other side",
    "doubts": "doubts it: counts on no side",
    "declines": "declines to say: counts on no side",
}


@dataclass(frozen=True, slots=True)
class Badge:
    """What a claim's counts amount to, in words; ``kind`` only chooses how it is drawn."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """One relation between holders, with every pair of mentions (from 0) it was found between."""

    relation: str
    a: str
    b: str
    because: str
    pairs: tuple[tuple[int, int], ...]

    @property
    def mentions(self) -> tuple[int, ...]:
        """The mentions of all the pairs, in order."""
        return tuple(sorted({i for pair in self.pairs for i in pair}))


def numbers(mentions: tuple[int, ...] | list[int]) -> str:
    """Mention indices as people count them, runs closed up: (0, 1, 2, 5) gives "1–3, 6"."""
    runs = [[i for _, i in run] for _, run in groupby(enumerate(sorted(mentions)), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(interval(run[0] + 1, run[-1] + 1) for run in runs) or "none"


def badges(claim: Claim, weighed: Weighed) -> list[Badge]:
    """The claim's state at a glance: corroborated or not, then what speaks against it."""
    reports = carriers(claim)
    low = max((r.independent.low for r in weighed.readings), default=0)
    count, origins = weighed.independent, weighed.origins
    told = plural(reports, "report")
    if low >= 2:
        found = [Badge("firm", f"at least {low} independent")]
    elif reports < 2:
        found = []
    elif origins.high == 0:
        found = [Badge("echo", f"no origin behind {told}")]
    elif origins.high == 1:
        found = [Badge("echo", f"1 origin behind {told}")]
    elif count.high <= 1:
        found = [Badge("echo", f"1 independent chain behind {told}")]
    else:
        found = [Badge("open", f"{interval(count.low, count.high)} independent, not settled")]
    for kind, words in CONFLICTS.items():
        if any(d.kind == kind for d in weighed.disagreements):
            found.append(Badge("dispute" if kind in ("conflict", "denial") else "plain", words))
    if any("retracted" in r.grade.reasons for r in weighed.readings):
        found.append(Badge("dispute", "withdrawn"))
    soft = sorted({m.soft for m in claim.mentions if m.soft})
    return found + [Badge("plain", s) for s in soft]


def tie_rows(claim: Claim, weighed: Weighed, view: View) -> list[TieRow]:
    """The relations between hops, a row for each pair of holders and reason: same, then open, then different."""
    rows: dict[tuple[str, str, str, str], set[tuple[int, int]]] = {}
    for tie in weighed.ties:
        a, b = _hop(claim, tie.a, view), _hop(claim, tie.b, view)
        i, j = tie.a[0], tie.b[0]
        (a, i), (b, j) = sorted([(a, i), (b, j)])
        rows.setdefault((tie.relation, a, b, one_line(tie.because)), set()).add((i, j))
    ranks = {"same": 0, "open": 1, "different": 2}
    found = [TieRow(*key, tuple(sorted(pairs))) for key, pairs in rows.items()]
    return sorted(found, key=lambda row: (ranks[row.relation], row.pairs[0], row.a, row.b, row.because))


def proofs(count: Independent) -> list[tuple[str, int, tuple[int, ...], str]]:
    """The two ends of a count with the mentions whose chains prove each, and a remark."""
    remark = "" if count.exact else "too many chains for an exact search: low is greedy, high a bound"
    return [("low", count.low, count.proof_low, remark), ("high", count.high, count.proof_high, remark)]


def condensed(claim: Claim) -> list[tuple[tuple[int, ...], str]]:
    """Mentions that were taken together, or may come from one another, and why."""
    rows = [
        (mentions, f"one passage, and which copied which is not known (passage {one_line(group)})")
        for group, mentions in _classes(claim, "passages")
    ]
    rows += [
        (mentions, f"one quotation of one occasion (quotation {one_line(group)})")
        for group, mentions in _classes(claim, "quotations")
    ]
    place = {m.id: i for i, m in enumerate(claim.mentions)}
    for i, mention in enumerate(claim.mentions):
        for other, probability, why in mention.depends:
            if other in place:
                rows.append(((i,), f"may come from {place[other] + 1} (p {chance(probability)}): {one_line(why)}"))
    return rows


def uncounted(claim: Claim, weighed: Weighed, view: View) -> list[tuple[int, str]]:
    """Mentions that add nothing to the low end, each with why, read off its fields and the relations of its hops."""
    proof = set(weighed.independent.proof_low)
    rows = []
    for i, mention in enumerate(claim.mentions):
        if i not in proof:
            rows.append((i, _aside(mention) or _meets(i, proof, claim, weighed, view)))
    return rows


def _aside(mention: Mention) -> str:
    if mention.stance not in _SUPPORT:
        return _ASIDE[mention.stance]
    if mention.soft:
        return reason_words(mention.soft)
    if mention.voice == "unsourced":
        return "no source is given: it never counts in the low end"
    if mention.fit < _SURE_FIT:
        return "it may well answer another question: it never counts in the low end"
    return ""


def _meets(i: int, proof: set[int], claim: Claim, weighed: Weighed, view: View) -> str:
    """Which chain of the proof this one meets, shown same before left open."""
    for relation, verb in (("same", "is"), ("open", "may be")):
        for tie in weighed.ties:
            own, other = _oriented(tie, i)
            if tie.relation == relation and own is not None and other is not None and other[0] in proof:
                holder, theirs = _hop(claim, own, view), _hop(claim, other, view)
                if holder == theirs:
                    return f"{holder} {verb} behind {other[0] + 1} too: {one_line(tie.because)}"
                return f"{holder} {verb} {theirs} of {other[0] + 1}: {one_line(tie.because)}"
    return "not in the largest set of independent chains"


def _oriented(tie: Tie, i: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    if tie.a[0] == i:
        return tie.a, tie.b
    return (tie.b, tie.a) if tie.b[0] == i else (None, None)


def _hop(claim: Claim, place: tuple[int, int], view: View) -> str:
    if not 0 <= place[0] < len(claim.mentions):
        return f"holder {place[1] + 1} of {place[0] + 1}"
    names = view.names(claim.mentions[place[0]])
    return names[place[1]] if 0 <= place[1] < len(names) else f"holder {place[1] + 1} of {place[0] + 1}"


def _classes(claim: Claim, kind: str) -> list[tuple[str, tuple[int, ...]]]:
    classes: dict[str, list[int]] = {}
    for i, mention in enumerate(claim.mentions):
        for group in mention.passages if kind == "passages" else mention.quotations:
            classes.setdefault(group, []).append(i)
    return sorted((g, tuple(m)) for g, m in classes.items() if len(m) > 1)
