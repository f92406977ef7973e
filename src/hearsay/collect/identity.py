"""Ids: a hash of what a report is, never of where it lies; identical ones are ranked by path."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hearsay.collect.records import Found
from hearsay.text import digest
from hearsay.types import Document

__all__ = ["identify"]

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=True).encode


def identify(found: Iterable[Found]) -> list[Document]:
    """Documents sorted by path. The first of identical ones, by path, keeps the plain id; the others point to it."""
    ranks: dict[str, int] = {}
    documents: list[Document] = []
    for item in sorted(found, key=lambda f: f.path):
        plain = digest(item.media, item.source, _dump(item))
        rank = ranks.get(plain, 0)
        ranks[plain] = rank + 1
        documents.append(
            Document(
                id=digest(plain, str(rank)) if rank else plain,
                path=item.path,
                media=item.media,
                source=item.source,
                duplicate_of=plain if rank else None,
                given=item.given,
                warnings=item.warnings,
            )
        )
    return sorted(documents, key=lambda d: (d.path, d.id))


def _dump(item: Found) -> str:
    # A row's own id names it and says nothing about it: two rows that differ in nothing else are identical reports.
    given = {k: [[s.value, s.how] for s in values] for k, values in item.given.items() if values and k != "id"}
    return _encode(given) if given else "{}"
