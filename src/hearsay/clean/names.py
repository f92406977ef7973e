"""Names by their shape: a person's, an outlet's, an agency's; no list of real outlets is needed."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from hearsay.lexicons import read_table

__all__ = [
    "NAME",
    "PERSON",
    "UPPER",
    "WHO",
    "clean_name",
    "is_agency",
    "is_body",
    "is_initials",
    "is_no_place",
    "is_outlet",
    "is_person",
    "is_title_case",
    "job_words",
    "split_people",
]

FILE = "clean_names.toml"
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
_PARTICLE = r"(?:de|da|di|van|von|der|den|al|el|bin|ibn|la|le|du|del|dos|das|della|ter|ten|abu|bint|ben|y|zu|af|av)"
_WORD = rf"(?:[{UPPER}][\w’'.\-]*)"
PERSON = rf"{_WORD}(?:[ \t]+(?:{_PARTICLE}[ \t]+)*{_WORD}){{0,4}}"
_NAME_WORD = rf"(?:(?:[{UPPER}]\.){{2,}}|(?:St|Mt|Dr)\.|[{UPPER}0-9&](?:[\w’'&!+\-]|\.(?=\w))*)"
_LINK = r"(?:of|the|for|and|&|de|la|del|du|des|der)"
NAME = rf"(?:[Tt]he[ \t]+)?{_NAME_WORD}(?:[ \t]+(?:{_LINK}[ \t]+){{0,2}}{_NAME_WORD}){{0,6}}"
_CAMEL = rf"[a-z]{{1,6}}[{UPPER}]\w+"
WHO = rf"(?:(?:[Tt]he[ \t]+)?{_CAMEL}|(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{{2,12}}(?:/\S*)?|{NAME})"
_NAME = re.compile(NAME)
_PERSON = re.compile(PERSON)
_INITIALS = re.compile(rf"[{UPPER}][{UPPER}&.\-]{{1,7}}\d?")
_TAIL = re.compile(
    r"\s*(?:\(https?:.*|https?:.*| \(.*"
    r"|,? (?:on|under|with|and is|and was|where|here|in|as part|by permission|courtesy|which|who|at)\b .*)$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,\s*and\s+|,|;|\s+and\s+|\s+AND\s+|\s+&\s+|/|\s+with\s+)\s*")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,12})(?:/\S*)?", re.IGNORECASE)


@cache
def _words(group: str, key: str) -> frozenset[str]:
    return frozenset(read_table(FILE)[group][key])


@cache
def _agency() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_words("outlet", "agency"), key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def clean_name(raw: str) -> str:
    """A name without what stands around it: quotation marks, brackets, a link, "on 3 March", a final stop."""
    text = " ".join(raw.split()).strip(" \t.,;:|–—-\"'“”‘’()[]*_")
    if domain := _DOMAIN.fullmatch(text):
        return domain.group(1)
    shorter = _TAIL.sub("", text).strip(" .,;:|–—-\"'“”‘’()[]*_")
    return re.sub(r"^the (?=[A-Z])|['’]s$|,? (?:19|20)\d\d$", "", shorter or text)


@lru_cache(maxsize=8192)
def is_person(text: str) -> bool:
    """Two to five capitalised words (or particles) of which none belongs to an office, an outlet or a page."""
    parts = text.replace(",", " ").split()
    if not 2 <= len(parts) <= 6 or not _PERSON.fullmatch(text.strip()):
        return False
    lowered = [p.casefold() for p in parts if not re.fullmatch(r"(?:\w\.-?)+", p)]
    if any(p in _words("person", "never") for p in lowered):
        return False
    return not any(c.isdigit() for c in text)


def is_initials(text: str) -> bool:
    """Whether a name is initials: "MNA", "A.P."."""
    return bool(_INITIALS.fullmatch(text.strip())) and sum(c.isupper() for c in text) >= 2


def is_title_case(text: str) -> bool:
    """A name: every word but the small ones begins with a capital."""
    return bool(_NAME.fullmatch(text.strip()))


@lru_cache(maxsize=8192)
def is_agency(name: str) -> bool:
    """An agency's name: a word for it, or the initials of one that everybody knows."""
    return name in _words("outlet", "known") or bool(_agency().search(name))


@lru_cache(maxsize=8192)
def is_outlet(name: str) -> bool:
    """The name of an outlet by its words: "The Ostrava Courier", "Radio Litava", "litava24.example"."""
    if _DOMAIN.fullmatch(name.strip()):
        return True
    parts = re.findall(r"[^\W_]+", name.casefold())
    if not 1 <= len(parts) <= 6 or not is_title_case(name):
        return False
    while len(parts) > 1 and parts[-1].isdigit():  # "Radio 98.4"
        parts.pop()
    known = _words("outlet", "words") | (_words("outlet", "weak") if len(parts) <= 4 else frozenset())
    return (any(p in known for p in (parts[0], parts[-1])) and len(parts) > 1) or is_agency(name)


@lru_cache(maxsize=8192)
def is_body(name: str) -> bool:
    """A ministry, office, service or society that puts out statements of its own."""
    parts = re.findall(r"[^\W_]+", name.casefold())
    return 2 <= len(parts) <= 9 and is_title_case(name) and any(p in _words("outlet", "body") for p in parts)


def split_people(text: str) -> list[str]:
    """The names in "Ann Lee, Jan Holub and Eva Malá", in order."""
    return [part.strip(" .,") for part in _SPLIT.split(text) if part.strip(" .,")]


def job_words() -> frozenset[str]:
    """What follows a name in a byline and is no part of it."""
    return _words("person", "jobs")


def is_no_place(word: str) -> bool:
    """A word that opens many lines before a dash or colon and names no place."""
    return word.casefold().strip(".'’") in _words("place", "never")
