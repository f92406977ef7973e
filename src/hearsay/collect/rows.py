"""Reports as rows of JSON: one object a line, or a JSON file, with the field names of common crawlers."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from hearsay.collect.decode import clean_surrogates, decode
from hearsay.collect.records import Found, Refused
from hearsay.collect.sniff import looks_like_html
from hearsay.types import Media, Stated

__all__ = ["read_json", "read_jsonl", "read_lines"]

# Field names, the first that is filled wins. Crawlers: news-please, FineWeb, mcmetadata, fundus, trafilatura, NewsAPI.
TEXT: Final = (
    "text",
    "maintext",
    "text_content",
    "plaintext",
    "plain_text",
    "article_text",
    "full_text",
    "articleBody",
    "body",
    "content",
    "article",
)
HTML: Final = ("html", "raw_html", "body_html", "content_html", "page_html")
FIELDS: Final = {
    "outlet": ("outlet", "publisher", "sitename", "site_name", "source_name", "publication", "newspaper", "source"),
    "domain": ("canonical_domain", "source_domain", "hostname", "domain"),
    "url": ("url", "canonical_url", "original_url", "article_url", "link", "source-url", "source_url", "source"),
    "published": (
        "published",
        "date_publish",
        "publication_date",
        "publishing_date",
        "date_published",
        "datePublished",
        "published_at",
        "publishedAt",
        "publish_date",
        "pubDate",
        "pub_date",
        "dct",
        "date",
    ),
    "title": ("title", "headline", "article_title"),
    "byline": ("byline", "authors", "author", "creator"),
}


_FIELDS_OF: Final = {
    key: tuple(field for field, keys in FIELDS.items() if key in keys) for keys in FIELDS.values() for key in keys
}


def read_jsonl(path: str, data: bytes) -> Iterator[Found | Refused]:
    """A report for each line; ``file.jsonl#7`` is the one of line 7. A line that cannot be used is refused alone."""
    text, warnings = decode(data)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    yield from _of_reports(path, [_read_row(f"{path}#{n}", line, warnings) for n, line in lines])


def read_lines(path: str, lines: Iterable[bytes], longest: int) -> Iterator[Found | Refused]:
    """The same of a file too large to be held at once, by lines; one of more than ``longest`` bytes is refused."""
    waiting: list[Refused] = []
    found = False
    for n, data in enumerate(lines, 1):
        if not data.strip():
            continue
        text, warnings = _decode(data)
        too_long = Refused(f"{path}#{n}", f"is larger than {longest // 1_000_000} MB; split it")
        item = too_long if len(data) > longest + 1 else _read_row(f"{path}#{n}", text, warnings)
        if found or isinstance(item, Found):
            yield from waiting
            waiting, found = [], True
            yield item
        else:
            waiting.append(item)
    yield from _of_reports(path, list(waiting))


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The same as ``decode``, quicker for a line of UTF-8."""
    if b"\0" not in data and not data.startswith(codecs.BOM_UTF8):
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
    return decode(data)


def read_json(path: str, data: bytes) -> Iterator[Found | Refused]:
    """A JSON file with one report or a list of them (``file.json#2`` is the second)."""
    text, warnings = decode(data)
    value = _parse(text)
    if isinstance(value, list):
        yield from _of_reports(path, [_found(f"{path}#{n}", row, warnings) for n, row in enumerate(value, 1)])
    else:
        yield _found(path, value, warnings)


def _of_reports(path: str, items: list[Found | Refused]) -> list[Found | Refused]:
    """The items of a file; one refusal where it is no file of reports at all."""
    if len(items) < 2 or any(isinstance(item, Found) for item in items):
        return items
    first = next(item.reason for item in items if isinstance(item, Refused))
    return [Refused(path, f"holds no report in any of its {len(items)} rows: the first {first}")]


def _read_row(path: str, line: str, warnings: tuple[str, ...]) -> Found | Refused:
    value = _parse(line)
    return (
        Refused(path, "is not valid JSON; one object a line is expected")
        if value is None
        else (_found(path, value, warnings))
    )


def _parse(text: str) -> Any:
    try:
        return msgspec.json.decode(text)  # quick and strict
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _found(path: str, row: Any, warnings: tuple[str, ...]) -> Found | Refused:
    if not isinstance(row, dict):
        return Refused(path, "is not valid JSON with an object that has a text")
    media: Media = "text"
    source = next((t for key in TEXT if key in row and (t := _prose(row[key])).strip()), "")
    if not source or looks_like_html(source):
        pages = [page for key in HTML if isinstance(page := row.get(key), str) and page.strip()]
        source, media = (pages or [source])[0], "html"
    if not source.strip():
        names = ", ".join(sorted(map(str, row))[:8])
        return Refused(path, f"has no text; expected a field such as text, maintext or body, found: {names or 'none'}")
    return Found(path, media, clean_surrogates(source), _metadata(row), warnings, row=True)


def _prose(value: Any) -> str:
    """A text, a list of paragraphs, or sections of them (fundus)."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(t for v in value if (t := _prose(v)).strip())
    if isinstance(value, dict):
        parts = [value.get(key) for key in ("summary", "headline", "paragraphs", "sections", "text")]
        return "\n\n".join(t for part in parts if (t := _prose(part)).strip())
    return ""


def _metadata(row: dict[str, Any]) -> dict[str, tuple[Stated, ...]]:
    found: dict[str, tuple[Stated, ...]] = {}
    own = row.get("id")
    if isinstance(own, str | int) and not isinstance(own, bool) and str(own).strip():
        how = "declared_number" if isinstance(own, int) else "declared_jsonl"
        found["id"] = (Stated(clean_surrogates(str(own))[:2000], how),)
    present = {field for key in row for field in _FIELDS_OF.get(key, ())}
    for field, keys in FIELDS.items():
        for key in keys if field in present else ():
            if key not in row or (key == "date" and "dump" in row):
                continue  # FineWeb: the day of the crawl
            values = [v for v in _values(row.get(key)) if _fits(field, key, v)]
            if values:
                kept = values if field == "byline" else values[:1]
                found[field] = tuple(Stated(v, "declared_jsonl") for v in dict.fromkeys(kept))
                break
    if domain := found.pop("domain", None):
        found.setdefault("outlet", (Stated(domain[0].value, "inferred_domain"),))
    return found


def _values(value: Any) -> list[str]:
    if isinstance(value, str):
        return [clean_surrogates(" ".join(value.split())[:2000])] if value.strip() else []
    if isinstance(value, dict):
        return _values(value.get("name"))
    if isinstance(value, list):
        return [t for v in value[:50] if not isinstance(v, list) for t in _values(v)]
    return []


def _fits(field: str, key: str, value: str) -> bool:
    """``source`` is an outlet here and an address there."""
    address = value.lower().startswith(("http://", "https://", "//"))
    if field == "url":
        return address
    return not (address and field in ("outlet", "byline", "title")) and (key != "domain" or "." in value)
