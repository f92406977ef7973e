"""How alike two claim mentions are: do they answer the same question about the same event?

Typed slots beside sentence similarity: an encoder's cosine alone puts a contradiction next to its claim and cannot see
numbers (measured: VitaminC support against refute AUC .53). So words are matched one by one too, each weighted by how
rare it is in the pile, and what is counted, who, where and when are compared slot by slot. What each agreement and
clash is worth stands in ``lexicons/matching.toml``, fitted on incidents with gold by ``tools/matching.py``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from hearsay.lexicons import read_table
from hearsay.link.alike import family, words_alike
from hearsay.link.counted import compare_units, is_part, population
from hearsay.link.wordings import place
from hearsay.models.sentences import Meanings
from hearsay.models.wordings import Wording
from hearsay.text import fold
from hearsay.types import Mention, Report

__all__ = ["Features", "Rarity", "compare", "describe", "score", "threshold", "weigh_terms"]


_FAR = 45  # days between two events that cannot be one


@dataclass(frozen=True, slots=True)
class Features:
    """What of a mention is compared. ``terms`` are word families with their weight in the pile."""

    id: str
    report: str
    wording: Wording
    predicate: str
    terms: tuple[tuple[str, float], ...]
    names: frozenset[str]
    actors: frozenset[tuple[str, float]]  # with their rarity in the pile, 0–1
    targets: frozenset[tuple[str, float]]
    unit: str | None
    low: float | None
    high: float | None
    population: str | None
    part: bool
    when: tuple[str, str] | None
    published: str | None
    where: tuple[str, ...]
    modality: str
    kind: str
    denied: bool
    negated: bool
    soft: str | None


def threshold() -> float:
    """From this likeness on two mentions are one claim."""
    return float(read_table("matching.toml")["threshold"])


class Rarity(dict[str, float]):
    """How rare each word family is in the pile."""

    @cached_property
    def most(self) -> float:
        """The rarity of the rarest; 1 where there is none."""
        return max(self.values(), default=1.0)


def weigh_terms(mentions: Iterable[Mention]) -> Rarity:
    """Rarity of each word family over the distinct clauses of the pile: what all say tells none of them apart."""
    clauses = {frozenset(map(family, m.terms)) for m in mentions}
    counts = Counter(term for clause in clauses for term in clause)
    total = len(clauses)
    return Rarity({term: math.log(1 + total / count) for term, count in counts.items()})


def describe(mention: Mention, rarity: Rarity, report: Report) -> Features:
    """The features of a mention of a report."""
    text = report.text
    names = {fold(a.entity) for a in mention.arguments if a.entity} | {fold(a) for a in mention.actors}
    terms = {family(t): rarity.get(family(t), 1.0) for t in mention.terms}
    when = mention.when
    value = mention.value
    return Features(
        id=mention.id,
        report=mention.report,
        wording=place(report, mention.start, mention.end),
        predicate=family(mention.predicate),
        terms=tuple(sorted(terms.items())),
        names=frozenset(names),
        actors=_heads(mention, "actor", rarity),
        targets=_heads(mention, "target", rarity),
        unit=(f"share of {value.unit}" if value.how == "share" else value.unit) if value else None,
        low=value.low if value else None,
        high=value.high if value else None,
        population=population(value),
        part=bool(value) and is_part(text[mention.start : mention.end]),
        published=report.published.start if report.published else None,
        when=(when.start, when.end) if when and when.start and when.end else None,
        where=tuple(fold(p) for p in mention.where.path) if mention.where else (),
        modality=mention.modality,
        kind=mention.kind,
        denied=mention.stance in ("denies", "doubts"),
        negated=mention.polarity == "negated",
        soft=mention.soft,
    )


def score(a: Features, b: Features, meanings: Meanings | None = None) -> float:
    """How likely two mentions are one claim, 0–1: a logistic sum over ``compare``."""
    table = read_table("matching.toml")
    weights = table["weights"]
    found = compare(a, b, meanings)
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return max(likely, _floor(found, table["floor"]))


def _floor(found: Mapping[str, float], floor: Mapping[str, float]) -> float:
    """Two tallies of one thing that befell people in one incident answer one question, however they are worded.

    So do two clauses that say of one thing that it did not come about, where both name it by its outcome: "turned the
    trucks back", "nothing got in".
    """
    if any(clash in found for clash in ("part_clash", "when_far", "where_clash")):
        return 0.0
    if "unit_state" not in found:
        return floor["outcome"] if "outcome" in found else 0.0
    return floor["narrower"] if "population_clash" in found else floor["tally"]


def compare(a: Features, b: Features, meanings: Meanings | None = None) -> dict[str, float]:
    """Agreements and clashes of two mentions, by slot; a slot that either leaves open is left out.

    Without ``meanings`` their nearness is what the terms let expect: one report's clauses are not worth the encoder.
    """
    left, right = _covered(a.terms, b.terms)
    terms = 2 * left * right / (left + right) if left + right else 0.0
    near = meanings.likeness(a.wording, b.wording) if meanings else None
    found = {
        "terms": terms,
        "terms_inside": max(left, right),
        "meaning": _expected(terms) if near is None else near,
        "predicate": words_alike(a.predicate, b.predicate),
        "predicate_in_terms": max(_within(a.predicate, b.terms), _within(b.predicate, a.terms)),
    }
    if (
        a.negated
        and b.negated
        and a.predicate == b.predicate
        and a.predicate in _outcomes()
        and a.modality == b.modality
    ):
        found["outcome"] = 1.0
    if a.report == b.report:
        found["one_report"] = 1.0  # which tells most things once
    elif meanings and near is not None:
        found["margin"] = meanings.margin(a.wording, b.wording, a.report, b.report)
    if not found["predicate"] and not found["predicate_in_terms"]:
        found["deed_clash"] = 1.0  # of one person many things are said
    found.update(_counted(a, b))
    found.update(_slot("actor", a.actors, b.actors))
    found.update(_slot("target", a.targets, b.targets))
    if a.actors and b.targets:
        found["crossed"] = _best(a.actors, b.targets)
    if a.targets and b.actors:
        found["crossed"] = max(found.get("crossed", 0.0), _best(a.targets, b.actors))
    if a.names and b.names:
        shared = len(a.names & b.names)
        found["names" if shared else "names_clash"] = shared / min(len(a.names), len(b.names)) if shared else 1.0
    if a.where and b.where:
        found["where" if _contains(a.where, b.where) else "where_clash"] = 1.0
    if a.when and b.when:
        gap = max(_days(a.when[1], b.when[0]), _days(b.when[1], a.when[0]))
        found["when" if gap <= 0 else "when_far" if gap > _FAR else "when_clash"] = 1.0
    elif _long_ago(a, b) or _long_ago(b, a):
        found["when_far"] = 1.0
    if a.modality != b.modality:
        found["modality_clash"] = 1.0
    if a.soft != b.soft:
        found["soft_clash"] = 1.0
    if a.kind == b.kind:
        found["kind"] = 1.0
    if a.denied != b.denied:
        found["denial"] = 1.0
    return found


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(map(family, read_table("outcomes.toml")["events"]))


def _expected(terms: float) -> float:
    """The cosine of two clauses by the agreement of their terms: least squares on the fitting incidents."""
    line = read_table("matching.toml")["expected"]
    return float(line["base"] + line["slope"] * terms)


def _counted(a: Features, b: Features) -> dict[str, float]:
    relation = compare_units(a.unit, b.unit)
    if relation is None or (relation == "unit_missing" and a.negated and b.negated):  # no number but a no
        return {}
    found = {relation: 1.0}
    if relation in ("unit_state", "unit", "unit_noun"):
        if (a.low, a.high) == (b.low, b.high):
            found["value"] = 1.0
        elif relation == "unit_noun" and _apart(a, b):
            found["noun_apart"] = 1.0
        if a.population != b.population:
            found["population_clash"] = 1.0
        if a.part != b.part:
            found["part_clash"] = 1.0
    return found


def _apart(a: Features, b: Features) -> bool:
    """Whether two numbers cannot be one: forty trucks set out, four were let in."""
    low, high = max(a.low or 0.0, b.low or 0.0), min(math.inf if a.high is None else a.high, b.high or math.inf)
    return low > high * 1.05


def _covered(a: tuple[tuple[str, float], ...], b: tuple[tuple[str, float], ...]) -> tuple[float, float]:
    """The share of each clause, by weight, that the other says too."""
    ours, theirs = {t for t, _ in a}, {t for t, _ in b}
    best = dict.fromkeys(theirs, 0.0)
    total = found = 0.0
    for term, weight in a:
        near = 0.0
        for other in theirs:
            value = words_alike(term, other)
            if value > near:
                near = value
            if value > best[other]:
                best[other] = value
        total += weight
        found += weight * near
    left = found / total if total else 0.0
    total = found = 0.0
    for other, weight in b:
        total += weight
        found += weight * (1.0 if other in ours else best[other])
    return left, found / total if total else 0.0


def _within(word: str, terms: tuple[tuple[str, float], ...]) -> float:
    return max((words_alike(word, t) for t, _ in terms), default=0.0)


def _slot(name: str, a: frozenset[tuple[str, float]], b: frozenset[tuple[str, float]]) -> dict[str, float]:
    if not a or not b:
        return {}
    best = _best(a, b)
    return {name: best} if best else {f"{name}_clash": 1.0}


def _best(a: frozenset[tuple[str, float]], b: frozenset[tuple[str, float]]) -> float:
    """The best agreement, worth less the more the pile speaks of that holder: of its hero everything is said."""
    return max(words_alike(x, y) * min(v, w) for x, v in sorted(a) for y, w in sorted(b))


def _long_ago(a: Features, b: Features) -> bool:
    """Whether one event is dated long before a report that tells of the other without a date, so of these days."""
    if a.when is None or b.when is not None or b.published is None:
        return False
    return _days(a.when[1], b.published) > _FAR


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def _contains(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short or short[-1] in long or long[-1] in short


def _heads(mention: Mention, role: str, rarity: Rarity) -> frozenset[tuple[str, float]]:
    most = rarity.most
    found = set()
    for argument in mention.arguments:
        if argument.role == role:
            head = family(fold(argument.head))
            word = fold(argument.entity) if argument.entity else head
            found.add((word, round(rarity.get(head, most) / most, 3)))
    return frozenset(found)
