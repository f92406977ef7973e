"""Sentence vectors: how near two clauses are in meaning, by a small encoder (MiniLM) read one text at a time.

It reads in two ways, told apart by the case class of its pieces: a text for itself, with vectors like those of the
published encoder; and a text for the clauses in it, with vectors trained to tell the claims of one incident apart
(``Wording``, ``Meanings``; training/clauses.py).

One text at a time, because the int8 graph takes its ranges over whatever shares the batch: alone, a text has the
same vector whatever else is in the pile (1.7 ms for 15 pieces on one core).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from typing import Any

import numpy as np

from hearsay.models import model_file, open_graph, word_table
from hearsay.models.pieces import CLS, SEP, spell
from hearsay.models.wordings import Wording, place_pieces

__all__ = ["MODEL", "Meanings", "clause_likeness", "encode_clauses", "encode_wordings", "mean_likeness", "shared"]

MODEL = "sentences.int8.onnx"
SHARED, _SETTLED = 0.8, 20  # of the mean of an incident's clauses that is taken away; clauses at which half of that is
_BLOCK = 1024  # clauses compared with all others at once
_ALONE = 40  # clauses that are not worth a thread
_LONGEST = 96  # pieces; a clause is rarely half as long
_WIDTH = 384
_KEPT = 200_000  # nearest likenesses of a clause in a report
_WHOLE, _INSIDE = 0, 1  # case classes: a text read for itself, a text read for the clauses in it


def clause_likeness(a: str, b: str) -> float:
    """Cosine of two clauses, −1 to 1, to four places."""
    return round(float(_vector(a) @ _vector(b)), 4)


class Meanings:
    """How near the clauses of one incident are in meaning, beside what they all share.

    A clause's vector is the mean of its words' states in the text around it, less most of the mean of all: what every
    report says *is* the incident and tells no two claims apart. ``told``: each clause with the report it stands in.
    """

    def __init__(
        self, told: Sequence[tuple[str, Wording]], encode: Callable[[Sequence[Wording]], Any] | None = None
    ) -> None:
        distinct = sorted({wording for _, wording in told})
        self._place = {wording: i for i, wording in enumerate(distinct)}
        vectors = (encode or encode_wordings)(distinct)
        apart = vectors - shared(len(distinct)) * vectors.mean(axis=0, keepdims=True)
        self._vectors = apart / (np.linalg.norm(apart, axis=1, keepdims=True) + 1e-9)
        within: dict[str, set[int]] = defaultdict(set)
        for report, wording in told:
            within[report].add(self._place[wording])
        self._within = {report: np.array(sorted(places)) for report, places in within.items()}
        self._best = lru_cache(maxsize=_KEPT)(self._nearest)

    def likeness(self, a: Wording, b: Wording) -> float | None:
        """Cosine of two of the clauses, −1 to 1, to four places; None where one is not of the incident."""
        i, j = self._place.get(a), self._place.get(b)
        return None if i is None or j is None else round(float(self._vectors[i] @ self._vectors[j]), 4)

    def margin(self, a: Wording, b: Wording, of_a: str, of_b: str) -> float:
        """How far two clauses are from being each other's nearest among those of the two reports; 0 where they are.

        Two reports mostly tell each thing once: what is as near to a neighbour of its partner is less sure.
        """
        i, j = self._place[a], self._place[b]
        near = float(self._vectors[i] @ self._vectors[j])
        return round(min(0.0, near - (self._best(i, of_b) + self._best(j, of_a)) / 2), 4)

    def _nearest(self, i: int, report: str) -> float:
        places = self._within[report]
        others = self._vectors[places[places != i]]
        return float((others @ self._vectors[i]).max()) if len(others) else -1.0

    def near(self, wordings: Sequence[Wording], least: float) -> list[tuple[int, int]]:
        """Pairs of positions in a list of the wordings whose cosine is at least this."""
        vectors = self._vectors[[self._place[wording] for wording in wordings]]
        pairs: list[tuple[int, int]] = []
        for start in range(0, len(wordings), _BLOCK):
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


def encode_wordings(wordings: Sequence[Wording], model: str = MODEL) -> Any:
    """The vectors of clauses read where they stand, one row each, of unit length. Each text is read once."""
    under: dict[str, list[int]] = defaultdict(list)
    for i, wording in enumerate(wordings):
        under[wording.text].append(i)
    vectors = np.zeros((len(wordings), _WIDTH), dtype=np.float32)

    def read(text: str) -> None:
        for i, vector in zip(under[text], _read_spans(text, [wordings[i] for i in under[text]], model), strict=True):
            vectors[i] = vector

    _read_all(read, under, model)
    return vectors


def mean_likeness(groups: Sequence[Sequence[str]]) -> list[list[float]]:
    """Cosines between the mean vectors of groups of clauses, to four places."""
    if not groups:
        return []
    _encode([clause for group in groups for clause in group])
    means = np.stack([np.mean([_vector(clause) for clause in group], axis=0) for group in groups])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return [[round(float(x), 4) for x in row] for row in means @ means.T]


def _encode(clauses: Sequence[str]) -> list[Any]:
    """The vectors of clauses."""
    _read_all(_vector, dict.fromkeys(clauses), MODEL)
    return [_vector(clause) for clause in clauses]


def _read_all(read: Callable[[str], Any], texts: Iterable[str], model: str) -> None:
    """Read distinct texts, many of them on all cores: the graph runs outside the interpreter's lock."""
    texts = list(texts)
    if len(texts) <= _ALONE:
        for text in texts:
            read(text)
        return
    _graph(model)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(read, texts))


@lru_cache(maxsize=100_000)
def _vector(clause: str) -> Any:
    pieces = [p for word in clause.split() for p in spell(word)][:_LONGEST]
    return _unit(_states(pieces, _WHOLE, MODEL))


def _read_spans(text: str, wordings: Sequence[Wording], model: str) -> list[Any]:
    """The mean state of each clause's words, at unit length; of the whole text where none of them was read."""
    pieces, places = place_pieces(text, [(w.start, w.end) for w in wordings])
    states = _states(pieces, _INSIDE, model)
    return [_unit(states[1 + low : 1 + high] if low < high else states) for low, high in places]


def _unit(states: Any) -> Any:
    mean = states.mean(axis=0)
    return mean / (np.linalg.norm(mean) + 1e-9)


def _states(pieces: Sequence[int], case: int, model: str) -> Any:
    ids = np.array([[CLS, *pieces, SEP]], dtype=np.int64)
    (states,) = _graph(model).run(None, {"ids": ids, "shape": np.full_like(ids, case), **word_table()})
    return states[0]


@cache
def _graph(model: str) -> Any:
    return open_graph(model_file(model))
