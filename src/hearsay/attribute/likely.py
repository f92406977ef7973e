"""What the reader takes for a cue and no rule does: proposals by the tree alone, for the ranker to weigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearsay.attribute.contents import content_of
from hearsay.attribute.finding import Finding
from hearsay.attribute.holders import is_first_person
from hearsay.attribute.lexicon import Act, Cue, cues
from hearsay.attribute.stance import is_negated
from hearsay.attribute.subjects import is_passive, source_of
from hearsay.attribute.view import Doc

__all__ = ["find_likely"]

_WH = frozenset({"who", "what", "where", "when", "why", "how", "which", "whose"})
_LEAST = 0.15  # chance of a cue that is worth a proposal
_WAYS: tuple[tuple[str, frozenset[str], Act], ...] = (  # how a content may hang on a verb, and what the act then is
    ("clause", frozenset({"clause", "quote"}), "statement"),
    ("inf", frozenset({"inf"}), "intent"),
    ("person", frozenset({"person"}), "intent"),
    ("obj", frozenset({"obj"}), "statement"),
    ("phrase", frozenset({"of", "for", "about", "on", "to", "in", "from", "with", "as"}), "statement"),
)


def find_likely(doc: Doc, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Proposals with rule ``likely`` for words in no finding's cue, one for each way their content may hang."""
    taken = {t for f in findings for t in (*f.cue, *f.hedge, *f.source, f.at)}
    for v, chance in enumerate(doc.cue):
        known = doc.upos[v] == "NOUN" and doc.lemma[v] in cues().nouns
        if (chance < _LEAST and not known) or v in taken:
            continue
        if doc.upos[v] == "VERB" and doc.rel[v] not in ("amod", "compound", "case"):
            found = _of_verb(doc, v)
        elif doc.upos[v] == "NOUN":
            found = _of_noun(doc, v)
        else:
            continue
        yield from (f for f in found if not is_first_person(doc, f) and not _is_nobody(doc, f))


def _of_verb(doc: Doc, v: int) -> Iterator[Finding]:
    holder, source = source_of(doc, v)
    passive = is_passive(doc, v)
    senses = cues().verbs.get(doc.lemma[v], ())
    stance = senses[0].stance if senses else "asserts"
    known = senses[0].act if senses else None
    if known == "belief" and any(doc.low[min(doc.under(k))] in _WH for k in doc.of(v, "ccomp")):
        return  # "he understands why they left" tells no belief of his
    if is_negated(doc, v) and stance == "denies":
        return
    seen: list[set[int]] = []
    for name, takes, act in _WAYS:
        content, more = content_of(doc, v, doc.lemma[v], Cue(takes, act, stance, 0.5), passive, source)
        content = set(doc.trim(content - {v, *source, *more}))
        if content and content not in seen:
            seen.append(content)
            cue = [v, *(k for k in more if k != v)]
            yield Finding(cue, source, content, holder, known or act, stance, rule="likely", sense=name, at=v)


def _of_noun(doc: Doc, n: int) -> Iterator[Finding]:
    owner = [k for k in doc.kids[n] if doc.full[k] == "nmod:poss"]
    owner += [k for k in doc.of(n, "nmod") if doc.case(k) in ("by", "from", "of")]
    clauses = [k for k in doc.of(n, "ccomp", "acl") if k > n]
    clauses = [k for k in clauses if doc.rel[k] == "ccomp" or "that" in doc.lows(k, "mark")]
    about = [k for k in doc.of(n, "nmod") if k > n and doc.case(k) in ("of", "about", "on", "for")]
    about = [k for k in about if k not in owner[:1]]
    holder = owner[0] if owner else -1
    source = [t for t in doc.phrase(holder) if doc.low[t] not in ("'s", "'")] if owner else []
    outer = doc.head[n]  # "my guess is that …", "the official figure is two"
    equal = doc.rel[n] == "nsubj" and outer > n and bool(doc.of(outer, "cop"))
    is_so = set(doc.under(outer, [n])) - set(doc.of(outer, "cop")) if equal else set()
    for name, below in (("clause", clauses), ("phrase", about)):
        content = set(doc.trim({t for k in below for t in doc.under(k)} - {n, *source}))
        if content:
            yield Finding([n], source, content, holder, rule="likely", sense=f"noun_{name}", at=n)
    if content := set(doc.trim(is_so - set(source))):
        yield Finding([n, *doc.of(outer, "cop")], source, content, holder, rule="likely", sense="noun_is", at=n)


def _is_nobody(doc: Doc, f: Finding) -> bool:
    return any(doc.low[t] in ("nobody", "no", "none", "neither") for t in f.source[:1])
