"""A row of a table of texts as a report: its text is the story as it stands, its fields say what a page would.

Whoever puts texts in rows has taken them out of their pages, so no line is furniture here, and a row costs hardly more
than reading it. What a text says of its own making is read only where it is asked for: ``read_making``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from functools import lru_cache

from hearsay.clean.credit_records import is_own, once_each
from hearsay.clean.credits import Found, read_credits, sign_off
from hearsay.clean.datelines import Dateline, read_dateline
from hearsay.clean.days import iso_day
from hearsay.clean.metadata import merge
from hearsay.clean.names import is_agency, is_initials, is_outlet, is_person
from hearsay.clean.outlet import host_of
from hearsay.clean.published import Dated, best_day, date_line, days_of_line, years_in
from hearsay.clean.runs import Run, cut_runs
from hearsay.types import Credit, CreditKind, Document, Line, Precision, Report, Stated, When

__all__ = ["read_making", "take_row"]

_HEAD, _FOOT = 6, 4  # runs at the start and at the end of a text that may say who made it
_SHORT = 60  # words of a run that may be nothing but a credit
_CREDIT = 25  # words of one that is neither among the first two nor the last
_LONG = 4_000  # characters of a run that are looked at
_PART_OF_DAY = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?")
_REACH = 20_000  # characters of a text at its start, and at its end, that are looked at


def take_row(document: Document) -> Report:
    """The report of a row: one line of story from the first character to the last, metadata from the fields alone."""
    text = document.source
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    known = document.given if all(len(v) == 1 for v in document.given.values()) else merge(document.given)
    url = known["url"][0].value if "url" in known else None
    return Report(
        id=document.id,
        path=document.path,
        text=text,
        language="und",
        lines=(Line(start, end, "body", 1.0, "the text of a row is its story"),) if end > start else (),
        credits=(),
        duplicate_of=document.duplicate_of,
        title=known["title"][0].value if "title" in known else None,
        outlet=_outlet(known.get("outlet", ()), url),
        byline=tuple(dict.fromkeys(s.value for s in known.get("byline", ()))),
        published=_day(tuple((s.value, s.how) for s in known.get("published", ()))),
        url=url,
        canonical=known["canonical"][0].value if "canonical" in known else None,
        based_on=tuple(s.value for s in known.get("based_on", ())),
        warnings=document.warnings,
    )


def read_making(report: Report) -> Report:
    """The report with what its text says of its own making, at its head and foot: credits, dateline, writer, day."""
    runs = _ends(report.text)
    outlet = report.outlet.value if report.outlet else None
    made: list[Credit] = []
    dated: list[Dated] = []
    prose = [i for i, run in enumerate(runs) if len(run.text.split()) >= 12 and run.text.rstrip()[-1:] in ".!?”\"’'"]
    first = prose[0] if prose else len(runs)
    for i, run in enumerate(runs):
        text = run.text[:_LONG]
        size = len(text.split())
        likely = size <= _SHORT and (size <= _CREDIT or i in (0, 1, len(runs) - 1))
        found = [f for f in read_credits(text) if f.whole] if likely else []
        if not found and i in (first, *prose[-2:]) and (signed := sign_off(text)) is not None:
            found = [signed]
        made += [c for f in found if (c := _credit(f, run, outlet, report.byline)) is not None]
        if i <= first and (line := read_dateline(text, early=True)) is not None and not found:
            made += _of_dateline(line, run, outlet)
            if line.day is not None:
                dated.append(Dated(line.day, "dateline", i))
        if i <= first and len(text) <= 160 and date_line(text):
            days = days_of_line(text)
            dated += [Dated(d, "labelled" if how == "publish" else "own line", i) for d, how in days if how != "update"]
    writers = [c.name for c in made if c.kind == "byline" and is_person(c.name)]
    return replace(
        report,
        credits=once_each(made),
        byline=report.byline or tuple(dict.fromkeys(writers)),
        published=report.published or best_day(dated, years_in([runs[d.run].text for d in dated])),
    )


def _ends(text: str) -> list[Run]:
    """The first and the last runs of a text."""
    if len(text) <= 2 * _REACH:
        runs = cut_runs(text)
        return runs if len(runs) <= _HEAD + _FOOT else [*runs[:_HEAD], *runs[-_FOOT:]]
    at = len(text) - _REACH
    tail = [replace(r, start=at + r.start, end=at + r.end) for r in cut_runs(text[at:])[1:]]
    return [*cut_runs(text[:_REACH])[:_HEAD], *tail[-_FOOT:]]


def _credit(found: Found, run: Run, outlet: str | None, byline: tuple[str, ...]) -> Credit | None:
    kind: CreditKind
    if found.kind == "copyright":
        if not is_agency(found.name):
            return None
        kind = "agency"
    elif found.kind == "affiliation":
        if not (is_agency(found.name) or is_initials(found.name) or is_outlet(found.name)):
            return None
        kind = "agency" if is_agency(found.name) or is_initials(found.name) else "republished_from"
    else:
        kind = found.kind
    if outlet and kind != "contributor" and is_own(found.name, outlet):
        return None
    return Credit(kind, found.name, run.start + found.start, run.start + found.end)


def _of_dateline(line: Dateline, run: Run, outlet: str | None) -> list[Credit]:
    made = []
    if line.place:
        made.append(Credit("dateline", line.place, run.start + line.place_start, run.start + line.place_end))
    if line.agency and line.agency_span and not (outlet and is_own(line.agency, outlet)):
        at, end = line.agency_span
        made.append(Credit("agency", line.agency, run.start + at, run.start + end))
    return made


def _outlet(stated: tuple[Stated, ...], url: str | None) -> Stated | None:
    if stated:
        return stated[0]
    host = host_of(url) if url else None
    return Stated(host, "inferred_domain") if host else None


@lru_cache(4096)
def _day(stated: tuple[tuple[str, str], ...]) -> When | None:
    for value, how in stated:
        if (day := iso_day(value)) is not None:
            return When(day, day, "day", value, how)
        if (match := _PART_OF_DAY.fullmatch(value.strip())) is not None:
            year, month = int(match[1]), int(match[2] or 0)
            last = calendar.monthrange(year, month or 12)[1]
            precision: Precision = "month" if month else "year"
            return When(f"{year}-{month or 1:02d}-01", f"{year}-{month or 12:02d}-{last}", precision, value, how)
        if days := days_of_line(value):
            return days[0][0].when(how)
    return None
