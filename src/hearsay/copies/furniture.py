"""Tell the furniture of an outlet from reuse: short passages that its own pages share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hearsay.copies.found import Found
from hearsay.copies.tokens import Ints

__all__ = ["HOUSE_WORDS", "without_furniture"]

_HOUSE_STYLE, HOUSE_WORDS = 3, 60  # texts of one series that share so few words: its furniture, not reuse


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
    # Who holds a passage of such a class, whichever pair it was met in.
    some = np.isin(group, np.unique(group[within]))
    text = np.concatenate([found.a[some], found.b[some]])
    classes = np.concatenate([group[some], group[some]])
    order = np.lexsort((text, outlet[text], classes))
    text, classes = text[order], classes[order]
    fresh = np.concatenate([[True], (text[1:] != text[:-1]) | (classes[1:] != classes[:-1])])
    key = classes[fresh] * (len(names) + 1) + outlet[text[fresh]] + 1
    keys, holders = np.unique(key, return_counts=True)
    mine = group[within] * (len(names) + 1) + of_a[within] + 1
    drop = np.zeros(group.size, np.bool_)
    drop[within] = holders[np.searchsorted(keys, mine)] >= _HOUSE_STYLE
    return found.take(~drop)
