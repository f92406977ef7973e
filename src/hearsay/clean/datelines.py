"""Datelines: "OSTRAVA, March 3 (MNA) —" before a story's first words, or alone on a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hearsay.clean.days import MONTH, WEEKDAY, Day, find_days
from hearsay.clean.names import (
    UPPER,
    clean_name,
    is_agency,
    is_initials,
    is_no_place,
    is_outlet,
    is_person,
    is_title_case,
)
from hearsay.text import initials

__all__ = ["Dateline", "read_dateline"]

HEAD = 150  # characters within which a dateline ends
_PLACE_WORD = rf"[{UPPER}][\w’'.\-]*"
_PLACE = (
    rf"{_PLACE_WORD}(?:[ \t]+(?:(?:de|del|la|el|al|of|the|am|upon|sur|na|nad|da|do|dos)[ \t]+)?{_PLACE_WORD}){{0,4}}"
)
_PLACES = rf"{_PLACE}(?:[ \t]*/[ \t]*{_PLACE}|,[ \t]*(?!{MONTH}[ \t]+\d)(?!{WEEKDAY}\b){_PLACE}){{0,3}}"
_DATE = (
    rf"(?:{WEEKDAY},?[ \t]+)?(?:{MONTH}[ \t]+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?[ \t]+{MONTH}"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)"
    r"(?:,?[ \t]+(?:19|20)\d\d)?"
)
_DASH = r"(?:[–—―]|--+|-(?=[ \t]|$))"
_AGENCY = rf"[(\[](?P<agency>[{UPPER}][^()\[\]\n]{{0,60}})[)\]]"
_FORMS = (
    # OSTRAVA, Czech Republic, March 3, 2031 (Meridian News Agency) —
    re.compile(
        rf"(?P<place>{_PLACES})(?:[,.]?[ \t]+(?P<date>{_DATE}))?[,.]?[ \t]*{_AGENCY}[ \t]*(?P<sep>{_DASH}|:)?[ \t]*"
    ),
    # OSTRAVA (March 3) —
    re.compile(rf"(?P<place>{_PLACES})[ \t]*\((?P<date>{_DATE})\)[ \t]*(?P<sep>{_DASH}|:)[ \t]*"),
    # OSTRAVA, March 3 /MNA/ -
    re.compile(
        rf"(?P<place>{_PLACES})(?:[,.]?[ \t]+(?P<date>{_DATE}))?[ \t]*"
        rf"/(?P<agency>[{UPPER}][^/\n]{{1,50}})/[ \t]*(?P<sep>{_DASH}|[:.])?[ \t]*"
    ),
    # Ostrava, 3 March 2031 –
    re.compile(rf"(?P<place>{_PLACES})[,.]?[ \t]+(?P<date>{_DATE})[ \t]*(?P<sep>{_DASH}|:)[ \t]*"),
    # Monday, 3 March, Ostrava:
    re.compile(rf"(?P<date>{_DATE})[,.]?[ \t]+(?P<place>{_PLACES})[ \t]*(?:{_AGENCY})?[ \t]*(?P<sep>{_DASH}|:)[ \t]*"),
    # Ostrava, 3 March 2031. Four people
    re.compile(rf"(?P<place>{_PLACES}),[ \t]+(?P<date>{_DATE})(?P<sep>\.)[ \t]+(?=[{UPPER}\"“])"),
    # (Ostrava, March 3) –
    re.compile(rf"[(\[](?P<place>{_PLACES})(?:,?[ \t]+(?P<date>{_DATE}))?[)\]][ \t]*(?P<sep>{_DASH})[ \t]*"),
    # OSTRAVA — MNA —
    re.compile(
        rf"(?P<place>{_PLACES})[ \t]*{_DASH}[ \t]*(?P<agency>[{UPPER}]{{2,7}}|{_PLACE})[ \t]*(?P<sep>{_DASH})[ \t]*"
    ),
    # OSTRAVA —
    re.compile(rf"(?P<place>{_PLACES})[ \t]*(?P<sep>{_DASH}|:)[ \t]*"),
)
_CLOCK = r"(?:[,.]?[ \t]+[(\[]?\d{1,2}[:.h]\d\d(?:[ \t]*(?:h|hrs|am|pm|[A-Z]{2,4}))?[)\]]?)?"
_RELEASED = r"(?:[ \t]*(?i:for immediate (?:release|use|publication)))?"
_SITE = r"(?:[ \t]+(?:camp|village|airport|base|port|district|county))?"
_ALONE = (
    re.compile(
        rf"(?P<place>{_PLACES}{_SITE})[,.]?[ \t]+(?P<date>{_DATE})(?:[ \t]*{_AGENCY})?"
        rf"{_CLOCK}[.:]?[ \t]*{_DASH}?{_RELEASED}"
    ),
    re.compile(rf"(?P<place>{_PLACES})[ \t]*{_AGENCY}[.:]?[ \t]*{_DASH}?"),
    re.compile(rf"(?P<date>{_DATE})[,.]?[ \t]+(?:[|–—-][ \t]*)?(?P<place>{_PLACES})[.:]?"),
)
_AGENCY_ONLY = re.compile(rf"{_AGENCY}[ \t]*(?P<sep>{_DASH}|:)?[ \t]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the head of a run; offsets are within the run. ``alone``: it is the whole run."""

    end: int
    place: str | None
    place_end: int
    agency: str | None
    agency_span: tuple[int, int] | None
    day: Day | None
    alone: bool
    place_start: int = 0


@lru_cache(maxsize=8192)
def read_dateline(text: str, early: bool) -> Dateline | None:
    """The dateline a run opens with. ``early``: the run is among the story's first, where a bare place is enough."""
    head = text[: HEAD + 1].replace("\n", " ").replace("\u00a0", " ")
    if len(text) <= HEAD:
        for form in _ALONE:
            match = form.fullmatch(head.strip())
            if match and _could_be_alone(match["place"]) and _agency_ok(match):
                return _made(match, head, alone=True)
    if early and (match := _AGENCY_ONLY.match(head)) and match.end() < len(text) and _is_slug(match["agency"]):
        return _made(match, head, alone=False)
    for form in _FORMS:
        match = form.match(head)
        if match and match.end() < len(text) and _accept(match, text, early):
            return _made(match, head, alone=False)
    return None


def _accept(match: re.Match[str], text: str, early: bool) -> bool:
    groups = match.groupdict()
    place, agency, date, sep = groups["place"], groups.get("agency"), groups.get("date"), groups.get("sep")
    follows = text[match.end() : match.end() + 1]
    if follows.islower() or not _is_place(place, strict=not (agency or date)):
        return False
    if place and is_initials(place) and initials(text[match.end() :].split(" - ")[0][:60]).startswith(place):
        return False  # "MNA - Meridian News Agency - 3 March"
    if agency is not None:
        # "OSTRAVA (MNA) Four people": without a dash the name in brackets must be an agency beyond doubt.
        return _agency_ok(match) and (bool(sep) or (early and (place.isupper() or bool(date)) and _is_slug(agency)))
    if date is not None:
        return early or place.isupper()
    words = len(place.split())
    if sep == ":":
        return early and place.isupper() and words <= 3 and bool(re.match(r"(?:The|A|An|At|In)\b", text[match.end() :]))
    if place.isupper() and sum(c.isalpha() for c in place) >= 4:
        return early
    spaced = bool(re.search(r"\s[–—―-]+\s*$", match.group()))
    return early and spaced and words <= 4


def _could_be_alone(place: str) -> bool:
    """A place, and no agency's name where the place would stand: "Meridian News Agency, 3 March 2031"."""
    return _is_place(place, strict=False) and not (is_agency(place) or is_outlet(place))


def _is_place(place: str | None, *, strict: bool) -> bool:
    if place is None:
        return True
    words = re.findall(r"[^\s,/]+", place)
    if not 1 <= len(words) <= 8 or len(place) > 70:
        return False
    if strict and not place.isupper() and is_outlet(place):
        return False
    return not any(is_no_place(w) for w in (words if strict else words[:1]))


def _agency_ok(match: re.Match[str]) -> bool:
    agency = match.groupdict().get("agency")
    if agency is None:
        return True
    name = agency.split("/")[0].strip()
    if match.groupdict().get("sep") == ":" and is_person(name) and not is_outlet(name):
        return False  # "PRESENTER (Ann Lee): Good morning"
    return _is_slug(name) or (is_title_case(name) and len(name.split()) <= 6 and not find_days(name))


def _is_slug(agency: str | None) -> bool:
    name = (agency or "").split("/")[0].strip()
    return is_initials(name) or is_agency(name) or is_outlet(name)


def _unstopped(place: str) -> str:
    """A place without the stop behind it, which an abbreviated province keeps: "WILMINGTON, Del."."""
    plain = " ".join(place.split()).strip(" ,")
    return plain if re.search(r", (?:[A-Z]\.)*[A-Z][a-z]{0,3}\.$", plain) else plain.strip(" ,.")


def _made(match: re.Match[str], head: str, *, alone: bool) -> Dateline:
    groups = match.groupdict()
    lead = len(head) - len(head.lstrip()) if alone else 0
    agency, place = groups.get("agency"), groups.get("place")
    days = find_days(groups["date"]) if groups.get("date") else []
    return Dateline(
        end=lead + match.end(),
        place=_unstopped(place) if place else None,
        place_start=lead + match.start("place") if place else 0,
        place_end=lead + match.end("place") if place else 0,
        agency=clean_name(agency) if agency else None,
        agency_span=(lead + match.start("agency"), lead + match.end("agency")) if agency else None,
        day=days[0] if days else None,
        alone=alone,
    )
