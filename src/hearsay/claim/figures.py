"""What a number counts that is given without saying: "the union says nine", "police put the figure at 22"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from hearsay.claim.clauses import Clause
from hearsay.claim.counted import Counted
from hearsay.claim.draft import Draft
from hearsay.claim.tree import Tree
from hearsay.types import Parse

__all__ = ["POINTING_UNITS", "points_back", "same_count", "told_lately"]

POINTING_UNITS = frozenset(
    {
        "figure",
        "number",
        "total",
        "estimate",
        "count",
        "tally",
        "figure put",
        "number put",
        "figure close",
        "number close",
        "figure be",
    }
)
PUTTING = frozenset({"put", "set", "place", "make", "estimate"})
LATELY = 2  # sentences back in which a bare number finds what it counts


def same_count(draft: Draft, counted: Counted, before: Sequence[Draft]) -> Draft:
    """The figure of what was counted last: "police put the figure at 22"."""
    told = next(
        (d for d in reversed(before) if d.value is not None and (d.value.unit or "").startswith("people ")), None
    )
    if told is None or told.value is None:
        return replace(draft, value=counted.value)
    value = replace(counted.value, unit=told.value.unit, scope=told.value.scope)
    return replace(draft, value=value, predicate=told.predicate)


def points_back(tree: Tree, clause: Clause) -> bool:
    """Whether a clause gives a number to what was spoken of: "the union puts it at nine"."""
    return tree.lemmas[clause.head] in PUTTING and any(tree.words[o] in ("it", "them", "that") for o in clause.objects)


def told_lately(parse: Parse, tree: Tree, before: Sequence[Draft]) -> list[Draft]:
    """What was told in the sentence or shortly before it, in the order it was told."""
    first = parse.sentences[max(0, tree.index - LATELY)].start
    return list(takewhile(lambda d: d.sentence.start >= first, reversed(before)))[::-1]
