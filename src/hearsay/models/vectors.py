"""Word vectors: how near two words are in meaning, for soft matching of clauses.

The matrix is a distillation of all-MiniLM-L6-v2 (made by ``tools/vectors.py``): one row per piece of ``vocab.txt``. A
word that is no piece of its own, in no inflection, has no vector: then only its spelling can match.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["likeness"]

_HOME = Path(__file__).parent
_ENDINGS = ("", "s", "ed", "d", "ing")


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> float:
    """Best cosine between the inflections of two folded lemmas, 0–1; 1 for the same word, 0 where one has no vector.

    Inflections, because a lemma alone may carry the wrong sense: "wound" lies with wind, "wounded" with injured.
    """
    if a == b:
        return 1.0
    left, right = _vectors(a), _vectors(b)
    if left is None or right is None:
        return 0.0
    return max(0.0, round(float((left @ right.T).max()), 4))


@lru_cache(maxsize=50_000)
def _vectors(word: str) -> Any:
    rows = _rows()
    forms = [word + ending for ending in _ENDINGS] + ([word[:-1] + "ing"] if word.endswith("e") else [])
    found = [rows[form] for form in forms if form in rows]
    if not found:
        return None
    values = _matrix()[found].astype(np.float32)
    return values / np.sqrt((values * values).sum(axis=1, keepdims=True))


@cache
def _matrix() -> Any:
    return np.load(_HOME / "words.npy", mmap_mode="r")


@cache
def _rows() -> dict[str, int]:
    lines = (_HOME / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return {piece: i for i, piece in enumerate(lines) if piece.isalpha() and len(piece) > 1}
