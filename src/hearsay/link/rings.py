"""Rings of derivations: reports that would each come, through others, from themselves.

What reports declare of each other stands, ring or not: weighing takes such a ring for one. What was only inferred
gives way. Edges are laid from the surest on; one that would close a ring cannot be right beside those it meets. If all
of them are much surer, it runs the other way round; if not, it and those about as unsure have no known direction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from hearsay.link.direction import Verdict

__all__ = ["undo_rings"]

_SURER = 0.15  # by how much the others of a ring must be surer than the one that closes it
_TURNED = "the other way round it would come from itself, through others"
_UNDONE = "with others about as likely it would come from itself"
_RING = "with other credits it comes from itself: the ring is taken for one"


def undo_rings(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, in their order, where no ring is left but of declared ones. The same whatever the order."""
    made: dict[tuple[str, str], Verdict] = {}
    up: dict[str, set[str]] = defaultdict(set)
    ranked = sorted(range(len(verdicts)), key=lambda i: _strength(verdicts[i]))
    result = list(verdicts)
    at: dict[tuple[str, str], int] = {}

    def lay(i: int, v: Verdict) -> None:
        result[i] = v
        if v.direction != "unknown":
            up[v.child].add(v.parent)
            made[v.child, v.parent] = v
            at[v.child, v.parent] = i

    for i in ranked:
        v = verdicts[i]
        path = _path(up, v.parent, v.child)
        if path is None or v.direction == "unknown":
            lay(i, v if path is None else _turn(v))
        elif v.direction == "declared":
            lay(i, replace(v, because=(*v.because, _RING)))
        else:
            weak = [e for e in path if made[e].direction == "inferred" and made[e].probability < v.probability + _SURER]
            if not weak:
                lay(i, replace(_turn(v), because=(_TURNED, *v.because)))
                continue
            lay(i, _undo(_turn(v)))
            for child, parent in weak:
                up[child].discard(parent)
                j = at[child, parent]
                result[j] = _undo(result[j])
    return result


def _strength(v: Verdict) -> tuple[bool, bool, float, str, str]:
    return v.direction == "unknown", v.direction != "declared", -v.probability, v.child, v.parent


def _turn(v: Verdict) -> Verdict:
    """The verdict with child and parent changed places."""
    evidence = tuple(
        replace(e, child=e.parent, parent=e.child) if e.parent is not None and e.child.field is None else e
        for e in v.evidence
    )
    return replace(v, child=v.parent, parent=v.child, evidence=evidence)


def _undo(v: Verdict) -> Verdict:
    return replace(v, direction="unknown", probability=0.5, because=(_UNDONE, *v.because))


def _path(up: dict[str, set[str]], start: str, goal: str) -> list[tuple[str, str]] | None:
    """The edges (child, parent) from a report up to one of its ancestors; None where it is none."""
    came: dict[str, str] = {start: start}
    stack = [start]
    while stack:
        here = stack.pop(0)
        if here == goal:
            path = []
            while came[here] != here:
                path.append((came[here], here))
                here = came[here]
            return path[::-1]
        for parent in sorted(up[here]):
            if parent not in came:
                came[parent] = here
                stack.append(parent)
    return None
