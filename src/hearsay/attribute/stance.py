"""How a source stands to what it is said of: negated cues, denials in other words, hedging words."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, listed
from hearsay.attribute.subjects import is_passive
from hearsay.attribute.view import Doc
from hearsay.types import Stance

__all__ = ["find_hedges", "is_negated", "take_stance"]

_NOT = frozenset({"not", "n't", "never", "neither", "nor", "hardly", "cannot"})
_UNABLE = frozenset({"could", "can", "ca", "unable"})
_FALSE = listed("false")
_TALK = listed("talk")
_HOLDING = frozenset({"confirms"})
_HEDGING = listed("stance_hedging")
_FACTIVE = listed("factive")


def is_negated(doc: Doc, v: int) -> bool:
    """True when a cue is denied of its subject: "did not say", "never said", "no one said", "refused to say"."""
    if v < 0:
        return False
    for k in doc.kids[v]:
        if doc.low[k] in _NOT and doc.rel[k] in ("advmod", "cc", "aux"):
            return True
        if doc.rel[k] in ("nsubj", "det") and (doc.low[k] in ("nobody", "none", "no") or "no" in doc.lows(k, "det")):
            return True
    up = doc.head[v]
    if up >= 0 and doc.rel[v] == "xcomp" and doc.lemma[up] in ("fail", "refuse", "decline", "unable"):
        return True
    if up >= 0 and doc.rel[v] == "conj" and doc.upos[up] == "VERB":
        return not doc.of(v, "nsubj") and "or" in doc.lows(v, "cc") and is_negated(doc, up)
    return up >= 0 and doc.rel[v] == "xcomp" and doc.lemma[up] == "have" and "yet" in [doc.low[k] for k in doc.kids[up]]


def take_stance(doc: Doc, findings: list[Finding]) -> None:
    """Settles stance and hedge of every finding whose rule left them open."""
    for f in findings:
        if f.stance == "declines" or f.at < 0:
            continue
        if any(doc.low[t] in ("nobody", "no", "none", "neither") for t in f.source[:1]):
            f.dead = True  # what no one says is nobody's words
            continue
        if f.rule in ("verb", "noun", "raised", "adjective"):
            if is_negated(doc, f.at) or (
                f.rule == "noun" and {"no", "little", "any"} & set(doc.lows(f.at, "det") + doc.lows(f.at, "amod"))
            ):
                if f.act == "belief" and doc.lemma[f.at] in _FACTIVE:
                    f.dead = True  # "many may not realize that …" denies nothing
                    continue
                f.stance = _negated(doc, f)
            elif f.stance == "asserts" and (_calls_false(doc, f) or _says_none(doc, f)):
                f.stance = "denies"
        f.hedge = f.hedge or _hedge(doc, f)


def _negated(doc: Doc, f: Finding) -> Stance:
    unable = any(doc.low[k] in _UNABLE for k in doc.of(f.at, "aux"))
    up = doc.head[f.at]
    unable = unable or (up >= 0 and doc.rel[f.at] == "xcomp" and doc.low[up] == "unable")
    if f.stance == "confirms":
        return "doubts" if unable or is_passive(doc, f.at) else "declines"
    if f.rule == "noun":
        return "doubts" if f.stance == "asserts" else "asserts" if f.stance == "doubts" else "declines"
    if f.stance == "denies":
        return "doubts" if doc.lemma[f.at] in ("rule", "exclude", "discount") else "declines"
    if f.stance == "doubts":
        return "asserts"
    if f.act in ("statement", "publication"):
        return "doubts" if f.act == "publication" or (unable and is_passive(doc, f.at)) else "declines"
    if f.act == "belief":
        return "denies"
    return f.stance


def _calls_false(doc: Doc, f: Finding) -> bool:
    """As in "called the reports baseless", "said the claim was not true": a denial of what the claim says."""
    inside = sorted(f.content)
    for t in inside:
        false = doc.lemma[t] in _FALSE
        untrue = doc.lemma[t] in ("true", "accurate", "correct") and any(doc.low[k] in _NOT for k in doc.kids[t])
        if not (false or untrue):
            continue
        if doc.head[t] in f.content and doc.rel[t] not in (
            "ccomp",
            "xcomp",
            "conj",
            "obl",
            "advcl",
            "root",
            "parataxis",
        ):
            continue
        subjects = [k for k in doc.of(t, "nsubj") if k in f.content]
        if not subjects and doc.rel[t] in ("xcomp", "obl"):
            subjects = list(doc.of(f.at, "obj", "nsubj"))
        if any(doc.lemma[k] in _TALK or doc.low[k] in _TALK for k in subjects):
            return True
    return False


def _says_none(doc: Doc, f: Finding) -> bool:
    """As in "said there had been no attack": who says flatly that there was none denies it; papers only record it."""
    if f.act != "statement" or f.holder < 0 or doc.lemma[f.holder] in cues().documents:
        return False
    for t in f.content:
        if doc.lemma[t] != "be" or not any(doc.low[k] == "there" and k in f.content for k in doc.kids[t]):
            continue
        led = doc.head[t] not in f.content or doc.rel[t] in ("ccomp", "root", "parataxis")
        if led and any("no" in doc.lows(k, "det") or doc.low[k] in ("none", "nothing") for k in doc.of(t, "nsubj")):
            return True
    return False


def _hedge(doc: Doc, f: Finding) -> list[int]:
    lexicon = cues()
    for k in [k for k in doc.kids[f.at] if doc.rel[k] in ("advmod", "amod")]:
        if doc.low[k] in lexicon.hedge_adverbs or doc.low[k] in lexicon.hedge_adjectives:
            return [k]
    for t in f.source:
        if doc.low[t] in lexicon.hedge_adjectives:
            return [t]
    if f.rule == "verb" and is_passive(doc, f.at) and not f.source and doc.lemma[f.at] in lexicon.raised:
        return sorted(f.cue)
    return []


def may_hedge(lemma: str) -> bool:
    """True for a verb of belief that, said of people whose job is to know, states a guarded claim."""
    return lemma in _HEDGING


def find_hedges(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """Clauses that a hedging adverb guards and no attribution has claimed: nobody is named as saying it."""
    lexicon = cues()
    taken = {t for f in findings for t in (*f.hedge, *f.cue)}
    for a in range(len(doc.start)):
        if doc.low[a] not in lexicon.hedge_adverbs or a in taken or doc.head[a] < 0:
            continue
        up = doc.head[a]
        if doc.rel[up] == "amod" and doc.upos[up] in ("ADJ", "VERB"):
            continue
        top = doc.clause_of(up)
        content = set(doc.trim(set(doc.under(top)) - {a}))
        if content:
            yield Finding([a], [], content, hedge=[a], rule="hedge", at=a)
