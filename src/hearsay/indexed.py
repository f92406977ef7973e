"""Reuse against an index on disk: a pile is added, and what its reports share with all that is there comes back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hearsay.types import Dropped, Passage

__all__ = ["Indexed", "add_pile"]

Progress = Callable[[str, int, int], None]
_STAGE = "copies"


@dataclass(frozen=True, slots=True)
class Indexed:
    """What came of adding a pile. ``texts``: its reports by name; ``passages`` name reports likewise, older ones too.

    ``held`` is how many reports the index has now, ``added`` how many of them are new.
    """

    texts: dict[str, str]
    passages: tuple[Passage, ...]
    added: int
    held: int
    ignored: tuple[Dropped, ...]
    unreadable: tuple[Dropped, ...]
    notes: tuple[str, ...]


def add_pile(
    pile: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    index: str | os.PathLike[str] | None,
    *,
    parquet: str | os.PathLike[str] | None = None,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Indexed:
    """Adds the reports of a pile to the index in a folder (None: one that is thrown away); writes ``parquet`` tables.

    A report goes by the id its row gave it, or else by its path. One that the index has already, text and all, is
    answered for but not added again. Raises InputError, CopiesIndexError, OutputError.
    """
    from hearsay.copies import as_text
    from hearsay.copies.index import open_index
    from hearsay.reuse import read_reports

    if parquet is not None:
        from hearsay.copies.parquet import require_pyarrow, write_tables

        require_pyarrow()  # before a long run, not after it
    read = read_reports(pile, workers=workers, stdin=stdin, progress=progress)
    texts = [as_text(report, read.names[i]) for i, report in read.reports.items()]

    def tell(done: int) -> None:
        if progress:
            progress(_STAGE, done, len(texts))

    with (
        tempfile.TemporaryDirectory(prefix="hearsay-") as scratch,
        open_index(index if index is not None else Path(scratch) / "index", write=True) as opened,
    ):
        came = opened.add_many(texts, progress=tell)
        opened.tidy()
        if parquet is not None:
            write_tables(opened, Path(parquet))
        held = len(opened)
    by_name = {t.id: t.text for t in texts}
    return Indexed(by_name, came.passages, came.reports, held, came.ignored, read.unreadable, read.notes)
