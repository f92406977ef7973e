"""Reads float weights back from a shipped graph, to go on from it instead of from the base encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import Network

__all__ = ["load_graph"]

# Names of the first graph's parts; a graph of ours uses the right-hand side throughout.
_ENCODER = {"qkv": "qkv", "o": "out", "f1": "up", "f2": "down", "ln1": "norm1", "ln2": "norm2"}
_HEADS = {"upos": "upos", "ad": "arc_word", "ah": "arc_head", "hb": "arc_bias", "ld": "rel_word", "lh": "rel_head"}
_SPANS = ("uner", "any", "wiki", "wnut", "btc", "cue")

Array = npt.NDArray[np.float32]


def load_graph(path: Path, net: Network, *, words: bool) -> list[str]:
    """Fills the network with what the first graph has; gives the names of what it lacks.

    ``words`` False keeps the base encoder's word table.
    """
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    matrix = {n.name: _matrix(stored, n.input[1]) for n in graph.node if n.op_type == "MatMulInteger"}
    found: dict[str, Array] = {
        "encoder.places.weight": stored["m.enc.p.weight"],
        "encoder.cases.weight": _table(stored, "m.enc.t.weight"),
        "encoder.norm.weight": stored["m.enc.ln.weight"],
        "encoder.norm.bias": stored["m.enc.ln.bias"],
        "arc": matrix["/MatMul_quant"],
        "rel": matrix["/MatMul_2_quant"],
        "root": next(stored[n.input[0]] for n in graph.node if n.name == "/Expand_1").reshape(-1),
    }
    if words:
        found["encoder.words.weight"] = _table(stored, "m.enc.w.weight")
    for i in range(len(net.encoder.layers)):
        for theirs, ours in _ENCODER.items():
            bias = stored[f"m.enc.L.{i}.{theirs}.bias"]
            weight = stored.get(f"m.enc.L.{i}.{theirs}.weight")
            found[f"encoder.layers.{i}.{ours}.weight"] = (
                matrix[f"/L.{i}/{theirs}/MatMul_quant"].T if weight is None else weight
            )
            found[f"encoder.layers.{i}.{ours}.bias"] = bias
    for theirs, ours in _HEADS.items():
        found |= {f"{ours}.weight": matrix[f"/{theirs}/MatMul_quant"].T, f"{ours}.bias": stored[f"m.{theirs}.bias"]}
    for head in _SPANS:
        group = "att" if head == "cue" else "ner"
        found[f"spans.{head}.weight"] = matrix[f"/{head}/MatMul_quant"].T
        found[f"spans.{head}.bias"] = stored[f"m.{group}.{head}.bias"]
    tensors: dict[str, Tensor] = {k: torch.tensor(v, dtype=torch.float32) for k, v in found.items()}
    return list(net.load_state_dict(tensors, strict=False).missing_keys)


def _matrix(stored: dict[str, npt.NDArray[np.generic]], name: str) -> Array:
    """The float matrix behind 8-bit weights with a scale per column."""
    base = name.removesuffix("_quantized")
    zero = stored[base + "_zero_point"].astype(np.float32)
    return (stored[name].astype(np.float32) - zero) * stored[base + "_scale"].astype(np.float32)


def _table(stored: dict[str, npt.NDArray[np.generic]], name: str) -> Array:
    return _matrix(stored, name + "_quantized")
