"""What a page says of itself in its markup, raw: meta and link tags, JSON-LD scripts, title, language, microdata."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any, Final

from hearsay.clean.html_guard import TAG, split_raw
from hearsay.text import fold_spaces

__all__ = ["Facts", "Mark", "read_facts", "read_marks"]

MOST: Final = 400  # of each kind; a page with more is not describing itself

_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>(.*)</script", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title\b[^>]{0,2000}>(.*)</title", re.IGNORECASE | re.DOTALL)
_SAVED = re.compile(r"saved from url=\(\d+\)\s*(\S+)|^\s*url:\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_EMPTY = frozenset(("", "null", "undefined", "none", "n/a", "false", "[object object]"))


@dataclass(frozen=True, slots=True)
class Mark:
    """An element that states something in place: a <time>, a heading, an itemprop."""

    tag: str
    prop: str
    value: str  # its machine-readable value, else its text
    words: str  # its class and id, lower-cased
    shown: str = ""  # its text


@dataclass(slots=True)
class Facts:
    """Raw declarations of a page. Meta names are lower-cased; values are plain text."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    jsonld: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""
    saved_from: str = ""


def read_facts(source: str) -> Facts:
    """Scan a page's tags; linear, and safe for anything."""
    facts = Facts()
    for piece, raw in split_raw(source, []):
        if raw:
            _read_raw(piece, facts)
        else:
            for tag in TAG.finditer(piece):
                name = tag[2].lower()
                if not tag[1] and name in ("meta", "link", "html"):
                    _read_tag(name, tag[3][:20_000], facts)
    return facts


def _read_raw(piece: str, facts: Facts) -> None:
    if piece.startswith("<!--"):
        saved = None if facts.saved_from else _SAVED.search(piece[:4000])
        if saved:
            facts.saved_from = saved[1] or saved[2]
    elif piece[:7].lower() == "<script":
        if (script := _SCRIPT.match(piece)) and "ld+json" in script[1].lower() and len(facts.jsonld) < MOST:
            facts.jsonld.append(script[2])
    elif not facts.title and (title := _TITLE.match(piece)):
        facts.title = plain(title[1])


def _read_tag(name: str, attributes: str, facts: Facts) -> None:
    given = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(attributes)}
    if name == "html":
        facts.language = facts.language or given.get("lang") or given.get("xml:lang", "")
    elif name == "link":
        for rel in given.get("rel", "").lower().split():
            if (href := given.get("href", "").strip()) and len(facts.links.setdefault(rel, [])) < MOST:
                facts.links[rel].append(href)
    else:
        value = plain(given.get("content", ""))
        if not value:
            return
        keys = (given.get("property"), given.get("name"), given.get("http-equiv"), given.get("itemprop"))
        for n, key in enumerate(keys):
            if key:
                words = key.lower() if n < 3 else f"itemprop:{key.lower()}"
                found = facts.metas.setdefault(words, [])
                if len(found) < MOST and value not in found:
                    found.append(value)


def plain(value: str, limit: int = 2000) -> str:
    """A declared value as plain text: entities decoded (twice, as sites do), tags and runs of white space gone."""
    text = html.unescape(value[: 4 * limit])
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAGS.sub(" ", text)
    text = fold_spaces(text)[:limit]
    return "" if text.lower() in _EMPTY or text.startswith(("{{", "${", "<%")) else text


def read_marks(document: Any) -> list[Mark]:
    """The elements of a parsed page that state something in place, in order (resiliparse DOM)."""
    found: list[Mark] = []
    for node in document.query_selector_all("time, h1, [itemprop], [rel~=author]")[:MOST]:
        shown = plain((node.text or "")[:1000], 500)
        value = node.getattr("content") or node.getattr("datetime") or shown
        words = " ".join(filter(None, (node.getattr("class"), node.getattr("id"))))[:500].lower()
        if "pubdate" in node.attrs:
            words += " pubdate"
        prop = (node.getattr("itemprop") or ("author" if node.getattr("rel") else "")).lower()
        tag = node.tag.lower()
        if tag != "meta":  # read already
            found.append(Mark(tag, prop, plain(value, 500), words, shown))
    return found
