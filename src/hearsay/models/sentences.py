"""Sentence vectors: how near two clauses are in meaning, by an unchanged MiniLM read one clause at a time.

Within one incident a fitted turn of those vectors tells claims apart better (``Meanings``).

One clause at a time, because the int8 graph takes its ranges over whatever shares the batch: alone, a clause has the
same vector whatever else is in the pile (1.7 ms for 15 pieces on one core; cosine .993 to the float32 model).
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from typing import Any

import numpy as np

from hearsay.models import fed_table, model_file
from hearsay.models.pieces import CLS, SEP, spell

__all__ = ["Meanings", "clause_likeness", "encode_clauses", "mean_likeness", "shared"]

SHARED, _SETTLED = 0.8, 20  # of the mean of an incident's clauses that is taken away; clauses at which half of that is
_BLOCK = 1024  # clauses compared with all others at once
_ALONE = 40  # clauses that are not worth a thread
_LONGEST = 96  # pieces; a clause is rarely half as long


def clause_likeness(a: str, b: str) -> float:
    """Cosine of two clauses, −1 to 1, to four places."""
    return round(float(_vector(a) @ _vector(b)), 4)


class Meanings:
    """How near the clauses of one incident are in meaning, beside what they all share.

    A matrix fitted to bring wordings of one claim together turns the encoder's vectors (``clauses.npy``, made by
    tools/matching.py), then most of their mean is taken away: what every report says *is* the incident and tells no two
    claims apart. Average precision of same-claim pairs on incidents not fitted on: .33 by the plain cosine, .37 so.
    """

    def __init__(self, clauses: Sequence[str]) -> None:
        distinct = sorted(set(clauses))
        self._place = {clause: i for i, clause in enumerate(distinct)}
        turned = encode_clauses(distinct) @ _turn().T if distinct else np.zeros((0, 1), dtype=np.float32)
        apart = turned - shared(len(distinct)) * turned.mean(axis=0, keepdims=True) if distinct else turned
        self._vectors = apart / (np.linalg.norm(apart, axis=1, keepdims=True) + 1e-9)

    def likeness(self, a: str, b: str) -> float | None:
        """Cosine of two of the clauses, −1 to 1, to four places; None where one is not of the incident."""
        i, j = self._place.get(a), self._place.get(b)
        return None if i is None or j is None else round(float(self._vectors[i] @ self._vectors[j]), 4)

    def near(self, clauses: Sequence[str], least: float) -> list[tuple[int, int]]:
        """Pairs of positions in a list of the clauses whose cosine is at least this."""
        vectors = self._vectors[[self._place[clause] for clause in clauses]]
        pairs: list[tuple[int, int]] = []
        for start in range(0, len(clauses), _BLOCK):
            block = vectors[start : start + _BLOCK] @ vectors.T
            rows, columns = np.nonzero(block >= least)
            pairs += [(int(i) + start, int(j)) for i, j in zip(rows, columns, strict=True) if int(i) + start < int(j)]
        return pairs


def shared(clauses: int) -> float:
    """How much of an incident's mean is taken away: of two clauses little, or each would seem the other's opposite."""
    return SHARED * clauses / (clauses + _SETTLED)


def encode_clauses(clauses: Sequence[str]) -> Any:
    """The encoder's vectors, one row a clause, each of unit length."""
    return np.stack(_encode(clauses))


def mean_likeness(groups: Sequence[Sequence[str]]) -> list[list[float]]:
    """Cosines between the mean vectors of groups of clauses, to four places."""
    if not groups:
        return []
    _encode([clause for group in groups for clause in group])
    means = np.stack([np.mean([_vector(clause) for clause in group], axis=0) for group in groups])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return [[round(float(x), 4) for x in row] for row in means @ means.T]


def _encode(clauses: Sequence[str]) -> list[Any]:
    """The vectors of clauses, on all cores: the graph runs outside the interpreter's lock."""
    if len(clauses) > _ALONE:
        _graph()
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(_vector, dict.fromkeys(clauses)))
    return [_vector(clause) for clause in clauses]


@lru_cache(maxsize=100_000)
def _vector(clause: str) -> Any:
    pieces = [p for word in clause.split() for p in spell(word)][:_LONGEST]
    graph = _graph()
    (vector,) = graph.run(None, {"ids": np.array([[CLS, *pieces, SEP]], dtype=np.int64), **fed_table(graph)})
    return vector


@cache
def _turn() -> Any:
    return np.load(io.BytesIO(model_file("clauses.npy"))).astype(np.float32)


@cache
def _graph() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model_file("sentences.int8.onnx"), options, providers=["CPUExecutionProvider"])
