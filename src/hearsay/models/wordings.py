"""Clauses where they stand: the text that is read around a clause, and which of its pieces are the clause's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hearsay.models.pieces import spell

__all__ = ["Wording", "cut_stretches", "place_pieces"]

_WHOLE = 480  # characters of a line that is read whole; a longer one is read sentence by sentence, as many as fit
_WINDOW = 224  # pieces that are read of a text
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A clause where it stands: the text around it, and its place there. What "he" or "seven" is, stands before it."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def cut_stretches(line: str) -> tuple[int, ...]:
    """Where the stretches of a line begin, and its end: whole sentences, as many as fit."""
    if len(line) <= _WHOLE:
        return 0, len(line)
    cuts, before = [0], 0
    for end in [*(m.end() for m in _ENDS.finditer(line)), len(line)]:
        if end - cuts[-1] > _WHOLE and before > cuts[-1]:
            cuts.append(before)
        before = end
    return *cuts, len(line)


def place_pieces(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[tuple[int, int]]]:
    """The pieces of a text that are read, and which of them spell the words of each span: none where they are cut."""
    starts, firsts, pieces = list[int](), [0], list[int]()
    for word in _WORD.finditer(text):
        spelt = spell(word.group())
        if len(pieces) + len(spelt) > _WINDOW:
            break
        starts.append(word.start())
        pieces += spelt
        firsts.append(len(pieces))
    # A clause may begin within a word: “We
    return pieces, [(firsts[max(0, bisect_right(starts, s) - 1)], firsts[bisect_left(starts, e)]) for s, e in spans]
