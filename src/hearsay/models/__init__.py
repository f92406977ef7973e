"""Models: the shipped weights, as files beside this module. README.md is their model card."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["model_file", "open_graph", "word_table"]

# In onnxruntime 1.31 the fused kernel of sum and layer norm takes five times as long as the two apart.
_SLOW = ["SkipLayerNormFusion"]


def model_file(name: str) -> bytes:
    """A model file as it is."""
    return files(__name__).joinpath(name).read_bytes()


def open_graph(graph: bytes) -> Any:
    """A session of onnxruntime on one thread: the runner's workers do the parallel work."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW)


@cache
def word_table() -> dict[str, Any]:
    """The word table that both graphs are fed with every run: 8-bit rows, one a word piece, and their scales."""
    import io

    import numpy as np

    return {name: np.load(io.BytesIO(model_file(f"{name}.npy"))) for name in ("table", "scales")}
