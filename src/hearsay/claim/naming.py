"""Contents that are a thing, not a clause: "denied involvement in the raid", "confirmed the attack"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.claim.chain import Chains
from hearsay.claim.declines import nearest_claim
from hearsay.claim.draft import Draft
from hearsay.claim.predicate import nominal_verb
from hearsay.claim.said import SPOKEN, Said
from hearsay.claim.slots import Slots, content_words, said_when
from hearsay.claim.tree import Tree
from hearsay.claim.words import load_words
from hearsay.types import Argument, Attribution, Modality, Name, Span, Stance, Time

__all__ = ["make_named", "name_content"]

PLANS = frozenset({"plan", "plot", "scheme", "proposal", "intention", "bid"})


def make_named(
    tree: Tree,
    sentence: Span,
    said: Said,
    chains: Chains,
    before: Sequence[Draft],
    names: Sequence[Name],
    times: Sequence[Time],
) -> list[Draft]:
    """The named contents of a sentence that no clause has given yet."""
    out: list[Draft] = []
    here = [d for d in before[-200:] if d.sentence == sentence]  # a sentence gives its drafts one after another
    for index in said.contents:
        attribution = said.attributions[index]
        spans = [s for s in attribution.content if s.start >= sentence.start and s.end <= sentence.end]
        if not spans or any(d.span.start < s.end and s.start < d.span.end for s in spans for d in [*here, *out]):
            continue
        draft = name_content(tree, sentence, index, chains, before, names, times)
        if draft is not None:
            out.append(draft)
    return out


def name_content(
    tree: Tree,
    sentence: Span,
    index: int,
    chains: Chains,
    before: Sequence[Draft],
    names: Sequence[Name],
    times: Sequence[Time],
) -> Draft | None:
    """The mention of one attribution whose content names a thing; None where the thing is no act or event."""
    words = load_words()
    attribution = chains.attributions[index]
    cue = [t for s in attribution.cue for t in tree.tokens_in(s.start, s.end)]
    if attribution.about == "wish" or attribution.form not in SPOKEN:
        return None
    if not any(tree.lemmas[t] in words.group("naming", "cues") for t in cue):
        return None
    tokens = [t for s in attribution.content for t in tree.tokens_in(s.start, s.end) if tree.upos[t] != "PUNCT"]
    if not tokens:
        return None
    inside = set(tokens)
    top = next((t for t in tokens if tree.head(t) not in inside), tokens[0])
    chain = chains.through(index, tree.span([top]), sentence)
    source = [t for s in attribution.source for t in tree.tokens_in(s.start, s.end)]
    whole = _trim(tree, [*cue, *source, *tokens])
    if tree.lemmas[top] in words.group("naming", "pointing") or tree.upos[top] == "PRON":
        inner = _under(tree, top, tokens)
        if inner is None:
            about = nearest_claim(before, attribution.hop)
            if about is None or chain.stance not in ("denies", "confirms", "doubts"):
                return None
            return replace(about, span=whole, sentence=sentence, chain=chain, hedge=None)
        top = inner
    acted = _acted(tree, top)
    if tree.upos[acted] not in ("NOUN", "VERB") or not _eventful(tree, acted, top, chain.stance):
        return None
    modality: Modality = "planned" if tree.lemmas[top] in PLANS else "happened"
    if any(tree.words[k] in words.group("aborted", "adjectives") for k in tree.some(top, "amod")):
        modality = "aborted"
    if acted == top and tree.lemmas[top] in PLANS | {"attempt"}:
        acted = next((k for k in tree.some(top, "compound") if tree.upos[k] == "NOUN"), acted)
    return Draft(
        span=whole,
        sentence=sentence,
        kind="event" if modality == "happened" else "plan",
        chain=chain,
        polarity="affirmed",
        modality=modality,
        predicate=tree.lemmas[acted] if tree.upos[acted] == "VERB" else nominal_verb(tree.lemmas[acted]),
        slots=_slots(tree, tokens, acted, attribution, names, times),
        terms=content_words(tree, tokens),
        hedge=tree.text[chain.hedge.start : chain.hedge.end] if chain.hedge else None,
    )


def _under(tree: Tree, top: int, tokens: Sequence[int]) -> int | None:
    """What a pointing noun holds itself: "reports of an attack"."""
    for token in tokens:
        below = tree.head(token) == top and tree.bases[token] in ("nmod", "acl")
        if token != top and below and tree.upos[token] in ("NOUN", "VERB"):
            return token
    return None


def _acted(tree: Tree, top: int) -> int:
    infinitive = next((k for k in tree.some(top, "acl", "xcomp") if tree.has(k, "mark", ("to",))), None)
    if infinitive is not None:
        return infinitive
    if tree.lemmas[top] in load_words().group("naming", "empty"):
        return next((k for k in tree.some(top, "nmod", "acl", "obl") if tree.upos[k] in ("NOUN", "VERB")), top)
    return top


def _eventful(tree: Tree, acted: int, top: int, stance: Stance) -> bool:
    words = load_words()
    lemma = tree.lemmas[acted]
    return (
        tree.upos[acted] == "VERB"
        or stance in ("denies", "doubts")
        or lemma in words.mapping("predicates", "nominal")
        or lemma in words.group("predicates", "plan_nouns")
        or lemma in words.named
        or tree.lemmas[top] in words.group("naming", "empty")
        or lemma.endswith(("tion", "sion", "ment", "ing", "ance"))
    )


def _slots(
    tree: Tree,
    tokens: Sequence[int],
    acted: int,
    attribution: Attribution,
    names: Sequence[Name],
    times: Sequence[Time],
) -> Slots:
    """Arguments of a named act; who denies or admits it is taken to be its actor."""
    span = tree.span(tokens)
    inside = [n for n in names if span.start <= n.start < span.end]
    arguments = []
    for token in tokens:
        nominal = tree.bases[token] in ("nmod", "obj", "nmod:poss") and tree.upos[token] in ("NOUN", "PROPN")
        if token == acted or not nominal:
            continue
        run = [t for t in tree.subtree(token) if t in tokens and tree.bases[t] not in ("case", "punct")]
        where = tree.span(run or [token])
        entity = next((n.entity for n in inside if where.start <= n.start < where.end), None)
        arguments.append(Argument("other", where.start, where.end, tree.lemmas[token], entity))
    actors = [n.entity for n in inside if n.kind in ("person", "organisation")]
    hop = attribution.hop
    if attribution.stance in ("denies", "confirms") and hop is not None and (hop.body or hop.name):
        actors.insert(0, hop.body or hop.name or "")
    when = next((said_when(tree, t) for t in times if span.start <= t.start < span.end), None)
    return Slots(tuple(arguments), tuple(dict.fromkeys(actors)), when, None)


def _trim(tree: Tree, tokens: Sequence[int]) -> Span:
    run = tree.span(tokens)
    kept = [t for t in tree.tokens_in(run.start, run.end) if tree.upos[t] != "PUNCT"]
    return tree.span(kept) if kept else run
