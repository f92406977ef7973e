"""Quotations that several reports have: who has one from whom, where not everybody could have heard it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.link.pile import Pile, common, length, merge, oriented
from hearsay.types import Anchor, Derivation, Evidence, Passage, Span

__all__ = ["share_quotations"]

_QUOTED = 0.5
_AROUND = 140  # characters beside a quotation in which its occasion stands
_PUBLIC = re.compile(
    r"\b(?:told|telling|tells) (?:the )?(?:reporters|journalists|media|press|parliament|MPs|lawmakers|deputies|jurors|"
    r"jury|judges?|court|(?:[A-Z][\w-]+ ){0,4}Court|(?:a|the) (?:\w+ )?(?:briefing|hearing|inquiry|rally|crowd|"
    r"meeting|council|assembly|chamber|commission))\b"
    r"|\b(?:press|news) (?:conference|briefing)\b|\bto reporters\b|\bin court\b|\bpleaded\b"
)

Copied = Mapping[str, Sequence[tuple[str, Span]]]


def share_quotations(pile: Pile, found: Sequence[Derivation], copied: Copied) -> list[Derivation]:
    """One derivation from each holder of a quotation to its first holder; copies of a holder bring nothing new."""
    groups: dict[str, list[Passage]] = defaultdict(list)
    for p in pile.quoted:
        groups[p.group].append(p)
    linked = {frozenset((d.child, d.parent)) for d in found if d.parent}
    sources = {d.parent for d in found}
    made: dict[frozenset[str], Derivation] = {}
    for group in sorted(groups):
        holders: dict[str, list[Span]] = defaultdict(list)
        for p in groups[group]:
            holders[p.a].append(Span(p.a_start, p.a_end))
            holders[p.b].append(Span(p.b_start, p.b_end))
        if any(_said_in_public(pile, r, span) for r, spans in holders.items() for span in spans):
            continue  # each may have heard it there
        own = [r for r in sorted(holders) if not _is_copied(holders[r], copied.get(r, ()))]
        if len(own) < 2:
            continue
        first = min(own, key=lambda r: (pile.published(r), r not in sources, r))
        for other in own:
            pair = frozenset((first, other))
            if other == first or pair in linked or pile.outlets.of_one(first, other):
                continue
            if any({first, other} <= {d.child for d in found if d.parent == s} for s in own):
                continue  # both have it from a third
            if other not in _related(pile, first, other, found):
                passage = _between(groups[group], first, other)
                here, there = merge(holders[other])[0], merge(holders[first])[0]
                if passage is not None:
                    here, there = oriented(passage, other)
                evidence = Evidence(Anchor(other, here.start, here.end), Anchor(first, there.start, there.end))
                if pair in made:
                    made[pair] = replace(made[pair], evidence=(*made[pair].evidence, evidence))
                    continue
                made[pair] = Derivation(
                    child=other,
                    parent=first,
                    parent_outlet=pile.outlet(first),
                    kind="shared_quotation",
                    credited=False,
                    direction="unknown",
                    probability=_QUOTED,
                    because=("both have the same words in quotation marks",),
                    evidence=(evidence,),
                )
    return list(made.values())


def _said_in_public(pile: Pile, report: str, span: Span) -> bool:
    """Whether the words around a quotation say that it fell where many could hear it."""
    text = pile.report(report).text
    start = max(text.rfind("\n", 0, span.start), span.start - _AROUND) + 1
    end = text.find("\n", span.end)
    around = (text[start : span.start], text[span.end : min(end if end >= 0 else len(text), span.end + _AROUND)])
    return any(_PUBLIC.search(side) for side in around)


def _is_copied(spans: Sequence[Span], copied: Sequence[tuple[str, Span]]) -> bool:
    whole = merge(spans)
    return length(common(whole, merge(s for _, s in copied))) >= 0.5 * length(whole)


def _related(pile: Pile, first: str, other: str, found: Sequence[Derivation]) -> frozenset[str]:
    """``other`` where one of the two has the other's text or cites it by any path."""
    up: dict[str, set[str]] = defaultdict(set)
    for d in found:
        if d.parent:
            up[d.child].add(d.parent)
    for start, goal in ((first, other), (other, first)):
        seen, stack = {start}, [start]
        while stack:
            for parent in sorted(up[stack.pop()] - seen):
                seen.add(parent)
                stack.append(parent)
        if goal in seen:
            return frozenset((other,))
    return frozenset()


def _between(passages: Sequence[Passage], a: str, b: str) -> Passage | None:
    found = [p for p in passages if {p.a, p.b} == {a, b}]
    return max(found, key=lambda p: (p.words, -p.a_start, -p.b_start)) if found else None
