"""Models: the shipped weights, as files beside this module. README.md is their model card."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["model_file"]


def model_file(name: str) -> bytes:
    """A model file as it is."""
    return files(__name__).joinpath(name).read_bytes()
