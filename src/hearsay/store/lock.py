"""The writer's lock: held by the operating system, so that a killed writer leaves none behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from hearsay.errors import CaseBusy

__all__ = ["take_lock"]


def take_lock(path: Path) -> IO[bytes]:
    """An open, locked file; closing it (or dying) frees the lock. Raises CaseBusy when another process holds it."""
    handle = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise CaseBusy(
            f"another hearsay is writing to the case {path.parent}.",
            "Wait for it, or use --case DIR for a second case.",
        ) from error
    return handle
