"""One outcome however it is governed: who is prevented from entering, refused entry or turned back did not get in.

A governor that says of its complement that it came about, or that it did not, gives the clause that event as predicate
and turns its polarity (the implicative verbs of Karttunen 1971); lexicon: ``outcomes.toml``.
"""

from __future__ import annotations

from dataclasses import replace

from hearsay.claim.clauses import Clause
from hearsay.claim.predicate import Predicate
from hearsay.claim.tree import Tree, once
from hearsay.lexicons import read_table

__all__ = ["settle_outcome"]


@once
def settle_outcome(tree: Tree, clause: Clause, predicate: Predicate) -> Predicate:
    """The predicate as the event that did or did not come about, with what it befell; else as it was."""
    if predicate.modality in ("planned", "aborted") or tree.upos[predicate.token] not in ("VERB", "AUX", "ADJ"):
        return predicate
    for read in (_access, _complement, _barred):
        found = read(tree, clause, predicate)
        if found is not None:
            return found
    if predicate.lemma == "enter" != tree.lemmas[predicate.token]:
        return replace(predicate, frame=(predicate.token,))  # "got in", "came through"
    return predicate


def _access(tree: Tree, clause: Clause, predicate: Predicate) -> Predicate | None:
    """Entry that is refused or given: "denied entry to the convoy", "was refused access", "gained entry"."""
    table, token = read_table("outcomes.toml")["access"], predicate.token
    lemma = tree.lemmas[token]
    denies = lemma in table["denying"]
    if not denies and lemma not in table["giving"]:
        return None
    nouns = [*tree.some(token, "obj", "xcomp"), *(clause.subjects if clause.passive else ())]
    noun = next((n for n in nouns if tree.lemmas[n] in table["enter"]), None)
    if noun is None:
        return None
    receivers = [*tree.some(token, "iobj"), *(n for n in tree.some(token, "obj") if n != noun)]
    receivers += [k for at in (noun, token) for k in tree.some(at, "nmod", "obl") if tree.has(k, "case", ("to", "for"))]
    if clause.passive:
        receivers += [s for s in clause.subjects if s != noun]
    elif not denies:
        receivers += clause.subjects
    return _turned(predicate, "enter", denies, receivers[:1], (token, noun))


def _complement(tree: Tree, clause: Clause, predicate: Predicate) -> Predicate | None:
    """A deed that is prevented, let or forced: "prevented the trucks from crossing", "was unable to land"."""
    table, token = read_table("outcomes.toml")["preventing"], predicate.token
    lemma = tree.lemmas[token]
    theme = [*(clause.subjects if clause.passive else ()), *tree.some(token, "obj", "iobj")]
    below = [*tree.some(token, "advcl", "xcomp", "ccomp"), *(k for t in theme for k in tree.some(t, "acl"))]
    deed = next((k for k in below if k not in clause.cut and tree.upos[k] == "VERB"), None)
    if deed is None:
        return None
    theme = theme or list(tree.some(deed, "nsubj"))
    marked = {tree.words[k] for k in tree.some(deed, "mark", "case")}
    if lemma in table["verbs"] and "from" in marked and theme:
        return _turned(predicate, tree.lemmas[deed], True, theme[:1], (token, deed))
    if lemma in table["undone"] and "to" in marked:
        return _turned(predicate, tree.lemmas[deed], True, (), (token, deed))
    if lemma in table["letting"] and theme and predicate.polarity == "negated":
        return _turned(predicate, tree.lemmas[deed], False, theme[:1], (token, deed))
    if lemma in table["making"] and theme and "to" in marked and predicate.polarity == "affirmed":
        return _turned(predicate, tree.lemmas[deed], False, theme[:1], (token, deed))
    return None


def _barred(tree: Tree, clause: Clause, predicate: Predicate) -> Predicate | None:
    """What is held up on its way in: "turned back at the bridge", "kept the aid out", "blocked at the border"."""
    table, token = read_table("outcomes.toml")["barring"], predicate.token
    lemma = tree.lemmas[token]
    theme = [*tree.some(token, "obj"), *(clause.subjects if clause.passive else ())]
    near = [k for k in tree.some(token, "compound:prt", "advmod") if f"{lemma} {tree.words[k]}" in table["enter"]]
    if near:
        own = theme or [s for s in clause.subjects if tree.lemmas[s] in table["carriers"]]
        return _turned(predicate, "enter", True, own[:1], (token, near[0])) if own else None
    if lemma not in table["stopping"] or not theme or tree.lemmas[theme[0]] not in table["carriers"]:
        return None
    if any(tree.lemmas[k] in table["barriers"] for k in tree.some(token, "obl")):
        return _turned(predicate, "enter", True, theme[:1], (token,))
    return None


def _turned(
    predicate: Predicate, event: str, negates: bool, theme: list[int] | tuple[int, ...], frame: tuple[int, ...]
) -> Predicate:
    """The event in place of its governor; ``frame`` are the tokens that it stands for."""
    polarity = predicate.polarity
    if negates:
        polarity = "affirmed" if polarity == "negated" else "negated"
    return replace(predicate, lemma=event, polarity=polarity, theme=tuple(theme), frame=frame)
