"""Spans from the taggers: names and attribution cues of one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from hearsay.read.model import Labels
from hearsay.read.types import RawName

__all__ = ["find_cues", "find_names"]

Token = tuple[int, int]
Rows = dict[str, npt.NDArray[np.float32]]


def find_names(
    words: Sequence[str], tokens: Sequence[Token], upos: Sequence[str], rows: Rows, labels: Labels
) -> list[RawName]:
    """Names of one sentence."""
    chances = (_softmax(rows["uner"]) + _softmax(rows["any"])) / 2
    tags = [labels.heads["uner"][i] for i in chances.argmax(axis=1)]
    return [RawName(tokens[a][0], tokens[b - 1][1], kind) for a, b, kind in _runs(tags)]


def find_cues(tokens: Sequence[Token], logits: npt.NDArray[np.float32]) -> list[tuple[int, int, float]]:
    """Words the cue tagger gives at least an even chance, with that chance."""
    chances = 1 - _softmax(logits)[:, 0]
    return [(tokens[i][0], tokens[i][1], round(float(chances[i]), 3)) for i in map(int, np.flatnonzero(chances >= 0.5))]


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield start, i, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
