"""Which of two reports copied: credits first, then links, dates, and what copying leaves behind.

The order is the design's. What a report declares of itself beats what can be inferred; dates decide only where their
intervals do not meet; traces are added up as log odds (``lexicons/direction.toml``). Too little is no direction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.lexicons import read_table
from hearsay.link.declared import Declared, credits_for, credits_of, declare, link_back, outlet_hops, same_source
from hearsay.link.pile import Pile, Share, length
from hearsay.link.traces import find_traces
from hearsay.types import Anchor, Direction, Evidence

__all__ = ["Verdict", "credits_for", "credits_of", "find_declared", "judge", "outlet_hops", "same_source"]

_EACH = "each credits the other"
_NOTHING = "nothing shows which of the two was first"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who copied whom, how that is known, and how surely. Where it is not known child and parent stand for the two."""

    child: str
    parent: str
    direction: Direction
    probability: float
    credited: bool
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def judge(pile: Pile, share: Share, *, brief: bool = False) -> Verdict:
    """The verdict on a pair that shares unquoted text. ``brief``: where dates decide, traces are not sought besides."""
    told = _declarations(pile, share)
    return told if isinstance(told, Verdict) else _infer(pile, (share, share.flipped()), told, brief)


def find_declared(pile: Pile, share: Share) -> Verdict | None:
    """The verdict where one of the two declares that it has the text from the other; it costs less than to judge."""
    told = _declarations(pile, share)
    return told if isinstance(told, Verdict) else None


def _declarations(pile: Pile, share: Share) -> Verdict | list[Declared]:
    """The verdict that credits or links give; else what each of the two declares of having the text from the other."""
    known = pile.declared.get((share.here, share.there))
    if known is None:
        known = pile.declared[share.here, share.there] = _look_for_declarations(pile, share)
    return known  # type: ignore[return-value]


def _look_for_declarations(pile: Pile, share: Share) -> Verdict | list[Declared]:
    sides = (share, share.flipped())
    both: list[Declared] = []
    for look in (declare, link_back):
        found = [look(pile, s) for s in sides]
        if found[0] and found[1]:
            ranks = [min(d.rank for d in some) for some in found]
            if ranks[0] != ranks[1]:  # a credit line outweighs a name beside the passage
                side = 0 if ranks[0] < ranks[1] else 1
                return _declared(sides[side], found[side], _limit("both"), (_weaker(found[1 - side]),))
            both = both or [*found[0], *found[1]]
        elif found[0] or found[1]:
            side = 0 if found[0] else 1
            return _declared(sides[side], found[side], _limit("declared"))
    return both


def _infer(pile: Pile, sides: tuple[Share, Share], both: Sequence[Declared], brief: bool) -> Verdict:
    """What dates and traces tell, where neither side, or each of the two (``both``), declares who it is from."""
    share = sides[0]
    order = pile.order(share.here, share.there)
    traces = [[] if order and brief else list(find_traces(pile, s, compared=not order)) for s in sides]
    lean = sum(t.weight for t in traces[0]) - sum(t.weight for t in traces[1])
    if order:
        child = 0 if order > 0 else 1
        towards = lean if child == 0 else -lean
        dated = _dated(pile, share)
        sure = max(_limit("told"), _odds(math.log(dated / (1 - dated)) + towards / 2))
        reasons = [_dates(pile, sides[child])]
    else:
        child = 0 if lean > 0 or (lean == 0 and _later(pile, share)) else 1
        sure, reasons = _odds(abs(lean)), []
    side = sides[child]
    credited = bool(both)
    extra = ((_EACH, both[0].evidence),) if both else ()
    if sure < _limit("told"):
        because = (_EACH, _NOTHING) if both else (_NOTHING,)
        evidence = (*_passages(side), *dict.fromkeys(d.evidence for d in both))
        return Verdict(side.here, side.there, "unknown", 0.5, credited, because, evidence)
    told = [*extra, *reasons, *((t.reason, t.evidence) for t in traces[child])]
    return _verdict(side, "inferred", min(_limit("most"), sure), credited, told)


def _limit(name: str) -> float:
    value: float = read_table("direction.toml")["limit"][name]
    return value


def _weaker(found: Sequence[Declared]) -> tuple[str, Evidence]:
    said = min(found, key=lambda d: d.rank)
    return f"though the other {said.reason}", said.evidence


def _dated(pile: Pile, share: Share) -> float:
    """How surely the later of two disjoint dates is the copy's, by how the dates are known."""
    known: dict[str, float] = read_table("direction.toml")["dated"]
    hows = [w.how or "text" for w in (pile.report(share.here).published, pile.report(share.there).published) if w]
    return min((known.get(how.split("_")[0], known["text"]) for how in hows), default=known["text"])


def _dates(pile: Pile, share: Share) -> tuple[str, Evidence]:
    after, before = pile.bounds[share.here][0], pile.bounds[share.there][1]
    first, second = pile.clock(share.there), pile.clock(share.here)
    if first and second and first.sure and second.sure:
        after, before = (c.at.strftime("%Y-%m-%d %H:%M UTC") for c in (second, first))
    evidence = Evidence(
        Anchor(share.here, field="published", value=after), Anchor(share.there, field="published", value=before)
    )
    here, there = pile.report(share.here).published, pile.report(share.there).published
    said = f"published {after}" if here and here.start else f"it has text that was published {after}"
    other = f"the other {before}" if there and there.end else f"the other was copied by {before}"
    return f"{said}, {other}", evidence


def _later(pile: Pile, share: Share) -> bool:
    """A stable guess at the copy where nothing tells: the shorter story, then the greater id."""

    def rank(i: str) -> tuple[int, str]:
        return -length(pile.stories[i].spans), i

    return rank(share.here) > rank(share.there)


def _odds(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _passages(share: Share) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(Anchor(share.here, a.start, a.end), Anchor(share.there, b.start, b.end)) for a, b, _ in share.passages
    )


def _declared(
    share: Share, found: Sequence[Declared], probability: float, more: tuple[tuple[str, Evidence], ...] = ()
) -> Verdict:
    linked = all(d.evidence.child.field in ("canonical", "isBasedOn") for d in found)
    return _verdict(share, "declared", probability, not linked, [*((d.reason, d.evidence) for d in found), *more])


def _verdict(
    share: Share, direction: Direction, probability: float, credited: bool, found: Sequence[tuple[str, Evidence]]
) -> Verdict:
    because = tuple(dict.fromkeys(reason for reason, _ in found))
    evidence = (*_passages(share), *dict.fromkeys(e for _, e in found if e.child.start is None or credited))
    return Verdict(share.here, share.there, direction, round(probability, 3), credited, because, evidence)
