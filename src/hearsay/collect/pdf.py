"""PDF: the text of its pages, taken in a process of its own, since a hostile file can keep a parser busy for ever."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from hearsay.collect.decode import clean_surrogates
from hearsay.collect.records import Found, Refused
from hearsay.text import fold
from hearsay.types import Stated

__all__ = ["LIMIT_S", "read_pdf"]

LIMIT_S: Final = 60.0  # wall seconds for one file
_OCR = "recognise its text first (ocrmypdf {path} {path})"


def read_pdf(path: str, data: bytes) -> Iterator[Found | Refused]:
    """The report in a PDF, pages joined by a line end, hyphens at line ends left as they are."""
    answer = _extract(data)
    if isinstance(answer, str):
        yield Refused(path, answer)
        return
    pages = [clean_surrogates(p.replace("\0", "")) for p in answer["pages"]]
    blank = [n for n, page in enumerate(pages, 1) if not page.strip()]
    if len(blank) == len(pages):
        yield Refused(path, f"has no text, only pictures of {len(pages)} pages; " + _OCR.format(path=path))
        return
    text = "\n".join(pages)
    warnings = []
    if blank:
        some = ", ".join(map(str, blank[:10])) + (" …" if len(blank) > 10 else "")
        warnings.append(f"no text on page {some} of {len(pages)}: if pictures of text, " + _OCR.format(path=path))
    title = " ".join(str(answer["title"] or "").split())
    # Word processors fill the title with file names: it counts where the first page shows it.
    shown = len(title) > 8 and fold(title) in fold(text[:4000])
    given: dict[str, tuple[Stated, ...]] = (
        {"title": (Stated(clean_surrogates(title), "declared_meta"),)} if shown else {}
    )
    yield Found(path, "text", text, given, tuple(warnings))


def _extract(data: bytes) -> dict[str, list[str]] | str:
    """Pages and title, or why there are none."""
    command = [sys.executable, "-P", "-c", "from hearsay.collect.pdf_pages import main; main()"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LIMIT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return f"took longer than {LIMIT_S:.0f} s to read; print it to a new PDF, or save its text"
    except OSError as error:
        return f"could not be read ({error.strerror})"
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return "could not be read: the file is damaged or too demanding; print it to a new PDF, or save its text"
    return str(answer["error"]) if "error" in answer else dict(answer)
