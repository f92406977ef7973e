"""Credits: what a line says of the story's making, read before any furniture is set aside.

The rules know shapes, not names: an agency nobody has heard of is found by its brackets before a dash, by the words
around it, or by "Agency", "Press", "Wire" in its name. Rules and their precision: the line must be short, and what
stands for a name must look like one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hearsay.clean.bylines import read_byline
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

__all__ = ["Found", "read_credits", "sign_off"]

LONGEST = 60  # words of a line that may still be nothing but a credit
_STORY = (
    r"(?:(?:an? (?:\w+ )?version of )?this|the above|the following|our|the) (?:\w+ )?(?:article|story|piece|post|report|text|interview|column|essay|analysis"
    r"|content|dispatch|material|commentary|feature|op-ed|item|investigation|translation|version|excerpt|press release)"
)
_WAS = r"(?: (?:was|is|has been|had been|were|has|have been|being))?"
_EARLIER = r"(?:originally|first|initially|previously|also|simultaneously|recently)"
_APPEARED = r"(?:appeared|published|posted|printed|ran|run|aired|broadcast|reported|released|produced|provided|supplied|distributed|written)"
_AGAIN = r"(?:re-?published|re-?printed|re-?posted|reproduced|cross-?posted|x-?posted|syndicated|excerpted|adapted|translated|reblogged|re-?shared|borrowed|sourced|taken)"
_LEAVE = r"(?:(?: here)?(?: in full)?(?: with(?: the)?(?: kind| express| full)?| by(?: kind)?| under| courtesy)?(?: permission)?)"
_OPEN = r"[\s*(\[_“\"'>–—-]*"
_INPUTS = r"(?:inputs?|files?|reports?|reporting|additional reporting|information|material|copy|contributions?|details|agenc(?:y|ies)(?: inputs?| reports?)?)"

Label = Literal["republished_from", "agency", "via", "contributor", "source", "copyright", "byline"]


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


def _rule(label: Label, name: str, pattern: str) -> tuple[Label, str, re.Pattern[str]]:
    return label, name, re.compile(pattern)


_RULES = (
    _rule(
        "republished_from",
        "first appeared",
        rf"{_OPEN}(?i:{_STORY}{_WAS}(?: {_EARLIER})* {_APPEARED}(?: {_EARLIER}| online| in full)*(?: at| on| in| by| with| for| via| from)) (?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "first appeared",
        rf"{_OPEN}(?i:{_EARLIER}(?: {_EARLIER})* {_APPEARED}(?: online| in full)*(?: at| on| in| by| with| for| via)) (?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "first appeared",
        rf"{_OPEN}(?i:{_APPEARED} {_EARLIER}(?: at| on| in| by| with| for| via)) (?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "republished",
        rf"{_OPEN}(?i:(?:{_STORY}{_WAS} (?:being )?)?{_AGAIN}{_LEAVE}(?: from| of| by| at| in| courtesy of)) (?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "permission",
        rf"{_OPEN}(?i:(?:{_STORY}{_WAS} )?(?:used|published|posted|shared|here) (?:here )?(?:with|by)(?: the)?(?: kind)? permission (?:from|of)|(?:with|by) (?:the )?(?:kind )?permission (?:from|of)) (?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "original",
        rf"{_OPEN}(?i:(?:read|see|view|find) (?:the |this )?(?:original|full|entire)(?: (?:article|story|piece|version|report|post|text))?(?: here)?,? (?:at|on|in|from)) (?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "original",
        rf"{_OPEN}(?i:(?:the )?original(?:ly)?(?: (?:article|story|source|post|publication|version|text|link|report|published))?(?: here| in| at| on)? ?[:：]) ?(?P<who>{WHO})",
    ),
    _rule(
        "republished_from",
        "original",
        rf"{_OPEN}(?i:(?:the|an|a)? ?(?:original|earlier|longer|full|shorter)(?: version(?: of this (?:article|story|post|piece|report|text))?| article| story)? (?:{_EARLIER} )?(?:was |is |has been |can be )?(?:{_APPEARED}|found|available|read) (?:at|on|in|by)) (?P<who>{WHO})",
    ),
    _rule("contributor", "partner", rf"{_OPEN}(?i:(?:{_STORY}{_WAS} )?(?:produced|reported|published|created|made)? ?in (?:partnership|collaboration|cooperation|association) with) (?P<who>{WHO}(?:(?:,| and) {WHO})*)"),
    _rule("via", "hat tip", rf"{_OPEN}(?i:h/t|hat[- ]tips?(?: to)?) ?[:：]? ?(?P<who>@?{WHO})"),
    _rule("via", "via", rf"{_OPEN}(?i:(?:(?:story|text|report|article|news|data|documents)(?: and \w+)? )?via)(?: ?[:：] ?| )(?P<who>@?{WHO})[.:)\]]*$"),
    _rule("source", "source", rf"{_OPEN}(?i:(?:news )?sources?(?: of (?:the )?(?:story|news))?|courtesy(?: of)?|agenc(?:y|ies)) ?[:：] ?(?P<who>.{{2,90}})$"),
    _rule("source", "source", rf"{_OPEN}(?i:courtesy of) (?P<who>{WHO})[.)\]]*$"),
    _rule("agency", "inputs", rf"{_OPEN}(?i:(?:with |contains |including |based on )?{_INPUTS} (?:from|by|of|via)) (?P<who>{WHO}(?:(?:,| and|, and|;| &) {WHO})*)[.)\]]*$"),
    _rule("agency", "inputs", rf"{_OPEN}(?i:(?:compiled |adapted )?from) (?P<who>{WHO}) (?i:(?:news )?(?:agency |wire )?(?:reports|dispatches|copy|services|wire))[.)\]]*$"),
    _rule("copyright", "copyright", rf"{_OPEN}(?i:(?:copyright|©|\(c\))(?: ?(?:copyright|©|\(c\)))*)\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?\s*)?(?i:by )?(?P<who>{WHO})"),
    _rule("copyright", "copyright", rf"{_OPEN}(?P<who>{WHO}),?\s*(?i:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d)?"),
)  # fmt: skip
_GENERIC = re.compile(
    rf"{_OPEN}(?P<who>(?i:(?:with (?:inputs? from |reports? from |files from )?|from |compiled from )?(?:staff and )?(?:news )?(?:wire|agency|agencies|wires|news agency|wire service)s?(?: (?:reports?|services?|dispatches|inputs?|copy))?))[.)\]]*$"
)
_STAFF = re.compile(
    rf"{_OPEN}(?i:(?:by|story by|from|compiled by) )?(?P<who>{WHO}?) ?(?i:staff)(?: (?i:reports?|writers?|reporters?))? (?i:and|&|with) (?P<wire>(?i:news agencies|agencies|wires?(?: services?| reports?| service reports?)?|agency reports?|{WHO}))[.)\]]*$"
)
_CONTRIBUTED = re.compile(
    r"[\s*(\[_]*(?P<who>.{3,220}?),?\s+(?i:also |further )?(?i:contributed|provided)\s+(?i:to (?:this|the) (?:report|story|article|piece|post|reporting|dispatch|coverage|investigation)|(?:additional )?(?:reporting|research)|from|to reporting)\b"
)
_REPORTING = re.compile(
    r"(?i:(?:additional |extra |more |further |original |other |with )*(?:reporting|writing|editing|research|translation|translating|compiled|compilation|written|edited|produced|production|rewriting|graphics|fact[- ]checking|reported)(?: and (?:writing|editing|research|translation))?)\s+(?:by|from)\s*:?\s+(?P<who>[^;.()\n]{3,200})"
)
_REPORTING_LINE = re.compile(
    rf"{_OPEN}\(?(?i:(?:additional|extra|more|further|other|with additional)? ?(?:reporting|writing|editing|research|translation|compiled|compilation)(?: and \w+)? (?:by|from))"
)
_SIGN = re.compile(rf"{_OPEN}(?P<who>{WHO}(?: ?[/,] ?{WHO})*)[)\].*_\s]*$")
_PROSE = re.compile(r"\b(?:that|which|while|because|although|said|told|but|when)\b")


def read_credits(text: str) -> list[Found]:
    """The credits of a line that is nothing but credits (a byline, "Originally appeared at X", "With inputs from X")."""
    words = len(text.split())
    if words > LONGEST or len(text) > 600:
        return []
    if found := _contributors(text):
        return found
    if match := _STAFF.match(text):
        return _staff_and_wire(match)
    for label, rule, pattern in _RULES:
        if (match := pattern.match(text)) and (found := _by_rule(label, rule, match, text)):
            return found
    if words <= 8 and (match := _GENERIC.match(text)) and re.search(r"(?i)wire|agenc", match["who"]):
        name = re.sub(
            r"(?i)^(?:with (?:inputs? |reports? |files )?(?:from )?|compiled from |from )", "", clean_name(match["who"])
        )
        return [Found("agency", name, 0, len(text), True, "wire reports")]
    return [Found(item.kind, item.name, item.start, item.end, True, "byline") for item in read_byline(text)]


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


def _by_rule(label: Label, rule: str, match: re.Match[str], text: str) -> list[Found]:
    rest = text[match.end() :]
    if rest[:1].isalnum() or (len(rest.split()) > 30 and label != "copyright"):
        return []
    names = _names(match["who"], split=label in ("agency", "source", "contributor"))
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
        elif label == "byline":
            kind = "byline"
        else:
            kind = label
        found.append(Found(kind, name, 0, len(text), True, rule))
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


def _contributors(text: str) -> list[Found]:
    """ "X and Y contributed to this report", "Reporting by A in Ostrava; Editing by B"."""
    whole = (0, len(text))
    if (
        (match := _CONTRIBUTED.search(text[_last_sentence(text) :]))
        and len(match["who"].split()) <= 25
        and not _PROSE.search(match["who"])
    ):
        found = []
        for part in split_people(
            re.sub(
                r"\s+(?i:in|from|at)\s+[^,;]+?(?:, [A-Z][\w.]+(?=,? (?:and |contributed|also)|,|$))?(?=,|;|\s+and\s|$)",
                "",
                match["who"],
            )
        ):
            name = re.sub(
                r"^.*?\b(?i:writers?|reporters?|correspondents?|journalists?|editors?|producers?|staff|researchers?|stringers?)\s+(?=\S)",
                "",
                part,
            )
            agency = re.match(
                rf"({WHO})\s+(?i:writers?|reporters?|correspondents?|journalists?|staff|producers?)\b", part
            )
            if agency and is_title_case(clean_name(agency[1])) and not is_person(clean_name(agency[1])):
                found.append(Found("agency", clean_name(agency[1]), *whole, True, "contributed"))
            if (
                is_person(clean_name(name))
                or is_agency(clean_name(name))
                or is_initials(clean_name(name))
                or is_outlet(clean_name(name))
            ):
                kind: CreditKind = "contributor" if is_person(clean_name(name)) else "agency"
                found.append(Found(kind, clean_name(name), *whole, True, "contributed"))
        return found
    if _REPORTING_LINE.match(text):
        found = []
        for match in _REPORTING.finditer(text):
            for part in split_people(match["who"]):
                name = clean_name(re.sub(r"\s+(?i:in|from|at)\s+.*$", "", part))
                if is_person(name):
                    found.append(Found("contributor", name, *whole, True, "reporting by"))
                elif is_agency(name) or is_initials(name) or is_outlet(name):
                    found.append(Found("agency", name, *whole, True, "reporting by"))
        return found
    return []


def _last_sentence(text: str) -> int:
    """Where the sentence that says "contributed" begins."""
    at = text.find("contributed")
    cut = max(text.rfind(". ", 0, max(0, at)), text.rfind("; ", 0, max(0, at)))
    return cut + 2 if cut >= 0 and not re.search(r"\b[A-Z]\.$", text[: cut + 1]) else 0
