"""An index of copies as Parquet tables that any engine can join: see docs/copies-index.md for the layout."""

from __future__ import annotations

import heapq
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.copies.index import Index
from hearsay.copies.index.files import Array, in_blocks
from hearsay.copies.index.segment import POSTINGS, Held, Segment, gather_words
from hearsay.copies.tokens import Ints
from hearsay.errors import OutputError

__all__ = ["KINDS", "require_pyarrow", "write_tables"]

KINDS = {"r": "reuse", "q": "quotation"}
_FORMAT = "hearsay-copies-tables/1"
_SHARD = 4_000_000  # postings of one file, about
_REPORTS = 5_000  # reports of one file of words
_ROWS = 500_000  # of a row group


def write_tables(index: Index, folder: Path) -> None:
    """Writes the tables ``reports``, ``postings``, ``words`` and ``pairs`` of an index to a folder.

    A folder that holds such tables is replaced, any other that is not empty refused. Raises OutputError, also where
    pyarrow is not installed.
    """
    require_pyarrow()
    if folder.exists() and any(folder.iterdir()) and not (folder / "tables.json").is_file():
        raise OutputError(f"{folder} is not empty.", "Give a new folder.")
    beside = folder.with_name(folder.name + ".new")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        for name in ("postings", "words"):
            (beside / name).mkdir(parents=True)
        _write(index, beside)
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    except OSError as error:
        raise OutputError(f"cannot write tables to {folder}: {error.strerror}.") from error


def require_pyarrow() -> None:
    """Raises OutputError where pyarrow is not installed."""
    try:
        import pyarrow as pa  # noqa: F401
    except ImportError as error:
        raise OutputError("Parquet tables need pyarrow.", "pip install 'hearsay[parquet]'") from error


def _write(index: Index, folder: Path) -> None:
    segments = index.segments
    moved = [np.zeros(s.reports, np.int64) for s in segments]
    order: list[tuple[int, int]] = []
    for place, (_, n, doc) in enumerate(heapq.merge(*(_in_order(s, n) for n, s in enumerate(segments)))):
        moved[n][doc] = place
        order.append((n, doc))
    held = [segments[n].held(doc) for n, doc in order]
    series = [h.series for h in held]
    date = [h.order for h in held]
    _write_reports(segments, order, held, folder / "reports.parquet")
    for kind, name in KINDS.items():
        for shard, (h, docs, pos) in enumerate(_shards(segments, kind, moved)):
            table = {"h": h, "doc": docs, "pos": pos, "series": _names(series, docs), "date": _names(date, docs)}
            _save(table, folder / "postings" / f"{name}-{shard:04}.parquet")
    for shard, (lo, hi) in enumerate(in_blocks(len(order), _REPORTS)):
        _save(_words(segments, order[lo:hi], lo), folder / "words" / f"words-{shard:04}.parquet")
    number = {h.id: i for i, h in enumerate(held)}
    passages = index.passages()
    spans = ("a_start", "a_end", "b_start", "b_end", "words")
    pairs: dict[str, Any] = {side: np.array([number[getattr(p, side)] for p in passages], np.int64) for side in "ab"}
    pairs |= {name: np.array([getattr(p, name) for p in passages], np.int32) for name in spans}
    pairs |= {"quoted": np.array([p.quoted for p in passages], np.bool_), "class": [p.group for p in passages]}
    _save(pairs, folder / "pairs.parquet")
    about = {"format": _FORMAT, "settings": asdict(index.manifest.settings), "reports": len(order)}
    (folder / "tables.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _in_order(segment: Segment, number: int) -> Iterator[tuple[tuple[str, str, str], int, int]]:
    for doc in range(segment.reports):
        held = segment.held(doc)
        yield (held.order, held.content, held.id), number, doc


def _write_reports(
    segments: Sequence[Segment], order: Sequence[tuple[int, int]], held: Sequence[Held], path: Path
) -> None:
    columns = {
        "doc": np.arange(len(order)),
        "id": [_plain(h.id) for h in held],
        "series": [_plain(h.series) for h in held],
        "date": [_plain(h.order) for h in held],
        "content": [h.content for h in held],
        "words": np.array([segments[n].arrays["token_n"][doc] for n, doc in order], np.int32),
    }
    _save(columns, path)


def _shards(segments: Sequence[Segment], kind: str, moved: Sequence[Ints]) -> Iterator[tuple[Array, Ints, Array]]:
    """Postings by range of their hash, each range sorted by hash, report and place."""
    h, doc, pos = (f"{kind}_{name}" for name in POSTINGS)
    total = sum(s.arrays[h].size for s in segments)
    bits = max(0, (total // _SHARD).bit_length())
    cuts = np.arange(1, 1 << bits, dtype=np.uint64) << np.uint64(64 - bits if bits else 0)
    bounds = [np.concatenate([[0], np.searchsorted(s.arrays[h], cuts), [s.arrays[h].size]]) for s in segments]
    for shard in range(1 << bits):
        rows = [slice(int(b[shard]), int(b[shard + 1])) for b in bounds]
        value = np.concatenate([np.empty(0, np.uint64), *(s.arrays[h][r] for s, r in zip(segments, rows, strict=True))])
        docs = [m[s.arrays[doc][r]] for s, r, m in zip(segments, rows, moved, strict=True)]
        number = np.concatenate([np.empty(0, np.int64), *docs])
        place = np.concatenate(
            [np.empty(0, np.int32), *(s.arrays[pos][r] for s, r in zip(segments, rows, strict=True))]
        )
        best = np.lexsort((place, number, value))
        yield value[best], number[best], place[best].astype(np.int32)


def _words(segments: Sequence[Segment], where: Sequence[tuple[int, int]], first: int) -> dict[str, Any]:
    import pyarrow as pa

    words = gather_words(segments, where)
    offsets = words.tokens.first.astype(np.int32)
    columns: dict[str, Any] = {"doc": first + np.arange(len(where))}
    arrays = {
        "hash": words.tokens.hash.astype(np.uint32),
        "start": words.tokens.start.astype(np.int32),
        "end": words.tokens.end.astype(np.int32),
        "weight": words.tokens.weight.astype(np.uint8),
        "quoted": words.quoted,
        "capital": words.capital,
    }
    return columns | {n: pa.ListArray.from_arrays(pa.array(offsets), pa.array(a)) for n, a in arrays.items()}


def _names(names: Sequence[str | None], doc: Ints) -> Any:
    """Names of reports as a dictionary column."""
    import pyarrow as pa

    known = sorted({n for n in names if n is not None})
    place = {n: i for i, n in enumerate(known)}
    code = np.array([-1 if n is None else place[n] for n in names], np.int32)[doc]
    indices = pa.array(code, mask=code < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array([_plain(n) for n in known], pa.string()))


def _plain(name: str | None) -> str | None:
    """A name as UTF-8 can hold it: half a surrogate pair becomes its escape."""
    return name if name is None else name.encode("utf-8", "backslashreplace").decode()


def _save(columns: dict[str, Any], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "id": pa.string(),
        "series": pa.string(),
        "date": pa.string(),
        "content": pa.string(),
        "class": pa.string(),
    }
    arrays = {
        name: c if isinstance(c, pa.Array) else pa.array(c, types.get(name) if isinstance(c, list) else None)
        for name, c in columns.items()
    }
    pq.write_table(pa.table(arrays), path, row_group_size=_ROWS, compression="zstd")
