"""What a report says of itself: title, outlet, byline, day and credits, each by the best place that tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hearsay.clean.credits import Found
from hearsay.clean.datelines import Dateline
from hearsay.clean.days import iso_day
from hearsay.clean.names import WHO, clean_name, is_agency, is_initials, is_outlet, is_person, is_title_case
from hearsay.clean.outlet import Sign, choose_outlet, host_of, hosts_in, page_signs, same_outlet
from hearsay.clean.published import Dated, best_day, days_of_line, years_in
from hearsay.clean.runs import Run
from hearsay.clean.score import Zone
from hearsay.clean.title import split_site, title_text
from hearsay.clean.traits import Traits
from hearsay.text import fold, initials
from hearsay.types import Credit, CreditKind, Line, Span, Stated, When

__all__ = ["Facts", "Read", "make_credits", "merge", "read"]

_HEADER = re.compile(r"(?:From|FROM):\s*\"?(?P<who>[^<@\"\n]{3,70}?)\"?\s*(?:<[^>]*>)?$")
_SHORT = re.compile(r"\s\((?P<short>[A-Z][A-Z.&-]{1,7})\)")
_NAMED_BEFORE = re.compile(rf"(?:^|[^\w])(?P<full>{WHO})$")
_PICTURE = re.compile(
    rf"(?:(?P<by>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{1,3}}) ?/ ?|(?i:photo|image|picture|credit|photograph|via|courtesy|courtesy of|source|by) ?[:/©-]? ?)(?P<who>{WHO})[)\].]*$"
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0\d|1[0-2])[/-]([0-2]\d|3[01])(?=[/-])")
NO_OUTLET = "the page names no outlet: give it with --meta FILE.csv (columns path,outlet)"
NO_DATE = "the page gives no date of publication: give it with --meta FILE.csv (columns path,published)"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page before its metadata is read. Keys are indices of runs."""

    runs: Sequence[Run]
    traits: Sequence[Traits]
    title: int | None
    credits: Mapping[int, Sequence[Found]]
    datelines: Mapping[int, Dateline]
    zone: Zone
    related: Mapping[int, str]
    comments: int | None
    dated: set[int]

    @property
    def first_prose(self) -> int:
        """The index of the story's first paragraph; the number of runs where there is none."""
        told = (i for i, t in enumerate(self.traits) if t.prose and self.zone.holds(i) and not self._above_byline(i))
        return next(told, len(self.runs))

    def _above_byline(self, i: int) -> bool:
        """A deck: the byline or the date still follows."""
        if self.title is None or not self.title < i <= self.title + 3:
            return False
        after = range(i + 1, min(i + 4, len(self.runs)))
        return any(j in self.dated or any(f.kind == "byline" for f in self.credits.get(j, ())) for j in after)

    @property
    def last_prose(self) -> int:
        """The index of the story's last paragraph, -1 where there is none."""
        return next((i for i in range(len(self.runs) - 1, -1, -1) if self.traits[i].prose and self.zone.holds(i)), -1)


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


def merge(*tables: Mapping[str, tuple[Stated, ...]]) -> dict[str, tuple[Stated, ...]]:
    """Declared values by field, the most trusted first: given, then declared, then the rest, each in its own order."""
    merged: dict[str, list[Stated]] = {}
    for table in tables:
        for key in table:
            merged.setdefault(key, []).extend(table[key])
    return {key: tuple(sorted(values, key=lambda s: _rank(s.how))) for key, values in sorted(merged.items())}


def read(facts: Facts, known: Mapping[str, tuple[Stated, ...]], text: str) -> Read:
    """The report's metadata; a field that nothing tells stays empty with a warning that says how to supply it."""
    warnings: list[str] = []
    url = _first(known, "url")
    canonical = _first(known, "canonical")
    signs, asides = _own_names(facts)
    outlet, why = _outlet(facts, known, signs, url or canonical)
    if outlet is None:
        warnings.append(NO_OUTLET)
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
        byline=_byline(facts, known),
        published=published,
        url=url,
        canonical=canonical,
        based_on=tuple(s.value for s in known.get("based_on", ())),
        aliases=_aliases(facts, outlet, url or canonical, text),
        warnings=tuple(warnings),
        asides=asides,
    )


def make_credits(facts: Facts, lines: Sequence[Line], found: Read) -> tuple[Credit, ...]:
    """The credits as records, in order of place. The page's own name is no credit; a picture's covers its caption."""
    made: list[Credit] = []
    outlet = found.outlet.value if found.outlet else None
    for i, items in sorted(facts.credits.items()):
        run = facts.runs[i]
        for item in items:
            kind = _credit_kind(item, outlet)
            if kind is None:
                continue
            if (
                kind in ("agency", "via", "republished_from")
                and outlet
                and same_outlet(item.name, outlet)
                and not _own_wire(item)
            ):
                continue
            covers = _block_after(facts, i) if kind in ("via", "republished_from") and run.text.endswith(":") else None
            made.append(Credit(kind, item.name, run.start + item.start, run.start + item.end, covers))
    for i, dateline in sorted(facts.datelines.items()):
        at = facts.runs[i].start
        if dateline.place:
            made.append(Credit("dateline", dateline.place, at + dateline.place_start, at + dateline.place_end))
        if dateline.agency and dateline.agency_span:
            made.append(Credit("agency", dateline.agency, at + dateline.agency_span[0], at + dateline.agency_span[1]))
    made += _picture_credits(facts, lines)
    unique = {(c.start, c.end, c.kind, c.name): c for c in made}
    return tuple(unique[key] for key in sorted(unique))


def _block_after(facts: Facts, i: int) -> Span | None:
    """The block quotation that a credit such as "Via X:" stands before; the next paragraph where none is marked."""
    last = i
    while last + 1 < len(facts.runs) and facts.runs[last + 1].quoted:
        last += 1
    last = max(last, i + 1)
    return Span(facts.runs[i + 1].start, facts.runs[last].end) if last < len(facts.runs) else None


def _own_wire(item: Found) -> bool:
    return item.rule in ("sign-off",)


def _credit_kind(item: Found, outlet: str | None) -> CreditKind | None:
    if item.kind == "copyright":
        return "agency" if is_agency(item.name) and not (outlet and same_outlet(item.name, outlet)) else None
    if item.kind == "affiliation":
        if outlet and same_outlet(item.name, outlet):
            return None
        if is_agency(item.name) or (is_initials(item.name) and outlet):
            return "agency"
        return "republished_from" if outlet and is_outlet(item.name) else None
    return item.kind


def _picture_credits(facts: Facts, lines: Sequence[Line]) -> list[Credit]:
    by_start = {run.start: run for run in facts.runs}
    made = []
    for line in lines:
        run = by_start.get(line.start)
        if line.role != "caption" or run is None:
            continue
        match = _PICTURE.search(run.text)
        if match is None:
            continue
        name = clean_name(match["who"])
        if is_agency(name) or is_initials(name) or is_outlet(name):
            at = run.start
            made.append(
                Credit("agency", name, at + match.start("who"), at + match.end("who"), Span(line.start, line.end))
            )
    return made


def _rank(how: str) -> int:
    return 0 if how == "given" else 1 if how.startswith("declared") else 2 if how == "text" else 3


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


def _own_names(facts: Facts) -> tuple[list[Sign], dict[int, str]]:
    """Signs of the page's own name, from its furniture, masthead, headline suffix, copyright and staff bylines."""
    head = facts.title if facts.title is not None else facts.first_prose
    story = frozenset(
        i
        for i, t in enumerate(facts.traits)
        if (t.prose and facts.zone.holds(i))
        or i == facts.title
        or (i in facts.related and not facts.related[i].startswith("heading of"))
        or t.label
        or (facts.comments is not None and i > facts.comments and t.words > 8)
    ) | frozenset(i for i, found in facts.credits.items() if any(f.whole for f in found))
    signs = page_signs([r.text for r in facts.runs], head, facts.last_prose, story)
    if facts.title is not None:
        _, site = split_site(facts.runs[facts.title].text)
        if site and is_title_case(site):
            signs.append(Sign(site, 2.0 if is_outlet(site) else 1.0, facts.title, "it stands behind the headline"))
    headline = fold(title_text(facts.runs[facts.title].text)) if facts.title is not None else ""
    for i, run in enumerate(facts.runs):
        header = _HEADER.match(run.text)
        if (
            header
            and i < head
            and is_title_case(clean_name(header["who"]))
            and not is_person(clean_name(header["who"]))
        ):
            signs.append(Sign(clean_name(header["who"]), 2.0, i, "it sent the message"))
        head_part, site = split_site(run.text) if len(run.text) < 300 else (run.text, None)
        if i != facts.title and site and headline and fold(head_part) == headline:
            signs.append(Sign(site, 2.0, i, "it stands behind the headline"))
    for i, items in sorted(facts.credits.items()):
        for item in items:
            if item.kind == "copyright" and (i >= facts.last_prose or i < head):
                signs.append(Sign(item.name, 2.5, i, "it holds the copyright"))
            elif item.kind == "affiliation":
                signs.append(Sign(item.name, 1.0 + 0.6 * is_outlet(item.name), i, "its staff wrote the story"))
    asides = {
        s.run: f"names the outlet: {s.why}"
        for s in signs
        if s.why in ("it heads the page",) and s.run not in facts.credits
    }
    return signs, asides


def _outlet(
    facts: Facts, known: Mapping[str, tuple[Stated, ...]], signs: Sequence[Sign], url: str | None
) -> tuple[Stated | None, str | None]:
    declared = known.get("outlet", ())
    if declared and _rank(declared[0].how) <= 1:
        return declared[0], None
    credited = [f.name for found in facts.credits.values() for f in found if f.kind in ("republished_from", "via")]
    wires = [f.name for found in facts.credits.values() for f in found if f.kind == "agency"]
    wires += [d.agency for d in facts.datelines.values() if d.agency]
    hosts = hosts_in("\n".join(r.text[:400] for r, t in zip(facts.runs, facts.traits, strict=True) if t.words <= 40))
    if chosen := choose_outlet(signs, [*credited, *wires], hosts):
        return Stated(chosen[0], "text"), chosen[1]
    if own := choose_outlet(signs, credited, hosts):
        return Stated(own[0], "text"), own[1]
    if declared:
        return declared[0], None
    if url and (host := host_of(url)):
        return Stated(host, "inferred_domain"), "the address of the page"
    named = sorted({d.agency for d in facts.datelines.values() if d.agency})
    if len(named) == 1 and not credited:
        full = next((s.name for s in signs if is_initials(named[0]) and initials(s.name) == named[0]), None)
        full = full or next(
            (w for w in wires if is_initials(named[0]) and initials(w) == named[0] and w != named[0]), named[0]
        )
        return Stated(full, "inferred_dateline"), "the dateline's agency, and no other outlet is named"
    return None, None


def _byline(facts: Facts, known: Mapping[str, tuple[Stated, ...]]) -> tuple[str, ...]:
    declared = known.get("byline", ())
    if declared and _rank(declared[0].how) <= 1:
        best = declared[0].how
        names = [s.value for s in declared if s.how == best]
        people = [n for n in names if n.strip()]
        return tuple(dict.fromkeys(people))
    named: dict[str, str] = {}
    for _, items in sorted(facts.credits.items()):
        for item in items:
            if item.kind == "byline" and is_person(item.name):
                named.setdefault(fold(item.name), item.name)
    return tuple(named.values())


def _published(facts: Facts, known: Mapping[str, tuple[Stated, ...]]) -> When | None:
    stated = known.get("published", ())
    declared = next((w for s in stated if _rank(s.how) <= 1 and (w := _stated_day(s))), None)
    told = declared or best_day(_dated(facts), years_in(_head_texts(facts)), _months_told(facts))
    if told is not None:
        return told
    guessed = next((w for s in stated if _rank(s.how) > 1 and (w := _stated_day(s))), None)
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
    return [
        facts.runs[i].text for i in range(low, first) if i != facts.title and (i in facts.dated or i in facts.credits)
    ]


def _dated(facts: Facts) -> list[Dated]:
    found: list[Dated] = []
    first, last = facts.first_prose, facts.last_prose
    title = facts.title
    for i, run in enumerate(facts.runs):
        if i in facts.related or (facts.comments is not None and i >= facts.comments):
            continue
        credit = [f for f in facts.credits.get(i, ()) if f.whole and f.kind in ("byline", "affiliation", "agency")]
        if i not in facts.dated and not credit and not (i < first and facts.traits[i].words <= 14 and i != title):
            continue
        for day, label in days_of_line(run.text):
            if label == "update":
                continue
            if label == "publish":
                place = "labelled"
            elif credit and (i <= first + 1 or i >= last):
                place = "byline"
            elif i not in facts.dated:
                continue
            elif title is not None and title < i <= first + 1:
                place = "own line"
            elif i < first and (title is None or title - 4 <= i < title):
                place = "before the headline"
            elif i > last and i <= last + 3:
                place = "at the end"
            else:
                continue
            found.append(Dated(day, place, i))
    for i, dateline in facts.datelines.items():
        if dateline.day is not None and i <= first + 1:
            found.append(Dated(dateline.day, "dateline", i))
    return found


def _aliases(facts: Facts, outlet: Stated | None, url: str | None, text: str) -> tuple[str, ...]:
    if outlet is None:
        return ()
    names: list[str] = []
    for match in _SHORT.finditer(text):
        before = _NAMED_BEFORE.search(text[max(0, match.start() - 90) : match.start()])
        full = clean_name(before["full"]) if before else ""
        if full and same_outlet(full, outlet.value) and initials(full).endswith(match["short"].replace(".", "")):
            names.append(match["short"])
    wires = [d.agency for d in facts.datelines.values() if d.agency]
    wires += [
        f.name for found in facts.credits.values() for f in found if f.kind in ("agency", "copyright", "affiliation")
    ]
    names += [w for w in wires if w != outlet.value and same_outlet(w, outlet.value)]
    if url and (host := host_of(url)):
        names += [host, host.rsplit(".", 1)[0].split(".")[-1]]
    return tuple(n for n in dict.fromkeys(names) if n != outlet.value)
