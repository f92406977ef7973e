"""What letters a pattern cannot do without: a cheap look at a text that spares it most patterns of a long list.

After the prefilters of RE2 and Hyperscan: from the parsed pattern, a set of literals of which every match holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["Sieve", "needed"]

Literals = frozenset[str]

_MOST = 40  # literals one set may hold


class Sieve:
    """Patterns of which only those that may match a text are handed out, in their order."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        needs = [needed(pattern) for pattern in patterns]
        self._sets = sorted({literals for need in needs for literals in need}, key=sorted)
        place = {literals: i for i, literals in enumerate(self._sets)}
        self._which = [[place[literals] for literals in sorted(need, key=_worth, reverse=True)] for need in needs]

    def pick(self, text: str) -> list[int]:
        """Indices of the patterns that may match."""
        low = text.lower()
        known: dict[int, bool] = {}
        out = []
        for i, places in enumerate(self._which):
            for place in places:
                there = known.get(place)
                if there is None:
                    there = known[place] = any(literal in low for literal in self._sets[place])
                if not there:
                    break
            else:
                out.append(i)
        return out


def needed(pattern: re.Pattern[str]) -> list[Literals]:
    """Sets of literals in lower case: of each, one at least stands in every match."""
    if pattern.flags & re.IGNORECASE:
        return []  # it folds more than lower() does
    return _of_sequence(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def _of_sequence(items: Iterable[Any]) -> list[Literals]:
    sets: list[Literals] = []
    run = [""]
    for kind, value in [*items, (None, None)]:
        letters = _letters(kind, value)
        if letters and len(run) * len(letters) <= _MOST:
            run = [a + b for a in run for b in letters]
            continue
        if run != [""]:
            sets.append(frozenset(run))
        run = letters or [""]
        if not letters:
            sets += _of_item(kind, value)
    return sets


def _of_item(kind: Any, value: Any) -> list[Literals]:
    if kind is op.SUBPATTERN:
        return _of_sequence(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    if kind is op.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        if all(branches):
            union = frozenset[str]().union(*(max(sets, key=_worth) for sets in branches))
            return [union] if len(union) <= _MOST else []
    return []


def _letters(kind: Any, value: Any) -> list[str]:
    """The characters one item stands for, in lower case; empty where they are many or it is no single character."""
    if kind is op.LITERAL:
        return [chr(value).lower()]
    if kind is not op.IN:
        return []
    found: set[str] = set()
    for inner, what in value:
        if inner is op.LITERAL:
            found.add(chr(what).lower())
        elif inner is op.RANGE and what[1] - what[0] < _MOST:
            found |= {chr(c).lower() for c in range(what[0], what[1] + 1)}
        else:
            return []  # a class or a negation: \d takes the digits of every script
    return sorted(found) if len(found) <= 10 else []


def _worth(literals: Literals) -> tuple[int, int, list[str]]:
    """A set is worth more the longer its shortest literal is, then the fewer it holds."""
    return min(map(len, literals)), -len(literals), sorted(literals)
