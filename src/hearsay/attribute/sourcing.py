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
_HAVING = frozenset({"have", "get", "learn", "hear", "attribute", "come", "take", "obtain"})
_NEWS = listed("sourcing_news")


def find_sourcing(doc: Doc) -> Iterator[Finding]:
    """Findings without content whose holder is who the reporting rests on; ``heard_by`` is the outlet that does."""
    for v in range(len(doc.start)):
        if doc.quote[v] >= 0:
            continue
        found = None
        if doc.upos[v] == "VERB":
            found = _rests(doc, v) or _talked(doc, v) or _saw_papers(doc, v) or _unnamed(doc, v) or _traced(doc, v)
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


def _traced(doc: Doc, v: int) -> Finding | None:
    """As in "The Herald had it from two officials", "attributed its account to a guard", "the number came from X"."""
    lemma, link = doc.lemma[v], "to" if doc.lemma[v] == "attribute" else "from"
    things = doc.of(v, "nsubj") if lemma == "come" else doc.of(v, "obj")
    told = [k for k in things if doc.low[k] in ("it", "this", "that", "which", "all") or doc.lemma[k] in _NEWS]
    if lemma in ("cite", "quote"):
        return _names_source(doc, v)
    if lemma not in _HAVING or is_passive(doc, v) or not told or (lemma == "have" and doc.lemma[told[0]] in _NEWS):
        return None
    below = [k for t in told for k in doc.of(t, "nmod")]
    whom = [k for k in [*doc.of(v, "obl"), *below] if k > v and doc.case(k) == link and _holds(doc, k)]
    if not whom:
        return None
    outlet, _ = subject(doc, v) if lemma != "come" else (-1, frozenset())
    source = doc.phrase(whom[0])
    preposition = [k for k in doc.kids[whom[0]] if doc.low[k] == link and k < whom[0]]
    content = set(doc.under(told[0])) - set(doc.under(whom[0]))
    heard = outlet if outlet >= 0 and outlet_at(doc, outlet) else -1
    return Finding([v, *preposition], source, set(doc.trim(content)), whom[0], heard_by=heard)


def _names_source(doc: Doc, v: int) -> Finding | None:
    """As in "The Courier had cited three people close to the court": whom an outlet or paper rests on."""
    whom = [k for k in doc.of(v, "obj") if k > v and _holds(doc, k) and doc.lemma[k] not in _NEWS]
    if doc.rel[v] == "acl" or doc.rel[v] == "advcl":
        return None  # "according to the Herald, which cited officials": part of a chain that has its content
    if not whom or is_passive(doc, v) or doc.low[v] in ("citing", "quoting") or doc.of(v, "xcomp", "ccomp"):
        return None
    if any(doc.low[t] == "as" for k in doc.of(v, "advcl", "obl") for t in doc.kids[k]):
        return None
    outlet, _ = subject(doc, v)
    return Finding(
        [v], doc.phrase(whom[0]), set(), whom[0], heard_by=outlet if outlet >= 0 and outlet_at(doc, outlet) else -1
    )


def _holds(doc: Doc, k: int) -> bool:
    """True for what can have told something: a person, a body, a paper; not a place or a time."""
    n = doc.name[k]
    if n >= 0:
        return doc.names[n].kind != "place"
    lexicon, low = roles(), doc.lemma[k].strip(".")
    kinds = ("office", "spokes", "body", "private", "outlet", "people", "crew", "witness", "post")
    return low in cues().documents or any(lexicon.has(kind, low) for kind in kinds)


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
    return Finding(cue, source, set(), holder, sense="unnamed")
