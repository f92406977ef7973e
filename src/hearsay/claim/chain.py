"""Chains and voice: through whom a clause came, from the publishing outlet to the last holder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hearsay.claim.near import Near
from hearsay.claim.own import OwnVoice
from hearsay.claim.words import load_words
from hearsay.text import contains, fold
from hearsay.types import Anchor, Attribution, Credit, Hop, Report, Span, Stance, Voice

__all__ = ["Chain", "Chains"]

CREDIT_ORDER = {"via": 0, "republished_from": 1, "agency": 2}
FLOATING = frozenset({"sourcing", "credit", "republication"})
WHOLE = 0.6  # share of the body that a sourcing note's content must cover to speak for the whole report


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops from the publisher outwards, the voice, and what the innermost attribution adds."""

    hops: tuple[Hop, ...]
    voice: Voice
    stance: Stance
    hedge: Span | None
    inner: int | None
    mind: bool
    wish: bool

    @property
    def attributed(self) -> bool:
        """Whether a holder beyond the outlets is named or described."""
        return self.voice == "attributed"


class Chains:
    """All chains of one report."""

    def __init__(self, report: Report, attributions: Sequence[Attribution]) -> None:
        self.report = report
        self.attributions = attributions
        self.names = _outlet_names(report)
        self.own = OwnVoice(report, attributions, self.names)
        self._near = Near([a.content for a in attributions])
        self._known: dict[tuple[tuple[int, ...], tuple[Credit, ...]], tuple[Chain, bool]] = {}

    def at(self, place: Span, sentence: Span) -> Chain:
        """The chain of what stands at ``place`` (the predicate) in ``sentence``."""
        return self._along(self._nested(place), place, sentence)

    def through(self, index: int, place: Span, sentence: Span) -> Chain:
        """The chain that ends with one attribution, whether or not its content holds the place."""
        return self._along(self._path(index), place, sentence)

    def outlet(self, place: Span, sentence: Span) -> Chain:
        """The chain of what the outlet says of its own reporting: publisher and credits alone."""
        return self._along((), place, sentence)

    def _along(self, nested: Sequence[int], place: Span, sentence: Span) -> Chain:
        key = tuple(nested), self._credits_at(place)
        if key not in self._known:
            self._known[key] = self._make(*key)
        chain, may_be_own = self._known[key]
        return replace(chain, voice="own") if may_be_own and self.own.places_reporter(sentence) else chain

    def _make(self, nested: Sequence[int], credited: Sequence[Credit]) -> tuple[Chain, bool]:
        """The chain through attributions under credits, and whether a reporter on the spot would make it own voice."""
        hops = [self.publisher, *map(self._credit_hop, credited)]
        outlets = len(hops)
        own_voice = False
        for index in nested:
            attribution = self.attributions[index]
            hop = attribution.hop
            if hop is None:
                continue
            if self._own_reporter(hop):
                own_voice = True
                continue
            hops.append(hop)
        hops = _without_repeats(hops)
        attributed = len(hops) > outlets
        if not attributed:
            hops = [*hops, *self._report_holders]
            attributed = len(hops) > outlets
        elif hops[-1].kind == "outlet" and (behind := self._behind.get(_plain(hops[-1].name or ""))):
            hops = [*hops, behind]
        inner = nested[-1] if nested else None
        innermost = self.attributions[inner] if inner is not None else None
        hedge = next((self.attributions[i].hedge for i in reversed(nested) if self.attributions[i].hedge), None)
        voice: Voice = "attributed" if attributed else "unsourced"
        first_hand = not attributed and outlets == 1
        if first_hand and own_voice:
            voice = "own"
        chain = Chain(
            hops=tuple(self._rested(hop) for hop in hops),
            voice=voice,
            stance=_stance([self.attributions[i].stance for i in nested]),
            hedge=hedge,
            inner=inner,
            mind=innermost is not None and innermost.about == "mind",
            wish=innermost is not None and innermost.about == "wish",
        )
        return chain, first_hand and not own_voice

    @cached_property
    def publisher(self) -> Hop:
        """The publishing outlet, read from the report's metadata."""
        value = self.report.outlet.value if self.report.outlet else None
        return Hop(
            kind="outlet",
            name=value,
            link="outlet",
            at=Anchor(self.report.id, field="outlet", value=value),
            aliases=self.report.aliases,
        )

    def _credits_at(self, place: Span) -> tuple[Credit, ...]:
        """Credits that stand for this text, nearest first."""
        return tuple([c for c in self._credits if c.covers is None or contains((c.covers,), place)])

    @cached_property
    def _credits(self) -> tuple[Credit, ...]:
        chosen = [c for c in self.report.credits if c.kind in CREDIT_ORDER and not self.is_publisher(c.name)]
        return tuple(sorted(chosen, key=lambda c: (CREDIT_ORDER[c.kind], c.start)))

    def _credit_hop(self, credit: Credit) -> Hop:
        at = Anchor(self.report.id, credit.start, credit.end)
        return Hop(kind="outlet", name=credit.name, link="credit", at=at)

    def _nested(self, place: Span) -> list[int]:
        """Attributions whose content holds the place, outermost first."""
        holding = [
            i
            for i in self._near.to(place.start, place.end)
            if (a := self.attributions[i]).stance != "declines"
            and a.form not in FLOATING
            and contains(a.content, place)
        ]
        if not holding:
            return []
        inner = min(
            holding,
            key=lambda i: (
                self.attributions[i].form == "block",
                sum(s.end - s.start for s in self.attributions[i].content),
                -self._depth(i),
                -i,
            ),
        )
        path = self._path(inner)
        blocks = [i for i in holding if i not in path and self.attributions[i].form == "block"]
        return [*blocks, *path]

    def _path(self, index: int) -> list[int]:
        """An attribution and those it is nested in, outermost first."""
        path = [index]
        while (
            (parent := self.attributions[path[-1]].parent) is not None
            and parent not in path
            and parent < len(self.attributions)
        ):
            path.append(parent)
        return [i for i in reversed(path) if self.attributions[i].form not in FLOATING]

    def _depth(self, index: int) -> int:
        depth, seen = 0, {index}
        while (
            (parent := self.attributions[index].parent) is not None
            and parent not in seen
            and parent < len(self.attributions)
        ):
            depth, index = depth + 1, parent
            seen.add(parent)
        return depth

    def is_publisher(self, name: str | None) -> bool:
        """Whether a name is the publishing outlet's own."""
        return bool(name) and _plain(name or "") in self.names

    def _own_reporter(self, hop: Hop) -> bool:
        said = fold(" ".join(x for x in (hop.name, hop.description) if x))
        if hop.kind == "outlet" and self.is_publisher(hop.name):
            return False
        if any(s in said for s in load_words().raw["own"]["selves"]):
            return True
        staff = re.search(r"\b(reporter|correspondent|photographer|journalist|crew)s?\b", said)
        return bool(staff) and any(name and re.search(rf"\b{re.escape(name)}\b", said) for name in self.names)

    @cached_property
    def _report_holders(self) -> list[Hop]:
        """Holders that a note says the whole report rests on."""
        found = []
        body = sum(line.end - line.start for line in self.report.lines if line.role == "body")
        for attribution in self.attributions:
            if attribution.form != "sourcing" or attribution.hop is None or attribution.hop.kind == "outlet":
                continue
            covered = sum(s.end - s.start for s in attribution.content)
            if body and covered >= WHOLE * body and attribution.parent is None:
                found.append(attribution.hop)
        return found[:1]

    @cached_property
    def _resting(self) -> frozenset[str]:
        """Outlets of which the report says what their reporting rests on."""
        found = set()
        for attribution in self.attributions:
            if attribution.form != "sourcing":
                continue
            hop = attribution.hop
            if hop is not None and hop.kind == "outlet" and hop.name:
                found.add(_plain(hop.name))
            if attribution.parent is not None and attribution.parent < len(self.attributions):
                parent = self.attributions[attribution.parent].hop
                if parent is not None and parent.kind == "outlet" and parent.name:
                    found.add(_plain(parent.name))
        return frozenset(found)

    @cached_property
    def _behind(self) -> dict[str, Hop]:
        """For an outlet whose whole report is said to rest on one holder, named or not: that holder."""
        told: dict[str, list[Hop]] = {}
        for a in self.attributions:
            if a.form != "sourcing" or a.hop is None or a.hop.kind == "outlet" or a.parent is None:
                continue
            parent = self.attributions[a.parent].hop if a.parent < len(self.attributions) else None
            if parent is not None and parent.kind == "outlet" and parent.name:
                told.setdefault(_plain(parent.name), []).append(a.hop)
        return {name: hops[0] for name, hops in told.items() if len({(h.name, h.description) for h in hops}) == 1}

    def _rested(self, hop: Hop) -> Hop:
        if hop.kind == "outlet" and hop.name and not hop.rests and _plain(hop.name) in self._resting:
            return replace(hop, rests=True)
        return hop


def _plain(name: str) -> str:
    return fold(name).removeprefix("the ")


def _outlet_names(report: Report) -> frozenset[str]:
    names = [report.outlet.value] if report.outlet else []
    return frozenset(p for p in map(_plain, [*names, *report.aliases]) if p)


def _without_repeats(hops: Sequence[Hop]) -> list[Hop]:
    """Each holder once, at its nearest place."""
    seen: set[tuple[str, str]] = set()
    out = []
    for hop in hops:
        said = hop.name or hop.description
        keys = {(hop.kind, _plain(n)) for n in (said, *hop.aliases) if n}
        if keys & seen:
            continue
        seen |= keys
        out.append(hop)
    return out


def _stance(stances: Sequence[Stance]) -> Stance:
    """The stance of the whole: a denial anywhere on the way denies, a doubt doubts, else the innermost decides."""
    for wanted in ("denies", "doubts"):
        if wanted in stances:
            return "denies" if wanted == "denies" else "doubts"
    return stances[-1] if stances else "asserts"
