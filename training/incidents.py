"""Incidents whose clauses carry the number of their claim: traced piles, excerpts, bare wordings.

``labelled.jsonl`` (made by ``tools/clauses.py``) has a row per pile: its texts, and clauses as text, start, end, claim
(-1 where the gold has none), report. ``corpus/excerpts`` and ``corpus/wordings`` are described in ``corpus/README.md``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hearsay.models.pieces import CLS, SEP
from hearsay.models.wordings import cut_stretches, place_pieces

__all__ = ["Clause", "Incident", "read_excerpts", "read_piles", "read_wordings", "unmark"]

_MARK = re.compile(r"\[(\d+)\|([^\[\]|]*)\]")
_MOSTLY = 0.6  # of a clause must stand in a stretch


@dataclass(frozen=True, slots=True)
class Clause:
    """Pieces ``low`` to ``high`` of a text; ``claim`` is -1 where it is not known."""

    text: int
    low: int
    high: int
    claim: int
    report: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Texts as piece ids with their marks of begin and end, and the clauses in them."""

    name: str
    texts: list[list[int]]
    clauses: list[Clause]

    @property
    def size(self) -> int:
        """Pieces."""
        return sum(map(len, self.texts))


def read_piles(path: Path) -> list[Incident]:
    """The traced piles, without texts that hold no labelled clause."""
    piles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        inside = defaultdict(list)
        for text, start, end, claim, report in row["clauses"]:
            inside[text].append((start, end, claim, report))
        texts = ((row["texts"][i], spans) for i, spans in inside.items() if any(s[2] >= 0 for s in spans))
        piles.append(_make(row["name"], texts))
    return piles


def read_excerpts(folder: Path) -> list[Incident]:
    """The excerpts, each cut into the stretches that are read together."""
    return [
        _make(name, (stretch for k, line in enumerate(lines) for stretch in _cut(line, str(k))))
        for path in sorted(folder.glob("*.txt"))
        for name, lines in _blocks(path)
    ]


def read_wordings(folder: Path) -> list[Incident]:
    """The wordings, each a text of its own."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    return [
        _make(
            row["incident"],
            (
                (w, [(0, len(w), n, f"{n} {k}")])
                for n, c in enumerate(row["claims"])
                for k, w in enumerate(c["wordings"])
            ),
        )
        for row in rows
    ]


def unmark(line: str) -> tuple[str, list[tuple[int, int, int]]]:
    """An excerpt without its marks, and start, end and claim of each marked clause."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), int(mark[1])))
        text, at = text + mark[2], mark.end()
    return text + line[at:], spans


def _cut(line: str, report: str) -> Iterator[tuple[str, list[tuple[int, int, int, str]]]]:
    text, spans = unmark(line)
    cuts = cut_stretches(text)
    for low, high in pairwise(cuts):
        inside = [
            (max(s, low) - low, min(e, high) - low, claim, report)
            for s, e, claim in spans
            if min(e, high) - max(s, low) > _MOSTLY * (e - s)
        ]
        yield text[low:high].rstrip(), inside


def _blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    name, lines = "", list[str]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), "#"]:
        if line.startswith("#"):
            if lines:
                yield name, lines
            name, lines = line[1:].strip(), []
        elif line.strip():
            lines.append(line.strip())


def _make(name: str, rows: Iterable[tuple[str, list[tuple[int, int, int, str]]]]) -> Incident:
    """An incident; a clause of no known claim is left out where it overlaps one of a known claim."""
    texts, clauses = list[list[int]](), list[Clause]()
    for text, spans in rows:
        pieces, places = place_pieces(text, [(start, end) for start, end, *_ in spans])
        found: dict[tuple[int, int], tuple[int, str]] = {}
        for (low, high), (_, _, claim, report) in zip(places, spans, strict=True):
            if low < high and found.get((low + 1, high + 1), (-1,))[0] < 0:
                found[low + 1, high + 1] = claim, report
        known = [place for place, (claim, _) in found.items() if claim >= 0]
        kept = {
            place: told
            for place, told in found.items()
            if told[0] >= 0 or not any(max(place[0], k[0]) < min(place[1], k[1]) for k in known)
        }
        if kept:
            clauses += [Clause(len(texts), *place, *told) for place, told in kept.items()]
            texts.append([CLS, *pieces, SEP])
    return Incident(name, texts, clauses)
