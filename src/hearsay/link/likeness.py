"""How alike two claim mentions are: do they answer the same question about the same event?

Typed slots, not sentence similarity: an encoder's cosine puts a contradiction next to its claim and cannot see numbers
(measured: VitaminC support against refute AUC .53), so the words are matched one by one, each weighted by how rare it
is in the pile, and what is counted, who, where and when must not clash.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from hearsay.lexicons import read_table
from hearsay.models.vectors import likeness as word_likeness
from hearsay.text import fold
from hearsay.types import Mention

__all__ = ["Features", "Weights", "describe", "family", "read_weights", "same_unit", "score", "weigh_terms"]

_SOFT = 0.6  # word vectors below this are only related ("kill", "injure": .26; "arrest", "charge": .59)


@dataclass(frozen=True, slots=True)
class Features:
    """What of a mention is compared. ``terms`` are word families with their weight in the pile."""

    id: str
    report: str
    predicate: str
    terms: tuple[tuple[str, float], ...]
    names: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    unit: str | None
    low: float | None
    high: float | None
    when: tuple[str, str] | None
    where: tuple[str, ...]
    modality: str
    soft: str | None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each agreement is worth; see ``lexicons/matching.toml``."""

    terms: float
    predicate: float
    unit: float
    value: float
    actor: float
    target: float
    actor_clash: float
    target_clash: float
    unit_clash: float
    unit_missing: float
    where_clash: float
    when_clash: float
    modality_clash: float
    soft_clash: float
    threshold: float


@cache
def read_weights() -> Weights:
    """The weights as shipped."""
    return Weights(**read_table("matching.toml")["weights"])


@cache
def _closed() -> frozenset[str]:
    return frozenset(read_table("matching.toml")["closed"])


@cache
def _families() -> dict[str, str]:
    return {word: name for name, row in read_table("synonyms.toml").items() for word in row}


@cache
def family(word: str) -> str:
    """The family a lemma belongs to, or the lemma itself."""
    return _families().get(word, word)


def weigh_terms(mentions: Iterable[Mention]) -> dict[str, float]:
    """Rarity of each word family over the distinct clauses of the pile: what all say tells none of them apart."""
    clauses = {frozenset(map(family, m.terms)) for m in mentions}
    counts = Counter(term for clause in clauses for term in clause)
    total = len(clauses)
    return {term: math.log(1 + total / count) for term, count in counts.items()}


def describe(mention: Mention, rarity: Mapping[str, float]) -> Features:
    """The features of a mention."""
    names = {fold(a.entity) for a in mention.arguments if a.entity} | {fold(a) for a in mention.actors}
    terms = {family(t): rarity.get(family(t), 1.0) for t in mention.terms}
    when = mention.when
    value = mention.value
    return Features(
        id=mention.id,
        report=mention.report,
        predicate=family(mention.predicate),
        terms=tuple(sorted(terms.items())),
        names=frozenset(names),
        actors=frozenset(_heads(mention, "actor")),
        targets=frozenset(_heads(mention, "target")),
        unit=value.unit if value and value.how != "share" else ("share " + (value.unit or "") if value else None),
        low=value.low if value else None,
        high=value.high if value else None,
        when=(when.start, when.end) if when and when.start and when.end else None,
        where=tuple(fold(p) for p in mention.where.path) if mention.where else (),
        modality=mention.modality,
        soft=mention.soft,
    )


def score(a: Features, b: Features, weights: Weights | None = None) -> float:
    """How alike: the same claim from ``weights.threshold`` on."""
    w = weights or read_weights()
    total = w.terms * _terms(a.terms, b.terms)
    total += w.predicate * _words(a.predicate, b.predicate)
    if a.unit and b.unit:
        if same_unit(a.unit, b.unit):
            total += w.unit
            if a.low == b.low and a.high == b.high:
                total += w.value
        else:
            total += w.unit_clash
    elif a.unit or b.unit:
        total += w.unit_missing
    total += _slot(a.actors, b.actors, w.actor, w.actor_clash)
    total += _slot(a.targets, b.targets, w.target, w.target_clash)
    if a.where and b.where and not _contains(a.where, b.where):
        total += w.where_clash
    if a.when and b.when and (a.when[0] > b.when[1] or b.when[0] > a.when[1]):
        total += w.when_clash
    if (a.modality == "happened") != (b.modality == "happened"):
        total += w.modality_clash
    if a.soft != b.soft:
        total += w.soft_clash
    return total


def _terms(a: tuple[tuple[str, float], ...], b: tuple[tuple[str, float], ...]) -> float:
    """Weighted soft overlap, F1 of what each clause finds of itself in the other."""
    left, right = _covered(a, b), _covered(b, a)
    return 2 * left * right / (left + right) if left + right else 0.0


def _covered(a: tuple[tuple[str, float], ...], b: tuple[tuple[str, float], ...]) -> float:
    words = [t for t, _ in b]
    have = frozenset(words)
    total = found = 0.0
    for term, weight in a:
        total += weight
        if term in have:
            found += weight
        else:
            best = max((_words(term, other) for other in words), default=0.0)
            found += weight * best
    return found / total if total else 0.0


@cache
def _words(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if a in _closed() or b in _closed() or not a.isalpha() or not b.isalpha():
        return 0.0
    if len(a) > 4 and len(b) > 4 and (a.startswith(b[:-1]) or b.startswith(a[:-1])):
        return 0.9  # defect, defector: the nominalisation problem
    near = word_likeness(a, b)
    return near if near >= _SOFT else 0.0


def same_unit(a: str, b: str) -> bool:
    """Whether two units count the same thing."""
    if a == b:
        return True
    left, right = [family(x) for x in a.split()], [family(x) for x in b.split()]
    if left == right:
        return True
    if len(left) == len(right) == 2 and left[0] == right[0] == "people":
        return False  # people killed, people injured: near in meaning, never one count
    return len(left) == len(right) and all(_words(x, y) >= 0.65 for x, y in zip(left, right, strict=True))


def _slot(a: frozenset[str], b: frozenset[str], agree: float, clash: float) -> float:
    if not a or not b:
        return 0.0
    best = max(_words(x, y) for x in sorted(a) for y in sorted(b))
    return agree * best if best else clash


def _contains(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short or short[-1] in long or long[-1] in short


def _heads(mention: Mention, role: str) -> set[str]:
    found = set()
    for argument in mention.arguments:
        if argument.role == role:
            found.add(fold(argument.entity) if argument.entity else family(fold(argument.head)))
    return found
