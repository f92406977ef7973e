"""Verbs of saying, thinking and wanting, with the clause, phrase or quotation that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import Cue, cues
from hearsay.attribute.view import Doc

__all__ = ["find_verbs", "is_passive", "is_relative", "is_verb", "source_of", "subject"]

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PREPOSITIONS = frozenset({"of", "for", "about", "at", "on", "to", "with", "against", "over", "from", "in", "as"})
_FINITE = {
    "say": ("said", "says", "say"),
    "tell": ("told", "tells"),
    "add": ("added", "adds"),
    "write": ("wrote", "writes"),
    "ask": ("asked", "asks"),
    "explain": ("explained", "explains"),
    "continue": ("continued",),
    "conclude": ("concluded",),
    "note": ("noted", "notes"),
    "report": ("reported", "reports"),
    "state": ("stated", "states"),
    "comment": ("commented", "comments"),
    "claim": ("claimed", "claims"),
    "warn": ("warned", "warns"),
    "recall": ("recalled", "recalls"),
}
_SPOKEN = frozenset(_FINITE)
_SHARING = frozenset({"to", "while", "by", "after", "before", "in", "when", "for", "of", "without", "from", "on", "upon"})
_UNKNOWN = Cue(frozenset({"that", "quote"}), "statement", "asserts", 0.5)
_CLIMB = frozenset({"root", "conj", "ccomp", "parataxis", "advcl", "acl", "csubj", "xcomp"})
_AFTER_AS = frozenset({"say", "report", "claim", "tell", "call", "describe", "state"})


def is_verb(doc: Doc, v: int) -> bool:
    """True for a full verb."""
    return doc.upos[v] == "VERB"


def is_passive(doc: Doc, v: int) -> bool:
    """True for a passive verb or a passive participle below a noun."""
    if any(doc.full[k] in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for k in doc.kids[v]):
        return True
    return doc.full[v] == "acl" and doc.low[v].endswith(("ed", "en", "told", "said", "known", "thought", "heard"))


def is_relative(doc: Doc, i: int) -> bool:
    """True for the pronoun of a relative clause."""
    return doc.low[i] in _RELATIVE and doc.upos[i] in ("PRON", "DET", "SCONJ")


def subject(doc: Doc, v: int, depth: int = 0) -> tuple[int, frozenset[int]]:
    """The word that says it, and what of its phrase belongs to the verb instead; (-1, …) where nobody does.

    Looks at the verb's own subject or agent, then at the verb it is joined to, then at the noun it qualifies.
    """
    own = [k for k in doc.kids[v] if doc.full[k] in ("nsubj", "nsubj:outer", "csubj")]
    if own and not is_passive(doc, v):
        before = [k for k in own if k < v]
        bracketed = doc.upos[v - 1] == "PUNCT" and v > 0  # "Reyes, the chairman, said" against "The dam, the ministry said"
        return (before[-1] if before and not bracketed else own[0]), frozenset()
    agent = [k for k in doc.kids[v] if doc.full[k] == "obl:agent"]
    if not agent and is_passive(doc, v):
        agent = [k for k in doc.of(v, "obl") if doc.case(k) == "by" and doc.upos[k] != "NUM"]
    if agent:
        return agent[0], frozenset()
    if is_passive(doc, v) or depth > 4 or doc.head[v] < 0:
        return -1, frozenset()
    up = doc.head[v]
    if doc.lemma[up] in ("quote", "cite") and doc.low[v] in ("saying", "telling"):  # "quoted X as saying"
        for k in doc.kids[up]:
            if doc.full[k] == ("nsubj:pass" if is_passive(doc, up) else "obj") and k not in doc.kids[v]:
                return k, frozenset()
    if doc.rel[v] == "acl" and doc.full[v] != "acl:relcl" and doc.low[v].endswith("ing"):
        return up, frozenset({v})
    if doc.rel[v] == "conj" or (doc.rel[v] in ("xcomp", "advcl") and set(doc.lows(v, "mark")) <= _SHARING):
        if doc.rel[v] == "advcl" and not doc.low[v].endswith("ing"):
            return -1, frozenset()
        if doc.rel[v] == "xcomp":
            raised = [k for k in doc.of(up, "obj", "iobj") if up < k < v]
            if raised and doc.lemma[up] != "promise":
                return raised[0], frozenset()
        if doc.upos[up] not in ("VERB", "AUX", "ADJ", "NOUN"):
            return -1, frozenset()
        passive = [k for k in doc.kids[up] if doc.full[k] == "nsubj:pass"]
        if passive and doc.rel[v] != "conj":
            return passive[0], frozenset()
        found, skip = subject(doc, up, depth + 1)
        if found < 0 and passive:
            return passive[0], frozenset()
        return found, skip
    return -1, frozenset()


def source_of(doc: Doc, v: int) -> tuple[int, list[int]]:
    """The head word of who says it (a relative pronoun stands for its noun) and the tokens of the source."""
    head, skip = subject(doc, v)
    if head < 0:
        return _beside(doc, v)
    if is_relative(doc, head):
        clause = doc.head[head]
        for _ in range(4):
            if clause >= 0 and doc.full[clause] == "acl:relcl":
                return doc.head[clause], [head]
            if clause < 0 or doc.head[clause] < 0:
                break
            clause = doc.head[clause]
        return _noun_before(doc, head), [head]
    if doc.upos[head] not in ("NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X"):
        return -1, []
    citing = {k for k in doc.of(head, "acl") if doc.low[k] in ("citing", "quoting")}
    return head, doc.phrase(head, skip | {v} | citing)


def _beside(doc: Doc, v: int) -> tuple[int, list[int]]:
    """A noun phrase right before or after a finite verb of saying that the tree gave no subject."""
    if doc.lemma[v] not in _SPOKEN or doc.low[v] not in _FINITE.get(doc.lemma[v], ()) or is_passive(doc, v):
        return -1, []
    s = doc.sent[v]
    if doc.rel[v] in ("conj", "xcomp", "amod") and not (v + 1 < doc.first[s + 1] and doc.upos[v + 1] in ("PROPN", "DET")):
        return -1, []
    t = v - 1
    while t > doc.first[s] and doc.upos[t] in ("ADV", "AUX"):
        t -= 1
    if t >= doc.first[s] and doc.upos[t] in ("NOUN", "PROPN", "PRON") and doc.quote[t] < 0:
        top = t
        while doc.head[top] >= 0 and doc.head[top] < v and doc.upos[doc.head[top]] in ("NOUN", "PROPN"):
            top = doc.head[top]
        tokens = [k for k in doc.phrase(top) if k < v]
        return (top, tokens) if tokens and tokens[-1] == t else (t, [t])
    t = v + 1
    if t < doc.first[s + 1] and doc.upos[t] in ("DET", "PROPN", "NOUN", "ADJ") and doc.quote[t] < 0 and v > doc.first[s]:
        if doc.upos[v - 1] != "PUNCT":
            return -1, []
        for k in range(t, min(t + 6, doc.first[s + 1])):
            if doc.upos[k] in ("NOUN", "PROPN") and not (t <= doc.head[k] < t + 8 and doc.upos[doc.head[k]] in ("NOUN", "PROPN")):
                tokens = [x for x in doc.phrase(k) if x > v]
                return k, tokens
    return -1, []


def _noun_before(doc: Doc, i: int) -> int:
    """The nominal that ends right before a token, past a comma; -1 where none does."""
    t = i - 1
    if t >= doc.first[doc.sent[i]] and doc.upos[t] == "PUNCT":
        t -= 1
    if t < doc.first[doc.sent[i]] or doc.upos[t] not in ("NOUN", "PROPN"):
        return -1
    while doc.head[t] >= 0 and doc.head[t] < t and doc.rel[t] in ("flat", "compound", "appos"):
        t = doc.head[t]
    return t


def find_verbs(doc: Doc) -> Iterator[Finding]:
    """One finding per cue verb that has content."""
    lexicon = cues()
    for v in range(len(doc.start)):
        if doc.upos[v] != "VERB" or doc.full[v] in ("amod", "compound", "case", "fixed"):
            continue
        if doc.low[v] == "according" or (doc.rel[v] == "case"):
            continue
        lemma, extra = _with_particle(doc, v, lexicon.particles.get(doc.lemma[v], ()))
        if lemma == "put" and [k for k in doc.of(v, "obj") if doc.low[k] == "it"]:
            lemma, extra = "put_it", doc.of(v, "obj")
        senses = lexicon.verbs.get(lemma, ())
        if not senses:
            if lemma in lexicon.barred:
                continue
            senses = (_UNKNOWN,)
        found = _finding(doc, v, lemma, senses, extra)
        if found is not None:
            yield found


def _with_particle(doc: Doc, v: int, particles: tuple[str, ...]) -> tuple[str, list[int]]:
    for particle in particles:
        parts = particle.split("_")
        for k in doc.kids[v]:
            if (
                doc.low[k] == parts[0]
                and v < k <= v + 4
                and doc.rel[k] in ("compound", "advmod", "case", "obl", "xcomp")
            ):
                return f"{doc.lemma[v]}_{particle}", [k]
        if v + 1 < len(doc.low) and doc.low[v + 1] == parts[0] and doc.sent[v + 1] == doc.sent[v] and len(parts) == 1:
            if doc.upos[v + 1] in ("ADP", "ADV") and doc.rel[v + 1] in ("compound", "advmod", "case"):
                return f"{doc.lemma[v]}_{particle}", [v + 1]
    return doc.lemma[v], []


def _finding(doc: Doc, v: int, lemma: str, senses: tuple[Cue, ...], extra: list[int]) -> Finding | None:
    holder, source = source_of(doc, v)
    passive = is_passive(doc, v)
    content: set[int] = set()
    sense = senses[0]
    cue = [v, *extra]
    if passive:
        senses = tuple(sorted(senses, key=lambda c: "raised" not in c.takes))
    for candidate in senses:
        got, more = _content(doc, v, lemma, candidate, passive, source)
        if got:
            content, sense = got, candidate
            cue += [k for k in more if k not in cue]
            break
    if not content:
        return None
    content -= set(source)
    content -= set(cue)
    if "raised" in sense.takes and not source:
        return Finding(cue, [], content, act="statement", hedge=cue, rule="raised", at=v)
    if not source and not _may_lack_source(doc, v, passive):
        return None
    if not source and doc.rel[v] == "acl" and sense.stance == "asserts":
        return None
    if sense is _UNKNOWN and holder < 0:
        return None
    trimmed = doc.trim(content)
    if not trimmed:
        return None
    return Finding(
        cue,
        source,
        set(trimmed),
        holder,
        sense.act,
        sense.stance,
        rule="verb",
        at=v,
        heard_by=_heard_by(doc, v, passive),
    )


def _may_lack_source(doc: Doc, v: int, passive: bool) -> bool:
    expletive = any(doc.rel[k] == "expl" for k in doc.kids[v])
    return passive or expletive or doc.rel[v] == "root"


def _heard_by(doc: Doc, v: int, passive: bool) -> int:
    if doc.lemma[v] not in ("tell", "inform", "brief", "assure", "remind", "notify", "advise"):
        return -1
    told = doc.of(v, "iobj", "obj")
    if passive:
        told = [k for k in doc.kids[v] if doc.full[k] == "nsubj:pass"]
    return told[0] if told else -1


def _content(doc: Doc, v: int, lemma: str, sense: Cue, passive: bool, source: list[int]) -> tuple[set[int], list[int]]:
    """Content tokens under one sense, and words that join the cue ("call for")."""
    takes = sense.takes
    kids = doc.kids[v]
    if "raised" in takes:
        return (_raised(doc, v), []) if passive else (set(), [])
    complements = [k for k in kids if doc.rel[k] == "ccomp"]
    if "clause" in takes:
        got = _clause(doc, v, complements)
        if got:
            return got, []
    elif "that" in takes:
        got = {t for k in complements if sense is not _UNKNOWN or _marked(doc, k) for t in doc.under(k)}
        if got:
            return got, []
    if "inf" in takes:
        got = {t for k in kids if doc.rel[k] == "xcomp" for t in doc.under(k)}
        if got:
            if "theme" in takes:
                got |= _object(doc, v, passive)
            return got, []
    if "person" in takes:
        wanted = [k for k in kids if doc.rel[k] in ("xcomp", "ccomp") or (doc.rel[k] == "advcl" and _to(doc, k))]
        objects = _object(doc, v, passive)
        if wanted and objects:
            return objects | {t for k in wanted for t in doc.under(k)}, []
    if "theme" in takes:
        got = _themed(doc, v, takes, passive)
        if got:
            return got, []
    below = [k for o in doc.of(v, "obj") for k in doc.of(o, "nmod") if "at" in takes and doc.case(k) == "at"]
    for k in [*kids, *below]:
        if (doc.rel[k] in ("obl", "advcl") or k in below) and k > v:
            preposition = doc.case(k) or next((m for m in doc.lows(k, "mark")), "")
            if preposition in takes and preposition in _PREPOSITIONS and "theme" not in takes:
                join = [c for c in doc.kids[k] if doc.low[c] == preposition and c < k][:1]
                got = set(doc.under(k)) - set(join)
                if preposition == "at":
                    got |= _object(doc, v, passive)
                    if not any(doc.upos[t] == "NUM" or doc.low[t] in ("dozens", "hundreds") for t in doc.under(k)):
                        return set(), []
                return got, join
    if "obj" in takes:
        got = _object(doc, v, passive)
        if got and (source or passive):
            return got, []
    if "quote" in takes:
        return _bare_quote(doc, v, source), []
    return set(), []


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
        got = {t for k in complements for t in doc.under(k)}
        if not any(doc.rel[c] in ("nsubj", "expl", "csubj") for k in complements for c in doc.kids[k]):
            for k in [k for k in doc.of(v, "nsubj") if k < v][:-1]:  # "The dam, the ministry said, was safe"
                got |= set(doc.under(k))
        return got | _fronted(doc, v, complements) | _second_half(doc, v, complements)
    if doc.rel[v] == "parataxis" and doc.head[v] >= 0:
        return _host(doc, v)
    put = lemma_is_put(doc, v)
    if doc.rel[v] == "advcl" and doc.lows(v, "mark")[:1] == ["as"] and doc.head[v] >= 0 and (put or not doc.of(v, "obj")):
        return _host(doc, v)
    beside = [k for k in doc.kids[v] if doc.rel[k] == "parataxis" and not _is_cue(doc, k)]
    return {t for k in beside for t in doc.under(k)} or _fragment(doc, v)


def _fronted(doc: Doc, v: int, complements: list[int]) -> set[int]:
    """ "If the river rises, Holub said, the town …": what stands before the bracketed cue belongs to what stands after."""
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
    """ "said he was tired and would resign": a second predicate in the speaker's future, hung on the cue by mistake."""
    out: set[int] = set()
    for k in doc.of(v, "conj"):
        helpers = {doc.low[a] for a in doc.of(k, "aux")}
        if k > max(complements) > v and not doc.of(k, "nsubj") and helpers & {"would", "could", "might", "should"}:
            out |= set(doc.under(k))
    return out


def _fragment(doc: Doc, v: int) -> set[int]:
    """ "Not me, he said": words without a verb of their own before a closing "he said"."""
    if doc.lemma[v] not in _SPOKEN or doc.rel[v] != "root" or doc.low[v] not in _FINITE[doc.lemma[v]]:
        return set()
    s = doc.sent[v]
    who = [k for k in doc.of(v, "nsubj")]
    edge = min([v, *(t for k in who[-1:] for t in doc.under(k))])
    rest = [t for t in range(max([v, *(t for k in who[-1:] for t in doc.under(k))]) + 1, doc.first[s + 1])]
    if any(doc.upos[t] not in ("PUNCT", "ADP", "DET", "NOUN", "PROPN", "NUM") for t in rest) or doc.word[edge - 1] not in (",", "”", '"'):
        return set()
    return set(range(doc.first[s], edge - 1)) if edge - 1 > doc.first[s] else set()


def lemma_is_put(doc: Doc, v: int) -> bool:
    """True for "as X put it"."""
    return doc.lemma[v] == "put" and any(doc.low[k] == "it" for k in doc.of(v, "obj"))


def _is_cue(doc: Doc, k: int) -> bool:
    return doc.upos[k] == "VERB" and doc.lemma[k] in ("say", "add", "tell") and not doc.of(k, "ccomp")


def _host(doc: Doc, v: int) -> set[int]:
    """The clause that a bracketed "he said" is said of."""
    own = set(doc.under(v))
    top = doc.head[v]
    while doc.rel[top] not in _CLIMB and doc.head[top] >= 0:
        top = doc.head[top]
    return {t for t in doc.under(top) if t not in own}


def _marked(doc: Doc, k: int) -> bool:
    if "that" in doc.lows(k, "mark"):
        return True
    return doc.quote[k] >= 0 and any(doc.quote[t] >= 0 for t in doc.under(k))


def _to(doc: Doc, k: int) -> bool:
    return "to" in doc.lows(k, "mark")


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


def _themed(doc: Doc, v: int, takes: frozenset[str], passive: bool) -> set[int]:
    """The object with its "as", "of", "for" phrase or its predicate: what X is called, accused of, praised for."""
    objects = _object(doc, v, passive)
    more: set[int] = set()
    for k in doc.kids[v]:
        if doc.rel[k] in ("obl", "advcl") and k > v:
            preposition = doc.case(k) or next((m for m in doc.lows(k, "mark")), "")
            if preposition in takes:
                more |= set(doc.under(k))
        elif doc.rel[k] == "xcomp" and k > v:
            more |= set(doc.under(k))
    if more or "obj" in takes:
        return objects | more
    return set()


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
    group = {v, *source, *(k for k in doc.kids[v] if doc.rel[k] in ("aux", "advmod"))}
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
