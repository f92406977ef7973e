"""What the pile tells of a report's making that its own page does not: its outlet, a name in full, a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from hearsay.clean.credit_records import is_own, once_each
from hearsay.clean.datelines import read_dateline
from hearsay.clean.days import Day, find_days
from hearsay.clean.fullest import full_forms, fullest, is_short_for, recased
from hearsay.clean.names import is_initials, is_outlet, is_title_case
from hearsay.clean.outlet import rank_of, same_outlet, strip_the
from hearsay.clean.self_names import cited_names, first_person, told_spans
from hearsay.text import fold
from hearsay.types import Credit, Report, Stated

__all__ = ["settle_names"]

HOW = "inferred_pile"
STORY = frozenset({"body", "quotation", "standfirst", "caption", "correction", "methods_note"})
ENOUGH = 2  # signs in a story that make a name its own newsroom's
WITHIN = 45  # days between a report and its neighbour in the pile for a year to be taken over
AROUND = 45  # characters beside a name by which a copied sentence is known
_ASKS = re.compile(
    r"^(?:(?:support|donate to|subscribe to|follow|join|about|welcome to|back|help) (?:the )?)?"
    r"(?P<who>[^\W\d_][\w’'&. -]{3,50})$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]\w+")


class _Pile:
    """The reports of a pile, each text once, and the names they use."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = tuple(reports)
        self._full: dict[str, str | None] = {}  # reprints credit the same names
        self._cased: dict[str, str] = {}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Folded text by report."""
        return {r.id: f" {fold(r.text[:60_000])} " for r in self.reports}

    @cached_property
    def stories(self) -> dict[str, str]:
        """The story's own words by report."""
        return {r.id: "\n".join(r.text[ln.start : ln.end] for ln in r.lines if ln.role in STORY) for r in self.reports}

    @cached_property
    def raw(self) -> tuple[str, ...]:
        """The texts as they are, each once."""
        return tuple(sorted({r.text[:60_000] for r in self.reports}))

    def fullest(self, short: str) -> str | None:
        """The one full form that the pile's texts have for a name."""
        if short not in self._full:
            self._full[short] = fullest(short, self.raw)
        return self._full[short]

    def recased(self, name: str) -> str:
        """A name as the pile's running text writes it."""
        if name not in self._cased:
            self._cased[name] = recased(name, self.raw)
        return self._cased[name]

    def stands_elsewhere(self, report: Report, start: int, end: int) -> bool:
        """The words before or after a place stand in another report too: they may have been copied."""
        before = fold(report.text[max(0, start - AROUND) : end]).split(" ", 1)[-1]
        after = fold(report.text[start : end + AROUND]).rsplit(" ", 1)[0]
        own = self.texts[report.id]
        return any(
            f" {part} " in text
            for other, text in sorted(self.texts.items())
            if text != own
            for part in (before, after)
            if len(part.split()) >= 5
        )


def settle_names(page: Mapping[str, Report]) -> dict[str, Report]:
    """The reports with outlets, agencies and years that only their neighbours tell.

    A name is taken over where everything in the pile agrees on it; nothing depends on the order of the reports.
    """
    pile = _Pile([page[key] for key in sorted(page)])
    named = {r.id: _with_outlet(r, _outlet_of(r, pile)) for r in pile.reports}
    named = {key: _like_its_siblings(r, named, pile) for key, r in named.items()}
    dated = [r for r in named.values() if r.published is not None]
    return {key: _dated(_in_full(r, pile), dated) for key, r in named.items()}


def _outlet_of(report: Report, pile: _Pile) -> Stated | None:
    own = report.outlet
    if own is not None:
        if own.how.startswith(("given", "declared")):
            return own
        if is_initials(own.value) or own.how == "inferred_dateline":
            full = pile.fullest(own.value)
            return Stated(full, own.how) if full else own
        return Stated(pile.recased(own.value), own.how)
    return _told(report, pile) or _cited_elsewhere(report, pile)


def _told(report: Report, pile: _Pile) -> Stated | None:
    """The name a story says was told things, in sentences that no other report has."""
    body = pile.stories[report.id]
    cited = cited_names([body])
    signs: dict[str, int] = {}
    for name, start, end in told_spans(report.text):
        inside = any(ln.role in STORY and ln.start <= start < ln.end for ln in report.lines)
        if inside and not pile.stands_elsewhere(report, start, end):
            signs[name] = signs.get(name, 0) + 1
    own = {n: c for n, c in signs.items() if fold(strip_the(n)) not in cited and not is_initials(strip_the(n))}
    own = {n: c for n, c in own.items() if is_outlet(n) or is_outlet(f"Daily {strip_the(n)}")}
    if len({fold(strip_the(n)) for n in own}) != 1:
        return None
    name, times = max(sorted(own.items()), key=lambda item: item[1])
    short = strip_the(name)
    credited = [c.name for c in report.credits if c.kind != "dateline"]
    if any(same_outlet(short, c) or is_short_for(short, c) for c in credited):
        return None
    forms = {fold(f): f for f in full_forms(short, pile.raw)} if len(short.split()) == 1 else {}
    if times + min(1, first_person([report.text])) < ENOUGH:  # one sentence may be lifted from a page we do not have
        return None
    return Stated(next(iter(forms.values())) if len(forms) == 1 else short, HOW)


def _cited_elsewhere(report: Report, pile: _Pile) -> Stated | None:
    """A name alone on a line of the page's furniture that other reports of the pile cite."""
    found: dict[str, str] = {}
    credited = {fold(c.name) for c in report.credits}
    for line in report.lines:
        text = " ".join(report.text[line.start : line.end].split())
        match = _ASKS.match(text) if line.role in ("furniture", "body", "standfirst") and len(text) <= 60 else None
        if match is None or not is_title_case(match["who"]) or fold(match["who"]) in credited:
            continue
        name = match["who"]
        asked = match.start("who") > 0
        if not (_CAMEL.fullmatch(name) or is_outlet(name)):
            continue
        head = name if not asked or not is_outlet(name) else name.split()[0]
        if len(head) < 6 and head == name.split()[0] and len(name.split()) > 1:
            continue
        word = re.compile(rf"(?<!\w){re.escape(head)}(?!\w)")
        if any(word.search(s) for key, s in sorted(pile.stories.items()) if key != report.id):
            found.setdefault(fold(name), name)
    return Stated(next(iter(found.values())), HOW) if len(found) == 1 else None


def _like_its_siblings(report: Report, named: Mapping[str, Report], pile: _Pile) -> Report:
    """The outlet of the other reports under the same byline, where they have one and tell other stories."""
    if report.outlet is not None or not report.byline:
        return report
    writers = {fold(b) for b in report.byline}
    found: dict[str, Stated] = {}
    for other in named.values():
        if other.outlet is not None and {fold(b) for b in other.byline} == writers:
            if other.outlet.how == "inferred_dateline" or any(c.kind == "agency" for c in other.credits):
                return report
            found.setdefault(fold(strip_the(other.outlet.value)), other.outlet)
    if len(found) != 1 or any(c.kind in ("agency", "republished_from", "via") for c in report.credits):
        return report
    return _with_outlet(report, Stated(next(iter(found.values())).value, HOW))


def _with_outlet(report: Report, outlet: Stated | None) -> Report:
    if outlet is None or outlet == report.outlet:
        return report
    aliases = report.aliases
    if report.outlet is not None and report.outlet.value != outlet.value:
        aliases = tuple(dict.fromkeys((*aliases, report.outlet.value)))
    warnings = tuple(w for w in report.warnings if not w.startswith("the page names no outlet"))
    others = tuple(
        replace(c, name=outlet.value) if c.kind == "agency" and _is_own(c, outlet.value, aliases) else c
        for c in report.credits
        if c.kind == "agency" or not _is_own(c, outlet.value, aliases)
    )
    others = once_each(others)
    return replace(report, outlet=outlet, aliases=aliases, warnings=warnings, credits=others)


def _is_own(credit: Credit, outlet: str, aliases: Sequence[str]) -> bool:
    if credit.kind not in ("agency", "via", "republished_from"):
        return False
    return is_own(credit.name, outlet, aliases)


def _in_full(report: Report, pile: _Pile) -> Report:
    """Agencies and outlets by the full name that the pile has for their initials."""
    if report.outlet is not None and rank_of(report.outlet.how) > 1 and is_initials(report.outlet.value):
        full = pile.fullest(report.outlet.value)
        if full:
            short = report.outlet.value
            report = replace(
                report,
                outlet=replace(report.outlet, value=full),
                aliases=tuple(dict.fromkeys((*report.aliases, short))),
            )
    made = []
    for credit in report.credits:
        if credit.kind in ("agency", "via", "republished_from") and is_initials(credit.name):
            full = pile.fullest(credit.name)
            credit = replace(credit, name=full) if full else credit
        made.append(credit)
    kept = once_each(made)
    return report if kept == report.credits else replace(report, credits=kept)


def _dated(report: Report, dated: Sequence[Report]) -> Report:
    """A day and month of the page's own, with the year that its neighbours are of."""
    if report.published is not None:
        return report
    day = _day_without_year(report)
    if day is None:
        return report
    near = [dt.date.fromisoformat(r.published.start[:10]) for r in dated if r.published and r.published.start]
    years: set[int] = set()
    for known in near:
        for year in (known.year - 1, known.year, known.year + 1):
            when = day.when(HOW, year)
            if when and when.start and abs((dt.date.fromisoformat(when.start) - known).days) <= WITHIN:
                years.add(year)
    when = day.when(HOW, years.pop()) if len(years) == 1 else None
    if when is None:
        return report
    warnings = tuple(w for w in report.warnings if not w.startswith("the page gives no date"))
    return replace(report, published=when, warnings=warnings)


def _day_without_year(report: Report) -> Day | None:
    for line in report.lines:
        if line.role in ("dateline", "byline") or (line.role == "furniture" and line.reason == "a date"):
            text = report.text[line.start : line.end]
            read = read_dateline(text + " X", early=True) if line.role == "dateline" else None
            days = [read.day] if read and read.day else find_days(text)
            if days and days[0].year is None and days[0].first == days[0].last:
                return days[0]
    return None
