"""Word pieces: uncased BERT WordPiece in plain Python, the same ids as the `tokenizers` package gives.

A word that the vocabulary cannot spell, or that is longer than 100 characters, is one unknown piece.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from hearsay.models import model_file

__all__ = ["CLS", "MAX_PIECES", "SEP", "UNKNOWN", "spell", "word_shape"]

UNKNOWN, CLS, SEP = 100, 101, 102
MAX_PIECES = 12  # per word, as in training
_TOO_LONG = 100  # characters


@lru_cache(maxsize=65536)
def spell(word: str) -> tuple[int, ...]:
    """The ids of a word's pieces, at least one and at most MAX_PIECES."""
    if word.isascii() and word.isalnum():
        return _pieces(word[:400].lower())[:MAX_PIECES]
    # A word of thousands of characters is cut first: only its first pieces are used anyway.
    plain = "".join(c for c in unicodedata.normalize("NFD", word[:400].lower()) if unicodedata.category(c) != "Mn")
    out: list[int] = []
    run = ""
    for c in plain:
        if _is_dropped(c):
            continue
        if c.isspace() or _stands_alone(c):
            out += _pieces(run) if run else ()
            out += () if c.isspace() else _pieces(c)
            run = ""
        else:
            run += c
        if len(out) >= MAX_PIECES:
            break
    out += _pieces(run) if run else ()
    return tuple(out[:MAX_PIECES]) or (UNKNOWN,)


@lru_cache(maxsize=65536)
def word_shape(word: str) -> int:
    """The case class the encoder takes with a piece: 0 other, 1 Title, 2 CAPITALS, 3 mixed, 4 digits, 5 one capital."""
    if any(c.isdigit() for c in word):
        return 4
    if not word[:1].isalpha() or word.islower():
        return 0
    if len(word) == 1:
        return 5
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


@cache
def _vocabulary() -> dict[str, int]:
    return {piece: i for i, piece in enumerate(model_file("vocab.txt").decode("utf-8").splitlines())}


def _pieces(run: str) -> tuple[int, ...]:
    if len(run) > _TOO_LONG:
        return (UNKNOWN,)
    vocabulary = _vocabulary()
    out: list[int] = []
    start = 0
    while start < len(run):
        for end in range(len(run), start, -1):
            piece = vocabulary.get(("##" if start else "") + run[start:end])
            if piece is not None:
                break
        else:
            return (UNKNOWN,)
        out.append(piece)
        start = end
    return tuple(out)


def _is_dropped(c: str) -> bool:
    return c in "\x00\ufffd" or (c not in "\t\n\r" and unicodedata.category(c)[0] == "C")


def _stands_alone(c: str) -> bool:
    n = ord(c)
    ascii_mark = 33 <= n <= 47 or 58 <= n <= 64 or 91 <= n <= 96 or 123 <= n <= 126
    return ascii_mark or unicodedata.category(c)[0] == "P" or 0x4E00 <= n <= 0x9FFF
