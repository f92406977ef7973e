"""Times: finds time expressions and reckons the days they mean.

Absolute dates stand by themselves; relative ones are reckoned from the report's day (dateline, else publication, never
the day it was saved) or from the date named before ("the night before"). Without that they stay unresolved. "On
Tuesday" is the last Tuesday up to the report's day, or the coming one where the clause speaks of the future. Figures
like 3/4/2019 are left open, since nobody can tell March from April.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hearsay.lexicons import read_table
from hearsay.read.dates import Clock, Interval, Meaning
from hearsay.read.timex import find_expressions
from hearsay.types import Report, Sentence, Span, Time, When

__all__ = ["find_anchor", "find_times"]


def find_anchor(report: Report) -> tuple[date | None, str]:
    """The day that relative times of a report are reckoned from, and its source; (None, "") where there is none."""
    published = _published(report)
    spans = [Span(c.start, c.end) for c in report.credits if c.kind == "dateline"]
    spans += [Span(line.start, line.end) for line in report.lines if line.role == "dateline"]
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        for found in find_expressions(report.text[span.start : span.end]):
            meant = _meaning(found.meaning, Clock(published)) if found.kind == "date" else None
            if meant is not None and meant.start is not None and meant.start == meant.end:
                return meant.start, "dateline"
    return published, "published" if published else ""


def _published(report: Report) -> date | None:
    when = report.published
    if when is None or when.start is None or when.precision not in ("day", "minute"):
        return None
    try:
        return date.fromisoformat(when.start[:10])
    except ValueError:
        return None


def find_times(text: str, sentences: Sequence[Sentence], anchor: date | None, source: str) -> list[Time]:
    """The time expressions of a report's sentences, in order."""
    out: list[Time] = []
    last: Interval | None = None
    for sentence in sentences:
        said = text[sentence.start : sentence.end]
        for found in find_expressions(said):
            start, end = found.start + sentence.start, found.end + sentence.start
            clock = Clock(anchor, last, _speaks_ahead(sentence, start))
            meant = _meaning(found.meaning, clock)
            when = None
            if meant is not None:
                when = When(
                    start=meant.start.isoformat() if meant.start else None,
                    end=meant.end.isoformat() if meant.end else None,
                    precision=meant.precision,
                    said=text[start:end],
                    how=source if meant.basis == "anchor" else "text",
                )
                last = meant if meant.start is not None else last
            out.append(Time(start, end, when))
    return out


def _meaning(meaning: Meaning, clock: Clock) -> Interval | None:
    try:
        return meaning(clock)
    except (ValueError, OverflowError):  # 31 February, the year 9999
        return None


def _speaks_ahead(sentence: Sentence, start: int) -> bool:
    """Whether the verb that the expression hangs on is in the future."""
    ahead = frozenset(read_table("times.toml")["ahead"]["words"])
    at = next((i for i, (a, b) in enumerate(zip(sentence.starts, sentence.ends, strict=True)) if a <= start < b), None)
    for _ in range(8):
        if at is None or at < 0:
            return False
        if sentence.upos[at] in ("VERB", "AUX") or sentence.deprels[at] == "root":
            verb = at
            auxiliaries = [i for i, h in enumerate(sentence.heads) if h == verb and sentence.upos[i] == "AUX"]
            if any(sentence.lemmas[i] in ("will", "shall", "would") for i in auxiliaries):
                return True
            above = sentence.heads[verb]
            return sentence.lemmas[verb] in ahead or (
                above >= 0 and sentence.deprels[verb] in ("xcomp", "advcl", "ccomp") and sentence.lemmas[above] in ahead
            )
        at = sentence.heads[at]
    return False
