"""What carries over between sentences: whose source somebody is, what an outlet's reporting rests on."""

from __future__ import annotations

from dataclasses import replace

from hearsay.attribute.finding import Finding
from hearsay.attribute.view import Doc
from hearsay.types import Hop

__all__ = ["carry_over"]

_NEAR = 2  # sentences over which a named speaker is still speaking through the same outlet


def carry_over(doc: Doc, findings: list[Finding]) -> None:
    """Puts findings inside the outlet that their holder was heard by, and marks outlets whose sources are told."""
    ordered = sorted((f for f in findings if not f.dead), key=lambda f: (f.place, f.at, sorted(f.content)))
    heard: dict[str, tuple[int, Finding]] = {}
    outlets = [f for f in ordered if f.hop is not None and f.hop.kind == "outlet"]
    for f in ordered:
        if f.hop is None or f.hop.kind == "outlet" or not f.key:
            continue
        outlet = _outlet_of(f, outlets)
        here = doc.sent[f.place]
        if outlet is None and f.key in heard and f.form not in ("sourcing", "block"):
            said, known = heard[f.key]
            if (f.referring and f.holder >= 0 and doc.upos[f.holder] != "PRON") or here - said <= _NEAR:
                f.within = outlet = known
        if outlet is not None:
            heard[f.key] = (here, outlet)
        elif f.key in heard and not f.referring:
            del heard[f.key]
    _rest(doc, ordered, findings)


def _outlet_of(f: Finding, outlets: list[Finding]) -> Finding | None:
    """The outlet's finding that holds this one, where its own words say so."""
    if f.within is not None:
        return f.within if f.within.hop is not None and f.within.hop.kind == "outlet" else None
    key = set(f.cue) | set(f.source)
    holding = [g for g in outlets if g is not f and key and key <= g.content]
    return min(holding, key=lambda g: len(g.content)) if holding else None


def _rest(doc: Doc, ordered: list[Finding], findings: list[Finding]) -> None:
    """Sourcing that names its outlet goes inside a finding for that outlet, whose hops are marked as resting on it."""
    resting: set[str] = set()
    for f in [f for f in ordered if f.rule == "sourcing" and f.outlet is not None]:
        hop = f.outlet
        assert hop is not None
        if hop.name is None:
            continue
        resting.add(hop.name)
        if f.within is None:
            tokens = [t for t in doc.phrase(f.heard_by) if t not in f.cue and t not in f.source]
            outer = Finding(list(f.cue), tokens, set(), f.heard_by, form="sourcing", rule="sourcing", at=f.at)
            outer.hop = hop
            f.within = outer
            findings.append(outer)
    for f in findings:
        if f.hop is not None and f.hop.kind == "outlet" and f.hop.name in resting:
            f.hop = replace(f.hop, rests=True)
    _also(doc, ordered)


def _also(doc: Doc, ordered: list[Finding]) -> None:
    """As in "The Herald based its report on … X also acknowledged …": what is added right after is the outlet's too."""
    for f in ordered:
        inside = f.within
        if f.rule != "sourcing" or inside is None or inside.hop is None:
            continue
        s = doc.sent[f.at]
        for g in ordered:
            if g.within is not None or not g.cue or g.hop is None or doc.sent[g.cue[0]] != s + 1:
                continue
            if doc.line[s] == doc.line[s + 1] and any(doc.low[k] == "also" for k in doc.kids[g.at]):
                said = [o for o in ordered if o.place < g.place and _same_outlet(o.hop, inside.hop)]
                g.within = said[-1] if said else inside


def _same_outlet(a: Hop | None, b: Hop | None) -> bool:
    return a is not None and b is not None and a.kind == "outlet" and a.name == b.name and a.name is not None
