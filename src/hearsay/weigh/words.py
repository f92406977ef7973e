"""The word tables that tell holders apart, read once and shaped for look-up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from hearsay.lexicons import read_bytes, read_table
from hearsay.text import fold, words

__all__ = ["Tables", "find_nations", "find_roles", "nations_meet", "one_word", "read_tables", "roles_exclude"]

_TABLE = "weigh.toml"
_NATIONS = "nations.tsv"
_FORMER = "former"
_ANY_OFFICE = frozenset({"official", "officer"})
_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")


@dataclass(frozen=True)
class Tables:
    """The lexicon as sets and maps; every word is folded."""

    roles: dict[str, tuple[str, ...]]  # word or phrase -> families
    office: frozenset[str]
    former: frozenset[str]
    together: frozenset[frozenset[str]]
    nations: dict[str, frozenset[str]]  # form -> country codes it may mean
    body_nouns: frozenset[str]
    generic: frozenset[str]
    stop: frozenset[str]
    whole: frozenset[str]
    private: frozenset[str]
    spokes: tuple[str, ...]
    statement: tuple[str, ...]
    contains: tuple[tuple[frozenset[str], frozenset[str]], ...]
    titles: frozenset[str]
    particles: frozenset[str]
    short: dict[str, frozenset[int]]  # first name -> families of short forms
    endings: frozenset[str]
    filler: frozenset[str]
    papers: tuple[frozenset[str], ...]
    people: frozenset[str]
    sorts: frozenset[str]


@cache
def read_tables() -> Tables:
    """The tables of this room."""
    raw = read_table(_TABLE)
    roles: dict[str, list[str]] = {}
    for family, forms in raw["roles"].items():
        for form in forms:
            roles.setdefault(form, []).append(family)
    short: dict[str, set[int]] = {}
    for number, forms in enumerate(raw["names"]["short"]):
        for form in forms:
            short.setdefault(form, set()).add(number)
    bodies = raw["bodies"]
    return Tables(
        roles={form: tuple(families) for form, families in roles.items()},
        office=frozenset(raw["office"]["families"]),
        former=frozenset(raw["office"]["former"]),
        together=frozenset(frozenset(pair) for pair in raw["together"]["pairs"]),
        nations=_read_nations(),
        body_nouns=frozenset(bodies["nouns"]),
        generic=frozenset(bodies["generic"]),
        stop=frozenset(bodies["stop"]),
        whole=frozenset(bodies["whole"]),
        private=frozenset(bodies["private"]),
        spokes=tuple(bodies["spokes"]),
        statement=tuple(bodies["statement"]),
        contains=tuple((frozenset(row["whole"]), frozenset(row["parts"])) for row in raw["contains"]),
        titles=frozenset(raw["names"]["titles"]),
        particles=frozenset(raw["names"]["particles"]),
        short={form: frozenset(numbers) for form, numbers in short.items()},
        endings=frozenset(raw["outlets"]["endings"]),
        filler=frozenset(raw["outlets"]["filler"]),
        papers=tuple(frozenset(row) for row in raw["documents"]["types"]),
        people=frozenset(raw["people"]["words"]),
        sorts=frozenset(raw["people"]["sorts"]),
    )


def find_roles(text: str) -> frozenset[str]:
    """The role families that a description or a body's name speaks of, "former" among them where it says so."""
    tables = read_tables()
    found: set[str] = set()
    plain = words(text.replace("-", " "))
    tokens = [one_word(w) for w in plain]
    for i, token in enumerate(tokens):
        pair = f"{token} {tokens[i + 1]}" if i + 1 < len(tokens) else ""
        for form in {plain[i], token, pair}:
            found.update(tables.roles.get(form, ()))
        if token in tables.former:
            found.add(_FORMER)
    if found & tables.office - _ANY_OFFICE or "medical" in found:
        found -= _ANY_OFFICE  # a "defence official" is no official of any other kind
    return frozenset(found)


def roles_exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    """True where nobody holds a role of ``a`` and one of ``b``: two offices, office and none, present and past."""
    tables = read_tables()
    plain_a, plain_b = a - {_FORMER}, b - {_FORMER}
    if not plain_a or not plain_b:
        return False
    if (_FORMER in a) != (_FORMER in b):
        past, now = (plain_a, plain_b) if _FORMER in a else (plain_b, plain_a)
        return bool(past & tables.office) and now <= tables.office
    if plain_a & plain_b:
        return False
    return all(_families_exclude(x, y) for x in plain_a for y in plain_b)


@lru_cache(maxsize=65536)
def find_nations(text: str, anywhere: bool = False) -> frozenset[str]:
    """Country codes a text names; without ``anywhere`` only capitalised words count ("told us" names no country)."""
    tables = read_tables()
    tokens = [m.group() for m in _TOKEN.finditer(text)]
    found: set[str] = set()
    i = 0
    while i < len(tokens):
        step = 1
        for size in (3, 2, 1):
            run = tokens[i : i + size]
            if len(run) < size or not (anywhere or run[0][0].isupper()) or (not anywhere and run[0] == "Us"):
                continue
            form = fold(" ".join(run))
            hit = tables.nations.get(form) or tables.nations.get(form.rstrip("."))
            if hit:
                found |= hit
                step = size
                break
        i += step
    return frozenset(found)


def nations_meet(a: frozenset[str], b: frozenset[str]) -> bool:
    """False only where both are known and share no country."""
    return not a or not b or bool(a & b)


def one_word(word: str) -> str:
    """A plural to its singular, roughly: for look-up only."""
    if word.endswith("ies") and len(word) > 5:
        return word if word in read_tables().roles else word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3:
        return word[:-1]
    return word


def _families_exclude(a: str, b: str) -> bool:
    tables = read_tables()
    if a not in tables.office and b not in tables.office:
        return False
    return frozenset((a, b)) not in tables.together


def _read_nations() -> dict[str, frozenset[str]]:
    rows = [line.split("\t") for line in read_bytes(_NATIONS).decode("utf-8").splitlines() if not line.startswith("#")]
    regions: dict[str, set[str]] = {}
    for code, tags, _ in rows:
        if code != "*":
            for tag in tags.split(","):
                regions.setdefault(tag, set()).add(code)
    nations: dict[str, frozenset[str]] = {}
    for code, tags, forms in rows:
        codes = {code} if code != "*" else set().union(*(regions[tag] for tag in tags.split(",")))
        for form in forms.split("|"):
            nations[fold(form)] = frozenset(codes)
    return nations
