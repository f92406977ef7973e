"""Who says it: the subject of a verb, however the tree hides it, and the words of the source."""

from __future__ import annotations

from hearsay.attribute.lexicon import cues, finite_forms, listed
from hearsay.attribute.view import Doc

__all__ = ["TELLING", "is_passive", "is_relative", "resumes", "source_of", "subject", "together"]

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_ODD = frozenset({"flat", "compound", "dislocated", "vocative", "dep", "appos", "obj"})
TELLING = frozenset({"tell", "inform", "assure", "remind", "notify", "brief"})  # verbs with a hearer right after
_ASIDES = frozenset({"reached", "speaking", "asked", "contacted", "visiting", "interviewed"})
_TRAILING = frozenset({"telling", "saying", "adding", "insisting", "claiming", "arguing"})
_SHARING = listed("shares_subject")


def is_passive(doc: Doc, v: int) -> bool:
    """True for a passive verb or a passive participle below a noun."""
    if any(doc.full[k] in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for k in doc.kids[v]):
        return True
    if any(doc.rel[k] == "obj" and k > v for k in doc.kids[v]):
        return False
    return doc.full[v] == "acl" and doc.low[v].endswith(("ed", "en", "told", "said", "known", "thought", "heard"))


def is_relative(doc: Doc, i: int) -> bool:
    """True for the pronoun of a relative clause."""
    return doc.low[i] in _RELATIVE and doc.upos[i] in ("PRON", "DET", "SCONJ")


def subject(doc: Doc, v: int, depth: int = 0) -> tuple[int, frozenset[int]]:
    """The word that says it, and what of its phrase belongs to the verb instead; (-1, …) where nobody does.

    Looks at the verb's own subject or agent, then at the verb it is joined to, then at the noun it qualifies.
    """
    own = [k for k in doc.kids[v] if doc.full[k] in ("nsubj", "nsubj:outer", "csubj")]
    own = [
        k for k in own if k < v or not (doc.case(k) or doc.lemma[v] in TELLING)
    ]  # "told Ana Holt", "said on Radio 4"
    if own and not is_passive(doc, v):
        before = [k for k in own if k < v]
        bracketed = (
            doc.upos[v - 1] == "PUNCT" and v > 0
        )  # "Reyes, the chairman, said" against "The dam, the ministry said"
        inverted = [k for k in own if k > v]
        if bracketed and before and inverted:  # "Holub wept, said a woman who was there"
            return inverted[0], frozenset()
        return (before[-1] if before and not bracketed else own[0]), frozenset()
    agent = [k for k in doc.kids[v] if doc.full[k] == "obl:agent"]
    if not agent and is_passive(doc, v):
        near = [*doc.of(v, "obl"), *(k for o in doc.of(v, "obl") if o > v for k in doc.of(o, "nmod"))]
        agent = [k for k in near if doc.case(k) == "by" and doc.upos[k] != "NUM"]
    if agent:
        return agent[0], frozenset()
    if is_passive(doc, v) or depth > 4:
        return -1, frozenset()
    fronted = [a for k in doc.of(v, "obj") if k < v for a in doc.of(k, "appos") if k < a < v]
    if fronted:  # "a charge the ministry rejects"
        return fronted[0], frozenset()
    odd = [
        k
        for k in doc.kids[v]
        if k < v and (doc.rel[k] in _ODD or doc.full[k] == "nmod:desc") and doc.upos[k] in ("PROPN", "NOUN")
    ]
    odd = [k for k in odd if not doc.case(k) and (doc.rel[k] != "obj" or any(o > v for o in doc.of(v, "obj", "ccomp")))]
    if odd and doc.upos[v] == "VERB" and doc.rel[v] not in ("acl", "amod"):
        return odd[-1], frozenset()
    if doc.head[v] < 0:
        return -1, frozenset()
    up = doc.head[v]
    if doc.lemma[up] in ("quote", "cite") and doc.low[v] in ("saying", "telling"):  # "quoted X as saying"
        for k in doc.kids[up]:
            if doc.full[k] == ("nsubj:pass" if is_passive(doc, up) else "obj") and k not in doc.kids[v]:
                return k, frozenset()
    if doc.rel[v] == "acl" and doc.full[v] != "acl:relcl" and not is_passive(doc, v):
        return up, frozenset({v})
    outer = resumes(doc, v)
    if outer >= 0:
        return subject(doc, outer, depth + 1)
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


def resumes(doc: Doc, v: int) -> int:
    """The outer verb of saying whose subject goes on to say more, where the tree hung the second verb too low; -1.

    As in "He denied that his men fired and suggested that …", "She denied that anyone fired, telling reporters …".
    """
    if doc.of(v, "nsubj", "csubj") or not _says(doc, v) or is_passive(doc, v):
        return -1
    up = doc.head[v]
    trailing = doc.rel[v] == "advcl" and doc.low[v] in _TRAILING and doc.word[v - 1] == ","
    joined = doc.rel[v] == "conj" and bool(doc.of(v, "ccomp")) and doc.low[v] in finite_past(doc, v)
    if up < 0 or up > v or not (trailing or joined) or _says(doc, up):
        return -1
    for _ in range(4):
        if doc.rel[up] not in ("ccomp", "acl", "advcl", "xcomp", "obj", "nmod") or doc.head[up] < 0:
            return -1
        up = doc.head[up]
        if _says(doc, up) and doc.of(up, "nsubj") and doc.quote[up] == doc.quote[v]:
            return up
    return -1


def finite_past(doc: Doc, v: int) -> frozenset[str]:
    """Forms of a verb that can stand without a helper: its own where it has none, else nothing."""
    return frozenset() if doc.of(v, "aux", "mark") or doc.low[v] == doc.lemma[v] else frozenset({doc.low[v]})


def _says(doc: Doc, v: int) -> bool:
    return doc.upos[v] == "VERB" and any(
        c.act == "statement" and ("clause" in c.takes or c.stance == "denies")
        for c in cues().verbs.get(doc.lemma[v], ())
    )


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
    phrase = doc.phrase(head, skip | {v} | citing)
    if doc.name[head] >= 0:  # a name that the tree tore apart
        name = doc.names[doc.name[head]]
        phrase = sorted({*phrase, *doc.within(name.start, name.end)})
    source = together(doc, phrase, head)
    far = bool(source) and any(doc.upos[t] not in ("PUNCT", "ADV", "AUX", "PART") for t in range(max(source) + 1, v))
    if far and doc.lemma[v] in finite_forms() and (nearer := _bracketed(doc, v)) is not None:
        return nearer
    if source and head not in source:
        head = next((t for t in source if doc.head[t] not in source and doc.upos[t] in ("NOUN", "PROPN")), source[-1])
    return head, source


def together(doc: Doc, tokens: list[int], head: int) -> list[int]:
    """The run of tokens around the head that no other word interrupts: what a bad tree added elsewhere is left out."""
    if not tokens or head not in tokens:
        return tokens
    low = high = tokens.index(head)
    while low > 0 and all(doc.upos[t] == "PUNCT" for t in range(tokens[low - 1] + 1, tokens[low])):
        low -= 1
    while high + 1 < len(tokens) and all(doc.upos[t] == "PUNCT" for t in range(tokens[high] + 1, tokens[high + 1])):
        high += 1
    run = doc.trim(tokens[low : high + 1])
    colons = [t for t in range(run[0], run[-1]) if doc.word[t] in (":", ";")]
    return [t for t in run if t > colons[-1]] if colons else run


def _beside(doc: Doc, v: int) -> tuple[int, list[int]]:
    """A noun phrase right before or after a finite verb of saying that the tree gave no subject."""
    if (
        doc.lemma[v] not in finite_forms()
        or doc.low[v] not in finite_forms().get(doc.lemma[v], ())
        or is_passive(doc, v)
    ):
        return -1, []
    s = doc.sent[v]
    if doc.rel[v] in ("conj", "xcomp", "amod") and not (
        v + 1 < doc.first[s + 1] and doc.upos[v + 1] in ("PROPN", "DET")
    ):
        return -1, []
    bracketed = _past_clause(doc, v) or _bracketed(doc, v)
    if bracketed:
        return bracketed
    t = v - 1
    while t > doc.first[s] and doc.upos[t] in ("ADV", "AUX"):
        t -= 1
    if t >= doc.first[s] and doc.upos[t] in ("NOUN", "PROPN", "PRON") and doc.quote[t] == doc.quote[v]:
        edge = max((k for k in range(doc.first[s], t) if doc.word[k] == ","), default=doc.first[s] - 1)
        top = t
        while edge < doc.head[top] < v:
            top = doc.head[top]
        tokens = [k for k in doc.phrase(top) if edge < k < v]
        nominal = doc.upos[top] in ("NOUN", "PROPN", "PRON")
        return (top, tokens) if nominal and tokens and tokens[-1] == t else (t, [t])
    t = v + 1
    if (
        t < doc.first[s + 1]
        and (doc.upos[t] in ("DET", "PROPN", "NOUN", "ADJ", "NUM") or doc.full[t] == "nmod:poss")
        and doc.quote[t] < 0
        and v > doc.first[s]
        and doc.lemma[v] != "tell"
    ):
        if doc.upos[v - 1] != "PUNCT":
            return -1, []
        for k in range(t, min(t + 6, doc.first[s + 1])):
            if doc.upos[k] in ("NOUN", "PROPN") and not (
                t <= doc.head[k] < t + 8 and doc.upos[doc.head[k]] in ("NOUN", "PROPN")
            ):
                tokens = [x for x in doc.phrase(k) if x > v]
                return k, tokens
    return -1, []


def _past_clause(doc: Doc, v: int) -> tuple[int, list[int]] | None:
    """As in "…, Dr Vondra, who runs the ward, told reporters": the noun before the bracketed relative clause."""
    if doc.word[v - 1] != ",":
        return None
    for t in range(v - 2, max(doc.first[doc.sent[v]], v - 25), -1):
        if doc.quote[t] >= 0:
            return None
        if doc.low[t] == "who" and doc.word[t - 1] == ",":
            n = doc.name[t - 2]
            if n < 0:
                return None
            inside = doc.within(doc.names[n].start, doc.names[n].end)
            noun = next((k for k in inside if doc.head[k] not in inside), inside[0])
            titled = inside[0] > 0 and doc.name[inside[0] - 1] < 0 and doc.head[inside[0] - 1] in inside
            return noun, list(range(inside[0] - titled, v - 1))
    return None


def _bracketed(doc: Doc, v: int) -> tuple[int, list[int]] | None:
    """As in "…, the operator, Hidro Sul, said": the two short phrases between the last commas before the verb."""
    if doc.word[v - 1] != ",":
        return None
    runs: list[list[int]] = [[]]
    for t in range(v - 2, doc.first[doc.sent[v]] - 1, -1):
        if doc.word[t] == "," or doc.quote[t] >= 0 or doc.word[t] in ("”", '"', ":", ";"):
            if len(runs) == 2 or not runs[-1]:
                break
            runs.append([])
            continue
        runs[-1].insert(0, t)
    if len(runs) < 2 or not runs[1] or doc.upos[runs[1][0]] == "PUNCT" or len(runs[0]) > 8 or len(runs[1]) > 12:
        return None
    words = [*runs[1], *runs[0]]
    aside = bool(runs[0]) and doc.low[runs[0][0]] in _ASIDES  # "the diplomat, reached by telephone, said"
    acting = [t for t in (runs[1] if aside else words) if doc.upos[t] in ("VERB", "AUX") and doc.word[t - 1] != "-"]
    if acting or not (aside or any(doc.name[t] >= 0 for t in words)):
        return None
    inside = set(runs[1])
    tops = [t for t in runs[1] if doc.head[t] not in inside and doc.upos[t] in ("NOUN", "PROPN")]
    if not tops or doc.upos[runs[1][0]] == "ADP":
        return None
    return tops[0], doc.trim(range(runs[1][0], runs[0][-1] + 1))


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
