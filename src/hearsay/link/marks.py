"""Mentions that shared text ties where no chain does: copies of unknown direction, one quotation in two reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from hearsay.link.correspond import Alignment, match_place
from hearsay.link.outlets import Outlets
from hearsay.types import Mention, Passage, Report, Span

__all__ = ["mark", "mark_passages", "mark_quotations"]

_INSIDE = 0.6  # share of a mention that must stand in a passage to be copied with it
_TOUCHES = 20  # characters, or half of the shorter, that a mention and a quotation share


def mark(m: Mention, passages: tuple[str, ...], quotations: tuple[str, ...]) -> Mention:
    """A mention with its classes of shared text; most have none."""
    if (passages, quotations) == (m.passages, m.quotations):
        return m
    return replace(m, passages=passages, quotations=quotations)


def mark_passages(
    reports: Mapping[str, Report],
    of_report: Mapping[str, Sequence[Mention]],
    passages: Sequence[Passage],
    outlets: Outlets,
    extended: Mapping[str, Mention],
) -> dict[str, set[str]]:
    """Classes of shared text whose copying no chain shows: mentions at the same place in them count as one."""
    marks: dict[str, set[str]] = defaultdict(set)
    named = {
        i: tuple(dict.fromkeys(h.name for h in m.chain if h.kind == "outlet" and h.name)) for i, m in extended.items()
    }

    @cache
    def inside(report: str, span: Span) -> tuple[Mention, ...]:
        """The mentions of a report in a passage; a popular one stands in many pairs."""
        return tuple(m for m in of_report.get(report, ()) if _inside(m, span))

    @cache
    def tie(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
        """Whether the outlets named in the chains of two copies show what they have in common: one outlet."""
        return any(outlets.same(x, y) for x in one for y in two)

    for p in passages:
        if p.quoted or p.a not in reports or p.b not in reports:
            continue
        a, b = Span(p.a_start, p.a_end), Span(p.b_start, p.b_end)
        mine, theirs = inside(p.a, a), inside(p.b, b)
        if not mine or not theirs:
            continue
        ours, others = ({named[m.id] for m in side} for side in (mine, theirs))
        if all(tie(x, y) for x in ours for y in others):
            continue
        alignment = Alignment(reports[p.a].text, a, reports[p.b].text, b)
        for m in mine:
            place = alignment.across(Span(m.start, m.end))
            match = match_place(m, place, theirs) if place else None
            # Where the other report's clauses are cut differently, any clause of the passage may be the same one.
            for other in (match,) if match else theirs:
                if not tie(named[m.id], named[other.id]):
                    marks[m.id].add(p.group)
                    marks[other.id].add(p.group)
    return marks


def _inside(m: Mention, span: Span) -> bool:
    return min(span.end, m.end) - max(span.start, m.start) >= _INSIDE * (m.end - m.start)


def mark_quotations(of_report: Mapping[str, Sequence[Mention]], passages: Sequence[Passage]) -> dict[str, set[str]]:
    """Quotations that stand in several reports: mentions in one have the same holder."""
    marks: dict[str, set[str]] = defaultdict(set)
    for p in passages:
        if p.quoted:
            for report, span in ((p.a, Span(p.a_start, p.a_end)), (p.b, Span(p.b_start, p.b_end))):
                for m in of_report.get(report, ()):
                    shared = min(span.end, m.end) - max(span.start, m.start)
                    if shared >= min(_TOUCHES, (m.end - m.start) / 2, (span.end - span.start) / 2):
                        marks[m.id].add(p.group)
    return marks
