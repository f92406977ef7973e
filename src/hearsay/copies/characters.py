"""How each character takes part in comparing: what it folds to, and what kind of character it is.

Both engines read the same table, so what counts as a word is decided here and nowhere else. The table holds the
characters met so far; describing a new one costs microseconds, once in a process.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "ALONE",
    "APOSTROPHE",
    "COMMA",
    "DIGIT",
    "LATIN",
    "LETTER",
    "MARK",
    "SEPARATOR",
    "SKIP",
    "SPACE",
    "UPPER",
    "WORD",
    "Table",
    "describe",
]

SEPARATOR, WORD, SKIP, APOSTROPHE, COMMA, ALONE = range(6)  # kinds
DIGIT, UPPER, LETTER, SPACE, MARK = 1, 2, 4, 8, 16  # properties; LETTER is what a regular expression calls \w
LATIN = 0x250  # characters below it are always described, in order, from row 1 on
_POINTS = 0x110000
_SPREAD = 0xD6E8FEB86659FD93  # odd: code points to 64-bit values
_APOSTROPHES = "'’ʼ＇‘"
_MARKS = "“”„«»\"＂「」『』‘’'`\n"  # what may open or close a quotation
# First and last character of scripts without spaces between words, and how many quarters of a word one character is.
_UNSPACED = (
    (0x0E00, 0x0EFF, 1),  # Thai, Lao
    (0x1000, 0x109F, 1),  # Myanmar
    (0x1780, 0x17FF, 1),  # Khmer
    (0x3040, 0x30FF, 2),  # kana
    (0x3400, 0x4DBF, 2),  # Han
    (0x4E00, 0x9FFF, 2),
    (0xF900, 0xFAFF, 2),
    (0x20000, 0x323AF, 2),
)


@dataclass(frozen=True, slots=True)
class Table:
    """Characters by row: ``row[point]`` (0: not described yet) indexes the columns."""

    row: NDArray[np.int32]
    kind: NDArray[np.uint8]
    props: NDArray[np.uint8]
    weight: NDArray[np.uint8]  # quarters of a word
    first: NDArray[np.int32]  # its folded letters are values[first : first + count]
    count: NDArray[np.int32]
    values: NDArray[np.uint64]
    letter: NDArray[np.uint64]  # below LATIN: its value where it is one letter of a word, else 0


_lock = threading.Lock()
_known: Table | None = None


def describe(points: Iterable[int] = ()) -> Table:
    """The table with (at least) these code points in it."""
    global _known
    with _lock:
        known = _known
        if known is None:
            none = np.zeros(1, np.uint8)
            row = np.zeros(1, np.int32)
            letters = np.zeros(0, np.uint64)
            known = Table(np.zeros(_POINTS, np.int32), none, none, none, row, row, letters, letters)
            points = [*range(LATIN), *range(0x2010, 0x2040), *points]
        new = [p for p in dict.fromkeys(points) if not known.row[p]]
        if new or _known is None:
            _known = known = _extend(known, new)
        return known


def _extend(known: Table, new: list[int]) -> Table:
    rows = [_describe(p) for p in new]
    row = known.row.copy()  # whoever holds the old table keeps it whole
    row[new] = np.arange(known.kind.size, known.kind.size + len(new))
    counts = np.array([len(r[3]) for r in rows], np.int32)
    firsts = known.values.size + np.cumsum(counts) - counts
    values = np.concatenate([known.values, np.array([v for r in rows for v in r[3]], np.uint64)])
    letter = known.letter
    if not letter.size:
        letter = np.array([r[3][0] if r[0] == WORD and len(r[3]) == 1 else 0 for r in rows[:LATIN]], np.uint64)
    return Table(
        row,
        np.concatenate([known.kind, np.array([r[0] for r in rows], np.uint8)]),
        np.concatenate([known.props, np.array([r[1] for r in rows], np.uint8)]),
        np.concatenate([known.weight, np.array([r[2] for r in rows], np.uint8)]),
        np.concatenate([known.first, firsts.astype(np.int32)]),
        np.concatenate([known.count, counts]),
        values,
        letter,
    )


def _describe(point: int) -> tuple[int, int, int, list[int]]:
    """Kind, properties, weight in quarters of a word, values of the letters it stands for."""
    char = chr(point)
    category = unicodedata.category(char)
    props = (UPPER if char.isupper() else 0) | (SPACE if char.isspace() else 0)
    props |= MARK if char in _MARKS else 0
    props |= LETTER if char.isalnum() or char == "_" else 0
    if char in _APOSTROPHES:
        return APOSTROPHE, props, 4, []
    if char == ",":
        return COMMA, props, 4, []
    if category in ("Mn", "Me", "Cf"):
        return SKIP, props, 4, []
    if category[0] not in "LN" and category != "Mc":
        return SEPARATOR, props, 4, []
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) not in ("Mn", "Cf"))
    folded = "".join(c for c in plain.casefold() if c.isalnum()) or char
    values = [(ord(c) + 1) * _SPREAD % (1 << 64) for c in folded]
    for low, high, weight in _UNSPACED:
        if low <= point <= high:
            return ALONE, props, weight, values[:1]
    return WORD, props | (DIGIT if category == "Nd" else 0), 4, values
