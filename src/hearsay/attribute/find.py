"""All rules over one report, in order: findings with contents, stances, holders and nesting settled."""

from __future__ import annotations

from hearsay.attribute.cast import gather
from hearsay.attribute.clauses import find_verbs
from hearsay.attribute.declines import find_declines
from hearsay.attribute.finding import Finding
from hearsay.attribute.frames import find_according, find_adjectives, find_nouns
from hearsay.attribute.holders import is_first_person, resolve_all
from hearsay.attribute.marks import find_marks
from hearsay.attribute.quotations import close_quotations, join_continued
from hearsay.attribute.relay import find_cited, find_hearers
from hearsay.attribute.sourcing import find_sourcing
from hearsay.attribute.stance import find_hedges, take_stance
from hearsay.attribute.view import Doc

__all__ = ["find_all"]


def find_all(doc: Doc) -> list[Finding]:
    """The findings of a report, each with its hop."""
    declines = list(find_declines(doc))
    refused = {f.at for f in declines} | {t for f in declines for t in f.cue}
    findings = [*find_verbs(doc), *find_according(doc), *find_nouns(doc), *find_adjectives(doc)]
    findings = [f for f in findings if f.at not in refused and not is_first_person(doc, f)]
    findings = _without_doubles(findings)
    take_stance(doc, findings)
    findings += find_marks(doc, findings)
    close_quotations(doc, findings)
    findings += find_cited(doc, findings)
    findings += join_continued(doc, findings)
    findings += find_hearers(doc, findings)
    findings += declines
    findings += find_sourcing(doc)
    findings += find_hedges(doc, findings)
    resolve_all(doc, gather(doc), findings)
    return findings


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
