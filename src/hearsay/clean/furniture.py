"""Lines that one outlet repeats over its different reports: furniture, seen only across the pile."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.clean.outlet import strip_the
from hearsay.clean.pile_names import settle_names
from hearsay.stage import Made
from hearsay.text import fold, words
from hearsay.types import Line, Report

__all__ = ["set_furniture"]

LONGEST = 25  # words of a line that may be furniture for being repeated
SAME_STORY = 0.2  # share of the shorter story's paragraphs that makes two reports one story
STORY_LINE = 12  # words from which a body line counts as a paragraph
PROSE_REPEATS = 4  # stories in which a full sentence must stand before it is no longer one of the story
_OPEN_ROLES = frozenset({"body", "quotation", "caption", "related", "standfirst"})
_DIGITS = re.compile(r"\d+")
_ASK = re.compile(
    r"(?:support|donate to|subscribe to|about|follow|contact|join|advertise (?:with|in|on)|more from|more in|welcome to"
    r"|visit|download|like)(?: us on)? ",
    re.IGNORECASE,
)


def set_furniture(page: Mapping[str, Report]) -> Made[dict[str, Report]]:
    """The reports with their outlet's standing lines set aside.

    Identical reports count once; reports that share their paragraphs are one story and count once too, so that a story
    printed twice is not taken for furniture. A full sentence needs more repeats than a button does.
    """
    page = settle_names(page)
    reports = [page[key] for key in sorted(page)]
    by_outlet: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.outlet is not None:
            by_outlet[fold(strip_the(report.outlet.value))].append(report)
    names = frozenset(by_outlet) | {fold(a) for r in reports if r.outlet for a in r.aliases if len(a) > 3}
    made: dict[str, Report] = {}
    repeats = {outlet: _repeats(held) for outlet, held in sorted(by_outlet.items())}
    for report in reports:
        key = fold(strip_the(report.outlet.value)) if report.outlet else ""
        made[report.id] = _mark(report, repeats.get(key, {}), names)
    return Made(made)


def _repeats(reports: Sequence[Report]) -> dict[str, int]:
    """Lines by their folded words, and in how many different stories of one outlet each stands."""
    originals = [r for r in reports if r.duplicate_of is None]
    if len(originals) < 2:
        return {}
    story_of = _stories(originals)
    seen: dict[str, set[int]] = defaultdict(set)
    for report in originals:
        for line in report.lines:
            if line.role in _OPEN_ROLES or line.role == "furniture":
                key = _key(report.text[line.start : line.end])
                if key:
                    seen[key].add(story_of[report.id])
    return {key: len(stories) for key, stories in sorted(seen.items()) if len(stories) >= 2}


def _stories(reports: Sequence[Report]) -> dict[str, int]:
    """Report id to the number of its story: reports sharing a fifth of their paragraphs are one."""
    paragraphs = {r.id: _paragraphs(r) for r in reports}
    holders: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for paragraph in sorted(paragraphs[report.id]):
            holders[paragraph].append(report.id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for held in holders.values():
        if len(held) <= 50:
            for i, a in enumerate(held):
                for b in held[i + 1 :]:
                    shared[a, b] += 1
    parent = {r.id: r.id for r in reports}

    def root(x: str) -> str:
        while parent[x] != x:
            x = parent[x]
        return x

    for (a, b), count in sorted(shared.items()):
        fewer = min(len(paragraphs[a]), len(paragraphs[b]))
        if (count >= 2 and count >= SAME_STORY * fewer) or (fewer <= 3 and count * 2 >= fewer):
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    numbers = {r: n for n, r in enumerate(sorted({root(r.id) for r in reports}))}
    return {r.id: numbers[root(r.id)] for r in reports}


def _paragraphs(report: Report) -> frozenset[str]:
    texts = (report.text[ln.start : ln.end] for ln in report.lines if ln.role in ("body", "quotation"))
    return frozenset(_key(t) for t in texts if len(t.split()) >= STORY_LINE)


def _key(text: str) -> str:
    return _DIGITS.sub("0", " ".join(words(text[:400])))


def _mark(report: Report, repeats: Mapping[str, int], names: frozenset[str]) -> Report:
    outlet = report.outlet.value if report.outlet else ""
    lines = tuple(_look(report, line, outlet, repeats, names) for line in report.lines)
    return report if lines == report.lines else replace(report, lines=lines)


def _look(report: Report, line: Line, outlet: str, repeats: Mapping[str, int], names: frozenset[str]) -> Line:
    if line.role not in _OPEN_ROLES or line.role == "related":
        return line
    text = report.text[line.start : line.end]
    if len(text.split()) > LONGEST:
        return line
    times = repeats.get(_key(text), 0)
    needed = PROSE_REPEATS if _reads_like_story(text, line) else 2
    if times >= needed:
        return replace(line, role="furniture", reason=f"repeated in {times} reports of {outlet}")
    bare = fold(strip_the(_ASK.sub("", text.strip(" :!.>»"), count=1)))
    if bare in names and len(bare) > 3 and len(text.split()) <= 8:
        return replace(line, role="furniture", reason="the name of an outlet of this pile")
    return line


def _reads_like_story(text: str, line: Line) -> bool:
    """A sentence long enough to say something: newsrooms reuse a background paragraph, and it stays a claim."""
    ends = text.rstrip("\"'”’») ")[-1:] in ".!?"
    return ends and len(text.split()) >= 6 and line.score >= 0.5
