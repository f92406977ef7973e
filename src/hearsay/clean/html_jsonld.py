"""JSON-LD of a page: the record that describes its article, out of everything a site packs into it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from hearsay.text import fold

__all__ = ["Record", "names_of", "pick_article", "read_records", "texts_of", "urls_of"]

Record = dict[str, Any]
MOST: Final = 2000  # records looked at
LARGEST: Final = 2_000_000  # characters of one script

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|^Report|LiveBlogPosting|Review)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|CollectionPage|AboutPage)$")
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$|;\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# What hangs under these is another work or a list of works.
_ELSEWHERE_WORDS: Final = """
    itemlistelement haspart ispartof mentions about citation associatedmedia relatedlink comment review video image
    publisher author isbasedon workexample breadcrumb significantlink subjectof potentialaction"""
_ELSEWHERE = frozenset(_ELSEWHERE_WORDS.split())


def read_records(scripts: Sequence[str]) -> tuple[list[Record], dict[str, Record]]:
    """Records that may describe the page, in order, and all records by ``@id``. What does not parse is left out."""
    found: list[Record] = []
    by_id: dict[str, Record] = {}
    queue: list[tuple[Any, bool]] = [(_parse(s), True) for s in scripts]
    queue.reverse()
    seen = 0
    while queue and seen < MOST:
        value, own = queue.pop()
        seen += 1
        if isinstance(value, list):
            queue += [(v, own) for v in reversed(value)]
        elif isinstance(value, dict):
            name = value.get("@id")
            if isinstance(name, str) and len(value) > 1:
                by_id.setdefault(name, value)
            if own and "@type" in value:
                found.append(value)
            inner = [(v, own and k.lower() not in _ELSEWHERE) for k, v in value.items() if isinstance(v, (dict, list))]
            queue += reversed(inner)
    return found, by_id


def _parse(script: str) -> Any:
    text = script[:LARGEST].strip()
    for mend in (str, lambda t: _WRAPPING.sub("", _WRAPPING.sub("", t)), html.unescape):
        text = mend(text)
        for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
            try:
                return json.loads(candidate, strict=False)
            except (ValueError, RecursionError):
                continue
    return None


def pick_article(records: Sequence[Record], addresses: set[str], titles: set[str]) -> tuple[Record, Record]:
    """The record of the page's article and the one of the page itself; empty where there is none.

    A page may list other articles beside its own: the one with the page's address wins, then the one with its title,
    then the first.
    """
    articles = [r for r in records if _is(r, _ARTICLE)]

    def rank(record: Record) -> tuple[bool, bool]:
        own = {strip_url(u) for u in urls_of(record.get("url")) + urls_of(record.get("mainEntityOfPage"))}
        return not own & addresses, not {fold(t) for t in texts_of(record.get("headline"))} & titles

    article: Record = min(articles, key=rank, default={})
    if len(articles) > 4 and article and rank(article) == (True, True):
        article = {}  # a list of other stories
    return article, next((r for r in records if _is(r, _PAGE)), {})


def _is(record: Record, kind: re.Pattern[str]) -> bool:
    return any(kind.search(t) for t in texts_of(record.get("@type")))


def strip_url(url: str) -> str:
    """An address for comparing: no scheme, "www.", query or closing slash."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", url.strip(), flags=re.IGNORECASE).rstrip("/").lower()


def texts_of(value: Any) -> list[str]:
    """The strings in a value that may be a string, a number, a list or ``{"@value": …}``."""
    if isinstance(value, dict):
        return texts_of(value.get("@value"))
    if isinstance(value, list):
        return [t for v in value[:50] if not isinstance(v, list) for t in texts_of(v)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [str(value)]
    return [value] if isinstance(value, str) and value.strip() else []


def names_of(value: Any, by_id: dict[str, Record]) -> list[str]:
    """The names of persons or organisations: strings, records, or pointers to records."""
    found: list[str] = []
    for one in _several(value):
        if isinstance(one, str):
            found += names_of(by_id[one], {}) if one in by_id else [one]
        elif isinstance(one, dict):
            record = one if one.get("name") else by_id.get(str(one.get("@id")), one)
            names = texts_of(record.get("name")) or [
                " ".join(t for k in ("givenName", "familyName") for t in texts_of(record.get(k)))
            ]
            found += [n for n in names if n]
    return found


def urls_of(value: Any) -> list[str]:
    """The addresses (or, without one, the names) of works: strings or records."""
    found: list[str] = []
    for one in _several(value):
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            found += next((t for k in ("url", "@id", "name", "headline") if (t := texts_of(one.get(k)))), [])
    return found


def _several(value: Any) -> Iterable[Any]:
    return value[:50] if isinstance(value, list) else () if value is None else (value,)
