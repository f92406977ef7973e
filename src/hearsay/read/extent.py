"""What of a report is read: its story lines in pieces the model takes at once, and where it stops.

A piece is a line, or of a line longer than ``PIECE`` as many whole sentences as fit: a function of that line alone, so
that a line is read alike wherever it stands. Of one report the first ``LONGEST`` characters of story are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.read.sentences import cut_sentences
from hearsay.read.tokens import cut_tokens
from hearsay.types import Report, Span

__all__ = ["LONGEST", "PIECE", "Extent", "measure"]

LONGEST = 600_000  # characters of story, about 100,000 words
PIECE = 8_000  # characters

_ROLES = frozenset(("title", "standfirst", "body", "quotation", "caption", "correction", "methods_note"))


@dataclass(frozen=True, slots=True)
class Extent:
    """``pieces`` in order, each with its line's index; ``lines``: what of each line they cover.

    ``unread`` runs from where reading stopped, in the line of that index, to the end of the story.
    """

    pieces: tuple[tuple[int, Span], ...]
    lines: tuple[Span, ...]
    unread: tuple[int, Span] | None = None


def measure(report: Report) -> Extent:
    """What of a report is read. Identical reports and those in other languages are not."""
    pieces: list[tuple[int, Span]] = []
    lines: list[Span] = []
    unread: tuple[int, Span] | None = None
    if report.duplicate_of or report.language != "en":
        return Extent((), ())
    left = LONGEST
    for index, line in enumerate(report.lines):
        if line.role not in _ROLES:
            continue
        at = line.start
        for piece in _cut(report.text, line.start, line.end) if left > 0 else ():
            if piece.end - line.start > left:
                break
            pieces.append((index, piece))
            at = piece.end
        if at > line.start:
            lines.append(Span(line.start, at))
        left = left - (at - line.start) if at == line.end else 0
        if at < line.end:
            first = unread or (index, Span(at, line.end))
            unread = first[0], Span(first[1].start, line.end)
    return Extent(tuple(pieces), tuple(lines), unread)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > PIECE:
        window = text[start : start + PIECE]
        tokens = cut_tokens(window)
        sentences = cut_sentences(window, tokens)
        last = sentences[-1][0] if len(sentences) > 1 else 0
        cut = start + (tokens[last][0] if last else PIECE)
        yield Span(start, _before_space(text, start, cut))
        start = cut
    if start < end:
        yield Span(start, end)


def _before_space(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
