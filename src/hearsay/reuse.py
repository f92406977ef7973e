"""Reuse by itself: the passages that stand in more than one report of a pile, and who had them from whom.

Rows of a table (``.jsonl``, ``.json``) are taken as they stand: the text is the story. Files are cleaned as in a trace.
Nothing is read by a model, and nothing is kept.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from hearsay.types import Derivation, Document, Dropped, Parse, Passage, Report, Span

if TYPE_CHECKING:
    from hearsay.link.direction import Verdict
    from hearsay.link.pile import Pile, Share

__all__ = ["Reuse", "find_copies", "name_reports", "read_reports"]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a pile shares. ``names``: what to call each report, the id its row gave it or else its path.

    ``notes`` are for the person who asked; ``unreadable`` is what gave no report.
    """

    reports: dict[str, Report]
    names: dict[str, str]
    passages: tuple[Passage, ...]
    unreadable: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    rows: frozenset[str] = frozenset()  # reports that came as rows of a table

    def making_of(self, reports: Iterable[str]) -> Reuse:
        """The same with what some rows say of their own making read from their text."""
        from hearsay.clean import read_making

        made = {i: read_making(self.reports[i]) for i in sorted(self.rows.intersection(reports))}
        return replace(self, reports={**self.reports, **made})

    def judged(self) -> Iterator[tuple[tuple[Passage, ...], Derivation | None]]:
        """Pair by pair the passages two reports share, and who had the unquoted ones from whom. Pairs go by name.

        Each pair is judged as it is asked for. The derivations cover siblings and copies of copies too: more than a
        trace keeps. What only reading could tell ("the Herald reports that …") is not known here.
        """
        judge = _Judge(self.reports, self.passages)
        for _, pair in groupby(sorted(self.passages, key=self._place), key=lambda p: (p.a, p.b)):
            passages = tuple(pair)
            yield passages, judge.derivation(passages)

    def _place(self, p: Passage) -> tuple[str, str, int, int, int, int, bool]:
        low, high = sorted((self.names[p.a], self.names[p.b]))
        return low, high, p.a_start, p.b_start, p.a_end, p.b_end, p.quoted


def find_copies(
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Reuse:
    """The passages that stand in more than one report of a pile. Raises InputError."""
    from hearsay.copies import run

    read = read_reports(pile, workers=workers, stdin=stdin, progress=progress)
    passages = run(read.reports).value
    return replace(read.making_of({i for p in passages for i in (p.a, p.b)}), passages=passages)


def read_reports(
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Reuse:
    """The reports of a pile, nothing compared yet. Raises InputError."""
    from hearsay.clean import take_row
    from hearsay.collect import collect

    roots = [os.fspath(p) for p in ([pile] if isinstance(pile, str | os.PathLike) else pile)]
    collected = collect(roots, None, stdin)
    rows = [d for d in collected.documents if d.path in collected.rows and d.media == "text"]
    taken = {d.id for d in rows}
    reports, lost = _clean([d for d in collected.documents if d.id not in taken], workers, progress)
    reports |= {d.id: take_row(d) for d in rows}
    names, notes = name_reports(collected.documents)
    unreadable = (*(collected.dropped if collected.unreadable else ()), *lost)
    return Reuse(dict(sorted(reports.items())), names, (), unreadable, notes, frozenset(taken))


def name_reports(documents: Sequence[Document]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What to call each document, and a sentence where ids of rows repeat: those rows go by their paths."""
    own = {d.id: stated[0].value for d in documents if (stated := d.given.get("id"))}
    times = Counter(own.values())
    times.update(d.path for d in documents if own.get(d.id) != d.path and d.path in times)  # a name must be one's own
    names = {d.id: own[d.id] if d.id in own and times[own[d.id]] == 1 else d.path for d in documents}
    again = sorted(value for value, count in times.items() if count > 1)
    if not again:
        return names, ()
    some = ", ".join(f"“{value}”" for value in again[:3]) + (" …" if len(again) > 3 else "")
    count = sum(times[value] for value in again)
    what = f"{len(again)} ids stand" if len(again) > 1 else "1 id stands"
    note = f"{what} on more than one row ({some}): these {count} rows go by file and line instead; none is left out"
    return names, (note,)


def _clean(
    pages: Sequence[Document], workers: int | None, progress: Progress | None
) -> tuple[dict[str, Report], tuple[Dropped, ...]]:
    if not pages:
        return {}, ()
    from hearsay.clean import CLEAN, SET_FURNITURE
    from hearsay.part import run_part
    from hearsay.stage import Plan

    plan = Plan([CLEAN, SET_FURNITURE], given={"document": Document})
    made, lost = run_part(plan, pages, workers, progress)
    paths = {d.id: d.path for d in pages}
    gone = {d.report for d in lost}
    named = tuple(replace(d, what=paths.get(d.report or "", d.what)) for d in lost)
    return {k: r for k, r in made["report"].items() if k not in gone}, named


class _Judge:
    """Who had what from whom, asked pair by pair."""

    def __init__(self, reports: Mapping[str, Report], passages: Sequence[Passage]) -> None:
        self.reports = reports
        self.passages = [p for p in passages if not p.quoted]
        self._pile: Pile | None = None

    def derivation(self, passages: Sequence[Passage]) -> Derivation | None:
        """The verdict on one pair; None where it shares quotations only."""
        a, b = passages[0].a, passages[0].b
        if all(p.quoted for p in passages):
            return None
        from hearsay.link.direction import judge, same_source

        if self._pile is None:
            self._pile = self._lay_out()
        share = self._pile.shares[a, b]
        if (source := same_source(self._pile, share)) is not None:
            because = (f"both credit {source}",)
            return Derivation(a, b, None, "passage_reuse", False, "unknown", 0.5, because, ())
        return self._record(judge(self._pile, share, brief=True))

    def _lay_out(self) -> Pile:
        from hearsay.link.direction import find_declared, same_source
        from hearsay.link.pile import Pile

        sharing = {i: self.reports[i] for i in sorted({i for p in self.passages for i in (p.a, p.b)})}
        pile = Pile(sharing, self.passages, {}, {i: _quotations(r) for i, r in sharing.items()})
        if any(start is None or end is None for start, end in pile.bounds.values()):
            found: list[Share] = [s for s in pile.shares.values() if same_source(pile, s) is None]
            pile.date_by((v.child, v.parent) for s in found if (v := find_declared(pile, s)))
        return pile

    def _record(self, v: Verdict) -> Derivation:
        outlet = self.reports[v.parent].outlet
        name = outlet.value if outlet else None
        return Derivation(
            v.child, v.parent, name, "passage_reuse", v.credited, v.direction, v.probability, v.because, v.evidence
        )


def _quotations(report: Report) -> Parse:
    from hearsay.read.quotes import find_quotes

    quotes = find_quotes(report.text, [Span(line.start, line.end) for line in report.lines])
    return Parse(report.id, (), (), (), (), tuple(quotes))
