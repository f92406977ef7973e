"""Findings to attributions: which is inside which, their form, what they are about."""

from __future__ import annotations

from typing import Literal

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import about
from hearsay.attribute.view import Doc
from hearsay.types import Attribution, Form, Span

__all__ = ["nest"]


def nest(doc: Doc, findings: list[Finding]) -> tuple[Attribution, ...]:
    """The attributions of a report, sorted by position, each with the index of the one it is inside of."""
    ordered = sorted((f for f in findings if not f.dead), key=lambda f: _order(doc, f))
    index = {id(f): i for i, f in enumerate(ordered)}
    for f in ordered:
        for _ in range(16):
            if f.within is None or id(f.within) in index:
                break
            f.within = f.within.within  # what held it was not kept
        else:
            f.within = None
    holding: dict[int, list[Finding]] = {}  # a word → the findings whose content holds it
    for f in ordered:
        for t in f.content:
            holding.setdefault(t, []).append(f)
    parents = _without_loops(ordered, [_parent(holding, ordered, f) for f in ordered])
    out = []
    for f, parent in zip(ordered, parents, strict=True):
        spans = doc.spans(f.hedge)
        out.append(
            Attribution(
                source=doc.spans(f.source),
                cue=doc.spans(f.cue),
                content=doc.spans(f.content),
                parent=index[id(parent)] if parent is not None else None,
                form=f.form or _form(doc, f),
                stance=f.stance,
                hedge=Span(spans[0].start, spans[-1].end) if spans else None,
                hop=f.hop,
                about=_about(f, parent),
            )
        )
    return tuple(out)


def _without_loops(ordered: list[Finding], parents: list[Finding | None]) -> list[Finding | None]:
    """Rules and containment together could close a ring: who would be above itself goes to the top."""
    index = {id(f): i for i, f in enumerate(ordered)}
    for i in range(len(ordered)):
        seen, at = {i}, parents[i]
        while at is not None and index[id(at)] not in seen:
            seen.add(index[id(at)])
            at = parents[index[id(at)]]
        if at is not None:
            parents[i] = None
    return parents


def _order(doc: Doc, f: Finding) -> tuple[int, int, int, tuple[int, ...]]:
    # of two that begin together the longer comes first, so that parents mostly precede their children
    return (f.place, -len(f.content), f.at, tuple(sorted(f.cue)))


def _about(f: Finding, parent: Finding | None) -> Literal["world", "mind", "wish"]:
    if f.mind is not None:
        return "mind" if f.mind else "world"
    if f.rule == "hedge" and parent is not None:
        return _about(parent, None)
    return about(f.act)


def _parent(holding: dict[int, list[Finding]], ordered: list[Finding], f: Finding) -> Finding | None:
    """The smallest attribution whose content holds this one's cue and source; a rule's word goes first."""
    if f.within is not None and not f.within.dead and not _loops(f):
        return f.within
    key = set(f.cue) | set(f.source) or set(f.content)
    best: Finding | None = None
    for g in holding.get(min(key), []) if key else ordered:
        if g is f or not key <= g.content or g.rule == "hedge" or (g.stance == "declines" and not g.source):
            continue
        if set(g.cue) and set(g.cue) <= f.content and len(g.content) <= len(f.content):
            continue
        if _above(g, f):
            continue
        if best is None or len(g.content) < len(best.content):
            best = g
    return best


def _above(g: Finding, f: Finding) -> bool:
    """True when a rule already put ``g`` under ``f``."""
    seen = 0
    while g.within is not None and seen < 16:
        g, seen = g.within, seen + 1
        if g is f:
            return True
    return False


def _loops(f: Finding) -> bool:
    g, steps = f.within, 0
    while g is not None and steps < 16:
        if g is f:
            return True
        g, steps = g.within, steps + 1
    return steps >= 16


def _form(doc: Doc, f: Finding) -> Form:
    words = [t for t in f.content if doc.upos[t] != "PUNCT"]
    outside = {doc.quote[t] for t in f.cue if doc.quote[t] >= 0}
    quoted = [t for t in words if doc.quote[t] >= 0 and doc.quote[t] not in outside]
    if words and len(quoted) == len(words):
        return "direct"
    if quoted:
        return "mixed"
    if any(doc.upos[t] in ("VERB", "AUX") for t in words):
        return "indirect"
    return "reported"
