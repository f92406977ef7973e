"""Where everything stands: which page holds a claim or a report, and the links between pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Site", "claim_anchor", "mention_anchor", "report_anchor", "span_anchor"]

_ODD = re.compile(r"[^\w.-]")


def _slug(name: str) -> str:
    return _ODD.sub("-", name)


def claim_anchor(claim: str) -> str:
    """The id of a claim's card."""
    return f"c-{_slug(claim)}"


def mention_anchor(claim: str, mention: str) -> str:
    """The id of a mention in its claim's evidence."""
    return f"e-{_slug(claim)}-{_slug(mention)}"


def report_anchor(report: str) -> str:
    """The id of a report."""
    return f"r-{_slug(report)}"


def span_anchor(report: str, start: int | str = "") -> str:
    """The id of the span of a report that begins at an offset."""
    return f"r-{_slug(report)}-s{start}"


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one report. ``pages`` maps anchors of claims and reports to page names; empty means one page.

    ``index`` is the name of the first page, ``folder`` of the folder the others are in.
    """

    index: str = ""
    folder: str = ""
    pages: dict[str, str] | None = None

    def link(self, here: str, anchor: str, holder: str | None = None) -> str:
        """An href from page ``here`` ("" is the index) to an anchor inside ``holder``, or to the holder itself."""
        fragment = f"#{anchor}"
        there = (self.pages or {}).get(holder or anchor, "")
        if there == here:
            return fragment
        if not there:
            return f"../{quote(self.index)}{fragment}"
        return f"{quote(there)}{fragment}" if here else f"{quote(self.folder)}/{quote(there)}{fragment}"
