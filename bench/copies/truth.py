"""What two documents of a workload have in common: runs of words from one origin, as character spans in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.copies.workload import Document, Run

__all__ = ["Shared", "source_pairs", "true_pairs"]

_LEAST = 12  # words a common passage has
_GAP = 8  # words put in or left out that a passage goes across
Step = tuple[int, int, int]  # word in a, word in b, how many


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage two documents have from one origin. Each end is a range: without the marks on the outer word, or with."""

    a_start: tuple[int, int]
    a_end: tuple[int, int]
    b_start: tuple[int, int]
    b_end: tuple[int, int]
    words: int


def source_pairs(documents: Sequence[Document]) -> dict[tuple[int, int], list[Shared]]:
    """Of each copy and its source: pair of document numbers, the lesser first, → what they share."""
    found: dict[tuple[int, int], list[Shared]] = {}
    for copy in documents:
        if copy.source >= 0:
            a, b = sorted((copy.number, copy.source))
            if shared := list(_shared(documents[a], documents[b])):
                found[a, b] = shared
    return found


def true_pairs(documents: Sequence[Document]) -> dict[tuple[int, int], list[Shared]]:
    """Of every two documents that have words from one origin, siblings too."""
    holders: dict[int, list[int]] = defaultdict(list)
    for document in documents:
        for origin in sorted({run[2] for run in document.runs}):
            holders[origin].append(document.number)
    found: dict[tuple[int, int], list[Shared]] = {}
    for numbers in holders.values():
        for i, a in enumerate(numbers):
            for b in numbers[i + 1 :]:
                if (a, b) not in found and (shared := list(_shared(documents[a], documents[b]))):
                    found[a, b] = shared
    return found


def _shared(a: Document, b: Document) -> Iterator[Shared]:
    for origin in sorted({r[2] for r in a.runs} & {r[2] for r in b.runs}):
        steps = _steps([r for r in a.runs if r[2] == origin], [r for r in b.runs if r[2] == origin])
        for passage in _join(steps):
            count = sum(n for _, _, n in passage)
            if count >= _LEAST:
                (a0, b0, _), (a1, b1, last) = passage[0], passage[-1]
                yield Shared(_start(a, a0), _end(a, a1 + last - 1), _start(b, b0), _end(b, b1 + last - 1), count)


def _steps(a: Sequence[Run], b: Sequence[Run]) -> list[Step]:
    """Stretches both have, in the order of their origin."""
    steps: list[tuple[int, Step]] = []
    for at, count, _, place in a:
        for other_at, other_count, _, other_place in b:
            first, last = max(place, other_place), min(place + count, other_place + other_count)
            if first < last:
                steps.append((first, (at + first - place, other_at + first - other_place, last - first)))
    return [step for _, step in sorted(steps)]


def _join(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Stretches that follow each other closely in both documents, together."""
    passage: list[Step] = []
    for step in steps:
        if passage:
            a, b, n = passage[-1]
            if not (0 <= step[0] - a - n <= _GAP and 0 <= step[1] - b - n <= _GAP):
                yield passage
                passage = []
        passage.append(step)
    if passage:
        yield passage


def _start(document: Document, word: int) -> tuple[int, int]:
    """Where a word begins with its marks, and where its letters do."""
    start, end = document.words[word].tolist()
    return start, next((i for i in range(start, end) if document.text[i].isalnum()), start)


def _end(document: Document, word: int) -> tuple[int, int]:
    """Where a word's letters end, and where it does with its marks."""
    start, end = document.words[word].tolist()
    return next((i + 1 for i in range(end - 1, start - 1, -1) if document.text[i].isalnum()), end), end
