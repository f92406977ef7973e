"""Times: finds time expressions and reckons the days they mean.

Absolute dates stand by themselves; relative ones are reckoned from the report's day (dateline, else publication, never
the day it was saved) or from the date named before ("the night before"). Without that they stay unresolved. "On
Tuesday" is the last Tuesday up to the report's day, or the coming one where the clause speaks of the future. Figures
like 3/4/2019 are left open, since nobody can tell March from April.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hearsay.lexicons import read_table
from hearsay.read.dates import Clock, Interval, Meaning
from hearsay.read.timex import Expression, find_expressions
from hearsay.types import Report, Sentence, Span, Time, When

__all__ = ["find_anchor", "find_times"]

_NIGHT = re.compile(r"(?i)\b(?:night|evening|midnight)\b")
_JOINED = re.compile(r"[ ,]*(?:(?:local time|on|of|the|in the|night|morning|afternoon|evening)[ ,]*){0,3}")
_FOR = re.compile(r"(?i)\b(?:for|due|due on|scheduled|slated)\s+(?:this\s+|next\s+)?$")


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
    night = False
    for sentence in sentences:
        expressions = find_expressions(text[sentence.start : sentence.end])
        for index, found in enumerate(expressions):
            start, end = found.start + sentence.start, found.end + sentence.start
            day = _day_behind(text, sentence, expressions, index)
            ahead = _speaks_ahead(text, sentence, start)
            clock = Clock(anchor, last, ahead, night, ahead and _told_in_past(text, sentence, start))
            if day is not None:
                clock = replace(clock, last=_meaning(day.meaning, clock), night=False)
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
                if meant.start is not None:
                    last = meant
                    night = found.kind != "clock" and _NIGHT.search(text[start:end]) is not None
            out.append(Time(start, end, when))
    return out


def _day_behind(text: str, sentence: Sentence, expressions: Sequence[Expression], index: int) -> Expression | None:
    """The day that follows a clock time and says which day's it is: "8 pm on Thursday", "7:35 a.m. today"."""
    if expressions[index].kind != "clock" or index + 1 == len(expressions):
        return None
    found, following = expressions[index], expressions[index + 1]
    between = text[sentence.start + found.end : sentence.start + following.start]
    return following if following.kind != "clock" and _JOINED.fullmatch(between) else None


def _meaning(meaning: Meaning, clock: Clock) -> Interval | None:
    try:
        return meaning(clock)
    except (ValueError, OverflowError):  # 31 February, the year 9999
        return None


def _speaks_ahead(text: str, sentence: Sentence, start: int) -> bool:
    """Whether the expression lies ahead: set "for" then, or the verb it hangs on speaks of the future."""
    ahead = frozenset(read_table("times.toml")["ahead"]["words"])
    if _FOR.search(text, max(sentence.start, start - 24), start):
        return True
    at = next((i for i, (a, b) in enumerate(zip(sentence.starts, sentence.ends, strict=True)) if a <= start < b), None)
    for _ in range(8):
        if at is None or at < 0:
            return False
        auxiliaries = [i for i, h in enumerate(sentence.heads) if h == at and sentence.upos[i] == "AUX"]
        if sentence.upos[at] in ("VERB", "AUX") or sentence.deprels[at] == "root" or auxiliaries:
            verb = at
            if any(sentence.lemmas[i] in ("will", "shall", "would") for i in auxiliaries):
                return True
            if _is_to(text, sentence, verb, auxiliaries) or _is_set(text, sentence, verb, auxiliaries):
                return True
            above = sentence.heads[verb]
            return (sentence.lemmas[verb] in ahead and not _acts(sentence, verb)) or (
                above >= 0 and sentence.deprels[verb] in ("xcomp", "advcl", "ccomp") and sentence.lemmas[above] in ahead
            )
        at = sentence.heads[at]
    return False


def _told_in_past(text: str, sentence: Sentence, start: int) -> bool:
    """Whether what lay ahead is told of with "was" or "were": "was due to travel on 12 October"."""
    at = next((i for i, (a, b) in enumerate(zip(sentence.starts, sentence.ends, strict=True)) if a <= start < b), -1)
    above: set[int] = set()
    while at >= 0 and at not in above:
        above.add(at)
        at = sentence.heads[at]
    helpers = (i for i, h in enumerate(sentence.heads) if h in above and sentence.upos[i] == "AUX")
    return any(text[sentence.starts[i] : sentence.ends[i]].lower() in ("was", "were", "had") for i in helpers)


def _acts(sentence: Sentence, verb: int) -> bool:
    """An act of planning that is itself dated: "promised on Tuesday", and not "is scheduled for Tuesday"."""
    below = [d for h, d in zip(sentence.heads, sentence.deprels, strict=True) if h == verb]
    return sentence.upos[verb] == "VERB" and "nsubj" in below and not {"aux:pass", "cop"} & set(below)


def _is_to(text: str, sentence: Sentence, verb: int, auxiliaries: Sequence[int]) -> bool:
    """What is or was to be: "was to publish on Sunday", "is to meet on Monday", "a plan to fly on Friday"."""
    said = {text[sentence.starts[i] : sentence.ends[i]] for i, h in enumerate(sentence.heads) if h == verb}
    above = sentence.heads[verb]
    planned = above >= 0 and sentence.lemmas[above] in read_table("times.toml")["ahead"]["plans"]
    if "to" not in said or "have" in said:
        return False
    return planned or any(sentence.lemmas[i] == "be" for i in auxiliaries)


def _is_set(text: str, sentence: Sentence, verb: int, auxiliaries: Sequence[int]) -> bool:
    """The present tense of a timetable: "the committee meets on Tuesday"."""
    word, lemma = text[sentence.starts[verb] : sentence.ends[verb]].lower(), sentence.lemmas[verb].lower()
    present = word != lemma and word.startswith(lemma[:-1]) and word.endswith("s")
    spoken = any(
        h == verb and d.startswith(("ccomp", "parataxis"))
        for h, d in zip(sentence.heads, sentence.deprels, strict=True)
    )
    return present and not auxiliaries and not spoken and lemma in read_table("times.toml")["ahead"]["timetable"]
