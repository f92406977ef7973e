"""The child process of the PDF reader: a PDF on standard input, its pages as JSON on standard output."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any, Final

__all__ = ["main", "pages_of"]

MEMORY: Final = 2 << 30  # bytes
MOST_TEXT: Final = 20_000_000  # characters


def main() -> None:
    """Read, limit, answer."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    try:
        answer = pages_of(sys.stdin.buffer.read())
    except Exception as error:  # noqa: BLE001 - a damaged file may raise anything
        answer = {"error": f"is damaged ({type(error).__name__}); print it to a new PDF, or save its text"}
    sys.stdout.write(json.dumps(answer))


def pages_of(data: bytes) -> dict[str, Any]:
    """The text of each page and the declared title, or an ``error`` with the next step."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "is locked with a password; save an open copy (qpdf --decrypt --password=… in.pdf out.pdf)"}
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > MOST_TEXT:
            return {"error": "expands to more than 20 million characters; split it"}
    title = reader.metadata.title if reader.metadata else None
    return {"pages": pages, "title": title if isinstance(title, str) else None}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
