"""The wording of bylines: what opens one, what parts its pieces, what a writer's job is called."""

from __future__ import annotations

import re

from hearsay.clean.days import DATE, MONTH, WEEKDAY
from hearsay.clean.names import PERSON, UPPER

__all__ = [
    "AFFILIATED",
    "CUE",
    "GLUED",
    "GLUED_JOB",
    "IN_PLACE",
    "JOB_NOUN",
    "LOOSE",
    "NOISE",
    "POSTED_ON",
    "REPORTS",
    "SEGMENT",
    "STAFF",
    "STRONG",
]

_DONE_BY = (
    r"(?:written|words|story|text|reported|report|article|posted|published|authored|compiled|produced|interview"
    r"|submitted) by"
)
CUE = re.compile(
    rf"[\s*_>|–—-]*(?P<cue>(?i:by|{_DONE_BY}|as told to|from our correspondent,?|from|story|article|authors?|reporter"
    r"|writer|text|words|correspondent|byline))(?P<colon>\s*[:：]\s*|\s+)(?=\S)"
)
STRONG = re.compile(rf"(?i){_DONE_BY}|authors?|reporter|writer|correspondent|byline")
POSTED_ON = re.compile(
    rf"^((?i:posted|published|written|filed|submitted))(?: on)? (?:{WEEKDAY},? )?{DATE.pattern}"
    r"[^a-zA-Z]{0,12}(?:[ap]\.?m\.?,? )?by "
)
# A date, a job, an age or a handle glued to a name: "Ann LeeMarch 3", "Ann LeeNews Reporter", "Ann Lee2 hours ago".
GLUED = re.compile(
    rf"(?:(?<=[a-zà-ž)\]])|(?<=[A-Z]{{2}})(?![A-Z]{{2}}))"
    rf"(?=(?:{MONTH}\s*\d{{1,2}}\b|{WEEKDAY}\b|(?:Published|Updated|Posted|PUBLISHED|UPDATED|POSTED)\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\s+\d{{4}}))"
)
GLUED_JOB = re.compile(
    r"(?<=[a-zà-ž])(?=[A-Z][\w ]{0,40}\b(?:Reporter|Correspondent|Editor|Writer|Columnist|Journalist|Producer)\b"
    r"|\d+ (?:second|minute|hour|day|week)s?\b|@\w)"
)
SEGMENT = re.compile(r"\s+(?=@\w)|\s*(?:\||•|·|―|—|–|\s-\s|//|\n|;)\s*|\s*\((?=[^)]*\))|\)\s*")
NOISE = re.compile(
    r"\b(?i:published|updated|posted|last|modified|created|on|at|date|time|added|first|today|yesterday|share|comments?"
    rf"|{WEEKDAY}|\d+\s*min(?:ute)?s?(?:\s*read)?|min(?:ute)?s? read|\d+ comments?"
    r"|\d+\s*(?:second|hour|day|minute|week)s?(?:\s*ago)?)\b"
)
_RANK = r"(?:staff|senior|special|local|news|web|online|foreign|political|crime|diplomatic|chief|guest|city|regional)"
STAFF = re.compile(
    rf"(?i)(?:our |a |the |special |own )?(?:{_RANK} )*(?:staff|admin|administrator|editors?|newsroom|news ?desk|desk"
    r"|reporters?|correspondents?|writers?|contributors?|editorial (?:board|team|staff)|agencies|web ?desk|team|bureau)"
)
AFFILIATED = re.compile(
    r"(?P<org>.+?)(?:'s|’s)?\s+(?i:(?:(?:senior|chief|special|political|foreign|deputy|crime|national|local|contributing"
    r"|investigative) )*(?:staff(?: (?:writers?|reporters?))?|writers?|reporters?|correspondents?|editors?|newsroom"
    r"|news ?desk|bureau|team|web ?desk))$"
)
LOOSE = re.compile(r"\b(?:on|is|was|are|were|has|have|his|her|their|who|that|to|says|said|after|as|with|from|an)\b")
REPORTS = re.compile(r"(?P<who>.{3,60}?) (?i:reports?|reporting)(?: (?i:from) [^.]{2,60})?[.:]?$")
JOB_NOUN = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|journalist|producer|photographer|presenter|bureau chief"
    r"|staff)s?$",
    re.IGNORECASE,
)
IN_PLACE = re.compile(
    rf"(?P<who>{PERSON}(?:(?:,| and|,? &) {PERSON})*),? (?i:in|reporting from) "
    rf"[{UPPER}][\w’'.-]*(?: [{UPPER}][\w’'.-]*){{0,3}}(?:,? and (?i:agencies|wires?))?$"
)
