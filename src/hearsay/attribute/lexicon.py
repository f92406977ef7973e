"""The word lists of this room, read once from ``hearsay.lexicons``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from hearsay.lexicons import read_bytes, read_table
from hearsay.types import Stance

__all__ = [
    "Act",
    "Cue",
    "Cues",
    "Roles",
    "about",
    "classes",
    "cues",
    "finite_forms",
    "listed",
    "nationalities",
    "roles",
]

Act = Literal["statement", "publication", "observation", "belief", "intent", "question", "attitude"]

_ABOUT: dict[str, Literal["world", "mind", "wish"]] = {
    "statement": "world",
    "publication": "world",
    "observation": "world",
    "attitude": "world",
    "belief": "mind",
    "intent": "wish",
    "question": "wish",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a cue word: what it takes as content, what act it names, how its subject stands to the content."""

    takes: frozenset[str]
    act: Act
    stance: Stance
    strength: float


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue senses by lemma, and the closed lists around them."""

    verbs: dict[str, tuple[Cue, ...]]
    particles: dict[str, tuple[str, ...]]  # verb → particles that make another cue of it
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    barred: frozenset[str]
    hedge_adverbs: frozenset[str]
    hedge_adjectives: frozenset[str]
    raised: frozenset[str]
    documents: frozenset[str]
    requests: frozenset[str]
    declined: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """What nouns and names say of a holder."""

    words: dict[str, frozenset[str]]
    bodies: dict[str, str]  # office → public body
    women: frozenset[str]  # first names
    men: frozenset[str]

    def has(self, kind: str, word: str) -> bool:
        """True when a folded word is in the list of that kind."""
        return word in self.words[kind]


def about(act: Act) -> Literal["world", "mind", "wish"]:
    """What the content of an act is about: the world, somebody's mind, or what somebody wants."""
    return _ABOUT[act]


def _cue(row: dict[str, Any]) -> Cue:
    return Cue(
        frozenset(row.get("takes", ())), row["act"], row.get("stance", "asserts"), float(row.get("strength", 1.0))
    )


@cache
def cues() -> Cues:
    """The cue lexicon."""
    table = read_table("cues.toml")
    verbs: dict[str, list[Cue]] = {}
    particles: dict[str, list[str]] = {}
    for row in table["verb"]:
        cue = _cue(row)
        for lemma in row["lemmas"].split():
            senses = verbs.setdefault(lemma, [])
            if cue not in senses:
                senses.append(cue)
            if "_" in lemma:
                particles.setdefault(lemma.partition("_")[0], []).append(lemma.partition("_")[2])
    hedges = table["hedges"]
    return Cues(
        {k: tuple(v) for k, v in verbs.items()},
        {k: tuple(v) for k, v in particles.items()},
        {lemma: _cue(row) for row in table["noun"] for lemma in row["lemmas"].split()},
        {lemma: _cue(row) for row in table["adjective"] for lemma in row["lemmas"].split()},
        frozenset(table["bar"]["verbs"].split()),
        frozenset(hedges["adverbs"].split()),
        frozenset(hedges["adjectives"].split()),
        frozenset(hedges["raised"].split()),
        frozenset(table["document"]["nouns"].split()),
        frozenset(table["decline"]["request"].split()),
        frozenset(table["decline"]["act"].split()),
    )


@cache
def listed(name: str) -> frozenset[str]:
    """One of the plain word lists of the cue lexicon."""
    return frozenset(read_table("cues.toml")["lists"][name].split())


@cache
def finite_forms() -> dict[str, frozenset[str]]:
    """Finite forms of the verbs that may close a quotation: where the tree shows no subject, one is sought beside."""
    return {lemma: frozenset(forms.split()) for lemma, forms in read_table("cues.toml")["finite"].items()}


@cache
def roles() -> Roles:
    """The lexicon of holders: offices, public bodies, outlets, groups, first names."""
    table = read_table("roles.toml")
    names = {sex: frozenset(text.split()) for sex, text in table["first_names"].items()}
    both = names["female"] & names["male"]
    return Roles(
        {kind: frozenset(text.split()) for kind, text in table["words"].items()},
        dict(table["office_body"]),
        names["female"] - both,
        names["male"] - both,
    )


@cache
def _same_office() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, text in read_table("roles.toml")["same_office"].items():
        for word in text.split():
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def classes(word: str) -> frozenset[str]:
    """Sorts of office that a lemma can name: "commissioner" a lead and a police rank; empty for other words."""
    return _same_office().get(word, frozenset())


@cache
def nationalities() -> dict[str, str]:
    """Country by adjective of nationality, folded."""
    rows = (line.split("\t") for line in read_bytes("nationalities.tsv").decode("utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 2 and not row[0].startswith("#")}
