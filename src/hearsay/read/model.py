"""The model: the Reader protocol and the shipped graph behind it (numpy and onnxruntime only).

A window's numbers depend on that window alone: each is run by itself, without padding, because the int8 graph takes
its activation ranges over whatever shares the batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from hearsay.models import model_file
from hearsay.models.pieces import CLS, SEP, spell, word_shape

__all__ = ["Labels", "Reader", "Scores", "Window", "load_labels", "load_reader"]

NO_MARK = 2  # the graph's zero row; 0 was trained away from zero and costs 14 points of LAS


@dataclass(frozen=True, slots=True)
class Window:
    """Words of whole sentences of one text, with the number of the sentence each stands in."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a reader says of a window of n words.

    ``upos`` and ``rels`` are label indices, ``arcs`` is n×(n+1) with the root in column 0, ``heads`` holds n×labels
    logits for each set of span labels.
    """

    upos: npt.NDArray[np.int64]
    arcs: npt.NDArray[np.float32]
    rels: npt.NDArray[np.int64]
    heads: dict[str, npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label lists of a reader, in the order of its columns."""

    upos: tuple[str, ...]
    rels: tuple[str, ...]
    heads: dict[str, tuple[str, ...]]


class Reader(Protocol):
    """Anything that scores a window; the same window always gives the same scores."""

    labels: Labels

    def score(self, window: Window) -> Scores:
        """Scores of one window."""


HEADS = ("uner", "any", "wiki", "cue")


class _Graph:
    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the runner's workers do the parallel work
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            model_file("reader.int8.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.labels = load_labels()

    def score(self, window: Window) -> Scores:
        ids, shapes, first = [CLS], [0], []
        for word in window.words:
            pieces = spell(word)
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([word_shape(word)] * len(pieces))
        ids.append(SEP)
        shapes.append(0)
        row = np.array([ids], dtype=np.int64)
        feed = {
            "ids": row,
            "mask": np.ones_like(row),
            "shape": np.array([shapes], dtype=np.int64),
            "mark": np.full_like(row, NO_MARK),
            "first": np.array([first], dtype=np.int64),
            "sd": np.array([window.sentence], dtype=np.int64),
        }
        upos, arcs, rels, *heads = (out[0] for out in self._session.run(["upos", "arc", "rel", *HEADS], feed))
        return Scores(upos, arcs, rels, dict(zip(HEADS, heads, strict=True)))


@cache
def load_labels() -> Labels:
    """The shipped reader's label lists."""
    lists: dict[str, Sequence[str]] = json.loads(model_file("reader.json"))
    heads = {name: tuple(lists[name]) for name in HEADS}
    return Labels(tuple(lists["upos"]), tuple(lists["rels"]), heads)


@cache
def load_reader() -> Reader:
    """The shipped reader, loaded once per process on first use (about a quarter of a second)."""
    return _Graph()
