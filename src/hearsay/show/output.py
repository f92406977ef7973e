"""Writing results: whole or not at all, with an error that names the next step."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path

from hearsay.errors import OutputError

__all__ = ["write_bytes"]

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
    if str(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        _replace(target, data)
    except (OSError, ValueError) as error:
        code = error.errno if isinstance(error, OSError) else None
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise OutputError(f"cannot write {target}: {why}.", _NEXT_STEP.get(code or 0, "Name another file.")) from error


def _replace(target: Path, data: bytes | bytearray) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file():  # a pipe or a device cannot be renamed onto
        target.write_bytes(data)
        return
    target = target.resolve()  # a link keeps pointing where it points
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
