"""The pile as the derivations see it: each report's story, what two stories share, which terms they have in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from hearsay.lexicons import read_table
from hearsay.link.clocks import Clock, read_clock
from hearsay.link.outlets import Outlets
from hearsay.link.stemma import Witnesses, collate
from hearsay.text import fold
from hearsay.types import Attribution, Credit, Parse, Passage, Report, Span

__all__ = ["Pile", "Share", "Story", "common", "length", "merge", "oriented", "without"]

_STORY = ("standfirst", "body", "quotation", "caption", "methods_note", "correction")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_GENERATIONS = 8  # of copies of copies through which a date is handed on
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The unquoted passages of a pair, seen from one side: spans here, spans there, words that agree."""

    here: str
    there: str
    passages: tuple[tuple[Span, Span, int], ...]
    groups: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words that agree."""
        return sum(p[2] for p in self.passages)

    @property
    def spans(self) -> Spans:
        """Where the shared text stands here."""
        return merge(p[0] for p in self.passages)

    @property
    def other_spans(self) -> Spans:
        """Where the shared text stands there."""
        return merge(p[1] for p in self.passages)

    def flipped(self) -> Share:
        """The same, seen from the other side."""
        turned = tuple(sorted(((b, a, n) for a, b, n in self.passages), key=lambda p: (p[0].start, p[1].start)))
        return Share(self.there, self.here, turned, self.groups)


class Story:
    """One report's story: its lines, quotations apart, and its terms."""

    def __init__(self, report: Report, parse: Parse | None, attributions: Sequence[Attribution]) -> None:
        self.report = report
        self.parse = parse
        self.attributions = tuple(attributions)
        self.spans = merge(Span(line.start, line.end) for line in report.lines if line.role in _STORY)
        marked = [Span(q.start, q.end) for q in parse.quotes] if parse else []
        self.quotes = merge([*marked, *(Span(x.start, x.end) for x in report.lines if x.role == "quotation")])
        self.own = without(self.spans, self.quotes)

    def cover(self, spans: Spans) -> float:
        """Share of the story outside quotation marks that the spans hold; of all of it where nothing is outside."""
        whole = self.own if length(self.own) > 0 else self.spans
        return length(common(whole, spans)) / max(1, length(whole))

    def place(self, at: int) -> float:
        """How far into the story an offset is, 0 to 1."""
        return length(common(self.spans, (Span(0, at),))) / max(1, length(self.spans))

    @cached_property
    def terms(self) -> frozenset[str]:
        """What the whole report is about, in word stems."""
        title = self.report.title or ""
        return terms_of(title + "\n" + "\n".join(self.report.text[s.start : s.end] for s in self.spans))

    def terms_at(self, spans: Iterable[Span]) -> frozenset[str]:
        """The word stems of a part."""
        return terms_of("\n".join(self.report.text[s.start : s.end] for s in spans))


class Pile:
    """All stories that are not identical to another, what they share, and their outlets."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        passages: Sequence[Passage],
        attributions: Mapping[str, Sequence[Attribution]],
        parses: Mapping[str, Parse],
    ) -> None:
        self.stories = {
            i: Story(r, parses.get(i), attributions.get(i, ()))
            for i, r in sorted(reports.items())
            if r.duplicate_of is None
        }
        self.outlets = Outlets(reports, _cited(self.stories.values()))
        self.quoted = tuple(p for p in passages if p.quoted and p.a in self.stories and p.b in self.stories)
        pairs: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        self._unquoted = tuple(p for p in passages if not p.quoted and p.a in self.stories and p.b in self.stories)
        for p in self._unquoted:
            pairs[p.a, p.b].append(p)
        self.bounds = {i: _dates(s.report) for i, s in self.stories.items()}
        self.shares = {pair: _share(*pair, found) for pair, found in sorted(pairs.items())}
        self.credits: dict[str, list[Credit]] = {}  # what was looked up once for a report
        self.memo: dict[str, object] = {}
        self.beside: dict[tuple[str, Span], list[tuple[int, int, str]]] = {}
        self.declared: dict[tuple[str, str], object] = {}
        self._clocks: dict[str, Clock | None] = {}
        self._witnesses: dict[str, Witnesses] = {}

    @cached_property
    def bodies(self) -> dict[str, str]:
        """For a named person, the body spoken for that issued a report of the pile, where that is one."""
        told: dict[str, set[str]] = defaultdict(set)
        for story in self.stories.values():
            for a in story.attributions:
                if (
                    a.hop
                    and a.hop.name
                    and a.hop.body
                    and a.hop.kind != "outlet"
                    and self.outlets.reports_of(a.hop.body)
                ):
                    told[a.hop.name].add(self.outlets.full_name(a.hop.body))
        return {name: min(bodies) for name, bodies in told.items() if len(bodies) == 1}

    def report(self, id_: str) -> Report:
        """A report."""
        return self.stories[id_].report

    def published(self, id_: str) -> str:
        """The first day a report can have been published; after all others where that is not known."""
        published = self.report(id_).published
        return (published.start if published else None) or "9999"

    def outlet(self, id_: str) -> str | None:
        """The name of a report's outlet."""
        outlet = self.report(id_).outlet
        return outlet.value if outlet else None

    def share(self, here: str, there: str) -> Share | None:
        """What two reports share outside quotation marks, seen from the first."""
        if (share := self.shares.get((here, there))) is not None:
            return share
        share = self.shares.get((there, here))
        return share.flipped() if share else None

    def clock(self, id_: str) -> Clock | None:
        """The minute a report was published, where it says so."""
        if id_ not in self._clocks:
            self._clocks[id_] = read_clock(self.report(id_))
        return self._clocks[id_]

    def later_by_the_clock(self, a: str, b: str) -> bool:
        """Whether a shows a later time of one day than b, in whatever zones."""
        mine, theirs = self.clock(a), self.clock(b)
        if mine is None or theirs is None or (mine.sure and theirs.sure) or self.bounds[a] != self.bounds[b]:
            return False
        return mine.at > theirs.at

    def sides(self, share: Share) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of the other copies of what two reports share: those that go with the first, those with the second."""
        here: set[str] = set()
        there: set[str] = set()
        for group in share.groups:
            witnesses = self._witnesses_of(group)
            if witnesses is not None:
                for found, more in zip((here, there), witnesses.sides(share.here, share.there), strict=True):
                    found.update(more)
        return tuple(sorted(here - there)), tuple(sorted(there - here))

    def agreement(self, share: Share, others: Iterable[str]) -> int:
        """Edits that the two have in common and some of the others lack: who shares them has them from one copy."""
        total = 0
        for group in share.groups:
            witnesses = self._witnesses_of(group)
            if witnesses is not None:
                total += witnesses.agreement(share.here, share.there, others)
        return total

    def _witnesses_of(self, group: str) -> Witnesses | None:
        texts = self._classes[group]
        if len(texts) < 3:
            return None
        if group not in self._witnesses:
            self._witnesses[group] = collate({i: (self.report(i).text, span) for i, span in texts.items()})
        return self._witnesses[group]

    @cached_property
    def _classes(self) -> dict[str, dict[str, Span]]:
        """Passage class → report → the stretch from its first to its last character there."""
        spans: dict[str, dict[str, Span]] = defaultdict(dict)
        for p in self._unquoted:
            for report, span in ((p.a, Span(p.a_start, p.a_end)), (p.b, Span(p.b_start, p.b_end))):
                held = spans[p.group].get(report, span)
                spans[p.group][report] = Span(min(held.start, span.start), max(held.end, span.end))
        return spans

    def order(self, a: str, b: str) -> int:
        """-1 where a was published before b by disjoint dates, 1 where after, 0 where that is not known.

        Minutes decide where both have a zone; two equal ones decide nothing.
        """
        first, second = self.clock(a), self.clock(b)
        if first and second and first.sure and second.sure:
            return (first.at > second.at) - (first.at < second.at)
        (a_start, a_end), (b_start, b_end) = self.bounds[a], self.bounds[b]
        if a_end and b_start and a_end < b_start:
            return -1
        return 1 if b_end and a_start and b_end < a_start else 0

    def date_by(self, copies: Iterable[tuple[str, str]]) -> None:
        """Date what has no date by declared copies, (child, parent): a parent is no later, a child no earlier."""
        pairs = sorted(set(copies))
        for _ in range(min(len(pairs), _GENERATIONS)):
            for child, parent in pairs:
                (start, end), (parent_start, parent_end) = self.bounds[child], self.bounds[parent]
                if end and parent_end is None:
                    self.bounds[parent] = parent_start, end
                if parent_start and start is None:
                    self.bounds[child] = parent_start, end


def _cited(stories: Iterable[Story]) -> Iterable[str]:
    """Names of outlets that the texts give."""
    for story in stories:
        yield from (a.hop.name for a in story.attributions if a.hop and a.hop.kind == "outlet" and a.hop.name)
        yield from (n.entity for n in story.parse.names if n.kind == "outlet") if story.parse else ()


@cache
def _empty() -> frozenset[str]:
    return frozenset(read_table("outlet_words.toml")["empty"].split())


def terms_of(text: str) -> frozenset[str]:
    """Stems of the words that carry content, and numbers."""
    found = set()
    for word in _WORD.findall(fold(text).replace("'", "")):
        if any(c.isdigit() for c in word):
            found.add(word.replace(",", ""))
        elif len(word) > 2 and word not in _empty():
            found.add(word[:6])
    return frozenset(found)


def merge(spans: Iterable[Span]) -> Spans:
    """Spans as disjoint ones, in order."""
    out: list[Span] = []
    for s in sorted(spans, key=lambda s: (s.start, s.end)):
        if out and s.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, s.end))
        elif s.end > s.start:
            out.append(s)
    return tuple(out)


def common(a: Spans, b: Spans) -> Spans:
    """What two sets of disjoint spans both hold."""
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        start, end = max(a[i].start, b[j].start), min(a[i].end, b[j].end)
        if start < end:
            out.append(Span(start, end))
        if a[i].end < b[j].end:
            i += 1
        else:
            j += 1
    return tuple(out)


def without(a: Spans, b: Spans) -> Spans:
    """What the first set of disjoint spans holds and the second does not."""
    out = []
    for s in a:
        at = s.start
        for t in b:
            if t.end <= at or t.start >= s.end:
                continue
            if t.start > at:
                out.append(Span(at, t.start))
            at = max(at, t.end)
        if at < s.end:
            out.append(Span(at, s.end))
    return tuple(out)


def oriented(p: Passage, here: str) -> tuple[Span, Span]:
    """Where a passage stands in one of its reports, then where in the other."""
    a, b = Span(p.a_start, p.a_end), Span(p.b_start, p.b_end)
    return (a, b) if p.a == here else (b, a)


def length(spans: Iterable[Span]) -> int:
    """Characters."""
    return sum(s.end - s.start for s in spans)


def _dates(report: Report) -> tuple[str | None, str | None]:
    published = report.published
    return (published.start, published.end) if published else (None, None)


def _share(a: str, b: str, passages: Sequence[Passage]) -> Share:
    rows = sorted(
        ((Span(p.a_start, p.a_end), Span(p.b_start, p.b_end), p.words) for p in passages),
        key=lambda row: (row[0].start, row[1].start),
    )
    return Share(a, b, tuple(rows), tuple(sorted({p.group for p in passages})))
