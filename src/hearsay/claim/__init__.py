"""Claim: the clauses of a report that say something checkable, who holds them, and what they state."""

from __future__ import annotations

from hearsay.stage import Made, Stage
from hearsay.types import Attribution, Mention, Parse, Report

__all__ = ["CLAIM", "read_claims"]


def read_claims(report: Report, parse: Parse, attributions: tuple[Attribution, ...]) -> Made[tuple[Mention, ...]]:
    """The claim mentions of one report, in text order, and what was set aside.

    Every span is a verbatim slice of the report's text. A duplicate and a language nobody read give none.
    """
    if report.duplicate_of is not None or not parse.sentences:
        return Made(())
    from hearsay.claim.mentions import make_mentions

    mentions, dropped = make_mentions(report, parse, attributions)
    return Made(mentions, dropped)


CLAIM = Stage(
    name="claim",
    version="1",
    needs=("report", "parse", "attributions"),
    makes="mentions",
    type=tuple[Mention, ...],
    scope="report",
    run=read_claims,
    about="claim mentions: predicate, arguments, number, time, place, and the chain of holders",
)
