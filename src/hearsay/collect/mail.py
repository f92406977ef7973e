"""Mail and web archives in mail's format (MHTML): the page or letter inside, and what the envelope declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from hearsay.collect.decode import clean_surrogates, decode
from hearsay.collect.records import Found, Refused
from hearsay.collect.sniff import looks_like_html
from hearsay.types import Media, Stated

__all__ = ["read_mail"]

_FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr|enc|rv|i)\s*:", re.IGNORECASE)
_READABLE = re.compile(r"\.(?:pdf|html?|txt|md|docx?|odt|rtf|eml)$", re.IGNORECASE)


def read_mail(path: str, data: bytes) -> Iterator[Found | Refused]:
    """The report in a mail or MHTML file. Sender, day and subject of a mail are its outlet, publication and title.

    The day of an MHTML file is when it was saved, and a forwarded mail's sender did not publish it: neither is taken.
    """
    try:
        message = message_from_bytes(data.lstrip(), policy=policy.default)
        part = _body(message)
        if part is None:
            yield Refused(path, "holds no text and no page; save the page as HTML or text")
            return
        source, warnings = decode(_payload(part), declared=part.get_content_charset(), page=_is_html(part))
        media: Media = "html" if _is_html(part) or looks_like_html(source) else "text"
        if not source.strip():
            yield Refused(path, "is empty")
            return
        yield Found(path, media, source, _envelope(message), warnings)
        yield from _attachments(path, message, part)
    except Exception as error:  # noqa: BLE001 - the parser raises all sorts on damaged headers
        yield Refused(path, f"cannot be read as mail ({type(error).__name__}); save the text or page on its own")


def _body(message: EmailMessage) -> Message | None:
    """The first page, else the first text, that is not attached."""
    texts: dict[str, Message] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if (
            kind in ("text/html", "application/xhtml+xml", "text/plain")
            and not _attached(part)
            and _payload(part).strip()
        ):
            texts.setdefault("text/plain" if kind == "text/plain" else "text/html", part)
    return texts.get("text/html") or texts.get("text/plain")


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_html(part: Message) -> bool:
    return part.get_content_type() != "text/plain"


def _envelope(message: EmailMessage) -> dict[str, tuple[Stated, ...]]:
    given: dict[str, Any] = {}
    subject = _header(message, "Subject")
    address = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    archive = bool(address) or "saved by" in _header(message, "From").lower()
    if address.lower().startswith(("http://", "https://")):
        given["url"] = address
    if subject:
        given["title"] = _FORWARDED.sub("", subject).strip()
    if not archive and not _FORWARDED.match(subject):
        name, sender = parseaddr(_header(message, "From"))
        given["outlet"] = name.strip() or sender.rpartition("@")[2]
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            given["published"] = parsedate_to_datetime(_header(message, "Date")).isoformat()
    return {k: (Stated(v, "declared_mail"),) for k, v in given.items() if v}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean_surrogates(" ".join(str(message.get(name, "")).split()))[:2000]
    except Exception:  # noqa: BLE001 - a header the library cannot parse is no header
        return ""


def _attachments(path: str, message: EmailMessage, body: Message) -> Iterator[Refused]:
    for part in message.walk():
        name = clean_surrogates(part.get_filename() or "")
        if part is not body and _attached(part) and _READABLE.search(name):
            yield Refused(f"{path}#{name}", "is an attachment; save it into the pile to have it read", counts=False)
