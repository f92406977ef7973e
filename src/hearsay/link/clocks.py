"""The minute a report was published, where it gives one: from a declared time stamp, or beside the date on the page.

A time that an update is given never counts. A clock without a zone is local somewhere: two such are compared as if in
one place, which is a trace and no proof.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from hearsay.lexicons import read_table
from hearsay.types import Report, When

__all__ = ["Clock", "read_clock"]

_ISO = re.compile(r"\s*\d{4}-?\d\d-?\d\d[T ](\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$")
_TIME = re.compile(
    r"[\s,|/•·–—-]{0,4}(?:(?:at|kl\.?|à|um|a las|alle|o|ob|om|saat|posted|published)\s+)?"
    r"(?P<h>\d{1,2})(?P<sep>[:.h])(?P<m>\d\d)(?!\d|[./-]\d)(?::\d\d)?\s*(?P<half>[ap]\.?\s?m\b)?\.?\s*\(?(?P<zone>[A-Z]{1,4}T|UTC|MSK|Z)?"
    r"(?P<offset>\s?[+-]\d{1,2}(?::?\d\d)?\b)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?i)\b(?:updat|modif|edited|revis|correct|refreshed)\w*[^\n]{0,24}$")
_BEFORE = 40  # characters before a date in which a label of an update may stand


@dataclass(frozen=True, slots=True)
class Clock:
    """A minute: in UTC where the zone is known (``sure``), else as the clock on the wall said."""

    at: dt.datetime
    sure: bool


def read_clock(report: Report) -> Clock | None:
    """The minute of publication; None where only a day is known, or less."""
    when = report.published
    if when is None or when.start is None or when.start != when.end or not when.said:
        return None
    how = when.how or ""
    if (match := _ISO.match(when.said)) is not None:
        return _clock(when.start, int(match[1]), int(match[2]), _minutes(match[3]))
    if how.startswith("text"):
        return _beside(report.text, when)
    return None


def _beside(text: str, when: When) -> Clock | None:
    """The time that stands just after the date on its line, or inside what was read as the date."""
    said = when.said or ""
    at = text.find(said)
    if at < 0 or _UPDATED.search(text[max(0, at - _BEFORE) : at].rpartition("\n")[2]):
        return None
    line = text[at + len(said) : at + len(said) + 40].partition("\n")[0]
    match = _TIME.match(line)
    if match is None:
        return None
    hour, minute = int(match["h"]), int(match["m"])
    half = (match["half"] or "").replace(".", "").replace(" ", "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone: int | None = read_table("direction.toml")["zones"].get((match["zone"] or "").upper())
    if zone is not None and match["offset"]:
        zone += _minutes(match["offset"]) or 0
    return _clock(when.start or "", hour, minute, zone)


def _minutes(zone: str | None) -> int | None:
    """Minutes that a zone is ahead of UTC; None where none is given."""
    if not zone:
        return None
    zone = zone.strip()
    if zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    hours, rest = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    return (hours * 60 + rest) * (-1 if zone[0] == "-" else 1)


def _clock(day: str, hour: int, minute: int, ahead: int | None) -> Clock | None:
    try:
        at = dt.datetime.fromisoformat(day) + dt.timedelta(hours=hour, minutes=minute)
        if hour > 23 or minute > 59:
            return None
        return Clock(at - dt.timedelta(minutes=ahead or 0), ahead is not None)
    except (ValueError, OverflowError):
        return None
