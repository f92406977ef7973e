"""A part of the plan by itself, for who needs only the reading of a pile. Nothing of it is kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from hearsay._version import __version__
from hearsay.plugs import Choice
from hearsay.stage import Made, Plan, Stage
from hearsay.types import Document, Dropped, Findings, Parse, Report

__all__ = ["Part", "read_pile", "reading_plan", "run_part"]

Progress = Callable[[str, int, int], None]

_KEPT = frozenset(("body", "quotation", "standfirst", "caption", "correction", "methods_note"))


@dataclass(frozen=True, slots=True)
class Part:
    """What part of a plan found. ``names``: what to call each report, the id its row gave it or else its path."""

    findings: Findings
    names: dict[str, str | int]
    parses: dict[str, Parse] = field(default_factory=dict)
    unreadable: tuple[Dropped, ...] = ()

    def unread(self) -> list[tuple[str, str]]:
        """What was left unread, by path, and why: another language, a report past any length, a window unanswered."""
        paths = {r.id: str(self.names.get(r.id, r.path)) for r in self.findings.reports}
        notes = [
            (paths[r.id], f"in another language than English ({r.language})")
            for r in self.findings.reports
            if r.language not in ("en", "und")
        ]
        left = [d for d in self.findings.dropped if d.stage in ("read", "ask", "parse")]
        return notes + [(paths.get(d.report or "", "a text"), f"{d.what[:80]}: {d.reason}") for d in left]


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
    from hearsay.collect import collect
    from hearsay.reuse import name_reports

    roots = [os.fspath(p) for p in ([pile] if isinstance(pile, str | os.PathLike) else pile)]
    collected = collect(roots, None, stdin)
    made, lost = run_part(reading_plan(choice, story), collected.documents, workers, progress)
    gone = {d.report for d in lost}
    reports: dict[str, Report] = {k: r for k, r in made["report"].items() if k not in gone}
    findings = Findings(
        version=__version__,
        reports=tuple(sorted(reports.values(), key=lambda r: (r.path, r.id))),
        passages=(),
        attributions=made["attributions"],
        derivations=(),
        incidents=(),
        claims=(),
        weighed={},
        dropped=(*collected.dropped, *made["dropped"]),
    )
    names, _ = name_reports(collected.documents)
    numbered = {d.id for d in collected.documents if (own := d.given.get("id")) and own[0].how == "declared_number"}
    own_names = {i: int(name) if i in numbered and name.lstrip("-").isdecimal() else name for i, name in names.items()}
    return Part(findings, own_names, made["parse"], (*(collected.dropped if collected.unreadable else ()), *lost))


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


def run_part(
    plan: Plan, documents: Sequence[Document], workers: int | None, progress: Progress | None
) -> tuple[dict[str, Any], tuple[Dropped, ...]]:
    """What the stages of a plan make of documents, by product, all that was ``dropped``, and the reports lost."""
    import msgspec

    from hearsay.runner import run_plan, usable_cores
    from hearsay.store import Writer

    encoded = {d.id: msgspec.msgpack.encode(d) for d in documents}
    count = usable_cores() if workers is None else workers
    with tempfile.TemporaryDirectory(prefix="hearsay-") as scratch:
        store = Writer(Path(scratch) / "part.hearsay")
        try:
            _, lost = run_plan(store, plan, encoded, min(count, len(encoded)), progress or _silent)
            made = {s.makes: _product(store, s) for s in plan.stages if s.scope != "text"}
            made["dropped"] = tuple(store.dropped())
        finally:
            store.close()
    return made, tuple(d for d in made["dropped"] if d.report in lost)


def _product(store: Any, stage: Stage) -> Any:
    import msgspec

    if stage.level == "pile":
        return msgspec.msgpack.decode(store.body(stage.name), type=stage.type)
    decode = msgspec.msgpack.Decoder(stage.type).decode
    return {key: decode(body) for key, body in store.bodies(stage.name)}


def _silent(stage: str, done: int, total: int) -> None:
    pass
