"""The pages of a report: one while it stays under 5 MB, else an index beside a folder of claim and report pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearsay.errors import OutputError
from hearsay.show.account import Badge, badges
from hearsay.show.html.claim_card import Cards, ClaimCard
from hearsay.show.html.frame import environment, load_frame
from hearsay.show.html.language import direction, language
from hearsay.show.html.report_card import Pages
from hearsay.show.html.site import Site, claim_anchor, report_anchor
from hearsay.show.order import carriers, group_claims, is_corroborated, is_disputed, is_echo
from hearsay.show.output import write_bytes
from hearsay.show.safe import one_line
from hearsay.show.view import View
from hearsay.show.words import interval, plural, when_words
from hearsay.types import Claim, Findings

__all__ = ["LIMIT", "render_one", "render_pages", "write_pages"]

LIMIT = 5_000_000  # bytes of one file; browsers grow slow above it
_PAGE = 1_000_000  # bytes a page of a divided report aims at
_PER_MENTION, _PER_CLAIM = 1_500, 3_000  # bytes, about: only for dividing
_LEAF = re.compile(r"(claims|reports)-\d+\.html")


@dataclass(frozen=True, slots=True)
class _Row:
    """A claim in the index."""

    number: int
    anchor: str
    href: str
    gist: str
    lang: str
    dir: str
    told: str
    origins: str
    independent: str
    badges: list[Badge]
    tags: str
    card: ClaimCard | None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A group of claims in the index."""

    key: str
    title: str
    note: str
    rows: list[_Row]


def write_pages(findings: Findings, path: str | Path) -> None:
    """Writes one file, or ``NAME.html`` and the folder ``NAME_pages``; the index comes last, so it leads nowhere."""
    target = Path(path)
    if str(path) == "-" or _floor(findings) <= LIMIT:
        page = render_one(findings)
        if str(path) == "-" or len(page) <= LIMIT:
            write_bytes(path, page)
            return
    folder = target.with_name(f"{target.stem}_pages")
    pages = render_pages(findings, target.name, folder.name)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror}.", "Name another file.") from error
    for name, data in pages.items():
        if name:
            write_bytes(folder / name, data)
    write_bytes(target, pages[""])
    for old in sorted(folder.iterdir()):  # pages of an earlier, longer report
        if _LEAF.fullmatch(old.name) and old.name not in pages:
            old.unlink(missing_ok=True)


def render_one(findings: Findings) -> bytes:
    """The whole report as one page."""
    maker = _Maker(findings, Site())
    return maker.index(whole=True)


def render_pages(findings: Findings, index: str, folder: str) -> dict[str, bytes]:
    """The report as pages by name, "" for the index."""
    view = View(findings)
    claims = _divide([(c, _PER_CLAIM + _PER_MENTION * len(c.mentions)) for c in view.claims])
    load = dict.fromkeys(view.reports, 0)
    for claim in view.claims:
        for m in claim.mentions:
            load[m.report] = load.get(m.report, 0) + 400
    reports = _divide([(r, 2 * len(r.text) + load[r.id] + 2_000) for r in findings.reports])
    names = {f"claims-{n}.html": part for n, part in enumerate(claims, 1)}
    shelves = {f"reports-{n}.html": part for n, part in enumerate(reports, 1)}
    places = {claim_anchor(c.id): name for name, part in names.items() for c in part}
    places |= {report_anchor(r.id): name for name, shelf in shelves.items() for r in shelf}
    maker = _Maker(findings, Site(index, folder, places))
    pages = {"": maker.index(whole=False)}
    for row in (list(names), list(shelves)):
        for before, name, after in zip(["", *row], row, [*row[1:], ""], strict=False):
            claims_here = [maker.card(c, name) for c in names.get(name, [])]
            reports_here = [maker.pages.make(r, name) for r in shelves.get(name, [])]
            pages[name] = maker.leaf(name, before, after, claims_here, reports_here)
    return pages


def _floor(findings: Findings) -> int:
    """Bytes a single page has at least: where even this is too much, it is not tried."""
    return sum(len(r.text) for r in findings.reports) + 600 * sum(len(c.mentions) for c in findings.claims)


def _divide(weighted: Sequence[tuple[Any, int]]) -> list[list[Any]]:
    parts: list[list[Any]] = []
    room = 0
    for item, weight in weighted:
        if not parts or weight > room:
            parts.append([])
            room = _PAGE
        parts[-1].append(item)
        room -= weight
    return parts


class _Maker:
    """Renders the pages of one pile on one site."""

    def __init__(self, findings: Findings, site: Site) -> None:
        self._findings = findings
        self._site = site
        self._view = View(findings)
        self._numbers = {c.id: n for n, c in enumerate(self._view.claims, 1)}
        digests = {r.id: hashlib.sha256(r.text.encode("utf-8", "surrogatepass")).hexdigest() for r in findings.reports}
        self._cards = Cards(self._view, site, digests)
        self.pages = Pages(self._view, site, self._cards, digests)

    def card(self, claim: Claim, page: str) -> ClaimCard:
        return self._cards.make(claim, self._numbers[claim.id], page)

    def leaf(self, name: str, before: str, after: str, claims: list[Any], reports: list[Any]) -> bytes:
        heading = "Claims" if claims else "Reports"
        heading = f"{heading}, page {name.rsplit('-', 1)[1].removesuffix('.html')}"
        up = self._site.link(name, "main", "")
        return self._render("leaf.html", heading, heading=heading, up=up, before=before, after=after,
                            claims=claims, reports=reports)  # fmt: skip

    def index(self, whole: bool) -> bytes:
        findings, view, link = self._findings, self._view, self._site.link
        copies = sum(1 for r in findings.reports if r.duplicate_of)
        told = f"{plural(len(findings.reports), 'report')}, {plural(len(findings.claims), 'claim')}"
        shelves = [
            _Shelf(str(n), g.title, g.note, [self._row(c, whole) for c in g.claims])
            for n, g in enumerate(group_claims(findings), 1)
        ]
        rows = [row for shelf in shelves for row in shelf.rows]
        tally = [
            (sum("firm" in r.tags for r in rows), "with at least two independent chains", "firm"),
            (sum("dispute" in r.tags for r in rows), "disputed", "dispute"),
            (sum("echo" in r.tags for r in rows), "repeated, from one origin", "echo"),
            (copies, "identical copies, not counted" if copies != 1 else "identical copy, not counted", "plain"),
            (len(findings.dropped), "set aside with a reason", "plain"),
        ]
        return self._render(
            "index.html",
            f"{told} – hearsay",
            told=told,
            tally=[row for row in tally if row[0] or row[2] != "plain"],
            groups=shelves,
            report_rows=[
                (view.outlet(r.id), one_line(r.path), link("", report_anchor(r.id))) for r in findings.reports
            ],
            cards=[self.pages.make(r, "") for r in findings.reports] if whole else [],
            incidents=self._incidents() if len(findings.incidents) > 1 else [],
            dropped=[
                (
                    view.where(d.report, None, None) if d.report else "the pile",
                    link("", report_anchor(d.report)) if d.report in view.reports else "",
                    one_line(d.what),
                    one_line(d.stage),
                    one_line(d.reason),
                )
                for d in findings.dropped
            ],
        )

    def _row(self, claim: Claim, whole: bool) -> _Row:
        view, weighed = self._view, self._view.weighed(claim)
        report = view.reports.get(claim.mentions[claim.gist].report)
        tags = {"firm": is_corroborated(weighed), "dispute": is_disputed(weighed), "echo": is_echo(claim, weighed)}
        return _Row(
            number=self._numbers[claim.id],
            anchor=claim_anchor(claim.id),
            href=self._site.link("", claim_anchor(claim.id)),
            gist=view.gist(claim),
            lang=language(report),
            dir=direction(report),
            told=plural(carriers(claim), "report"),
            origins=interval(weighed.origins.low, weighed.origins.high),
            independent=interval(weighed.independent.low, weighed.independent.high),
            badges=badges(claim, weighed),
            tags=" ".join(tag for tag, holds in tags.items() if holds),
            card=self.card(claim, "") if whole else None,
        )

    def _incidents(self) -> list[str]:
        told = []
        for incident in self._findings.incidents:
            parts = [when_words(incident.when), one_line(incident.where or ""), plural(len(incident.reports), "report")]
            told.append(", ".join(p for p in parts if p))
        return told

    def _render(self, template: str, title: str, **values: Any) -> bytes:
        frame = load_frame()
        text = (
            environment()
            .get_template(template)
            .render(frame=frame, title=title, version=one_line(self._findings.version), **values)
        )
        return text.encode("utf-8", "xmlcharrefreplace")
