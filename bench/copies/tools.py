"""The tools side by side, each as one function: rows of a workload → pairs of documents and the spans they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np

__all__ = ["TOOLS", "Answer", "Row", "Tool", "missing"]

_PERMUTATIONS, _LIKE, _SHINGLE = 128, 0.5, 5


class Row(NamedTuple):
    """A document as a tool is given it."""

    id: str
    text: str
    outlet: str
    published: str


class Answer(NamedTuple):
    """Pairs of row numbers, the lesser first, with spans (0 to 0: none), as columns; ``groups`` number the classes."""

    pairs: Any  # n × 2
    spans: Any  # n × 4: start and end in the first, then in the second
    quoted: Any
    groups: Any  # −1: the tool has no classes


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: what to install for it, whether it gives spans, how it is run."""

    run: Callable[[Sequence[Row]], Answer]
    needs: tuple[str, ...]
    spans: bool
    most: int  # documents beyond which it is not run


def missing(tool: Tool) -> list[str]:
    """The packages a tool wants that are not installed."""
    return [name for name in tool.needs if find_spec(name) is None]


def run_hearsay(rows: Sequence[Row]) -> Answer:
    """The engine of this project."""
    from hearsay.copies.passages import Text, find_all

    texts = [Text(r.id, r.text, series=r.outlet, order=r.published or "9999") for r in rows]
    passages = find_all(texts)
    number = {r.id: n for n, r in enumerate(rows)}
    rank = np.array([number[i] for i in passages.ids], np.int64)
    found = passages.found.turned(rank)
    pairs = np.stack([found.a, found.b], axis=1)
    spans = np.stack([found.a_start, found.a_end, found.b_start, found.b_end], axis=1)
    return Answer(pairs, spans, found.quoted, np.asarray(passages.group))


def run_passim(rows: Sequence[Row]) -> Answer:
    """The baseline in the manner of passim."""
    from bench.copies.passim import find_spans

    pairs, spans = [], []
    for a, b, found in find_spans([r.text for r in rows], [r.outlet for r in rows]):
        for a0, a1, b0, b1 in found:
            pairs.append((min(a, b), max(a, b)))
            spans.append((a0, a1, b0, b1) if a < b else (b0, b1, a0, a1))
    return _answer(pairs, spans)


def run_datasketch(rows: Sequence[Row]) -> Answer:
    """Documents alike by MinHash and LSH: shingles of 5 words, Jaccard estimated at .5 or more."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=_LIKE, num_perm=_PERMUTATIONS)
    held: list[Any] = []
    pairs: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([s.encode() for s in sorted(shingles(row.text))])
        near = [other for other in sorted(lsh.query(sketch)) if sketch.jaccard(held[other]) >= _LIKE]
        pairs += [(other, number) for other in near]
        lsh.insert(number, sketch)
        held.append(sketch)
    return _answer(pairs, [])


def run_rensa(rows: Sequence[Row]) -> Answer:
    """The same with rensa."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=_LIKE, num_perm=_PERMUTATIONS, num_bands=32)
    held: list[Any] = []
    pairs: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=42)
        sketch.update(sorted(shingles(row.text)))
        near = [other for other in sorted(lsh.query(sketch)) if sketch.jaccard(held[other]) >= _LIKE]
        pairs += [(other, number) for other in near]
        lsh.insert(number, sketch)
        held.append(sketch)
    return _answer(pairs, [])


def shingles(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}


def _answer(pairs: list[tuple[int, int]], spans: list[tuple[int, int, int, int]]) -> Answer:
    n = len(pairs)
    return Answer(
        np.array(pairs, np.int64).reshape(n, 2),
        np.array(spans, np.int64).reshape(n, 4) if spans else np.zeros((n, 4), np.int64),
        np.zeros(n, np.bool_),
        np.full(n, -1, np.int64),
    )


def read_answer(answer: Answer) -> Iterator[tuple[tuple[int, int], tuple[int, int, int, int], bool, int]]:
    """Row by row: pair, spans, whether quoted, class."""
    for pair, span, quoted, group in zip(*(column.tolist() for column in answer), strict=True):
        yield (pair[0], pair[1]), (span[0], span[1], span[2], span[3]), quoted, group


TOOLS = {
    "hearsay": Tool(run_hearsay, (), True, 10_000_000),
    "rensa": Tool(run_rensa, ("rensa",), False, 80_000),
    "datasketch": Tool(run_datasketch, ("datasketch",), False, 20_000),
    "passim-style": Tool(run_passim, (), True, 5_000),
}
