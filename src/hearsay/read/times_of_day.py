"""Times of day: clock times and parts of a day, which belong to the day named with them, named last, or of the report."""
# ruff: noqa: E501 -- a rule is a row: one pattern a line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hearsay.read import dates
from hearsay.read.dates import Clock, Interval, Meaning

__all__ = ["HOUR_ROWS"]

Groups = dict[str, str]

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PARTS = "morning|afternoon|evening"
_AT = r"(?:at|by|until|till|before|after|around|about|since|from|between)"
_NEAR = r"(?:about |around |shortly |just |shortly after |shortly before |just after |just before |exactly )?"
_NO_SUM = r"(?! ?(?:%|per|euro|dollar|pound|million|billion|bn\b|metre|meter|kilo|km\b|point))"


def _hour(g: Groups) -> Meaning | None:
    """The day named last, else the report's; the small hours after a night belong to the next day."""
    small = (g.get("half") or "").startswith("a") and g.get("hour", "").isdigit() and int(g["hour"]) % 12 < 6

    def find(clock: Clock) -> Interval | None:
        last = clock.last
        if last is None or last.start is None or last.start != last.end:
            return replace(dates.day(clock.anchor, "anchor"), precision="minute") if clock.anchor else None
        if small and clock.night:
            return replace(
                last, start=last.start + timedelta(days=1), end=last.start + timedelta(days=1), precision="minute"
            )
        return replace(last, precision="minute")

    return find


def _part_of_day(g: Groups) -> Meaning | None:
    hour = _hour(g)
    assert hour is not None

    def find(clock: Clock) -> Interval | None:
        meant = hour(clock)
        return replace(meant, precision="day") if meant else None

    return find


HOUR_ROWS: list[tuple[str, str, Callable[[Groups], Meaning | None]]] = [
    ("clock", r"\b(?P<core>(?P<hour>\d{1,2})(?:[:.]\d\d)? ?(?P<half>a\.m\.|p\.m\.|am\b|pm\b)|(?<![:\d])\d{1,2}:\d\d(?![:\d])(?: ?(?:GMT|UTC|local time|hours))?|\d{4} ?(?:GMT|UTC|hours|hrs)|\d{1,2} o['’]clock)", _hour),
    ("clock", rf"\bat {_NEAR}(?P<core>(?:[01]?\d|2[0-3])\.[0-5]\d)\b{_NO_SUM}", _hour),
    ("clock", rf"\b{_AT} {_NEAR}(?P<core>(?:(?:five|ten|a quarter|quarter|twenty|twenty[- ]five|half)(?: minutes)? (?:past|to) (?:{_HOURS})|half (?:{_HOURS})|(?:{_HOURS}|\d{{1,2}})(?: o['’]clock)? (?:in the (?:{_PARTS})|at night))(?: in the (?:{_PARTS})| at night)?)\b", _hour),
    ("clock", rf"\bshortly (?:before|after) (?P<core>{_HOURS})\b(?= (?:on|in|this|yesterday|when|and|as)\b|[,.;\"”]|$)", _hour),
    ("clock", rf"\b(?:{_HOURS}) o['’]clock\b", _hour),
    ("clock", rf"\b(?:{_AT}|towards|shortly before|shortly after|just before|just after) (?P<core>first light|daybreak|dawn|sunrise|noon|midday|dusk|nightfall|sunset|midnight|lunchtime)\b", _part_of_day),
    ("clock", rf"\b(?P<core>in the (?:early |late |small )?(?:{_PARTS}|hours of the (?:morning|night)|middle of the night))\b(?! of)", _part_of_day),
]  # fmt: skip
