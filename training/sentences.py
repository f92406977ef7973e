"""The sentence graph: the states of one text, its word table fed with every run."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder import Encoder
from training.export import TABLE, Body, rows_of, shrink, write_graph

__all__ = ["write_sentences"]


class States(nn.Module):
    """What the graph computes: the states after the last layer. ``shape`` says how the text is read."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.body = Body(encoder)

    def forward(self, ids: Tensor, shape: Tensor, table: Tensor, scales: Tensor) -> Tensor:
        """The states."""
        states: Tensor = self.body(ids, shape, table, scales)
        return states


def write_sentences(encoder: Encoder, path: Path) -> None:
    """The graph with 8-bit matrices."""
    ids = torch.arange(1000, 1016)[None]
    plain = path.with_suffix(".plain")
    inputs = (ids, torch.zeros_like(ids), *rows_of(encoder.words.weight.detach()))
    axes = {name: {1: "pieces"} for name in ("ids", "shape", "states")}
    write_graph(States(encoder), inputs, ("ids", "shape", *TABLE), ("states",), axes, plain)
    shrink(plain, path)
