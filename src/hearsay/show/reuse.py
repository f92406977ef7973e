"""Reuse alone: passages that stand in two reports, as rows and on the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearsay.show.output import write_bytes
from hearsay.show.safe import one_line
from hearsay.show.terminal import print_line
from hearsay.show.words import plural
from hearsay.text import words
from hearsay.types import Derivation, Findings, Report

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["copy_rows", "list_copies", "write_rows"]

Row = dict[str, Any]
_WIDTH = 160  # characters of a passage that are printed


def copy_rows(findings: Findings, names: Mapping[str, str] | None = None) -> list[Row]:
    """A row per pair of passages, sorted by report and offset; ``names`` says what to call a report, else its path.

    Where the direction is known, ``a`` is the report that the text was taken from; else the one that sorts first. A
    quotation has no direction: who shares it shares a source. An identical report makes one row with the first of its
    kind, from end to end.
    """
    names = names or {r.id: r.path for r in findings.reports}
    judged = {frozenset((d.child, d.parent)): d for d in findings.derivations if d.parent is not None}
    rows = [_twin(r, names) for r in findings.reports if r.duplicate_of in names and r.lines]
    for p in findings.passages:
        derivation = None if p.quoted else judged.get(frozenset((p.a, p.b)))
        a, b = (p.a, p.a_start, p.a_end), (p.b, p.b_start, p.b_end)
        last = (
            derivation.child
            if derivation and derivation.direction != "unknown"
            else max((p.a, p.b), key=names.__getitem__)
        )
        if last == p.a:
            a, b = b, a
        rows.append(_row(a, b, p.words, p.quoted, derivation, names))
    return sorted(rows, key=lambda r: (r["a"], r["b"], r["a_start"], r["b_start"], r["a_end"], r["b_end"], r["quoted"]))


def _row(
    a: tuple[str, int, int],
    b: tuple[str, int, int],
    size: int,
    quoted: bool,
    derivation: Derivation | None,
    names: Mapping[str, str],
) -> Row:
    return {
        "a": names[a[0]],
        "b": names[b[0]],
        "a_start": a[1],
        "a_end": a[2],
        "b_start": b[1],
        "b_end": b[2],
        "words": size,
        "quoted": quoted,
        "direction": derivation.direction if derivation else "unknown",
        "because": list(derivation.because) if derivation else [],
    }


def _twin(report: Report, names: Mapping[str, str]) -> Row:
    first = report.duplicate_of or report.id
    start, end = report.lines[0].start, report.lines[-1].end
    size = len(words(report.text[start:end]))
    row = _row((first, start, end), (report.id, start, end), size, False, None, names)
    return row | {"because": ["the two are identical"]}


def write_rows(rows: list[Row], path: str | Path) -> None:
    """Writes rows as JSON Lines in UTF-8; raises OutputError."""
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n" for row in rows)
    write_bytes(path, "".join(lines).encode("utf-8", "backslashreplace"))  # a lone surrogate as its JSON escape


def list_copies(findings: Findings, console: Console, names: Mapping[str, str] | None = None) -> None:
    """Prints the passages under their pair of reports, with the words each begins with."""
    names = names or {r.id: r.path for r in findings.reports}
    texts = {names[r.id]: r.text for r in findings.reports}
    rows = copy_rows(findings, names)
    pairs = [(pair, list(found)) for pair, found in groupby(rows, key=lambda r: (r["a"], r["b"]))]
    found = f"{plural(len(findings.reports), 'report')}, {plural(len(rows), 'shared passage')}"
    print_line(console, (f"{found}, {plural(len(pairs), 'pair')}", "bold"))
    for (a, b), passages in pairs:
        console.print()
        known = next((r for r in passages if r["because"]), None)
        arrow = "→" if known and known["direction"] != "unknown" else "–"
        why = f"{known['direction']}: {'; '.join(known['because'])}" if known else ""
        print_line(console, (f"{one_line(a)} {arrow} {one_line(b)}", "bold"), (f"  {one_line(why)}", "dim"))
        for row in passages:
            kind = "quotation" if row["quoted"] else "passage"
            at = f"{row['a_start']}–{row['a_end']} = {row['b_start']}–{row['b_end']}"
            words_of = one_line(texts[a][row["a_start"] : row["a_end"]])
            shown = words_of if len(words_of) <= _WIDTH else words_of[: _WIDTH - 1].rstrip() + "…"
            print_line(console, (f"{kind}, {plural(row['words'], 'word')}  ", ""), (at, "dim"), indent=2)
            print_line(console, (f"“{shown}”", "italic"), indent=4)
