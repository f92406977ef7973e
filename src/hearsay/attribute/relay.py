"""Who passed it on: "told the Herald", "quoted by Interfax as saying", "citing two officials", "in an interview with"."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.clauses import source_of
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, roles
from hearsay.attribute.nominal import is_outlet_name, own_names
from hearsay.attribute.view import Doc
from hearsay.text import fold

__all__ = ["find_cited", "find_hearers", "outlet_at"]

_TO = frozenset({"to", "with", "by", "in", "on", "via", "through", "over"})
_NEWSROOMS = frozenset(
    {
        "newspaper",
        "broadcaster",
        "agency",
        "website",
        "station",
        "daily",
        "magazine",
        "outlet",
        "channel",
        "television",
        "radio",
        "tv",
    }
)


def outlet_at(doc: Doc, i: int) -> bool:
    """True when the nominal at ``i`` is an outlet: named, or "the newspaper"."""
    if doc.name[i] >= 0:
        return is_outlet_name(doc, doc.names[doc.name[i]])
    if any(doc.name[k] >= 0 and is_outlet_name(doc, doc.names[doc.name[k]]) for k in doc.of(i, "appos", "flat")):
        return True
    if doc.lemma[i] == "agency":
        return "news" in doc.lows(i, "compound") or "press" in doc.lows(i, "compound")
    return doc.lemma[i] in _NEWSROOMS and roles().has("outlet", doc.lemma[i]) or doc.lemma[i] == "agency"


def _is_own(doc: Doc, i: int) -> bool:
    """True for the outlet that publishes the report, or that it credits as a whole: already in every chain."""
    said = fold(doc.names[doc.name[i]].entity if doc.name[i] >= 0 else doc.word[i]).removeprefix("the ")
    own = {fold(n).removeprefix("the ") for n in own_names(doc)}
    return said in own or any(k in ("this", "our") for k in doc.lows(i, "det") + doc.lows(i, "nmod"))


def find_hearers(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """For each finding that was said to an outlet, the outlet's own finding; the first is put inside it."""
    for f in findings:
        if f.within is not None or not f.cue or f.rule in ("relay", "hedge") or f.act in ("intent", "belief"):
            continue
        at = _hearer(doc, f)
        if at < 0 or _is_own(doc, at):
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
        if doc.rel[k] in ("obl", "nmod", "obj") and doc.case(k) in _TO and doc.upos[k] in ("NOUN", "PROPN"):
            if outlet_at(doc, k):
                return k
        if doc.rel[k] in ("obl", "nmod", "advcl", "acl"):
            stack.extend(c for c in doc.kids[k] if c not in banned)
    return -1


def find_cited(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """ "citing two officials": whom the one who says it had it from. "quoted X as saying": who quotes."""
    by_at = {f.at: f for f in findings if f.rule == "verb"}
    for v in range(len(doc.start)):
        if doc.upos[v] != "VERB" or doc.lemma[v] not in ("cite", "quote"):
            continue
        said = [
            k for k in doc.kids[v] if doc.rel[k] in ("advcl", "xcomp", "ccomp") and doc.low[k] in ("saying", "telling")
        ]
        inner = next((by_at[k] for k in said if k in by_at), None)
        if inner is not None:
            holder, source = source_of(doc, v)
            if source and not (set(source) & inner.content) and not _is_own(doc, holder):
                outer = Finding([v], source, set(inner.content), holder, rule="relay", at=v)
                inner.within = inner.within or outer
                yield outer
            continue
        if doc.lemma[v] == "quote" and doc.low[v] != "quoting":
            continue
        objects = [k for k in doc.of(v, "obj") if _cited_holder(doc, k)]
        if not objects:
            continue
        outer_found = next(
            (f for f in findings if f.at >= 0 and f.at == _governor(doc, v) and f.rule in ("verb", "according")), None
        )
        if outer_found is not None:
            content = set(outer_found.content) - set(doc.under(v))
        else:
            up = doc.head[v]
            if doc.rel[v] not in ("advcl", "parataxis", "acl") or up < 0:
                continue
            while doc.head[up] >= 0 and doc.rel[up] not in ("root", "ccomp", "parataxis", "conj"):
                up = doc.head[up]
            content = set(doc.under(up)) - set(doc.under(v))
        source = doc.phrase(objects[0])
        content = set(doc.trim(content - set(source)))
        if content:
            yield Finding([v], source, content, objects[0], rule="cited", at=v, within=outer_found)


def _governor(doc: Doc, v: int) -> int:
    up = doc.head[v]
    return up if doc.rel[v] in ("advcl", "acl", "conj", "xcomp", "parataxis", "dep") else -1


def _cited_holder(doc: Doc, k: int) -> bool:
    words = roles()
    low = doc.lemma[k].strip(".")
    if doc.name[k] >= 0:
        return True
    kinds = ("office", "spokes", "body", "private", "outlet", "people", "crew", "witness")
    return low in cues().documents or any(words.has(kind, low) for kind in kinds)
