"""Chance that falls the same way on every Python: everything is drawn from ``Random.random`` alone."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of decisions, named by a string. Two streams of one name are one stream."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._next = random.Random(name).random

    def split(self, name: str) -> Dice:
        """A stream of its own, so that what is drawn from it moves nothing here."""
        return Dice(f"{self.name}/{name}")

    def chance(self, p: float) -> bool:
        """True with probability ``p``."""
        return self._next() < p

    def uniform(self) -> float:
        """A number in [0, 1)."""
        return self._next()

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._next() * len(items))]

    def weigh(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of the items, by weight."""
        at = self._next() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            at -= weight
            if at < 0:
                return item
        return items[-1]

    def order(self, items: Sequence[T]) -> list[T]:
        """The items, shuffled."""
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = int(self._next() * (i + 1))
            out[i], out[j] = out[j], out[i]
        return out

    def some(self, items: Sequence[T], n: int) -> list[T]:
        """Up to ``n`` different items in random order."""
        return self.order(items)[:n]

    def normal(self, mean: float, spread: float) -> float:
        """A normal draw (Box and Muller)."""
        u, v = 1.0 - self._next(), self._next()
        return mean + spread * math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)

    def error_rate(self) -> float:
        """A Beta(2, 5) draw: the second smallest of six uniforms."""
        return sorted(self._next() for _ in range(6))[1]
