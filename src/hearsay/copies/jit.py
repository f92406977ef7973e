"""When and how the compiled engine is used: for large piles only, and only where numba can be imported.

Both engines give the same passages. Which one runs depends on the size of the pile alone: below ``LARGE`` words the
compiler would cost more than it saves, on its very first run ten seconds and more.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable
from typing import Any

__all__ = ["CHARACTERS", "LARGE", "compiled", "wanted"]

LARGE = 1_500_000  # words
CHARACTERS = 6  # of a word, where words have not been counted yet


def wanted(words: int) -> bool:
    """True when a pile of so many words is for the compiled engine, and there is one."""
    return words > LARGE and _present()


@functools.cache
def _present() -> bool:
    if importlib.util.find_spec("numba") is None:
        return False
    try:
        import numba  # noqa: F401
    except Exception:  # noqa: BLE001 -- a broken or mismatched install is no reason to fail: the other engine runs
        return False
    return True


@functools.cache
def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as machine code, made on first use and kept on disk where a folder can be written."""
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder for the cache, neither beside the package nor in the user's home
        return numba.njit(nogil=True)(function)
