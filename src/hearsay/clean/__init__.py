"""Clean: what of a page is its story, what it says of its own making, and what is furniture."""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.stage import Made, Stage
from hearsay.types import Document, Report

__all__ = ["CLEAN", "SET_FURNITURE", "read_making", "take_row"]


def _clean(document: Document) -> Made[Report]:
    from hearsay.clean.page import clean_document

    return clean_document(document)


def _clean_plainly(document: Document, reason: str) -> Made[Report]:
    from hearsay.clean.page import clean_plainly

    return clean_plainly(document, reason)


def _set_furniture(page: Mapping[str, Report]) -> Made[dict[str, Report]]:
    from hearsay.clean.furniture import set_furniture

    return set_furniture(page)


def take_row(document: Document) -> Report:
    """The report of a row, whose text is its story as it stands; nothing is read in it. Costs next to nothing."""
    from hearsay.clean.row import take_row

    return take_row(document)


def read_making(report: Report) -> Report:
    """A row's report with the credits, dateline, writer and day that its text's head and foot give."""
    from hearsay.clean.row import read_making

    return read_making(report)


CLEAN = Stage(
    name="clean",
    version="2",
    needs=("document",),
    makes="page",
    type=Report,
    scope="report",
    run=_clean,
    limit_s=20,
    fallback=_clean_plainly,
    about="lines with their roles, credits and metadata of one report",
)
SET_FURNITURE = Stage(
    name="furniture",
    version="2",
    needs=("page",),
    makes="report",
    type=Report,
    scope="pile",
    per_report=True,
    run=_set_furniture,
    about="lines that one outlet repeats, and names and years that only the pile tells",
)
