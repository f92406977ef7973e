"""The report in HTML: one self-contained file, or an index and a folder of pages when it grows too large."""

from __future__ import annotations

from pathlib import Path

from hearsay.types import Findings

__all__ = ["write_report"]


def write_report(findings: Findings, path: str | Path) -> None:
    """Writes the report at ``path`` (``-`` is standard output, always one file); raises OutputError."""
    from hearsay.show.html.pages import write_pages

    write_pages(findings, path)
