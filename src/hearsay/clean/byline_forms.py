"""Less common bylines: names with places, labels such as "Presenter:", desks and staffs, a line's part with a date."""

from __future__ import annotations

import re

from hearsay.clean.days import DATE, TIME
from hearsay.clean.names import UPPER, is_agency, is_outlet, is_person, is_title_case, job_words

__all__ = ["parts_of", "people_by_label", "people_in_places", "person_and_place", "staff_of"]

_AT = r"(?:reporting from|in|at|on|from|near|aboard|outside)"
_BRACKET = re.compile(rf"\s*[(\[]{_AT} [^()\[\]]{{2,40}}[)\]]")
_PLACE = re.compile(
    rf"(?P<who>.+?),?\s+{_AT}\s+(?:the\s+)?(?:[{UPPER}][\w’'.-]*|[a-z]+(?= [{UPPER}]))(?:\s+[\w’'.-]+){{0,4}}"
)
_LABEL = re.compile(
    r"(?i:presenters?|presented by|interview(?:er)?(?: by)?|text(?: by)?|words(?: by)?|report(?:er|ing)?|camera"
    r"|producer|host(?:ed by)?|translat(?:ion|ed by|or)|photos?(?: by)?|story(?: by)?|pictures)\s*:\s*"
    r"(?P<who>[^.;:|]{4,60}?)(?:[.;|]|$)\s*"
)
_PICTURES = re.compile(r"(?i)photos?|pictures|camera|translat")
_DESK = re.compile(
    rf"(?:[Tt]he )?[{UPPER}][\w&+’' .-]{{1,40}}?[ +]"
    r"(?i:staff|staff writers?|(?:news |web )?desk|team|newsroom|editors|reporters)"
)
_PARTS = re.compile(r"\s*(?:\||•|·|//)\s*|\s+[–—-]\s+")


def people_in_places(text: str) -> list[str]:
    """The writers in "Ann Lee in Ostrava and Jan Holub on the Brana bridge"; empty where no place follows a name."""
    placed = bool(_BRACKET.search(text))
    people: list[str] = []
    for part in re.split(r"\s*(?:,\s*and|\band\b|;|&)\s+", _BRACKET.sub("", text.strip(" ."))):
        match = _PLACE.fullmatch(part.strip())
        name = (match["who"] if match else part).strip(" ,")
        if not is_person(name):
            return []
        placed = placed or match is not None
        people.append(name)
    return people if placed else []


def person_and_place(text: str) -> str | None:
    """The writer in "Ann Lee, Ostrava"; None where what follows the comma is a job, an outlet or no name."""
    who, comma, place = text.strip().partition(", ")
    if not comma or not is_person(who) or len(place.split()) > 3 or not is_title_case(place):
        return None
    low = place.casefold()
    if is_outlet(place) or is_agency(place) or any(w == low or low.endswith(f" {w}") for w in job_words()):
        return None
    return who if len(who.split()) <= 4 else None


def people_by_label(text: str) -> list[str]:
    """The makers in "Interview: Ann Lee. Text: Jan Holub"; empty where the line holds anything else."""
    people: list[str] = []
    at = 0
    while match := _LABEL.match(text, at):
        name = match["who"].strip(" .,")
        if not is_person(name):
            return []
        if not _PICTURES.match(match.group()):
            people.append(name)
        at = match.end()
    return people if at and not text[at:].strip(" .") else []


def staff_of(text: str) -> str | None:
    """The desk or staff that signs: "Newsdeck Staff", "the Digest desk"."""
    name = " ".join(text.split()).strip(" .,")
    return name if _DESK.fullmatch(name) and len(name.split()) <= 6 and " of " not in name else None


def parts_of(text: str) -> list[tuple[int, str]]:
    """The parts of a line that also holds a date, each with its offset; empty for a line without one."""
    if len(text.split()) > 16 or not (DATE.search(text) or TIME.search(text)):
        return []
    found: list[tuple[int, str]] = []
    at = 0
    for cut in [*_PARTS.finditer(text), None]:
        part = text[at : cut.start() if cut else len(text)]
        if part.strip():
            found.append((at + len(part) - len(part.lstrip()), part.strip()))
        at = cut.end() if cut else at
    return found if len(found) > 1 else []
