"""One input to its reports: by its name's ending, checked against its content."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, Final

from hearsay.collect.decode import decode
from hearsay.collect.mail import read_mail
from hearsay.collect.pdf import read_pdf
from hearsay.collect.records import Found, Reader, Refused
from hearsay.collect.rows import read_json, read_jsonl, read_lines
from hearsay.collect.sniff import Kind, is_page, sniff
from hearsay.collect.walk import STDIN

__all__ = ["LARGEST", "read_input"]

LARGEST: Final = 50_000_000  # bytes of one input
_SNIFFED: Final = 1_000_000  # bytes that tell whether a long stream is a table of rows
_ROWS: Final = (".jsonl", ".ndjson")
_ENDINGS: Final[dict[str, Kind]] = {
    **dict.fromkeys((".txt", ".md", ".text", ".markdown"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys(_ROWS, "jsonl"),
    **dict.fromkeys((".mhtml", ".mht", ".eml"), "mail"),
    ".json": "json",
    ".pdf": "pdf",
}
# What lies beside saved pages and is no report.
_BESIDE: Final = frozenset(
    (
        *(".js", ".css", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".avif", ".bmp", ".tif"),
        *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".wav", ".m4a", ".mov", ".avi"),
        *(".db", ".ini", ".lnk", ".url", ".webloc", ".py", ".sh", ".toml", ".yaml", ".yml", ".lock", ".log"),
    )
)
_INSTEAD: Final = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), "save it as PDF, HTML or plain text"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".csv", ".tsv"), "save reports as .jsonl, one object a line"),
    **dict.fromkeys((".warc", ".wacz"), "save the pages in it as HTML"),
    **dict.fromkeys((".zip", ".tar", ".7z", ".rar", ".tgz", ".bz2", ".xz"), "unpack it first"),
    **dict.fromkeys((".epub", ".mobi", ".xml", ".rss"), "save the reports in it as HTML or plain text"),
}


def read_input(path: str, stdin: BinaryIO) -> Iterator[Found | Refused]:
    """The reports of one file, or of standard input. Of a table of rows each row may be as large as a file."""
    try:
        data = _read(path, stdin)
    except OSError as error:
        yield Refused(path, f"cannot be opened ({error.strerror}); check its permissions")
        return
    name = path
    if data is not None and path.lower().endswith(".gz") and data[:2] == b"\x1f\x8b":
        name = path[:-3]
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            yield Refused(path, "is a damaged gzip file; fetch it again")
            return
    if (data is None or len(data) > LARGEST) and (path == STDIN or name.lower().endswith(_ROWS)):
        yield from _read_large(path, data, stdin)
    elif data is None or len(data) > LARGEST:
        yield Refused(path, f"is larger than {LARGEST // 1_000_000} MB; split it into its reports")
    elif not data.strip():
        yield Refused(path, "is empty")
    else:
        kind = _kind(name, data)
        yield from (_READERS[kind](path, data) if isinstance(kind, str) else (kind,))


def _read_large(path: str, begun: bytes | None, stdin: BinaryIO) -> Iterator[Found | Refused]:
    """The rows of what is too large to be held at once, line by line."""
    try:
        if path == STDIN:
            if begun is not None and sniff(begun[:_SNIFFED]) == "jsonl":
                yield from read_lines(path, _lines(begun, stdin), LARGEST)
            else:
                yield Refused(path, f"is larger than {LARGEST // 1_000_000} MB; split it into its reports")
            return
        with gzip.open(path) if path.lower().endswith(".gz") else open(path, "rb") as file:
            head = file.read(4)
            file.seek(0)
            if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or 0 in head:  # there no line ends in one byte
                yield Refused(path, f"is larger than {LARGEST // 1_000_000} MB and no UTF-8; save it as UTF-8")
            else:
                yield from read_lines(path, _lines(b"", file), LARGEST)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Refused(path, "is a damaged gzip file; fetch it again")
    except OSError as error:
        yield Refused(path, f"cannot be read to its end ({error.strerror})")


def _lines(begun: bytes, file: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    """The lines of what was read of a file and of what follows; of one that is too long its start, still too long."""
    *whole, last = begun.split(b"\n")
    yield from whole
    line = last + file.readline(LARGEST + 2)
    while line:
        yield line
        while len(line) > LARGEST and line and not line.endswith(b"\n"):
            line = file.readline(LARGEST + 2)
        line = file.readline(LARGEST + 2)


def _read(path: str, stdin: BinaryIO) -> bytes | None:
    """The bytes; None where there are too many."""
    if path == STDIN:
        return stdin.read(LARGEST + 1)
    if os.path.getsize(path) > LARGEST:
        return None
    with open(path, "rb") as file:
        return file.read(LARGEST + 1)


def _kind(name: str, data: bytes) -> Kind | Refused:
    ending = os.path.splitext(name)[1].lower()
    told = _ENDINGS.get(ending)
    if told in ("text", "html", None) and ending not in _BESIDE and ending not in _INSTEAD:
        seen = sniff(data)
        if seen == "pdf" or (told is None and (seen == "html" or (seen != "binary" and _bare(name, ending)))):
            return seen
        if seen == "html" and is_page(data):
            return "html"  # a page saved as .txt
        if seen == "binary":
            return Refused(name, "is no text but binary data; save the page or its text again")
    if told:
        return told
    if ending in _BESIDE:
        return Refused(name, f"is no report (a {ending} file)", counts=False)
    return Refused(
        name, f"is of a type that is not read ({ending}); " + _INSTEAD.get(ending, "save it as HTML or text")
    )


def _bare(name: str, ending: str) -> bool:
    """Names without an ending that means anything ("story", "story.2031-03-04") are told by content."""
    return name == STDIN or not ending or not ending[1:].isalpha() or len(ending) > 6


def _read_text(path: str, data: bytes) -> Iterator[Found | Refused]:
    source, warnings = decode(data)
    yield Found(path, "text", source, {}, warnings) if source.strip() else Refused(path, "is empty")


def _read_html(path: str, data: bytes) -> Iterator[Found | Refused]:
    source, warnings = decode(data, page=True)
    yield Found(path, "html", source, {}, warnings) if source.strip() else Refused(path, "is empty")


def _read_binary(path: str, data: bytes) -> Iterator[Found | Refused]:
    yield Refused(path, "is no text but binary data; save the page or its text again")


_READERS: Final[dict[Kind, Reader]] = {
    "text": _read_text,
    "html": _read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "pdf": read_pdf,
    "mail": read_mail,
    "binary": _read_binary,
}
