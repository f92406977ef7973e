"""Ties: the relations between hops that made a count what it is, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from hearsay.types import Tie
from hearsay.weigh.holders import read_holder
from hearsay.weigh.hops import relate_holders
from hearsay.weigh.web import Web

__all__ = ["record_ties"]

_MOST = 300  # of each sort
_CHAINS = 12  # chains whose pairs are told


def record_ties(web: Web, subset: Sequence[int], proof: Sequence[int], reach: Sequence[int]) -> tuple[Tie, ...]:
    """Same: hops of different mentions joined into one vertex. Different: between the chains that prove the low end.

    Open: between those that prove the high end only, which is what keeps the low end down.
    """
    found = [*_same(web, subset), *_pairs(web, proof, "different"), *_pairs(web, reach, "open")]
    return tuple(sorted(set(found), key=lambda t: (t.a, t.b, t.relation, t.because)))


def _same(web: Web, subset: Sequence[int]) -> Iterable[Tie]:
    first: dict[int, tuple[int, int]] = {}
    told = 0
    for i in subset:
        for k in range(len(web.chains[i])):
            at = first.setdefault(web.vertex[i, k], (i, k))
            if at[0] != i and told < _MOST:
                told += 1
                yield _order(Tie(at, (i, k), "same", _why_same(web, at, (i, k))))


def _why_same(web: Web, a: tuple[int, int], b: tuple[int, int]) -> str:
    one, two = web.chains[a[0]][a[1]], web.chains[b[0]][b[1]]
    verdict = relate_holders(read_holder(one), read_holder(two))
    if verdict.relation == "same":
        return verdict.because
    left, right = web.mentions[a[0]], web.mentions[b[0]]
    if a[1] == b[1] == 0 and left.report == right.report:
        return "both stand in one report"
    if set(left.quotations) & set(right.quotations):
        return "both are quoted with the same words"
    if set(left.passages) & set(right.passages):
        return "both stand in one shared passage"
    if one.name is None and two.name is None and one.description == two.description:
        return (
            f"one outlet cites both as “{one.description}”" if one.description else "one outlet cites both, undescribed"
        )
    return "both were shown to be one holder with a third"


def _pairs(web: Web, chains: Sequence[int], wanted: str) -> Iterable[Tie]:
    told = 0
    for i, j in combinations(sorted(chains)[:_CHAINS], 2):
        for k, a in enumerate(web.chains[i]):
            for n, b in enumerate(web.chains[j]):
                if web.vertex[i, k] == web.vertex[j, n] or told >= _MOST:
                    continue
                different = web.different(web.vertex[i, k], web.vertex[j, n])
                if different != (wanted == "different"):
                    continue
                told += 1
                verdict = relate_holders(read_holder(a), read_holder(b))
                because = (
                    verdict.because if verdict.relation == wanted else "another mention of the holder tells them apart"
                )
                yield _order(Tie((i, k), (j, n), "different" if different else "open", because))


def _order(tie: Tie) -> Tie:
    return tie if tie.a <= tie.b else Tie(tie.b, tie.a, tie.relation, tie.because)
