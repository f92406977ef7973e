"""Places: what country and region a place name lies in, from the gazetteer and from what the report says.

A path runs from the widest to the place: ("US", "Texas", "Dallas"). A name that stands before its container ("Ostrava,
Czech Republic") lies there; of towns of one name the one is meant whose country or region the report names, else the
largest. A place that no list knows keeps its name as its path.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hearsay.lexicons import read_bytes
from hearsay.text import fold

__all__ = ["Path", "country_of_people", "is_place", "resolve_places"]

Path = tuple[str, ...]
_SURE = 300  # thousand people: a town of this size is taken though the report names other countries
_UNHEARD = 40  # thousand: a smaller town is taken only in a country the report names


@dataclass(frozen=True, slots=True)
class Town:
    """A row of the gazetteer; ``size`` in thousands of people."""

    country: str
    region: str
    name: str
    size: int

    def path(self) -> Path:
        return (*_wider(self.country, self.region), self.name)


def resolve_places(said: Sequence[str], within: Sequence[str | None], people: Sequence[str]) -> list[Path]:
    """The path of each place name of a report.

    ``within[i]`` is the place named as the container of ``said[i]``, None where none is; ``people`` are the words of
    peoples in the report ("Czech"), which tell what countries it speaks of.
    """
    keys = [_key(name) for name in said]
    votes: Counter[str] = Counter(c for word in people if (c := country_of_people(word)))
    regions: Counter[tuple[str, str]] = Counter()
    for key in keys:
        wide = _wide(key)
        if len(wide) == 1:
            path = wide[0]
            votes[path[0]] += 3
            if len(path) > 1:
                regions[path[0], path[1]] += 3
        elif not wide and (towns := _towns(key)) and (len(towns) == 1 or towns[0].size > 20 * towns[1].size):
            votes[_country_name(towns[0].country)] += 1 if towns[0].size > _SURE else 0
    return [
        _resolve(name, key, _key(container) if container else None, votes, regions)
        for name, key, container in zip(said, keys, within, strict=True)
    ]


def is_place(name: str) -> bool:
    """Whether a country, region or town goes by this name."""
    key = _key(name)
    return bool(_wide(key) or _towns(key))


def country_of_people(word: str) -> str | None:
    """The country of a people's name or adjective: "Czech" gives "Czechia"."""
    return _peoples().get(fold(word))


def _resolve(
    name: str, key: str, container: str | None, votes: Counter[str], regions: Counter[tuple[str, str]]
) -> Path:
    wide = _wide(key) or _misspelt_country(key, votes)
    outer = _outer(container, votes) if container else ()
    if outer:
        inside = [p for p in wide if p[: len(outer)] == outer and len(p) > len(outer)]
        towns = [t for t in _towns(key) if t.path()[: len(outer)] == outer]
        if inside:
            return inside[0]
        return towns[0].path() if towns else (*outer, name)
    if wide:
        # Georgia, the country or the state: the one the report speaks of.
        return max(wide, key=lambda p: (votes[p[0]] if len(wide) > 1 else 0, -len(p)))
    towns = _towns(key)
    if not towns:
        return (name,)

    def fit(town: Town) -> tuple[int, int]:
        country = _country_name(town.country)
        known = 4 if regions[country, town.region] else 2 if votes[country] else 0
        return known, town.size

    best = max(towns, key=fit)
    known, size = fit(best)
    if known == 0 and (size < _UNHEARD or (votes and size < _SURE)):
        return (name,)
    if known and towns[0].size > 50 * size:
        best = towns[0] if towns[0].size > 1000 else best  # London stays London in a report from Ohio
    return best.path()


def _misspelt_country(key: str, votes: Counter[str]) -> list[Path]:
    """A country that the report names again and again, written with one letter wrong ("Columbia")."""
    from rapidfuzz.distance import OSA

    near = [c for c in sorted(votes) if votes[c] > 5 and len(key) > 5 and OSA.distance(key, fold(c)) == 1]
    return [(near[0],)] if len(near) == 1 else []


def _outer(container: str, votes: Counter[str]) -> Path:
    wide = _wide(container)
    if wide:
        return max(wide, key=lambda p: (votes[p[0]] if len(wide) > 1 else 0, len(p) if len(wide) > 1 else 0))
    return ()


def _key(name: str) -> str:
    return fold(name).removeprefix("the ")


def _wider(country: str, region: str) -> Path:
    return (_country_name(country), region) if region else (_country_name(country),)


def _wide(key: str) -> list[Path]:
    """Countries and regions of a name."""
    return _areas().get(key, [])


@cache
def _rows(name: str) -> list[list[str]]:
    lines = read_bytes(name).decode("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _countries() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("countries.tsv")}


def _country_name(code: str) -> str:
    return _countries().get(code, code)


@cache
def _areas() -> dict[str, list[Path]]:
    out: dict[str, list[Path]] = {}
    for row in _rows("countries.tsv"):
        for name in (row[1], *(row[2].split("|") if len(row) > 2 and row[2] else ())):
            out.setdefault(fold(name).removeprefix("the "), []).append((row[1],))
    for row in _rows("regions.tsv"):
        for name in (row[1], *(row[2].split("|") if len(row) > 2 and row[2] else ())):
            out.setdefault(fold(name), []).append((_country_name(row[0]), row[1]))
    return out


@cache
def _peoples() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in _rows("countries.tsv"):
        for word in row[3].split("|") if len(row) > 3 else ():
            out.setdefault(fold(word), row[1])
    return out


@cache
def _gazetteer() -> list[str]:
    return gzip.decompress(read_bytes("gazetteer.tsv.gz")).decode("utf-8").splitlines()


def _towns(key: str) -> list[Town]:
    """The towns of a name, largest first."""
    lines, prefix = _gazetteer(), key + "\t"
    if key.endswith(" city") and not lines[min(bisect_left(lines, prefix), len(lines) - 1)].startswith(prefix):
        prefix = key.removesuffix(" city") + "\t"
    at = bisect_left(lines, prefix)
    out = []
    while at < len(lines) and lines[at].startswith(prefix):
        _, country, region, name, size = lines[at].split("\t")
        out.append(Town(country, region, name, int(size)))
        at += 1
    return sorted(out, key=lambda t: (-t.size, t.country, t.region))
