"""Plans by their wording: what was to be, what was set for a day, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.claim.clauses import Clause
from hearsay.claim.tree import Tree
from hearsay.claim.words import load_words
from hearsay.types import Modality

__all__ = ["settle_plan"]


def settle_plan(tree: Tree, clause: Clause, token: int, modality: Modality, negated: bool) -> Modality:
    """The modality of a clause after what its own words and those it is coordinated with say of a plan.

    ``token`` carries the clause, ``modality`` is what its governors gave. A plan told in the past perfect ("had been
    due to open", "was to have begun") did not come about; one that is "off" or was dropped neither.
    """
    if modality in ("hypothetical", "aborted"):
        return modality
    head, plans = clause.head, load_words().group("predicates", "plan_nouns")
    setting = load_words().group("predicates", "setting")
    if (
        tree.words[head] == "off"
        and any(_is_event(tree, s) for s in clause.subjects)
        and tree.has(head, "cop", ("be",))
    ):
        return "aborted"
    past = any(tree.words[k] == "had" for k in tree.some(head, "aux"))
    if modality == "planned":
        undone = past or _to_have(tree, token) or _dropped(tree, head) or _dropped(tree, token)
        return "aborted" if undone and not negated else "planned"
    lemma = tree.lemmas[head]
    if lemma in setting and clause.passive:
        if negated:
            return "planned"
        return "aborted" if past or _dropped(tree, head) else "planned"
    if lemma in load_words().group("predicates", "readying"):
        progressive = tree.words[head].endswith("ing") and tree.first(head, "aux") is not None
        if _dropped(tree, head):
            return "aborted"
        return "planned" if progressive else modality
    if lemma in load_words().group("predicates", "stopping") and any(
        _is_set(tree, noun, setting, plans) for noun in _undone(tree, clause)
    ):
        return "aborted"
    if lemma == "be" and negated and any(tree.lemmas[s] in ("plan", "intention", "proposal") for s in clause.subjects):
        return "planned"
    return modality


def _is_event(tree: Tree, noun: int) -> bool:
    """Whether a noun names what takes place: "the rally is off", and not "the light is off"."""
    words = load_words()
    lemma = tree.lemmas[noun]
    known = lemma in words.group("predicates", "plan_nouns") or lemma in words.mapping("predicates", "nominal")
    return known or lemma.endswith(("tion", "sion", "ing", "ment")) or _is_set(tree, noun, frozenset(), frozenset())


def _undone(tree: Tree, clause: Clause) -> Sequence[int]:
    return (*clause.objects, *(clause.subjects if clause.passive or not clause.objects else ()))


def _is_set(tree: Tree, noun: int, setting: frozenset[str], plans: frozenset[str]) -> bool:
    """Whether a thing is spoken of as set for a time: "a drill fixed for January", "the stoppage it had called for"."""
    for below in tree.some(noun, "acl"):
        if tree.lemmas[below] in setting or _to_come(tree, below):
            return True
        if tree.lemmas[noun] in plans and tree.lemmas[below] in ("call", "announce", "fix", "set", "prepare", "mean"):
            return True
    return any(tree.words[k] in ("planned", "scheduled", "proposed", "intended") for k in tree.some(noun, "amod"))


def _to_come(tree: Tree, verb: int) -> bool:
    return tree.has(verb, "mark", ("to",)) and any(tree.lemmas[k] == "be" for k in tree.some(verb, "aux", "cop"))


def _to_have(tree: Tree, token: int) -> bool:
    """What was to be and was not: "was to have begun"."""
    return tree.has(token, "mark", ("to",)) and any(tree.words[k] == "have" for k in tree.some(token, "aux"))


def _dropped(tree: Tree, verb: int) -> bool:
    """Whether a coordinated clause says that it came to nothing: "was planned and dropped"."""
    words = load_words()
    stopping = words.group("predicates", "stopping")
    for other in tree.some(verb, "conj", "parataxis"):
        particle = tree.first(other, "compound:prt")
        phrase = f"{tree.lemmas[other]} {tree.words[particle]}" if particle is not None else tree.lemmas[other]
        if phrase in words.group("predicates", "aborting_always") or phrase in stopping:
            return True
        if tree.lemmas[other] == "decide" and any(
            tree.words[k] == "against" for t in tree.kids[other] for k in tree.kids[t]
        ):
            return True
        if tree.words[other] in ("did", "was", "were") and any(
            tree.words[k] in ("not", "n't") for k in tree.kids[other]
        ):
            return True
    return False
