"""Bylines of an unusual make, on a line that by its place in the head is one: "Read by: Ann Lee"."""

from __future__ import annotations

import re

from hearsay.clean.byline_forms import staff_of
from hearsay.clean.byline_rules import GLUED, GLUED_JOB
from hearsay.clean.bylines import without_dates
from hearsay.clean.names import UPPER, is_agency, is_body, is_outlet, is_person

__all__ = ["read_signed", "signatories"]

MOST = 24  # words of such a line
_CUE = re.compile(
    r"(?i)(?:^|[\s,.;:|–—(-])(?:\w+ by|by|host(?:ed by)?|presenter|interview|words|text|story|writer|reporter|desk|from"
    r"|de|von|di|par|por)(?:\s*:\s*|\s+)(?=\S)|^with\s+"
)
_GUEST = re.compile(r"(?i)[.;|]\s*(?:guests?|photos?|pictures|camera|producer|translat\w+)\s*:.*$")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"\s*(?:\||•|·|/|;|●|▪)\s*|\s+[–—-]+\s+|\.\s+(?=[A-Z][a-z]{3,})|\s{2,}")
_PLACE = re.compile(
    rf",?\s+(?:in|at|from|near|outside|aboard)\s+(?:(?:the\s+)?[{UPPER}].*|the\s+(?:court\w*|scene|stadium|ground|hall))$"
)
_JOB = re.compile(
    r"(?i),?\s*\b(?:(?:chief|senior|political|crime|court|health|sports?|business|foreign|special|staff|local|own|guest)\s+)*"
    r"(?:reporter|correspondent|editor|writer|columnist|moderator|journalist|presenter|producer|anchor)s?\b"
)
_HONORIFIC = re.compile(r"^(?:(?:our|the|an?)\s+(?=[A-Z])|(?:Dr|Prof|Fr|Mr|Mrs|Ms|Rev|Sir|Lady)\.?\s+)+")
_BEFORE_JOB = re.compile(
    rf"^(?:[Oo]ur |[Tt]he |[Aa]n? )?(?:[\w'’-]+ ){{0,3}}(?:correspondent|reporter|editor|writer|columnist|colleague)s?"
    rf"(?: (?:in|at) [{UPPER}]\w+)?,? (?=[{UPPER}])"
)
_SPLIT = re.compile(r"\s*(?:,\s*(?:and\s+)?(?:with\s+)?|\s+and\s+|\s+AND\s+|\s*&\s*|\s+with\s+)\s*")
_RANK = re.compile(
    r"^(?:(?i:Me|Dr|Prof|Eng|Ing|Adv|Hon|Rev|Fr|Sr|Col|Gen|Capt|Maj|Lt|Cdr|Supt|ACP|DCOP|DSP|SP|JSUPT|Mrs|Mr|Ms"
    r"|Colonel|General|Major|Captain|Commodore|Brigadier|Admiral|Lieutenant)(?:[.-](?:Gen|Col|Major)?)?\s*)+(?=[A-Z\u00c0-\u00de])"
)
_OFFICE = re.compile(
    r"(?i)\b(?:chief|executive|director|officer|commissioner|minister|secretary|chair\w*|affairs|relations|gabinete"
    r"|managing|president|spokes\w+|department|comunica\w+|family|page|photo|image|share|comments?)\b"
)
_TEAM = re.compile(
    rf"(?:Team [{UPPER}]\w+|(?:[{UPPER}]\w+ ){{1,2}}(?:Staff|Team|Newsroom|Desk)"
    r"|(?:the )?(?:editorial|news) (?:staff|team|desk)|staff reporters?)"
)
_ANYBODY = re.compile(r"\w+ (?:Correspondent|Reporter)s?|[Oo]ur (?:\w+ )?(?:correspondent|reporter)s?")
_GLUED_FIGURES = re.compile(r"(?<=[a-zà-ž])(?=\d{1,2}[/.]\d{1,2}[/.]\d{2})")
_FIRST = re.compile(rf"[{UPPER}][\w’'-]{{2,}}(?: [{UPPER}]\.)?")


def read_signed(text: str) -> list[str]:
    """The writers or the desk that such a line names, in order; empty where it names none."""
    line = GLUED_JOB.sub(" | ", GLUED.sub(" | ", _GLUED_FIGURES.sub(" | ", text)))
    if len(line.split()) > MOST:
        return []
    line = _GUEST.sub("", line)
    found: list[str] = []
    cued = [line[m.end() :] for m in _CUE.finditer(line)]
    for part in (*cued, *_PARTS.split(line)):
        found = _people(part, signed=part in cued)
        if found:
            return found
    return []


def signatories(text: str) -> list[str]:
    """Who signs with this line: "Ann Lee, chairwoman", "(SGD.) COL JAN HOLUB"; empty where it is no signature."""
    names = []
    for part in re.split(r"\s+[·|/]\s+|\s{3,}", text.strip(" ()[]—–-.*")):
        who, _, office = re.sub(r"^\(?(?i:sgd|signed)\.?[):]*\s*", "", part).partition(",")
        who = _RANK.sub("", _ASIDE.sub(" ", who)).strip(" .")
        titled = " ".join(w.title() if len(w) > 2 and w.isupper() else w for w in who.split())
        told = office.split()
        if len(told) > 7 or office.rstrip().endswith((".", ":")) or not is_person(titled) or is_outlet(titled):
            return []
        if len(titled.split()) > 4 or is_agency(titled) or _OFFICE.search(titled) or is_body(titled):
            return []
        names.append(titled)
    return names


def _people(part: str, *, signed: bool) -> list[str]:
    """The writers of a part; ``signed``: it stands behind "by" or the like, so that one name is enough."""
    first = next((p for p in _PARTS.split(part) if p.strip()), "")
    whole = _BEFORE_JOB.sub("", _ASIDE.sub(" ", first))
    bare = _unstopped(without_dates(whole))
    if desk := _desk(bare):
        return [desk]
    names: list[str] = []
    for piece in _SPLIT.split(whole):
        name = _unstopped(_HONORIFIC.sub("", _JOB.sub("", without_dates(_PLACE.sub("", piece)))))
        name = re.sub(r"(?<=\w) (?:Listen|Luister|Follow|Share)$", "", name)
        if not name:
            continue
        plain = re.sub(r"\b(?:al|el|ul|bin)-(?=[A-Z])", "", name)
        if not is_person(plain) or is_outlet(name) or is_agency(name):
            break
        names.append(name)
    if names:
        return names
    return [bare] if signed and _FIRST.fullmatch(bare) and not is_outlet(bare) else []


def _unstopped(name: str) -> str:
    """A name without what stands around it; an initial keeps its stop."""
    bare = name.strip(" .,:|")
    return f"{bare}." if re.search(rf"\s[{UPPER}]$", bare) and f"{bare}." in name else bare


def _desk(name: str) -> str | None:
    """Who signs for a newsroom: "KP Newsroom", "Team Chai", "Own Correspondent"."""
    if staff_of(name) or _TEAM.fullmatch(name):
        return name
    titled = name.title() if name.isupper() else name
    return titled if name[:1].isupper() and _ANYBODY.fullmatch(titled) else None
