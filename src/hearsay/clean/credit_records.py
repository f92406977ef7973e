"""Credits as records: found credits, datelines and picture credits of a page, each with its verbatim place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.clean.credits import Found
from hearsay.clean.facts import Facts
from hearsay.clean.fullest import fullest, is_short_for
from hearsay.clean.names import WHO, clean_name, is_agency, is_initials, is_outlet
from hearsay.clean.outlet import same_outlet
from hearsay.text import fold
from hearsay.types import Credit, CreditKind, Line, Span

__all__ = ["is_own", "make_credits", "once_each", "promote_reporters"]

_NAMED = frozenset({"agency", "via", "republished_from"})
_OWN = frozenset({*_NAMED, "byline"})

_STATION = re.compile(r"(?i)\b(?:radio|tv|television|news|fm|channel|broadcast\w*)\b")
_PICTURE = re.compile(
    r"(?:(?P<by>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}) ?/ ?"
    r"|(?i:photo|image|picture|credit|photograph|via|courtesy|courtesy of|source|by) ?[:/©-]? ?)"
    rf"(?P<who>{WHO})[)\].]*$"
)


def make_credits(
    facts: Facts, lines: Sequence[Line], outlet: str | None, aliases: Sequence[str] = ()
) -> tuple[Credit, ...]:
    """The credits as records, in order of place; a picture's covers its caption.

    The page's own name is no credit, but that an agency puts itself in its dateline or under its story.
    """
    made: list[Credit] = []
    for i, items in sorted(facts.credits.items()):
        run = facts.runs[i]
        for item in items:
            kind = _credit_kind(item, outlet)
            if kind is None:
                continue
            name = item.name
            if kind in _OWN and outlet and is_own(name, outlet, aliases):
                if kind != "agency" or item.rule != "sign-off" or run.text.strip(" .*_").isalnum():
                    continue
                name = outlet  # an agency signs its own copy, by its initials
            covers = _block_after(facts, i) if kind in ("via", "republished_from") and run.text.endswith(":") else None
            made.append(Credit(kind, name, run.start + item.start, run.start + item.end, covers))
    for i, dateline in sorted(facts.datelines.items()):
        at = facts.runs[i].start
        if dateline.place:
            made.append(Credit("dateline", dateline.place, at + dateline.place_start, at + dateline.place_end))
        if dateline.agency and dateline.agency_span:
            own = outlet is not None and is_own(dateline.agency, outlet, aliases)
            if own and outlet and _STATION.search(outlet) and not is_agency(outlet):
                continue  # "PERNAVA (KVRN)": a station's tag, not an agency's
            name = outlet if own and outlet else dateline.agency
            made.append(Credit("agency", name, at + dateline.agency_span[0], at + dateline.agency_span[1]))
    made += [c for c in _picture_credits(facts, lines) if not (outlet and is_own(c.name, outlet, aliases))]
    texts = [run.text[:4000] for run in facts.runs]
    return once_each(
        [
            replace(c, name=fullest(c.name, texts) or c.name) if c.kind in _NAMED and is_initials(c.name) else c
            for c in made
        ]
    )


def is_own(name: str, outlet: str, aliases: Sequence[str] = ()) -> bool:
    """A credited name is the page's own outlet: the same, its initials, or the short form it goes by."""
    return any(same_outlet(name, own) or is_short_for(name, own) for own in (outlet, *aliases))


def once_each(made: Sequence[Credit]) -> tuple[Credit, ...]:
    """Credits in order of place, each name once a kind; one for a stretch of its own (a caption, a block) is apart.

    Who is credited as the writer is no contributor besides.
    """
    writers = {fold(c.name) for c in made if c.kind == "byline"}
    seen: set[tuple[str, str]] = set()
    kept: list[Credit] = []
    for credit in sorted(made, key=lambda c: (c.start, c.end, c.kind, c.name, c.covers is not None)):
        key = (credit.kind, fold(credit.name))
        if credit.kind == "contributor" and key[1] in writers:
            continue
        if credit.covers is None and key in seen:
            continue
        if credit.covers is None:
            seen.add(key)
        kept.append(credit)
    return tuple(dict.fromkeys(kept))


def promote_reporters(
    credits_by_run: Mapping[int, Sequence[Found]], outlet: str | None
) -> Mapping[int, Sequence[Found]]:
    """Credits with "Reporting by A" as the byline, where the page has no other and the story is the outlet's own."""
    found = [f for _, items in sorted(credits_by_run.items()) for f in items]
    others = [f for f in found if f.kind in ("agency", "republished_from", "via")]
    if any(f.kind == "byline" for f in found) or not any(f.rule == "reporting by" for f in found):
        return credits_by_run
    if outlet is None or any(not is_own(f.name, outlet) for f in others):
        return credits_by_run
    return {
        i: [replace(f, kind="byline") if f.kind == "contributor" and f.rule == "reporting by" else f for f in items]
        for i, items in credits_by_run.items()
    }


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
