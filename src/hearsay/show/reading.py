"""The reading alone: what was found in each report, one row per report."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from hearsay.types import Attribution, Findings, Parse, Report, Sentence, Span

__all__ = ["Names", "reading_rows", "row_schema"]

Row = dict[str, Any]
Names = Mapping[str, str | int]


def reading_rows(findings: Findings, parses: Mapping[str, Parse], names: Names | None = None) -> list[Row]:
    """A row per report, by path and, of one file, in the order of its rows; every offset is one of ``text``.

    ``id`` is what ``names`` calls the report, else its path. A token's ``head`` is an index into ``tokens``, -1 for the
    root of a sentence. A report identical to another has that one's reading; one in a language that is not read has
    empty lists.
    """
    rows = []
    for report in sorted(findings.reports, key=_place):
        held = report.duplicate_of or report.id
        parse = parses.get(held) or Parse(report.id, (), (), (), (), ())
        name = names.get(report.id, report.path) if names else report.path
        rows.append(_row(name, report, parse, findings.attributions.get(held, ())))
    return rows


def row_schema() -> Row:
    """The JSON Schema (draft 2020-12) of a row: strict about its fields, open to further ones."""
    from importlib.resources import files

    schema: Row = json.loads(files("hearsay.show").joinpath("reading.schema.json").read_text(encoding="utf-8"))
    return schema


def _place(report: Report) -> tuple[str, int, str]:
    """Where a report was found: its file, its row there."""
    file, _, row = report.path.rpartition("#")
    return (file, int(row), report.id) if file and row.isdecimal() else (report.path, 0, report.id)


def _row(name: str | int, report: Report, parse: Parse, attributions: tuple[Attribution, ...]) -> Row:
    return {
        "id": name,
        "text": report.text,
        "sentences": [[s.start, s.end] for s in parse.sentences],
        "tokens": _tokens(parse.sentences),
        "names": [{"start": n.start, "end": n.end, "kind": n.kind, "entity": n.entity} for n in parse.names],
        "times": [
            {
                "start": t.start,
                "end": t.end,
                "value": {"start": t.when.start, "end": t.when.end, "precision": t.when.precision} if t.when else None,
            }
            for t in parse.times
        ],
        "quantities": [
            {"start": q.start, "end": q.end, "low": _number(q.low), "high": _number(q.high), "unit": q.unit}
            for q in parse.quantities
        ],
        "attributions": [
            {
                "source": _spans(a.source),
                "cue": _spans(a.cue),
                "content": _spans(a.content),
                "parent": a.parent,
                "form": a.form,
                "stance": a.stance,
                "hedge": _spans((a.hedge,))[0] if a.hedge else None,
                "source_kind": a.hop.kind if a.hop else None,
            }
            for a in attributions
        ],
    }


def _tokens(sentences: tuple[Sentence, ...]) -> list[Row]:
    tokens: list[Row] = []
    for s in sentences:
        first = len(tokens)
        tokens += [
            {"start": start, "end": end, "upos": upos, "head": head if head < 0 else first + head, "deprel": deprel}
            for start, end, upos, head, deprel in zip(s.starts, s.ends, s.upos, s.heads, s.deprels, strict=True)
        ]
    return tokens


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _number(value: float | None) -> float | int | None:
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value
