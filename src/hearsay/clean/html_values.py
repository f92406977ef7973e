"""Declared values made comparable: names of authors, days, addresses, titles without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from hearsay.text import fold

__all__ = ["clean_title", "clean_url", "days_in", "domain_of", "iso_time", "site_in_title", "split_names"]

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})(?!\d)"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?$")
_MONTHS: Final = {
    m[:n]: i
    for i, m in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        1,
    )
    for n in (3, 4, len(m))
}

_BY = re.compile(
    r"^(?:(?:written|posted|story|report(?:ed)?|text|words|article)\s+)?(?:by|von|par|por|di|door|av|af)[\s:]+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;|/•·]|\s(?:and|und|et|y|e|og|och|en|&)\s|\s[-–—]\s)\s*", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b|\d{3}|[<>{}\[\]]", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|staff|desk|bureau|contributor|columnist|journalist|producer|analyst|"
    r"chief|newsroom|team|admin|administrator|webmaster|redaktion|redacción|redacao|rédaction|unknown|"
    r"guest|author|user|web|online|digital)\b",
    re.IGNORECASE,
)
_SUFFIX = frozenset(("jr", "jr.", "sr", "sr.", "phd", "ph.d.", "md", "m.d.", "ii", "iii", "esq."))
_TITLE_CUT = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*")
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(?=https?:)", re.IGNORECASE)
# Hosts whose users are the publishers.
_SHARED_HOSTS: Final = frozenset(
    ("wordpress.com", "substack.com", "tumblr.com", "livejournal.com", "typepad.com", "medium.com")
)


def iso_time(value: str) -> str | None:
    """A declared point in time as ISO 8601, or None. A day that can be read two ways (3/4/2031) is not read."""
    value = value.strip()
    if m := _ISO.match(value):
        clock = f"T{m[4]}{(m[5] or '')}" if m[4] and m[3] else ""
        return (
            _day(m[1], m[2], m[3] or "1") and (f"{m[1]}-{int(m[2]):02}" + (f"-{int(m[3]):02}" if m[3] else "")) + clock
        )
    if m := _COMPACT.match(value):
        return _day(m[1], m[2], m[3])
    if _EPOCH.match(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if m := _SLASHED.match(value):
        return _day(m[1], m[2], m[3])
    if m := _DAY_FIRST.match(value):
        day, month = int(m[1]), int(m[3])
        if m[2] == "." or day > 12 or day == month:
            return _day(m[4], m[3], m[1])
        return _day(m[4], m[1], m[3]) if month > 12 else None
    if (m := _WORDED.search(value)) and (m[1] or m[3]) and m[2].lower() in _MONTHS:
        return _day(m[4], str(_MONTHS[m[2].lower()]), m[1] or m[3])
    return None


_SHOWN = re.compile(
    r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)"
    r"|(?<!\d)(\d{1,2})([./-])(\d{1,2})\5(\d{4})(?!\d)"
    r"|(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
    r"|([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)


def days_in(text: str) -> set[str]:
    """The days written in full in a text. Only English months are known by name; 3/4/2031 is no day."""
    found: set[str | None] = set()
    for m in _SHOWN.finditer(text):
        if m[1]:
            found.add(_day(m[1], m[2], m[3]))
        elif m[4]:
            found.add(iso_time(m[0]))
        elif m[8]:
            month = _MONTHS.get(m[9].lower())
            # Another language's month: any, since the day and the year already agree with the guess.
            found |= {_day(m[10], str(month or n), m[8]) for n in ((month,) if month else range(1, 13))}
        elif month := _MONTHS.get(m[11].lower()):
            found.add(_day(m[13], str(month), m[12]))
    return {day for day in found if day}


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat() if 1800 <= int(year) <= 2200 else None
    except ValueError:
        return None


def split_names(values: Iterable[str], outlets: Iterable[str] = ()) -> list[str]:
    """Names of people (and agencies) in author fields; addresses, roles and the outlet's own name are left out."""
    own = {squeeze(o) for o in outlets}
    found: dict[str, str] = {}
    for value in values:
        for part in _AND.split(_BY.sub("", value.strip())):
            name = _BY.sub("", part.strip(" .,:;-–—|")).strip()
            if name.lower() in _SUFFIX and found:
                last = list(found)[-1]
                found[last] = f"{found[last]}, {name}"
                continue
            words = name.split()
            if not name or len(words) > 6 or _NO_NAME.search(name) or squeeze(name) in own:
                continue
            if _ROLE.search(name) or not any(c.isalpha() for c in name):
                continue
            if any(c.isupper() for c in name) or not name.isascii() or 2 <= len(words) <= 3:
                found.setdefault(fold(name), name)
    return list(found.values())


def squeeze(name: str) -> str:
    """A name for comparing with domains: letters and digits only."""
    return "".join(c for c in fold(name) if c.isalnum()).removeprefix("the")


def clean_title(title: str, outlets: Iterable[str]) -> str:
    """A title without the site's name before or after it."""
    own = {squeeze(o) for o in outlets if o}
    parts = _TITLE_CUT.split(title)
    cuts = [m.span() for m in _TITLE_CUT.finditer(title)]
    while len(parts) > 1 and squeeze(parts[-1]) in own:
        title = title[: cuts.pop()[0]]
        parts.pop()
    if len(parts) > 1 and squeeze(parts[0]) in own:
        title = title[cuts[0][1] :]
    return title.strip()


def site_in_title(title: str, headings: Iterable[str]) -> str | None:
    """The site's name that a page's <title> adds to its heading ("Gates opened late | World | Velm Tribune")."""
    for heading in headings:
        rest = fold(title).removeprefix(fold(heading)) if heading else ""
        if rest and len(rest) < len(fold(title)) and _TITLE_CUT.match(rest):
            name = _TITLE_CUT.split(title)[-1].strip()
            return name if name and len(name.split()) <= 6 else None
    return None


def clean_url(url: str, base: str = "") -> str | None:
    """An absolute http(s) address, out of a web archive's wrapping; None for anything else."""
    url = _ARCHIVE.sub("", url.strip())
    try:
        if base and not url.lower().startswith(("http:", "https:")):
            url = urljoin(base, url)
        elif url.startswith("//"):
            url = f"https:{url}"
        split = urlsplit(url)
        host = split.hostname
    except ValueError:
        return None
    fits = split.scheme in ("http", "https") and host and "." in host and len(url) <= 2000
    return url if fits and not re.search(r"[\s<>\"]", url) else None


def domain_of(url: str) -> str | None:
    """The registered domain of an address; for shared hosts the user's own."""
    from tld import get_fld

    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        found = get_fld(url, fail_silently=True, search_private=True)
    except ValueError:
        return None
    if found in _SHARED_HOSTS:
        return host or found
    if found:
        return str(found)
    labels = host.split(".")  # a top-level domain that is not on the public list
    return ".".join(labels[-2:]) if len(labels) > 1 and not labels[-1].isdigit() else None
