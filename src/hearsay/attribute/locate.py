"""Where quotes that were given stand in a text: exact, but for runs of white space and forms of quotation marks.

What is found is always the text's own slice. What is not there is not found: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from hearsay.types import Span

__all__ = ["Located"]

_MARKS = str.maketrans("“”„‟«»‘’‚‛`´", "\"\"\"\"\"\"''''''")


class Located:
    """A text made ready for looking quotes up in it."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        self._at: list[int] = []
        for i, c in enumerate(text):
            blank = c.isspace()
            if blank and kept and kept[-1] == " ":
                continue
            kept.append(" " if blank else c)
            self._at.append(i)
        self._text = "".join(kept).translate(_MARKS)

    def find(self, quote: str, within: Span | None = None) -> Iterator[Span]:
        """Every place of a quote, from left to right; a word's end is never in the midst of another word."""
        wanted = " ".join(quote.split()).translate(_MARKS)
        if not wanted or len(wanted) > len(self._text):
            return
        first = bisect_left(self._at, within.start) if within else 0
        last = bisect_left(self._at, within.end) if within else len(self._text)
        at = self._text.find(wanted, first, last)
        while at >= 0:
            end = at + len(wanted)
            span = Span(self._at[at], self._at[end - 1] + 1)
            if not (self._joins(at - 1, at) or self._joins(end - 1, end)):
                yield span
            at = self._text.find(wanted, at + 1, last)

    def nearest(self, quote: str, within: Span, to: Span) -> Span | None:
        """The place of a quote in a stretch that is nearest to a span and does not overlap it."""

        def gap(span: Span) -> int:
            return max(span.start - to.end, to.start - span.end)

        apart = [span for span in self.find(quote, within) if gap(span) >= 0]
        return min(apart, key=lambda span: (gap(span), span.start), default=None)

    def _joins(self, left: int, right: int) -> bool:
        inside = left >= 0 and right < len(self._text)
        return inside and self._text[left].isalnum() and self._text[right].isalnum()
