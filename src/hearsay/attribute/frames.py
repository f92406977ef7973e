"""Attributions without a verb of saying: "according to", nouns, adjectives, colons, dashes, "citing", "per"."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.beside import clause_before
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, listed, roles
from hearsay.attribute.nominal import is_role
from hearsay.attribute.outlets import outlet_at
from hearsay.attribute.stance import is_negated
from hearsay.attribute.subjects import is_passive, source_of, subject
from hearsay.attribute.view import Doc

__all__ = ["find_according", "find_adjectives", "find_crews", "find_hearings", "find_nouns", "nominal_after"]

_CLAUSAL = frozenset({"root", "ccomp", "parataxis", "advcl", "acl", "csubj"})
_LIGHT = listed("frames_light")
_SEEING = listed("frames_seeing")
_BENCHES = listed("benches")
_COUNTS = frozenset({"count", "tally", "reckoning", "estimate", "telling", "account", "admission"})
_IN_THE = {"words": "of", "view": "of", "opinion": "of", "eyes": "of", "account": "of", "telling": "of"}


def find_according(doc: Doc) -> Iterator[Finding]:
    """As in "according to X", "per X", "in the words of X": the content is the clause it is hung on."""
    for v, word in enumerate(doc.low):
        nxt = doc.low[v + 1] if v + 1 < len(doc.low) and doc.sent[v + 1] == doc.sent[v] else ""
        if (word, nxt) in (("according", "to"), ("going", "by")):
            yield from _according(doc, v, [v, v + 1])
        elif word == "per" and doc.quote[v] < 0:
            noun = nominal_after(doc, v)
            sure = noun >= 0 and (doc.low[v + 1] == "the" or doc.upos[noun] == "PROPN" or _set_off(doc, v))
            if sure and _holder_like(doc, noun):
                yield from _according(doc, v, [v])
        elif word in _COUNTS and doc.case(v) == "by":
            owner = [k for k in doc.kids[v] if doc.full[k] == "nmod:poss"]
            if owner:
                yield from _by_own(doc, v, owner[0])
        elif word in _IN_THE and doc.case(v) == "in":
            owner = [k for k in doc.of(v, "nmod", "appos") if doc.case(k) == _IN_THE[word]]
            owner += [k for k in doc.kids[v] if doc.full[k] == "nmod:poss"]
            if owner and _set_off(doc, min(doc.under(v))) and doc.full[owner[0]] == "nmod:poss":
                yield from _by_own(doc, v, owner[0])
            elif owner and _set_off(doc, min(doc.under(v))):
                cue = [t for t in doc.under(v, owner) if doc.upos[t] != "PUNCT"]
                yield from _hung(doc, v, owner[0], cue, set(doc.under(v)))


def _by_own(doc: Doc, v: int, owner: int) -> Iterator[Finding]:
    """As in "by our count", "in her view": the whole phrase is the source, its owner the holder."""
    preposition = [k for k in doc.kids[v] if doc.rel[k] == "case" and k < v]
    whole = set(doc.under(v))
    for f in _hung(doc, v, owner, preposition, whole):
        f.source = doc.phrase(v)
        yield f


def _set_off(doc: Doc, i: int) -> bool:
    s = doc.sent[i]
    before = i - 1
    return doc.upos[i] == "PUNCT" or before < doc.first[s] or doc.upos[before] in ("PUNCT", "CCONJ", "SCONJ")


def _holder_like(doc: Doc, i: int) -> bool:
    return (
        doc.name[i] >= 0
        or is_role(doc, i)
        or doc.lemma[i] in ("police", "official", "ministry", "report", "source", "statement")
    )


def _according(doc: Doc, v: int, cue: list[int]) -> Iterator[Finding]:
    if doc.head[v] >= 0 and doc.rel[v] in ("case", "fixed", "mark"):
        noun = doc.head[v]
    else:
        below = [k for k in doc.kids[v] if doc.rel[k] in ("obl", "nmod", "obj", "xcomp")]
        noun = below[0] if below else nominal_after(doc, cue[-1])
    if noun < v or doc.upos[noun] in ("VERB", "AUX"):
        noun = nominal_after(doc, cue[-1])
    if noun < v:
        return
    whole = set(doc.under(noun)) | {v} | set(doc.under(v))
    yield from _hung(doc, v if doc.head[noun] == v else noun, noun, cue, whole)


def nominal_after(doc: Doc, i: int) -> int:
    """The head of the noun phrase that begins right after a token; -1 where none does."""
    stop = doc.first[doc.sent[i] + 1]
    t = i + 1
    while (t < stop and doc.upos[t] in ("DET", "ADJ", "NUM", "ADV", "PART")) or (
        t < stop and doc.upos[t] == "PUNCT" and t == i + 1
    ):
        t += 1
    if t >= stop or doc.upos[t] not in ("NOUN", "PROPN", "PRON"):
        return -1
    while (
        i < doc.head[t] and doc.rel[t] in ("compound", "amod", "nmod", "flat", "det", "nummod") and doc.head[t] < t + 6
    ):
        if doc.upos[doc.head[t]] not in ("NOUN", "PROPN"):
            break
        t = doc.head[t]
    return t


def _hung(doc: Doc, top: int, noun: int, cue: list[int], own: set[int]) -> Iterator[Finding]:
    """The finding for a phrase hung on a clause: climbs from the phrase to the predicate it qualifies."""
    up = doc.head[top]
    while up >= 0 and doc.rel[up] not in _CLAUSAL and not (doc.rel[up] == "conj" and doc.upos[up] in ("VERB", "AUX")):
        if doc.head[up] < 0:
            break
        up = doc.head[up]
    first = doc.first[doc.sent[top]]
    opens = all(doc.upos[t] == "PUNCT" or t in own or doc.upos[t] in ("CCONJ", "ADV") for t in range(first, min(own)))
    if opens and up >= 0:
        while doc.head[up] >= 0 and doc.rel[up] in ("advcl", "acl", "csubj"):
            up = doc.head[up]
    content = set(doc.under(up)) if up >= 0 else set(doc.sentence(doc.sent[top]))
    if opens and up >= 0 and doc.head[up] >= 0:  # "According to its log it …, and …, he said": the first clause
        for k in doc.of(up, "conj"):
            if doc.of(k, "nsubj") and doc.lows(k, "cc"):
                content -= set(doc.under(k))
    source = [t for t in doc.phrase(noun) if t not in cue and doc.low[t] != "according"]
    content = set(doc.trim(content - own - set(cue)))
    if content and source:
        yield Finding(cue, source, content, noun, rule="according", at=cue[0])


def find_nouns(doc: Doc) -> Iterator[Finding]:
    """As in "X's claim that …", "a statement by X saying", "reports of …", "had no doubt that"."""
    lexicon = cues()
    for n in range(len(doc.start)):
        cue = lexicon.nouns.get(doc.lemma[n]) if doc.upos[n] == "NOUN" else None
        if cue is None or (
            "negated" in cue.takes and not {"no", "little", "any"} & set(doc.lows(n, "det") + doc.lows(n, "amod"))
        ):
            continue
        clause = [
            k for k in doc.kids[n] if k > n and (doc.rel[k] == "ccomp" or (doc.rel[k] == "acl" and _that(doc, k)))
        ]
        content: set[int] = set()
        if clause:
            content = {t for k in clause for t in doc.under(k)}
        elif doc.rel[n] == "nsubj" and doc.head[n] >= 0 and list(doc.of(doc.head[n], "cop")):
            outer = doc.head[n]  # "his fear is that …"
            if _that(doc, outer):
                content = set(doc.under(outer)) - set(doc.under(n)) - set(doc.of(outer, "cop"))
        if not content and cue.act == "intent":
            wanted = [k for k in doc.of(n, "acl") if "to" in doc.lows(k, "mark") and k > n]
            content = {t for k in wanted for t in doc.under(k)}
        holder, source, light = _owner(doc, n)
        if not content and (light >= 0 or holder >= 0):
            about = [k for k in doc.of(n, "nmod") if doc.case(k) in ("of", "about", "over", "for", "on") and k > n]
            if cue.act in ("belief", "intent") or light >= 0:
                content = {t for k in about if k != holder for t in doc.under(k)}
        if not content or (not source and cue.act != "statement"):
            continue
        words = [n]
        if light >= 0:
            words = [light, n]
        content = set(doc.trim(content - set(source) - set(words)))
        if content:
            yield Finding(words, source, content, holder, cue.act, cue.stance, rule="noun", at=n)


def _that(doc: Doc, k: int) -> bool:
    return any(m in ("that", "whether", "if") for m in doc.lows(k, "mark"))


def _owner(doc: Doc, n: int) -> tuple[int, list[int], int]:
    """Whose claim it is: possessor, "by X", or the subject of a light verb that has the noun as its object."""
    for k in doc.kids[n]:
        if doc.full[k] == "nmod:poss":
            tokens = [t for t in doc.phrase(k) if doc.low[t] not in ("'s", "'")]
            return k, tokens, -1
    for k in doc.of(n, "nmod"):
        if doc.case(k) in ("by", "from") or (doc.case(k) == "of" and doc.upos[k] == "PROPN"):
            return k, doc.phrase(k), -1
    up = doc.head[n]
    if up >= 0 and doc.rel[n] in ("obj", "obl") and doc.upos[up] == "VERB" and doc.lemma[up] in _LIGHT:
        holder, source = source_of(doc, up)
        return holder, source, up if doc.rel[n] == "obj" else -1
    return -1, [], -1


def find_adjectives(doc: Doc) -> Iterator[Finding]:
    """As in "X is convinced that …"."""
    lexicon = cues()
    for a in range(len(doc.start)):
        cue = lexicon.adjectives.get(doc.lemma[a]) if doc.upos[a] in ("ADJ", "VERB") else None
        if cue is None or doc.lemma[a] in lexicon.verbs:
            continue
        clause = [k for k in doc.of(a, "ccomp") if k > a]
        holder, _ = subject(doc, a)
        if not clause or holder < 0:
            continue
        content = {t for k in clause for t in doc.under(k)}
        yield Finding([a], doc.phrase(holder), set(doc.trim(content)), holder, cue.act, rule="adjective", at=a)


def find_hearings(doc: Doc) -> Iterator[Finding]:
    """As in "The drugs came by sea, a court heard": what a hearing was told, by somebody who is not named there."""
    for v in range(len(doc.start)):
        told = doc.lemma[v] == "hear" or (doc.lemma[v] == "tell" and is_passive(doc, v))
        if not told or doc.upos[v] != "VERB" or doc.quote[v] >= 0:
            continue
        bench = [k for k in doc.of(v, "nsubj") if doc.lemma[k] in _BENCHES]
        if not bench:
            continue
        cue = sorted({*doc.phrase(bench[0]), *doc.of(v, "aux"), v})
        content = {t for k in doc.of(v, "ccomp") for t in doc.under(k)} - set(cue)
        content = content or set(clause_before(doc, cue))
        if content:
            yield Finding(cue, [], set(doc.trim(content)), rule="hearing", at=v)


def find_crews(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """As in "A Herald reporter at the scene counted six bodies": the clause is what the outlet's own people saw."""
    taken = {f.at for f in findings}
    for v in range(len(doc.start)):
        if doc.upos[v] != "VERB" or v in taken or doc.quote[v] >= 0 or doc.lemma[v] not in _SEEING:
            continue
        holder, source = source_of(doc, v)
        if holder >= 0 and doc.low[holder] in ("i", "we") and doc.rel[v] in ("root", "conj", "parataxis"):
            seen = [k for k in doc.of(v, "obj", "xcomp", "ccomp", "obl") if k > v]
            content = doc.trim(t for k in seen for t in doc.under(k))
            if any(doc.rel[k] == "obj" for k in seen) and len(content) > 1 and not is_negated(doc, v):
                yield Finding([v], source, set(content), holder, rule="crew", at=v)
            continue
        if holder < 0 or not roles().has("crew", doc.lemma[holder]):
            continue
        beside = [k for k in doc.kids[holder] if doc.rel[k] in ("compound", "nmod", "amod")]
        if any(doc.low[k] == "our" or outlet_at(doc, k) for k in beside):
            yield Finding([], source, set(doc.trim(set(doc.under(v)) - set(source))), holder, rule="crew", at=v)
