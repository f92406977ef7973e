"""show: findings on the terminal, as one HTML file, as a table, as the case file. Arranges, never reckons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearsay.types import Findings, Parse, Passage, Report

if TYPE_CHECKING:
    from rich.console import Console

    from hearsay.show.reuse import Judged

__all__ = [
    "print_copies",
    "print_index",
    "print_summary",
    "print_why",
    "reading_schema",
    "schema",
    "to_csv",
    "to_json",
    "write_copies",
    "write_csv",
    "write_html",
    "write_index",
    "write_json",
    "write_reading",
]


def to_json(findings: Findings) -> dict[str, Any]:
    """The findings as the dict of the file contract ``hearsay-case/1``; ``schema()`` describes it."""
    from hearsay.show.contract import case_dict

    return case_dict(findings)


def write_json(findings: Findings, path: str | Path) -> None:
    """Writes the case file (``-`` is standard output), whole or not at all; raises OutputError."""
    from hearsay.show.contract import write_case

    write_case(findings, path)


def schema() -> dict[str, Any]:
    """The JSON Schema of the case file, draft 2020-12."""
    from hearsay.show.contract import case_schema

    return case_schema()


def to_csv(findings: Findings) -> str:
    """One row per mention with its source line, cells made safe for office programs."""
    from hearsay.show.table import table_text

    return table_text(findings)


def write_csv(findings: Findings, path: str | Path) -> None:
    """Writes the table (``-`` is standard output), whole or not at all; raises OutputError."""
    from hearsay.show.table import write_table

    write_table(findings, path)


def print_summary(findings: Findings, console: Console, all: bool = False) -> None:  # noqa: A002 (the option's name)
    """Prints the pile's claims with their origins; the twelve that most hangs on, or all of them."""
    from hearsay.show.summary import summarise

    summarise(findings, console, everything=all)


def print_why(findings: Findings, claim: str, console: Console) -> None:
    """Prints how a claim's count came about, span by span. ``claim`` is its id or the start of it.

    Raises UnknownClaim, with ids that come close.
    """
    from hearsay.show.why import explain

    explain(findings, claim, console)


def write_html(findings: Findings, path: str | Path) -> None:
    """Writes the report: one HTML file, or an index and a folder of pages beside it above 5 MB.

    It needs no script and asks nothing of any network. Raises OutputError.
    """
    from hearsay.show.html import write_report

    write_report(findings, path)


def print_copies(reports: Mapping[str, Report], judged: Judged, names: Mapping[str, str], console: Console) -> None:
    """Prints which reports share what, most words first. ``judged`` gives passages and verdict pair by pair."""
    from hearsay.show.reuse import list_copies

    list_copies(reports, judged, names, console)


def write_copies(reports: Mapping[str, Report], judged: Judged, names: Mapping[str, str], path: str | Path) -> None:
    """Writes one row of JSON per pair of passages (``-`` is standard output), as they come; raises OutputError."""
    from hearsay.show.reuse import copy_rows, write_rows

    write_rows(copy_rows(reports, judged, names), path)


def print_index(passages: Sequence[Passage], texts: Mapping[str, str], added: int, held: int, console: Console) -> None:
    """Prints what reports added to an index share with all that is there; ``texts`` by name, of the reports at hand."""
    from hearsay.show.index import list_index

    list_index(passages, texts, added, held, console)


def write_index(passages: Sequence[Passage], path: str | Path) -> None:
    """Writes one row of JSON per pair of passages (``-`` is standard output); raises OutputError."""
    from hearsay.show.index import index_rows
    from hearsay.show.reuse import write_rows

    write_rows(index_rows(passages), path)


def write_reading(
    findings: Findings, parses: Mapping[str, Parse], path: str | Path, names: Mapping[str, str | int] | None = None
) -> None:
    """Writes one row of JSON per report, as ``reading_schema`` describes it. Raises OutputError."""
    from hearsay.show.reading import reading_rows
    from hearsay.show.reuse import write_rows

    write_rows(reading_rows(findings, parses, names), path)


def reading_schema() -> dict[str, Any]:
    """The JSON Schema of a row of ``hearsay read``, draft 2020-12."""
    from hearsay.show.reading import row_schema

    return row_schema()
