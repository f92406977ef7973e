"""What reporting rests on: "based on interviews with …", "spoke on condition of anonymity", papers that were seen."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, listed, roles
from hearsay.attribute.outlets import outlet_at
from hearsay.attribute.subjects import is_passive, source_of, subject
from hearsay.attribute.view import Doc

__all__ = ["find_sourcing"]

_REST = listed("sourcing_rest")
_MATTER = listed("sourcing_matter")
_WORK = listed("sourcing_work")
_ANONYMOUS = frozenset({"anonymity", "anonymously"})
_NAMED = frozenset({"named", "identified", "quoted", "withheld", "unnamed", "anonymous", "nameless", "unidentified"})
_TALK = frozenset({"interview", "speak", "talk"})
_SEEN = listed("sourcing_seen")


def find_sourcing(doc: Doc) -> Iterator[Finding]:
    """Findings without content whose holder is who the reporting rests on; ``heard_by`` is the outlet that does."""
    for v in range(len(doc.start)):
        if doc.quote[v] >= 0:
            continue
        found = None
        if doc.upos[v] == "VERB":
            found = _rests(doc, v) or _talked(doc, v) or _saw_papers(doc, v) or _unnamed(doc, v)
        if found is not None:
            found.form = "sourcing"
            found.rule = "sourcing"
            found.at = v
            yield found


def _rests(doc: Doc, v: int) -> Finding | None:
    """As in "The Ledger based its reporting on interviews with X", "this article is based on interviews with X"."""
    if doc.lemma[v] not in _REST:
        return None
    matter = [k for k in doc.under(v) if k > v and doc.lemma[k] in _MATTER and doc.case(k) in ("on", "from", "upon")]
    if not matter:
        return None
    passive = is_passive(doc, v)
    if passive:
        outlet, _ = subject(doc, v)
        work = [k for k in doc.kids[v] if doc.full[k] in ("nsubj:pass", "nsubj")]
    else:
        outlet, _ = subject(doc, v)
        work = [k for k in doc.kids[v] if doc.rel[k] == "obj"] or [k for k in doc.kids[v] if doc.rel[k] == "nsubj"]
    if not any(doc.lemma[k] in _WORK for k in work):
        work = [t for t in doc.sentence(doc.sent[v]) if t < v and doc.lemma[t] in _WORK and doc.rel[t] == "nsubj"]
        if not work:
            return None
    if outlet < 0 or not outlet_at(doc, outlet):
        outlet = next((k for w in work for k in doc.of(w, "nmod") if outlet_at(doc, k)), -1)
    top = matter[0]
    people = [
        k for m in [top, *doc.of(top, "conj")] for k in doc.of(m, "nmod") if doc.case(k) in ("with", "of", "from", "by")
    ]
    people += [k for k in doc.under(v) if k > top and doc.case(k) == "with" and doc.rel[k] in ("obl", "nmod")]
    if people:
        source = doc.phrase(people[0], [k for k in doc.of(people[0], "conj") if doc.case(k)])
        cue = [t for t in range(v, min(source)) if doc.upos[t] != "PUNCT"] if source and min(source) > v else [v]
        return Finding(cue, source, set(), people[0], heard_by=outlet)
    if doc.lemma[top] in ("document", "record", "report", "statement"):
        return Finding([v], doc.phrase(top), set(), top, heard_by=outlet)
    return None


def _talked(doc: Doc, v: int) -> Finding | None:
    """As in "The Herald spoke to five residents", "The Ledger interviewed two officials"."""
    if doc.lemma[v] not in _TALK or is_passive(doc, v):
        if not (doc.lemma[v] == "interview" and is_passive(doc, v)):
            return None
        outlet, _ = subject(doc, v)
        if outlet < 0 or not outlet_at(doc, outlet):
            return None
        who = [k for k in doc.kids[v] if doc.full[k] == "nsubj:pass"]
        who = who or ([doc.head[v]] if doc.rel[v] == "acl" and doc.head[v] >= 0 else [])
        return Finding([v], doc.phrase(who[0], {v}), set(), who[0], heard_by=outlet) if who else None
    outlet, _ = subject(doc, v)
    if outlet < 0 or not (outlet_at(doc, outlet) or doc.low[outlet] == "we"):
        return None
    if doc.lemma[v] == "interview":
        who = doc.of(v, "obj")
    else:
        who = [k for k in doc.of(v, "obl") if doc.case(k) in ("to", "with") and k > v]
    if not who or doc.low[who[0]] in ("reporters", "journalists"):
        return None
    return Finding([v], doc.phrase(who[0]), set(), who[0], heard_by=outlet if doc.low[outlet] != "we" else -1)


def _saw_papers(doc: Doc, v: int) -> Finding | None:
    """As in "according to documents reviewed by the Herald", "Reuters has seen the letter"."""
    if doc.lemma[v] not in _SEEN:
        return None
    outlet, _ = subject(doc, v)
    if outlet < 0 or not outlet_at(doc, outlet):
        return None
    if is_passive(doc, v):
        papers = [k for k in doc.kids[v] if doc.full[k] == "nsubj:pass"]
        papers = papers or ([doc.head[v]] if doc.rel[v] == "acl" and doc.head[v] >= 0 else [])
    else:
        papers = doc.of(v, "obj")
    papers = [k for k in papers if doc.lemma[k] in cues().documents]
    return Finding([v], doc.phrase(papers[0], {v}), set(), papers[0], heard_by=outlet) if papers else None


def _unnamed(doc: Doc, v: int) -> Finding | None:
    """As in "spoke on condition of anonymity", "asked not to be named", "some of whom asked not to be identified"."""
    words = {doc.low[t] for t in doc.under(v, doc.of(v, "nsubj", "ccomp", "parataxis"))}
    asked = doc.lemma[v] in ("ask", "decline", "request", "refuse", "want", "wish", "prefer", "beg") and bool(
        words & _NAMED
    )
    if not (
        asked
        or (doc.lemma[v] in ("speak", "talk", "request", "say", "insist", "grant", "agree") and words & _ANONYMOUS)
    ):
        return None
    inner = {t for t in doc.under(v) if doc.low[t] in _ANONYMOUS | _NAMED}
    if not asked and any(doc.rel[t] == "ccomp" and inner & set(doc.under(t)) for t in doc.kids[v]):
        return None
    holder, source = source_of(doc, v)
    if holder < 0:
        clause = doc.head[v] if doc.rel[v] in ("advcl", "acl") else -1
        if clause >= 0:
            holder, source = source_of(doc, clause)
    if holder < 0:
        return None
    if doc.low[holder] in ("some", "many", "most", "all", "several", "both"):
        whom = [k for k in doc.of(holder, "nmod") if doc.low[k] == "whom"]
        before = [t for t in doc.sentence(doc.sent[v]) if t < holder and roles().has("people", doc.lemma[t])]
        if whom and before:
            holder = before[-1]
            while doc.rel[holder] == "conj" and doc.head[holder] in before:
                holder = doc.head[holder]
    cue = [t for t in doc.under(v) if t in inner or t == v]
    if any(doc.quote[t] >= 0 for t in source):
        return None
    return Finding(cue, source, set(), holder)
