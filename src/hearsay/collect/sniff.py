"""What kind of input some bytes are, where a name does not tell."""

from __future__ import annotations

import json
import re
from typing import Final, Literal

from hearsay.collect.decode import decode, looks_binary

__all__ = ["Kind", "is_page", "looks_like_html", "sniff"]

Kind = Literal["pdf", "mail", "html", "jsonl", "json", "text", "binary"]

# Possessive throughout: comments in a row must not be split up in every possible way.
_BEFORE: Final = r"\s*+(?:<\?xml[^>]{0,300}+>\s*+)?+(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+"
_HTML: Final = re.compile(
    _BEFORE
    + r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|div|section|main|table|h[1-6]|p|"
    r"blockquote)(?=[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_PAGE: Final = re.compile(_BEFORE + r"<(?:!doctype\s+html|html)(?=[\s/>])", re.IGNORECASE | re.DOTALL)
_CLOSED: Final = re.compile(
    r"</(?:p|div|body|html|article|h[1-6]|table|section|head|title|blockquote)\s*>", re.IGNORECASE
)
_MAIL: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){3,}", re.ASCII)
_MAIL_FIELDS: Final = re.compile(
    r"^(?:MIME-Version|Message-ID|Received|Return-Path|Snapshot-Content-Location):", re.IGNORECASE | re.MULTILINE
)


def sniff(data: bytes) -> Kind:
    """The kind of some bytes by their content alone."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if looks_binary(data):
        return "binary"
    head = decode(data[:65536], page=True)[0]
    if looks_like_html(head):
        return "html"
    if (mail := _MAIL.match(head.replace("\r\n", "\n"))) and _MAIL_FIELDS.search(mail[0]):
        return "mail"
    return _sniff_json(data, head) or "text"


def looks_like_html(text: str) -> bool:
    """Whether a text begins as a page, or part of one, does."""
    return bool(_HTML.match(text[:8000]) and (_CLOSED.search(text) or "<!doctype" in text[:200].lower()))


def is_page(data: bytes) -> bool:
    """Whether some bytes begin as a whole web page does, under whatever name it was saved."""
    return bool(_PAGE.match(decode(data[:8192], page=True)[0]))


def _sniff_json(data: bytes, head: str) -> Kind | None:
    start = head.lstrip()[:1]
    if start not in ("{", "["):
        return None
    first = decode(data)[0].lstrip().split("\n", 1)[0]
    try:
        return "jsonl" if isinstance(json.loads(first, strict=False), dict) else "json"
    except (ValueError, RecursionError):
        pass
    try:
        json.loads(decode(data)[0], strict=False)
    except (ValueError, RecursionError):
        return None
    return "json"
