"""Looking things up in findings: reports, quotes, chains, and the short names of claims."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cached_property

from hearsay.errors import UnknownClaim
from hearsay.show.order import order_claims
from hearsay.show.safe import one_line
from hearsay.show.words import hop_kind, hop_name, outlet_name
from hearsay.types import Anchor, Claim, Count, Findings, Independent, Mention, Report, Weighed

__all__ = ["View"]


class View:
    """Findings with the look-ups that every way of showing them needs."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.reports: dict[str, Report] = {r.id: r for r in findings.reports}

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims in the order in which they are shown."""
        return order_claims(self.findings)

    @cached_property
    def copies(self) -> dict[str, list[Report]]:
        """The identical reports that were set apart, by the report they are copies of."""
        copies: dict[str, list[Report]] = {}
        for report in self.findings.reports:
            if report.duplicate_of:
                copies.setdefault(report.duplicate_of, []).append(report)
        return copies

    @cached_property
    def short(self) -> dict[str, str]:
        """Each claim's shortest prefix, of six characters or more, that no other claim's id begins with."""
        ids = sorted(c.id for c in self.claims)
        short = {}
        for before, own, after in zip(["", *ids], ids, [*ids[1:], ""], strict=False):
            common = max(_shared(before, own), _shared(own, after))
            short[own] = one_line(own[: max(6, common + 1)])
        return short

    def weighed(self, claim: Claim) -> Weighed:
        """The claim's counts; empty ones where weighing did not reach it."""
        empty = Weighed(claim.id, (), Count(0, 0), (), Independent(0, 0, 0.0), (), ())
        return self.findings.weighed.get(claim.id, empty)

    def quote(self, mention: Mention) -> str:
        """The mention's words, as they stand in its report."""
        report = self.reports.get(mention.report)
        return report.text[mention.start : mention.end] if report else ""

    def gist(self, claim: Claim) -> str:
        """The words of the mention that words the claim, on one line."""
        return one_line(self.quote(claim.mentions[claim.gist]))

    def outlet(self, report_id: str) -> str:
        """What to call a report's outlet."""
        report = self.reports.get(report_id)
        return outlet_name(report.outlet, report.path) if report else f"report {one_line(report_id)}"

    def names(self, mention: Mention) -> list[str]:
        """The chain's holders, nearest first; one who is named by office has it in brackets, once."""
        report = self.reports.get(mention.report)
        names = []
        for hop in mention.chain:
            kind = hop_kind(hop)
            names.append(hop_name(hop, report) + (f" ({kind})" if kind else ""))
        return names or [self.outlet(mention.report)]

    def chain(self, mention: Mention) -> str:
        """As in "The Courier ← Meridian News Agency ← Jan Holub (ministry spokesman)"."""
        return " ← ".join(self.names(mention))

    def where(self, report_id: str, start: int | None, end: int | None) -> str:
        """As in "pile/courier.txt:120–180"."""
        report = self.reports.get(report_id)
        path = one_line(report.path if report else report_id)
        return path if start is None or end is None else f"{path}:{start}–{end}"

    def anchor(self, anchor: Anchor) -> tuple[str, str]:
        """The words an anchor points at and where they stand; a field's value and name for metadata."""
        report = self.reports.get(anchor.report)
        if anchor.start is None or anchor.end is None:
            return one_line(
                anchor.value or ""
            ), f"{self.where(anchor.report, None, None)}, field {one_line(anchor.field or '')}"
        words = report.text[anchor.start : anchor.end] if report else ""
        return one_line(words), self.where(anchor.report, anchor.start, anchor.end)

    def find_claim(self, prefix: str) -> Claim:
        """The one claim whose id is, or begins with, ``prefix``; raises UnknownClaim with the ids that come close."""
        wanted = prefix.strip().casefold().removeprefix("#").removeprefix("c-")
        exact = [c for c in self.claims if c.id in (prefix, wanted)]
        found = exact or [c for c in self.claims if wanted and c.id.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        given = one_line(prefix)
        if found:
            raise UnknownClaim(f"“{given}” begins {len(found)} claim ids.", f"Say which: {self._offer(found)}.")
        if not self.claims:
            raise UnknownClaim(f"There is no claim “{given}”: this case has none.", "List it: hearsay show --all")
        close = difflib.get_close_matches(wanted, [c.id[: max(6, len(wanted))] for c in self.claims], 4, 0.5)
        near = [c for c in self.claims if any(c.id.startswith(p) for p in close)] or self.claims[:4]
        raise UnknownClaim(
            f"There is no claim “{given}”.", f"Try one of these: {self._offer(near)}. All: hearsay show --all"
        )

    def _offer(self, claims: Iterable[Claim]) -> str:
        return ", ".join(f"{self.short[c.id]} (“{_cut(self.gist(c), 40)}”)" for c in list(claims)[:6])


def _shared(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
