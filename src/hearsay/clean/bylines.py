"""Bylines: "By Ann Lee and Jan Holub, Meridian News Agency", glued dates, "Ann Lee | 3 March 2031"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hearsay.clean.byline_forms import parts_of, people_by_label, people_in_places, person_and_place, staff_of
from hearsay.clean.byline_rules import (
    AFFILIATED,
    CUE,
    GLUED,
    GLUED_JOB,
    IN_PLACE,
    JOB_NOUN,
    LOOSE,
    NOISE,
    POSTED_ON,
    REPORTS,
    SEGMENT,
    STAFF,
    STRONG,
)
from hearsay.clean.days import DATE, TIME
from hearsay.clean.names import (
    UPPER,
    clean_name,
    is_agency,
    is_initials,
    is_outlet,
    is_person,
    is_title_case,
    job_words,
    split_people,
)

__all__ = ["Bylined", "is_lone_name", "read_byline", "without_dates"]

LONGEST = 30  # words
NO_ORG = frozenset({"our", "staff", "senior", "special", "chief", "news", "web", "guest", "the"})
_NOBODY = frozenset({"desk", "staff", "team", "newsroom", "web desk", "news desk"})
Kind = Literal["byline", "agency", "via", "republished_from", "affiliation"]


@dataclass(frozen=True, slots=True)
class Bylined:
    """Whom a byline names; offsets are within the line. ``affiliation`` is the outlet a writer is said to write for."""

    kind: Kind
    name: str
    start: int
    end: int


def read_byline(text: str, *, bare: bool = False) -> list[Bylined]:
    """What a byline says; empty where the line is none. ``bare``: take one without "By" too ("Ann Lee | 3 March")."""
    return list(_read_byline(text, bare))


@lru_cache(maxsize=8192)  # a line is looked at as head, as foot and by itself, and stands in every reprint
def _read_byline(text: str, bare: bool) -> Sequence[Bylined]:
    if len(text.split()) > LONGEST or len(text) > 260:
        return []
    line = POSTED_ON.sub(lambda m: f"{m[1]} by ", " ".join(text.split()))
    line = GLUED_JOB.sub(" | ", GLUED.sub(" | ", line))
    cue = CUE.match(line)
    if cue is not None and re.match(r"(?i)of (?:the|this)\b", line[cue.end() :]):
        return []
    if cue is None:
        return _bare(text, line) if bare else _reports(text, line)
    word = cue["cue"].casefold()
    weak = word in ("from", "text", "words", "story", "article") or word.startswith("from our")
    if weak and ":" not in cue["colon"] and word != "from our correspondent":
        return []
    rest = line[cue.end() :]
    if placed := people_in_places(re.sub(r"\s*\|.*$", "", rest)):
        return [Bylined("byline", name, 0, len(text)) for name in placed]
    people, others, odd = _segments(rest)
    strong = bool(STRONG.fullmatch(word)) or ":" in cue["colon"]
    if odd or not (people or others):
        single = _signature(rest)
        if staff := staff_of(single):
            return [Bylined("byline", staff, 0, len(text))]
        if strong and (re.fullmatch(r"[\w.\-]{3,25}", single) or (is_title_case(single) and len(single.split()) <= 3)):
            return [Bylined("byline", single, 0, len(text))]
        return []
    found = [Bylined("byline", person, 0, len(text)) for person in people if person not in _NOBODY]
    return found + [Bylined(kind, name, 0, len(text)) for kind, name in others]


def _signature(rest: str) -> str:
    """Who signs with a name that is nobody's full name: 'moderator "Gaffer" on Monday' is Gaffer."""
    plain = re.sub(r"[★☆@].*$|\(\d.*$|\s\d{1,2}\.\d\d\b", "", rest)
    name = re.sub(r"\s+(?i:on|at)$", "", without_dates(plain)).strip(" \"'“”‘’.,@")
    name = re.sub(r"^(?:moderator|admin|user|editor|member)\s+(?=[\"'“‘A-Z])", "", name)
    return " ".join(name.split()).strip(" \"'“”‘’.,@")


def is_lone_name(text: str) -> bool:
    """A line that is a personal name and nothing else."""
    line = " ".join(text.split())
    return len(line) <= 60 and all(is_person(p) for p in split_people(line)) and bool(split_people(line))


def without_dates(line: str) -> str:
    """A line without its dates, times and the words around them."""
    return " ".join(NOISE.sub(" ", TIME.sub(" ", DATE.sub(" ", line))).split()).strip(" ,|•·–—-:/")


def _segments(rest: str) -> tuple[list[str], list[tuple[Kind, str]], bool]:
    """People, other names with what they are, and whether something stands there that no byline holds."""
    people: list[str] = []
    others: list[tuple[Kind, str]] = []
    for i, piece in enumerate(SEGMENT.split(rest)):
        timed = TIME.search(piece) is not None
        piece = _unpunctuated(without_dates(piece))
        if not piece or (timed and is_initials(piece)):  # "16:21 WITA" is a clock, no agency
            continue
        if i and (piece.startswith("@") or "@" in piece):
            continue
        via = re.split(r",?\s+(?i:via|for|at|of(?: the)?)\s+", piece, maxsplit=1)
        if len(via) == 2 and is_title_case(clean_name(via[1])):
            org = clean_name(via[1])
            by_way = re.search(r"(?i)\bvia\b", piece) is not None
            relation: Kind = "via" if by_way else "agency" if is_agency(org) else "affiliation"
            if is_person(via[0]) or relation == "via":
                others.append((relation, org))
                piece = via[0]
        piece = re.sub(r",?\s+(?i:in|from)\s+[" + UPPER + r"][^|]*$", "", piece)
        if is_person(piece):
            people.append(piece)
            continue
        for part in _parts(piece):
            if is_person(part):
                people.append(part)
            elif is_agency(part) and not JOB_NOUN.search(part) and part.casefold().endswith("bureau"):
                others.append(("agency", part))
            elif _is_job(part):
                if employer := _org_of(part):
                    others.append(("affiliation", employer))
                elif not people and not i:
                    people.append(part)
            elif is_agency(part) or (is_initials(part) and part.isupper() and not _all_caps_line(rest)):
                others.append(("agency", part))
            elif is_outlet(part):
                others.append(("affiliation", part))
            elif i or people:
                if len(part.split()) > 6 and not is_title_case(part):
                    return people, others, True
            else:
                return people, others, True
    return people, others, False


def _unpunctuated(piece: str) -> str:
    """A name without stops around it; an initial keeps its own: "Phoebe T."."""
    bare = piece.strip(" .,")
    return f"{bare}." if re.search(rf"(?:^|\s)[{UPPER}]$", bare) and piece.rstrip(" ,").endswith(".") else bare


def _parts(piece: str) -> list[str]:
    """The names in "A, B and C, Meridian News Agency"; an "and" within an outlet's name does not part it."""
    parts: list[str] = []
    for chunk in re.split(r"\s*,\s*(?:and\s+)?|\s*/\s*", piece):
        halves = re.split(r"\s+(?i:and|&|with)\s+", chunk)
        parts += (
            halves if len(halves) > 1 and all(is_person(h) or _is_job(h) or is_agency(h) for h in halves) else [chunk]
        )
    return [_unpunctuated(p) for p in parts if p.strip(" .")]


def _is_job(part: str) -> bool:
    low = part.casefold()
    return (
        bool(STAFF.fullmatch(part))
        or bool(AFFILIATED.fullmatch(part))
        or any(low == w or low.startswith(f"{w} ") or low.endswith(f" {w}") for w in job_words())
    )


def _org_of(part: str) -> str | None:
    """The outlet in "Courier staff writer", where a name stands there."""
    match = AFFILIATED.fullmatch(part)
    if match is None:
        return None
    org = clean_name(match["org"])
    if not is_title_case(org) or STAFF.fullmatch(org) or org.casefold() in job_words():
        return None
    return org if is_outlet(org) or org.casefold().split()[0] not in NO_ORG else None


def _all_caps_line(text: str) -> bool:
    return sum(c.isupper() for c in text) > 12 and text.upper() == text


def _reports(text: str, line: str) -> list[Bylined]:
    """Who reports in "Ann Lee reports from Ostrava", "Meridian News Agency reports"."""
    match = REPORTS.fullmatch(line)
    if match is None or len(line.split()) > 10:
        return []
    name = clean_name(match["who"])
    if is_person(name):
        return [Bylined("byline", name, 0, len(text))]
    if is_agency(name) or (is_initials(name) and is_title_case(name)):
        return [Bylined("agency", name, 0, len(text))]
    return []


def _bare(text: str, line: str) -> list[Bylined]:
    """A byline without "By": it opens with a name and holds a date, a job or an outlet besides."""
    if (placed_people := people_in_places(line)) and len(line.split()) <= 14:
        return [Bylined("byline", name, 0, len(text)) for name in placed_people]
    if labelled := people_by_label(line):
        return [Bylined("byline", name, 0, len(text)) for name in labelled]
    for _, part in parts_of(line):
        if (staff := staff_of(part)) and not is_outlet(part):
            return [Bylined("byline", staff, 0, len(text))]
    if line[:1] in "—–-(" or line.count("(") != line.count(")") or LOOSE.search(line) or line.endswith((".", "!", "?")):
        return []
    if placed := IN_PLACE.fullmatch(re.sub(r"\s*\|.*$", "", line)):
        names = split_people(placed["who"])
        if names and all(is_person(n) for n in names):
            return [Bylined("byline", n, 0, len(text)) for n in names]
    if (sole := person_and_place(line)) is not None:
        return [Bylined("byline", sole, 0, len(text))]
    parts = line.split()
    for cut in range(2, min(5, len(parts))):
        job = " ".join(parts[cut:])
        if is_person(" ".join(parts[:cut])) and len(parts) - cut <= 5 and is_title_case(job) and JOB_NOUN.search(job):
            return [Bylined("byline", " ".join(parts[:cut]), 0, len(text))]
    if len(line.split()) <= 6 and (org := _org_of(line)) and not is_person(line) and not is_person(org):
        return [Bylined("byline", clean_name(line), 0, len(text)), Bylined("affiliation", org, 0, len(text))]
    dated = bool(DATE.search(line))
    people, others, odd = _segments(line)
    others = [(kind, name) for kind, name in others if is_outlet(name) or is_agency(name) or is_initials(name)]
    named = [p for p in people if is_person(p)]
    rest = without_dates(line)
    if odd or not named or len(rest.split()) > 16:
        return []
    only_names = all(is_person(p) or p in named for p in _parts(rest))
    if only_names and not dated:
        return []  # a lone name: only its neighbours can tell
    if not dated and not others and "@" not in line and not any(_is_job(p) for p in _parts(rest)):
        return []
    return [Bylined("byline", p, 0, len(text)) for p in named] + [Bylined(k, n, 0, len(text)) for k, n in others]
