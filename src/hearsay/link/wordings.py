"""Where a clause stands: the stretch of its line that is read with it."""

from __future__ import annotations

from bisect import bisect_right

from hearsay.models.wordings import Wording, cut_stretches
from hearsay.text import fold_spaces
from hearsay.types import Report

__all__ = ["place"]

_LONGEST = 1440  # characters of a stretch; in a longer one the clause is read alone


def place(report: Report, start: int, end: int) -> Wording:
    """The clause from ``start`` to ``end`` in its line, or, in a long line, among the sentences that are read with it.

    Runs of white space are folded, so that copies that are set differently are worded alike.
    """
    text = report.text
    at = bisect_right(report.lines, start, key=lambda line: line.start) - 1
    low, high = (report.lines[at].start, report.lines[at].end) if at >= 0 else (start, end)
    cuts = cut_stretches(text[low:high])
    first = max(0, bisect_right(cuts, start - low) - 1)
    last = max(first + 1, next((i for i, cut in enumerate(cuts) if cut >= end - low), len(cuts) - 1))
    low, high = low + cuts[first], max(end, low + cuts[last])
    if high - low > _LONGEST:
        low, high = start, end
    before, clause = fold_spaces(text[low:start]), fold_spaces(text[start:end])
    after = fold_spaces(text[end:high])
    before += " " if before and text[start - 1].isspace() else ""
    after = (" " if after and text[end].isspace() else "") + after
    return Wording(before + clause + after, len(before), len(before + clause))
