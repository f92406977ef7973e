"""Bootstrap intervals over documents: how far a figure would move on other documents of the same kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["interval"]

Counts = TypeVar("Counts")


def interval(rows: Sequence[Counts], figure: Callable[[list[Counts]], float], draws: int = 1000) -> tuple[float, float]:
    """The middle 95 % of a figure over samples with replacement of documents (or sentences), to one place."""
    dice = random.Random(0)
    found = sorted(figure(dice.choices(rows, k=len(rows))) for _ in range(draws))
    return round(found[draws // 40], 1), round(found[-draws // 40 - 1], 1)
