"""The stance that wording gives a clause where no verb of denying takes it: "it is false that", "called that a novel".

A denied clause is negated whichever way it is worded, since it is against what others say; a refusal negates nothing.
"""

from __future__ import annotations

import re
from functools import cache

from hearsay.claim.clauses import Clause
from hearsay.claim.tree import Tree, once
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Polarity, Stance

__all__ = ["grants", "settle_polarity", "word_stance"]


@once
def word_stance(tree: Tree, clause: Clause, stance: Stance, correction: bool) -> Stance:
    """The stance of a clause after the wording of its sentence; ``correction``: the line takes something back."""
    said, span = fold(tree.said_here), tree.span(clause.run)
    start, end = span.start - tree.sentence.start, span.end - tree.sentence.start
    if stance in ("asserts", "confirms"):
        found = _pattern("before").search(said)
        if found and found.end() <= start + 1 and _below(tree, clause):
            return "denies"
        found = _pattern("after").search(said)
        if found and end <= found.start() + 1 and _below(tree, clause):
            return "denies"
        found = _pattern("whole").search(said)
        if found and start <= found.start() and found.end() <= max(end, found.end()) and tree.head(clause.head) < 0:
            return "denies"
        if correction and _pattern("retracted").search(said) and _below(tree, clause):
            return "denies"
    if stance == "asserts" and grants(said) and tree.head(clause.head) < 0:
        return "confirms"
    if stance == "confirms" and _pattern("found_out").search(said):
        return "asserts"
    return stance


def grants(said: str) -> bool:
    """Whether a folded sentence says that somebody does not dispute a thing."""
    return _pattern("granted").search(said) is not None


def settle_polarity(stance: Stance, polarity: Polarity) -> Polarity:
    """What is denied is negated; what nobody answers is the claim as it stands."""
    return "negated" if stance == "denies" else "affirmed" if stance == "declines" else polarity


def _below(tree: Tree, clause: Clause) -> bool:
    """Whether the clause is what something is said of, and not the saying."""
    return tree.head(clause.head) >= 0


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_words().raw["denying"][name])
