"""Copies: which passages stand in more than one report, and which quotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hearsay.stage import Made, Stage
from hearsay.text import fold
from hearsay.types import Passage, Report

if TYPE_CHECKING:
    from hearsay.copies.passages import Text

__all__ = ["COPIES", "as_text", "find_passages", "run"]

_STORY = ("standfirst", "body", "quotation", "caption", "methods_note", "correction")


def run(report: dict[str, Report]) -> Made[tuple[Passage, ...]]:
    """The passages that stand in two reports of the pile. Only story lines take part; identical reports never do."""
    from hearsay.copies.passages import find_passages

    return Made(tuple(find_passages([as_text(r, r.id) for r in report.values() if r.duplicate_of is None])))


def as_text(report: Report, name: str) -> Text:
    """What of a report is compared: its story lines, under a name."""
    from hearsay.copies.passages import Text

    return Text(
        id=name,
        text=report.text,
        series=fold(report.outlet.value) if report.outlet else None,
        parts=tuple((line.start, line.end) for line in report.lines if line.role in _STORY),
        quotations=tuple((line.start, line.end) for line in report.lines if line.role == "quotation"),
        order=(report.published.start if report.published and report.published.start else "9999"),
    )


def find_passages(texts: Sequence[Text]) -> list[Passage]:
    """Passages that two plain texts share: see ``hearsay.copies.passages``, which also has the Text to give."""
    from hearsay.copies import passages

    return passages.find_passages(texts)


COPIES = Stage(
    name="copies",
    version="3",
    needs=("report",),
    makes="passages",
    type=tuple[Passage, ...],
    scope="pile",
    run=run,
    about="finds the passages and quotations that stand in more than one report",
)
