"""Credits: what a line says of the story's making, read before any furniture is set aside.

The rules know shapes, not names: an agency nobody has heard of is found by its brackets before a dash, by the words
around it, or by "Agency", "Press", "Wire" in its name. Rules and their precision: the line must be short, and what
stands for a name must look like one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from hearsay.clean.byline_forms import parts_of
from hearsay.clean.byline_rules import GLUED
from hearsay.clean.bylines import read_byline
from hearsay.clean.contributors import read_contributors
from hearsay.clean.credit_rules import GENERIC, OPEN, RULES, STAFF, Rule
from hearsay.clean.names import (
    WHO,
    clean_name,
    is_agency,
    is_initials,
    is_outlet,
    is_person,
    is_title_case,
    split_people,
)
from hearsay.types import CreditKind

__all__ = ["STRONG", "Found", "read_credits", "sign_off"]

STRONG = frozenset(
    {r.name for r in RULES if r.strong} | {"contributed", "reporting by", "editing by", "staff and wire"}
)

LONGEST = 60  # words of a line that may still be nothing but a credit
FOLLOWS = 30  # words that may follow the name
# What may follow where the wording alone does not make it a credit: a date, a licence, thanks, a second sentence.
_TRAILS = re.compile(
    r"\W*$|,? (?:on|in|and (?:is|was)|under|here|at|with|where|by permission|as part|as of)\b|\. |\)|\s*[(|–—]"
    r"|,? [A-Z]?[a-z]* ?\d"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A credit in a run; offsets are within the run. ``whole``: the run says nothing else.

    ``copyright`` is no credit by itself: the page's own name may stand there.
    """

    kind: CreditKind | Literal["copyright", "affiliation"]
    name: str
    start: int
    end: int
    whole: bool
    rule: str


_SIGNED = re.compile(r"(?i:source|courtesy)\s*:\s*(?P<who>[^|]{3,50}?)\s*\|\s*(?P<by>[^|]{4,50})")
_SIGN = re.compile(rf"{OPEN}(?P<who>{WHO}(?: ?[/,] ?{WHO})*)[)\].*_\s]*$")


def read_credits(text: str) -> list[Found]:
    """The credits of a line that is nothing but credits: a byline, "Originally appeared at X", "With inputs from X"."""
    return list(_read_credits(text))


@lru_cache(maxsize=8192)  # a line is looked at as head, as foot and by itself, and stands in every reprint
def _read_credits(text: str) -> Sequence[Found]:
    words = len(text.split())
    if words > LONGEST or len(text) > 600:
        return []
    if helped := read_contributors(text):
        return [Found(kind, name, 0, len(text), True, rule) for kind, name, rule in helped]
    if match := STAFF.match(text):
        return _staff_and_wire(match)
    for rule in RULES:
        if (match := rule.pattern.match(text)) and (found := _by_rule(rule, match, text)):
            return found
    if words <= 8 and (match := GENERIC.match(text)) and re.search(r"(?i)wire|agenc", match["who"]):
        name = re.sub(
            r"(?i)^(?:with (?:inputs? |reports? |files )?(?:from )?|compiled from |from )", "", clean_name(match["who"])
        )
        return [Found("agency", name, 0, len(text), True, "wire reports")]
    if found := _later_sentence(text, words) or _signed_source(text):
        return found
    bylines = [Found(item.kind, item.name, item.start, item.end, True, "byline") for item in read_byline(text)]
    if not bylines and words <= 12 and is_agency(named := GLUED.split(text)[0].strip()) and named != text.strip():
        return [Found("agency", named, 0, len(text), True, "glued to a date")]
    return bylines or _in_parts(text)


def _in_parts(text: str) -> list[Found]:
    """A byline or "via X" in one part of a line that also holds a date: "3 May 2031 | Compiled by the Digest desk"."""
    found: list[Found] = []
    for at, part in parts_of(text):
        found += [Found(item.kind, item.name, at, at + len(part), True, "byline") for item in read_byline(part)]
        for rule in RULES:
            if rule.label == "via" and (match := rule.pattern.match(part)):
                found += [replace(f, start=at, end=at + len(part)) for f in _by_rule(rule, match, part)]
                break
    return found


def _signed_source(text: str) -> list[Found]:
    """Whose story "Source: Radio Litava | Ann Lee" says it is, and its writer."""
    match = _SIGNED.fullmatch(" ".join(text.split()))
    if match is None or not is_person(match["by"]):
        return []
    name = clean_name(match["who"])
    kind: CreditKind = "agency" if is_agency(name) or is_initials(name) else "republished_from"
    return [
        Found(kind, name, 0, len(text), True, "source"),
        Found("byline", match["by"], 0, len(text), True, "byline"),
    ]


def _later_sentence(text: str, words: int) -> list[Found]:
    """A credit after a first short sentence: "Translated by Tim Roth. First published by X."."""
    cut = text.find(". ")
    if not 0 < cut <= 80 or words > 40:
        return []
    rest = text[cut + 2 :]
    for rule in RULES:
        if rule.strong and rule.label != "contributor" and (match := rule.pattern.match(rest)):
            return [replace(f, start=cut + 2, end=len(text)) for f in _by_rule(rule, match, rest)]
    return []


def sign_off(text: str) -> Found | None:
    """The agency that signs a story: "(MNA)", "— Meridian News Agency", alone or after the last full stop."""
    if len(text) <= 80 and (match := _SIGN.match(text)):
        name = clean_name(match["who"])
        bare = name.split("/")[0].strip()
        bracketed = text.strip()[:1] in "([" and text.strip()[-1:] in ")]"
        dashed = text.strip()[:1] in "—–-"
        if is_agency(bare) or ((bracketed or dashed) and (is_initials(bare) or is_outlet(bare))):
            return Found("agency", bare, 0, len(text), True, "sign-off")
        return None
    if match := re.search(r"[.!?”\"’'][ \t\n]*[(\[](?P<who>[^()\[\]\n]{2,50})[)\]][ \t]*\.?$", text[-90:]):
        name = clean_name(match["who"]).split("/")[0].strip()
        if is_initials(name) or is_agency(name) or (is_outlet(name) and is_title_case(name)):
            at = max(0, len(text) - 90) + match.start("who")
            return Found("agency", name, at - 1, min(len(text), at + len(match["who"]) + 1), False, "sign-off")
    if match := re.search(rf"[.!?”\"’'][ \t\n]*(?:[—–―]|--|-(?=\s))[ \t]*(?P<who>{WHO})[ \t]*\.?$", text[-90:]):
        name = clean_name(match["who"])
        if is_initials(name) or is_agency(name) or is_outlet(name):
            at = max(0, len(text) - 90) + match.start("who")
            return Found("agency", name, at, at + len(match["who"]), False, "sign-off")
    return None


def _by_rule(rule: Rule, match: re.Match[str], text: str) -> list[Found]:
    label, rest = rule.label, text[match.end() :]
    if rest[:1].isalnum() or (len(rest.split()) > FOLLOWS and label != "copyright"):
        return []
    if rule.closed and not _TRAILS.match(rest):
        return []
    who = re.split(r"\s{2,}|\s+(?=(?:Posted|Published|Updated)\b)|\s*[|•]", match["who"])[0]
    names = _names(who, split=label in ("agency", "source", "contributor"))
    if not names:
        return []
    found = []
    for name in names:
        kind: CreditKind | Literal["copyright"]
        if label == "copyright":
            kind = "copyright"
        elif label == "source":
            kind = "agency" if is_agency(name) or is_initials(name) else "republished_from"
        elif label == "agency" and is_person(name) and not is_outlet(name):
            kind = "contributor"
        else:
            kind = label
        found.append(Found(kind, name, 0, len(text), True, rule.name))
    return found


def _names(raw: str, *, split: bool) -> list[str]:
    """The names in what a rule took for names; empty where one of them does not look like a name."""
    whole = clean_name(raw.lstrip("@"))
    parts = [clean_name(p) for p in split_people(whole)] if split else [whole]
    if not split and " and " in whole:
        halves = [clean_name(p) for p in whole.split(" and ")]
        if all(is_outlet(h) or is_initials(h) for h in halves):
            parts = halves
    good = [p for p in parts if p and len(p.split()) <= 8 and _looks_named(p)]
    return good if len(good) == len([p for p in parts if p]) else []


def _looks_named(name: str) -> bool:
    if name.casefold() in ("the", "a", "an", "monday", "all", "it", "this", "that", "here", "our", "us"):
        return False
    return is_title_case(name) or is_outlet(name) or bool(re.fullmatch(WHO, name))


def _staff_and_wire(match: re.Match[str]) -> list[Found]:
    text = match.string
    found = []
    if who := clean_name(match["who"] or ""):
        found.append(Found("byline", f"{who} staff", 0, len(text), True, "staff"))
        found.append(Found("affiliation", who, 0, len(text), True, "staff"))
    found.append(Found("agency", clean_name(match["wire"]), 0, len(text), True, "staff and wire"))
    return found
