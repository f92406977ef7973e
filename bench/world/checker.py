"""The corpus's own counting, so that the world's gold is counted by the same rules as the written one."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any


@cache
def module() -> Any:
    """``bench/corpus_check.py``, loaded by its path: it is a script, not a package."""
    path = Path(__file__).resolve().parent.parent / "corpus_check.py"
    spec = importlib.util.spec_from_file_location("corpus_check", path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def hops(gold: dict[str, Any]) -> Any:
    """What two hops of a pile are to each other."""
    return module().Hops(gold)


def counts(attestations: list[dict[str, Any]], test: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Origins and independent."""
    origins, independent = module().counts(attestations, test)
    return origins, independent


def disjoint(chains: list[tuple[str, ...]]) -> int:
    """The largest set of chains of which no two share a vertex."""
    rows = sorted(dict.fromkeys(chains))
    return int(module().largest(len(rows), lambda i, j: not any(x in rows[j] for x in rows[i])))
