"""Where a content begins and ends, by the marks in the sentence: bracketed cues, semicolons, a colon and quotation."""

from __future__ import annotations

from hearsay.attribute.beside import clause_before
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, finite_forms
from hearsay.attribute.subjects import is_relative
from hearsay.attribute.view import Doc

__all__ = ["set_edges"]

_VERBAL = frozenset({"VERB", "AUX"})
_LEAD_IN = frozenset({"asked", "pressed", "questioned", "reached", "contacted"})


def set_edges(doc: Doc, findings: list[Finding]) -> list[Finding]:
    """Corrects contents whose edges the tree got wrong and the punctuation shows; gives the quotations cut off."""
    made: list[Finding] = []
    beside: dict[int, list[Finding]] = {}
    for f in findings:
        beside.setdefault(doc.sent[f.at], []).append(f)
    for f in findings:
        if f.rule not in ("verb", "according") or f.dead or not f.content:
            continue
        _closing_cue(doc, f)
        _leave_lead_in(doc, f)
        _stop_at_semicolon(doc, f)
        cut = _stop_at_colon(doc, f)
        if cut:
            made.append(Finding([], [], cut, f.holder, rule="floating", at=min(cut)))
            for g in beside[doc.sent[f.at]]:
                if g.at in f.content and g.content & cut and g is not f:
                    g.content = (g.content - cut) or {t for k in doc.of(g.at, "obj") for t in doc.under(k)}
                    g.dead = not g.content
    return made


def _group(doc: Doc, f: Finding) -> list[int]:
    """The cue with its source, its helpers and whom it was told."""
    near = {*f.cue, *f.source}
    near |= {k for c in f.cue for k in doc.kids[c] if doc.rel[k] in ("aux", "advmod", "cop") and abs(k - c) < 4}
    return sorted(near)


def _closing_cue(doc: Doc, f: Finding) -> None:
    """As in "The toll rose, wiping millions off, two officials said.": the whole that stands before the comma."""
    if (
        doc.quote[f.at] >= 0
        or not f.source
        or is_relative(doc, f.source[0])
        or f.act not in ("statement", "publication")
    ):
        return
    if f.rule == "verb" and (doc.lemma[f.at] not in finite_forms() and not _says(doc, f.at)):
        return
    group = _group(doc, f)
    s = doc.sent[f.at]
    stop = doc.first[s + 1]
    if doc.sent[group[0]] != s:
        return
    if any(t not in group and doc.upos[t] != "PUNCT" for t in range(group[0], group[-1])):
        return
    after = [t for t in range(group[-1] + 1, stop) if doc.upos[t] != "PUNCT"]
    if after and (doc.upos[after[0]] not in ("ADP", "ADV", "PROPN", "NOUN") and doc.word[group[-1] + 1] != ","):
        return
    own = {t for t in f.content if t > group[-1]}
    said = [k for k in doc.of(f.at, "ccomp") if k in own]
    if any(doc.of(k, "nsubj", "expl", "csubj", "cop") or "that" in doc.lows(k, "mark") for k in said):
        return
    if any(doc.quote[t] >= 0 for t in own):
        return
    run = clause_before(doc, group)
    if not run or doc.quote[run[-1]] >= 0:
        return
    have = f.content & set(run)
    if len(have) < 0.7 * len(run) or said:
        f.content = set(run) - set(f.cue) - set(f.source)
    f.content |= _goes_on(doc, f, group)


def _goes_on(doc: Doc, f: Finding, group: list[int]) -> set[int]:
    """As in "They were at work, she said, and had sent warnings": what comes back to the first subject is content."""
    after = group[-1] + 1
    for k in doc.of(f.at, "conj"):
        below = doc.trim(doc.under(k))
        joined = below[0] == after + 1 and doc.word[after] == "," and doc.upos[below[0]] == "CCONJ"
        if joined and not doc.of(k, "nsubj") and not _says(doc, k):
            return set(below[1:])
    return set()


def _says(doc: Doc, v: int) -> bool:
    return any(c.act == "statement" and "clause" in c.takes for c in cues().verbs.get(doc.lemma[v], ()))


def _leave_lead_in(doc: Doc, f: Finding) -> None:
    """As in "Asked whether he knew, Holub answered: …": the question is no part of the answer."""
    s = doc.first[doc.sent[f.at]]
    if doc.low[s] not in _LEAD_IN or s not in f.content:
        return
    edge = min([t for t in f.source if t > s] or [f.at])
    commas = [t for t in range(s, edge) if doc.word[t] == ","]
    if commas:
        rest = {t for t in f.content if t > commas[-1]}
        if rest:
            f.content = rest


def _stop_at_semicolon(doc: Doc, f: Finding) -> None:
    """What follows a semicolon after "Holub said …" is told by the writer, unless it is marked as said."""
    if not f.cue or doc.quote[f.at] >= 0:
        return
    for t in sorted(f.content):
        if doc.word[t] == ";" and doc.quote[t] < 0 and t > f.cue[-1]:
            rest = {x for x in f.content if x > t}
            words = [x for x in rest if doc.upos[x] != "PUNCT"]
            if words and doc.low[min(words)] not in ("that", "and"):
                f.content = set(doc.trim(f.content - rest - {t}))
            return


def _stop_at_colon(doc: Doc, f: Finding) -> set[int]:
    """As in "He said he would deny it: “I was not there.”": the quotation is said apart; what was cut off."""
    if not f.cue or doc.quote[f.at] >= 0:
        return set()
    for t in sorted(f.content):
        if doc.word[t] != ":" or doc.quote[t] >= 0 or t < f.cue[-1] + 3:
            continue
        after = [x for x in f.content if x > t and doc.upos[x] != "PUNCT"]
        before = [x for x in f.content if f.cue[-1] < x < t]
        if after and doc.quote[min(after)] >= 0 and any(doc.upos[x] in _VERBAL for x in before):
            cut = set(doc.quoted[doc.quote[min(after)]])
            f.content = set(doc.trim(x for x in f.content if x < t))
            return cut
        return set()
    return set()
