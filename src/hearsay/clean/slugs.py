"""Slug lines: what an agency's own copy carries at its head and foot for the desk, "MNA 0412 ENG GEN", "MNA jr/lm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.clean.days import Day, find_days
from hearsay.clean.runs import Run
from hearsay.clean.traits import Traits

__all__ = ["Slug", "find_slugs", "read_slug"]

NEAR = 4  # lines from either end of a page in which the desk's marks stand

_HEAD = re.compile(
    r"(?P<who>[A-Z]{2,6})(?:[ /-](?=[A-Z0-9/ -]*\d)[A-Z0-9]{2,}(?:[ /-][A-Z0-9]+){1,7}"
    r"|(?: [A-Z]{3,}){1,3}(?: [A-Z][a-zà-ž]+){1,3}|(?: [A-Z]{3,}){2,6})"
)
_FOOT = re.compile(
    r"(?:(?i:ends?|/++|-++|\*++|\(|\[)\s*)*(?P<who>[A-Za-z]{2,6})"
    r"(?:[ /]+[a-z]{2,4}(?:\.[a-z]{2,4})?(?=[/ .)\]]|$)){1,4}[)\]]?"
    r"|(?:(?i:ends)\s+)(?P<ends>[A-Z]{2,6})(?:\s+[a-z/]{2,12})?"
)
_DESK = re.compile(r"/{2,}\s*(?P<who>[A-Z]{2,6})\b.{0,80}")


@dataclass(frozen=True, slots=True)
class Slug:
    """The agency a slug line names and the day it carries."""

    agency: str
    day: Day | None


def find_slugs(runs: Sequence[Run], traits: Sequence[Traits]) -> dict[int, Slug]:
    """The slug lines of a page by run: those whose initials stand on the page again, or that carry figures."""
    prose = [i for i, t in enumerate(traits) if t.prose]
    if not prose:
        return {}
    found: dict[int, Slug] = {}
    for i in (*range(min(NEAR, prose[0])), *range(prose[-1] + 1, min(len(runs), prose[-1] + 1 + NEAR))):
        slug = read_slug(runs[i].text, foot=i > prose[-1])
        if slug is None:
            continue
        again = re.compile(rf"(?<!\w){re.escape(slug.agency)}(?!\w)")
        if any(again.search(run.text) for j, run in enumerate(runs) if j != i) or (
            i > prose[-1] and runs[i].text.lstrip().startswith("//")
        ):
            found[i] = slug
    return found


def read_slug(text: str, foot: bool) -> Slug | None:
    """The slug of a line; ``foot``: it stands under the story, where desk initials are enough."""
    line = " ".join(text.split())
    if len(line) > 90:
        return None
    if match := _DESK.fullmatch(line):
        days = find_days(line)
        return Slug(match["who"], days[0] if days else None)
    if foot:
        match = _FOOT.fullmatch(line)
        if match and "/" in line + ("/" if line[:4].casefold() == "ends" else ""):
            who = match["who"] or match["ends"]
            if who and (who.isupper() or who.islower()) and who.casefold() not in ("end", "ends", "and", "or"):
                return Slug(who.upper(), None)
        return None
    match = _HEAD.fullmatch(line)
    if match and len(line.split()) <= 8:
        days = find_days(line)
        return Slug(match["who"], days[0] if days else None)
    return None
