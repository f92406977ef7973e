"""What acts of saying add: which words frame others' content, denials of a thing named, refusals to comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearsay.claim.chain import Chains
from hearsay.claim.draft import Draft
from hearsay.claim.predicate import nominal_verb
from hearsay.claim.slots import Slots, content_words
from hearsay.claim.tree import Tree
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Argument, Attribution, Hop, Modality, Name, Span, Time

__all__ = ["Said", "find_said", "make_declines", "make_nominals"]

SPOKEN = frozenset({"direct", "mixed", "indirect", "reported"})
POINTING = frozenset(
    {
        "allegation",
        "accusation",
        "claim",
        "report",
        "charge",
        "rumour",
        "rumor",
        "suggestion",
        "it",
        "this",
        "that",
        "them",
    }
    | {
        "assertion",
        "account",
        "version",
        "story",
        "criticism",
        "wrongdoing",
        "these",
        "those",
        "figure",
        "all",
        "so",
        "everything",
    }
)
NAMING = frozenset(
    {
        "confirm",
        "acknowledge",
        "admit",
        "deny",
        "reject",
        "dispute",
        "refute",
        "concede",
        "report",
        "announce",
        "claim",
        "allege",
    }
    | {
        "dismiss",
        "question",
        "doubt",
        "challenge",
        "rebut",
        "contradict",
        "rule",
        "brush",
        "wave",
        "discount",
        "verify",
        "disclose",
    }
    | {
        "reveal",
        "describe",
        "recount",
        "disclaim",
        "repudiate",
        "denial",
        "confirmation",
        "admission",
        "acknowledgement",
    }
)
EMPTY = frozenset(
    {
        "involvement",
        "responsibility",
        "role",
        "part",
        "link",
        "knowledge",
        "existence",
        "possibility",
        "presence",
        "use",
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """The attributions of one sentence as tokens.

    ``frames``: cue tokens whose content speaks for itself; ``cues``: all cue tokens; ``outside``: tokens of sources and
    cues, no part of any content's words; ``by_cue``: cue token → attribution; ``contents``: those with content here.
    """

    frames: frozenset[int]
    cues: frozenset[int]
    outside: frozenset[int]
    by_cue: dict[int, int]
    contents: tuple[int, ...]
    declining: tuple[int, ...]
    attributions: Sequence[Attribution]


def find_said(tree: Tree, attributions: Sequence[Attribution]) -> Said:
    """Which attributions touch the sentence, and by which tokens."""
    start, end = tree.sentence.start, tree.sentence.end
    frames: set[int] = set()
    cues: set[int] = set()
    outside: set[int] = set()
    by_cue: dict[int, int] = {}
    contents: list[int] = []
    declining: list[int] = []
    for index, attribution in enumerate(attributions):
        cue = [t for s in attribution.cue if s.start < end and s.end > start for t in tree.tokens_in(s.start, s.end)]
        source = [
            t for s in attribution.source if s.start < end and s.end > start for t in tree.tokens_in(s.start, s.end)
        ]
        content = [
            t for s in attribution.content if s.start < end and s.end > start for t in tree.tokens_in(s.start, s.end)
        ]
        if attribution.stance == "declines":
            if cue:
                declining.append(index)
            continue
        if content:
            contents.append(index)
        if attribution.form not in SPOKEN:
            continue
        inner = set(content)
        cues.update(cue)
        for token in cue:
            by_cue.setdefault(token, index)
        if attribution.about != "wish" and attribution.content:
            frames.update(t for t in cue if t not in inner)
            # a source inside its own content (raised subjects: "X is said to have …") stays part of the clause
            outside.update(t for t in (*cue, *source) if t not in inner)
    return Said(
        frozenset(frames), frozenset(cues), frozenset(outside), by_cue, tuple(contents), tuple(declining), attributions
    )


def make_declines(tree: Tree, sentence: Span, said: Said, chains: Chains, before: Sequence[Draft]) -> list[Draft]:
    """A refusal or a failed contact: the nearest preceding claim about that body or its act, with stance declines."""
    text = fold(tree.text[sentence.start : sentence.end])
    found = load_words().declining.search(text)
    if not said.declining and found is None:
        return []
    if not said.declining and any(tree.bases[t] == "ccomp" for t in range(tree.size)) and len(text) > 220:
        return []
    attribution = said.attributions[said.declining[0]] if said.declining else None
    root = next(t for t in range(tree.size) if tree.head(t) < 0)
    subject = next(tree.some(root, "nsubj"), None)
    hop = attribution.hop if attribution is not None else None
    if hop is None and subject is not None and tree.upos[subject] != "PRON":
        tokens = tree.subtree(subject, tree.some(subject, "acl", "appos"))
        hop = Hop(kind="anonymous", description=tree.said(tokens))
    chain = chains.at(tree.span([root]), sentence)
    if hop is not None and hop not in chain.hops:
        chain = replace(chain, hops=(*chain.hops, hop), voice="attributed")
    about = _nearest(before, hop)
    slots = about.slots if about is not None else Slots((), (), None, None)
    return [
        Draft(
            span=_trim(tree, sentence),
            sentence=sentence,
            kind=about.kind if about is not None else "statement",
            chain=chain,
            polarity=about.polarity if about is not None else "affirmed",
            modality=about.modality if about is not None else "happened",
            predicate=about.predicate if about is not None else "comment",
            slots=slots,
            terms=about.terms if about is not None else content_words(tree, range(tree.size)),
            stance="declines",
        )
    ]


def _nearest(before: Sequence[Draft], hop: Hop | None) -> Draft | None:
    """The nearest preceding claim in which the holder or its body takes part; else the nearest preceding claim."""
    candidates = [d for d in before if d.stance != "declines"]
    if not candidates:
        return None
    keys = _holder_words(hop)
    for draft in reversed(candidates):
        taking = {w for a in draft.slots.actors for w in fold(a).split()} | {
            w for a in draft.slots.arguments for w in (a.head,)
        }
        if keys & taking:
            return draft
    return candidates[-1]


def _holder_words(hop: Hop | None) -> set[str]:
    if hop is None:
        return set()
    said = " ".join(x for x in (hop.name, hop.body, hop.description, hop.nationality) if x)
    plain = {
        "a",
        "an",
        "the",
        "of",
        "for",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "'s",
        "and",
        "official",
        "officials",
    }
    return {w for w in fold(said).replace("'s", "").split() if w not in plain}


def make_nominals(
    tree: Tree,
    sentence: Span,
    said: Said,
    chains: Chains,
    before: Sequence[Draft],
    names: Sequence[Name],
    times: Sequence[Time],
) -> list[Draft]:
    """Contents that are a thing, not a clause: "denied involvement in the raid", "confirmed the attack"."""
    out: list[Draft] = []
    for index in said.contents:
        attribution = said.attributions[index]
        if attribution.about == "wish" or attribution.form not in SPOKEN:
            continue
        if not any(tree.lemmas[t] in NAMING for s in attribution.cue for t in tree.tokens_in(s.start, s.end)):
            continue
        spans = [s for s in attribution.content if s.start >= sentence.start and s.end <= sentence.end]
        if not spans or any(
            s.start <= d.span.end - 1 and d.span.start < s.end for s in spans for d in before if d.sentence == sentence
        ):
            continue
        draft = _nominal(tree, sentence, index, spans[0], chains, before, names, times)
        if draft is not None:
            out.append(draft)
    return out


def _nominal(
    tree: Tree,
    sentence: Span,
    index: int,
    span: Span,
    chains: Chains,
    before: Sequence[Draft],
    names: Sequence[Name],
    times: Sequence[Time],
) -> Draft | None:
    attribution = chains.attributions[index]
    tokens = [t for t in tree.tokens_in(span.start, span.end) if tree.upos[t] != "PUNCT"]
    if not tokens:
        return None
    inside = set(tokens)
    top = next((t for t in tokens if tree.head(t) not in inside), tokens[0])
    chain = chains.through(index, tree.span([top]), sentence)
    cue = [t for s in attribution.cue for t in tree.tokens_in(s.start, s.end)]
    source = [t for s in attribution.source for t in tree.tokens_in(s.start, s.end)]
    whole = _trim(tree, tree.span([*cue, *source, *tokens])) if cue else tree.span(tokens)
    if tree.lemmas[top] in POINTING or tree.upos[top] == "PRON":
        inner = next(
            (t for t in tokens if t != top and tree.bases[t] in ("nmod", "acl") and tree.upos[t] in ("NOUN", "VERB")),
            None,
        )
        if inner is None:
            about = _nearest([d for d in before if d.soft is None], attribution.hop)
            if about is None:
                return None
            return replace(about, span=whole, sentence=sentence, chain=chain, stance=chain.stance, hedge=None, extra={})
        top = inner
    acted, modality = top, _modality(tree, top)
    infinitive = next((k for k in tree.some(top, "acl", "xcomp") if tree.has(k, "mark", ("to",))), None)
    if infinitive is not None:
        acted = infinitive
    elif tree.lemmas[top] in EMPTY:
        acted = next(
            (k for k in tree.some(top, "nmod", "acl", "obl") if tree.upos[k] in ("NOUN", "VERB", "PROPN")), top
        )
    if tree.upos[acted] not in ("NOUN", "VERB", "PROPN") or (acted == top and tree.upos[top] == "PROPN"):
        return None
    lemma = tree.lemmas[acted] if tree.upos[acted] == "VERB" else nominal_verb(tree.lemmas[acted])
    known = (
        lemma != tree.lemmas[acted] or tree.upos[acted] == "VERB" or lemma in load_words().raw["predicates"]["nominal"]
    )
    if not known and tree.lemmas[top] not in EMPTY:
        return None
    return Draft(
        span=whole,
        sentence=sentence,
        kind="plan" if modality == "planned" else "event",
        chain=chain,
        polarity="affirmed",
        modality=modality,
        predicate=lemma,
        slots=_nominal_slots(tree, tokens, acted, attribution, names, times, top == acted or tree.lemmas[top] in EMPTY),
        terms=content_words(tree, tokens),
        hedge=tree.text[chain.hedge.start : chain.hedge.end] if chain.hedge else None,
    )


def _modality(tree: Tree, token: int) -> Modality:
    plans = {"plan", "plot", "scheme", "proposal", "intention", "bid"}
    return "planned" if tree.lemmas[token] in plans else "happened"


def _nominal_slots(
    tree: Tree,
    tokens: Sequence[int],
    acted: int,
    attribution: Attribution,
    names: Sequence[Name],
    times: Sequence[Time],
    own: bool,
) -> Slots:
    """Arguments of a named act; a denied involvement is the denier's own."""
    span = tree.span(tokens)
    inside = [n for n in names if span.start <= n.start < span.end]
    arguments = []
    for token in tokens:
        if (
            token == acted
            or tree.bases[token] not in ("nmod", "obj", "nmod:poss")
            or tree.upos[token] not in ("NOUN", "PROPN")
        ):
            continue
        run = tree.span(
            [t for t in tree.subtree(token) if t in tokens and tree.bases[t] not in ("case", "punct")] or [token]
        )
        entity = next((n.entity for n in inside if run.start <= n.start < run.end), None)
        arguments.append(Argument("other", run.start, run.end, tree.lemmas[token], entity))
    actors = [n.entity for n in inside if n.kind in ("person", "organisation")]
    hop = attribution.hop
    if own and attribution.stance in ("denies", "confirms") and hop is not None and (hop.body or hop.name):
        actors.insert(0, hop.body or hop.name or "")
    when = next((t.when for t in times if t.when and span.start <= t.start < span.end), None)
    return Slots(tuple(arguments), tuple(dict.fromkeys(actors)), when, None)


def _trim(tree: Tree, span: Span) -> Span:
    tokens = list(tree.tokens_in(span.start, span.end))
    while tokens and tree.upos[tokens[-1]] == "PUNCT":
        tokens.pop()
    while tokens and tree.upos[tokens[0]] == "PUNCT":
        tokens.pop(0)
    return tree.span(tokens) if tokens else span
