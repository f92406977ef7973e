"""Files that are whole or not there: arrays in one file, written beside, synced, renamed; mapped to be read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.errors import CopiesIndexDamaged

__all__ = ["Array", "ArrayFile", "Columns", "map_arrays", "remove_file", "replace_file", "write_arrays"]

Array = NDArray[Any]
Columns = Mapping[str, Array]
ArrayFile = dict[str, tuple[str, int]]  # what a file will hold: the type and length of each array

_MAGIC = b"hearsay copies 1\n"
_ALIGN = 64
_BLOCK = 1 << 20  # elements written at once


def write_arrays(path: Path, shape: ArrayFile, fill: Callable[[Callable[[str, int, Array], None]], None]) -> int:
    """Writes a file of arrays; ``fill`` is given a function that puts values at a place of one array.

    The file appears under its name only when it is whole and on disk. Returns its size in bytes.
    """
    offsets, at = {}, 0
    for name, (kind, length) in shape.items():
        offsets[name] = at
        at += -(-length * np.dtype(kind).itemsize // _ALIGN) * _ALIGN
    head = json.dumps({n: [kind, length, offsets[n]] for n, (kind, length) in shape.items()}).encode()
    start = -(-(len(_MAGIC) + 8 + len(head)) // _ALIGN) * _ALIGN
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:

            def put(name: str, place: int, values: Array) -> None:
                kind = np.dtype(shape[name][0])
                file.seek(start + offsets[name] + place * kind.itemsize)
                for lo in range(0, values.size, _BLOCK):
                    _write(file, np.ascontiguousarray(values[lo : lo + _BLOCK], kind).tobytes())

            _write(file, _MAGIC + len(head).to_bytes(8, "little") + head)
            file.truncate(start + at)
            fill(put)
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        remove_file(beside)
        raise
    sync_folder(path.parent)
    return start + at


def map_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file, mapped into memory and read-only. Raises CopiesIndexDamaged, FileNotFoundError."""
    whole = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.empty(0, np.uint8)
    begin = len(_MAGIC) + 8
    if whole[: len(_MAGIC)].tobytes() != _MAGIC:
        raise _damaged(path)
    try:
        size = int.from_bytes(whole[len(_MAGIC) : begin].tobytes(), "little")
        head = json.loads(whole[begin : begin + size].tobytes())
        start = -(-(begin + size) // _ALIGN) * _ALIGN
        found: dict[str, Array] = {}
        for name, (kind, length, offset) in head.items():
            lo = start + offset
            found[name] = np.asarray(whole[lo : lo + length * np.dtype(kind).itemsize]).view(kind)
            if found[name].size != length:
                raise _damaged(path)
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged(path) from error
    return found


def replace_file(path: Path, data: bytes) -> None:
    """Swaps a small file for another in one step that survives a crash."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Removes a file if it is there. One that a reader holds open on Windows stays for a later sweep."""
    try:
        os.unlink(path)
    except OSError:
        return


def sync_folder(folder: Path) -> None:
    """Makes renames in a folder last."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def spread(lows: Array, sizes: Array) -> Array:
    """The indices of many slices, end to end."""
    total = int(sizes.sum())
    before = np.cumsum(sizes) - sizes
    return np.repeat(lows - before, sizes) + np.arange(total)


def in_blocks(total: int, size: int) -> Iterator[tuple[int, int]]:
    """Bounds of blocks of at most ``size``."""
    return ((lo, min(total, lo + size)) for lo in range(0, total, size))


def _write(file: Any, data: bytes | Iterable[int]) -> None:
    view = memoryview(data)  # type: ignore[arg-type]
    while view:
        view = view[file.write(view) :]


def _damaged(path: Path) -> CopiesIndexDamaged:
    return CopiesIndexDamaged(f"{path} is not a whole part of an index of copies.", "Make the index anew.")
