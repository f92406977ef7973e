"""Contributors: "X and Y contributed to this report", "Reporting by A in Ostrava; Editing by B"."""

from __future__ import annotations

import re
from typing import Literal

from hearsay.clean.byline_forms import staff_of
from hearsay.clean.names import (
    PERSON,
    WHO,
    clean_name,
    is_agency,
    is_initials,
    is_outlet,
    is_person,
    is_title_case,
    split_people,
)

__all__ = ["read_contributors"]

MOST = 25  # words that can stand before "contributed"
_TO = r"to (?:this|the) (?:report|story|article|piece|post|reporting|dispatch|coverage|investigation)"
_CONTRIBUTED = re.compile(
    r"[\s*(\[_]*(?P<who>.{3,220}?),?\s+(?:also |further )?(?:contributed|provided)\s+"
    rf"(?:{_TO}|(?:additional )?(?:reporting|research)|from|to reporting)\b",
    re.IGNORECASE,
)
_TASK = (
    r"(?:reporting|writing|editing|research|translation|translating|compiled|compilation|written|edited|produced"
    r"|production|rewriting|graphics|fact[- ]checking|reported)"
)
_BY = re.compile(
    rf"(?i:(?:additional |extra |more |further |original |other |with )*{_TASK}"
    r"(?: and (?:writing|editing|research|translation))?)"
    r"\s+(?i:by|from)\s*:?\s+(?P<who>[^;.()\n]{3,200})"
)
_MADE_FOR = re.compile(
    r"(?i:produced|adapted|edited|compiled|prepared) by (?P<who>[^.]{4,50})\."
    r"|(?i:written|adapted|edited|produced) by (?P<writer>[^.]{4,50}?) (?i:for (?:the web|online|radio|digital))\."
)
_OPENS = re.compile(
    r"[\s*(\[_\"'–—>-]*(?i:(?:additional|extra|more|further|other|with additional)? ?"
    r"(?:reporting|writing|editing|research|translation|compiled|compilation)(?: and \w+)? (?:by|from))"
)
_PLACED = re.compile(
    r"\s+(?i:in|from|at)\s+[^,;]+?(?:, [A-Z][\w.]+(?=,? (?:and |contributed|also)|,|$))?(?=,|;|\s+and\s|$)"
)
_JOB = r"(?i:writers?|reporters?|correspondents?|journalists?|editors?|producers?|staff|researchers?|stringers?)"
_EMPLOYED = re.compile(rf"(?P<agency>{WHO})\s+{_JOB}\b")
_REPORTED = re.compile(rf"(?P<who>{PERSON}) reported from ")
_PROSE = re.compile(r"\b(?:that|which|while|because|although|said|told|but|when)\b")

Helped = tuple[Literal["contributor", "agency"], str, str]


def read_contributors(text: str) -> list[Helped]:
    """Whom a note names as having helped, with the kind and the rule; empty where the line is no such note."""
    if "contributed" in text or "provided" in text:
        match = _CONTRIBUTED.match(text[_sentence_of("contributed", text) :])
        if match and len(match["who"].split()) <= MOST and not _PROSE.search(match["who"]):
            away = [(m["who"], "contributed") for m in _REPORTED.finditer(text) if is_person(m["who"])]
            return [("contributor", name, rule) for name, rule in away] + _named(match["who"])
    if (made := _MADE_FOR.match(text)) and len(text.split()) <= 24:
        name = re.sub(r"^the ", "", (made["who"] or made["writer"]).strip())
        if is_person(name) or staff_of(name):
            return [("contributor", name, "made for the web")]
    if _OPENS.match(text):
        return [
            helped
            for match in _BY.finditer(text)
            for part in split_people(match["who"])
            if (helped := _helper(clean_name(re.sub(r"\s+(?i:in|from|at)\s+.*$", "", part)), _task(match.group())))
        ]
    return []


def _task(words: str) -> str:
    """The rule by which a helper is named: who reported is set apart from who edited."""
    return "reporting by" if re.match(r"(?i)\W*(?:reporting|reported|written|writing)\b", words) else "editing by"


def _named(who: str) -> list[Helped]:
    """The helpers: "Meridian News Agency writer Josh Lind in Ostrava" names the agency and the writer."""
    found: list[Helped] = []
    for part in split_people(_PLACED.sub("", who)):
        employed = _EMPLOYED.match(part)
        if employed:
            agency = clean_name(employed["agency"])
            if is_title_case(agency) and not is_person(agency):
                found.append(("agency", agency, "contributed"))
        name = clean_name(re.sub(rf"^.*?\b{_JOB}\s+(?=\S)", "", part))
        if helped := _helper(name, "contributed"):
            found.append(helped)
    return found


def _helper(name: str, rule: str) -> Helped | None:
    if is_person(name):
        return "contributor", name, rule
    if is_agency(name) or is_initials(name) or is_outlet(name):
        return "agency", name, rule
    return None


def _sentence_of(word: str, text: str) -> int:
    """Where the sentence that holds a word begins."""
    at = max(0, text.find(word))
    cut = max(text.rfind(". ", 0, at), text.rfind("; ", 0, at))
    return cut + 2 if cut >= 0 and not re.search(r"\b[A-Z]\.$", text[: cut + 1]) else 0
