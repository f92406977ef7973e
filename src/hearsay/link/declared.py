"""What a report says of where its text is from: credits, attributions, names beside a passage, links of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.link.outlets import is_same_outlet, names_nobody
from hearsay.link.pile import Pile, Share, common, length
from hearsay.text import fold_spaces
from hearsay.types import Anchor, Attribution, Credit, Evidence, Span

__all__ = ["Declared", "credits_for", "credits_of", "declare", "link_back", "outlet_hops", "same_source"]

CREDIT_KINDS = ("via", "republished_from", "agency", "byline")
_REACH = 250  # characters before a passage in which an introduction of it may stand
_LINE = 160  # characters of a line that says who made the report
_AFTER = 120  # and after one
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: (?:of |& |and |the )?[A-Z0-9][\w’'-]*){0,5}")


@dataclass(frozen=True, slots=True)
class Declared:
    """One thing that says the text came from the other. ``rank``: 0 a credit, 1 an attribution, 2 a name beside it."""

    rank: int
    reason: str
    evidence: Evidence


def declare(pile: Pile, share: Share) -> list[Declared]:
    """What the side here says of having the text from the side there."""
    return list(_declarations(pile, share))


def credits_of(pile: Pile, report: str) -> list[Credit]:
    """Credits that name another outlet, in the order of the chain: nearest first."""
    if (known := pile.credits.get(report)) is not None:
        return known
    found = []
    for credit in pile.report(report).credits:
        if credit.kind not in CREDIT_KINDS or not credit.name or pile.outlets.is_own(report, credit.name):
            continue
        if names_nobody(credit.name) or _presents(pile.report(report).text, credit):
            continue
        if credit.kind == "byline" and not pile.outlets.reports_of(credit.name):
            continue
        found.append(credit)
    pile.credits[report] = sorted(found, key=lambda c: (CREDIT_KINDS.index(c.kind), c.start, c.end))
    return pile.credits[report]


def _presents(text: str, credit: Credit) -> bool:
    """Whether a name in brackets is that of who speaks: "PRESENTER (Ann Lee): Good evening"."""
    return text[credit.end : credit.end + 2] == "):"


def credits_for(pile: Pile, report: str, outlet_of: str, spans: tuple[Span, ...] = ()) -> list[Credit]:
    """The credits of a report that name the outlet of another, for text that meets the spans where any are given."""
    return [
        c
        for c in credits_of(pile, report)
        if outlet_of in pile.outlets.reports_of(c.name)
        and (c.covers is None or not spans or common((c.covers,), spans))
    ]


def outlet_hops(pile: Pile, report: str) -> Iterator[tuple[Attribution, str]]:
    """Attributions of a report to another outlet, with its name."""
    for a in pile.stories[report].attributions:
        if a.hop is None or not a.hop.name or a.stance == "declines":
            continue
        # One report cannot know that a name is an outlet's; the pile can.
        outlet = a.hop.kind == "outlet" or bool(pile.outlets.reports_of(a.hop.name))
        if outlet and not pile.outlets.is_own(report, a.hop.name):
            yield a, a.hop.name


def _declarations(pile: Pile, share: Share) -> Iterator[Declared]:
    """What the side here says of having the text from the side there."""
    here = pile.report(share.here)
    for credit in credits_for(pile, share.here, share.there, share.spans):
        quote = fold_spaces(here.text[credit.start : credit.end])[:120]
        anchor = Anchor(share.here, credit.start, credit.end)
        yield Declared(0, f"credits {credit.name}: “{quote}”", Evidence(anchor))
    for attribution, name in outlet_hops(pile, share.here):
        if share.there in pile.outlets.reports_of(name) and _introduces(attribution, share.spans):
            spans = attribution.source or attribution.cue
            if spans:
                anchor = Anchor(share.here, spans[0].start, spans[-1].end)
                yield Declared(1, f"attributes the passage to {name}", Evidence(anchor))
    yield from _named_above(pile, share)
    yield from _named_beside(pile, share)


def _named_above(pile: Pile, share: Share) -> Iterator[Declared]:
    """The other's outlet in the line that says who made the report: "By Quarry Wire12 October"."""
    report = pile.report(share.here)
    for author in report.byline:
        if share.there in pile.outlets.reports_of(author) and not pile.outlets.is_own(share.here, author):
            yield Declared(0, f"is signed {author}", Evidence(Anchor(share.here, field="byline", value=author)))
            return
    for line in report.lines:
        if line.role not in ("byline", "credit", "dateline") or line.end - line.start > _LINE:
            continue
        for match in pile.outlets.written.finditer(report.text, line.start, line.end):
            name = match.group()
            if share.there in pile.outlets.reports_of(name) and not pile.outlets.is_own(share.here, name):
                anchor = Anchor(share.here, *match.span())
                yield Declared(0, f"names {name} where it says who made it", Evidence(anchor))
                return


def _named_beside(pile: Pile, share: Share) -> Iterator[Declared]:
    """The other's outlet named just before or after the passage: "Here is how the Sentinel put it:"."""
    for span in share.spans:
        for start, end, name in _outlets_beside(pile, share.here, span):
            if share.there in pile.outlets.reports_of(name) and not common(share.spans, (Span(start, end),)):
                yield Declared(2, f"names {name} beside the passage", Evidence(Anchor(share.here, start, end)))
                return


def _outlets_beside(pile: Pile, report: str, span: Span) -> list[tuple[int, int, str]]:
    """Other outlets of the pile that are named around a stretch; looked up once, however many copies it has."""
    found = pile.beside.get((report, span))
    if found is None:
        text = pile.report(report).text
        found = pile.beside[report, span] = [
            (match.start(), match.end(), match.group())
            for start, end in (_before(text, span), _after(text, span))
            for match in _CAPITALS.finditer(text, start, end)
            if pile.outlets.reports_of(match.group()) and not pile.outlets.is_own(report, match.group())
        ]
    return found


def _before(text: str, span: Span) -> tuple[int, int]:
    """What introduces a passage: its paragraph so far, or the one before where that ends in a colon."""
    start = max(0, span.start - _REACH)
    paragraph = text.rfind("\n", start, len(text[: span.start].rstrip()))
    if text[start : span.start].rstrip()[-1:] == ":" or paragraph < 0:
        return max(start, paragraph + 1), span.start
    line = text.rfind("\n", start, span.start)
    return max(start, line + 1), span.start


def _after(text: str, span: Span) -> tuple[int, int]:
    """The rest of the sentence a passage ends in."""
    end = min(len(text), span.end + _AFTER)
    stops = [i for mark in ("\n", ". ", "! ", "? ") if (i := text.find(mark, span.end, end)) >= 0]
    return span.end, min(stops, default=end)


def _introduces(attribution: Attribution, spans: tuple[Span, ...]) -> bool:
    """Whether an attribution speaks for shared text: most of its content, or its words just before the passage."""
    content = tuple(sorted(attribution.content, key=lambda s: s.start))
    if content and length(common(content, spans)) >= 0.5 * min(length(content), length(spans)):
        return True
    said = [s.end for s in (*attribution.source, *attribution.cue)]
    return bool(said) and any(0 <= s.start - max(said) <= _REACH and not content for s in spans)


def link_back(pile: Pile, share: Share) -> list[Declared]:
    """Links of the page here that name the page there: its canonical address, what it says it is based on."""
    return list(_links(pile, share))


def _links(pile: Pile, share: Share) -> Iterator[Declared]:
    here, there = pile.report(share.here), pile.report(share.there)
    if not here.canonical and not here.based_on:
        return
    canonical = Evidence(Anchor(share.here, field="canonical", value=here.canonical))
    goals = {_address(u) for u in (there.url, there.canonical) if u}
    if here.canonical and here.url and _address(here.canonical) != _address(here.url):
        if _address(here.canonical) in goals or share.there in pile.outlets.reports_of(here.canonical):
            yield Declared(0, "its canonical link names the other", canonical)
    elif here.canonical and _address(here.canonical) in {_address(there.url)} - {""}:
        yield Declared(0, "its canonical link names the other", canonical)
    for source in here.based_on:
        named = share.there in pile.outlets.reports_of(source) and not pile.outlets.is_own(share.here, source)
        if _address(source) in goals or named:
            anchor = Anchor(share.here, field="isBasedOn", value=source)
            yield Declared(0, "says that it is based on the other", Evidence(anchor))


def _address(url: str | None) -> str:
    return re.sub(r"^https?://(www\.)?|[?#].*$|/+$", "", (url or "").strip().lower())


def same_source(pile: Pile, share: Share) -> str | None:
    """The outlet that both sides say they have the text from, itself neither of the two: they are siblings."""
    if not (here := _sources(pile, share)) or not (there := _sources(pile, share.flipped())):
        return None
    for name in here:
        for other in there:
            if is_same_outlet(name, other) or pile.outlets.same(name, other):
                meant = pile.outlets.reports_of(name)
                if share.here not in meant and share.there not in meant:
                    return name
    return None


def _sources(pile: Pile, share: Share) -> list[str]:
    names = [
        c.name
        for c in credits_of(pile, share.here)
        if c.covers is None or length(common((c.covers,), share.spans)) >= 0.5 * length(share.spans)
    ]
    for attribution, name in outlet_hops(pile, share.here):
        content = tuple(sorted(attribution.content, key=lambda s: s.start))
        if length(common(content, share.spans)) >= 0.5 * length(share.spans):
            names.append(name)
    return names
