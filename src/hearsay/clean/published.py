"""The day of publication as the page's own words give it: never "updated", never a date of the story or of a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hearsay.clean.byline_forms import staff_of
from hearsay.clean.bylines import without_dates
from hearsay.clean.days import DATE, MONTH, WEEKDAY, Day, find_days
from hearsay.clean.names import is_person
from hearsay.types import When

__all__ = ["Dated", "best_day", "date_line", "dated_part", "days_of_line", "years_in"]

_LABEL = re.compile(
    r"(?i)\b(?P<update>updat\w*|modif\w*|edited|revised|refreshed|correct(?:ed|ion)|clarification)\b|\b(?P<publish>publish\w*|posted|issued|released?|publication|created|date|filed|first|dated?)\b"
)
_GLUE = re.compile(
    rf"(?:(?<=[a-zà-ž\])])|(?<=[A-Z]{{2}}))"
    rf"(?=(?:{MONTH})\s*\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTH}),?\s+\d{{4}})"
)
_EMPTY = re.compile(
    rf"(?i)\b(?:{WEEKDAY}|published|posted|issued|released|release|publication|created|date|dated|filed|first|updated|last|modified|edited|revised|on|at|in|the|time|local|for|immediate|press|article|story|by|gmt|utc|and|news)\b"
)
_PARTS = re.compile(r"\s*(?:\||•|·|//)\s*|\s+[/–—-]\s+|[ \t]{2,}|,\s+(?=\d{1,2}(?:st|nd|rd|th)?\s)|(?<=\w{3})[:]\s")
RANKS = ("labelled", "byline", "own line", "dateline", "before the headline", "at the end", "alone in the head")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day found on the page and the kind of place it stood in; offsets are in the report's text."""

    day: Day
    place: str  # one of RANKS
    run: int


def days_of_line(text: str) -> list[tuple[Day, str]]:
    """The days of a line with what stands before each: "publish", "update" or nothing. Glued dates are parted."""
    line = _GLUE.sub(" ", text)
    found = []
    at = 0
    label = ""
    for day in find_days(line):
        between = line[at : day.start]
        for match in _LABEL.finditer(between):
            label = "update" if match["update"] else "publish"
        found.append((day, label))
        at = day.end
    return found


@lru_cache(maxsize=8192)
def date_line(text: str) -> bool:
    """A line that is nothing but a date, with a time, a weekday or "Published" around it."""
    if re.match(r"\W*(?i:correction|clarification|editor)", text):
        return False
    if len(text) > 160 or len(text.split()) > 20 or not DATE.search(_GLUE.sub(" ", text)):
        return False
    rest = _EMPTY.sub(" ", without_dates(_GLUE.sub(" ", text)))
    left = re.findall(r"[^\W\d_]{2,}", rest)
    if staff_of(" ".join(left)):
        return False
    return len(left) <= 2 and not is_person(" ".join(left)) and all(w[:1].isupper() or len(w) <= 3 for w in left)


@lru_cache(maxsize=8192)
def dated_part(text: str) -> bool:
    """A short line of which one part is nothing but a date: "Coast Daily - Saturday, 3 May 2031", "Date: 3.5.2031"."""
    if len(text) > 120 or len(text.split()) > 16:
        return False
    parts = [p for p in _PARTS.split(text) if p.strip()]
    if any(date_line(p) for p in parts):
        return True
    head = re.match(rf"\W*(?:{WEEKDAY},?\s+|(?i:date|issued|released?|posted|dated?)\s*:?\s*)*", text)
    match = DATE.match(text, head.end()) if head else None
    return match is not None and bool(re.search(r"\d{4}|\.\d\d$", match.group()))


def years_in(texts: Sequence[str]) -> list[int]:
    """The years named in some lines, each once."""
    return sorted({int(y) for text in texts for y in re.findall(r"(?<![\d,.])((?:19|20)\d\d)(?![\d%])", text[:400])})


def best_day(found: Sequence[Dated], years: Sequence[int], months: frozenset[int] = frozenset()) -> When | None:
    """The day of the best place; a day without a year takes one only where the page's head names exactly one.

    ``months`` are those the story names: they settle a day whose order cannot be told ("05/03/2031").
    """
    year = years[0] if len(years) == 1 else None
    full = [d for d in found if d.day.year is not None]
    for pool, completed in ((full, None), (list(found), year)):
        for place in RANKS:
            here = sorted((d for d in pool if d.place == place), key=lambda d: (d.run, d.day.start))
            for dated in here:
                when = _settled(dated.day, months).when("text", completed)
                if when is not None:
                    return when
        if year is None:
            break
    return None


def _settled(day: Day, months: frozenset[int]) -> Day:
    if day.first == day.last or (day.first[0] in months) == (day.last[0] in months):
        return day
    order = day.first if day.first[0] in months else day.last
    return replace(day, first=order, last=order)
