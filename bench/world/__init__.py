"""A synthetic press with known origins: piles of real text with exact gold, at any size.

``make_world(Settings(events=20), seed=1)`` gives the piles; ``WORLDS`` holds the stress worlds by name.
"""

from __future__ import annotations

from .pile import Pile, make_pile, write_pile
from .settings import BASE, WORLDS, Settings

__all__ = ["BASE", "WORLDS", "Pile", "Settings", "make_pile", "make_world", "write_pile"]


def make_world(settings: Settings = BASE, seed: int = 1) -> list[Pile]:
    """All piles of a world. The same settings and seed give the same bytes everywhere."""
    return [make_pile(settings, seed, k) for k in range(settings.events)]
