"""One report read: the paragraphs put back in their places, and what needs the whole report resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hearsay.read.quantities import find_quantities
from hearsay.read.quotes import find_quotes
from hearsay.read.times import find_anchor, find_times
from hearsay.read.types import RawName, TextParse
from hearsay.stage import Made
from hearsay.types import Dropped, Name, NameKind, Parse, Report, Sentence, Span

__all__ = ["read_report"]

_KIND: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


def read_report(report: Report, paragraphs: Mapping[str, TextParse]) -> Made[Parse]:
    """Shift every paragraph's offsets to the report's and resolve names, times, quantities and quotations."""
    sentences: list[Sentence] = []
    raw: list[RawName] = []
    dropped: list[Dropped] = []
    spans: list[tuple[int, int]] = []
    for index, line in enumerate(report.lines):
        found = paragraphs.get(report.text[line.start : line.end])
        if found is None:
            continue
        spans.append((line.start, line.end))
        sentences.extend(_shift(s, line.start, index) for s in found.sentences)
        raw.extend(RawName(n.start + line.start, n.end + line.start, n.kind) for n in found.names)
    names = tuple(Name(n.start, n.end, _KIND[n.kind], report.text[n.start : n.end]) for n in raw)
    anchor, source = find_anchor(report)
    times = find_times(report.text, sentences, anchor, source)
    taken = [Span(t.start, t.end) for t in times]
    quantities = tuple(q for s in sentences for q in find_quantities(report.text, s, taken))
    quotes = find_quotes(report.text, [Span(a, b) for a, b in spans])
    parse = Parse(report.id, tuple(sentences), names, tuple(times), quantities, tuple(quotes))
    return Made(parse, tuple(dropped))


def _shift(sentence: Sentence, by: int, line: int) -> Sentence:
    return replace(
        sentence,
        start=sentence.start + by,
        end=sentence.end + by,
        line=line,
        starts=tuple(a + by for a in sentence.starts),
        ends=tuple(b + by for b in sentence.ends),
    )
