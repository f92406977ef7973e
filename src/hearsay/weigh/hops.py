"""The two relations between hops that decide every count: shown same, shown different. The rest is open."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from hearsay.types import Hop
from hearsay.weigh.holders import Holder, read_holder, says
from hearsay.weigh.names import compare_bodies, outlets_meet, persons_meet
from hearsay.weigh.words import find_nations, nations_meet, roles_exclude

__all__ = ["Relation", "Verdict", "relate", "relate_holders"]

Relation = Literal["same", "different", "open"]


class Verdict(NamedTuple):
    """A relation between two hops with the reason for it."""

    relation: Relation
    because: str


def relate(a: Hop, b: Hop) -> Verdict:
    """How two hops are related by what they say of themselves. Symmetric but for the order of names in ``because``."""
    return relate_holders(read_holder(a), read_holder(b))


@lru_cache(maxsize=262144)
def relate_holders(a: Holder, b: Holder) -> Verdict:
    """The same for holders already read."""
    if a.keys & b.keys:
        return _same(a, b)
    if a.family == b.family:
        return _WITHIN[a.family](a, b)
    if "outlet" in (a.family, b.family):
        outlet, other = (a, b) if a.family == "outlet" else (b, a)
        return _outlet_and(outlet, other)
    paper, person = (a, b) if a.family == "document" else (b, a)
    return _paper_and_person(paper, person)


def _same(a: Holder, b: Holder) -> Verdict:
    if a.speaks and b.speaks and (a.name is None or b.name is None or a.name != b.name):
        return Verdict("same", f"both give the word of {a.speaks}")
    if a.name and b.name and a.name != b.name:
        return Verdict("same", f"“{a.name}” and “{b.name}” are names of one holder")
    return Verdict("same", f"both are {says(a)}")


def _two_outlets(a: Holder, b: Holder) -> Verdict:
    if a.name is None or b.name is None:
        return Verdict("open", "an outlet of unknown name may be any other")
    if outlets_meet(a.name, b.name):
        return Verdict("open", f"“{a.name}” may be short for, or a spelling of, “{b.name}”")
    return Verdict("different", f"“{a.name}” and “{b.name}” are two outlets")


def _outlet_and(outlet: Holder, other: Holder) -> Verdict:
    if outlet.name is None:
        return Verdict("open", "an outlet of unknown name may be any other")
    for name in (None if other.person else other.name, other.body):
        if name and compare_bodies(outlet.name, name) != "different":
            return Verdict("open", f"“{outlet.name}” may be the voice of {says(other)}")
    if "journalist" in other.roles:
        return Verdict("open", f"{says(other)} may be of “{outlet.name}”")
    kind = "a document" if other.family == "document" else "a person or body"
    return Verdict("different", f"“{outlet.name}” is an outlet, {says(other)} {kind}")


def _paper_and_person(paper: Holder, person: Holder) -> Verdict:
    if paper.body and person.body:
        fit = compare_bodies(paper.body, person.body)
        if fit == "different":
            return Verdict("different", f"{paper.body} and {person.body} are two bodies")
        return Verdict("open", f"{says(paper)} may give the word of {says(person)}")
    if _STATEMENT in paper.paper or (paper.body and not person.person):
        return Verdict("open", f"{says(paper)} may give the word of {says(person)}")
    return Verdict("different", f"{says(paper)} is a document, {says(person)} a person or body")


def _two_papers(a: Holder, b: Holder) -> Verdict:
    if a.body and b.body and compare_bodies(a.body, b.body) == "different":
        return Verdict("different", f"{a.body} and {b.body} are two bodies")
    if a.paper and b.paper and not a.paper & b.paper:
        return Verdict("different", f"{says(a)} and {says(b)} are two kinds of document")
    return Verdict("open", f"{says(a)} and {says(b)} may be one document")


def _two_people(a: Holder, b: Holder) -> Verdict:
    if a.person and b.person:
        if persons_meet(a.parts, b.parts):
            return Verdict("open", f"“{a.name}” may be a short form or spelling of “{b.name}”")
        if len(a.parts) >= 2 and len(b.parts) >= 2:
            return Verdict("different", f"“{a.name}” and “{b.name}” are two full names")
    return _told_apart(a, b) or Verdict("open", f"{says(a)} and {says(b)} may be one holder")


def _told_apart(a: Holder, b: Holder) -> Verdict | None:
    """Different by body, nationality, role, sex or place; None where none of them excludes."""
    if a.body and b.body and compare_bodies(a.body, b.body) == "different":
        return Verdict("different", f"{a.body} and {b.body} are two bodies")
    if not nations_meet(a.nations, b.nations):
        return Verdict("different", f"{says(a)} and {says(b)} are of different countries")
    if roles_exclude(a.roles, b.roles):
        return Verdict("different", f"nobody is both {says(a)} and {says(b)}")
    if a.sex and b.sex and a.sex != b.sex and not (a.group or b.group or a.speaks or b.speaks):
        return Verdict("different", f"{says(a)} and {says(b)} are of different sex")
    if a.place and b.place and _places_exclude(a.place, b.place):
        return Verdict("different", f"{says(a)} is of {a.place}, {says(b)} of {b.place}")
    return None


def _places_exclude(a: str, b: str) -> bool:
    """Two towns, or two countries; a country may hold the town, and one name may stand inside the other."""
    one, two = find_nations(a, anywhere=True), find_nations(b, anywhere=True)
    if bool(one) != bool(two):
        return False
    if one and two:
        return not one & two
    left, right = set(a.replace(",", " ").split()), set(b.replace(",", " ").split())
    return not (left & right)


_STATEMENT = 2  # the row of statements among the kinds of document
_WITHIN = {"outlet": _two_outlets, "document": _two_papers, "person": _two_people}
