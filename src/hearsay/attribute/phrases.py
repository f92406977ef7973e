"""The words of a source in full: titles before a name, the name after a role, "one of them"; stray words cut."""

from __future__ import annotations

import re

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, listed, roles
from hearsay.attribute.nominal import is_role
from hearsay.attribute.subjects import is_passive
from hearsay.attribute.view import Doc

__all__ = ["complete_sources"]

_CLOCK = re.compile(r"\d{1,2}([:.h]\d{2})?(am|pm)?|[ap]\.?m\.?")
_KIN = listed("phrases_kin")
_CUT = frozenset({"citing", "quoting", "speaking"})
_TITLING = frozenset({"NOUN", "PROPN", "ADJ"})
_DAYS = listed("phrases_days")


def complete_sources(doc: Doc, findings: list[Finding]) -> None:
    """Makes each source the phrase that a reader would mark; holders move with it where a better word is their head."""
    for f in findings:
        if not f.source and f.rule == "verb":
            _take_front(doc, f)
        if not f.source:
            continue
        source = _without_clock(doc, f.source)
        source = _cut(doc, source, f.holder)
        source = _without_tale(doc, source, f)
        source = _with_noun_before(doc, f, source)
        source = _part_of(doc, f, source)
        if f.rule not in ("headline", "relay"):
            source = _with_title(doc, f, source)
            source = _with_name(doc, f, source)
        if source != f.source:
            f.source = source
            f.content -= set(source)


def _take_front(doc: Doc, f: Finding) -> None:
    """As in "An officer of the unit, reached by telephone, said that …": what the tree took for a clause before it."""
    v = f.at
    after = [k for k in doc.of(v, "ccomp") if k > v]
    first = doc.first[doc.sent[v]]
    front = [t for t in range(first, v) if t in f.content or doc.upos[t] == "PUNCT"]
    whole = len(front) == len([t for t in range(first, v) if doc.upos[t] != "AUX"])
    if doc.lemma[v] not in ("say", "tell") or is_passive(doc, v) or not after or not front or not whole:
        return
    nouns = [t for t in front if doc.upos[t] in ("NOUN", "PROPN", "PRON")]
    if not nouns or doc.upos[front[0]] in ("ADP", "SCONJ", "ADV", "PUNCT") or doc.word[v - 1] != ",":
        return
    subjects = [t for t in nouns if doc.rel[t] == "nsubj"] or nouns
    f.holder, f.source = subjects[0], doc.trim(front)
    f.content -= set(front)


def _without_clock(doc: Doc, source: list[int]) -> list[int]:
    """Without the time of day that a live page puts before its speaker."""
    k = 0
    while k < len(source) - 1 and _CLOCK.fullmatch(doc.low[source[k]]) and doc.upos[source[k]] != "PRON":
        k += 1
    clocked = k and (":" in doc.low[source[0]] or "." in doc.low[source[0]])
    return doc.trim(source[k:]) if clocked and source[k:] else source


def _cut(doc: Doc, source: list[int], holder: int) -> list[int]:
    """Without what follows a comma and tells how they spoke: "citing …", "speaking on condition of …"."""
    for t in source[1:]:
        if doc.low[t] in _CUT and doc.word[t - 1] == "," and holder < t:
            return doc.trim(s for s in source if s < t)
    return source


def _without_tale(doc: Doc, source: list[int], f: Finding) -> list[int]:
    """Without a closing relative clause that says something itself: "Paz, who says talks go on"."""
    for t in source[1:]:
        if doc.low[t] in ("who", "which") and doc.word[t - 1] == "," and f.holder < t:
            clause = [x for x in source if x > t]
            tells = any(doc.upos[x] == "VERB" and doc.of(x, "ccomp") and cues().verbs.get(doc.lemma[x]) for x in clause)
            if tells:
                return doc.trim(x for x in source if x < t)
            return source
    return source


def _with_noun_before(doc: Doc, f: Finding, source: list[int]) -> list[int]:
    """As in "a nurse there said": the noun, where the tree took "there" for the subject."""
    t, last = source[0], source[-1] + 1
    if doc.upos[source[-1]] == "NOUN" and last + 1 < len(doc.low) and doc.low[last] == "there" and last + 1 in f.cue:
        return [*source, last]
    if len(source) > 1 or doc.low[t] not in ("there", "here") or t == doc.first[doc.sent[t]]:
        return source
    noun = t - 1
    if doc.upos[noun] not in ("NOUN", "PROPN"):
        return source
    f.holder = noun
    return sorted({*(x for x in doc.phrase(noun) if x <= t and _same_run(doc, x, noun)), t})


def _same_run(doc: Doc, a: int, b: int) -> bool:
    return all(doc.upos[t] != "PUNCT" for t in range(min(a, b), max(a, b)))


def _part_of(doc: Doc, f: Finding, source: list[int]) -> list[int]:
    """As in "one of them said", "two of the people said": the part speaks, not the whole."""
    first = source[0]
    s = doc.first[doc.sent[first]]
    if first - 2 < s or doc.low[first - 1] != "of" or first - 1 in f.cue:
        return source
    part = first - 2
    if doc.low[part] in listed("holders_part") or (doc.upos[part] == "NUM" and doc.low[part].isalpha()):
        f.holder = part
        f.content -= {part, first - 1}
        return [part, first - 1, *source]
    return source


def _with_title(doc: Doc, f: Finding, source: list[int]) -> list[int]:
    """As in "spokeswoman Femke Holt", "news portal SahelWire", "Navy coach Edwin Rey": nouns right before the name."""
    first = source[0]
    n = doc.name[first]
    if n < 0 or doc.names[n].kind not in ("person", "outlet", "organisation", "other") or f.cue == [first - 1]:
        return source
    start = doc.first[doc.sent[first]]
    t = first
    while t > start and doc.upos[t - 1] in _TITLING and not _elsewhere(doc, t - 1, f):
        t -= 1
    if t == first or not (doc.upos[first - 1] == "PROPN" or is_role(doc, first - 1) or _calls(doc, first - 1)):
        return source
    if t > start and doc.upos[t - 1] in ("DET", "NUM") and not _elsewhere(doc, t - 1, f):
        t -= 1
    if t > start and doc.upos[t - 1] in ("PART", "VERB", "AUX", "PRON") and t - 1 not in f.cue:
        return source
    f.content -= set(range(t, first))
    return [*range(t, first), *source]


def _calls(doc: Doc, t: int) -> bool:
    return any(roles().has(kind, doc.lemma[t]) for kind in ("outlet", "body", "private", "honorific"))


def _elsewhere(doc: Doc, t: int, f: Finding) -> bool:
    """True for words before a name that are no title: days, places, words of the cue, of a quotation."""
    n = doc.name[t]
    place = n >= 0 and doc.names[n].kind == "place" and doc.upos[t] == "PROPN"
    return t in f.cue or doc.low[t] in _DAYS or place or doc.quote[t] != doc.quote[f.source[0]]


def _with_name(doc: Doc, f: Finding, source: list[int]) -> list[int]:
    """As in "her mother, Ann Holt, said", "according to the producer, Holt B.V., …": the name that tells who it is."""
    last, head = source[-1], f.holder
    stop = doc.first[doc.sent[last] + 1]
    if head not in source or doc.upos[head] != "NOUN" or last + 2 >= stop or doc.word[last + 1] != ",":
        return source
    at = last + 2
    while at < min(last + 5, stop - 1) and doc.name[at] < 0 and _titled(doc, at):
        at += 1
    n = doc.name[at]
    if n < 0 or any(doc.name[t] >= 0 and doc.names[doc.name[t]].kind == "person" for t in source):
        return source
    name = doc.names[n]
    inside = doc.within(name.start, name.end)
    if not inside or inside[0] != at or not _names(doc, head, name.kind):
        return source
    end = inside[-1] + 1
    if end < stop and doc.low[end] == "of" and end + 1 < stop and doc.name[end + 1] >= 0:
        place = doc.names[doc.name[end + 1]]
        end = doc.within(place.start, place.end)[-1] + 1
    if end < stop and doc.word[end] not in (",", ".", "”", '"', "?", "!") and end not in f.cue:
        return source
    if end + 2 < stop and doc.upos[end + 1] == "NUM" and doc.low[end + 1].isdigit() and doc.word[end + 2] in ",.":
        end += 2
    return [*source, *range(last + 1, end)]


def _titled(doc: Doc, t: int) -> bool:
    return doc.upos[t] == "PROPN" or roles().has("honorific", doc.lemma[t].strip(".")) or is_role(doc, t)


def _names(doc: Doc, head: int, kind: str) -> bool:
    """True when a noun is what a name of that kind may explain: no body is a person, no paper is either."""
    words, low = roles(), doc.lemma[head]
    collective = any(words.has(k, low) for k in ("body", "private", "outlet"))
    if low in cues().documents or low in _DAYS:
        return False
    if kind == "person":
        return not collective and doc.low[head] == low
    roled = any(words.has(k, low) for k in ("office", "post", "spokes", "people", "witness")) or low in _KIN
    return kind in ("organisation", "outlet", "other") and (collective or not roled)
