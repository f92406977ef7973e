"""Days as pages print them: finds dates in a line and gives the interval each means."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from hearsay.types import Precision, When

__all__ = ["DATE", "MONTH", "TIME", "WEEKDAY", "Day", "find_days", "iso_day"]

MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
# Months as pages print them that are otherwise in English: French, Spanish, Portuguese, Italian, German, Dutch, Danish,
# Swedish, Romanian, Polish, Turkish, Indonesian. What English writes alike is left to English.
_ABROAD = (
    "janvier janv enero ene janeiro gennaio gen januar januari ianuarie stycznia ocak",
    "février fevrier févr febrero fevereiro fev febbraio februar februari februarie lutego şubat subat",
    "mars marzo março março märz maart mrt marts martie marca mart maret",
    "avril avr abril abr aprile aprilie kwietnia nisan",
    "mai mayo maio maggio maj maja mayıs mayis mei",
    "juin junio junho giugno juni iunie czerwca haziran",
    "juillet juil julio julho luglio juli iulie lipca temmuz",
    "août aout agosto ago august augustus augusti sierpnia ağustos agustos",
    "septembre septiembre setembro settembre set septiembre septembrie września wrzesnia eylül eylul",
    "octobre octubre outubro out ottobre ott oktober octombrie października pazdziernika ekim",
    "novembre noviembre novembro noiembrie listopada kasım kasim",
    "décembre decembre déc diciembre dezembro dez dicembre dic dezember december decembrie grudnia aralık aralik",
)
_FOREIGN = {name: i for i, names in enumerate(_ABROAD, 1) for name in names.split()}
_FOREIGN_MONTH = "|".join(sorted(_FOREIGN, key=lambda n: (-len(n), n)))
MONTHS = {**_FOREIGN, **MONTHS}
WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?)"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_FORMS = (
    rf"(?P<y1>{_YEAR})-(?P<m1>0\d|1[0-2])-(?P<d1>[0-2]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?",
    rf"(?P<y2>{_YEAR})[/.](?P<m2>0?\d|1[0-2])[/.](?P<d2>{_DAY})(?!\d)",
    rf"(?P<M3>{MONTH})\s+(?P<d3>{_DAY})(?:st|nd|rd|th)?(?:,?\s+(?:at\s+)?(?P<y3>{_YEAR})|(?![\d:]))",
    rf"(?P<d4>{_DAY})(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+(?P<M4>{MONTH})(?:,?[\s\-]+(?P<y4>{_YEAR})|\b)",
    rf"(?P<a5>\d{{1,2}})(?P<s5>[/-])(?P<b5>\d{{1,2}})(?P=s5)(?P<y5>{_YEAR}|(?<=/)\d\d)(?!\d)",
    rf"(?P<d6>{_DAY})\.\s?(?P<m6>0?\d|1[0-2])\.\s?(?P<y6>{_YEAR})",
    r"(?P<d7>0[1-9]|[12]\d|3[01])\.(?P<m7>0\d|1[0-2])\.(?P<y7>\d\d)(?![\d.])",
    rf"(?P<d8>{_DAY})\.?(?:er|º)?\s+(?:de\s+)?(?P<M8>{_FOREIGN_MONTH})\.?(?:\s+de|,)?\s+(?P<y8>{_YEAR})",
    rf"(?P<d9>{_DAY})/(?P<m9>0?\d|1[0-2])\s?-\s?(?P<y9>{_YEAR})",
)
DATE = re.compile(r"(?<![\w/.])(?:" + "|".join(_FORMS) + r")", re.IGNORECASE)
TIME = re.compile(
    r"(?:\bat\s+|[|,•·–—-]\s*|\s)?\b\d{1,2}(?:[:.h]\d{2}(?::\d\d)?)?\s*(?:[ap]\.?\s?m\.?\b)"
    r"|(?:\bat\s+|[|,•·–—-]\s*|\s)?\b\d{1,2}[:h]\d{2}(?::\d\d)?(?:\s?(?:hrs|hours|h|uhr))?\b"
    r"|\b(?:GMT|UTC|EST|EDT|CST|CDT|PST|PDT|CET|CEST|BST|MSK|IST|ET|PT)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a line, offsets within it; ``year`` is None where the words have none.

    ``first`` and ``last`` (month, day) differ where the order of the two cannot be told ("03/04/2031").
    """

    start: int
    end: int
    said: str
    year: int | None
    first: tuple[int, int]  # month, day
    last: tuple[int, int]

    def when(self, how: str, year: int | None = None) -> When | None:
        """The interval, with a year from elsewhere where the words have none; None where there is no such day."""
        whole = self.year if self.year is not None else year
        if whole is None:
            return None
        try:
            days = sorted({dt.date(whole, *self.first), dt.date(whole, *self.last)})
        except ValueError:
            return None
        precision: Precision = "day" if len(days) == 1 else "open"
        return When(days[0].isoformat(), days[-1].isoformat(), precision, self.said, how)


def find_days(line: str) -> list[Day]:
    """The dates in a line, in order."""
    found = []
    for match in DATE.finditer(line[:2000]):
        g = match.groupdict()
        for form in "123456789":
            day = _read(g, form)
            if day is not None:
                year, first, last = day
                found.append(Day(match.start(), match.end(), match.group(), year, first, last))
                break
    return found


def iso_day(text: str) -> str | None:
    """The day of an ISO date or date-time, None where there is none."""
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)", text)
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _read(g: dict[str, str | None], form: str) -> tuple[int | None, tuple[int, int], tuple[int, int]] | None:
    if form == "5":
        a, b, y = g["a5"], g["b5"], g["y5"]
        if a is None or b is None or y is None:
            return None
        year = int(y) + (2000 if len(y) == 2 else 0)
        orders = [(m, d) for m, d in ((int(a), int(b)), (int(b), int(a))) if 1 <= m <= 12 and 1 <= d <= 31]
        return (year, orders[0], orders[-1]) if orders else None
    day = g[f"d{form}"]
    if day is None:
        return None
    name, number, year_said = g.get(f"M{form}"), g.get(f"m{form}"), g.get(f"y{form}")
    month = MONTHS[name.rstrip(".").casefold()] if name else int(number or 0)
    if not 1 <= month <= 12:
        return None
    whole = (int(year_said) + (2000 if len(year_said) == 2 else 0)) if year_said else None
    return whole, (month, int(day)), (month, int(day))
