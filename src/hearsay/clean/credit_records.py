"""Credits as records: found credits, datelines and picture credits of a page, each with its verbatim place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.clean.credits import Found
from hearsay.clean.facts import Facts
from hearsay.clean.names import WHO, clean_name, is_agency, is_initials, is_outlet
from hearsay.clean.outlet import same_outlet
from hearsay.types import Credit, CreditKind, Line, Span

__all__ = ["make_credits"]

_PICTURE = re.compile(
    r"(?:(?P<by>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}) ?/ ?"
    r"|(?i:photo|image|picture|credit|photograph|via|courtesy|courtesy of|source|by) ?[:/©-]? ?)"
    rf"(?P<who>{WHO})[)\].]*$"
)


def make_credits(facts: Facts, lines: Sequence[Line], outlet: str | None) -> tuple[Credit, ...]:
    """The credits as records, in order of place. The page's own name is no credit; a picture's covers its caption."""
    made: list[Credit] = []
    for i, items in sorted(facts.credits.items()):
        run = facts.runs[i]
        for item in items:
            kind = _credit_kind(item, outlet)
            if kind is None:
                continue
            if (
                kind in ("agency", "via", "republished_from", "byline")
                and outlet
                and same_outlet(item.name, outlet)
                and item.rule != "sign-off"
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
