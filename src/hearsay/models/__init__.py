"""Models: the shipped weights, as files beside this module. README.md is their model card."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["fed_table", "model_file"]

TABLE = ("table", "scales")  # inputs of a graph whose word table stands in files of its own


def model_file(name: str) -> bytes:
    """A model file as it is."""
    return files(__name__).joinpath(name).read_bytes()


def fed_table(session: Any) -> dict[str, Any]:
    """What a graph is fed beside its own inputs: the shared word table, or nothing where it holds its own."""
    return _table() if any(given.name == TABLE[0] for given in session.get_inputs()) else {}


@cache
def _table() -> dict[str, Any]:
    import io

    import numpy as np

    return {name: np.load(io.BytesIO(model_file(f"{name}.npy"))) for name in TABLE}
