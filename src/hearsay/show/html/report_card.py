"""A report as its page: metadata with where each piece came from, and its text with everything marked in place."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from hearsay.show.html.claim_card import Cards
from hearsay.show.html.language import direction, language
from hearsay.show.html.marks import Mark, Painter, safe_html
from hearsay.show.html.site import Site, claim_anchor, report_anchor, span_anchor
from hearsay.show.safe import one_line
from hearsay.show.view import View
from hearsay.show.words import DERIVATIONS, ROLES, chance, how_words, outlet_name, when_words
from hearsay.types import Anchor, Attribution, Claim, Derivation, Dropped, Line, Mention, Passage, Report, Span

__all__ = ["Pages", "ReportCard"]

_QUIET = ("furniture", "related", "comment")


@dataclass(frozen=True, slots=True)
class DerivationRow:
    """Report → report, in words, with its evidence as (quote, where, link)."""

    told: str
    parent: str
    link: str
    sure: str
    because: tuple[str, ...]
    evidence: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportCard:
    """Everything the template lays out for one report."""

    anchor: str
    name: str
    title: str
    lang: str
    dir: str
    facts: tuple[tuple[str, str, str], ...]  # name, value, how it is known
    body: Markup
    same_as: str
    same_link: str
    copies: tuple[tuple[str, str], ...]
    derivations: tuple[DerivationRow, ...]
    claims: tuple[tuple[int, str, str], ...]  # number, gist, link
    dropped: tuple[tuple[str, str, str], ...]


class Pages:
    """Makes the report pages of one pile."""

    def __init__(self, view: View, site: Site, cards: Cards, digests: dict[str, str]) -> None:
        self._view = view
        self._site = site
        self._cards = cards
        self._digests = digests
        self._numbers = {c.id: n for n, c in enumerate(view.claims, 1)}
        self._mentions: dict[str, list[tuple[Claim, Mention]]] = {}
        self._passages: dict[str, list[tuple[Span, str, int, str]]] = {}  # here, other report, its start, class
        self._derivations: dict[str, list[Derivation]] = {}
        self._anchors: dict[str, set[tuple[int, int]]] = {}
        self._dropped: dict[str, list[Dropped]] = {}
        for claim in view.claims:
            for mention in claim.mentions:
                self._mentions.setdefault(mention.report, []).append((claim, mention))
                for hop in mention.chain:
                    self._keep(hop.at)
        for p in view.findings.passages:
            self._hold(p)
        for aside in view.findings.dropped:
            self._dropped.setdefault(aside.report or "", []).append(aside)
        for d in view.findings.derivations:
            self._derivations.setdefault(d.child, []).append(d)
            for e in d.evidence:
                self._keep(e.child)
                self._keep(e.parent)

    def make(self, report: Report, page: str) -> ReportCard:
        """The page of one report."""
        view, link = self._view, self._site.link
        original = view.reports.get(report.duplicate_of or "")
        same = original is not None and original.text == report.text
        claims = dict.fromkeys(c.id for c, _ in self._mentions.get(report.id, []))
        by_id = {c.id: c for c, _ in self._mentions.get(report.id, [])}
        return ReportCard(
            anchor=report_anchor(report.id),
            name=view.outlet(report.id),
            title=one_line(report.title or ""),
            lang=language(report),
            dir=direction(report),
            facts=tuple(self._facts(report)),
            body=Markup() if same else Markup(self._body(report, page)),  # noqa: S704 (escaped where it is painted)
            same_as=one_line(original.path) if same and original else "",
            same_link=link(page, report_anchor(original.id)) if same and original else "",
            copies=tuple((one_line(c.path), link(page, report_anchor(c.id))) for c in view.copies.get(report.id, [])),
            derivations=tuple(self._derivation(d, page) for d in self._derivations.get(report.id, [])),
            claims=tuple(sorted((self._numbers[c], view.gist(by_id[c]), link(page, claim_anchor(c))) for c in claims)),
            dropped=tuple(
                (one_line(d.what), one_line(d.stage), one_line(d.reason)) for d in self._dropped.get(report.id, [])
            ),
        )

    def _keep(self, anchor: Anchor | None) -> None:
        if anchor is not None and anchor.start is not None and anchor.end is not None:
            self._anchors.setdefault(anchor.report, set()).add((anchor.start, anchor.end))

    def _hold(self, p: Passage) -> None:
        here, there = Span(p.a_start, p.a_end), Span(p.b_start, p.b_end)
        self._passages.setdefault(p.a, []).append((here, p.b, p.b_start, p.group))
        self._passages.setdefault(p.b, []).append((there, p.a, p.a_start, p.group))

    def _facts(self, report: Report) -> list[tuple[str, str, str]]:
        published, outlet = report.published, report.outlet
        dated = f"{how_words(published.how)}, to the {published.precision}" if published else ""
        rows = [
            ("File", one_line(report.path), ""),
            ("Outlet", outlet_name(outlet, report.path), how_words(outlet.how if outlet else None)),
            ("Title", one_line(report.title or ""), ""),
            ("Byline", ", ".join(map(one_line, report.byline)), ""),
            ("Published", when_words(published), dated),
            ("Language", one_line(report.language), ""),
            ("Address", one_line(report.url or ""), ""),
            ("Canonical address", one_line(report.canonical or ""), ""),
            ("Based on", ", ".join(map(one_line, report.based_on)), ""),
            ("Also called", ", ".join(map(one_line, report.aliases)), ""),
            ("SHA-256 of the text", self._digests.get(report.id, ""), f"{len(report.text):,} characters"),
            ("Warnings", "; ".join(map(one_line, report.warnings)), ""),
        ]  # fmt: skip
        return [row for row in rows if row[1]]

    def _derivation(self, d: Derivation, page: str) -> DerivationRow:
        view = self._view
        parent = view.outlet(d.parent) if d.parent else one_line(d.parent_outlet or "a report outside the pile")
        sure = [
            "credited" if d.credited else "without credit",
            f"direction {d.direction}",
            f"p {chance(d.probability)}",
        ]
        anchors = [a for e in d.evidence for a in (e.child, e.parent) if a is not None]
        return DerivationRow(
            told=DERIVATIONS[d.kind],
            parent=parent if d.parent else f"{parent} (not in the pile)",
            link=self._site.link(page, report_anchor(d.parent)) if d.parent in view.reports else "",
            sure=", ".join(sure),
            because=tuple(one_line(b.replace("_", " ")) for b in d.because),
            evidence=tuple((*view.anchor(a), self._cards.anchor_link(page, a)) for a in anchors),
        )

    def _body(self, report: Report, page: str) -> str:
        painter = Painter(report.text, span_anchor(report.id), self._marks(report, page))
        out: list[str] = []
        role = ""
        place = 0
        for line in sorted(report.lines, key=lambda x: x.start):
            if line.start < place:  # lines that overlap would show words twice
                continue
            out += self._gap(report, painter, place, line.start)
            label = "" if line.role in ("body", role) else self._label(line)
            tag = "blockquote" if line.role == "quotation" else "p"
            out.append(f'<{tag} class="ln {line.role}">{label}{painter.paint(line.start, line.end)}</{tag}>\n')
            role, place = line.role, line.end
        out += self._gap(report, painter, place, len(report.text))
        return "".join(out)

    def _gap(self, report: Report, painter: Painter, start: int, end: int) -> list[str]:
        if start >= end or not report.text[start:end].strip():
            return []
        return [f'<p class="ln body">{painter.paint(start, end)}</p>\n']

    def _label(self, line: Line) -> str:
        why = f" <span>({safe_html(one_line(line.reason.replace('_', ' ')))})</span>" if line.role in _QUIET else ""
        return f'<span class="role" lang="en" dir="ltr">{ROLES[line.role]}{why}</span>'

    def _marks(self, report: Report, page: str) -> list[Mark]:
        marks = [self._mention(claim, m, page) for claim, m in self._mentions.get(report.id, [])]
        marks += self._copied(report, page)
        for a in self._view.findings.attributions.get(report.id, ()):
            marks += _attributed(a)
        marks += [Mark(start, end, 9, "") for start, end in sorted(self._anchors.get(report.id, ()))]
        return [m for m in marks if 0 <= m.start < m.end <= len(report.text)]

    def _mention(self, claim: Claim, mention: Mention, page: str) -> Mark:
        number = self._numbers[claim.id]
        href = escape(self._site.link(page, claim_anchor(claim.id)))
        back = f'<a class="back" href="{href}" lang="en"><span class="vh">end of claim, see claim </span>{number}</a>'
        css = "m" if mention.stance in ("asserts", "confirms") else "m against"
        return Mark(mention.start, mention.end, 0, css, f"claim {number}: ", back)

    def _copied(self, report: Report, page: str) -> list[Mark]:
        """One mark for each stretch of shared text, with a link to it in every report it was linked to."""
        stretches: dict[tuple[int, int], dict[str, tuple[str, int]]] = {}
        for span, other, start, _ in self._passages.get(report.id, []):
            stretches.setdefault((span.start, span.end), {}).setdefault(other, (other, start))
        marks = []
        for (start, end), others in sorted(stretches.items()):
            links = "".join(
                f'<a href="{escape(self._cards.span_link(page, other, at))}">{safe_html(self._view.outlet(other))}</a>'
                for other, at in sorted(others.values(), key=lambda o: (self._view.outlet(o[0]), o))
            )
            after = f'<span class="also" lang="en"><span class="vh">end of copied words, </span>also in {links}</span>'
            marks.append(Mark(start, end, 1, "p", "copied words: ", after))
        return marks


def _attributed(a: Attribution) -> list[Mark]:
    parts = ((a.content, 2, "o", "said words: "), (a.source, 3, "s", "source: "), (a.cue, 4, "u", "cue: "))
    return [Mark(s.start, s.end, rank, css, label) for spans, rank, css, label in parts for s in spans]
