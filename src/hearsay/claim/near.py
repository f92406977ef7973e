"""Which of many spans touch a place, without looking at all: a long report has thousands of attributions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from hearsay.types import Span

__all__ = ["Near"]

_BLOCK = 10  # bits: spans are filed under blocks of 1,024 characters


class Near:
    """Items filed by the blocks of text that their spans lie in."""

    def __init__(self, items: Iterable[Sequence[Span]]) -> None:
        self._blocks: dict[int, list[int]] = defaultdict(list)
        for index, spans in enumerate(items):
            blocks = {b for s in spans for b in range(s.start >> _BLOCK, (s.end >> _BLOCK) + 1)}
            for block in blocks:
                self._blocks[block].append(index)

    def to(self, start: int, end: int) -> list[int]:
        """Indices of items that may touch the place, in order."""
        return sorted({i for b in range(start >> _BLOCK, (end >> _BLOCK) + 1) for i in self._blocks.get(b, ())})
