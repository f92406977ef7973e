"""The terminal summary: what the pile claims, and how many origins stand behind it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hearsay.show.account import badges
from hearsay.show.order import carriers, group_claims
from hearsay.show.safe import one_line
from hearsay.show.terminal import print_line
from hearsay.show.view import View
from hearsay.show.words import CONFLICTS, answer_words, count_words, plural
from hearsay.types import Claim, Findings, Mention

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["LIMIT", "summarise"]

LIMIT = 12
_CHAINS = 4  # distinct chains printed for a claim
_STYLES = {"firm": "bold green", "echo": "bold yellow", "open": "cyan", "dispute": "bold red", "plain": "dim"}


def summarise(findings: Findings, console: Console, everything: bool = False) -> None:
    """Prints the pile in one screen or two: a header, then claims in the order of ``order_claims``.

    Shows LIMIT claims, or all of them and what was set aside with ``everything``. Quotes are verbatim; only control
    characters are shown as symbols.
    """
    view = View(findings)
    _header(findings, console)
    left = len(findings.claims) if everything else LIMIT
    for group in group_claims(findings):
        if left <= 0:
            break
        console.print()
        print_line(console, (group.title, "bold underline"), (f"  {group.note}", "dim"))
        for claim in group.claims[:left]:
            console.print()
            _claim(claim, view, console)
        left -= len(group.claims)
    hidden = 0 if everything else len(findings.claims) - LIMIT
    if hidden > 0:
        console.print()
        print_line(console, (f"… and {hidden:,} more: ", ""), ("hearsay show --all", "bold"))
    if everything:
        _dropped(findings, view, console)


def _header(findings: Findings, console: Console) -> None:
    copies = sum(1 for r in findings.reports if r.duplicate_of)
    told = [plural(len(findings.reports), "report")]
    if copies:
        told.append(plural(copies, "identical copy", "identical copies"))
    told.append(plural(len(findings.claims), "claim"))
    print_line(console, (", ".join(told), "bold"))
    if findings.dropped:
        stages = Counter(d.stage for d in findings.dropped)
        aside = ", ".join(f"{n:,} by {one_line(stage)}" for stage, n in sorted(stages.items()))
        print_line(console, (f"Set aside with a reason: {aside} (listed by hearsay show --all)", "dim"))
    if not findings.claims:
        print_line(console, ("No checkable claim was found.", ""))


def _claim(claim: Claim, view: View, console: Console) -> None:
    weighed = view.weighed(claim)
    gist = claim.mentions[claim.gist]
    print_line(console, (f"“{view.gist(claim)}”", "bold"), (f"  {view.outlet(gist.report)}", "dim"))
    counts = f"{plural(carriers(claim), 'report')}, {count_words(weighed.origins, weighed.independent)}"
    marks: list[tuple[str, str]] = []
    for badge in badges(claim, weighed):
        marks += [("  ", ""), (f"[{badge.text}]", _STYLES[badge.kind])]
    print_line(console, (counts, ""), *marks, indent=2)
    _chains(claim, view, console)
    if len(weighed.readings) > 1:
        for reading in weighed.readings:
            outlets = list(dict.fromkeys(view.outlet(claim.mentions[i].report) for i in reading.mentions))
            told = f"{answer_words(reading.value)}: {count_words(reading.origins, reading.independent)}"
            print_line(console, ("= ", "dim"), (told, ""), (f"  {_several(outlets)}", "dim"), indent=2)
    for stance in ("denies", "doubts", "declines"):
        for mention in claim.mentions:
            if mention.stance == stance:
                words = f"“{one_line(view.quote(mention))}”"
                print_line(console, (f"{stance}: ", "bold"), (view.chain(mention), ""), (f"  {words}", "dim"), indent=2)
    for d in weighed.disagreements:
        sides = " / ".join(answer_words(s.value) for s in d.sides)
        print_line(console, (f"{CONFLICTS[d.kind]} ({d.slot}): ", "bold"), (sides, ""), indent=2)
    print_line(console, (f"hearsay why {view.short[claim.id]}", "dim"), indent=2)


def _chains(claim: Claim, view: View, console: Console) -> None:
    """The chains that carry the claim; publishers with the same chain behind them share a line.

    A chain that is the end of a longer one can be read in that one and has no line of its own.
    """
    carrying = [m for m in claim.mentions if m.stance in ("asserts", "confirms")]
    chains = {(*view.names(m), *_ending(m)): _is_named(m) for m in carrying}
    ends = {chain[i:] for chain in chains for i in range(1, len(chain))}
    tails: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for chain, named in chains.items():
        if chain not in ends:
            # "an official" of two outlets may be two people: only a named holder is written once for both
            tails.setdefault((chain[1:], "" if named else chain[0]), []).append(chain[0])
    rows = sorted(tails.items(), key=lambda row: (-len(row[1]), row[0], row[1]))
    for (tail, _), publishers in rows[:_CHAINS]:
        print_line(console, ("· ", "dim"), (" ← ".join([_several(publishers), *tail]), ""), indent=2)
    if len(rows) > _CHAINS:
        print_line(console, (f"· and {plural(len(rows) - _CHAINS, 'more chain')}", "dim"), indent=2)


def _is_named(mention: Mention) -> bool:
    return mention.voice == "attributed" and all(hop.name for hop in mention.chain[1:])


def _ending(mention: Mention) -> tuple[str, ...]:
    return {"own": ("own reporting",), "unsourced": ("no source given",)}.get(mention.voice, ())


def _several(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"


def _dropped(findings: Findings, view: View, console: Console) -> None:
    if not findings.dropped:
        return
    console.print()
    print_line(console, ("Set aside", "bold underline"))
    for d in findings.dropped:
        where = view.where(d.report, None, None) if d.report else "the pile"
        told = f"{where}: {one_line(d.what)}"
        print_line(console, (told, ""), (f"  {one_line(d.stage)}: {one_line(d.reason)}", "dim"), indent=2)
