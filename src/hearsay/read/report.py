"""One report read: the paragraphs put back in their places, and what needs the whole report resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from hearsay.read.entities import Found, settle
from hearsay.read.extent import LONGEST, Extent, measure
from hearsay.read.places import resolve_places
from hearsay.read.quantities import find_quantities
from hearsay.read.quotes import find_quotes
from hearsay.read.times import find_anchor, find_times
from hearsay.read.types import RawName, TextParse
from hearsay.stage import Made
from hearsay.text import fold, fold_spaces
from hearsay.types import Dropped, Name, NameKind, Parse, Report, Sentence, Span

__all__ = ["read_report"]

_KIND: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


def read_report(report: Report, paragraphs: Mapping[str, TextParse]) -> Made[Parse]:
    """Shift every paragraph's offsets to the report's and resolve names, times, quantities and quotations."""
    sentences: list[Sentence] = []
    raw: list[RawName] = []
    cues: list[tuple[int, int, float]] = []
    extent = measure(report)
    for index, piece in extent.pieces:
        found = paragraphs.get(report.text[piece.start : piece.end])
        if found is None:
            continue
        sentences.extend(_shift(s, piece.start, index) for s in found.sentences)
        raw.extend(RawName(n.start + piece.start, n.end + piece.start, n.kind) for n in found.names)
        cues.extend((a + piece.start, b + piece.start, chance) for a, b, chance in found.cues)
    names = _names(report, raw, sentences, extent)
    anchor, source = find_anchor(report)
    times = find_times(report.text, sentences, anchor, source)
    taken = [Span(t.start, t.end) for t in times]
    quantities = tuple(q for s in sentences for q in find_quantities(report.text, s, taken))
    quotes = find_quotes(report.text, extent.lines)
    parse = Parse(report.id, tuple(sentences), names, tuple(times), quantities, tuple(quotes), tuple(cues))
    return Made(parse, (_unread(report, *extent.unread),) if extent.unread else ())


def _unread(report: Report, index: int, span: Span) -> Dropped:
    what = f"characters {span.start:,}–{span.end:,}, from line {index + 1} on"
    return Dropped(report.id, what, "read", f"only {LONGEST:,} characters of one report's story are read")


def _names(report: Report, raw: list[RawName], sentences: list[Sentence], extent: Extent) -> tuple[Name, ...]:
    text = report.text
    found = []
    for tagged in raw:
        wording = fold_spaces(text[tagged.start : tagged.end])
        the = text[max(0, tagged.start - 4) : tagged.start].lower() == "the "
        found.append(Found(tagged.start, tagged.end, _KIND[tagged.kind], wording, wording, the))
    story = [(line.start, line.end) for line in extent.lines]
    given = [c.name for c in report.credits if c.kind in ("republished_from", "agency", "via")]
    given += [report.outlet.value, *report.aliases] if report.outlet else []
    settled = [n for n in settle(text, found, given) if _inside(n, story)]
    places = [n for n in settled if n.kind == "place"]
    within = _containers(text, places)
    people = [
        text[a:b]
        for s in sentences
        for a, b, u in zip(s.starts, s.ends, s.upos, strict=True)
        if u in ("ADJ", "PROPN", "NOUN")
    ]
    lines = [c.name for c in report.credits if c.kind == "dateline"]
    named = [*(n.entity for n in places), *lines]
    paths = resolve_places(named, [*within, *(None for _ in lines)], people)
    path_of = {n.start: path for n, path in zip(places, paths, strict=False)}
    fullest: dict[tuple[str, ...], str] = {}
    for place in places:
        have = fullest.get(path_of[place.start])
        if have is None or _fuller(place.entity, have, path_of[place.start][-1]):
            fullest[path_of[place.start]] = place.entity
    out = []
    for name in settled:
        path = path_of.get(name.start, ())
        out.append(Name(name.start, name.end, name.kind, fullest[path] if path else name.entity, path))
    return tuple(out)


def _fuller(name: str, other: str, known: str) -> bool:
    """The longer wording; of equal ones the one a list knows, then the one that is not in capitals."""
    a, b = ((len(n), fold(n) == fold(known), not n.isupper(), n) for n in (name, other))
    return a > b


def _inside(name: Found, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (name.start, len(spans) and spans[-1][1])) - 1
    return at >= 0 and spans[at][0] <= name.start and name.end <= spans[at][1]


def _containers(text: str, places: list[Found]) -> list[str | None]:
    """The place named right after each one as its container: "Ostrava, Czech Republic", "Paris in Texas"."""
    out: list[str | None] = []
    for n, following in zip(places, [*places[1:], None], strict=False):
        between = text[n.end : following.start] if following else None
        near = between is not None and between in (", ", " in ", ", in ", " (", ", in the ", " in the ", ", the ")
        out.append(following.entity if following and near else None)
    return out


def _shift(sentence: Sentence, by: int, line: int) -> Sentence:
    return replace(
        sentence,
        start=sentence.start + by,
        end=sentence.end + by,
        line=line,
        starts=tuple(a + by for a in sentence.starts),
        ends=tuple(b + by for b in sentence.ends),
    )
