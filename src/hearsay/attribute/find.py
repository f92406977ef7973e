"""All rules over one report, in order: findings with contents, stances, holders and nesting settled."""

from __future__ import annotations

from hearsay.attribute.cast import gather
from hearsay.attribute.clauses import find_verbs
from hearsay.attribute.declines import find_declines
from hearsay.attribute.finding import Finding
from hearsay.attribute.frames import find_according, find_adjectives, find_crews, find_nouns
from hearsay.attribute.holders import is_first_person, resolve_all
from hearsay.attribute.marks import find_marks
from hearsay.attribute.outlets import learn_outlets
from hearsay.attribute.quotations import close_quotations, find_bare_speakers, join_continued
from hearsay.attribute.relay import find_cited, find_hearers
from hearsay.attribute.sourcing import find_sourcing
from hearsay.attribute.stance import find_hedges, may_hedge, take_stance
from hearsay.attribute.view import Doc
from hearsay.types import Hop

__all__ = ["find_all"]

_INFORMED = frozenset(
    {"official", "officials", "investigator", "investigators", "police", "detectives", "prosecutors", "rescuers"}
    | {"authorities", "officers", "inspectors", "firefighters", "doctors", "experts", "engineers", "scientists"}
)


def find_all(doc: Doc) -> list[Finding]:
    """The findings of a report, each with its hop."""
    doc.outlets = learn_outlets(doc)
    declines = list(find_declines(doc))
    refused = {f.at for f in declines} | {t for f in declines for t in f.cue}
    findings = [*find_verbs(doc), *find_according(doc), *find_nouns(doc), *find_adjectives(doc)]
    findings = [f for f in findings if f.at not in refused and not is_first_person(doc, f)]
    findings = _without_doubles(findings)
    take_stance(doc, findings)
    findings += find_bare_speakers(doc, findings)
    findings += find_crews(doc, findings)
    findings += find_marks(doc, findings)
    close_quotations(doc, findings)
    findings += find_cited(doc, findings)
    findings = [f for f in findings if not f.dead]
    findings += join_continued(doc, findings)
    findings += find_hearers(doc, findings)
    findings += declines
    findings += find_sourcing(doc)
    findings += find_hedges(doc, findings)
    resolve_all(doc, gather(doc), findings)
    for f in findings:
        if f.act == "belief" and f.rule == "verb" and may_hedge(doc.lemma[f.at]) and _knows(f.hop):
            f.mind, f.hedge = False, f.hedge or sorted(f.cue)
    return [f for f in findings if not _idle(doc, f, findings)]


def _idle(doc: Doc, f: Finding, findings: list[Finding]) -> bool:
    """True for what adds no holder to a chain: moods inside somebody's words, aims in passing, bare "praised him"."""
    if f.rule not in ("verb", "noun", "adjective") or f.mind is False or f.stance in ("declines", "denies", "doubts"):
        return False
    moody = f.act in ("belief", "intent", "attitude", "question")
    if moody and any(g is not f and g.act not in ("belief", "intent") and set(f.cue) <= g.content for g in findings):
        return True
    if f.act in ("intent", "attitude") and doc.rel[f.at] in ("acl", "xcomp"):
        return True
    only = next(iter(f.content)) if len(f.content) == 1 else -1
    return only >= 0 and doc.upos[only] == "PRON" and f.stance == "asserts"


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
