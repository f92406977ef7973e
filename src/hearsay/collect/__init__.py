"""collect: a pile of paths to documents: decoded source, and what the container says about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from hearsay.types import Document, Dropped

__all__ = ["Collected", "collect"]


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found in a pile: documents sorted by path then id, what was set aside, and how many were unreadable."""

    documents: tuple[Document, ...]
    dropped: tuple[Dropped, ...]
    unreadable: int


def collect(pile: Sequence[str], meta: str | None = None, stdin: BinaryIO | None = None) -> Collected:
    """Read every report of a pile of files, folders, globs and ``-``."""
    raise NotImplementedError
