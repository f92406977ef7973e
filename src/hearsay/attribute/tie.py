"""Who "a police chief" of the headline or the lead is: the one later speaker whose name comes with that office."""

from __future__ import annotations

from typing import Literal

from hearsay.attribute.cast import Cast, Facts, Mention, is_told
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import classes, listed, nationalities, roles
from hearsay.attribute.view import Doc
from hearsay.text import fold

__all__ = ["tie_leads"]

_LEAD = 3  # paragraphs of the story that may speak of somebody before the name comes
_SOON = 3  # sentences within which a name without a description stands for the one just described
_HEADING = listed("tie_heading")
_LOOSE = listed("nominal_loose")


def tie_leads(doc: Doc, cast: Cast, meant: list[tuple[Finding, Mention | None]]) -> dict[str, Mention]:
    """For each unnamed speaker of the title or lead whom exactly one named speaker fits: that speaker, by key."""
    named: dict[str, Mention] = {}
    for _, m in meant:
        if m is not None and m.phrase.sort == "person" and cast.facts[m.key].name and not _is_heading(doc, m):
            named.setdefault(m.key, m)
    for m in cast.mentions:
        if m.key in named and m.at < named[m.key].at and not _is_heading(doc, m):
            named[m.key] = m
    lead = _lead_lines(doc)
    tied: dict[str, Mention] = {}
    for _, m in meant:
        if m is None or m.key in tied or not _is_unnamed(doc, cast, m) or doc.line[doc.sent[m.at]] not in lead:
            continue
        if any(o.key == m.key and o.phrase.name is not None for o in cast.mentions):
            continue
        later = [n for n in named.values() if n.at > m.at]
        fit = {n.key: _fits(doc, cast, m, n) for n in later}
        sure = [n for n in later if fit[n.key] == "sure"]
        plain = [n for n in later if not is_told(cast.facts[n.key].description) and _follows(doc, cast, m, n)]
        found = sure or plain[:1] or [n for n in later if fit[n.key] == "maybe"]
        if len(found) == 1:
            tied[m.key] = found[0]
            _teach(cast.facts[found[0].key], cast.facts[m.key])
    return tied


def _teach(facts: Facts, office: Facts) -> None:
    if not is_told(facts.description):
        facts.description = office.description
    if facts.body is None:
        facts.body, facts.public = office.body, office.public
    facts.nationality = facts.nationality or office.nationality
    facts.sex = facts.sex or office.sex


def _is_heading(doc: Doc, m: Mention) -> bool:
    return doc.role(doc.sent[m.at]) in ("title", "standfirst", "caption")


def _lead_lines(doc: Doc) -> set[int]:
    """Lines of the title and standfirst, and the first paragraphs."""
    body = list(dict.fromkeys(doc.line[s] for s in range(len(doc.first) - 1) if doc.role(s) == "body"))
    heads = {doc.line[s] for s in range(len(doc.first) - 1) if doc.role(s) in ("title", "standfirst")}
    return heads | set(body[:_LEAD])


def _is_unnamed(doc: Doc, cast: Cast, m: Mention) -> bool:
    if m.phrase.name is not None or m.phrase.plural or cast.facts[m.key].name is not None:
        return False
    if m.phrase.sort in ("office", "spokes") or _is_force(doc, m):
        return True
    head = doc.lemma[m.phrase.head].strip(".")
    return m.phrase.sort in ("people", "private") and (roles().has("post", head) or bool(classes(head)))


def _is_force(doc: Doc, m: Mention) -> bool:
    """True for plain "police", whose words in a lead are the one officer's who is named later."""
    return doc.low[m.phrase.at] == "police" and m.phrase.name is None and len(m.phrase.tokens) <= 2


def _words(doc: Doc, m: Mention, facts: Facts) -> set[str]:
    """Lemmas of what a holder is: the phrase, the body, a relative clause ("who runs the emergency department")."""
    name = m.phrase.name
    inside = set(doc.within(name.start, name.end)) if name is not None else set()
    tokens = [t for t in m.phrase.tokens if t not in inside]
    tokens = [t for t in tokens if doc.name[t] < 0 or doc.names[doc.name[t]].kind != "outlet"]  # CSP, the agency
    said = {doc.lemma[t] for t in tokens if doc.upos[t] in ("NOUN", "PROPN", "ADJ")}
    if any(doc.lemma[t] in _HEADING for t in tokens):
        said.add("head")
    told = f"{facts.description or ''} {facts.body or ''}".replace("-", " ")
    said |= {w.removesuffix("'s").strip(".,") for w in fold(told).split()}
    return {w for w in said if w and w not in _LOOSE and w not in ("the", "a", "an", "of", "for", "in", "at", "and")}


def _fits(doc: Doc, cast: Cast, unnamed: Mention, named: Mention) -> Literal["sure", "maybe", "no"]:
    """Whether two descriptions tell of one office: the same class of post, and one field where both name one."""
    a, b = cast.facts[unnamed.key], cast.facts[named.key]
    if (a.sex and b.sex and a.sex != b.sex) or (a.nationality and b.nationality and a.nationality != b.nationality):
        return "no"
    mine, theirs = _words(doc, unnamed, a), _words(doc, named, b)
    kinds, others = {c for w in mine for c in classes(w)}, {c for w in theirs for c in classes(w)}
    head = doc.lemma[unnamed.phrase.head].strip(".")
    if _is_force(doc, unnamed):
        return "sure" if "police" in others and b.public else "no"
    if (kinds & others) - {"lead"}:
        return "sure"
    if head not in theirs and not ("lead" in classes(head) and "lead" in others):
        return "no"
    field, other = _field(mine), _field(theirs)
    if field and other:
        return "sure" if field & other else "no"
    return "maybe" if field or other else "sure"


def _field(words: set[str]) -> set[str]:
    """What is left of a description without the post itself and the country: "police", "customs"."""
    plain = {w for w in words if not classes(w) and w not in nationalities() and not roles().has("honorific", w)}
    return plain | {c for w in words for c in classes(w)} - {"lead"}


def _follows(doc: Doc, cast: Cast, unnamed: Mention, named: Mention) -> bool:
    """A bare name that speaks right after somebody in office did, in the story itself."""
    a, b = cast.facts[unnamed.key], cast.facts[named.key]
    if (
        _is_heading(doc, unnamed)
        or _is_force(doc, unnamed)
        or (a.sex and b.sex and a.sex != b.sex)
        or b.body is not None
    ):
        return False
    if len((b.name or "").split()) < 2:
        return False
    return 0 < doc.sent[named.at] - doc.sent[unnamed.at] <= _SOON
