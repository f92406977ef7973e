"""Derivations."""

from __future__ import annotations

from typing import Any

from hearsay.stage import Made, Stage
from hearsay.types import Derivation

__all__ = ["DERIVE"]


def _none(**_: Any) -> Made[tuple[Derivation, ...]]:
    return Made(())


DERIVE = Stage(
    name="derive",
    version="0",
    needs=("report", "passages", "attributions", "parse"),
    makes="derivations",
    type=tuple[Derivation, ...],
    scope="pile",
    run=_none,
)
