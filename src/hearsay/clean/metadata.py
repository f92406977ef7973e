"""What a report says of itself: title, outlet, byline, day and credits, each by the best place that tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hearsay.clean.credit_records import promote_reporters
from hearsay.clean.credits import Found
from hearsay.clean.days import iso_day
from hearsay.clean.facts import Facts
from hearsay.clean.names import is_outlet, is_person
from hearsay.clean.outlet import rank_of, same_outlet
from hearsay.clean.own_name import find_aliases, find_outlet, own_names
from hearsay.clean.published import Dated, best_day, dated_part, days_of_line, years_in
from hearsay.clean.title import split_site, title_text
from hearsay.text import fold
from hearsay.types import Stated, When

__all__ = ["Read", "merge", "read"]

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0\d|1[0-2])[/-]([0-2]\d|3[01])(?=[/-])")
_HEAD = 12  # lines of a page's head at most
NO_OUTLET = "the page names no outlet: give it with --meta FILE.csv (columns path,outlet)"
NO_DATE = "the page gives no date of publication: give it with --meta FILE.csv (columns path,published)"


@dataclass(frozen=True, slots=True)
class Read:
    """The metadata read; ``asides`` are runs shown to be furniture on the way."""

    title: str | None = None
    outlet: Stated | None = None
    byline: tuple[str, ...] = ()
    published: When | None = None
    url: str | None = None
    canonical: str | None = None
    based_on: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    asides: Mapping[int, str] = field(default_factory=dict)
    credits: Mapping[int, Sequence[Found]] = field(default_factory=dict)


def merge(*tables: Mapping[str, tuple[Stated, ...]]) -> dict[str, tuple[Stated, ...]]:
    """Declared values by field, the most trusted first: given, then declared, then the rest, each in its own order."""
    merged: dict[str, list[Stated]] = {}
    for table in tables:
        for key in table:
            merged.setdefault(key, []).extend(table[key])
    return {key: tuple(sorted(values, key=lambda s: rank_of(s.how))) for key, values in sorted(merged.items())}


def read(facts: Facts, known: Mapping[str, tuple[Stated, ...]], text: str) -> Read:
    """The report's metadata; a field that nothing tells stays empty with a warning that says how to supply it."""
    warnings: list[str] = []
    url = _first(known, "url")
    canonical = _first(known, "canonical")
    signs, asides = own_names(facts)
    outlet, why = find_outlet(facts, known, signs, url or canonical)
    if outlet is None:
        warnings.append(NO_OUTLET)
    facts = replace(facts, credits=promote_reporters(facts.credits, outlet.value if outlet else None))
    title = _title(facts, known, outlet)
    published = _published(facts, known)
    if published is None:
        warnings.append(NO_DATE)
    elif published.precision == "open" and published.start != published.end:
        warnings.append(f"the date {published.said!r} can be read two ways: both are kept")
    if outlet is not None:
        for sign in signs:
            if same_outlet(sign.name, outlet.value):
                asides.setdefault(sign.run, f"the outlet's own name: {why or sign.why}")
    return Read(
        title=title,
        outlet=outlet,
        byline=_byline(facts, known, outlet),
        published=published,
        url=url,
        canonical=canonical,
        based_on=tuple(s.value for s in known.get("based_on", ())),
        aliases=find_aliases(facts, outlet, url or canonical, text),
        warnings=tuple(warnings),
        asides=asides,
        credits=facts.credits,
    )


def _first(known: Mapping[str, tuple[Stated, ...]], key: str) -> str | None:
    values = known.get(key, ())
    return values[0].value if values else None


def _title(facts: Facts, known: Mapping[str, tuple[Stated, ...]], outlet: Stated | None) -> str | None:
    given = known.get("title", ())
    if given and given[0].how == "given":
        return given[0].value
    shown = title_text(facts.runs[facts.title].text) if facts.title is not None else None
    said = shown
    for stated in given:
        head, site = split_site(stated.value)
        if shown and fold(head) == fold(shown):
            return shown
        said = stated.value if site is None or not (outlet and same_outlet(site, outlet.value)) else head
        break
    if shown and said == shown:
        head, site = split_site(shown)
        if site and ((outlet and same_outlet(site, outlet.value)) or is_outlet(site)):
            return head
    return said


def _byline(facts: Facts, known: Mapping[str, tuple[Stated, ...]], outlet: Stated | None) -> tuple[str, ...]:
    declared = known.get("byline", ())
    if declared and rank_of(declared[0].how) <= 1:
        best = declared[0].how
        names = [s.value for s in declared if s.how == best]
        people = [n for n in names if n.strip()]
        return tuple(dict.fromkeys(people))
    named: dict[str, str] = {}
    for _, items in sorted(facts.credits.items()):
        for item in items:
            signs = item.rule == "signature"  # who signs a statement is told of, and has not reported it
            if (
                item.kind == "byline"
                and not signs
                and is_person(item.name)
                and not (outlet and same_outlet(item.name, outlet.value))
            ):
                named.setdefault(fold(item.name), item.name)
    return tuple(named.values())


def _published(facts: Facts, known: Mapping[str, tuple[Stated, ...]]) -> When | None:
    stated = known.get("published", ())
    declared = next((w for s in stated if rank_of(s.how) <= 1 and (w := _stated_day(s))), None)
    told = declared or best_day(_dated(facts), years_in(_head_texts(facts)), _months_told(facts))
    if told is not None:
        return told
    guessed = next((w for s in stated if rank_of(s.how) > 1 and (w := _stated_day(s))), None)
    return guessed or next(
        (w for key in ("url", "canonical") if (w := _day_of_address(_first(known, key) or ""))), None
    )


def _months_told(facts: Facts) -> frozenset[int]:
    """The months that the story's own dates name: they settle whether 05/03 is in May or in March."""
    told: set[int] = set()
    for i, run in enumerate(facts.runs):
        if facts.zone.holds(i):
            told |= {day.first[0] for day, _ in days_of_line(run.text[:2000]) if day.first == day.last}
    return frozenset(told)


def _stated_day(stated: Stated) -> When | None:
    if (day := iso_day(stated.value)) is not None:
        return When(day, day, "day", stated.value, stated.how)
    days = days_of_line(stated.value)
    return days[0][0].when(stated.how) if days else None


def _day_of_address(url: str) -> When | None:
    """The day in an address such as https://…/2031/03/04/fire."""
    match = _URL_DAY.search(url)
    day = iso_day("-".join(match.groups())) if match else None
    return When(day, day, "day", match[0].strip("/"), "inferred_url") if match and day else None


def _head_texts(facts: Facts) -> list[str]:
    first = min(facts.first_prose, len(facts.runs))
    low = max(0, (facts.title if facts.title is not None else first) - 4)
    head = [i for i in range(low, first) if i != facts.title and (i in facts.dated or i in facts.credits)]
    rights = [i for i, found in sorted(facts.credits.items()) if any(f.kind == "copyright" for f in found)]
    return [facts.runs[i].text for i in (head or rights)]


def _dated(facts: Facts) -> list[Dated]:
    found: list[Dated] = []
    first, last = facts.first_prose, facts.last_prose
    title = facts.title
    for i, run in enumerate(facts.runs):
        if i in facts.related or (facts.comments is not None and i >= facts.comments):
            continue
        credit = [f for f in facts.credits.get(i, ()) if f.whole and f.kind in ("byline", "affiliation", "agency")]
        if (
            i not in facts.dated
            and not credit
            and not ((i < first or i > last) and facts.traits[i].words <= 16 and (i != title or dated_part(run.text)))
        ):
            continue
        for day, label in days_of_line(run.text):
            if label == "update":
                continue
            if label == "publish":
                place = "labelled"
            elif credit and (i <= first + 1 or i >= last):
                place = "byline"
            elif i not in facts.dated and not (dated_part(run.text) and (i < first or i > last)):
                continue
            elif title is not None and title <= i <= first + 1:
                place = "own line"
            elif i < first and (title is None or title - 4 <= i < title):
                place = "before the headline"
            elif i > last and i <= last + 3:
                place = "at the end"
            else:
                continue
            found.append(Dated(day, place, i))
    found += [Dated(slug.day, "at the end", i) for i, slug in sorted(facts.slugs.items()) if slug.day]
    for i, dateline in facts.datelines.items():
        if dateline.day is not None and i <= first + 1:
            found.append(Dated(dateline.day, "dateline", i))
    return found or _alone_in_head(facts, first)


def _alone_in_head(facts: Facts, first: int) -> list[Dated]:
    """The one whole date above the story, whatever else its line says: "Issue 88, 17 November 2033. By Ann Lee"."""
    days = [
        Dated(day, "alone in the head", i)
        for i, run in enumerate(facts.runs[: min(first, _HEAD)])
        if i not in facts.related
        for day, label in days_of_line(run.text[:300])
        if day.year is not None and label != "update"
    ]
    return days if len({(d.day.year, d.day.first, d.day.last) for d in days}) == 1 else []
