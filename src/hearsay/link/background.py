"""How common a word is in English at large: in a pile on one event, the words that matter most are in every report."""

from __future__ import annotations

import math
from functools import cache

from hearsay.lexicons import read_bytes

__all__ = ["rarity"]


@cache
def rarity(lemma: str) -> float:
    """Inverse document frequency over 200-word stretches of open English text; unseen lemmas are rarest."""
    stretches, counts = _table()
    return math.log((stretches + 1) / (counts.get(lemma, 0) + 1))


@cache
def _table() -> tuple[int, dict[str, int]]:
    stretches, counts = 1, {}
    for line in read_bytes("background.tsv").decode("utf-8").splitlines():
        word, _, count = line.partition("\t")
        if word == "# stretches":
            stretches = int(count)
        elif count:
            counts[word] = int(count)
    return stretches, counts
