"""Marks in place: a report's text with overlapping spans as well-nested HTML, in one sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from hearsay.show.safe import printable

__all__ = ["Mark", "Painter", "safe_html"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked. ``rank`` decides who is split where spans cross: the higher one.

    ``label`` is read to who cannot see the mark; ``after`` is HTML, made safe by its maker, that follows the span.
    An empty ``css`` only makes the span a place to link to.
    """

    start: int
    end: int
    rank: int
    css: str
    label: str = ""
    after: str = ""

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Outermost first."""
        return (self.rank, self.start, -self.end, self.css, self.after)


def safe_html(text: str) -> str:
    """Text as HTML character data: escaped, control characters as symbols."""
    return escape(printable(text), quote=True)


class Painter:
    """Paints one report's text, run by run from its beginning; a span gets its id where it first shows."""

    def __init__(self, text: str, prefix: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._prefix = prefix
        self._todo = sorted(marks, key=lambda m: (m.start, m.order), reverse=True)
        self._open: list[Mark] = []  # begun in an earlier run and reaching into this one
        self._shown: set[Mark] = set()
        self._ids: set[int] = set()

    def paint(self, start: int, end: int) -> str:
        """HTML of the run. Runs must come in order and not overlap."""
        active = [m for m in self._open if m.end > start]
        while self._todo and self._todo[-1].start < end:
            mark = self._todo.pop()
            if mark.end > max(mark.start, start):
                active.append(mark)
        self._open = active
        if not active:
            return safe_html(self._text[start:end])
        return self._sweep(start, end, active)

    def _sweep(self, start: int, end: int, active: list[Mark]) -> str:
        begins: dict[int, list[Mark]] = {}
        ends: dict[int, list[Mark]] = {}
        for mark in active:
            begins.setdefault(max(mark.start, start), []).append(mark)
            ends.setdefault(min(mark.end, end), []).append(mark)
        points = sorted({start, end, *begins, *ends})
        out: list[str] = []
        stack: list[Mark] = []
        for here, there in zip(points, [*points[1:], end], strict=True):
            gone = ends.get(here, [])
            want = sorted([m for m in stack if m not in gone] + begins.get(here, []), key=lambda m: m.order)
            keep = 0
            while keep < min(len(stack), len(want)) and stack[keep] is want[keep]:
                keep += 1
            out += ["</mark>" if m.css else "</span>" for m in reversed(stack[keep:])]
            out += [m.after for m in sorted(gone, key=lambda m: m.order) if m.end <= end]
            out += [self._begin(m) for m in want[keep:]]
            stack = want
            out.append(safe_html(self._text[here:there]))
        return "".join(out)

    def _begin(self, mark: Mark) -> str:
        name = ""
        if mark.start not in self._ids:
            self._ids.add(mark.start)
            name = f' id="{self._prefix}{mark.start}"'
        first = mark not in self._shown
        self._shown.add(mark)
        if not mark.css:
            return f"<span{name}>"
        label = f'<span class="vh">{mark.label}</span>' if first and mark.label else ""
        return f'<mark class="{mark.css}"{name}>{label}'
