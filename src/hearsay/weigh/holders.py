"""Holders: what a hop tells of who it is, shaped for comparing, and the keys under which it is the same as another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hearsay.text import fold, fold_spaces, initials, words
from hearsay.types import Hop
from hearsay.weigh.names import outlet_words, person_words, persons_meet
from hearsay.weigh.words import find_nations, find_roles, read_tables

__all__ = ["Family", "Holder", "read_holder", "says"]

Family = Literal["outlet", "document", "person"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A hop as its comparison sees it.

    ``family`` is outlet, document or person (bodies, officials, witnesses and unnamed people are persons).
    ``speaks`` is the body whose own word this is: the body itself, its unnamed or statement-reading spokesman.
    ``keys``: two holders that share one are the same.
    """

    family: Family
    name: str | None
    parts: tuple[str, ...]  # of a named person
    speaks: str | None
    body: str | None  # whom the holder belongs to, or is
    roles: frozenset[str]
    nations: frozenset[str]
    sex: str | None
    place: str | None
    paper: frozenset[int]  # kinds of document
    description: str
    group: bool
    keys: frozenset[str]

    @property
    def person(self) -> bool:
        """A named person, not a body."""
        return bool(self.parts)


def says(holder: Holder) -> str:
    """The words a reader knows the holder by."""
    if holder.name and holder.description and holder.parts:
        return f"{holder.name} ({holder.description})"
    return holder.name or holder.description or holder.body or f"an unnamed {holder.family}"


def read_holder(hop: Hop) -> Holder:
    """What a hop tells of its holder."""
    return _read(
        hop.kind,
        hop.name,
        hop.description,
        hop.cue,
        hop.body,
        hop.group,
        hop.nationality,
        hop.place,
        hop.sex,
        hop.aliases,
    )


@lru_cache(maxsize=65536)
def _read(
    kind: str,
    name: str | None,
    description: str | None,
    cue: str | None,
    body: str | None,
    group: bool,
    nationality: str | None,
    place: str | None,
    sex: str | None,
    aliases: tuple[str, ...],
) -> Holder:
    name = name if name and words(name) else None
    body = body if body and words(body) else None
    described = fold(description or "")
    if kind == "official" and name is None and body is None and description and words(description):
        body = description if words(description)[-1] in read_tables().body_nouns else None
    family: Family = "outlet" if kind == "outlet" else "document" if kind == "document" else "person"
    is_body = family == "person" and name is not None and _names_body(kind, name, body, sex)
    parts = person_words(name) if family == "person" and name and not is_body else ()
    speaks = _speaks_for(kind, family, name, is_body, described, fold(cue or ""), body)
    owner = name if is_body else body
    nations = find_nations(nationality, anywhere=True) if nationality else frozenset()
    nations = (
        nations or find_nations(description or "") or (find_nations(owner, anywhere=True) if owner else frozenset())
    )
    roles = find_roles(description or "") | (find_roles(owner) if owner else frozenset())
    keys = frozenset(_keys(family, name, parts, speaks, aliases))
    return Holder(
        family=family,
        name=name,
        parts=parts,
        speaks=speaks,
        body=owner,
        roles=roles,
        nations=nations,
        sex=sex,
        place=fold(place) if place else None,
        paper=_paper(f"{described} {fold(name or '')}") if family == "document" else frozenset(),
        description=fold_spaces(description or ""),
        group=group,
        keys=keys,
    )


def _names_body(kind: str, name: str, body: str | None, sex: str | None) -> bool:
    """True where a name is a body's: an institution's noun, capitals only, a country, or the body it speaks for."""
    if sex is not None or kind in ("anonymous", "witness"):
        return False
    tokens = words(name)
    if body is not None and set(tokens) - read_tables().stop == set(words(body)) - read_tables().stop:
        return True
    plain = name.replace(".", "")
    if " " not in plain.strip() and plain.isupper() and len(plain) >= 2:
        return True
    if find_nations(name, anywhere=True) and len(tokens) <= 3 and kind == "official":
        return True
    return bool(set(tokens) & read_tables().body_nouns)


def _speaks_for(
    kind: str, family: Family, name: str | None, is_body: bool, described: str, cue: str, body: str | None
) -> str | None:
    tables = read_tables()
    if is_body:
        return name
    if body is None:
        return None
    stated = any(
        word in f"{described} {cue} {fold(name or '') if family == 'document' else ''}" for word in tables.statement
    )
    if family == "document" or name is not None:
        return body if stated and family != "outlet" else None
    spokesman = any(word in described for word in tables.spokes)
    # An unnamed official is the body's voice only as its spokesman, or where nothing but the body is told.
    only_body = kind == "official" and set(words(described)) <= set(words(body)) | tables.stop
    return body if family == "person" and (spokesman or only_body) else None


def _keys(
    family: Family, name: str | None, parts: tuple[str, ...], speaks: str | None, aliases: tuple[str, ...]
) -> set[str]:
    keys: set[str] = set()
    stop = read_tables().stop
    if name is not None:
        keys.add(f"name:{' '.join(parts)}" if parts else f"name:{' '.join(_plain(name))}")
    if family == "outlet":
        for form in (name, *aliases):
            if form and outlet_words(form):
                keys.add(f"name:{' '.join(_plain(form))}")
                keys.add(f"outlet:{''.join(outlet_words(form))}")
        if name is not None and len(initials(name)) >= 3:
            keys.add(f"outlet:{fold(initials(name))}")
    elif parts:
        for form in aliases:
            other = person_words(form)
            if len(other) >= 2 and (len(parts) < 2 or persons_meet(parts, other)):
                keys.add(f"name:{' '.join(other)}")
    elif name is not None:
        keys |= {f"name:{' '.join(_plain(form))}" for form in aliases if _plain(form)}
    if speaks is not None:
        bare = sorted(set(words(speaks)) - stop)
        keys.add(f"body:{' '.join(bare or words(speaks))}")
        keys.add(f"name:{' '.join(_plain(speaks))}")
    return keys


def _plain(name: str) -> list[str]:
    tokens = words(name)
    return [w for w in tokens if w != "the"] or tokens


def _paper(text: str) -> frozenset[int]:
    tokens = set(words(text))
    return frozenset(i for i, row in enumerate(read_tables().papers) if tokens & row)
