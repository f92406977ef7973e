"""Derivations: which report has what from which, from shared text, credits and attributions.

One derivation a pair, its strongest: a copy over a citation, a citation over a shared quotation. Of several reports
that could be the parent of one stretch of text the most plausible is kept, so chains of reprints stay chains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.link.cite import cite_outlets, credit_outlets
from hearsay.link.direction import Verdict, credits_for, credits_of, find_declared, judge, same_source
from hearsay.link.pile import Pile, Share, Spans, common, length, merge
from hearsay.link.quotations import share_quotations
from hearsay.link.rings import undo_rings
from hearsay.stage import Made, Stage
from hearsay.types import Anchor, Attribution, Derivation, DerivationKind, Evidence, Parse, Passage, Report, Span

__all__ = ["DERIVE", "derive"]

_WHOLE = 0.5  # share of the child's own story that makes a copy a republication
_HALF = 0.5
_TWIN = 0.75  # how sure an uncredited copy has its text from the agency that its twin credits
_UNCREDITED = 9
_FRESH = 10.0  # words a further parent must explain
_SAME = 0.97  # of the words the best parent shares: as good a parent
_CHANCE = 2  # words that may agree by chance at the ends of a passage
_HELD = 0.9  # of what a child has from one parent, that another parent hands on


@dataclass(frozen=True, slots=True)
class Edge:
    """A copy that could be: the verdict on a pair, seen from the child."""

    verdict: Verdict
    share: Share
    nearest: int  # rank of the credit for the parent among the child's credits, nearest first

    @property
    def parent(self) -> str:
        """The report copied from."""
        return self.verdict.parent


def derive(
    report: Mapping[str, Report],
    passages: Sequence[Passage],
    attributions: Mapping[str, Sequence[Attribution]],
    parse: Mapping[str, Parse],
) -> Made[tuple[Derivation, ...]]:
    """The derivations of the pile, sorted by child, parent and kind. Identical reports have none."""
    pile = Pile(report, passages, attributions, parse)
    candidates, hidden = _find_edges(pile)
    edges = _without_rings(_choose_all(pile, candidates))
    found = [*(_record(pile, e) for e in _reduce(edges)), *hidden]
    found += credit_outlets(pile, found)
    copied = _copied_spans(edges)
    found += cite_outlets(pile, found, copied)
    found += share_quotations(pile, found, copied)
    return Made(tuple(sorted(found, key=_place)))


DERIVE = Stage(
    name="derive",
    version="2",
    needs=("report", "passages", "attributions", "parse"),
    makes="derivations",
    type=tuple[Derivation, ...],
    scope="pile",
    run=derive,
    about="which report has what from which",
)


def _place(d: Derivation) -> tuple[str, str, str, str]:
    return d.child, d.parent or "", d.parent_outlet or "", d.kind


def _find_edges(pile: Pile) -> tuple[dict[str, list[Edge]], list[Derivation]]:
    """Every pair that shares unquoted text, under its child; siblings by a common credit left out.

    Beside them the derivations from outlets outside the pile that only a twin's credit shows.
    """
    edges: dict[str, list[Edge]] = defaultdict(list)
    hidden: dict[tuple[str, str | None], Derivation] = {}
    for verdict in judge_all(pile):
        side = pile.share(verdict.child, verdict.parent)
        assert side is not None
        if (derivation := _from_credited_twin(pile, side, verdict)) is not None:
            hidden.setdefault((derivation.child, derivation.parent_outlet), derivation)
            continue
        ranks = [_rank(c.kind) for c in credits_for(pile, verdict.child, verdict.parent, side.spans)]
        edges[verdict.child].append(Edge(verdict, side, min(ranks, default=_UNCREDITED)))
    return dict(edges), list(hidden.values())


def judge_all(pile: Pile) -> list[Verdict]:
    """The verdict on every pair that shares unquoted text, siblings by a common credit left out."""
    shares = [s for s in pile.shares.values() if same_source(pile, s) is None]
    pile.date_by((v.child, v.parent) for s in shares if (v := find_declared(pile, s)))
    return _through_copies([judge(pile, share) for share in shares])


def _through_copies(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Verdicts, where an unknown direction follows from a copy of one of the two that the other was made from."""
    declared: dict[str, set[str]] = defaultdict(set)
    inferred: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for v in verdicts:
        if v.direction == "declared":
            declared[v.parent].add(v.child)
        elif v.direction == "inferred":
            inferred[v.child][v.parent] = v
    result = []
    for v in verdicts:
        if v.direction == "unknown":
            for first, later in ((v.parent, v.child), (v.child, v.parent)):
                known = [inferred[later][c] for c in sorted(declared[first]) if c in inferred[later]]
                if known:
                    by = min(known, key=_sure)
                    why = (*by.because, "a copy of the same text credits it")
                    v = replace(by, parent=first, because=why, evidence=v.evidence)
                    break
        result.append(v)
    return result


def _sure(v: Verdict) -> tuple[float, str]:
    return -v.probability, v.parent


def _rank(kind: str) -> int:
    return {"via": 0, "republished_from": 1, "agency": 2}.get(kind, _UNCREDITED)


def _choose_all(pile: Pile, edges: Mapping[str, Sequence[Edge]]) -> list[Edge]:
    parents = {child: {e.parent for e in found} for child, found in edges.items()}
    return [e for child in sorted(edges) for e in _choose(pile, edges[child], parents)]


def _choose(pile: Pile, edges: Sequence[Edge], parents: Mapping[str, set[str]]) -> list[Edge]:
    """For each stretch of a child's text the most plausible parent: credited, then closest, then first."""
    chosen: list[Edge] = []
    taken: Spans = ()
    rest = list(edges)
    while rest:
        fresh = {id(e): _unexplained(e, taken) for e in rest}
        rest = [e for e in rest if fresh[id(e)] >= _FRESH]
        if not rest:
            break
        declared = [e for e in rest if e.verdict.direction == "declared"]
        known = declared or [e for e in rest if e.verdict.direction == "inferred"] or rest
        most = max(fresh[id(e)] for e in known)
        close = [e for e in known if fresh[id(e)] >= _SAME * most - _CHANCE] if not declared else known
        wanted = {e.parent for e in close}
        best = min(
            close,
            key=lambda e: (
                e.nearest,
                -pile.agreement(e.share, wanted) if len(wanted) > 1 else 0,
                bool(parents.get(e.parent, set()) & wanted),
                _date(pile, e.parent),
                -e.verdict.probability,
                -fresh[id(e)],
                e.parent,
            ),
        )
        chosen.append(best)
        taken = merge([*taken, *best.share.spans])
        rest.remove(best)
    return chosen


def _unexplained(edge: Edge, taken: Spans) -> float:
    """Words of the child that this parent explains and no chosen one does."""
    total = 0.0
    for here, _, words in edge.share.passages:
        size = here.end - here.start
        total += words * (size - length(common((here,), taken))) / size
    return total


def _date(pile: Pile, report: str) -> str:
    published = pile.report(report).published
    return (published.end if published else None) or "9999"


def _without_rings(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, those turned or undone that with others would make a report its own ancestor."""
    made = []
    for edge, verdict in zip(edges, undo_rings([e.verdict for e in edges]), strict=True):
        share = edge.share if verdict.child == edge.verdict.child else edge.share.flipped()
        made.append(replace(edge, verdict=verdict, share=share))
    return made


def _reduce(edges: Sequence[Edge]) -> list[Edge]:
    """Edges but for those whose text another parent of the child has from the same parent."""
    by_child: dict[str, dict[str, Edge]] = defaultdict(dict)
    for e in edges:
        by_child[e.verdict.child][e.parent] = e
    kept = []
    for e in edges:
        between = [o for o in by_child[e.verdict.child].values() if e.parent in by_child.get(o.parent, {})]
        spans = e.share.spans
        if not any(length(common(spans, o.share.spans)) >= _HELD * length(spans) for o in between):
            kept.append(e)
    return kept


def _record(pile: Pile, edge: Edge) -> Derivation:
    v = edge.verdict
    story = pile.stories[v.child]
    whole = story.cover(edge.share.spans) >= _WHOLE
    lines = [c for c in credits_for(pile, v.child, v.parent, edge.share.spans) if c.kind != "byline"]
    named = any(c.kind in ("via", "republished_from") and c.covers is None for c in lines)
    kind: DerivationKind = "republication" if whole or named or _mostly(pile, edge, bool(lines)) else "passage_reuse"
    return Derivation(
        child=v.child,
        parent=v.parent,
        parent_outlet=_outlet(pile, v.parent),
        kind=kind,
        credited=v.credited,
        direction=v.direction,
        probability=v.probability,
        because=v.because,
        evidence=v.evidence,
    )


def _mostly(pile: Pile, edge: Edge, credited: bool) -> bool:
    """An agency credited for most of the text makes it a reprint, edits or not."""
    return credited and pile.stories[edge.verdict.child].cover(edge.share.spans) >= 0.4


def _outlet(pile: Pile, report: str) -> str | None:
    outlet = pile.report(report).outlet
    return outlet.value if outlet else None


def _from_credited_twin(pile: Pile, share: Share, verdict: Verdict) -> Derivation | None:
    """A copy without credit, older than its credited twin, has the text from the outlet that the twin credits."""
    if verdict.direction != "inferred" or pile.stories[verdict.child].cover(share.spans) < _HALF:
        return None
    if pile.order(verdict.parent, verdict.child) >= 0:
        return None
    names = [c.name for c in credits_of(pile, verdict.child) if c.kind == "agency" and c.covers is None]
    names = [n for n in names if not pile.outlets.reports_of(n)]
    if not names:
        return None
    return Derivation(
        child=verdict.parent,
        parent=None,
        parent_outlet=names[0],
        kind="republication" if pile.stories[verdict.parent].cover(share.other_spans) >= _WHOLE else "passage_reuse",
        credited=False,
        direction="inferred",
        probability=_TWIN,
        because=(f"a report with the same text credits {names[0]}",),
        evidence=tuple(Evidence(Anchor(share.there, b.start, b.end)) for _, b, _ in share.passages),
    )


def _copied_spans(edges: Sequence[Edge]) -> dict[str, list[tuple[str, Span]]]:
    """For each child the stretches it has from another report, with that report."""
    copied: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for e in edges:
        copied[e.verdict.child].extend((e.parent, s) for s in e.share.spans)
    return dict(copied)
