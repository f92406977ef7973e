"""The wordings by which reports name outlets they have something from, as patterns over one sentence."""

from __future__ import annotations

import re

__all__ = [
    "ABOUT",
    "AFTER",
    "BEFORE",
    "BEHIND",
    "HOLDER",
    "NAME",
    "NOTE",
    "OFFICE",
    "PAPERS",
    "PER",
    "RELAYED",
    "SENTENCE",
    "SO",
    "STAFF",
    "TOLD",
    "WHOLE",
]

_ANY = re.IGNORECASE


def _one(*forms: str) -> str:
    return f"(?:{'|'.join(forms)})"


def _words(*lists: str) -> str:
    return _one(*(word for row in lists for word in row.split()))


_WORD = r"(?:[A-Z][\w’'.&-]*|[a-z]+[A-Z]\w*)"
_JOIN = _one("of the ", "of ", "and ", "de la ", "de ", "del ", "da ", "do ", "du ", "la ", "el ", "al ", "& ")
_KIND = r"(?:(?:a|an|the|its|this) )?(?:[\w’'-]+ ){0,4}?"  # "the Flemish weekly "
_PIECE = _one("report", "story", "post", "article", "piece", "item")
_OF_PIECE = rf"(?:(?:a|the) {_PIECE} (?:by|in|on|from) )?"
_SAYS = _one(
    _words(
        "reports? reported writes? wrote says? said claims? claimed reveals? revealed quotes? quoted cites? cited",
        "attributed attributes picked notes? noted adds? added hears? heard carried aired broadcast published ran",
        "points? pointed refers?",
    ),
    *("has it", "had it", "has the", "got it"),
)
_ADVERB = _one("has", "had", "have", "also", "first", "later", "in turn", "further", "now", "then", "still")
_IT = _one("it", "this", "that", "the story")
_HAS_FROM = rf"(?:has|had|have|got|gets|picks?|picked) {_IT}(?: up)? from"
_ON = _one("by", "in", "on", "at")
_PASSED = _one(
    *("as seen on", "as shared by", "shared by", "spotted (?:at|on|by)", "found on", "courtesy of", "h/t"),
    *("hat tip(?: to)?", "picked (?:this |it )?up (?:this )?from", "lifted from", "taken from"),
    *("re-?posted (?:from|by)", "curated from", "syndicated from"),
    *(f"originally (?:posted|published|appeared) {_ON}", f"first (?:published|reported) {_ON}"),
)

NAME = re.compile(rf"(?:The |the )?({_WORD}(?: {_JOIN}?[A-Z0-9][\w’'&-]*)*)")
AFTER = re.compile(
    r"(?:’s|'s)?(?:, [^,.;\n]{2,60})?"
    rf"(?:, ?(?:citing|quoting|crediting)\b|,? (?:{_ADVERB} )*{_SAYS}\b)"
)
BEFORE = re.compile(
    rf"(?:\b{_one('according to', 'as per', 'per', 'via', _PASSED, 'so writes', 'writes', 'wrote', 'reports')}\s"
    rf"|\b(?:carried|aired|broadcast) {_ON}\s|\b(?:told|citing|cites|quoting|quotes|crediting|said on|runs)\s"
    rf"|\b(?:pointing to|refers to|referring to|speaking (?:to|on)|{_HAS_FROM})\s"
    rf"|\b(?:a|the|this|in an?) (?:[\w-]+ )?(?:{_PIECE}|interview) (?:by|in|on|from|with|of)\s"
    rf"|^(?:from|source|via): ?){_OF_PIECE}{_KIND}$",
    _ANY,
)
BEHIND = re.compile(
    rf"\b(?:citing|quoting|cites|quotes|cited|quoted|crediting|relaying|picking up|{_HAS_FROM}|picked up from|by way of"
    r"|(?:pointing|points|refers|referring) to|quoting from|attributed (?:\w+ ){1,4}to|\(via)\s"
    rf"{_OF_PIECE}{_KIND}$",
    _ANY,
)
NOTE = re.compile(rf"^\W*(?:from: |source: |(?:via|{_PASSED}|picked up from)\b)|[|•-] via \w", _ANY)
PER = re.compile(rf"\b(?:as per|per|via) {_OF_PIECE}$", _ANY)
TOLD = re.compile(r"\b(?:told|tells?|telling) $")
STAFF = re.compile(r"\b(?:for|with|at|of|edits|founded)(?: the)? $", _ANY)
ABOUT = re.compile(rf"\b{_PIECE} (?:by|in|on|from|of) (?:[\w’'-]+ ){{0,3}}$", _ANY)
RELAYED = re.compile(
    r"^(?:’s|'s)?,? (?:reported|reports|said|says|wrote|writes|had it),? (?:per|via|according to|as quoted by)$"
)
SO = re.compile(r"\W*(?:So (?:writes|says|reports)|That(?:’s|'s| is) what|This (?:is what|was reported))\b")
WHOLE = re.compile(
    rf"\b(?:picked (?:this|it) up|(?:has|had|have|got|gets) {_IT} from|attributed the \w+ to|account comes"
    r"|(?:that|which|story) in turn|the (?:number|figure|news|story|claim|information|account) "
    r"(?:was|is|had been|came) (?:given|passed|attributed|from))\b"
    r"|^\W*(?:So (?:writes|says|reports)|That(?:’s|'s| is) what)\b"
)
OFFICE = re.compile(
    r"\b(?:Secretary|Office|Officer|Department|Ministry|Minister|Commission|Council|Court|Club|Bank|Union)\b"
)
_PAPER = _one("memo", "memorandum", "documents?", "letter", "e-?mail", "dossier")
PAPERS = re.compile(rf"\b{_PAPER}\b")
_PEOPLE = _words(
    "officials? sources? insiders? investigators? people persons? diplomats? prosecutors witnesses residents",
    "aides employees staff traders? experts? officers?",
)
HOLDER = re.compile(
    r"\b(?:from|citing|cites|cited|quoting|quotes|quoted|spoke (?:to|with)|spoken to|talked to|by|to|told by|relied on"
    r"|and) (?P<said>[“\"‘]?(?:(?:an?|the|its|his|her|two|three|four|five|several|some|unnamed|anonymous|senior) )?"
    rf"(?:[\w’'-]+ ){{0,4}}?(?:{_PEOPLE}|{_PAPER})"
    r"(?: (?:in|at|of|from|close to|familiar with|inside|within|near) (?:[\w’'-]+ ?){1,5})?)"
)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?![\s”\"’]|$)[^.!?\n]*)*[.!?]*[”\"’)]*")
