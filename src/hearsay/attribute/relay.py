"""Who passed it on: "told the Herald", "quoted by the Herald as saying", "citing two officials", "in an interview"."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.finding import Finding
from hearsay.attribute.frames import nominal_after
from hearsay.attribute.lexicon import cues, listed, roles
from hearsay.attribute.outlets import is_own_outlet, outlet_at
from hearsay.attribute.subjects import source_of, together
from hearsay.attribute.view import Doc

__all__ = ["find_cited", "find_hearers", "find_referred"]

_TO = listed("relay_to")


def find_hearers(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """For each finding that was said to an outlet, the outlet's own finding; the first is put inside it."""
    for f in findings:
        if f.within is not None or not f.cue or f.rule in ("relay", "hedge") or f.act in ("intent", "belief"):
            continue
        at = _hearer(doc, f)
        if at < 0 or is_own_outlet(doc, at):
            continue
        source = [t for t in doc.phrase(at) if t not in f.content and t not in f.cue]
        outer = Finding(list(f.cue), source, set(f.content), at, rule="relay", at=f.at)
        f.within = outer
        yield outer


def _hearer(doc: Doc, f: Finding) -> int:
    if f.heard_by >= 0 and outlet_at(doc, f.heard_by):
        return f.heard_by
    if f.rule not in ("verb", "raised") or (
        f.holder >= 0 and doc.upos[f.holder] != "PRON" and outlet_at(doc, f.holder)
    ):
        return -1
    banned = set(f.source) | f.content
    stack = [k for k in doc.kids[f.at] if k not in banned]
    while stack:
        k = stack.pop(0)
        nominal = doc.rel[k] in ("obl", "nmod", "obj") and doc.upos[k] in ("NOUN", "PROPN")
        if nominal and doc.case(k) in _TO and outlet_at(doc, k):
            return k
        if doc.rel[k] in ("obl", "nmod", "advcl", "acl"):
            stack.extend(c for c in doc.kids[k] if c not in banned)
    return -1


def find_cited(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """As in "citing two officials": whom the one who says it had it from. "quoted X as saying": who quotes."""
    by_at = {f.at: f for f in findings if f.rule == "verb"}
    for v in range(len(doc.start)):
        if doc.upos[v] != "VERB" or doc.lemma[v] not in ("cite", "quote"):
            continue
        said = [
            k for k in doc.kids[v] if doc.rel[k] in ("advcl", "xcomp", "ccomp") and doc.low[k] in ("saying", "telling")
        ]
        inner = next((by_at[k] for k in said if k in by_at), None)
        if inner is not None:
            if v in by_at:
                by_at[v].dead = True
            holder, source = source_of(doc, v)
            if source and not (set(source) & inner.content) and not is_own_outlet(doc, holder):
                outer = Finding([v], source, set(inner.content), holder, rule="relay", at=v)
                inner.within = inner.within or outer
                yield outer
            continue
        if doc.lemma[v] == "quote" and doc.low[v] != "quoting":
            continue
        objects = [k for k in doc.of(v, "obj", "iobj") if _cited_holder(doc, k)]
        if not objects:
            continue
        by = _outer(doc, v, findings)
        own = set(doc.under(v))
        if by is not None:
            by.content -= own
            content = set(by.content)
        else:
            up = doc.head[v]
            if doc.full[v] not in ("advcl", "parataxis", "acl") or up < 0 or doc.low[v] not in ("citing", "quoting"):
                continue
            while doc.head[up] >= 0 and doc.rel[up] not in ("root", "ccomp", "parataxis", "conj"):
                up = doc.head[up]
            content = set(doc.under(up)) - own
        for f in findings:
            if f.at == v and f.rule == "verb":
                f.dead = True
        source = together(doc, doc.phrase(objects[0]), objects[0])
        content = set(doc.trim(content - set(source)))
        if content:
            yield Finding([v], source, content, objects[0], rule="cited", at=v, within=by)


def find_referred(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """As in "…, the Herald says with reference to an insider": whom the one who says it had it from."""
    for v in range(len(doc.start) - 3):
        if doc.low[v : v + 3] != ["with", "reference", "to"] or doc.quote[v] >= 0:
            continue
        noun = nominal_after(doc, v + 2)
        near = [f for f in findings if f.rule in ("verb", "according") and not f.dead and doc.sent[f.at] == doc.sent[v]]
        near = [f for f in near if f.at < v and f.source and doc.quote[f.at] < 0]
        if noun < 0 or not near or not _cited_holder(doc, noun):
            continue
        by = max(near, key=lambda f: f.at)
        by.content -= set(doc.under(noun)) | {v, v + 1, v + 2}
        source = [t for t in doc.phrase(noun) if t > v + 2]
        content = by.content - set(source)
        if source and content:
            yield Finding([v, v + 1, v + 2], source, set(content), noun, rule="cited", at=v, within=by)


def _outer(doc: Doc, v: int, findings: list[Finding]) -> Finding | None:
    """Who cites: the finding of the verb or of the source that the citing hangs on, else the smallest around it."""
    up = doc.head[v]
    able = [f for f in findings if f.rule in ("verb", "according", "noun") and not f.dead and f.at != v and f.content]
    for f in able:
        if f.at == up or (f.holder == up and doc.rel[v] in ("acl", "advcl")):
            return f
    who, _ = source_of(doc, v)
    for f in able:
        if who >= 0 and f.holder == who and doc.sent[f.at] == doc.sent[v]:
            return f
    holding = [f for f in able if v in f.content and doc.quote[v] < 0 and doc.low[v] in ("citing", "quoting")]
    return min(holding, key=lambda f: len(f.content)) if holding else None


def _cited_holder(doc: Doc, k: int) -> bool:
    words = roles()
    low = doc.lemma[k].strip(".")
    if doc.name[k] >= 0:
        return True
    kinds = ("office", "spokes", "body", "private", "outlet", "people", "crew", "witness")
    return low in cues().documents or any(words.has(kind, low) for kind in kinds)
