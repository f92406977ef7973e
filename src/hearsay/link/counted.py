"""What is counted: whether two quantities can be answers to one question."""

from __future__ import annotations

import re
from functools import cache

from hearsay.lexicons import read_table
from hearsay.link.alike import family, words_alike
from hearsay.types import Value

__all__ = ["compare_units", "is_part", "may_share_claim", "population"]

_PART = re.compile(
    r"\b(?:of|among|amongst|including)\s+(?:the|those|these|them|whom|which)\s*"
    r"(?:\w+\s+){0,2}?(?:dead|killed|injured|wounded|missing|victims?|casualties|arrested|detained|\d+|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve)?\b",
    re.IGNORECASE,
)


@cache
def compare_units(a: str | None, b: str | None) -> str | None:
    """The feature that two units give: unit_state, unit, unit_noun, unit_clash, unit_missing, or None for neither.

    Bare "people" says nothing of what befell them and agrees with any people.
    """
    if not a and not b:
        return None
    if not a or not b or "people" in (a, b):
        return "unit_missing"
    left, right = a.split(), b.split()
    if left[0] == right[0] == "people":
        return (
            "unit_state"
            if _state(left) == _state(right) or words_alike(_state(left), _state(right)) > 0.7
            else "unit_clash"
        )
    if words_alike(family(left[0]), family(right[0])) < 0.65:
        return "unit_clash"
    return "unit" if left[1:] == right[1:] or _state(left) == _state(right) else "unit_noun"


def may_share_claim(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two groups of counted things can be one claim: some pair of units does not clash."""
    if not left or not right:
        return True
    return any(compare_units(x, y) != "unit_clash" for x in sorted(left) for y in sorted(right))


def population(value: Value | None) -> str | None:
    """The narrower group that is counted ("firefighter"), None where it is people at large."""
    if value is None or not value.unit or not value.unit.startswith("people "):
        return None
    people = read_table("matching.toml")["populations"]
    return next((word for word in value.scope if word in people or word.endswith(("er", "man", "men", "ist"))), None)


def is_part(clause: str) -> bool:
    """Whether a clause counts some of a number told elsewhere ("two of the dead", "among them")."""
    return _PART.search(clause) is not None


def _state(unit: list[str]) -> str:
    word = unit[-1]
    for form in (word, word.removesuffix("d"), word.removesuffix("ed")):
        if family(form) != form:
            return family(form)
    return word.removesuffix("ed") if len(word) > 4 else word
