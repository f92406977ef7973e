"""The claim mentions of a short report, read the whole way: what the tests of this room are asked about."""

from __future__ import annotations

from hearsay.attribute import ATTRIBUTE
from hearsay.claim import read_claims
from hearsay.read import parse_report
from hearsay.types import Line, Mention, Report, Stated, When

__all__ = ["mentions", "of"]


def mentions(text: str) -> tuple[Mention, ...]:
    day = When("2031-06-05", "2031-06-05", "day")
    lines = (Line(0, len(text), "body", 1.0, ""),)
    report = Report("r", "r.txt", text, "en", lines, (), outlet=Stated("Vale Echo", "given"), published=day)
    parse = parse_report(report)
    attributions = ATTRIBUTE.run(report=report, parse=parse).value  # type: ignore[misc]
    return read_claims(report, parse, attributions).value


def of(text: str, said: str) -> Mention:
    at = text.index(said)
    return next(m for m in mentions(text) if m.start <= at < m.end)
