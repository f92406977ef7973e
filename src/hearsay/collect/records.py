"""What readers hand over: a report found in an input, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hearsay.types import Document, Dropped, Media, Stated

__all__ = ["Collected", "Found", "Reader", "Refused"]


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found in a pile: documents by path then id, what was set aside, and how many inputs were unreadable.

    ``unreadable`` counts inputs that should have held a report (damaged, empty, of an unknown document type), not the
    pictures and scripts that lie beside saved pages.
    """

    documents: tuple[Document, ...]
    dropped: tuple[Dropped, ...]
    unreadable: int
    roots: dict[str, str] = field(default_factory=dict)  # path of a document → the argument of the pile it came by
    rows: frozenset[str] = frozenset()  # paths of documents that are rows of a table of texts


@dataclass(frozen=True, slots=True)
class Found:
    """One report in an input, before it has an id."""

    path: str
    media: Media
    source: str
    given: dict[str, tuple[Stated, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    row: bool = False  # one of a table of texts


@dataclass(frozen=True, slots=True)
class Refused:
    """An input, or part of one, that gives no report."""

    path: str
    reason: str
    counts: bool = True  # as unreadable


Reader = Callable[[str, bytes], Iterator[Found | Refused]]
