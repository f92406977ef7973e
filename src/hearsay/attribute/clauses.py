"""Verbs of saying, thinking and wanting: one finding per cue that has content."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.beside import clause_before, what_follows
from hearsay.attribute.contents import UNKNOWN, content_of
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import Cue, cues, listed, roles
from hearsay.attribute.subjects import TELLING, is_passive, resumes, source_of
from hearsay.attribute.view import Doc

__all__ = ["find_verbs"]

_SAYING = frozenset({"say", "tell", "insist", "claim"})


def find_verbs(doc: Doc) -> Iterator[Finding]:
    """One finding per cue verb that has content."""
    lexicon = cues()
    for v in range(len(doc.start)):
        if doc.upos[v] != "VERB" or doc.full[v] in ("amod", "compound", "case", "fixed"):
            continue
        if (
            doc.low[v] == "according"
            or doc.rel[v] == "case"
            or (doc.low[v] == "told" and v and doc.low[v - 1] == "all")
        ):
            continue
        lemma, extra = _with_particle(doc, v, lexicon.particles.get(doc.lemma[v], ()))
        if lemma in ("want", "wish") and (known := [k for k in doc.of(v, "xcomp") if doc.lemma[k] == "know"]):
            lemma, extra = "want_to_know", [*doc.of(known[0], "mark"), known[0]]
        if lemma in ("put", "have") and [k for k in doc.of(v, "obj", "expl") if doc.low[k] == "it"]:
            lemma, extra = "put_it", doc.of(v, "obj")
        senses = lexicon.verbs.get(lemma.removesuffix("_to_know"), ())
        if not senses:
            if lemma in lexicon.barred:
                continue
            senses = (UNKNOWN,)
        found = _finding(doc, v, lemma, senses, extra)
        if found is not None:
            yield found


def _with_particle(doc: Doc, v: int, particles: tuple[str, ...]) -> tuple[str, list[int]]:
    for particle in particles:
        parts = particle.split("_")
        for k in doc.kids[v]:
            if (
                doc.low[k] == parts[0]
                and v < k <= v + 4
                and doc.rel[k] in ("compound", "advmod", "case", "obl", "xcomp")
            ):
                return f"{doc.lemma[v]}_{particle}", [k]
        beside = v + 1 < doc.first[doc.sent[v] + 1] and doc.low[v + 1] == parts[0] and len(parts) == 1
        if beside and doc.upos[v + 1] in ("ADP", "ADV") and doc.rel[v + 1] in ("compound", "advmod", "case"):
            return f"{doc.lemma[v]}_{particle}", [v + 1]
    return doc.lemma[v], []


def _finding(doc: Doc, v: int, lemma: str, senses: tuple[Cue, ...], extra: list[int]) -> Finding | None:
    holder, source = source_of(doc, v)
    passive = is_passive(doc, v)
    content: set[int] = set()
    sense = senses[0]
    cue = [v, *extra]
    if lemma == "want_to_know":
        got = {t for k in doc.of(extra[-1], "ccomp", "obj", "xcomp", "advcl") for t in doc.under(k)}
        return Finding(cue, source, got, holder, "question", rule="verb", sense=lemma, at=v) if got and source else None
    if passive:
        senses = tuple(sorted(senses, key=lambda c: "raised" not in c.takes))
    for candidate in senses:
        got, more = content_of(doc, v, lemma, candidate, passive, source)
        if got:
            content, sense = got, candidate
            cue += [k for k in more if k not in cue]
            break
    if not content and lemma == "find" and source and not passive and _probes(doc, holder):
        content = {t for k in doc.of(v, "obj", "obl") if k > v for t in doc.under(k)} if doc.of(v, "obj") else set()
        sense = UNKNOWN
    if "tally" in sense.takes and content and holder >= 0 and roles().has("crew", doc.lemma[holder]):
        return None  # what the outlet's own people saw is found as a whole clause
    if not content and lemma in _SAYING and not passive and doc.full[v] != "acl:relcl":
        content = what_follows(doc, v, source)
        if not content and source and lemma == "say":
            content = set(clause_before(doc, sorted({v, *source})))
    if not content:
        return None
    content -= set(source)
    content -= set(cue)
    for t in sorted(content):
        if t > v and doc.upos[t] == "VERB" and resumes(doc, t) == v:  # what the same speaker goes on to say
            content -= set(doc.under(t))
    if "raised" in sense.takes and not source:
        return Finding(cue, [], content, act="statement", hedge=cue, rule="raised", at=v)
    if not source and not _may_lack_source(doc, v, passive):
        return None
    if not source and doc.rel[v] == "acl" and sense.stance == "asserts":
        return None
    if sense is UNKNOWN and holder < 0:
        return None
    trimmed = doc.trim(content)
    if not trimmed:
        return None
    return Finding(
        cue,
        source,
        set(trimmed),
        holder,
        sense.act,
        sense.stance,
        rule="verb",
        sense=lemma,
        at=v,
        heard_by=_heard_by(doc, v, passive),
    )


def _probes(doc: Doc, holder: int) -> bool:
    """True for what finds by looking: tests, an audit, a laboratory."""
    return holder >= 0 and (doc.lemma[holder] in listed("probes") or doc.lemma[holder] in cues().documents)


def _may_lack_source(doc: Doc, v: int, passive: bool) -> bool:
    expletive = any(doc.rel[k] == "expl" for k in doc.kids[v])
    return passive or expletive or doc.rel[v] == "root"


def _heard_by(doc: Doc, v: int, passive: bool) -> int:
    if doc.lemma[v] not in TELLING | {"advise"}:
        return -1
    told = doc.of(v, "iobj", "obj") or [k for k in doc.of(v, "nsubj") if k > v]
    if passive:
        told = [k for k in doc.kids[v] if doc.full[k] == "nsubj:pass"]
    return told[0] if told else -1
