"""collect: a pile of paths to documents: decoded source, and what the container says about each."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from hearsay.collect.records import Collected, Found, Refused
from hearsay.errors import NothingReadable
from hearsay.types import Dropped

__all__ = ["Collected", "collect"]


def collect(pile: Sequence[str], meta: str | None = None, stdin: BinaryIO | None = None) -> Collected:
    """Read every report of a pile of files, folders, globs and ``-`` (standard input).

    ``meta`` names the user's table of metadata. The result does not depend on the order of the pile.
    Raises NoSuchPath, NothingReadable, BadTable.
    """
    from hearsay.collect.files import read_input
    from hearsay.collect.identity import identify
    from hearsay.collect.table import apply_table, read_table
    from hearsay.collect.walk import STDIN, printable, walk

    rows = read_table(meta) if meta is not None else []
    paths, refused = walk(pile)
    found: list[Found] = []
    roots: dict[str, str] = {}
    for path, root in paths.items():
        if meta is not None and path != STDIN and os.path.abspath(path) == os.path.abspath(meta):
            continue
        for item in read_input(path, stdin or sys.stdin.buffer):
            if (path_shown := printable(item.path)) != item.path:
                item = replace(item, path=path_shown)
            if isinstance(item, Found):
                found.append(item)
                roots[item.path] = root
            else:
                refused.append(item)
    if not found:
        raise NothingReadable(*_nothing(pile, refused))
    if meta is not None:
        found, unmatched = apply_table(meta, rows, found)
        refused += unmatched
    dropped = sorted({(printable(r.path), r.reason) for r in refused})
    return Collected(
        documents=tuple(identify(found)),
        dropped=tuple(Dropped(None, path, "collect", reason) for path, reason in dropped),
        unreadable=len({(r.path, r.reason) for r in refused if r.counts}),
        roots=roots,
        rows=frozenset(f.path for f in found if f.row),
    )


def _nothing(pile: Sequence[str], refused: Sequence[Refused]) -> tuple[str, str]:
    names = ", ".join(pile[:3]) + (" …" if len(pile) > 3 else "")
    if not refused:
        return (
            f"Nothing to read in {names or 'an empty pile'}.",
            "Give files or folders with .txt, .html, .jsonl or .pdf.",
        )
    first = min(refused, key=lambda r: (not r.counts, r.path))
    more = f" ({len(refused) - 1} more were refused)" if len(refused) > 1 else ""
    return (
        f"Nothing readable in {names}: {first.path} {first.reason}{more}.",
        "Give reports as .txt, .html, .jsonl or .pdf.",
    )
