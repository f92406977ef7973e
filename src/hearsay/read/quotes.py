"""Quotations: runs inside quotation marks, paired over a report's story lines.

Double marks (curly, straight, low, guillemets, doubled singles) pair within a line; one left open goes on where the
next line opens with a mark of its kind, else it ends with its line. Single marks pair only inside one line and only
where they cannot be apostrophes. Quotations inside quotations are part of the outer one. Odd marks are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hearsay.types import Quote, Span

__all__ = ["find_quotes"]

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "``": "''", "”": "”", '"': '"', "＂": "＂", "‟": "”"}
_CLOSERS = frozenset("”»›＂") | {"''", '"'}
_DOUBLE = re.compile(r"``|''|[“”„‟«»‹›＂\"]")
_SINGLE = re.compile("[‘’']")
_ELISIONS = re.compile(r"(?i)(?:em|til|tis|twas|cause|bout|round|n|re|ll|ve|s|\d0s|\d\ds?)\b")
_LONGEST_OPEN = 1200  # characters that a quotation without a closing mark may run on


def find_quotes(text: str, lines: Sequence[Span]) -> list[Quote]:
    """The quotations of the given lines, in order, disjoint. ``open``: no closing mark, the quotation goes on."""
    out: list[Quote] = []
    for i, line in enumerate(lines):
        following = text[lines[i + 1].start : lines[i + 1].start + 2] if i + 1 < len(lines) else ""
        doubles = _doubles(text, line, following)
        singles = [q for q in _singles(text, line, following) if not any(_crosses(q, d) for d in _near(doubles, q))]
        doubles = [d for d in doubles if not any(s.start < d.start and d.end < s.end for s in _near(singles, d))]
        out.extend(sorted([*doubles, *singles], key=lambda q: (q.start, q.end)))
    return out


def _doubles(text: str, line: Span, following: str) -> list[Quote]:
    out: list[Quote] = []
    begun: tuple[int, str] | None = None
    for match in _DOUBLE.finditer(text, line.start, line.end):
        mark, start, end = match[0], match.start(), match.end()
        before = text[start - 1] if start > line.start else " "
        after = text[end] if end < line.end else " "
        opens = (before.isspace() or before in "([{—–-‘'/") and not after.isspace()
        closes = not before.isspace() and not after.isalnum()
        if begun is None:
            inches = mark in ('"', "''", "”") and before.isdigit() and not after.isalnum()
            if not inches and mark in _PAIRS and (mark not in _CLOSERS or opens):
                begun = (end, mark)
            continue
        at, first = begun
        if mark == first and (mark not in _CLOSERS or (opens and not closes)):
            # The same mark opens again: the last quotation was never closed.
            _close(out, text, at, min(start, _sentence_end(text, at, start)), still_open=True)
            begun = (end, mark)
        elif mark == first or mark in _PAIRS[first] or (mark in _CLOSERS and closes and first not in "«‹"):
            _close(out, text, at, start)
            begun = None
    if begun is not None:
        at, first = begun
        goes_on = following[:1] == first or following[:2] == first
        end = line.end if goes_on or line.end - at <= _LONGEST_OPEN else _sentence_end(text, at, line.end)
        _close(out, text, at, end, still_open=True)
    return out


def _close(out: list[Quote], text: str, start: int, end: int, still_open: bool = False) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in text[start:end]):
        out.append(Quote(start, end, still_open))


def _sentence_end(text: str, start: int, end: int) -> int:
    match = re.compile(r"[.!?](?=\s)").search(text, start, end)
    return match.end() if match else end


def _singles(text: str, line: Span, following: str) -> list[Quote]:
    out: list[Quote] = []
    marks = [match.start() for match in _SINGLE.finditer(text, line.start, line.end)]
    openers = [i for i in marks if text[i] in "‘'" and _opens_single(text, i, line)]
    closers = [i for i in marks if text[i] in "’'" and i > line.start and _closes_single(text, i, line)]
    # An s before the mark may be a possessive: a later closing mark is better.
    better = [i for i in closers if text[i - 1] != "s"]
    curly = [i for i in marks if text[i] == "‘"]
    at = line.start
    while (start := _next(openers, at)) is not None:
        end = _next(better, start + 2)
        if end is None:
            end = _next(closers, start + 2)
        nested = _next(curly, start + 1)
        if end is None or (nested is not None and nested < end and text[start] == "‘"):
            if end is None and text[start] == "‘" and following[:1] == "‘":
                _close(out, text, start + 1, line.end, still_open=True)
            at = start + 1
            continue
        _close(out, text, start + 1, end)
        at = end + 1
    return out


def _next(places: Sequence[int], at: int) -> int | None:
    found = bisect_left(places, at)
    return places[found] if found < len(places) else None


def _opens_single(text: str, i: int, line: Span) -> bool:
    before = text[i - 1] if i > line.start else " "
    after = text[i + 1] if i + 1 < line.end else " "
    if not (before.isspace() or before in '([{—–"“') or not (after.isalnum() or after in '“"…'):
        return False
    return not _ELISIONS.match(text, i + 1, line.end) and text[i + 1 : i + 2] not in ("'", "’")


def _closes_single(text: str, i: int, line: Span) -> bool:
    before = text[i - 1]
    after = text[i + 1] if i + 1 < line.end else " "
    return not before.isspace() and not after.isalnum() and after not in "’'" and before not in "’'"


def _near(quotes: Sequence[Quote], one: Quote) -> Sequence[Quote]:
    """Those of disjoint quotations in order that share text with one."""
    first = bisect_right(quotes, one.start, key=lambda q: q.end)
    return quotes[first : bisect_left(quotes, one.end, key=lambda q: q.start)]


def _crosses(a: Quote, b: Quote) -> bool:
    """True when they share text and ``a`` does not hold all of ``b``."""
    return a.start < b.end and b.start < a.end and not (a.start < b.start and b.end < a.end)
