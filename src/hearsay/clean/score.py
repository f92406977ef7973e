"""The scorer: how much a run reads like story, from its own traits and from what stands around it.

A logistic sum of named parts with weights set by hand. Every part is a fact one can point at, and the
heaviest part gives the line its reason. The figures that fixed the design: prose density of the neighbours and a final
full stop carry most of what separates story from furniture; a lost paragraph costs more than a surviving button.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.clean.runs import Run
from hearsay.clean.traits import Traits
from hearsay.text import fold

__all__ = ["Zone", "find_zone", "score_run", "score_runs"]

SENTENCE_FLOOR = 0.5  # a sentence within the story is story, however short
NEAR = 4  # runs on either side that count as neighbours
STEP = 4  # the same, before a paragraph that stands alone
REACH = 10  # lines of anything else that a story may hold between two paragraphs
LIST_MOST = 30  # items of a list that the story opens with a colon
OTHER_COST = 7  # words of prose that one line of anything else weighs up in the search for the story


@dataclass(frozen=True, slots=True)
class Zone:
    """The stretch of runs that holds the story: the densest run of prose; ``first`` > ``last`` where there is none."""

    first: int
    last: int

    def holds(self, i: int) -> bool:
        """Whether a run stands in the story's stretch."""
        return self.first <= i <= self.last

    def distance(self, i: int) -> int:
        """How many runs outside it."""
        return max(self.first - i, i - self.last, 0)


def find_zone(traits: Sequence[Traits], closed: frozenset[int] = frozenset()) -> Zone:
    """The densest stretch of prose. ``closed`` runs (comments, lists of links) end a stretch."""
    best, best_zone = 0.0, Zone(0, -1)
    total, first = 0.0, 0
    for i, t in enumerate(traits):
        if total <= 0:
            total, first = 0.0, i
        if i in closed:
            total = 0.0
            continue
        total += min(t.words, 60) if t.prose else (2.0 if t.sentence else -OTHER_COST)
        if total > best:
            best, best_zone = total, Zone(first, i)
    return _widen(traits, best_zone, closed)


def _widen(traits: Sequence[Traits], zone: Zone, closed: frozenset[int]) -> Zone:
    """The stretch with prose a short list away: stories hold lists, tables and pictures between their paragraphs."""
    if zone.last < zone.first:
        return zone
    first, last = zone.first, zone.last
    for step, limit in ((1, len(traits)), (-1, -1)):
        edge = last if step > 0 else first
        for i in range(edge + step, limit, step):
            if abs(i - edge) > REACH or i in closed:
                break
            near = (i + step, i + 2 * step)
            company = any(0 <= j < len(traits) and traits[j].prose for j in (*near, i - step))
            if traits[i].prose and (company or abs(i - edge) <= STEP):
                edge = i
        first, last = (first, edge) if step > 0 else (edge, last)
    return Zone(first, last)


def score_runs(
    runs: Sequence[Run], traits: Sequence[Traits], zone: Zone, closed: frozenset[int] = frozenset()
) -> list[tuple[float, str]]:
    """For each run its score, 0–1, and the reason: the part that weighed most."""
    counts = Counter(fold(r.text[:300]) for r in runs)
    structure = _has_main(runs)
    scored = []
    items = _list_items(traits, zone, closed)
    for i, run in enumerate(runs):
        density = _density(traits, i, closed)
        repeated = counts[fold(run.text[:300])] > 1 and traits[i].words <= 25
        parts = _parts(traits, i, zone, density) + [(2.6, "an item of a list that the story opens")] * (i in items)
        parts += [(-1.2, "stands more than once on the page")] * repeated
        parts += _structure(run, traits[i]) if structure else _hints(run)
        score, reason = score_run(parts)
        if zone.holds(i) and traits[i].sentence and run.main is not False and score < SENTENCE_FLOOR:
            score, reason = SENTENCE_FLOOR, "a sentence among the paragraphs of the story"
        scored.append((score, reason))
    return scored


def score_run(parts: Sequence[tuple[float, str]]) -> tuple[float, str]:
    """The logistic of a sum of parts and the wording of the part that moved it most in its direction."""
    total = sum(weight for weight, _ in parts)
    side = 1 if total >= 0 else -1
    reason = max(parts, key=lambda p: (p[0] * side, p[1]), default=(0.0, ""))[1]
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4), reason


def _parts(traits: Sequence[Traits], i: int, zone: Zone, density: float) -> list[tuple[float, str]]:
    t = traits[i]
    inside = zone.holds(i)
    parts = [(_by_length(t.words), "a long paragraph" if t.words >= 20 else "a short line")]
    if t.terminal:
        parts.append((1.5 if t.words >= 5 else 0.6, "a full sentence"))
    elif t.words < 16:
        parts.append((-0.8, "no full sentence"))
    if t.words >= 4:
        parts.append(
            (
                4.0 * max(-0.25, min(0.25, t.function_words - 0.25)),
                "running text" if t.function_words > 0.25 else "no running text",
            )
        )
    if inside:
        parts.append((1.6, "among the paragraphs of the story"))
    else:
        parts.append((-0.8 - 0.15 * min(zone.distance(i), 10), "outside the story"))
    parts.append((3.0 * (density - 0.4), "paragraphs of prose around it" if density >= 0.4 else "no prose around it"))
    if t.quoted and t.words >= 3:
        parts.append((0.9, "a quotation"))
    if t.speech and t.words >= 5:
        parts.append((0.7, "reports speech or events"))
    if t.commas >= 2 and t.words >= 6 and not inside and not t.crumbs:
        parts.append((2.4, "a list in running order"))
    if t.digits > 0.2:
        parts.append((-1.0, "mostly figures"))
    if t.words >= 4 and t.title_case > 0.7 and not t.terminal:
        parts.append((-0.9, "written like a headline"))
    if t.crumbs:
        parts.append((-1.2, "parts of a menu"))
    if t.soft and (t.words <= 15 and not (t.terminal and t.words >= 8)):
        weight, name = max((w, n) for n, w in t.soft)
        parts.append((-weight * (1 if not inside else 0.7), f"talks of the page ({name})"))
    if _subheading(traits, i) and inside:
        parts.append((1.4, "a heading within the story"))
    return parts


def _list_items(traits: Sequence[Traits], zone: Zone, closed: frozenset[int]) -> set[int]:
    """Lines of one shape after a line of the story that ends in a colon: names of the dead, places, dates."""
    items: set[int] = set()
    for i, t in enumerate(traits):
        if not (zone.first <= i <= zone.last + 1 and t.plain.endswith(":") and t.words >= 4) or i in closed:
            continue
        for j in range(i + 1, min(len(traits), i + 1 + LIST_MOST)):
            u = traits[j]
            if j in closed or u.page_talk or u.label or u.plain_talk or u.counter or u.words > 40 or u.prose:
                break
            items.add(j)
    return items


def _by_length(words: int) -> float:
    for most, weight in ((1, -1.6), (2, -1.2), (4, -0.8), (7, -0.5), (12, 0.0), (19, 0.7), (34, 1.5)):
        if words <= most:
            return weight
    return 2.2


def _density(traits: Sequence[Traits], i: int, closed: frozenset[int]) -> float:
    """The share of neighbours that are prose, near ones counting more."""
    got = total = 0.0
    for step in range(1, NEAR + 1):
        for j in (i - step, i + step):
            weight = 1.0 / step
            if 0 <= j < len(traits):
                total += weight
                if j not in closed:
                    got += weight * (1.0 if traits[j].prose else 0.6 if traits[j].sentence else 0.0)
    return got / total if total else (1.0 if traits[i].prose else 0.4)


def _subheading(traits: Sequence[Traits], i: int) -> bool:
    """A few words without a full stop between a finished paragraph and another."""
    t = traits[i]
    if not (1 <= t.words <= 14) or t.label or t.counter or (t.terminal and not t.plain.endswith("?")):
        return False
    before = i > 0 and (traits[i - 1].prose or traits[i - 1].sentence)
    after = i + 1 < len(traits) and (traits[i + 1].prose or traits[i + 1].sentence)
    return before and after


def _has_main(runs: Sequence[Run]) -> bool:
    """The page's structure was read and says which blocks are the main text."""
    return sum(len(r.text) for r in runs if r.main) >= 400


def _structure(run: Run, t: Traits) -> list[tuple[float, str]]:
    parts = _hints(run)
    if run.main:
        parts.append((2.2, "in the page's main text"))
    elif run.main is False:
        parts.append((-2.0, "outside the page's main text"))
    return parts


def _hints(run: Run) -> list[tuple[float, str]]:
    parts = []
    if run.links > 0.6 and len(run.text) < 200:
        parts.append((-1.8, "a link"))
    return parts
