"""Reuse alone: passages that stand in two reports, as rows and on the terminal."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearsay.show.output import write_chunks
from hearsay.show.safe import one_line
from hearsay.show.terminal import print_line
from hearsay.show.words import plural
from hearsay.text import words
from hearsay.types import Derivation, Passage, Report

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "PAIRS",
    "Judged",
    "Row",
    "copy_rows",
    "list_copies",
    "print_passages",
    "print_rest",
    "tell_passage",
    "write_rows",
]

Row = dict[str, Any]
Judged = Iterable[tuple[Sequence[Passage], Derivation | None]]  # pair by pair, in the order of the rows
_WIDTH = 160  # characters of a passage that are printed
PAIRS = 40  # pairs of reports that are printed
_PASSAGES = 6  # passages of a pair that are printed


def copy_rows(reports: Mapping[str, Report], judged: Judged, names: Mapping[str, str]) -> Iterator[Row]:
    """A row per pair of passages, pair by pair of reports as they come, by offset within; ``names`` by report id.

    Where the direction is known, ``a`` is the report that the text was taken from; else the one that sorts first. A
    quotation has no direction: who shares it shares a source. Identical reports come first: each makes one row with the
    first of its kind, from end to end.
    """
    twins = [r for r in reports.values() if r.duplicate_of in reports and r.lines]
    for report in sorted(twins, key=lambda r: (names[r.duplicate_of or ""], names[r.id])):
        yield _twin(report, names)
    for passages, derivation in judged:
        found = [tell_passage(p, None if p.quoted else derivation, names) for p in passages]
        yield from sorted(found, key=lambda r: (r["a_start"], r["b_start"], r["a_end"], r["b_end"], r["quoted"]))


def tell_passage(p: Passage, derivation: Derivation | None, names: Mapping[str, str]) -> Row:
    """The row of a passage: see ``copy_rows``. Without a derivation its direction is unknown."""
    known = derivation is not None and derivation.direction != "unknown"
    last = derivation.child if derivation and known else max((p.a, p.b), key=names.__getitem__)
    a, b = (p.a, p.a_start, p.a_end), (p.b, p.b_start, p.b_end)
    if last == p.a:
        a, b = b, a
    return {
        "a": names[a[0]],
        "b": names[b[0]],
        "a_start": a[1],
        "a_end": a[2],
        "b_start": b[1],
        "b_end": b[2],
        "words": p.words,
        "quoted": p.quoted,
        "direction": derivation.direction if derivation else "unknown",
        "because": list(derivation.because) if derivation else [],
        "probability": derivation.probability if derivation and known else None,
    }


def _twin(report: Report, names: Mapping[str, str]) -> Row:
    start, end = report.lines[0].start, report.lines[-1].end
    size = len(words(report.text[start:end]))
    first = report.duplicate_of or report.id
    row = tell_passage(Passage(first, report.id, start, end, start, end, size, False, ""), None, names)
    return row | {"a": names[first], "b": names[report.id], "because": ["the two are identical"]}


def write_rows(rows: Iterable[Row], path: str | Path) -> None:
    """Writes rows as JSON Lines in UTF-8, as they come; raises OutputError."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
    write_chunks(path, ((encode(row) + "\n").encode("utf-8", "backslashreplace") for row in rows))  # surrogates escaped


def list_copies(reports: Mapping[str, Report], judged: Judged, names: Mapping[str, str], console: Console) -> None:
    """Prints which reports share what, most words first, with the words each passage begins with."""
    pairs = passages = 0
    best: list[tuple[int, int, list[Row]]] = []  # a heap: the least of the most
    for found in _by_pair(copy_rows(reports, judged, names)):
        pairs, passages = pairs + 1, passages + len(found)
        heapq.heappush(best, (sum(r["words"] for r in found), -pairs, found))
        if len(best) > PAIRS:
            heapq.heappop(best)
    told = f"{plural(len(reports), 'report')}, {plural(passages, 'shared passage')}, {plural(pairs, 'pair')}"
    print_line(console, (told, "bold"))
    texts = {names[r.id]: r.text for r in reports.values()}
    for _, _, found in sorted(best, key=lambda pair: (-pair[0], -pair[1])):
        console.print()
        _print_pair(found, texts, console)
    print_rest(pairs - len(best), console)


def _by_pair(rows: Iterable[Row]) -> Iterator[list[Row]]:
    found: list[Row] = []
    for row in rows:
        if found and {row["a"], row["b"]} != {found[0]["a"], found[0]["b"]}:
            yield found
            found = []
        found.append(row)
    if found:
        yield found


def _print_pair(passages: list[Row], texts: Mapping[str, str], console: Console) -> None:
    known = next((r for r in passages if r["because"]), None)
    shown = known or passages[0]
    arrow = "→" if shown["direction"] != "unknown" else "–"
    why = f"{known['direction']}: {'; '.join(known['because'])}" if known else ""
    print_line(
        console, (f"{one_line(shown['a'])} {arrow} {one_line(shown['b'])}", "bold"), (f"  {one_line(why)}", "dim")
    )
    print_passages(passages, texts, console)


def print_passages(passages: Sequence[Row], texts: Mapping[str, str], console: Console) -> None:
    """Prints the longest passages of a pair, each with the words it begins with, from a side that ``texts`` has."""
    ordered = sorted(passages, key=lambda r: (-r["words"], r["a_start"], r["b_start"]))
    for row in ordered[:_PASSAGES]:
        kind = "quotation" if row["quoted"] else "passage"
        at = f"{row['a_start']}–{row['a_end']} = {row['b_start']}–{row['b_end']}"
        side = "a" if row["a"] in texts else "b"
        start, end = row[f"{side}_start"], row[f"{side}_end"]
        text = one_line(texts[row[side]][start : min(end, start + 4 * _WIDTH)])
        cut = end - start > 4 * _WIDTH or len(text) > _WIDTH
        text = text[: _WIDTH - 1].rstrip() + "…" if cut else text
        print_line(console, (f"{kind}, {plural(row['words'], 'word')}  ", ""), (at, "dim"), indent=2)
        print_line(console, (f"“{text}”", "italic"), indent=4)
    if len(ordered) > _PASSAGES:
        print_line(console, (f"and {plural(len(ordered) - _PASSAGES, 'shorter passage')}", "dim"), indent=2)


def print_rest(pairs: int, console: Console) -> None:
    """Prints how many pairs were left out, if any."""
    if pairs > 0:
        console.print()
        print_line(console, (f"and {plural(pairs, 'pair')} that share less: --jsonl FILE has them all", ""))
