"""``hearsay why``: how one claim's count came about, span by span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearsay.show.account import badges, condensed, numbers, proofs, tie_rows, uncounted
from hearsay.show.order import carriers
from hearsay.show.safe import one_line
from hearsay.show.terminal import print_line
from hearsay.show.view import View
from hearsay.show.words import (
    CONFLICTS,
    KINDS,
    LINKS,
    answer_words,
    chance,
    count_words,
    grade_words,
    hop_kind,
    hop_name,
    interval,
    manner,
    plural,
    when_words,
)
from hearsay.types import Claim, Findings, Hop, Mention, Weighed

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["explain"]


_JOIN = {"same": "=", "open": "?", "different": "≠"}


def explain(findings: Findings, prefix: str, console: Console) -> None:
    """Prints the whole account of the claim whose id is, or begins with, ``prefix``; raises UnknownClaim."""
    view = View(findings)
    claim = view.find_claim(prefix)
    weighed = view.weighed(claim)
    _head(claim, weighed, view, console)
    _mentions(claim, view, console)
    _origins(weighed, console)
    _ties(claim, weighed, view, console)
    _proof(claim, weighed, view, console)
    _readings(weighed, console)
    _disagreements(weighed, console)


def _head(claim: Claim, weighed: Weighed, view: View, console: Console) -> None:
    gist = claim.mentions[claim.gist]
    print_line(console, (f"claim {one_line(claim.id)}", "bold"), (f"  {claim.kind}", "dim"))
    print_line(
        console, (f"“{view.gist(claim)}”", "bold"), (f"  {view.where(gist.report, gist.start, gist.end)}", "dim")
    )
    told = f"{plural(carriers(claim), 'report')}, {count_words(weighed.origins, weighed.independent)}"
    p2 = f"  chance of at least two: {chance(weighed.independent.p2)}"
    print_line(console, (told, ""), (p2, "dim"))
    marks = "; ".join(b.text for b in badges(claim, weighed))
    if marks:
        print_line(console, (marks, "bold"))


def _mentions(claim: Claim, view: View, console: Console) -> None:
    _title(console, "Mentions", "who tells it, and whom they had it from")
    for i, mention in enumerate(claim.mentions):
        where = view.where(mention.report, mention.start, mention.end)
        print_line(
            console, (f"{i + 1:>2} ", "bold"), (f"“{one_line(view.quote(mention))}”", ""), (f"  {where}", "dim"), hang=3
        )
        print_line(console, (manner(mention), ""), (_slots(mention), "dim"), indent=3)
        report = view.reports.get(mention.report)
        for step, hop in enumerate(mention.chain):
            depth = min(step, 8)  # a longer chain does not run out of the screen
            arrow = "  " * depth + ("← " if depth else "")
            kind = hop_kind(hop)
            name = hop_name(hop, report) + (f" ({kind})" if kind else "")
            print_line(
                console, (f"{arrow}{name}", ""), (f"  {_read_from(hop, view)}", "dim"), indent=3, hang=2 * depth + 2
            )


def _slots(mention: Mention) -> str:
    parts = [
        f"value {answer_words(mention.value)}" if mention.value else "",
        f"when {when_words(mention.when)}" if mention.when else "",
        f"where {one_line(mention.where.name)}" if mention.where else "",
        f"scope {', '.join(map(one_line, mention.value.scope))}" if mention.value and mention.value.scope else "",
    ]
    return "".join(f"; {p}" for p in parts if p)


def _read_from(hop: Hop, view: View) -> str:
    how = LINKS.get(hop.link, one_line(hop.link))
    extra = "; what its reporting rests on is said" if hop.rests else ""
    if hop.at is None:
        return f"{how}{extra}"
    words, where = view.anchor(hop.at)
    return f"{how}: {f'“{words}” ' if words else ''}{where}{extra}"


def _origins(weighed: Weighed, console: Console) -> None:
    _title(console, "Origins", f"{interval(weighed.origins.low, weighed.origins.high)}: where it enters the pile")
    for origin in weighed.origin_list:
        name = hop_name(Hop(origin.kind, origin.name, origin.description))
        sure = "" if origin.sure else "  counts in the high end only"
        heard = f"  {KINDS[origin.kind]}, mentions {numbers(origin.mentions)}"
        print_line(console, ("· ", "dim"), (name, ""), (f"{heard}{sure}", "dim"), indent=1)


def _ties(claim: Claim, weighed: Weighed, view: View, console: Console) -> None:
    rows = tie_rows(claim, weighed, view)
    if not rows:
        return
    _title(console, "Holders compared", "= shown to be one, ≠ shown to be two, ? not settled")
    for row in rows:
        pair = row.a if row.a == row.b else f"{row.a} {_JOIN[row.relation]} {row.b}"
        where = f"  mentions {numbers(row.mentions)}"
        print_line(
            console, (f"{_JOIN[row.relation]} ", "bold"), (f"{pair}: {row.because}", ""), (where, "dim"), indent=1
        )


def _proof(claim: Claim, weighed: Weighed, view: View, console: Console) -> None:
    low, high = weighed.independent.low, weighed.independent.high
    _title(console, "Independent chains", f"{interval(low, high)}: no two of them share a holder")
    for end, count, mentions, remark in proofs(weighed.independent):
        print_line(
            console,
            (f"{end} {count}: ", "bold"),
            (f"mentions {numbers(mentions)}", ""),
            (f"  {remark}", "dim"),
            indent=1,
        )
        for i in mentions:
            print_line(console, (f"{i + 1:>2} ", "dim"), (view.chain(claim.mentions[i]), ""), indent=3, hang=3)
    for together, why in condensed(claim):
        print_line(console, (f"taken together, {numbers(together)}: ", "bold"), (why, ""), indent=1)
    for i, why in uncounted(claim, weighed, view):
        print_line(console, (f"{i + 1} adds nothing to the low end: ", "bold"), (why, ""), indent=1)


def _readings(weighed: Weighed, console: Console) -> None:
    _title(console, "Readings", "the answers given; the grade speaks of this pile, not of truth")
    for reading in weighed.readings:
        told = f": {count_words(reading.origins, reading.independent)}"
        where = f"  mentions {numbers(reading.mentions)}, chance of at least two {chance(reading.independent.p2)}"
        print_line(console, (answer_words(reading.value), "bold"), (told, ""), (where, "dim"), indent=1)
        codes = f"  [{', '.join(map(one_line, reading.grade.reasons))}]" if reading.grade.reasons else ""
        print_line(console, (grade_words(reading.grade), ""), (codes, "dim"), indent=3)


def _disagreements(weighed: Weighed, console: Console) -> None:
    if not weighed.disagreements:
        return
    _title(console, "Disagreements", "")
    for d in weighed.disagreements:
        print_line(console, (f"{CONFLICTS[d.kind]} ", "bold"), (f"({d.slot})", "dim"), indent=1)
        for side in d.sides:
            told = f": independent {interval(side.independent.low, side.independent.high)}"
            where = f"  mentions {numbers(side.mentions)}"
            print_line(console, (answer_words(side.value), ""), (told, ""), (where, "dim"), indent=3)


def _title(console: Console, title: str, note: str) -> None:
    console.print()
    print_line(console, (title, "bold underline"), (f"  {note}" if note else "", "dim"))
