"""Time expressions: the patterns, and what each means as a function of the clock it is reckoned from."""
# ruff: noqa: E501 -- a rule is a row: one pattern a line

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from hearsay.lexicons import read_table
from hearsay.read import dates
from hearsay.read.dates import Clock, Interval, Meaning
from hearsay.read.literals import Sieve
from hearsay.read.times_apart import mean_neighbour, mean_offset, mean_part, mean_period, mean_span_back
from hearsay.read.times_of_day import HOUR_ROWS

__all__ = ["Expression", "find_expressions"]

Groups = dict[str, str]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression of a text. ``kind`` is date (names a day by itself), relative, clock or year."""

    start: int
    end: int
    kind: str
    meaning: Meaning


@lru_cache(maxsize=8192)  # the sentences of a reprint were read in its original
def find_expressions(text: str) -> tuple[Expression, ...]:
    """The time expressions of a text, disjoint and in order: the earliest, and of those the longest."""
    found: list[tuple[int, int, int, Expression]] = []
    rules = _rules()
    for rank in _sieve().pick(text):
        kind, pattern, build = rules[rank]
        for match in pattern.finditer(text):
            groups = {k: v.lower() for k, v in match.groupdict().items() if v}
            meaning = build(groups)
            if meaning is not None:
                start, end = match.span("core") if "core" in groups else match.span()
                if text[end - 1] == "." and _FULL_MONTH.search(text, start, end - 1):
                    end -= 1
                found.append((start, -end, rank, Expression(start, end, kind, _bounded(text, start, meaning))))
    out: list[Expression] = []
    for _, _, _, expression in sorted(found, key=lambda f: f[:3]):
        if not out or expression.start >= out[-1].end:
            out.append(expression)
    return tuple(out)


_FULL_MONTH = re.compile(
    r"(?i)(?:january|february|march|april|may|june|july|august|september|october|november|december)$"
)
_SINCE = re.compile(r"(?i)\b(since|from|until|till|by)\s+(?:the\s+|at least\s+)?$")


def _bounded(text: str, start: int, meaning: Meaning) -> Meaning:
    """Opens the interval: "since 2019" to the right, "until Friday" to the left."""
    found = _SINCE.search(text, max(0, start - 24), start)
    word = found[1].lower() if found else ""
    if word in ("until", "till"):
        inner = meaning
        meaning = lambda clock: inner(replace(clock, ahead=True))  # noqa: E731
    if word == "since":
        return lambda clock: _change(meaning(clock), end=None)
    if word in ("until", "till"):
        return lambda clock: _change(meaning(clock), start=None)
    return meaning


def _change(meant: Interval | None, **ends: date | None) -> Interval | None:
    return replace(meant, **ends) if meant else None  # type: ignore[arg-type]


# patterns ------------------------------------------------------------------------------------------------------------

_TABLE = read_table("times.toml")
_MONTHS: dict[str, int] = _TABLE["month"]
_DAYS: dict[str, int] = _TABLE["weekday"]
_SEASONS: dict[str, list[int]] = _TABLE["season"]
_NUMBERS: dict[str, int] = _TABLE["number"]


def _any(words: dict[str, object]) -> str:
    return "|".join(sorted((w.capitalize() for w in words), key=lambda w: (-len(w), w)))


_M = rf"(?P<month>(?:{_any(dict(_MONTHS))})|(?:{_any(dict(_MONTHS)).upper()}))\b\.?"
_WD_LONG = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WD = rf"(?P<weekday>{_WD_LONG}|{_WD_LONG.upper()}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?(?=,? \d|,? (?:{_any(dict(_MONTHS))})))"
_D = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:]|\.\d|,\d{3})"
_Y = r"(?P<year>1[5-9]\d\d|20\d\d)\b(?![,.]\d|-\d\d-)"
_N = (
    r"(?P<number>\d{1,3}|"
    + "|".join(sorted(_NUMBERS, key=lambda w: (-len(w), w)))
    + r"|a few|several|a couple(?: of)?|half a|few)"
)
_UNIT = r"(?P<unit>minute|hour|day|night|week|month|year|decade|century|fortnight)s?"
_PART = r"(?:(?P<part>early|earlier|mid|middle of|late|later|end of|beginning of|start of)[ -](?:in )?(?:the )?)?"
_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime|midday|noon|dawn|dusk))?"
_WHICH = r"(?P<which>last|past|previous|this|current|next|coming|following|that|same)"
_ORDINALS = "|".join(sorted(_TABLE["ordinal"], key=lambda w: (-len(w), w)))
_ON = r"(?:(?:on|the|of) )?"

# A figure like a year counts when things follow it and nothing before it speaks of a time.
_NOT_COUNTED = r"(?<!than )(?<!least )(?<!about )(?<!around )(?<!some )(?<!nearly )(?<!almost )(?<!over )(?<!to )(?<!roughly )(?<!were )(?<!has )(?<!had )(?<!approximately )"
_THINGS = r" (?:(?:[a-z]+(?:ed|ing|al|ive|ous|ary|ian|an)|new|more|other|young|dead) ){0,2}(?:people|men|women|children|police|troops|[a-z]{3,}[^s\W]s\b)(?! of (?:the )?(?:year|month))"

Rule = tuple[str, re.Pattern[str], Callable[[Groups], Meaning | None]]


@cache
def _rules() -> tuple[Rule, ...]:
    rows: list[tuple[str, str, Callable[[Groups], Meaning | None]]] = [
        ("date", rf"(?P<core>(?:{_WD},? (?:the )?)?\b{_D}(?: of)? {_M},?(?: {_Y})?)", _full_date),
        ("date", rf"(?P<core>(?:{_WD},? )?\b{_M} {_D}(?:,? {_Y})?)", _full_date),
        ("date", rf"\b{_M} {_D} ?(?:-|–|to|and) ?(?P<until>0?[1-9]|[12]\d|3[01])\b(?:,? {_Y})?", _day_range),
        ("date", rf"\b{_D} ?(?:-|–|/|to|and) ?(?P<until>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)? {_M}(?:,? {_Y})?", _day_range),
        ("date", r"\b(?P<year>\d{4})(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12]\d|3[01])\b", _numeric),
        ("date", r"\b(?P<day>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>\d{4}|\d\d)\b", _numeric),
        ("date", r"\b(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d\d)\b", _slashed),
        ("month", rf"\b{_PART}{_M},?(?: of)? {_Y}", _month),
        ("month", rf"(?<=\b)(?P<core>{_PART}(?:{_WHICH} )?(?P<month>January|February|April|June|July|August|September|October|November|December))\b(?! \d)", _month),
        ("month", rf"\b(?:in|since|until|by|from|of|during|and|through|to|between|before|after|early as|back as|late as) (?P<core>{_PART}(?P<month>March|May))\b(?! \d)", _month),
        ("month", r"\b(?P<core>(?P<part>early|late|mid|earlier|later)[ -](?:in )?(?P<month>March|May))\b(?! \d)", _month),
        ("month", r"\b(?P<core>(?P<which>last|this|next) (?P<month>March|May))\b(?! \d)", _month),
        ("date", rf"\b(?P<core>the (?P<ordinal>{_ORDINALS}) of {_M}(?:,? {_Y})?)", _ordinal_date),
        ("date", r"\b(?:on|since|until|till|from|for|by|of|to) (?P<core>the (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)(?: of (?P<which>this|last) month)?)(?=[,.;:)]|$| (?:and|at|in|by|when|after|because|was|were|to)\b)", _day_of_month),
        ("year", rf"\b(?:in|by|since|until|during|from) (?P<core>{_Y})(?![-–]\w|\w| ?%)", _year),
        ("year", rf"(?<![$€£\w.,-]){_NOT_COUNTED}(?P<core>{_PART}{_Y})(?![-–]\w|\w| ?%)(?!{_THINGS})", _year),
        ("year", r"\b(?P<core>the (?:early |mid-?|late )?(?P<decade>(?:1[5-9]|20)\d0)s)\b", _decade),
        ("year", r"(?P<core>\b(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?:,? of)? (?P<year>1[5-9]\d\d|20\d\d))\b", _season),
        ("relative", r"\b(?P<core>(?P<which>last|this|next|the past|the previous) (?P<season>spring|summer|autumn|fall|winter))\b", _season),
        ("relative", r"\bin the (?P<core>(?P<season>spring|summer|autumn|winter))\b(?! of\b)", _season),
        ("year", rf"\b(?:the )?(?P<quarter>first|second|third|fourth|final)[ -](?P<size>quarter|half) of (?:the year )?(?:{_Y}|(?P<which>last|this|next) year)", _quarter),
        ("relative", r"\b(?:the )?(?P<quarter>first|second|third|fourth)[ -](?P<size>quarter|half)\b(?! of (?:the )?[a-z])", _quarter),
        ("year", r"\bQ(?P<quarter>[1-4]) (?P<year>20\d\d)\b", _quarter),
        ("relative", rf"\b(?:(?P<part>early|late|later|earlier) )?(?:(?:on )?(?P<which>last|next|this|the following|the previous|that|every) )?{_WD}(?:'s|’s)?{_OF_DAY}", _weekday),
        ("relative", rf"\b(?:on )?(?P<core>{_WD}{_OF_DAY} (?P<of_week>last|this|next) week)\b", _weekday_of_week),
        ("relative", rf"\b(?P<core>the {_WD}{_OF_DAY} (?P<then>before|after))\b(?! (?:the|that|this|his|her|its|their|a|last|next)\b)", _weekday_then),
        ("relative", r"\b(?P<core>the weekend)\b", _the_weekend),
        ("date", r"\b(?P<core>(?P<feast>Christmas Eve|Christmas Day|Christmas|New Year['’]s Eve|New Year['’]s Day))\b(?: (?P<year>20\d\d))?", _feast),
        ("year", r"\b(?P<core>the (?P<century>1\d|2[01])(?:th|st) century)\b", _century),
        ("month", rf"\b{_M} (?:of )?(?P<which>this|last|next) year\b", _month_of_year),
        ("relative", r"\bthe (?:night|evening) before last\b", _days(-2)),
        ("month", r"\b(?:in|since|until|by|from|of|during|last|next|early|late|mid) (?P<core>(?P<month>january|february|april|june|july|august|september|october|november|december))\b(?! \d)", _month),
        ("relative", r"\b(?:the )?day before yesterday\b", _days(-2)),
        ("relative", r"\b(?:the )?day after tomorrow\b", _days(2)),
        ("relative", rf"\b(?:(?:early|late|earlier|later) )?(?P<core>yesterday{_OF_DAY}|last night|last evening)\b", _days(-1)),
        ("relative", r"\b(?P<core>(?:earlier |later |early |late )?(?:today|tonight|this (?:morning|afternoon|evening)))\b", _days(0)),
        ("relative", rf"\btomorrow{_OF_DAY}\b", _days(1)),
        ("relative", r"\b(?P<core>overnight)\b(?! (?:stay|bag|guest|success|train|bus|flight|rate|lending|delivery))", _overnight),
        ("relative", rf"\b(?:(?P<core>{_PART}(?:the )?{_WHICH} (?P<unit>week|weekend|month|year|decade|century|quarter)))(?:['’]s)?\b(?!-old)", mean_period),
        ("relative", rf"\b(?P<core>(?:the )?(?:last|past|previous) {_N} {_UNIT})\b", mean_span_back),
        ("relative", rf"(?<!for )\b(?P<core>(?:(?:about|some|nearly|almost|over|more than|less than|at least|around|only|just) )?{_N} {_UNIT} (?P<dir>ago|earlier|previously|before|later|afterwards?|after|hence|from now))\b", mean_offset),
        ("relative", r"\b(?P<core>the (?P<unit>day|night|evening|morning|afternoon|week|month|year) (?P<dir>before|after|earlier|later))\b", mean_neighbour),
        ("relative", r"\b(?P<core>the (?P<dir>previous|following|next|preceding|same) (?P<unit>day|night|evening|morning|afternoon|week|month|year))\b", mean_neighbour),
        ("relative", r"\b(?P<core>(?P<dir>that)(?: very| same)? (?P<unit>day|night|evening|morning|afternoon|week|month|year))\b", mean_neighbour),
        *HOUR_ROWS,
    ]  # fmt: skip
    return tuple((kind, re.compile(_fold_case(pattern)), build) for kind, pattern, build in rows)


@cache
def _sieve() -> Sieve:
    return Sieve([pattern for _, pattern, _ in _rules()])


def _fold_case(pattern: str) -> str:
    """Lower-case words of a pattern match a capital first letter too; names of months and days stay as they are."""
    out: list[str] = []
    i, after_letter = 0, False
    while i < len(pattern):
        begun, after_letter = not after_letter, False
        if pattern.startswith(("(?P<", "(?P="), i):
            end = pattern.index(">" if pattern[i + 3] == "<" else ")", i)
            out.append(pattern[i : end + 1])
            i = end + 1
        elif pattern[i] == "\\":
            out.append(pattern[i : i + 2])
            i += 2
        elif pattern[i] == "[":
            end = pattern.index("]", i)
            out.append(pattern[i : end + 1])
            i = end + 1
        else:
            letter = pattern[i]
            out.append(f"[{letter}{letter.upper()}]" if letter.islower() and begun else letter)
            after_letter = letter.isalpha()
            i += 1
    return "".join(out)


# meanings ------------------------------------------------------------------------------------------------------------


def _full_date(g: Groups) -> Meaning | None:
    m, d = _MONTHS[g["month"].rstrip(".")], int(g["day"])
    if "year" in g:
        return lambda _: dates.day(date(int(g["year"]), m, d))

    def near(clock: Clock) -> Interval | None:
        if clock.anchor is None:
            return None
        found = dates.likely_year(clock.anchor, m, d, clock.ahead, clock.was)
        return dates.day(found, "anchor") if found else None

    return near


def _ordinal_date(g: Groups) -> Meaning | None:
    return _full_date({**g, "day": str(_TABLE["ordinal"][g["ordinal"]])})


def _day_of_month(g: Groups) -> Meaning | None:
    """A day by its number alone, in the month of the day named last or of the report: the last up to the report's day."""
    d, which = int(g["day"]), g.get("which")

    def near(clock: Clock) -> Interval | None:
        a = clock.anchor
        if a is None:
            return None
        if which:
            y, m = dates.add_months(a, -(which == "last"))
            return dates.day(date(y, m, d), "anchor")
        for back in range(0 if clock.ahead or d <= a.day else -1, 3 if clock.ahead else -13, 1 if clock.ahead else -1):
            y, m = dates.add_months(a, back)
            if d <= (dates.month(y, m).end or a).day and (not clock.ahead or date(y, m, d) >= a):
                return dates.day(date(y, m, d), "anchor")
        return None

    return near


def _day_range(g: Groups) -> Meaning | None:
    first, last = _full_date(g), _full_date({**g, "day": g["until"]})
    if first is None or last is None or int(g["day"]) >= int(g["until"]):
        return None

    def both(clock: Clock) -> Interval | None:
        a, b = first(clock), last(clock)
        return Interval(a.start, b.end, "day", a.basis) if a and b else None

    return both


def _numeric(g: Groups) -> Meaning | None:
    y = int(g["year"])
    y += 2000 if y < 70 else 1900 if y < 100 else 0
    return lambda _: dates.day(date(y, int(g["m"]), int(g["day"])))


def _slashed(g: Groups) -> Meaning | None:
    a, b, y = int(g["a"]), int(g["b"]), int(g["year"])
    y += 2000 if y < 70 else 1900 if y < 100 else 0
    if a > 12 or a == b:
        return lambda _: dates.day(date(y, b, a))
    if b > 12:
        return lambda _: dates.day(date(y, a, b))
    return lambda _: None


def _month(g: Groups) -> Meaning | None:
    m, which, part = _MONTHS[g["month"].rstrip(".")], g.get("which", ""), mean_part(g)
    if "year" in g:
        return lambda clock: dates.part_of(dates.month(int(g["year"]), m), part, clock.anchor)

    def near(clock: Clock) -> Interval | None:
        a = clock.anchor
        if a is None:
            return None
        y = a.year
        if which in ("last", "past", "previous"):
            y -= m >= a.month
        elif which in ("next", "coming") or (clock.ahead and which == ""):
            y += m < a.month or (m == a.month and which != "")
        elif which != "this" and m > a.month:
            y -= 1
        return dates.part_of(dates.month(y, m, "anchor"), part, a)

    return near


def _month_of_year(g: Groups) -> Meaning | None:
    m, step = _MONTHS[g["month"].rstrip(".")], {"last": -1, "next": 1}.get(g["which"], 0)
    return lambda clock: dates.month(clock.anchor.year + step, m, "anchor") if clock.anchor else None


def _year(g: Groups) -> Meaning | None:
    return lambda clock: dates.part_of(dates.year(int(g["year"])), mean_part(g), clock.anchor)


def _decade(g: Groups) -> Meaning | None:
    first = int(g["decade"])
    return lambda _: Interval(date(first, 1, 1), date(first + 9, 12, 31), "year")


def _season(g: Groups) -> Meaning | None:
    first, last = _SEASONS[g["season"]]
    months = (first, last)
    if "year" in g:
        return lambda _: dates.season(int(g["year"]), months)

    def near(clock: Clock) -> Interval | None:
        a = clock.anchor
        if a is None:
            return None
        runs = [dates.season(y, months, "anchor") for y in (a.year - 1, a.year, a.year + 1)]
        if "which" not in g:
            return next((r for r in reversed(runs) if r.start and r.start <= a), None)
        if g["which"].startswith("next"):
            return next((r for r in runs if r.start and r.start > a), None)
        if g["which"] == "this":
            return next((r for r in runs if r.end and r.end >= a), None)
        return next((r for r in reversed(runs) if r.end and r.end < a), None)

    return near


def _quarter(g: Groups) -> Meaning | None:
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
    n = ordinal.get(g["quarter"]) or int(g["quarter"])
    size = 6 if g.get("size") == "half" else 3
    n = min(n, 12 // size)

    def find(clock: Clock) -> Interval | None:
        y, basis = int(g.get("year", 0)), "text"
        if not y:
            if clock.anchor is None:
                return None
            y, basis = clock.anchor.year + {"last": -1, "next": 1}.get(g.get("which", ""), 0), "anchor"
            if "which" not in g and (n - 1) * size + 1 > clock.anchor.month and not clock.ahead:
                y -= 1
        return Interval(date(y, (n - 1) * size + 1, 1), dates.month(y, n * size).end, "month", basis)

    return find


def _weekday(g: Groups) -> Meaning | None:
    wanted = _DAYS[g["weekday"].rstrip(".").lower()]
    which = g.get("which", "").removeprefix("the ")

    def near(clock: Clock) -> Interval | None:
        last = clock.last.start if clock.last else None
        if which == "every":
            return None
        if which in ("following", "previous", "that") and last:
            return dates.day(
                dates.weekday(
                    last, wanted, "next" if which == "following" else "last" if which == "previous" else "", False
                )
            )
        return dates.day(dates.weekday(clock.anchor, wanted, which, clock.ahead), "anchor") if clock.anchor else None

    return near


def _weekday_of_week(g: Groups) -> Meaning | None:
    wanted, step = _DAYS[g["weekday"].rstrip(".").lower()], {"last": -7, "next": 7}.get(g["of_week"], 0)

    def find(clock: Clock) -> Interval | None:
        a = clock.anchor
        return dates.day(a + timedelta(days=step + wanted - a.weekday()), "anchor") if a else None

    return find


def _weekday_then(g: Groups) -> Meaning | None:
    wanted, which = _DAYS[g["weekday"].rstrip(".").lower()], "next" if g["then"] == "after" else "last"

    def find(clock: Clock) -> Interval | None:
        last = clock.last
        return dates.day(dates.weekday(last.start, wanted, which, False)) if last and last.start else None

    return find


def _days(n: int) -> Callable[[Groups], Meaning | None]:
    def build(_: Groups) -> Meaning:
        return lambda clock: dates.day(clock.anchor + timedelta(days=n), "anchor") if clock.anchor else None

    return build


def _the_weekend(_: Groups) -> Meaning | None:
    past, coming = ({"unit": "weekend", "which": w} for w in ("this", "next"))

    def find(clock: Clock) -> Interval | None:
        meaning = mean_period(past)
        if clock.anchor and clock.anchor.weekday() == 1 and not clock.ahead:
            meaning = mean_period({**past, "which": "last"})
        elif clock.anchor and 1 < clock.anchor.weekday() < 5 and not clock.ahead:
            meaning = mean_period({**coming, "which": "last"})
        return meaning(clock) if meaning else None

    return find


def _feast(g: Groups) -> Meaning | None:
    m, d = (1, 1) if "day" in g["feast"] and "year" in g["feast"] else (12, 31) if "year" in g["feast"] else (12, 25)
    d -= g["feast"] == "christmas eve"
    return _full_date({**g, "month": "january" if m == 1 else "december", "day": str(d)})


def _century(g: Groups) -> Meaning | None:
    first = (int(g["century"]) - 1) * 100
    return lambda _: Interval(date(first, 1, 1), date(first + 99, 12, 31), "year")


def _overnight(_: Groups) -> Meaning | None:
    return lambda clock: (
        Interval(clock.anchor - timedelta(days=1), clock.anchor, "day", "anchor") if clock.anchor else None
    )
