"""The spreadsheet: one row per mention with its source line, safe to open in an office program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from hearsay.show.output import write_bytes
from hearsay.show.view import View
from hearsay.show.words import hop_name
from hearsay.types import Claim, Findings, Mention, Reading

__all__ = ["COLUMNS", "table_text", "write_table"]

COLUMNS = (
    *("claim", "gist", "claim_kind", "reading", "report", "path", "outlet", "published", "quote", "sentence", "chain"),
    *("origin", "origin_kind", "voice", "stance", "polarity", "modality", "hedge", "soft"),
    *("value_said", "value_low", "value_high", "value_unit", "value_how", "when_start", "when_end", "when_said"),
    *("where", "where_said", "actors", "origins_low", "origins_high", "independent_low", "independent_high"),
    *("reading_origins_low", "reading_origins_high", "reading_independent_low", "reading_independent_high"),
    *("credibility", "reasons", "start", "end", "mention"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide forms open formulas too


def table_text(findings: Findings) -> str:
    """The table as CSV with a header, claims by id, mentions in their claim's order.

    A cell that an office program would run as a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    view = View(findings)
    for claim in sorted(findings.claims, key=lambda c: c.id):
        for row in _rows(claim, view):
            writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return out.getvalue()


def write_table(findings: Findings, path: str | Path) -> None:
    """Writes the table as UTF-8; raises OutputError."""
    write_bytes(path, table_text(findings).encode("utf-8", "replace"))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    # A number may be negative; text that begins like one may be a formula.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _rows(claim: Claim, view: View) -> Iterator[dict[str, object]]:
    weighed = view.weighed(claim)
    gist = view.quote(claim.mentions[claim.gist])
    for index, mention in enumerate(claim.mentions):
        readings = [r for r in weighed.readings if index in r.mentions]
        yield {
            "claim": claim.id,
            "gist": gist,
            "claim_kind": claim.kind,
            "origins_low": weighed.origins.low,
            "origins_high": weighed.origins.high,
            "independent_low": weighed.independent.low,
            "independent_high": weighed.independent.high,
            **_of_readings(readings),
            **_of_mention(mention, view),
        }


def _of_readings(readings: list[Reading]) -> dict[str, object]:
    """A mention may support several readings: their words are joined, the first one's counts stand."""
    first = readings[0] if readings else None
    return {
        "reading": " | ".join(r.value.text for r in readings if r.value),
        "reading_origins_low": first.origins.low if first else None,
        "reading_origins_high": first.origins.high if first else None,
        "reading_independent_low": first.independent.low if first else None,
        "reading_independent_high": first.independent.high if first else None,
        "credibility": first.grade.credibility if first else None,
        "reasons": " ".join(first.grade.reasons) if first else "",
    }


def _of_mention(mention: Mention, view: View) -> dict[str, object]:
    report = view.reports.get(mention.report)
    text = report.text if report else ""
    value, when, where = mention.value, mention.when, mention.where
    origin = mention.chain[-1] if mention.chain else None
    return {
        "report": mention.report,
        "path": report.path if report else "",
        "outlet": report.outlet.value if report and report.outlet else "",
        "published": report.published.start if report and report.published else "",
        "quote": view.quote(mention),
        "sentence": text[mention.sentence.start : mention.sentence.end],
        "chain": view.chain(mention),
        "origin": hop_name(origin, report) if origin else "",
        "origin_kind": origin.kind if origin else "",
        "voice": mention.voice,
        "stance": mention.stance,
        "polarity": mention.polarity,
        "modality": mention.modality,
        "hedge": mention.hedge,
        "soft": mention.soft,
        "value_said": value.said if value else "",
        "value_low": value.low if value else None,
        "value_high": value.high if value else None,
        "value_unit": value.unit if value else "",
        "value_how": value.how if value else "",
        "when_start": when.start if when else "",
        "when_end": when.end if when else "",
        "when_said": when.said if when else "",
        "where": " / ".join(where.path) or where.name if where else "",
        "where_said": where.said if where else "",
        "actors": "; ".join(mention.actors),
        "start": mention.start,
        "end": mention.end,
        "mention": mention.id,
    }
