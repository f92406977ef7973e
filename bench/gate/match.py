"""What counts as the same: quotes, names, hops, numbers, attribution spans of a run and of the gold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from bench.gate.run import PREFIXES, Spans
from hearsay.text import fold


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The share of the longer that both cover; 0 where less than half of the shorter is covered."""
    over = min(a[1], b[1]) - max(a[0], b[0])
    short, long = sorted((a[1] - a[0], b[1] - b[0]))
    return over / max(1, long) if over > 0 and over >= 0.5 * short else 0.0


def alike(a: str, b: str) -> bool:
    """One name, but for an article, accents and a slip of the pen."""
    return fuzz.ratio(re.sub(r"^the ", "", fold(a)), re.sub(r"^the ", "", fold(b))) >= 88


def names_match(a: str, b: str) -> bool:
    """One holder's two names: alike, or one within the other ("Veritol Organics", "Veritol Organics Limited")."""
    return alike(a, b) or _contained(a, b)


def near(a: float | None, b: float | None) -> bool:
    """One number, within what rounding does."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.051 * max(1, abs(b))


def hop_matches(want: str, have: dict[str, Any]) -> bool:
    """Folded names or aliases match or, unnamed, the head noun and what it belongs to."""
    head, colon, rest = want.partition(":")
    kind, name = (head, rest) if colon and head in PREFIXES else ("outlet", want)
    shown = [have["name"], have["description"], *have.get("aliases", [])]
    if name.startswith("unknown outlet ("):
        return have["kind"] == "outlet" and have["name"] is None
    if kind == "anonymous" or not have["name"]:
        words = _words(re.sub(r" [A-Z]$", "", name))
        mine = _words(" ".join(x for x in shown if x))
        return bool(words) and len(words & mine) >= max(1, min(2, len(words) // 2))
    return any(x and names_match(x, name) for x in shown)


def _words(text: str) -> set[str]:
    plain = re.findall(r"[a-z]+", fold(text))
    return {w.rstrip("s") for w in plain if w not in ("the", "a", "an", "of", "two", "with")}


def _contained(a: str, b: str) -> bool:
    x, y = set(re.findall(r"\w+", fold(a))) - {"the"}, set(re.findall(r"\w+", fold(b))) - {"the"}
    return bool(x) and bool(y) and (x <= y or y <= x)


def match_spans(gold: Sequence[Spans], mine: Sequence[Spans], text: str) -> dict[int, int]:
    """Gold attribution → the run's, one to one: source exact and content overlapping by half, by words."""
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, g, m in pair_spans(gold, mine, text):
        if g not in matched and m not in used:
            matched[g] = m
            used.add(m)
    return matched


def pair_spans(gold: Sequence[Spans], mine: Sequence[Spans], text: str) -> list[tuple[float, int, int]]:
    """Pairs of a gold attribution and one of the run that may be matched, best first: (−overlap, gold, run's).

    Punctuation does not count, nor does an article before the source.
    """
    words = [(m.start(), m.end(), m.group().casefold()) for m in re.finditer(r"\w+", text)]
    starts = [s for s, _, _ in words]

    def inside(spans: tuple[tuple[int, int], ...]) -> frozenset[int]:
        found = set()
        for start, end in spans:
            i = bisect_left(starts, start)
            while i < len(words) and words[i][1] <= end:
                found.add(i)
                i += 1
        return frozenset(found)

    def source(spans: tuple[tuple[int, int], ...]) -> frozenset[int]:
        return frozenset(i for i in inside(spans) if words[i][2] not in ("the", "a", "an"))

    want = [(source(a.source), inside(a.content)) for a in gold]
    have = [(source(a.source), inside(a.content)) for a in mine]
    pairs = []
    for g, (gs, gc) in enumerate(want):
        for m, (ms, mc) in enumerate(have):
            share = len(gc & mc) / len(gc | mc) if gc | mc else 1.0
            if gs == ms and share >= 0.5:
                pairs.append((-share, g, m))
    return sorted(pairs)
