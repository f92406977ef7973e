"""Writing results: whole or not at all, with an error that names the next step."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hearsay.errors import OutputError

__all__ = ["write_bytes", "write_chunks"]

_NEXT_STEP = {
    errno.ENOSPC: "The disk is full: free some space or name a file on another disk.",
    errno.EDQUOT: "Your quota is used up: free some space or name a file elsewhere.",
    errno.EROFS: "The disk is read-only: name a file elsewhere.",
    errno.EACCES: "You may not write there: name a file in a folder of yours.",
    errno.EPERM: "You may not write there: name a file in a folder of yours.",
    errno.ENOENT: "The folder does not exist: make it first, or name another.",
    errno.ENOTDIR: "A part of the path is a file: name another folder.",
    errno.EISDIR: "That is a folder: name a file in it.",
    errno.ENAMETOOLONG: "The name is too long: name a shorter one.",
}


def write_bytes(path: str | Path, data: bytes | bytearray) -> None:
    """Puts ``data`` at ``path`` in one step (a reader sees the old file or the new one); ``-`` is standard output.

    Raises OutputError with the next step where the place cannot be written.
    """
    write_chunks(path, (data,))


def write_chunks(path: str | Path, chunks: Iterable[bytes | bytearray]) -> None:
    """The same for data that is made while it is written: it is never held as a whole."""
    if str(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        _replace(target, chunks)
    except (OSError, ValueError) as error:
        code = error.errno if isinstance(error, OSError) else None
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise OutputError(f"cannot write {target}: {why}.", _NEXT_STEP.get(code or 0, "Name another file.")) from error


def _replace(target: Path, chunks: Iterable[bytes | bytearray]) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file():  # a pipe or a device cannot be renamed onto
        with target.open("wb") as file:
            file.writelines(chunks)
        return
    target = target.resolve()  # a link keeps pointing where it points
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
