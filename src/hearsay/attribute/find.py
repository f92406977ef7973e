"""All rules over one report, in order: findings with contents, stances, holders and nesting settled."""

from __future__ import annotations

from hearsay.attribute.blocks import find_blocks
from hearsay.attribute.cast import gather
from hearsay.attribute.clauses import find_verbs
from hearsay.attribute.contents import pointer
from hearsay.attribute.declines import find_declines
from hearsay.attribute.edges import set_edges
from hearsay.attribute.finding import Finding
from hearsay.attribute.flow import carry_over
from hearsay.attribute.frames import find_according, find_adjectives, find_crews, find_hearings, find_nouns
from hearsay.attribute.holders import is_first_person, resolve_all
from hearsay.attribute.lexicon import listed
from hearsay.attribute.likely import find_likely
from hearsay.attribute.marks import find_marks
from hearsay.attribute.nominal import is_role
from hearsay.attribute.outlets import learn_outlets, mend_names, spell_out
from hearsay.attribute.phrases import complete_sources
from hearsay.attribute.quotations import close_quotations, find_bare_speakers, join_continued
from hearsay.attribute.ranker import select
from hearsay.attribute.relay import find_cited, find_hearers, find_referred
from hearsay.attribute.sourcing import find_sourcing
from hearsay.attribute.stance import find_hedges, may_hedge, take_stance
from hearsay.attribute.view import Doc
from hearsay.types import Hop

__all__ = ["find_all", "is_idle", "propose"]

_INFORMED = listed("find_informed")


def find_all(doc: Doc) -> list[Finding]:
    """The findings of a report, each with its hop."""
    findings = propose(doc)
    return select(doc, findings, [is_idle(doc, f, findings) for f in findings])


def propose(doc: Doc) -> list[Finding]:
    """All that rules, tree and cue tagger propose, each with its hop, before anything is weighed."""
    mend_names(doc)
    doc.outlets = learn_outlets(doc)
    spell_out(doc)
    declines = list(find_declines(doc))
    refused = {f.at for f in declines} | {t for f in declines for t in f.cue}
    findings = [*find_verbs(doc), *find_according(doc), *find_nouns(doc), *find_adjectives(doc)]
    heard = list(find_hearings(doc))
    refused |= {f.at for f in heard}
    findings = [f for f in findings if f.at not in refused and not is_first_person(doc, f)] + heard
    findings = _without_doubles(findings)
    _point_back(doc, findings)
    take_stance(doc, findings)
    findings += find_bare_speakers(doc, findings)
    findings += find_crews(doc, findings)
    findings += find_marks(doc, findings)
    complete_sources(doc, findings)
    findings += set_edges(doc, findings)
    close_quotations(doc, findings)
    findings += find_cited(doc, findings)
    findings += find_referred(doc, findings)
    findings = [f for f in findings if not f.dead]
    findings += join_continued(doc, findings)
    findings += find_hearers(doc, findings)
    findings += declines
    sourcing = list(find_sourcing(doc))
    said = {f.at for f in sourcing if f.holder >= 0}
    findings = [f for f in findings if f.at not in said] + sourcing
    findings += find_hedges(doc, findings)
    findings += find_blocks(doc, findings)
    findings += find_likely(doc, findings)
    resolve_all(doc, gather(doc), findings)
    carry_over(doc, findings)
    for f in findings:
        if f.act == "belief" and f.rule == "verb" and may_hedge(doc.lemma[f.at]) and _knows(f.hop):
            f.mind, f.hedge = False, f.hedge or sorted(f.cue)
        if f.act in ("intent", "attitude", "belief") and f.holder >= 0 and _is_place(doc, f.holder):
            f.hop = None
    return [f for f in findings if f.sense != "unnamed" and not f.dead and not _is_event(doc, f)]


def _can_show(doc: Doc, f: Finding) -> bool:
    """True when what "shows" something is a paper, a body or a person, not an event."""
    if f.holder < 0:
        return f.act != "publication" or f.stance == "doubts"
    if f.hop is None:
        return f.act != "publication"
    return f.hop.kind != "anonymous" or doc.upos[f.holder] in ("PRON", "PROPN") or is_role(doc, f.holder)


def _is_place(doc: Doc, at: int) -> bool:
    """True for a country or town that acts: "Slovakia refused to let them in" tells a deed, not what it says."""
    return doc.name[at] >= 0 and doc.names[doc.name[at]].kind == "place"


def _is_event(doc: Doc, f: Finding) -> bool:
    """True where what "shows" or "points to" something holds nothing: no paper, body or person."""
    if f.rule not in ("verb", "noun", "adjective") or f.mind is False or f.stance == "declines":
        return False
    named = any(doc.upos[t] in ("VERB", "AUX") for t in f.content)
    quoted = doc.quote[f.at] < 0 and any(doc.quote[t] >= 0 for t in f.content)
    loose = f.act in ("attitude", "intent", "belief") and not named and not quoted
    return (f.act == "publication" or loose or "_" in f.sense) and not _can_show(doc, f)


def is_idle(doc: Doc, f: Finding, findings: list[Finding]) -> bool:
    """True for what adds no holder to a chain: moods inside somebody's words, aims in passing, bare "praised him"."""
    if f.rule in ("verb", "noun") and f.act in ("intent", "question") and not f.source and f.stance == "asserts":
        return True  # "the staff were asked to leave": nobody is shown to have said it
    if f.holder >= 0 and doc.low[f.holder] in ("i", "we") and doc.lemma[f.at] == "ask":
        return True
    if f.rule not in ("verb", "noun", "adjective") or f.mind is False or f.stance == "declines":
        return False
    if f.stance in ("denies", "doubts"):
        return f.stance == "doubts" and f.rule == "verb" and not _can_show(doc, f)
    moody = f.act in ("belief", "intent", "attitude", "question") and f.sense != "tell"
    if moody and any(g is not f and g.act not in ("belief", "intent") and set(f.cue) <= g.content for g in findings):
        return True
    if f.act in ("intent", "attitude") and doc.rel[f.at] in ("acl", "xcomp"):
        return True
    only = next(iter(f.content)) if len(f.content) == 1 else -1
    return only >= 0 and doc.upos[only] == "PRON" and f.stance == "asserts"


def _point_back(doc: Doc, findings: list[Finding]) -> None:
    """Gives "…, which the rebels deny" the content of what it points back to, and takes it out of that content."""
    for f in findings:
        if f.rule != "verb" or len(f.content) != 1 or (back := pointer(doc, f.at)) not in f.content:
            continue
        own = set(doc.under(f.at)) | set(doc.under(back))
        before = [
            g for g in findings if g is not f and g.source and g.place < back and doc.sent[g.at] == doc.sent[f.at]
        ]
        before = [g for g in before if g.content - own and g.act in ("statement", "attitude", "belief")]
        for g in before:
            g.content -= own
        if before:
            f.content = set(min(before, key=lambda g: (len(g.content), g.place)).content)
        else:
            f.content = set(doc.trim(t for t in doc.sentence(doc.sent[f.at]) if t < back and t not in own)) or f.content
        f.content -= set(f.source) | set(f.cue)


def _knows(hop: Hop | None) -> bool:
    """True for holders whose belief is a guarded statement: "police believe", "officials fear"."""
    if hop is None:
        return False
    words = (hop.description or "").lower().replace("-", " ").split()
    return hop.kind == "official" or (hop.kind == "anonymous" and bool(set(words) & _INFORMED))


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """Drops a sourceless noun whose content a verb has already ("denied claims that …")."""
    verbs = [f for f in findings if f.rule != "noun"]
    kept = []
    for f in findings:
        if f.rule == "noun" and not f.source and any(f.content <= v.content and f.at in v.content for v in verbs):
            continue
        if f.rule == "noun" and any(f.content == v.content for v in verbs):
            continue
        kept.append(f)
    return kept
