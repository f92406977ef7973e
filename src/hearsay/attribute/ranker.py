"""Which proposals are attributions: what the rules, the tree and the reader's cue tagger say of each, weighed together.

A ridge logistic regression over plain facts of a proposal. Weights and cut in ``lexicons/attributing.toml``, fitted by
``tools/attributing.py`` on open gold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues
from hearsay.attribute.nominal import is_role
from hearsay.attribute.stance import is_negated
from hearsay.attribute.subjects import is_passive, is_relative
from hearsay.attribute.view import Doc
from hearsay.lexicons import read_table

__all__ = ["describe_all", "group_of", "likelihood", "select"]

Group = Literal["given", "sure", "rule", "idle", "likely"]
Features = dict[str, float]
_WEIGHED = frozenset({"verb", "noun", "adjective"})
_TOLD = frozenset({"clause", "quoted", "mixed"})  # what somebody who states something states: never in doubt
_PRONOUNS = {
    **dict.fromkeys(("i", "we", "us", "me"), "first"), **dict.fromkeys(("he", "she"), "single"), "they": "plural",
    **dict.fromkeys(("it", "this", "that", "there", "what"), "thing"),
    **dict.fromkeys(("you", "one", "who", "anyone", "everyone", "somebody", "someone"), "anybody"),
}  # fmt: skip


def select(doc: Doc, findings: Sequence[Finding], idle: Sequence[bool]) -> list[Finding]:
    """The findings worth keeping: of several with one cue by the tree alone, the likeliest."""
    cut = read_table("attributing.toml")["cut"]
    kept: list[Finding] = []
    best: dict[int, tuple[float, int, Finding]] = {}
    for n, (f, dull, told) in enumerate(zip(findings, idle, describe_all(doc, findings, idle), strict=True)):
        group = group_of(doc, f, dull)
        chance = likelihood(told) if group not in ("given", "sure") else 1.0
        if group == "likely":
            if chance >= cut[group] and (f.at not in best or chance > best[f.at][0]):
                best[f.at] = (chance, n, f)
        elif group in ("given", "sure") or chance >= cut[group]:
            kept.append(f)
    return kept + [f for _, _, f in sorted(best.values(), key=lambda x: x[1])]


def group_of(doc: Doc, f: Finding, idle: bool) -> Group:
    """Which cut a proposal has to pass; what chains rest on (sourcing, relays, hedges, doubts) is given."""
    if f.rule == "likely":
        return "likely"
    if f.rule not in _WEIGHED:
        return "given"
    if idle:
        return "idle"
    if f.stance == "doubts":
        return "given"
    return "sure" if f.act == "statement" and f.source and _content(doc, f) in _TOLD else "rule"


def likelihood(features: Features) -> float:
    """The chance, 0 to 1, that a proposal with these features is an attribution."""
    weights = read_table("attributing.toml")["weights"]
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


def describe_all(doc: Doc, findings: Sequence[Finding], idle: Sequence[bool]) -> list[Features]:
    """The facts of each proposal by name; what is true of one is 1."""
    held = _holding(findings)
    return [_describe(doc, f, dull, held) for f, dull in zip(findings, idle, strict=True)]


def _describe(doc: Doc, f: Finding, idle: bool, held: dict[int, int]) -> Features:
    out: Features = {"bias": 1.0}
    at = f.at if f.at >= 0 else min(f.cue or f.content)
    said = [
        f"rule={f.rule}", f"act={f.act}", f"stance={f.stance}", f"source={(kind := _source(doc, f))}",
        f"rule={f.rule} source={kind}", f"content={(what := _content(doc, f))}", f"act={f.act} content={what}",
        f"act={f.act} source={kind}", f"role={doc.role(doc.sent[at])}", f"length={_bucket(len(f.content))}",
        f"words of source={_bucket(len(f.source))}",
    ]  # fmt: skip
    if f.rule in ("verb", "raised", "likely", "adjective", "noun"):
        said += [f"form={_form(doc, at)}", f"hangs={doc.rel[at]}", f"lemma={doc.lemma[at]}", *_senses(doc, f)]
        said.append(f"rule={f.rule} hangs={doc.rel[at]}")
    if f.rule == "likely":
        said.append(f"way={f.sense}")
    flags = {
        "idle": idle,
        "negated": is_negated(doc, at),
        "asked": any(doc.word[t] == "?" for t in doc.sentence(doc.sent[at])[-2:]),
        "first": doc.sent[at] < 3,
        "cue quoted": doc.quote[at] >= 0,
        "after": bool(f.content) and min(f.content) > at,
        "within": bool(f.cue) and held.get(at, 0) > 0,
        "heard": f.heard_by >= 0,
        "far": bool(f.source) and abs((f.source[0] if f.source[0] > at else f.source[-1]) - at) > 4,
        "no hop": f.holder >= 0 and f.hop is None,
        "unnamed hop": f.hop is not None and f.hop.kind == "anonymous",
        "tailed": any(doc.word[t] == "," and is_relative(doc, t + 1) for t in f.source[:-1]),
    }
    out |= dict.fromkeys(said, 1.0) | {name: 1.0 for name, true in flags.items() if true}
    if f.cue and doc.parse.cues:
        chance = min(max(max(doc.cue[t] for t in f.cue), 0.02), 0.98)
        out["cue"] = math.log(chance / (1 - chance)) / 2
        out["cue unlikely"] = float(chance < 0.05)
    return out


def _holding(findings: Sequence[Finding]) -> dict[int, int]:
    """For each token, how many findings of the rules have it in their content."""
    out: dict[int, int] = {}
    for f in findings:
        if f.rule not in ("likely", "hedge"):
            for t in f.content:
                out[t] = out.get(t, 0) + 1
    return out


def _source(doc: Doc, f: Finding) -> str:
    h = f.holder
    if h < 0 or not f.source:
        return "elsewhere" if h >= 0 else "none"
    if len(f.source) == 1 and is_relative(doc, f.source[0]):
        return "relative"
    if doc.upos[h] == "PRON":
        return _PRONOUNS.get(doc.low[h], "pronoun")
    if doc.name[h] >= 0:
        return doc.names[doc.name[h]].kind
    if any(doc.name[t] >= 0 and doc.names[doc.name[t]].kind == "person" for t in f.source):
        return "person"
    if doc.lemma[h] in cues().documents:
        return "document"
    return "role" if is_role(doc, h) else "proper" if doc.upos[h] == "PROPN" else "noun"


def _content(doc: Doc, f: Finding) -> str:
    words = [t for t in f.content if doc.upos[t] != "PUNCT"]
    if not words:
        return "none"
    outside = {doc.quote[t] for t in f.cue if doc.quote[t] >= 0}
    quoted = sum(doc.quote[t] >= 0 and doc.quote[t] not in outside for t in words)
    if quoted:
        return "quoted" if quoted == len(words) else "mixed"
    acting = [t for t in words if doc.upos[t] in ("VERB", "AUX")]
    if any(doc.of(t, "nsubj", "csubj", "expl") for t in acting):
        return "clause"
    if acting:
        return "infinitive" if any("to" in doc.lows(t, "mark") for t in acting) else "verb"
    return "pronoun" if len(words) == 1 and doc.upos[words[0]] == "PRON" else "phrase"


def _form(doc: Doc, v: int) -> str:
    if doc.upos[v] == "NOUN":
        return "noun"
    helpers = {doc.lemma[k] for k in doc.of(v, "aux")} | set(doc.lows(v, "aux"))
    if "to" in doc.lows(v, "mark"):
        return "to"
    if helpers & {"will", "would", "could", "can", "may", "might", "should", "must", "shall"}:
        return "modal"
    if is_passive(doc, v):
        return "passive"
    if doc.low[v].endswith("ing"):
        return "going" if helpers else "ing"
    if helpers & {"have", "has", "had"}:
        return "perfect"
    return "base" if doc.low[v] == doc.lemma[v] else "third" if doc.low[v].endswith("s") else "past"


def _senses(doc: Doc, f: Finding) -> list[str]:
    known = cues().verbs.get(f.sense if f.rule == "verb" else doc.lemma[f.at], ())
    if not known:
        return ["unknown verb", *(["barred"] if doc.lemma[f.at] in cues().barred else [])]
    return [f"takes {t}" for t in sorted(frozenset().union(*(c.takes for c in known)))] if f.rule == "likely" else []


def _bucket(n: int) -> str:
    return next((name for most, name in ((0, "0"), (1, "1"), (3, "3"), (8, "8"), (20, "20")) if n <= most), "more")
