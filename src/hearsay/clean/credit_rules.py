"""The wording of credits, one pattern a form: "Originally appeared at X", "Source: X", "With inputs from X".

Each pattern matches at the head of a line and names whom it credits in the group ``who``. Two things keep sentences of
the story out: without "this article" only wordings that no sentence opens with are taken, and then only where nothing
but a date, a licence or thanks follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hearsay.clean.names import WHO

__all__ = ["GENERIC", "OPEN", "RULES", "STAFF", "Label", "Rule"]

Label = Literal["republished_from", "agency", "via", "contributor", "source", "copyright"]
OPEN = r"[\s*(\[_“\"'>–—-]*"
_KINDS = (
    "article|story|piece|post|report|text|interview|column|essay|analysis|content|dispatch|commentary|feature|op-ed|item"
    "|investigation|translation|excerpt"
)
_THIS = rf"(?:(?:an? (?:\w+ )?version of )?(?:this|the above|the following) (?:\w+ )?(?:{_KINDS}))"
_PIECE = rf"(?:this (?:\w+ )?(?:{_KINDS.replace('|report', '')}))"  # "this report" may be one that the story is about
_WAS = r"(?: (?:was|is|has been|had been|were|has|have been))?"
_FIRST = r"(?:originally|first|initially|previously)"
_OUT = r"(?:appeared|published|posted|printed|ran|run|aired|broadcast)"
_MADE = rf"(?:{_OUT}|reported|produced|written|provided|supplied|distributed)"
_AT = r"(?: at| on| in| by| with| for| via)"
_AGAIN = (
    r"(?:re-?published|re-?printed|re-?posted|reproduced|(?:cross|x)-?posted|syndicated|excerpted|adapted|reblogged)"
)
_LEAVE = r"(?: here)?(?: in full)?(?: (?:with|by|under)(?: the)?(?: kind| express| full)?(?: permission)?| courtesy)?"
_INPUTS = (
    r"(?:inputs?|files?|reports?|reporting|additional reporting|information|material|copy|details|agenc(?:y|ies))"
    r"(?: inputs?| reports?)?"
)
_LIST = rf"{WHO}(?:(?:,| and|, and|;| &) {WHO})*"
_YEARS = r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?\s*)?"
_MARK = r"(?:copyright|©|\(c\))"
_END = r"[.)\]]*$"


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording. ``strong``: it is a credit wherever it stands. ``closed``: nothing of substance may follow."""

    label: Label
    name: str
    pattern: re.Pattern[str]
    strong: bool = False
    closed: bool = False


def _rule(label: Label, name: str, words: str, who: str = WHO, end: str = "", **more: bool) -> Rule:
    """``words`` are matched without case, the name with it."""
    return Rule(label, name, re.compile(rf"{OPEN}(?i:{words})(?P<who>{who}){end}"), **more)


RULES = (
    _rule(
        "republished_from",
        "first appeared",
        rf"{_THIS}{_WAS} {_FIRST}(?: {_FIRST})* {_MADE}(?: online)?{_AT} ",
        strong=True,
    ),
    _rule("republished_from", "first appeared", rf"{_THIS}{_WAS} {_OUT} {_FIRST}{_AT} ", strong=True),
    _rule("republished_from", "first appeared", rf"{_PIECE}{_WAS} {_MADE}{_AT} ", strong=True),
    _rule(
        "republished_from",
        "first appeared",
        rf"{_FIRST}(?: {_FIRST})* {_OUT}(?: online)?{_AT} ",
        strong=True,
        closed=True,
    ),
    _rule("republished_from", "first appeared", rf"{_OUT} {_FIRST}{_AT} ", strong=True, closed=True),
    _rule(
        "republished_from",
        "republished",
        rf"{_THIS}{_WAS} (?:being )?(?:{_AGAIN}|translated|taken|sourced){_LEAVE}(?: from| of| by| at| in) ",
        strong=True,
    ),
    _rule("republished_from", "republished", rf"{_AGAIN}{_LEAVE}(?: from| of| by| at) ", strong=True, closed=True),
    _rule(
        "republished_from",
        "permission",
        rf"(?:{_THIS}{_WAS} )?(?:(?:used|published|posted|shared|here) )?(?:here )?(?:with|by)(?: the)?(?: kind)?"
        r" permission (?:from|of) ",
        strong=True,
    ),
    _rule(
        "republished_from",
        "original",
        r"(?:read|see|view|find) (?:the |this )?(?:original|full|entire)"
        r"(?: (?:article|story|piece|version|report|post|text))?(?: here)?,? (?:at|on|in|from) ",
        strong=True,
        closed=True,
    ),
    _rule(
        "republished_from",
        "original",
        r"(?:the )?original(?:ly)?(?: (?:article|story|source|post|publication|version|text|link|report|published))?"
        r"(?: here| in| at| on)? ?[:：] ?",
        strong=True,
    ),
    _rule(
        "republished_from",
        "original",
        rf"(?:the|an|a) (?:original|earlier|longer|full|shorter) version(?: of this (?:{_KINDS}))?"
        rf"(?: was| is| has been| can be)?(?: {_FIRST})? (?:{_OUT}|found|available|read){_AT} ",
        strong=True,
    ),
    _rule(
        "contributor",
        "partner",
        rf"(?:{_THIS}{_WAS} )?(?:produced |reported |published |created |made )?"
        r"in (?:partnership|collaboration|association) with ",
        _LIST,
        strong=True,
        closed=True,
    ),
    _rule("via", "hat tip", r"(?:h/t|hat[- ]tips?(?: to)?) ?[:：]? ?", f"@?{WHO}", strong=True, closed=True),
    _rule(
        "via",
        "via",
        r"(?:(?:story|text|report|article|news|data|documents)(?: and \w+)? )?via(?: ?[:：] ?| )",
        f"@?{WHO}",
        r"[.:)\]]*$",
    ),
    _rule(
        "via",
        "via",
        r"(?:as (?:shared|seen|found|posted|spotted)|curated|re-?posted|shared|lifted|picked up|borrowed|spotted|seen)"
        r" (?:by|on|at|from|over at) ",
        end=r"(?=\W*$|\s*[|·•(]|, which\b)",
    ),
    _rule(
        "republished_from",
        "permission",
        r"",
        end=r"\. (?i:used (?:with|by) permission)",
    ),
    _rule(
        "republished_from",
        "republished",
        r"this report by (?:the )?",
        end=r" (?i:was first published)",
    ),
    _rule(
        "republished_from",
        "republished",
        r".{0,80}\bpublished from a syndicated feed(?: of| from)?(?: the)? ",
    ),
    _rule(
        "source",
        "source",
        r"(?:(?:news )?sources?(?: of (?:the )?(?:story|news))?|courtesy(?: of)?|agenc(?:y|ies)) ?[:：] ?",
        ".{2,90}",
        "$",
    ),
    _rule("source", "source", "courtesy of ", end=_END),
    _rule(
        "agency", "inputs", rf"(?:with |contains |including )?{_INPUTS} (?:from|by|of|via) ", _LIST, _END, strong=True
    ),
    _rule(
        "agency",
        "inputs",
        "(?:compiled |adapted )?from ",
        end=rf" (?i:(?:news )?(?:agency |wire )?(?:reports|dispatches|copy|services|wire)){_END}",
    ),
    _rule("copyright", "copyright", rf"{_MARK}(?: ?{_MARK})*\s*{_YEARS}(?:by )?"),
    Rule("copyright", "copyright", re.compile(rf"{OPEN}(?P<who>{WHO}),?\s*(?i:{_MARK})\s*(?:(?:19|20)\d\d)?")),
)
GENERIC = re.compile(
    rf"{OPEN}(?P<who>(?i:(?:with (?:inputs? from |reports? from |files from )?|from |compiled from )?(?:staff and )?"
    r"(?:news )?(?:wire|agency|agencies|wires|news agency|wire service)s?"
    rf"(?: (?:reports?|services?|dispatches|inputs?|copy))?)){_END}"
)
STAFF = re.compile(
    rf"{OPEN}(?i:(?:by|story by|from|compiled by) )?(?P<who>{WHO}?) ?(?i:staff)(?: (?i:reports?|writers?|reporters?))?"
    r",? (?i:and|&|with)(?: (?i:files|reports?|inputs?|reporting|copy|material) (?:from|by))?"
    r" (?P<wire>(?i:news agencies|agencies|wires?(?: services?| reports?| service reports?)?"
    rf"|agency reports?)|{WHO}){_END}"
)
