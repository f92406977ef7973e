"""A claim as its card: every field laid out for the template, words chosen, links made."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hearsay.show.account import Badge, badges, condensed, numbers, proofs, tie_rows, uncounted
from hearsay.show.html.figure import draw
from hearsay.show.html.graph import merge_chains
from hearsay.show.html.language import direction, language
from hearsay.show.html.site import Site, claim_anchor, mention_anchor, report_anchor, span_anchor
from hearsay.show.order import carriers, is_corroborated, is_disputed, is_echo
from hearsay.show.safe import one_line, printable
from hearsay.show.view import View
from hearsay.show.words import (
    CONFLICTS,
    KINDS,
    LINKS,
    answer_words,
    chance,
    grade_words,
    hop_kind,
    hop_name,
    interval,
    manner,
    plural,
    when_words,
)
from hearsay.types import Anchor, Claim, Hop, Mention, Report

__all__ = ["Cards", "ClaimCard"]

Refs = tuple[tuple[int, str], ...]  # evidence numbers with their links
DisputeRow = tuple[str, str, bool, tuple[tuple[str, str, Refs], ...]]  # what, slot, hard, sides: value, count, refs


@dataclass(frozen=True, slots=True)
class HopRow:
    """A holder of a chain, with the words it was read from."""

    name: str
    kind: str
    link: str
    how: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A mention: its sentence cut at the quote, who tells it, and where."""

    number: int
    anchor: str
    before: str
    quote: str
    after: str
    lang: str
    dir: str
    hops: tuple[HopRow, ...]
    ending: str
    stance: str
    manner: str
    slots: tuple[str, ...]
    link: str
    where: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One answer with its counts."""

    text: str
    outlets: str
    mentions: Refs
    origins: str
    independent: str
    chance: str
    grade: str
    firm: bool


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """Everything the template lays out for one claim."""

    number: int
    anchor: str
    id: str
    short: str
    kind: str
    gist: str
    gist_outlet: str
    lang: str
    dir: str
    tags: str
    badges: tuple[Badge, ...]
    told: str
    origins: str
    independent: str
    chance: str
    figure: Markup
    has_copied: bool
    has_open: bool
    chains: tuple[str, ...]
    readings: tuple[ReadingRow, ...]
    disputes: tuple[DisputeRow, ...]
    evidence: tuple[EvidenceRow, ...]
    origin_rows: tuple[tuple[str, str, str, bool], ...]
    ties: tuple[tuple[str, str, str, str], ...]
    proofs: tuple[tuple[str, int, str, str], ...]
    condensed: tuple[tuple[str, str], ...]
    uncounted: tuple[tuple[int, str], ...]


class Cards:
    """Makes the cards of one pile; ``page`` is where the card will stand."""

    def __init__(self, view: View, site: Site, digests: dict[str, str]) -> None:
        self._view = view
        self._site = site
        self._digests = digests

    def make(self, claim: Claim, number: int, page: str) -> ClaimCard:
        """The card of one claim."""
        view, weighed = self._view, self._view.weighed(claim)
        gist = claim.mentions[claim.gist]
        report = view.reports.get(gist.report)
        several = sum(m.stance in ("asserts", "confirms") for m in claim.mentions) > 1
        graph = merge_chains(claim, weighed, view) if several else None
        tags = {"firm": is_corroborated(weighed), "dispute": is_disputed(weighed), "echo": is_echo(claim, weighed)}
        return ClaimCard(
            number=number,
            anchor=claim_anchor(claim.id),
            id=one_line(claim.id),
            short=view.short[claim.id],
            kind=claim.kind,
            gist=view.gist(claim),
            gist_outlet=view.outlet(gist.report),
            lang=language(report),
            dir=direction(report),
            tags=" ".join(tag for tag, holds in tags.items() if holds),
            badges=tuple(badges(claim, weighed)),
            told=plural(carriers(claim), "report"),
            origins=interval(weighed.origins.low, weighed.origins.high),
            independent=interval(weighed.independent.low, weighed.independent.high),
            chance=chance(weighed.independent.p2),
            figure=Markup(draw(graph)) if graph else Markup(),  # noqa: S704 (escaped where it is drawn)
            has_copied=bool(graph and graph.copied),
            has_open=bool(graph and graph.open),
            chains=tuple(self._chains(claim)) if several else (),
            readings=tuple(self._readings(claim, page)),
            disputes=tuple(self._disputes(claim, page)),
            evidence=tuple(self._evidence(claim, i, m, page) for i, m in enumerate(claim.mentions)),
            origin_rows=tuple(
                (hop_name(Hop(o.kind, o.name, o.description)), KINDS[o.kind], numbers(o.mentions), o.sure)
                for o in weighed.origin_list
            ),
            ties=tuple((r.relation, r.a, r.b, f"{r.because}; mentions {numbers(r.mentions)}")
                       for r in tie_rows(claim, weighed, view)),
            proofs=tuple((end, n, numbers(m), remark) for end, n, m, remark in proofs(weighed.independent)),
            condensed=tuple((numbers(m), why) for m, why in condensed(claim)),
            uncounted=tuple((i + 1, why) for i, why in uncounted(claim, weighed, view)),
        )  # fmt: skip

    def _chains(self, claim: Claim) -> list[str]:
        endings = {"own": " ← own reporting", "unsourced": " ← no source given"}
        carrying = [m for m in claim.mentions if m.stance in ("asserts", "confirms")]
        return list(dict.fromkeys(self._view.chain(m) + endings.get(m.voice, "") for m in carrying))

    def _refs(self, claim: Claim, mentions: tuple[int, ...], page: str) -> Refs:
        known = [i for i in mentions if 0 <= i < len(claim.mentions)]
        holder = claim_anchor(claim.id)
        return tuple(
            (i + 1, self._site.link(page, mention_anchor(claim.id, claim.mentions[i].id), holder)) for i in known
        )

    def _readings(self, claim: Claim, page: str) -> list[ReadingRow]:
        rows = []
        for reading in self._view.weighed(claim).readings:
            outlets = dict.fromkeys(self._view.outlet(claim.mentions[i].report) for i in reading.mentions)
            rows.append(
                ReadingRow(
                    text=answer_words(reading.value),
                    outlets=", ".join(outlets),
                    mentions=self._refs(claim, reading.mentions, page),
                    origins=interval(reading.origins.low, reading.origins.high),
                    independent=interval(reading.independent.low, reading.independent.high),
                    chance=chance(reading.independent.p2),
                    grade=grade_words(reading.grade),
                    firm=reading.independent.low >= 2,
                )
            )
        return rows

    def _disputes(self, claim: Claim, page: str) -> list[DisputeRow]:
        return [
            (
                CONFLICTS[d.kind],
                d.slot,
                d.kind in ("conflict", "denial"),
                tuple(
                    (
                        answer_words(side.value),
                        interval(side.independent.low, side.independent.high),
                        self._refs(claim, side.mentions, page),
                    )
                    for side in d.sides
                ),
            )
            for d in self._view.weighed(claim).disagreements
        ]

    def _evidence(self, claim: Claim, i: int, mention: Mention, page: str) -> EvidenceRow:
        report = self._view.reports.get(mention.report)
        text = report.text if report else ""
        sentence = mention.sentence
        return EvidenceRow(
            number=i + 1,
            anchor=mention_anchor(claim.id, mention.id),
            before=printable(text[min(sentence.start, mention.start) : mention.start]),
            quote=printable(text[mention.start : mention.end]),
            after=printable(text[mention.end : max(sentence.end, mention.end)]),
            lang=language(report),
            dir=direction(report),
            hops=tuple(self._hop(h, report, page) for h in mention.chain),
            ending={"own": "own reporting", "unsourced": "no source given"}.get(mention.voice, ""),
            stance=mention.stance,
            manner=manner(mention),
            slots=_slots(mention),
            link=self.span_link(page, mention.report, mention.start),
            where=self._view.where(mention.report, mention.start, mention.end),
            digest=self._digests.get(mention.report, ""),
        )

    def _hop(self, hop: Hop, report: Report | None, page: str) -> HopRow:
        how = LINKS.get(hop.link, one_line(hop.link))
        link = ""
        if hop.at is not None:
            words, where = self._view.anchor(hop.at)
            how = f"{how}: {f'“{words}” ' if words else ''}{where}"
            link = self.anchor_link(page, hop.at)
        return HopRow(hop_name(hop, report), hop_kind(hop), link, how)

    def anchor_link(self, page: str, anchor: Anchor) -> str:
        """An href to the words an anchor names, to its report for a metadata field."""
        if anchor.start is None:
            return self._site.link(page, report_anchor(anchor.report)) if anchor.report in self._view.reports else ""
        return self.span_link(page, anchor.report, anchor.start)

    def span_link(self, page: str, report_id: str, start: int) -> str:
        """An href to a span; a set-apart copy's words stand in the report it is a copy of."""
        report = self._view.reports.get(report_id)
        if report is None:
            return ""
        original = self._view.reports.get(report.duplicate_of or "")
        held = original.id if original is not None and original.text == report.text else report_id
        if not 0 <= start < len(report.text):
            return self._site.link(page, report_anchor(held))
        return self._site.link(page, span_anchor(held, start), report_anchor(held))


def _slots(mention: Mention) -> tuple[str, ...]:
    value, when, where = mention.value, mention.when, mention.where
    parts = [
        f"value: {answer_words(value)}" if value else "",
        f"scope: {', '.join(map(one_line, value.scope))}" if value and value.scope else "",
        f"when: {when_words(when)}" + (f" (“{one_line(when.said)}”)" if when.said else "") if when else "",
        f"where: {one_line(where.name)}" + (f" (“{one_line(where.said)}”)" if where.said else "") if where else "",
        f"who: {', '.join(map(one_line, mention.actors))}" if mention.actors else "",
    ]
    return tuple(p for p in parts if p)
