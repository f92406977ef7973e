"""A case: one folder on disk that holds a pile, what was made of it, and what people decided about it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import msgspec

from hearsay._version import __version__
from hearsay.errors import NoCase
from hearsay.plan import build_plan
from hearsay.plugs import Choice
from hearsay.store import Reader, Writer
from hearsay.text import digest
from hearsay.types import Attribution, Claim, Document, Dropped, Findings, Parse, Report

if TYPE_CHECKING:
    from hearsay.collect import Collected

__all__ = ["Case", "Traced", "default_folder", "newest_case", "open_case", "trace"]


@dataclass(frozen=True, slots=True)
class Traced:
    """What one run did: the case, inputs that could not be read, reports that are gone, seconds per stage."""

    case: Case
    new: int
    unreadable: tuple[Dropped, ...]
    gone: tuple[str, ...]
    seconds: dict[str, float]


class Case:
    """A traced pile, read-only. ``findings()`` gives everything; the rest are short ways to a part of it.

    Raises NoCase, CaseVersion or CaseDamaged when the folder holds no case that this version can read.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._reader = Reader(self.folder)
        self._findings: Findings | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the case file."""
        self._reader.close()

    def findings(self) -> Findings:
        """Everything the last finished trace found. Raises NoCase when no trace has finished."""
        if self._findings is None:
            self._findings = _load(self._reader)
        return self._findings

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports, by path; identical ones carry ``duplicate_of``."""
        return self.findings().reports

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, by id."""
        return self.findings().claims

    def attributions(self, report: str) -> tuple[Attribution, ...]:
        """Who is said to say what in one report, by position."""
        return self.findings().attributions.get(report, ())

    def parses(self) -> dict[str, Parse]:
        """What the reader found in each report: sentences, names, times, quantities, quotes."""
        decode = msgspec.msgpack.Decoder(Parse).decode
        return {key: decode(body) for key, body in self._reader.bodies("read")}

    def seconds(self) -> dict[str, float]:
        """Seconds per stage of the newest run."""
        last = self._reader.last_run()
        return last[2] if last else {}


def open_case(folder: str | os.PathLike[str]) -> Case:
    """Open a case folder for reading."""
    return Case(folder)


def trace(
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    case: str | os.PathLike[str] | None = None,
    *,
    meta: str | os.PathLike[str] | None = None,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    choice: Choice = Choice(),  # noqa: B008 (frozen)
) -> Traced:
    """Read a pile into a case folder and work out its claims, chains and counts.

    ``pile`` is files, folders, globs or ``-``. On an existing case only what is new or changed is made
    again; reports that came with the same argument before and are not found any more leave the case and are listed.
    ``workers`` is the number of processes (default: the usable cores; 0: this process alone,
    without protection against pages that hang). ``choice`` names another reader or attributor (docs/readers.md);
    what they found is never mixed with what others found.
    Raises InputError, CaseError, OutputError or PlugError.
    """
    from hearsay.collect import collect
    from hearsay.runner import run_plan, usable_cores

    plan = build_plan(choice)
    roots = [os.fspath(p) for p in ([pile] if isinstance(pile, str | os.PathLike) else pile)]
    folder = Path(case) if case is not None else default_folder(roots)
    collected = collect(roots, os.fspath(meta) if meta else None, stdin)
    store = Writer(folder)
    try:
        number = store.begin_run(__version__)
        documents, new, gone = _merge(store, roots, collected)
        store.set_dropped("collect", "", collected.dropped)
        unreadable = list(collected.dropped) if collected.unreadable else []
        count = usable_cores() if workers is None else workers
        seconds, lost = run_plan(
            store, plan, documents, min(count, max(1, len(documents))) if count else 0, progress or _silent
        )
        store.end_run(number, seconds)
        paths = {i: path for i, _, path, _, _ in store.documents()}
        asked = {stage.name for stage in plan.stages if stage.scope == "text"}
        for d in store.dropped():
            if d.report in lost:
                unreadable.append(replace(d, what=paths.get(d.report, d.what)))
            elif d.what.startswith("stage ") and d.report in paths:
                unreadable.append(replace(d, what=f"{paths[d.report]} (in part)", reason=f"{d.what}: {d.reason}"))
            elif d.stage in asked:
                unreadable.append(replace(d, what=f"“{' '.join(d.what.split())[:60]}…”"))
    finally:
        store.close()
    return Traced(Case(folder), new, tuple(unreadable), tuple(gone), seconds)


def default_folder(roots: Sequence[str]) -> Path:
    """Where a case goes when no folder is named: ``./NAME.hearsay``, NAME being that of the first thing in the pile."""
    first = roots[0] if roots else "-"
    if first == "-":
        return Path("stdin.hearsay")
    name = Path(os.path.abspath(first.split("*")[0].rstrip("/\\") or ".")).name
    return Path(f"{name or 'pile'}.hearsay")


def newest_case(beside: Path) -> Path:
    """What ``show`` and ``why`` take when no case is named: the newest ``*.hearsay`` of a folder. Raises NoCase."""
    cases = [p for p in beside.glob("*.hearsay") if (p / "case.db").is_file()]
    if not cases:
        raise NoCase(
            f"there is no case in {beside.resolve()}.", "Make one: hearsay trace PILE, or name one with --case DIR."
        )
    return max(cases, key=lambda p: ((p / "case.db").stat().st_mtime_ns, p.name))


def _silent(stage: str, done: int, total: int) -> None:
    pass


def _merge(store: Writer, roots: Sequence[str], found: Collected) -> tuple[dict[str, bytes], int, list[str]]:
    """Lay what was collected over what the case holds; ranks identical reports by path over both."""
    decode = msgspec.msgpack.Decoder(Document).decode
    before = store.documents()
    rows: list[tuple[str, str, Document]] = [
        (root, base, decode(body)) for _, root, _, base, body in before if root not in roots
    ]
    held = {(document.path, base) for _, base, document in rows}
    for document in found.documents:
        base = document.duplicate_of or document.id
        if (document.path, base) not in held:
            rows.append((found.roots.get(document.path, roots[0]), base, document))
    ranked = _rank(rows)
    after = {d.id: (root, base, d) for root, base, d in ranked}
    old = {i: (path, body) for i, _, path, _, body in before}
    bodies = {i: msgspec.msgpack.encode(d) for i, (_, _, d) in after.items()}
    changed = [
        (i, root, d.path, base, bodies[i])
        for i, (root, base, d) in after.items()
        if i not in old or old[i][1] != bodies[i]
    ]
    removed = [i for i in old if i not in after]
    present = {d.path for _, _, d in ranked}
    gone = sorted({old[i][0] for i in removed} - present)
    store.put_documents(changed, removed)
    return bodies, sum(i not in old for i in after), gone


def _rank(rows: Sequence[tuple[str, str, Document]]) -> list[tuple[str, str, Document]]:
    seen: dict[str, int] = {}
    ranked = []
    for root, base, document in sorted(rows, key=lambda row: (row[2].path, row[1])):
        rank = seen.get(base, 0)
        seen[base] = rank + 1
        ident = base if rank == 0 else digest(base, str(rank))
        ranked.append((root, base, replace(document, id=ident, duplicate_of=base if rank else None)))
    return ranked


def _load(reader: Reader) -> Findings:
    plan = build_plan()
    stages = {stage.makes: stage for stage in plan.stages}

    def pile(product: str) -> Any:
        body = reader.body(stages[product].name)
        if body is None:
            raise NoCase(
                f"the case {reader.folder} was never finished.", "Run the same hearsay trace again: it resumes."
            )
        return msgspec.msgpack.decode(body, type=stages[product].type)

    def each(product: str) -> dict[str, Any]:
        decode = msgspec.msgpack.Decoder(stages[product].type).decode
        return {key: decode(body) for key, body in reader.bodies(stages[product].name)}

    weighed = pile("weighed")
    linked = pile("linked")
    dropped = tuple(reader.dropped())
    unread: dict[str | None, tuple[str, ...]] = {}
    for d in dropped:
        if d.stage == "read":  # found after the report's own warnings were written down
            unread[d.report] = (*unread.get(d.report, ()), f"{d.what}: {d.reason}")
    reports: tuple[Report, ...] = tuple(
        replace(r, warnings=(*r.warnings, *unread[r.id])) if r.id in unread else r
        for r in sorted(each("report").values(), key=lambda r: (r.path, r.id))
    )
    return Findings(
        version=__version__,
        reports=reports,
        passages=pile("passages"),
        attributions=each("attributions"),
        derivations=pile("derivations"),
        incidents=linked.incidents,
        claims=linked.claims,
        weighed=weighed,
        dropped=dropped,
    )
