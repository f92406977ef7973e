"""The model: the Reader protocol and the shipped graph behind it (numpy and onnxruntime only).

A window's numbers depend on that window alone: each is run by itself, without padding, because the int8 graph takes
its activation ranges over whatever shares the batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from hearsay.models import model_file, open_graph, word_table
from hearsay.models.pieces import CLS, SEP, spell, word_shape

__all__ = ["Labels", "Reader", "Scores", "Window", "load_labels", "load_reader", "open_reader"]


@dataclass(frozen=True, slots=True)
class Window:
    """Words of whole sentences of one text, with the number of the sentence each stands in."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a reader says of a window of n words.

    ``upos`` and ``rels`` are label indices, ``arcs`` is n×(n+1) with the root in column 0, ``heads`` holds n×labels
    logits for each set of span labels. ``rels`` label the arcs to the best heads; ``spare_rels`` (n×k), where a reader
    has them, those to the next best ones, the columns ``spare_heads`` of ``arcs``.
    """

    upos: npt.NDArray[np.int64]
    arcs: npt.NDArray[np.float32]
    rels: npt.NDArray[np.int64]
    heads: dict[str, npt.NDArray[np.float32]]
    spare_heads: npt.NDArray[np.int64] | None = None
    spare_rels: npt.NDArray[np.int64] | None = None


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
SPARE = ("spare_heads", "spare_rels")


class _Graph:
    def __init__(self, graph: bytes, labels: Labels) -> None:
        self._session = open_graph(graph)
        self._table = word_table()
        self.labels = labels

    def score(self, window: Window) -> Scores:
        ids, shapes, first = [CLS], [0], []
        for word in window.words:
            pieces = spell(word)
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([word_shape(word)] * len(pieces))
        ids.append(SEP)
        shapes.append(0)
        feed = {
            **self._table,
            "ids": np.array([ids], dtype=np.int64),
            "shape": np.array([shapes], dtype=np.int64),
            "first": np.array([first], dtype=np.int64),
            "sd": np.array([window.sentence], dtype=np.int64),
        }
        wanted = ["upos", "arc", "rel", *self.labels.heads, *SPARE]
        upos, arcs, rels, *rest = (out[0] for out in self._session.run(wanted, feed))
        known = len(self.labels.heads)
        heads = dict(zip(self.labels.heads, rest[:known], strict=True))
        spare = dict(zip(SPARE, rest[known:], strict=True))
        return Scores(upos, arcs, rels, heads, **spare)


@cache
def load_labels() -> Labels:
    """The shipped reader's label lists."""
    return _read_labels(model_file("reader.json"))


@cache
def load_reader() -> Reader:
    """The shipped reader, loaded once per process on first use (about a quarter of a second)."""
    return _Graph(model_file("reader.int8.onnx"), load_labels())


def open_reader(folder: Path) -> Reader:
    """A reader of the same make from another folder, which holds ``reader.int8.onnx`` and ``reader.json``."""
    return _Graph((folder / "reader.int8.onnx").read_bytes(), _read_labels((folder / "reader.json").read_bytes()))


def _read_labels(lists: bytes) -> Labels:
    rows: dict[str, Sequence[str]] = json.loads(lists)
    heads = {name: tuple(rows[name]) for name in HEADS}
    return Labels(tuple(rows["upos"]), tuple(rows["rels"]), heads)
