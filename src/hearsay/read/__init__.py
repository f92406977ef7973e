"""Read: words, sentences, trees, names, times, quantities and quotations of each report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hearsay.plugs import Choice
from hearsay.read.types import RawName, TextParse
from hearsay.stage import Made, Stage
from hearsay.types import Dropped, Line, Parse, Report

__all__ = ["PARSE", "READ", "RawName", "TextParse", "parse_by", "parse_report", "read_text"]


def _texts(report: Report) -> list[str]:
    from hearsay.read.extent import measure

    return [report.text[piece.start : piece.end] for _, piece in measure(report).pieces]


def _parse_all(texts: Sequence[str]) -> list[TextParse]:
    from hearsay.read.parse import parse_texts

    return parse_texts(texts)


def _read(report: Report, paragraphs: Mapping[str, TextParse]) -> Made[Parse]:
    from hearsay.read.report import read_report

    return read_report(report, paragraphs)


def _give_up(report: Report, why: str) -> Made[Parse]:
    return Made(Parse(report.id, (), (), (), (), ()), (Dropped(report.id, "the whole report", "read", why),))


def parse_report(report: Report) -> Parse:
    """Both stages in this process: everything the reader finds in one report."""
    texts = list(dict.fromkeys(_texts(report)))
    return _read(report, dict(zip(texts, _parse_all(texts), strict=True))).value


def read_text(text: str) -> Parse:
    """Read bare text: each line of it a body line, the report without outlet or date."""
    return parse_report(bare_report(text))


def bare_report(text: str) -> Report:
    """A report made of bare text: each non-blank line is a body line."""
    lines, at = [], 0
    for raw in text.splitlines(keepends=True):
        start = at + len(raw) - len(raw.lstrip())
        end = at + len(raw.rstrip())
        if end > start:
            lines.append(Line(start=start, end=end, role="body", score=1.0, reason="bare text"))
        at += len(raw)
    return Report(id="text", path="text", text=text, language="en", lines=tuple(lines), credits=())


PARSE = Stage(
    name="parse",
    version="5",
    needs=("report",),
    makes="paragraphs",
    type=TextParse,
    scope="text",
    texts=_texts,
    run_batch=_parse_all,
    about="words, trees and raw names of each distinct paragraph",
)
READ = Stage(
    name="read",
    version="3",
    needs=("report", "paragraphs"),
    makes="parse",
    type=Parse,
    scope="report",
    run=_read,
    limit_s=60,
    fallback=_give_up,
    about="names, times, quantities and quotations of each report",
)


def parse_by(choice: Choice) -> Stage:
    """The parse stage with the reader that was chosen. Raises PlugError."""
    if not choice.wanted("reader"):
        return PARSE
    from hearsay.read.plugged import plug_reader

    return plug_reader(PARSE, choice)
