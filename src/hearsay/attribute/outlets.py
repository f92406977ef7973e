"""Newsrooms and public bodies by name: which names are outlets, which the publisher's own, which public bodies."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hearsay.attribute.lexicon import listed, roles
from hearsay.attribute.view import Doc
from hearsay.text import fold, initials
from hearsay.types import Name

__all__ = [
    "is_outlet_name",
    "is_own_outlet",
    "is_public",
    "learn_outlets",
    "outlet_at",
    "own_names",
    "plain_name",
    "spell_out",
]

_FIRMS = listed("resolve_firms") - {"operator", "manufacturer", "contractor", "developer", "retailer", "party"}
_PAPERS = listed("outlets_papers")
_NEWSROOMS = listed("outlets_newsrooms")


def plain_name(name: str) -> str:
    """A name folded, without its article."""
    return fold(name).removeprefix("the ")


def is_outlet_name(doc: Doc, name: Name) -> bool:
    """True for the name of a newsroom: tagged so, well known, this report's own, used or named like one."""
    said = plain_name(name.entity)
    if name.kind == "outlet" or said in roles().words["outlet_name"] or said in doc.outlets:
        return True
    the = doc.text[max(0, name.start - 4) : name.start].lower() == "the " or name.entity.lower().startswith("the ")
    if any(said == own or (the and own.endswith(" " + said)) for own in map(plain_name, own_names(doc))):
        return True
    if the and name.kind != "place" and any(known.endswith(" " + said) for known in doc.outlets):
        return True
    if name.kind in ("person", "place"):
        return False
    parts = said.replace("-", " ").split()
    if " ".join(parts[-2:]) in ("news agency", "press agency", "press association", "associated press", "state media"):
        return True
    if parts[-1:] and parts[-1] in roles().words["outlet_word"] and not (set(parts) & roles().words["public_word"]):
        return len(parts) > 1 or doc.text[max(0, name.start - 4) : name.start].lower() == "the "
    return len(parts) > 1 and parts[0] in ("radio", "tv", "channel", "television", "daily")


def learn_outlets(doc: Doc) -> frozenset[str]:
    """Names shown to be outlets by use: "the Interpress news agency", "told the Ledger"."""
    out: set[str] = set()
    words = roles()
    for n in doc.names:
        tokens = doc.within(n.start, n.end)
        if not tokens:
            continue
        said = plain_name(n.entity)
        head = next((t for t in tokens if doc.head[t] not in tokens), tokens[0])
        up = doc.head[head]
        beside = (
            [doc.lemma[up]]
            if up >= 0 and doc.rel[head] in ("compound", "appos", "nmod", "flat") and not doc.case(head)
            else []
        )
        beside += [doc.lemma[k] for k in doc.of(head, "appos")]
        noun = [
            b for b in beside if words.has("outlet", b) and b not in ("site", "paper", "press", "media", "publication")
        ]
        if n.kind == "outlet" or noun or ("agency" in beside and up >= 0 and "news" in doc.lows(up, "compound")):
            out.add(said)
        told = up >= 0 and doc.lemma[up] == "tell" and doc.rel[head] in ("iobj", "obj")
        the = doc.text[max(0, n.start - 4) : n.start].lower() == "the " or n.entity.lower().startswith("the ")
        if doc.rel[head] == "nsubj" and up >= 0 and (the or n.entity.isupper()) and not is_public(doc, n.entity):
            helpers = {doc.lemma[k] for k in doc.of(up, "aux")}
            unable = doc.lemma[up] == "verify" and helpers & {"can", "could"}
            citing = doc.lemma[up] in ("report", "say", "write") and any(
                doc.low[k] in ("citing", "quoting") for k in doc.of(up, "advcl", "xcomp", "acl")
            )
            if unable or (citing and n.kind == "organisation") or (doc.lemma[up] == "learn" and "have" in helpers):
                out.add(said)
        if told and the and len(said.split()) <= 3 and n.kind != "place" and not is_public(doc, n.entity):
            out.add(said)
    return frozenset(out)


def own_names(doc: Doc) -> list[str]:
    """Names of the publishing outlet and of those the whole report is credited to."""
    report = doc.report
    names = [report.outlet.value] if report.outlet else []
    return [
        *names,
        *report.aliases,
        *(c.name for c in report.credits if c.kind in ("republished_from", "agency", "via")),
    ]


def is_public(doc: Doc, name: str) -> bool:
    """True for the name of a public body."""
    said = fold(name).replace("'s", "").replace(".", "").split()
    words = roles()
    pairs = {f"{a}-{b}" for a, b in itertools.pairwise(said)} & words.words["public_phrase"]
    return bool(pairs) or any(w in words.words["named_body"] or w in words.words["public_word"] for w in said)


def outlet_at(doc: Doc, i: int) -> bool:
    """True when the nominal at ``i`` is an outlet: named, or "the newspaper"."""
    if doc.name[i] >= 0:
        return is_outlet_name(doc, doc.names[doc.name[i]])
    if any(doc.name[k] >= 0 and is_outlet_name(doc, doc.names[doc.name[k]]) for k in doc.of(i, "appos", "flat")):
        return True
    if (
        doc.lemma[i] in _PAPERS
        and "the" in doc.lows(i, "det")
        and doc.lemma[doc.head[i]] == "tell"
        and doc.rel[i] in ("iobj", "obj")
    ):
        return True
    if doc.lemma[i] == "agency":
        return "news" in doc.lows(i, "compound") or "press" in doc.lows(i, "compound")
    return (doc.lemma[i] in _NEWSROOMS and roles().has("outlet", doc.lemma[i])) or doc.lemma[i] == "agency"


def is_own_outlet(doc: Doc, i: int) -> bool:
    """True for the outlet that publishes the report, or that it credits as a whole: already in every chain."""
    said = fold(doc.names[doc.name[i]].entity if doc.name[i] >= 0 else doc.word[i]).removeprefix("the ")
    own = {fold(n).removeprefix("the ") for n in own_names(doc)}
    return any(said == x or x.endswith(" " + said) for x in own) or any(
        k in ("this", "our") for k in doc.lows(i, "det") + doc.lows(i, "nmod")
    )


def spell_out(doc: Doc) -> None:
    """Makes "the AC" a name of the Atlantic Courier where the report names that outlet in full."""
    full = {initials(n.entity): n.entity for n in doc.names if len(n.entity.split()) > 1 and is_outlet_name(doc, n)}
    for own in own_names(doc):
        full.setdefault(initials(own), own)
    found = [
        replace(n, kind="outlet", entity=full[n.entity]) if n.entity.isupper() and n.entity in full else n
        for n in doc.names
    ]
    for t, word in enumerate(doc.word):
        if (
            doc.name[t] < 0
            and len(word) > 1
            and word.isupper()
            and word in full
            and doc.upos[t] in ("PROPN", "NOUN", "X")
        ):
            doc.name[t] = len(found)
            found.append(Name(doc.start[t], doc.end[t], "outlet", full[word]))
    doc.names = tuple(found)


def mend_names(doc: Doc) -> None:
    """Makes organisations of the names that the report calls so: "the operator, Hidro-Sul", "the firm Andes Cobre"."""
    called: set[str] = set()
    words = roles()
    for n in doc.names:
        tokens = doc.within(n.start, n.end)
        if not tokens or n.kind not in ("person", "place", "other"):
            continue
        head = next((t for t in tokens if doc.head[t] not in tokens), tokens[0])
        up = doc.head[head]
        nouns = [up] if up >= 0 and doc.rel[head] == "appos" else []
        nouns += [k for k in doc.of(head, "appos", "nmod", "compound") if not doc.case(k) and k not in tokens]
        nouns = [k for k in nouns if doc.upos[k] == "NOUN" and doc.full[k] != "nmod:poss"]
        firm = any(doc.lemma[k] in _FIRMS for k in nouns)
        if firm or (" " not in n.entity and any(words.has("private", doc.lemma[k]) for k in nouns)):
            called.add(n.entity)
    if called:
        doc.names = tuple(replace(n, kind="organisation") if n.entity in called else n for n in doc.names)
