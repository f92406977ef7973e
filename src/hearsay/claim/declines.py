"""Refusals to comment and failed contacts: mentions with stance declines, put to the claim they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.claim.chain import Chains
from hearsay.claim.draft import Draft
from hearsay.claim.said import Said
from hearsay.claim.slots import Slots, content_words
from hearsay.claim.stances import grants
from hearsay.claim.tree import Tree, once
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Hop, Span

__all__ = ["make_declines", "nearest_claim"]

LONGEST = 220  # characters of a sentence that is nothing but a refusal
PLAIN = frozenset(
    {"a", "an", "the", "of", "for", "and", "'s", "spokesman", "spokeswoman", "spokesperson", "official", "officials"}
)


def make_declines(tree: Tree, sentence: Span, said: Said, chains: Chains, before: Sequence[Draft]) -> list[Draft]:
    """The refusal a sentence tells, if it does: predicate, arguments and words are those of the claim it is about."""
    refuses = _refuses(tree)
    if not refuses and not said.declining:
        return []
    text = fold(tree.said_here)
    if not refuses and text.startswith(("no ", "nobody", "none")):
        return []
    attribution = said.attributions[said.declining[0]] if said.declining else None
    root = next((t for t in range(tree.size) if tree.head(t) < 0), 0)
    chain = chains.outlet(tree.span([root]), sentence)
    hop = attribution.hop if attribution is not None else _subject(tree)
    if hop is not None:
        chain = replace(chain, hops=(*chain.hops, hop), voice="attributed")
    granted = grants(text)
    about = None if granted and "ccomp" in tree.bases else nearest_claim(before, hop)
    return [
        Draft(
            span=_part(tree, sentence, attribution.cue[0] if attribution and attribution.cue else None),
            sentence=sentence,
            kind=about.kind if about else "statement",
            chain=replace(chain, stance="confirms" if granted else "declines", hedge=None),
            polarity=about.polarity if about else "affirmed",
            modality="happened",  # that nobody answers is so, whatever was asked about
            predicate=about.predicate if about else _told(tree) if granted else "comment",
            slots=about.slots if about else Slots((), (), None, None),
            terms=about.terms if about else content_words(tree, range(tree.size)),
        )
    ]


@once
def _refuses(tree: Tree) -> bool:
    """Whether the sentence is worded as a refusal."""
    return load_words().declining.search(fold(tree.said_here)) is not None


def _told(tree: Tree) -> str:
    """What is granted: the verb of the clause under "did not dispute that"."""
    return next((tree.lemmas[t] for t in range(tree.size) if tree.bases[t] == "ccomp"), "comment")


def _subject(tree: Tree) -> Hop | None:
    """Who does not answer, where no attribution says so."""
    root = next((t for t in range(tree.size) if tree.head(t) < 0), 0)
    subject = next(tree.some(root, "nsubj"), None)
    if subject is None or tree.upos[subject] == "PRON":
        return None
    said = tree.said(tree.subtree(subject, tree.some(subject, "acl", "appos", "conj", "cc")))
    named = tree.upos[subject] == "PROPN"
    return Hop(kind="person", name=said) if named else Hop(kind="anonymous", description=said)


def _part(tree: Tree, sentence: Span, cue: Span | None) -> Span:
    """The refusing clause: the sentence, or in a long one the part around the cue."""
    tokens = [t for t in range(tree.size) if tree.upos[t] != "PUNCT"]
    whole = tree.span(tokens) if tokens else sentence
    if whole.end - whole.start <= LONGEST or cue is None:
        return whole
    at = next(iter(tree.tokens_in(cue.start, cue.end)), None)
    if at is None:
        return whole
    return tree.span(tree.subtree(at, tree.some(at, "conj", "parataxis", "advcl")))


def nearest_claim(before: Sequence[Draft], hop: Hop | None) -> Draft | None:
    """The nearest preceding claim in which the holder or its body takes part; else the nearest preceding claim."""
    candidates = [d for d in before if d.chain.stance != "declines" and d.soft is None]
    if not candidates:
        return None
    keys = _holder_words(hop)
    for draft in reversed(candidates):
        taking = {w for actor in draft.slots.actors for w in fold(actor).split()}
        taking |= {a.head for a in draft.slots.arguments}
        if keys & taking:
            return draft
    return candidates[-1]


def _holder_words(hop: Hop | None) -> set[str]:
    if hop is None:
        return set()
    said = " ".join(x for x in (hop.name, hop.body, hop.description, hop.nationality) if x)
    return set(fold(said).replace("'s", "").split()) - PLAIN
