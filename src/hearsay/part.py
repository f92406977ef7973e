"""A part of the plan by itself, for who needs only the copies or only the reading of a pile. Nothing of it is kept."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from hearsay._version import __version__
from hearsay.plugs import Choice
from hearsay.stage import Made, Plan, Stage
from hearsay.types import Derivation, Document, Dropped, Findings, Parse, Passage, Report, Span

__all__ = ["Part", "copies_plan", "find_copies", "read_pile", "reading_plan"]

Progress = Callable[[str, int, int], None]

_KEPT = frozenset(("body", "quotation", "standfirst", "caption", "correction", "methods_note"))


@dataclass(frozen=True, slots=True)
class Part:
    """What part of a plan found. ``names``: what to call each report, the id its row gave it or else its path."""

    findings: Findings
    names: dict[str, str]
    parses: dict[str, Parse] = field(default_factory=dict)
    unreadable: tuple[Dropped, ...] = ()

    def unread(self) -> list[tuple[str, str]]:
        """What was left unread, by path, and why: another language, a report past any length, a window unanswered."""
        paths = {r.id: self.names.get(r.id, r.path) for r in self.findings.reports}
        notes = [
            (paths[r.id], f"in another language than English ({r.language})")
            for r in self.findings.reports
            if r.language not in ("en", "und")
        ]
        left = [d for d in self.findings.dropped if d.stage in ("read", "ask", "parse")]
        return notes + [(paths.get(d.report or "", "a text"), f"{d.what[:80]}: {d.reason}") for d in left]


def find_copies(
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Part:
    """The passages that stand in more than one report of a pile, and who had them from whom. No report is read.

    The derivations judge every pair that shares unquoted text, siblings and copies of copies too: more than a trace
    keeps. What only reading could tell ("the Herald reports that …") is not known here. Raises InputError.
    """
    return _run(copies_plan(), pile, workers, stdin, progress)


def read_pile(
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    choice: Choice = Choice(),  # noqa: B008 (frozen)
    story: bool = False,
) -> Part:
    """What the reader finds in each report of a pile, attributions included.

    A text that came as a row of JSON is read whole: who hands over a text has chosen it. Of files and of rows that hold
    a page the story is read; with ``story`` only that of every row too. Raises InputError or PlugError.
    """
    return _run(reading_plan(choice, story), pile, workers, stdin, progress)


@cache
def copies_plan() -> Plan:
    """Clean → furniture → copies → direct."""
    from hearsay.clean import CLEAN, SET_FURNITURE
    from hearsay.copies import COPIES

    return Plan([CLEAN, SET_FURNITURE, COPIES, _DIRECT], given={"document": Document})


@cache
def reading_plan(choice: Choice = Choice(), story: bool = False) -> Plan:  # noqa: B008 (frozen)
    """Clean → furniture → parse → read → attribute."""
    from hearsay.clean import CLEAN, SET_FURNITURE
    from hearsay.plan import reading_stages

    lines = SET_FURNITURE if story else replace(SET_FURNITURE, version=f"{SET_FURNITURE.version} whole", run=_open_rows)
    if not story:
        lines = replace(lines, needs=(*lines.needs, "document"))
    return Plan([CLEAN, lines, *reading_stages(choice)], given={"document": Document}, choice=choice.encode())


def _open_rows(page: Mapping[str, Report], document: Mapping[str, Document]) -> Made[dict[str, Report]]:
    """The reports with their furniture set aside, but every line of a row's own text is story."""
    from hearsay.clean import SET_FURNITURE

    assert SET_FURNITURE.run is not None
    made: Made[dict[str, Report]] = SET_FURNITURE.run(page=page)
    rows = {i for i, d in document.items() if d.media == "text" and "#" in d.path.rpartition("/")[2]}
    return Made({i: _open(r) if i in rows else r for i, r in made.value.items()}, made.dropped)


def _open(report: Report) -> Report:
    lines = [
        line
        if line.role in _KEPT or (line.role == "title" and not i)
        else replace(line, role="body", reason="a row's text")
        for i, line in enumerate(report.lines)
    ]
    return replace(report, lines=tuple(lines))


def _run(
    plan: Plan,
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    workers: int | None,
    stdin: BinaryIO | None,
    progress: Progress | None,
) -> Part:
    import msgspec

    from hearsay.collect import collect
    from hearsay.runner import run_plan, usable_cores
    from hearsay.store import Writer

    roots = [os.fspath(p) for p in ([pile] if isinstance(pile, str | os.PathLike) else pile)]
    collected = collect(roots, None, stdin)
    documents = {d.id: msgspec.msgpack.encode(d) for d in collected.documents}
    count = usable_cores() if workers is None else workers
    with tempfile.TemporaryDirectory(prefix="hearsay-") as scratch:
        store = Writer(Path(scratch) / "part.hearsay")
        try:
            _, lost = run_plan(store, plan, documents, min(count, len(documents)), progress or _silent)
            made = {s.makes: _product(store, s) for s in plan.stages if s.scope != "text"}
            dropped = tuple(store.dropped())
        finally:
            store.close()
    unreadable = [*(collected.dropped if collected.unreadable else ()), *(d for d in dropped if d.report in lost)]
    reports: dict[str, Report] = {k: r for k, r in made["report"].items() if k not in lost}
    findings = Findings(
        version=__version__,
        reports=tuple(sorted(reports.values(), key=lambda r: (r.path, r.id))),
        passages=made.get("passages", ()),
        attributions=made.get("attributions", {}),
        derivations=made.get("derivations", ()),
        incidents=(),
        claims=(),
        weighed={},
        dropped=(*collected.dropped, *dropped),
    )
    return Part(findings, _name(collected.documents), made.get("parse", {}), tuple(unreadable))


def _product(store: Any, stage: Stage) -> Any:
    import msgspec

    if stage.level == "pile":
        return msgspec.msgpack.decode(store.body(stage.name), type=stage.type)
    decode = msgspec.msgpack.Decoder(stage.type).decode
    return {key: decode(body) for key, body in store.bodies(stage.name)}


def _silent(stage: str, done: int, total: int) -> None:
    pass


def _name(documents: Sequence[Document]) -> dict[str, str]:
    own = {d.id: stated[0].value for d in documents if (stated := d.given.get("id"))}
    times = Counter(own.values())  # an id that two rows share names neither
    return {d.id: own[d.id] if d.id in own and times[own[d.id]] == 1 else d.path for d in documents}


def _direct(report: Mapping[str, Report], passages: Sequence[Passage]) -> Made[tuple[Derivation, ...]]:
    """Who copied, for every pair of reports that share unquoted text."""
    from hearsay.link.direction import judge, same_source
    from hearsay.link.pile import Pile

    involved = {i for p in passages for i in (p.a, p.b)}
    sharing = {i: report[i] for i in sorted(involved)}
    pile = Pile(sharing, passages, {}, {i: _quotations(r) for i, r in sharing.items()})
    found: list[Derivation] = []
    pairs = []
    for share in pile.shares.values():
        if (source := same_source(pile, share)) is None:
            pairs.append(share)
            continue
        because = (f"both credit {source}",)
        found.append(Derivation(share.here, share.there, None, "passage_reuse", False, "unknown", 0.5, because, ()))
    declared = [v for v in (judge(pile, s) for s in pairs) if v.direction == "declared"]
    pile.date_by((v.child, v.parent) for v in declared)
    for v in (judge(pile, s) for s in pairs):
        outlet = report[v.parent].outlet
        found.append(
            Derivation(
                child=v.child,
                parent=v.parent,
                parent_outlet=outlet.value if outlet else None,
                kind="passage_reuse",
                credited=v.credited,
                direction=v.direction,
                probability=v.probability,
                because=v.because,
                evidence=v.evidence,
            )
        )
    return Made(tuple(sorted(found, key=lambda d: (d.child, d.parent or ""))))


def _quotations(report: Report) -> Parse:
    from hearsay.read.quotes import find_quotes

    quotes = find_quotes(report.text, [Span(line.start, line.end) for line in report.lines])
    return Parse(report.id, (), (), (), (), tuple(quotes))


_DIRECT = Stage(
    name="direct",
    version="1",
    needs=("report", "passages"),
    makes="derivations",
    type=tuple[Derivation, ...],
    scope="pile",
    run=_direct,
    about="which of two reports that share a passage copied",
)
