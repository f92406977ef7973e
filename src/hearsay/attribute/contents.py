"""What is said: the clause, phrase or quotation that hangs on a verb of saying, thinking or wanting."""

from __future__ import annotations

from hearsay.attribute.lexicon import Cue, cues, finite_forms, listed
from hearsay.attribute.subjects import is_relative
from hearsay.attribute.view import Doc

__all__ = ["UNKNOWN", "content_of", "pointer"]

UNKNOWN = Cue(frozenset({"that", "quote"}), "statement", "asserts", 0.5)  # a verb the lexicon does not know
_FIGURING = listed("figuring")
_FIGURES = listed("figures")
_DOZENS = frozenset({"dozens", "hundreds", "thousands", "scores"})
_ADMITTED = listed("admitted")
_REFUSED = listed("refused")
_POINTERS = listed("pointers")
_TAKING_BACK = frozenset({"withdraw", "retract"})
_SAID = listed("taken_back")
_ACCOUNTS = listed("accounts")
_WH = frozenset({"who", "what", "where", "why", "how", "which", "whose"})
_NAMING = frozenset({"call", "label", "brand", "dub", "term", "describe"})
_PREPOSITIONS = frozenset({"of", "for", "about", "at", "on", "to", "with", "against", "over", "from", "in", "as"})
_CLIMB = frozenset({"root", "conj", "ccomp", "parataxis", "advcl", "acl", "csubj", "xcomp"})


def content_of(
    doc: Doc, v: int, lemma: str, sense: Cue, passive: bool, source: list[int]
) -> tuple[set[int], list[int]]:
    """Content tokens under one sense, and words that join the cue ("call for")."""
    takes = sense.takes
    kids = doc.kids[v]
    if "raised" in takes:
        return (_raised(doc, v), []) if passive else (set(), [])
    if "obj" in takes and not passive and (back := pointer(doc, v)) >= 0:
        return {back}, []
    complements = [k for k in kids if doc.rel[k] == "ccomp"]
    if "clause" in takes:
        got = _clause(doc, v, complements)
        if got:
            return got, []
    elif "that" in takes:
        able = [k for k in complements if not (sense.act == "belief" and doc.low[doc.under(k)[0]] in _WH)]
        got = {t for k in able if sense is not UNKNOWN or _marked(doc, k) for t in doc.under(k)}
        if got:
            return got, []
    if "inf" in takes:
        got = {t for k in kids if doc.rel[k] == "xcomp" for t in doc.under(k)}
        if got:
            if "theme" in takes:
                got |= _object(doc, v, passive)
            return got, []
    if "person" in takes:
        wanted = [
            k
            for k in kids
            if doc.rel[k] in ("xcomp", "ccomp") or (doc.rel[k] == "advcl" and "to" in doc.lows(k, "mark"))
        ]
        objects = _object(doc, v, passive)
        if wanted and objects:
            return objects | {t for k in wanted for t in doc.under(k)}, []
    if "theme" in takes:
        got = _with_words(doc, v, _themed(doc, v, takes, passive) or _called(doc, v, lemma))
        if got:
            return got, []
    if "tally" in takes and not passive and doc.quote[v] < 0:
        got = _tallied(doc, v)
        if got:
            return got, []
    below = [k for o in doc.of(v, "obj") for k in doc.under(o) if "at" in takes and doc.case(k) == "at"]
    for k in [*kids, *below]:
        if (doc.rel[k] in ("obl", "advcl") or k in below) and k > v:
            preposition = doc.case(k) or next((m for m in doc.lows(k, "mark")), "")
            if preposition in takes and preposition in _PREPOSITIONS and "theme" not in takes:
                join = [c for c in doc.kids[k] if doc.low[c] == preposition and c < k][:1]
                got = set(doc.under(k)) - set(join)
                last = max(got, default=-1)
                if last >= 0 and doc.upos[last] == "ADP" and doc.rel[last] == "case":
                    got.discard(last)
                if lemma in _FIGURING:
                    got |= _object(doc, v, passive)
                    figure = preposition == "at" or lemma == "give" or any(doc.lemma[o] in _FIGURES for o in got)
                    if not figure or not any(doc.upos[t] == "NUM" or doc.low[t] in _DOZENS for t in doc.under(k)):
                        continue
                    return got | (set(join) if got and join and min(got) < join[0] else set()), []
                return got, join
    if "obj" in takes:
        if sense.stance == "denies" and any(doc.lemma[k] in _REFUSED for k in doc.of(v, "obj", "iobj")):
            return set(), []
        named = doc.of(v, "nsubj" if passive else "obj")
        if lemma == "admit" and any(doc.lemma[k] in _ADMITTED or doc.upos[k] == "NUM" for k in named):
            return set(), []
        if lemma in _TAKING_BACK and not any(doc.lemma[k] in _SAID or doc.lemma[k] in cues().documents for k in named):
            return set(), []
        if lemma == "name" and any(doc.upos[k] == "PRON" for k in named):
            return set(), []
        got = _object(doc, v, passive) or _qualified(doc, v, passive, source)
        if got and (source or passive):
            return (got if passive or min(got) < v else _followed(doc, v, got)), []
    if "by" in takes and passive and source:
        named = doc.of(v, "nsubj")
        got = _object(doc, v, True) or _qualified(doc, v, passive, source)
        told = any(doc.lemma[k] in _ACCOUNTS for k in named) or any(doc.lemma[t] in _ACCOUNTS for t in got)
        if told:
            return got, []
    if "quote" in takes:
        return _bare_quote(doc, v, source), []
    return set(), []


def pointer(doc: Doc, v: int) -> int:
    """The fronted object of "…, which the rebels deny" and "…, a charge the ministry rejects"; -1 where none."""
    for k in doc.of(v, "obj"):
        if k < v and (is_relative(doc, k) or doc.lemma[k] in _POINTERS):
            return k
    fronted = [k for k in doc.of(v, "nsubj") if k < v][:-1]  # the tree may take both nouns for subjects
    if fronted and doc.lemma[fronted[-1]] in _POINTERS:
        return fronted[-1]
    up = doc.head[v]
    if doc.full[v] == "acl:relcl" and doc.lemma[up] in _POINTERS and up < v and not doc.of(v, "ccomp", "obj", "xcomp"):
        return up
    return -1


def _clause(doc: Doc, v: int, complements: list[int]) -> set[int]:
    """The clause that is said: below the verb, around it, or cut in two by it."""
    pronoun = [k for k in doc.of(v, "nsubj", "obj") if is_relative(doc, k) and k < v]
    if pronoun and len(doc.of(v, "nsubj")) > 1:  # "a law that critics say will hurt voters"
        below = complements or [k for k in doc.kids[v] if k > v and doc.upos[k] in ("VERB", "ADJ", "NOUN")]
        return {pronoun[0]}.union(*(doc.under(k) for k in below)) if below else set()
    if complements:
        before = [k for k in complements if k < v]
        if len(before) > 1 and doc.lows(before[-1], "cc") == []:
            complements = [before[-1], *(k for k in complements if k > v)]
        got = {t for k in complements for t in doc.under(k) if k > v or t < v or _set_off(doc, v, t)}
        if not any(doc.rel[c] in ("nsubj", "expl", "csubj") for k in complements for c in doc.kids[k]):
            inverted = any(k > v for k in doc.of(v, "nsubj")) and doc.upos[v - 1] == "PUNCT"
            fronts = [k for k in doc.of(v, "nsubj") if k < v]
            for k in fronts if inverted else fronts[:-1]:  # "The dam, the ministry said, was safe"
                got |= set(doc.under(k))
        return got | _fronted(doc, v, complements) | _second_half(doc, v, complements)
    figures = [
        k for k in doc.kids[v] if k > v and doc.upos[k] == "NUM" and doc.rel[k] in ("obj", "ccomp", "xcomp", "obl")
    ]
    if figures and doc.case(figures[0]) == "":
        return set(doc.under(figures[0]))
    held = [k for it in doc.of(v, "obj", "expl") if doc.low[it] == "it" for k in doc.of(it, "acl", "ccomp")]
    if held and doc.lemma[v] == "have":
        return set(doc.under(held[0]))
    inverted = doc.rel[v] == "advcl" and doc.low[v] in finite_forms().get(doc.lemma[v], ()) and not doc.lows(v, "mark")
    inverted = inverted and doc.word[v - 1] == "," and any(k > v for k in doc.of(v, "nsubj"))
    if (inverted or doc.rel[v] == "parataxis") and doc.head[v] >= 0:
        return _host(doc, v)
    if _opens_with(doc, v):
        return _host(doc, v, min(v, doc.head[v]))
    put = _put_it(doc, v)
    if (
        doc.rel[v] == "advcl"
        and doc.lows(v, "mark")[:1] == ["as"]
        and doc.head[v] >= 0
        and (put or not doc.of(v, "obj"))
    ):
        return _host(doc, v)
    beside = [k for k in doc.kids[v] if doc.rel[k] == "parataxis" and not _is_cue(doc, k)]
    return {t for k in beside for t in doc.under(k)} or _fragment(doc, v)


def _set_off(doc: Doc, v: int, t: int) -> bool:
    """Whether a mark parts the cue from what follows: "nine died, he said, in the fire", not "he said in the yard"."""
    return any(doc.upos[k] == "PUNCT" for k in range(v + 1, t + 1))


def _fronted(doc: Doc, v: int, complements: list[int]) -> set[int]:
    """As in "If the river rises, Holub said, the town …": what stands before the bracketed cue is content too."""
    first = min(complements)
    after = v + 1
    if first < v or after >= len(doc.word) or doc.word[after] != "," or "that" in doc.lows(first, "mark"):
        return set()
    who = [k for k in doc.of(v, "nsubj") if k < v]
    edge = min([t for k in who for t in doc.under(k)], default=v)
    led = [k for k in doc.kids[v] if k < edge and doc.rel[k] in ("advcl", "obl", "advmod", "cc")]
    if not led or doc.word[edge - 1] != ",":
        return set()
    return {t for k in led if doc.rel[k] != "cc" for t in doc.under(k)}


def _second_half(doc: Doc, v: int, complements: list[int]) -> set[int]:
    """As in "said he was tired and would resign": a second predicate that the tree hung on the cue by mistake."""
    out: set[int] = set()
    for k in doc.of(v, "conj"):
        helpers = {doc.low[a] for a in doc.of(k, "aux")}
        later = not doc.of(k, "nsubj") and bool(helpers & {"would", "could", "might", "should"})
        if k > max(complements) > v and (later or "that" in doc.lows(k, "mark")):
            out |= set(doc.under(k))
    return out


def _fragment(doc: Doc, v: int) -> set[int]:
    """As in "Not me, he said": words without a verb of their own before a closing "he said"."""
    if doc.lemma[v] not in finite_forms() or doc.rel[v] != "root" or doc.low[v] not in finite_forms()[doc.lemma[v]]:
        return set()
    s = doc.sent[v]
    who = list(doc.of(v, "nsubj"))
    edge = min([v, *(t for k in who[-1:] for t in doc.under(k))])
    rest = list(range(max([v, *(t for k in who[-1:] for t in doc.under(k))]) + 1, doc.first[s + 1]))
    if any(doc.upos[t] not in ("PUNCT", "ADP", "DET", "NOUN", "PROPN", "NUM") for t in rest) or doc.word[
        edge - 1
    ] not in (",", "”", '"'):
        return set()
    return set(range(doc.first[s], edge - 1)) if edge - 1 > doc.first[s] else set()


def _put_it(doc: Doc, v: int) -> bool:
    """True for "as X put it"."""
    return doc.lemma[v] in ("put", "have") and any(doc.low[k] == "it" for k in doc.of(v, "obj"))


def _is_cue(doc: Doc, k: int) -> bool:
    return doc.upos[k] == "VERB" and doc.lemma[k] in ("say", "add", "tell") and not doc.of(k, "ccomp")


def _opens_with(doc: Doc, v: int) -> bool:
    """Whether a sentence opens with word of who told it: "In a rare moment of candour, conveyed by an aide, …"."""
    if doc.full[v] != "acl" or not _agent(doc, v):
        return False
    led = [k for k in doc.of(v, "obl") if k < v and doc.case(k) == "in"]
    up = doc.head[v]
    led += [up] if 0 <= up < v < doc.head[up] and doc.rel[up] == "obl" and doc.case(up) == "in" else []
    return bool(led) and all(doc.upos[t] != "VERB" for t in range(doc.first[doc.sent[v]], v))


def _agent(doc: Doc, v: int) -> bool:
    return any(doc.case(t) == "by" for t in doc.under(v) if t > v)


def _host(doc: Doc, v: int, without: int = -1) -> set[int]:
    """The clause that a bracketed "he said" is said of; ``without`` is the top of what leads in to it."""
    own = set(doc.under(v if without < 0 else without))
    top = doc.head[v]
    while doc.rel[top] not in _CLIMB and doc.head[top] >= 0:
        top = doc.head[top]
    return {t for t in doc.under(top) if t not in own}


def _marked(doc: Doc, k: int) -> bool:
    if "that" in doc.lows(k, "mark"):
        return True
    return doc.quote[k] >= 0 and any(doc.quote[t] >= 0 for t in doc.under(k))


def _object(doc: Doc, v: int, passive: bool) -> set[int]:
    relation = ("nsubj:pass",) if passive else ("obj",)
    got = [k for k in doc.kids[v] if doc.full[k] in relation]
    if not got and not passive:
        got = [k for k in doc.kids[v] if doc.rel[k] == "iobj"]
    out: set[int] = set()
    for k in got:
        if doc.low[k] in ("himself", "herself", "themselves", "itself") or is_relative(doc, k):
            continue
        out |= set(doc.under(k))
    return out


def _qualified(doc: Doc, v: int, passive: bool, source: list[int]) -> set[int]:
    """As in "the toll claimed by the mayor", "a figure that was given by him": what the participle tells of."""
    up = doc.head[v]
    if not passive or not source or doc.full[v] not in ("acl", "acl:relcl") or up < 0 or up > v or doc.quote[v] >= 0:
        return set()
    return {t for t in doc.phrase(up, [v]) if t < v}


def _themed(doc: Doc, v: int, takes: frozenset[str], passive: bool) -> set[int]:
    """The object with its "as", "of", "for" phrase or its predicate: what X is called, accused of, praised for."""
    objects = _object(doc, v, passive)
    more: set[int] = set()
    for k in doc.kids[v]:
        if doc.rel[k] in ("obl", "advcl", "ccomp") and k > v:
            preposition = doc.case(k) or next((m for m in doc.lows(k, "mark")), "")
            if preposition in takes:
                more |= set(doc.under(k))
        elif doc.rel[k] == "xcomp" and k > v:
            more |= set(doc.under(k))
    inner = any(doc.low[t] in takes and doc.rel[t] in ("mark", "case") for t in objects)
    if more or inner or "obj" in takes:
        return objects | more
    return set()


def _called(doc: Doc, v: int, lemma: str) -> set[int]:
    """The object of a verb of naming where the tree shows no predicate: what it is called stands in quotation marks."""
    if lemma not in _NAMING:
        return set()
    got = _object(doc, v, False)
    after = max(got, default=-1) + 1
    quoted = [t for t in doc.sentence(doc.sent[v]) if t >= after and doc.quote[t] >= 0]
    near = bool(quoted) and all(doc.upos[t] == "PUNCT" for t in range(after, quoted[0]))
    return got if got and (near or any(doc.quote[t] >= 0 for t in got)) else set()


def _with_words(doc: Doc, v: int, got: set[int]) -> set[int]:
    """With the quotation that begins right after: "called the report “a fairy tale for adults”"."""
    if not got or doc.quote[v] >= 0:
        return got
    after = max(got) + 1
    stop = doc.first[doc.sent[v] + 1]
    while after < stop and (doc.upos[after] == "PUNCT" or doc.low[after] == "as") and doc.quote[after] < 0:
        after += 1
    if after >= stop or doc.quote[after] < 0 or after - max(got) > 3 or doc.word[after - 1] == ",":
        return got
    return got | {
        t
        for t in range(max(got) + 1, stop)
        if doc.quote[t] in (doc.quote[after], -1) and t <= doc.quoted[doc.quote[after]][-1]
    }


def _tallied(doc: Doc, v: int) -> set[int]:
    """As in "counted nine bodies in the yard", "lists 31 roads": an object with a number, and what follows it."""
    objects = [k for k in doc.of(v, "obj") if k > v]
    got = {t for k in objects for t in doc.under(k)}
    account = doc.lemma[v] == "give" and any(doc.lemma[k] in _ACCOUNTS for k in objects)
    counted = doc.lemma[v] != "give" and any(doc.upos[t] == "NUM" or doc.low[t] in _DOZENS for t in got)
    if not (account or counted):
        return set()
    return _followed(doc, v, got)


def _followed(doc: Doc, v: int, got: set[int]) -> set[int]:
    """With the phrases of place and time that follow an object without a comma."""
    for k in sorted(doc.of(v, "obl", "advmod")):
        below = doc.under(k)
        if below and below[0] == max(got) + 1:
            got = got | set(below)
    return got


def _raised(doc: Doc, v: int) -> set[int]:
    wanted = [k for k in doc.kids[v] if doc.rel[k] in ("xcomp", "ccomp", "csubj")]
    if not wanted:
        return set()
    got = {t for k in wanted for t in doc.under(k)}
    for k in doc.kids[v]:
        if doc.full[k] in ("nsubj:pass", "nsubj") and not is_relative(doc, k):
            got |= set(doc.under(k))
        elif is_relative(doc, k) and doc.full[k] in ("nsubj:pass", "nsubj"):
            got.add(k)
    return got


def _bare_quote(doc: Doc, v: int, source: list[int]) -> set[int]:
    """A quotation of the sentence that stands right beside the cue and its source, joined by comma or colon."""
    if doc.quote[v] >= 0:
        return set()
    group = {v, *source, *(k for k in doc.kids[v] if doc.rel[k] in ("aux", "advmod", "iobj"))}
    inside = [t for t in doc.sentence(doc.sent[v]) if doc.quote[t] >= 0]
    if not inside or any(doc.quote[t] >= 0 for t in source):
        return set()
    low, high = min(group), max(group)
    out: set[int] = set()
    before = [t for t in inside if t < low]
    after = [t for t in inside if t > high]
    if before and _joined(doc, max(before), low):
        out |= {t for t in before if doc.quote[t] == doc.quote[max(before)]}
    if after and _joined(doc, high, min(after)):
        out |= {t for t in after if doc.quote[t] == doc.quote[min(after)]}
    return out


def _joined(doc: Doc, a: int, b: int) -> bool:
    between = doc.text[doc.end[a] : doc.start[b]]
    inner = [t for t in range(a + 1, b) if doc.upos[t] != "PUNCT"]
    marks = doc.text[max(0, doc.end[a] - 1) : doc.start[b]]
    return len(inner) == 0 and bool(between.strip()) and any(c in marks for c in ",:?!—–.…")
