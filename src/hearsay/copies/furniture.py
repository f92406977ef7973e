"""Tell the furniture of an outlet from reuse: short passages that its own pages share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from hearsay.copies.found import Found
from hearsay.copies.tokens import Bools, Ints

__all__ = ["FEW_PAGES", "HOUSE_WORDS", "is_head_or_foot", "without_furniture"]

_HOUSE_STYLE, HOUSE_WORDS = 3, 60  # texts of one series that share so few words: its furniture, not reuse
FEW_PAGES = 8  # an outlet with fewer pages may not show its furniture three times


def without_furniture(found: Found, group: Ints, series: Sequence[str | None]) -> Found:
    """The passages but for short ones that three texts of one series share, between texts of that series.

    What another series shares with them stays: it was copied, furniture or not. ``group`` is the class of each passage,
    ``series`` the outlet of each text.
    """
    names = {s: i for i, s in enumerate(sorted({s for s in series if s is not None}))}
    outlet = np.array([-1 if s is None else names[s] for s in series], np.int64)
    of_a = outlet[found.a]
    within = (of_a >= 0) & (of_a == outlet[found.b]) & (found.words <= HOUSE_WORDS)
    if not within.any():
        return found
    # Who holds a passage of such a class, whichever pair it was met in: pairs of class and text, each once.
    wanted = np.zeros(int(group.max()) + 1, np.bool_)
    wanted[group[within]] = True
    some = wanted[group]
    bits = outlet.size.bit_length()
    shifted = group[some] << bits
    holders = _each_once(np.concatenate([shifted | found.a[some], shifted | found.b[some]]))
    keys = np.sort((holders >> bits) * (len(names) + 1) + outlet[holders & ((1 << bits) - 1)] + 1)
    house = _each_once(keys[_HOUSE_STYLE - 1 :][keys[_HOUSE_STYLE - 1 :] == keys[: 1 - _HOUSE_STYLE]])
    mine = group[within] * (len(names) + 1) + of_a[within] + 1
    drop = np.zeros(group.size, np.bool_)
    if house.size:
        drop[within] = house[np.minimum(np.searchsorted(house, mine), house.size - 1)] == mine
        drop |= _around(found, within & ~drop, drop)
    return found.take(~drop)


def _around(found: Found, open_: Bools, house: Bools) -> Bools:
    """Which ``open_`` passages share over half of the shorter, on both sides, with furniture of the other kind.

    Furniture with a quotation in it may be met as that quotation everywhere but where the words before it agree too.
    """
    rows = np.flatnonzero(open_)
    texts = np.zeros(int(found.b.max()) + 1, np.bool_)
    texts[found.a[rows]] = texts[found.b[rows]] = True
    spans: dict[tuple[int, bool], set[tuple[int, int]]] = defaultdict(set)
    for text, start, end in ((found.a, found.a_start, found.a_end), (found.b, found.b_start, found.b_end)):
        some = np.flatnonzero(house & texts[text])
        for t, s, e, q in zip(*(c[some].tolist() for c in (text, start, end, found.quoted)), strict=True):
            spans[t, q].add((s, e))

    def held(text: int, start: int, end: int, quoted: bool) -> bool:
        others = spans.get((text, not quoted), ())
        return any(2 * (min(end, e) - max(start, s)) > min(end - start, e - s) for s, e in others)

    around = np.zeros(open_.size, np.bool_)
    columns = (found.a, found.a_start, found.a_end, found.b, found.b_start, found.b_end, found.quoted)
    for row, a, a0, a1, b, b0, b1, q in zip(rows.tolist(), *(c[rows].tolist() for c in columns), strict=True):
        around[row] = held(a, a0, a1, q) and held(b, b0, b1, q)
    return around


def _each_once(values: Ints) -> Ints:
    values = np.sort(values)
    fresh = np.ones(values.size, np.bool_)
    fresh[1:] = values[1:] != values[:-1]
    return values[fresh]


def is_head_or_foot(*sides: tuple[str, int, int]) -> bool:
    """Whether what two pages of one outlet share is its furniture although no third page shows it.

    So it is when both pages begin or both end with it, and it is less than half of either. A side is a page's text, and
    where the passage starts and ends in it.
    """
    if any(2 * (end - start) >= len(text) for text, start, end in sides):
        return False
    foot = all(not any(map(str.isalnum, text[end:])) for text, _, end in sides)
    return foot or all(not any(map(str.isalnum, text[:start])) for text, start, _ in sides)
