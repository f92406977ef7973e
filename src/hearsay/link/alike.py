"""When two words may stand for the same thing: one family of synonyms, one stem, or near in meaning."""

from __future__ import annotations

from functools import cache

from hearsay.lexicons import read_table
from hearsay.models.vectors import likeness

__all__ = ["family", "words_alike"]

_SOFT = 0.6  # word vectors below this are only related ("kill", "injure": .26; "arrest", "charge": .59)


@cache
def family(word: str) -> str:
    """The family a lemma belongs to, or the lemma itself."""
    return _families().get(word, word)


@cache
def words_alike(a: str, b: str) -> float:
    """How far two families or lemmas may stand for each other, 0 or .6–1."""
    if a == b:
        return 1.0
    if a in _closed() or b in _closed() or not a.isalpha() or not b.isalpha():
        return 0.0
    if len(a) > 4 and len(b) > 4 and (a.startswith(b[:-1]) or b.startswith(a[:-1])):
        return 0.9  # defect, defector: the nominalisation problem
    near = likeness(a, b)
    return near if near >= _SOFT else 0.0


@cache
def _families() -> dict[str, str]:
    return {word: name for name, row in read_table("synonyms.toml").items() for word in row}


@cache
def _closed() -> frozenset[str]:
    return frozenset(read_table("matching.toml")["closed"])
